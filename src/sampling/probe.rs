//! A short further run that observes single steps: the separation of neighbours and the unresolved
//! force.

use crate::residual::{NoiseDiagnostics, SERIES};
use crate::{CycleDetector, RunPlan, WalkerStatus};
use additive::TermSum;
use dynamics::{LyapunovPairs, Random, Surface, Walkers};
use expression::{LANES, Lanes, Vectors};
use statistics::jackknife;

/// Steps before the first observation: walkers forget their start, and neighbours turn into the
/// direction of fastest growth.
const SETTLE: usize = 64;
/// Steps between two measurements of the curvature, and their finite-difference displacement in
/// units of the displacement in one step.
const CURVATURE_EVERY: usize = 32;
const DISPLACEMENT: f64 = 1e-7;
/// Smallest displacement, as a fraction of the position: a thousand times its rounding error.
const ROUNDING: f64 = 1000.0 * f64::EPSILON;
/// Separates the random numbers from those of every run.
const STREAM: u32 = 1 << 31;

/// A learned potential, smooth at the scale of a step.
pub trait Smooth {
    /// The potential at a point; its gradient goes into `gradient`.
    fn at(&self, q: &[f64], gradient: &mut [f64]) -> f64;
    /// True if it is known at a point.
    fn contains(&self, q: &[f64]) -> bool;
}

impl Smooth for Surface {
    fn at(&self, q: &[f64], gradient: &mut [f64]) -> f64 {
        self.at(q, gradient)
    }

    fn contains(&self, q: &[f64]) -> bool {
        self.contains(q)
    }
}

impl Smooth for TermSum {
    fn at(&self, q: &[f64], gradient: &mut [f64]) -> f64 {
        self.at(q, gradient)
    }

    fn contains(&self, q: &[f64]) -> bool {
        self.contains(q)
    }
}

/// Observations of single steps.
#[derive(Clone, Debug)]
pub struct Probe {
    /// Largest Lyapunov exponent per step, and its standard error over walkers.
    pub exponent: f64,
    pub exponent_error: f64,
    /// Share of the walkers that end on a short cycle, and of those that blow up.
    pub cycling: f64,
    pub diverged: f64,
    /// `δ²` times the largest curvature of `V` along the walkers' paths.
    pub stiffness: f64,
    /// Diagnostics of the unresolved force, if a potential has been learned.
    pub noise: Option<NoiseDiagnostics>,
}

/// Observes `blocks` blocks of walkers whose positions and momenta come from `draw`.
pub fn probe(
    plan: &RunPlan,
    blocks: u32,
    surface: Option<&dyn Smooth>,
    mut draw: impl FnMut(&mut Random) -> [Vec<f64>; 2],
) -> Probe {
    let mut look = Look::new(plan, surface);
    for block in 0..blocks {
        let mut random = Random::new(plan.seed, STREAM | block);
        let mut walkers = Walkers::at_rest(plan.positions.dimension());
        for lane in 0..LANES {
            walkers.place(lane, &draw(&mut random));
        }
        look.watch(plan, surface, walkers);
    }
    look.result(plan)
}

/// The observations so far, block after block.
struct Look {
    walkers: f64,
    cycling: f64,
    diverged: f64,
    /// Mean growth of every sound walker.
    growth: Vec<Vec<f64>>,
    places: Vectors,
    /// Half-step positions and residual forces of every sound walker, step by step.
    middles: Vectors,
    residuals: Vectors,
    learned: bool,
}

impl Look {
    fn new(plan: &RunPlan, surface: Option<&dyn Smooth>) -> Self {
        let d = plan.positions.dimension();
        Look {
            walkers: 0.0,
            cycling: 0.0,
            diverged: 0.0,
            growth: Vec::new(),
            places: Vectors::new(d),
            middles: Vectors::new(d),
            residuals: Vectors::new(d),
            learned: surface.is_some(),
        }
    }

    fn watch(&mut self, plan: &RunPlan, surface: Option<&dyn Smooth>, mut walkers: Walkers) {
        let integrator = &plan.integrator;
        let mut workspace = integrator.workspace();
        let mut beside = integrator.workspace();
        let mut pairs = LyapunovPairs::of(&walkers, units(plan));
        let mut growth = Lanes::splat(0.0);
        let mut cycles = CycleDetector::new(plan);
        let mut path = Vec::with_capacity(SERIES);
        let mut before = walkers.p.clone();
        for n in 0..SETTLE + SERIES {
            before.copy_from_slice(&walkers.p);
            integrator.step(&mut walkers, &mut workspace);
            let grown = pairs.follow(&walkers, integrator, &mut beside);
            let Some(n) = n.checked_sub(SETTLE) else {
                continue;
            };
            for lane in 0..LANES {
                growth[lane] += grown[lane] / SERIES as f64;
            }
            if n >= SERIES - CycleDetector::LENGTH {
                cycles.push(&walkers);
            }
            let (mut middle, mut force) = (before.clone(), before.clone());
            integrator.half_step(&before, &walkers, &mut middle, &mut force);
            plan.positions.wrap(&mut middle);
            path.push((middle, force));
        }
        let statuses = cycles.judge();
        for lane in 0..LANES {
            self.walkers += 1.0;
            match statuses[lane] {
                WalkerStatus::Diverged => {
                    self.diverged += 1.0;
                    continue;
                }
                WalkerStatus::Absorbed => self.cycling += 1.0,
                WalkerStatus::Alive => {}
            }
            self.growth.push(vec![growth[lane], 1.0]);
            let each = |x: &[Lanes]| x.iter().map(|x| x[lane]).collect::<Vec<f64>>();
            for (q, _) in path.iter().step_by(CURVATURE_EVERY) {
                self.places.push(each(q));
            }
            if statuses[lane] != WalkerStatus::Alive {
                continue;
            }
            for (q, g) in &path {
                let (q, g) = (each(q), each(g));
                if let Some(surface) = surface {
                    let mut smooth = vec![0.0; q.len()];
                    surface.at(&q, &mut smooth);
                    let known = f64::from(u8::from(surface.contains(&q)));
                    self.middles.push(q);
                    let pairs = g.iter().zip(smooth);
                    self.residuals
                        .push(pairs.map(|(g, smooth)| known * (g - smooth)));
                }
            }
        }
    }

    fn result(self, plan: &RunPlan) -> Probe {
        let mean = |s: &[f64]| s[0] / s[1];
        let sum = self.growth.iter().map(|g| g[0]).sum::<f64>();
        Probe {
            exponent: sum / self.growth.len() as f64,
            exponent_error: jackknife(&self.growth, mean),
            cycling: self.cycling / self.walkers,
            diverged: self.diverged / self.walkers,
            stiffness: plan.step * plan.step * curvature(plan, &self.places),
            noise: (self.learned && !self.residuals.is_empty())
                .then(|| NoiseDiagnostics::of(&self.middles, &self.residuals)),
        }
    }
}

/// Units of length and momentum: the spreads at the start.
fn units(plan: &RunPlan) -> [f64; 2] {
    let laws = [&plan.initial.position, &plan.initial.momentum];
    let unit = |spread: f64| if spread > 0.0 { spread } else { 1.0 };
    laws.map(|law| unit(law.spread[0]))
}

/// The largest second derivative of `V` along a coordinate, over these points.
fn curvature(plan: &RunPlan, points: &Vectors) -> f64 {
    let potential = plan.integrator.potential();
    if points.is_empty() {
        return f64::NAN;
    }
    let here = potential.gradients(points);
    let displacement = DISPLACEMENT * plan.step * units(plan)[1];
    // Far from zero a small displacement would be rounded away.
    let apart = |q: f64| displacement.max(ROUNDING * q.abs());
    let mut largest = 0.0_f64;
    for i in 0..points.dimension() {
        let mut beside = Vectors::new(points.dimension());
        for q in points.iter() {
            let moved = |(axis, &q): (usize, &f64)| if axis == i { q + apart(q) } else { q };
            beside.push(q.iter().enumerate().map(moved));
        }
        let beside = potential.gradients(&beside);
        for ((a, b), q) in here.along(i).zip(beside.along(i)).zip(points.along(i)) {
            largest = largest.max(((b - a) / apart(q)).abs());
        }
    }
    largest
}
