//! Surrogate dynamics: kinetic Langevin and, without friction, Hamiltonian.

use crate::verlet::rows;
use crate::{Learned, Random, Surface, Walkers, decay};
use additive::Confined;
use expression::{LANES, Lanes, Potential, Scratch};
use nalgebra::DMatrix;

/// Source of the force: a formula or a learned potential.
#[derive(Clone, Debug)]
pub enum Field {
    Formula(Potential),
    Surface(Surface),
    Sum(Confined),
}

impl From<Learned> for Field {
    fn from(learned: Learned) -> Self {
        match learned {
            Learned::Surface(surface) => Field::Surface(surface),
            Learned::Sum(sum) => Field::Sum(Confined::new(&sum)),
        }
    }
}

/// `q̇ = p, ṗ = −∇U − Γp + √(2Γ) Ẇ` (4.2) with unit masses, at temperature one, by the splitting
/// BAOAB (Leimkuhler & Matthews, Appl. Math. Res. Express 2013, 34): half a kick, half a drift,
/// friction and noise exactly, half a drift, half a kick.
///
/// With `Γ = 0` it is the velocity form of Störmer–Verlet for `q̇ = p, ṗ = −∇U` (4.1): symplectic,
/// reversible, and of second order.
#[derive(Clone, Debug)]
pub struct Langevin {
    field: Field,
    step: f64,
    /// `exp(−Γ h)`, row by row.
    decay: Vec<f64>,
    /// A root of `1 − exp(−2Γ h)`, row by row; `None` without friction.
    spread: Option<Vec<f64>>,
}

/// Working memory of one thread; the force of the last step is reused by the next.
#[derive(Clone, Debug)]
pub struct Motion {
    gradient: Vec<Lanes>,
    noise: Vec<Lanes>,
    /// Momenta after friction and noise.
    damped: Vec<Lanes>,
    /// Used by formulas only.
    scratch: Option<Scratch>,
}

impl Langevin {
    /// `step` is `h`; `friction` is a symmetric matrix `Γ`, positive or zero.
    pub fn new(field: Field, step: f64, friction: &DMatrix<f64>) -> Self {
        let identity = DMatrix::identity(friction.nrows(), friction.nrows());
        let lost = &identity - decay(friction, &identity, 2.0 * step);
        Langevin {
            field,
            step,
            decay: rows(&decay(friction, &identity, step)),
            spread: lost.cholesky().map(|root| rows(&root.l())),
        }
    }

    /// Working memory, with the force at the start.
    pub fn begin(&self, walkers: &Walkers) -> Motion {
        let zero = vec![Lanes::splat(0.0); walkers.dimension()];
        let mut motion = Motion {
            gradient: zero.clone(),
            noise: zero.clone(),
            damped: zero,
            scratch: match &self.field {
                Field::Formula(potential) => Some(potential.scratch()),
                Field::Surface(_) | Field::Sum(_) => None,
            },
        };
        self.force(walkers, &mut motion);
        motion
    }

    /// Advances every walker of the block by one step, with one evaluation of the force.
    pub fn step(&self, walkers: &mut Walkers, motion: &mut Motion, random: &mut Random) {
        let half = 0.5 * self.step;
        let d = walkers.dimension();
        for i in 0..d {
            for lane in 0..LANES {
                walkers.p[i][lane] -= half * motion.gradient[i][lane];
                walkers.q[i][lane] += half * walkers.p[i][lane];
            }
        }
        if let Some(spread) = &self.spread {
            let Motion { noise, damped, .. } = motion;
            for noise in noise.iter_mut() {
                random.normals(noise);
            }
            for (i, damped) in damped.iter_mut().enumerate() {
                *damped = Lanes::splat(0.0);
                for j in 0..d {
                    let (decay, spread) = (self.decay[i * d + j], spread[i * d + j]);
                    for lane in 0..LANES {
                        damped[lane] += decay * walkers.p[j][lane];
                        damped[lane] += spread * noise[j][lane];
                    }
                }
            }
            std::mem::swap(&mut walkers.p, damped);
        }
        for i in 0..d {
            for lane in 0..LANES {
                walkers.q[i][lane] += half * walkers.p[i][lane];
            }
        }
        self.force(walkers, motion);
        for i in 0..d {
            for lane in 0..LANES {
                walkers.p[i][lane] -= half * motion.gradient[i][lane];
            }
        }
    }

    /// `p²/2 + U(q)` of every walker.
    pub fn energy(&self, walkers: &Walkers, motion: &mut Motion) -> Lanes {
        let mut energy = Lanes::splat(0.0);
        match (&self.field, &mut motion.scratch) {
            (Field::Formula(potential), Some(scratch)) => {
                potential.energy(&walkers.q, &mut energy, scratch);
            }
            (Field::Formula(_), None) => {}
            (Field::Surface(surface), _) => {
                surface.block(&walkers.q, &mut energy, &mut motion.damped);
            }
            (Field::Sum(sum), _) => sum.block(&walkers.q, &mut energy, &mut motion.damped),
        }
        for p in &walkers.p {
            for lane in 0..LANES {
                energy[lane] += 0.5 * p[lane] * p[lane];
            }
        }
        energy
    }

    fn force(&self, walkers: &Walkers, motion: &mut Motion) {
        let gradient = &mut motion.gradient;
        match (&self.field, &mut motion.scratch) {
            (Field::Formula(potential), Some(scratch)) => {
                potential.gradient(&walkers.q, gradient, scratch);
            }
            (Field::Formula(_), None) => {}
            (Field::Surface(surface), _) => {
                surface.block(&walkers.q, &mut Lanes::splat(0.0), gradient);
            }
            (Field::Sum(sum), _) => {
                sum.block(&walkers.q, &mut Lanes::splat(0.0), gradient);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expression::Formula;
    use nalgebra::dmatrix;

    fn formula(text: &str) -> Field {
        Field::Formula(Formula::parse(text).unwrap().compile().unwrap())
    }

    /// Mean and mean square of position and momentum over blocks of walkers at a time.
    fn moments(langevin: &Langevin, steps: usize, start: [f64; 2]) -> [f64; 4] {
        let mut sums = [0.0; 4];
        const BLOCKS: u32 = 400;
        for block in 0..BLOCKS {
            let mut random = Random::new(11, block);
            let mut walkers = Walkers::at_rest(1);
            walkers.q[0] = Lanes::splat(start[0]);
            walkers.p[0] = Lanes::splat(start[1]);
            let mut motion = langevin.begin(&walkers);
            for _ in 0..steps {
                langevin.step(&mut walkers, &mut motion, &mut random);
            }
            for lane in 0..LANES {
                let (q, p) = (walkers.q[0][lane], walkers.p[0][lane]);
                for (sum, x) in sums.iter_mut().zip([q, p, q * q, p * p]) {
                    *sum += x;
                }
            }
        }
        sums.map(|s| s / f64::from(BLOCKS) / LANES as f64)
    }

    #[test]
    fn a_harmonic_oscillator_has_its_exact_mean_and_variance() {
        // Underdamped: the mean oscillates with ω = √(1 − γ²/4) and decays as e^{−γt/2}.
        let (gamma, h, steps) = (0.8, 0.05, 60);
        let langevin = Langevin::new(formula("q^2/2"), h, &dmatrix![gamma]);
        let time = h * steps as f64;
        let omega = libm::sqrt(1.0 - 0.25 * gamma * gamma);
        let [q, p, qq, pp] = moments(&langevin, steps, [2.0, -0.5]);
        let fade = libm::exp(-0.5 * gamma * time);
        let (sine, cosine) = libm::sincos(omega * time);
        let mean = fade * (2.0 * cosine + (-0.5 + gamma) / omega * sine);
        let flow = fade * (-0.5 * cosine - (2.0 - 0.25 * gamma) / omega * sine);
        // 25 600 walkers: standard errors of 0.006.
        assert!(
            (q - mean).abs() < 0.025 && (p - flow).abs() < 0.025,
            "{q} {mean} {p} {flow}"
        );
        let [.., qq_late, pp_late] = moments(&langevin, 400, [2.0, -0.5]);
        // BAOAB samples the positions of a harmonic well exactly, the momenta to (1 − h²/4).
        assert!((qq_late - 1.0).abs() < 0.04 && (pp_late - 1.0).abs() < 0.04);
        assert!(qq - q * q < 1.0 && pp - p * p < 1.05);
        // At another temperature the test fails: noise of twice the power.
        let hot = Langevin {
            spread: langevin
                .spread
                .map(|s| s.iter().map(|x| x * 2.0_f64.sqrt()).collect()),
            ..langevin
        };
        assert!((moments(&hot, 400, [2.0, -0.5])[2] - 2.0).abs() < 0.08);
    }

    #[test]
    fn a_rotated_friction_leaves_every_direction_equally_warm() {
        let friction = dmatrix![0.9, 0.5; 0.5, 0.6];
        let langevin = Langevin::new(formula("x^2 + x*y + y^2"), 0.05, &friction);
        let mut sums = [0.0; 3];
        for block in 0..200 {
            let mut random = Random::new(3, block);
            let mut walkers = Walkers::at_rest(2);
            let mut motion = langevin.begin(&walkers);
            for _ in 0..400 {
                langevin.step(&mut walkers, &mut motion, &mut random);
            }
            for lane in 0..LANES {
                let [x, y] = [walkers.p[0][lane], walkers.p[1][lane]];
                for (sum, term) in sums.iter_mut().zip([x * x, x * y, y * y]) {
                    *sum += term;
                }
            }
        }
        let [xx, xy, yy] = sums.map(|s| s / 12_800.0);
        assert!(
            (xx - 1.0).abs() < 0.06 && xy.abs() < 0.04 && (yy - 1.0).abs() < 0.06,
            "{xx} {xy} {yy}"
        );
    }

    #[test]
    fn without_friction_the_energy_errs_to_second_order_and_does_not_drift() {
        let worst = |h: f64| {
            let langevin = Langevin::new(formula("q^4/4 - q^2/2"), h, &dmatrix![0.0]);
            let mut walkers = Walkers::at_rest(1);
            for lane in 0..LANES {
                walkers.q[0][lane] = 0.4 + 0.02 * lane as f64;
            }
            let mut motion = langevin.begin(&walkers);
            let start = langevin.energy(&walkers, &mut motion);
            let mut random = Random::new(1, 0);
            let mut worst: [f64; 2] = [0.0; 2];
            let steps = (200.0 / h) as usize;
            for step in 0..steps {
                langevin.step(&mut walkers, &mut motion, &mut random);
                let energy = langevin.energy(&walkers, &mut motion);
                let off = (0..LANES)
                    .map(|l| (energy[l] - start[l]).abs())
                    .fold(0.0, f64::max);
                let half = usize::from(step >= steps / 2);
                worst[half] = worst[half].max(off);
            }
            assert!((worst[1] / worst[0] - 1.0).abs() < 0.2, "{worst:?}");
            worst[0].max(worst[1])
        };
        let (coarse, fine) = (worst(0.1), worst(0.05));
        assert!((3.5..4.6).contains(&(coarse / fine)), "{coarse} {fine}");
    }
}
