//! The last step of a walker in one dimension, and the two parts of its kick.

use crate::Content;
use crate::axes::Panel;
use crate::potential_curves::lift;
use expression::Vectors;
use study::Replay;

/// Height of an arc as a share of its width, and at most of the panel's height.
const RISE: f64 = 0.25;
const HIGHEST: f64 = 0.25;
/// Share of the region below which a displacement has no slope of its own.
const STILL: f64 = 1e-9;

/// The last step of a walker: its ends with their heights, and the two parts of the kick, each as the
/// displacement that it makes of the next step.
pub struct Leap {
    pub from: (f64, f64),
    pub to: (f64, f64),
    /// The part of the mean slope of `V` over the step.
    pub resolved: f64,
    /// The rest, which the landscape within the step makes.
    pub noise: f64,
}

/// The last step of a walker. The mean slope of `V` between its ends is what the step resolves; the
/// force at its middle, which kicks, differs from that by noise.
pub fn leap(content: &Content, replay: &Replay, lane: usize) -> Leap {
    let [from, to] = replay.ends(lane, 0);
    let step = replay.plan().step;
    let potential = replay.potential();
    let heights = potential.energies(&Vectors::of(1, vec![from, to]));
    // In one dimension masses are one.
    let middle = from + 0.5 * step * replay.momentum_before(lane, 0);
    let force = potential.gradients(&Vectors::of(1, vec![middle]))[0][0];
    let size = content.region.upper[0] - content.region.lower[0];
    let way = to - from;
    let mean = if way.abs() > STILL * size {
        (heights[1] - heights[0]) / way
    } else {
        force
    };
    let lift = lift(content);
    Leap {
        from: (from, heights[0] + lift),
        to: (to, heights[1] + lift),
        resolved: -step * step * mean,
        noise: -step * step * (force - mean),
    }
}

impl Leap {
    /// The data at a share of the step, on the straight line between its ends.
    pub fn at(&self, t: f64) -> [f64; 2] {
        let between = |from: f64, to: f64| from + t * (to - from);
        [
            between(self.from.0, self.to.0),
            between(self.from.1, self.to.1),
        ]
    }

    /// The pixel of the walker there: it leaps over what lies between the ends.
    pub fn arc(&self, panel: &Panel, t: f64) -> [f64; 2] {
        let [x, y] = self.at(t);
        let [across, down] = panel.place_of(x, y);
        let wide = (self.to.0 - self.from.0).abs() * panel.scale();
        let rise = (RISE * wide).min(HIGHEST * (panel.bottom - panel.top));
        [across, down - 4.0 * rise * t * (1.0 - t)]
    }
}
