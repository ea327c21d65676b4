//! Initial states of walkers.

use dynamics::Random;
use experiment::{Initial, Shape, Spread};

/// Draws a position and a momentum from an initial distribution.
pub fn start(law: &Initial, random: &mut Random) -> [Vec<f64>; 2] {
    let mut draw = |Spread { mean, spread }: &Spread| {
        let axes = mean.iter().zip(spread);
        axes.map(|(mean, spread)| {
            let deviation = match law.shape {
                Shape::Normal => random.normal(),
                Shape::Uniform => 2.0 * random.uniform() - 1.0,
            };
            mean + spread * deviation
        })
        .collect()
    };
    [draw(&law.position), draw(&law.momentum)]
}
