//! A short further run that observes single steps: the separation of neighbours and the unresolved
//! force.

use crate::{CycleDetector, RunPlan, WalkerStatus};
use dynamics::{LyapunovPairs, Random, Surface, Walkers};
use expression::{LANES, Lanes, Vectors};
use nalgebra::DMatrix;
use statistics::{autocorrelations, chi_square_tail, heteroscedasticity, jackknife, ljung_box};

/// Steps before the first observation: walkers forget their start, and neighbours turn into the
/// direction of fastest growth.
const SETTLE: usize = 64;
/// Number of observed steps. A correlation of 0.2 in the unresolved force shows in a series of this
/// length; one of 0.05, which changes the noise by a tenth, does not: see `study::trust`.
const LENGTH: usize = 512;
/// Number of lags of the autocorrelations of the unresolved force.
const LAGS: usize = 10;
/// The level of each test for white noise.
const LEVEL: f64 = 0.01;
/// Steps between two measurements of the curvature, and their finite-difference displacement.
const CURVATURE_EVERY: usize = 32;
const DISPLACEMENT: f64 = 1e-8;
/// Separates the random numbers from those of every run.
const STREAM: u32 = 1 << 31;

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

/// Diagnostics of the unresolved force `∇V − ∇U` and of its square. Beyond the box of the surface
/// nothing is known of `∇U`, and the unresolved force counts as zero.
#[derive(Clone, Debug, Default)]
pub struct NoiseDiagnostics {
    /// The worst of all coordinates.
    pub force: Whiteness,
    pub square: Whiteness,
    /// Its covariance `C_0`, whose product with `δ` is `ΣΣᵀ` (3.4), and the sum over lags
    /// `C_0 + Σ_k (C_k + C_kᵀ)`, which heats the walkers; each with its standard error over
    /// walkers. White noise has both alike.
    pub covariance: [DMatrix<f64>; 2],
    pub summed: [DMatrix<f64>; 2],
    /// Root mean square over positions of the relative change of its covariance.
    pub uneven: f64,
}

/// Deviations of series from white noise.
#[derive(Clone, Copy, Debug, Default)]
pub struct Whiteness {
    /// Share of the walkers whose series Ljung & Box's test rejects at a level of 1 %.
    pub rejected: f64,
    /// The largest of the autocorrelations averaged over walkers.
    pub correlation: f64,
}

/// Observes `blocks` blocks of walkers whose positions and momenta come from `draw`.
pub fn probe(
    plan: &RunPlan,
    blocks: u32,
    surface: Option<&Surface>,
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
    fn new(plan: &RunPlan, surface: Option<&Surface>) -> Self {
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

    fn watch(&mut self, plan: &RunPlan, surface: Option<&Surface>, mut walkers: Walkers) {
        let integrator = &plan.integrator;
        let mut workspace = integrator.workspace();
        let mut beside = integrator.workspace();
        let mut neighbours = LyapunovPairs::of(&walkers);
        let mut growth = Lanes::splat(0.0);
        let mut cycles = CycleDetector::new(plan);
        let mut path = Vec::with_capacity(LENGTH);
        let mut before = walkers.p.clone();
        integrator.begin(&walkers, &mut workspace);
        for n in 0..SETTLE + LENGTH {
            before.copy_from_slice(&walkers.p);
            integrator.proceed(&mut walkers, &mut workspace);
            let grown = neighbours.follow(&walkers, integrator, &mut beside);
            let Some(n) = n.checked_sub(SETTLE) else {
                continue;
            };
            for lane in 0..LANES {
                growth[lane] += grown[lane] / LENGTH as f64;
            }
            if n >= LENGTH - CycleDetector::LENGTH {
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
            noise: (self.learned && !self.residuals.is_empty()).then(|| self.noise()),
        }
    }

    fn noise(&self) -> NoiseDiagnostics {
        let [covariance, summed] = [0, LAGS].map(|lags| covariance(&self.residuals, lags));
        let mut look = NoiseDiagnostics {
            uneven: heteroscedasticity(&self.middles, &self.residuals),
            covariance,
            summed,
            ..NoiseDiagnostics::default()
        };
        for i in 0..self.residuals.dimension() {
            let force: Vec<f64> = self.residuals.along(i).collect();
            let square: Vec<f64> = force.iter().map(|r| r * r).collect();
            look.force = look.force.worse(Whiteness::of(&force));
            look.square = look.square.worse(Whiteness::of(&square));
        }
        look
    }
}

impl Whiteness {
    /// The whiteness of consecutive series of `LENGTH` numbers each.
    fn of(all: &[f64]) -> Self {
        let (mut rejected, mut count) = (0.0, 0.0);
        let mut mean = [0.0; LAGS];
        for series in all.chunks_exact(LENGTH) {
            let rho = autocorrelations(series, LAGS);
            let tail = chi_square_tail(ljung_box(LENGTH, &rho), LAGS as u32);
            rejected += f64::from(u8::from(tail < LEVEL));
            count += 1.0;
            mean.iter_mut().zip(&rho).for_each(|(m, r)| *m += r);
        }
        Whiteness {
            rejected: rejected / count,
            correlation: mean.iter().map(|m| (m / count).abs()).fold(0.0, f64::max),
        }
    }

    fn worse(self, other: Self) -> Self {
        if other.rejected > self.rejected {
            other
        } else {
            self
        }
    }
}

/// `C_0 + Σ_{k ≤ lags} (C_k + C_kᵀ)` of consecutive series of `LENGTH` vectors each, and its standard
/// error over the series. Vectors that are exactly zero do not count.
fn covariance(all: &Vectors, lags: usize) -> [DMatrix<f64>; 2] {
    let d = all.dimension();
    let each = all.chunks(LENGTH).map(|series| {
        let at = |n: usize| &series[n * d..(n + 1) * d];
        let known = (0..LENGTH).filter(|&n| at(n).iter().any(|x| *x != 0.0));
        let mut sums = vec![0.0; d * d];
        for lag in 0..=lags {
            for n in 0..LENGTH - lag {
                let (early, late) = (at(n), at(n + lag));
                for (number, sum) in sums.iter_mut().enumerate() {
                    let (i, j) = (number / d, number % d);
                    *sum += early[i] * late[j];
                    if lag > 0 {
                        *sum += late[i] * early[j];
                    }
                }
            }
        }
        sums.push(known.count() as f64);
        sums
    });
    let each: Vec<Vec<f64>> = each.collect();
    let [mut mean, mut error] = [(); 2].map(|()| DMatrix::zeros(d, d));
    for number in 0..d * d {
        let at = (number / d, number % d);
        let ratio = |sums: &[f64]| sums[number] / sums[d * d];
        let mut total = vec![0.0; d * d + 1];
        for sums in &each {
            total.iter_mut().zip(sums).for_each(|(t, s)| *t += s);
        }
        mean[at] = ratio(&total);
        error[at] = jackknife(&each, ratio);
    }
    [mean, error]
}

/// The largest second derivative of `V` along a coordinate, over these points.
fn curvature(plan: &RunPlan, points: &Vectors) -> f64 {
    let potential = plan.integrator.potential();
    if points.is_empty() {
        return f64::NAN;
    }
    let here = potential.gradients(points);
    let mut largest = 0.0_f64;
    for i in 0..points.dimension() {
        let mut beside = Vectors::new(points.dimension());
        for q in points.iter() {
            let moved = |(axis, &q)| if axis == i { q + DISPLACEMENT } else { q };
            beside.push(q.iter().enumerate().map(moved));
        }
        let beside = potential.gradients(&beside);
        for (a, b) in here.along(i).zip(beside.along(i)) {
            largest = largest.max(((b - a) / DISPLACEMENT).abs());
        }
    }
    largest
}
