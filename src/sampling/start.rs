//! Initial states of walkers.

use dynamics::Random;
use experiment::{Initial, Shape, Spread};

/// Draws a position and a momentum from an initial distribution.
pub fn start<const D: usize>(law: &Initial, random: &mut Random) -> [[f64; D]; 2] {
    let mut draw = |spread: &Spread| {
        std::array::from_fn(|i| {
            let deviation = match law.shape {
                Shape::Normal => random.normal(),
                Shape::Uniform => 2.0 * random.uniform() - 1.0,
            };
            spread.mean[i] + spread.spread[i] * deviation
        })
    };
    [draw(&law.position), draw(&law.momentum)]
}
