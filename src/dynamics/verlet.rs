//! The method's data generator: damped Störmer–Verlet, with a step that is too large on purpose.

use crate::{Walkers, decay};
use expression::{LANES, Lanes, Potential, Scratch, unrolled};
use nalgebra::DMatrix;

/// Drift–kick–drift with exact friction, Li & Tao (3.2), for the damped system
/// `q̇ = M⁻¹p, ṗ = −∇V(q) − ΓM⁻¹p` (3.1):
///
/// ```text
/// q_{n+1/2} = q_n + (δ/2) M⁻¹ p_n
/// p_{n+1}   = exp(−Γ M⁻¹ δ) p_n − δ ∇V(q_{n+1/2})
/// q_{n+1}   = q_{n+1/2} + (δ/2) M⁻¹ p_{n+1}
/// ```
///
/// It contains no random number; with a step that cannot resolve the small scales of `V`, its
/// trajectories follow the law of `dq = M⁻¹p dt, dp = (−∇U_k − ΓM⁻¹p) dt + Σ dW` (3.3). Momenta are
/// those of whole steps; the friction acts before the kick, hence
/// [`StormerVerlet::symmetric_momentum`].
#[derive(Clone, Debug)]
pub struct StormerVerlet {
    potential: Potential,
    step: f64,
    /// `(δ/2) M⁻¹`, row by row, as are the other matrices.
    half_drift: Vec<f64>,
    /// `exp(−Γ M⁻¹ δ)`
    decay: Vec<f64>,
    /// `½ exp(−Γ M⁻¹ δ/2)` and `½ exp(+Γ M⁻¹ δ/2)`
    halves: [Vec<f64>; 2],
}

/// Working memory of one thread; made once, reused by every step.
#[derive(Debug)]
pub struct Workspace {
    /// Half-step positions
    middle: Vec<Lanes>,
    gradient: Vec<Lanes>,
    /// Momenta after the kick
    kicked: Vec<Lanes>,
    scratch: Scratch,
}

impl StormerVerlet {
    /// An integrator of step `δ` with inverse mass matrix `M⁻¹` and friction matrix `Γ`.
    pub fn new(
        potential: Potential,
        step: f64,
        inverse_mass: &DMatrix<f64>,
        friction: &DMatrix<f64>,
    ) -> Self {
        StormerVerlet {
            potential,
            step,
            half_drift: rows(&(inverse_mass * (0.5 * step))),
            decay: rows(&decay(friction, inverse_mass, step)),
            halves: [0.5, -0.5].map(|h| rows(&(decay(friction, inverse_mass, h * step) * 0.5))),
        }
    }

    /// The potential that exerts the force.
    pub fn potential(&self) -> &Potential {
        &self.potential
    }

    /// Working memory for [`StormerVerlet::step`].
    pub fn workspace(&self) -> Workspace {
        let zero = vec![Lanes::splat(0.0); self.potential.dimension()];
        Workspace {
            middle: zero.clone(),
            gradient: zero.clone(),
            kicked: zero,
            scratch: self.potential.scratch(),
        }
    }

    /// Advances every walker of the block by one step. Many of them have the bits of as many
    /// [`StormerVerlet::proceed`], which cost less.
    #[inline(never)]
    pub fn step(&self, walkers: &mut Walkers, workspace: &mut Workspace) {
        self.begin(walkers, workspace);
        self.proceed(walkers, workspace);
    }

    /// Half drift before the first of many steps, and after every external change of the walkers.
    pub fn begin(&self, walkers: &Walkers, workspace: &mut Workspace) {
        let d = walkers.dimension();
        for (i, middle) in workspace.middle.iter_mut().enumerate() {
            *middle = walkers.q[i];
            for (j, p) in walkers.p.iter().enumerate() {
                let factor = self.half_drift[i * d + j];
                if factor != 0.0 {
                    add_scaled(middle, factor, p);
                }
            }
        }
    }

    /// One of many steps: merges the half drift at its end with the one at the start of the next
    /// step.
    #[inline(always)]
    pub fn proceed(&self, walkers: &mut Walkers, workspace: &mut Workspace) {
        self.force(workspace);
        match walkers.dimension() {
            1 => self.kick_and_drift_in::<1>(walkers, workspace),
            2 => self.kick_and_drift_in::<2>(walkers, workspace),
            3 => self.kick_and_drift_in::<3>(walkers, workspace),
            _ => self.kick_and_drift(walkers, workspace),
        }
    }

    /// `∇V` at the half-step positions.
    #[inline(always)]
    fn force(&self, workspace: &mut Workspace) {
        let Workspace {
            middle,
            gradient,
            scratch,
            ..
        } = workspace;
        self.potential.gradient(middle, gradient, scratch);
    }

    /// In a known dimension, walker by walker: the compiler unrolls the loops over coordinates and
    /// takes several walkers at a time.
    #[inline(always)]
    fn kick_and_drift_in<const D: usize>(&self, walkers: &mut Walkers, workspace: &mut Workspace) {
        let [decay, half_drift] = [&self.decay, &self.half_drift]
            .map(|m| std::array::from_fn::<[f64; D], D, _>(|i| array(&m[i * D..(i + 1) * D])));
        let (positions, momenta) = (&mut walkers.q[..D], &mut walkers.p[..D]);
        let (middle, gradient) = (&mut workspace.middle[..D], &workspace.gradient[..D]);
        for lane in 0..LANES {
            let mut p = [0.0; D];
            for i in 0..D {
                p[i] = decay[i][0] * momenta[0][lane];
                for j in 1..D {
                    p[i] += decay[i][j] * momenta[j][lane];
                }
                p[i] -= self.step * gradient[i][lane];
            }
            for i in 0..D {
                let mut q = middle[i][lane];
                for j in 0..D {
                    q += half_drift[i][j] * p[j];
                }
                (positions[i][lane], momenta[i][lane]) = (q, p[i]);
                for j in 0..D {
                    q += half_drift[i][j] * p[j];
                }
                middle[i][lane] = q;
            }
        }
    }

    /// In any dimension: the loops over coordinates are outside those over walkers. With unit masses most
    /// entries of the drift are zero.
    #[inline(always)]
    fn kick_and_drift(&self, walkers: &mut Walkers, workspace: &mut Workspace) {
        let (d, kicked) = (walkers.dimension(), &mut workspace.kicked);
        for (i, kicked) in kicked.iter_mut().enumerate() {
            scale(kicked, self.decay[i * d], &walkers.p[0]);
            for j in 1..d {
                add_scaled(kicked, self.decay[i * d + j], &walkers.p[j]);
            }
            add_scaled(kicked, -self.step, &workspace.gradient[i]);
        }
        std::mem::swap(&mut walkers.p, kicked);
        for (i, middle) in workspace.middle.iter_mut().enumerate() {
            for half in 0..2 {
                for (j, p) in walkers.p.iter().enumerate() {
                    let factor = self.half_drift[i * d + j];
                    if factor != 0.0 {
                        add_scaled(middle, factor, p);
                    }
                }
                if half == 0 {
                    walkers.q[i] = *middle;
                }
            }
        }
    }

    /// The half-step positions of the step from momenta `before` to `after`, and the force `∇V`
    /// there, recovered from the kick.
    #[inline(always)]
    pub fn half_step(
        &self,
        before: &[Lanes],
        after: &Walkers,
        middle: &mut [Lanes],
        force: &mut [Lanes],
    ) {
        let kick = 1.0 / self.step;
        unrolled!(d = before.len(), {
            let (before, q, p) = (&before[..d], &after.q[..d], &after.p[..d]);
            for i in 0..d {
                let [drift, decay] =
                    [&self.half_drift, &self.decay].map(|m| &m[i * d..(i + 1) * d]);
                let (middle, force) = (&mut middle[i], &mut force[i]);
                for lane in 0..LANES {
                    let (mut x, mut g) = (q[i][lane], 0.0);
                    for j in 0..d {
                        x -= drift[j] * p[j][lane];
                        g += decay[j] * before[j][lane];
                    }
                    (middle[lane], force[lane]) = (x, (g - p[i][lane]) * kick);
                }
            }
        });
    }

    /// Positions near the walkers', each displaced by a quarter of the flight of another walker,
    /// `shift` lanes further on: the density of walkers shows ripples that slow walkers resolve, and
    /// this is that density blurred by a Gaussian much wider than they.
    #[inline(always)]
    pub fn displaced(&self, walkers: &Walkers, shift: usize, out: &mut [Lanes]) {
        let Walkers { q, p } = walkers;
        unrolled!(d = q.len(), {
            let (q, p, out) = (&q[..d], &p[..d], &mut out[..d]);
            for i in 0..d {
                let drift = &self.half_drift[i * d..(i + 1) * d];
                for lane in 0..LANES {
                    let other = (lane + shift) % LANES;
                    let mut x = q[i][lane];
                    for j in 0..d {
                        x += 0.5 * drift[j] * p[j][other];
                    }
                    out[i][lane] = x;
                }
            }
        });
    }

    /// The momentum at the half-step positions (METHOD errata 3):
    /// `p̄_n = ½ ( e^{−ΓM⁻¹δ/2} p_n + e^{+ΓM⁻¹δ/2} p_{n+1} )`.
    ///
    /// Its variance is the exact temperature in quadratic wells; it is free of the `O(γδ)`
    /// asymmetry of friction before kick.
    #[inline(always)]
    pub fn symmetric_momentum(&self, before: &[Lanes], after: &[Lanes], out: &mut [Lanes]) {
        let d = before.len();
        for (i, out) in out.iter_mut().enumerate() {
            let [early, late] = self.halves.each_ref().map(|m| &m[i * d..(i + 1) * d]);
            *out = Lanes::splat(0.0);
            for j in 0..d {
                for lane in 0..LANES {
                    out[lane] += early[j] * before[j][lane] + late[j] * after[j][lane];
                }
            }
        }
    }
}

#[inline(always)]
fn scale(out: &mut Lanes, factor: f64, coordinate: &Lanes) {
    for lane in 0..LANES {
        out[lane] = factor * coordinate[lane];
    }
}

#[inline(always)]
fn add_scaled(sum: &mut Lanes, factor: f64, coordinate: &Lanes) {
    for lane in 0..LANES {
        sum[lane] += factor * coordinate[lane];
    }
}

/// The array with the numbers of a slice of that length.
#[inline(always)]
fn array<const N: usize>(numbers: &[f64]) -> [f64; N] {
    std::array::from_fn(|i| numbers[i])
}

/// The entries of a matrix, row by row.
pub fn rows(m: &DMatrix<f64>) -> Vec<f64> {
    m.transpose().as_slice().to_vec()
}

#[cfg(test)]
mod tests {
    use super::StormerVerlet;
    use crate::Walkers;
    use expression::{Formula, LANES, Lanes};
    use nalgebra::dmatrix;

    #[test]
    fn the_force_of_a_step_is_the_gradient_at_its_middle() {
        let text = "x^2 + 0.3*x*y + y^2/3 + 0.1*sin(7*x - 2*y)";
        let compile = || Formula::parse(text).unwrap().compile().unwrap();
        let inverse_mass = dmatrix![0.7, 0.2; 0.2, 0.4];
        let friction = dmatrix![0.5, -0.1; -0.1, 0.3];
        let integrator = StormerVerlet::new(compile(), 0.1, &inverse_mass, &friction);
        let mut walkers = Walkers::at_rest(2);
        walkers.q = vec![Lanes::splat(0.4), Lanes::splat(-1.1)];
        walkers.p = vec![Lanes::splat(0.9), Lanes::splat(0.25)];
        let before = walkers.p.clone();
        integrator.step(&mut walkers, &mut integrator.workspace());
        let (mut middle, mut force) = (before.clone(), before.clone());
        integrator.half_step(&before, &walkers, &mut middle, &mut force);
        // Half a drift from the start, by hand.
        let x = 0.4 + 0.05 * (0.7 * 0.9 + 0.2 * 0.25);
        let y = -1.1 + 0.05 * (0.2 * 0.9 + 0.4 * 0.25);
        assert!((middle[0][0] - x).abs() < 1e-15 && (middle[1][0] - y).abs() < 1e-15);
        let gradient = &compile().gradients(&[[x, y]].into())[0];
        for i in 0..2 {
            assert!((force[i][0] - gradient[i]).abs() < 1e-13);
        }
    }

    #[test]
    fn a_step_in_any_dimension_has_the_bits_of_one_in_a_known_dimension() {
        let potential = Formula::parse("x^2 + x*y/3 + y^2 + sin(x - z) + z^4");
        let potential = potential.unwrap().compile().unwrap();
        let inverse_mass = dmatrix![0.7, 0.2, 0.1; 0.2, 0.4, -0.1; 0.1, -0.1, 0.6];
        let friction = dmatrix![0.5, -0.1, 0.2; -0.1, 0.3, 0.1; 0.2, 0.1, 0.8];
        let integrator = StormerVerlet::new(potential, 0.1, &inverse_mass, &friction);
        let mut known = Walkers::at_rest(3);
        for lane in 0..LANES {
            let x = lane as f64;
            known.place(
                lane,
                &[vec![0.1 * x, 1.0, -0.02 * x], vec![0.3, 0.07 * x, -1.0]],
            );
        }
        let mut any = known.clone();
        let [mut first, mut second] = [integrator.workspace(), integrator.workspace()];
        integrator.begin(&known, &mut first);
        integrator.begin(&any, &mut second);
        for _ in 0..20 {
            integrator.proceed(&mut known, &mut first);
            integrator.force(&mut second);
            integrator.kick_and_drift(&mut any, &mut second);
        }
        assert_eq!((known.q, known.p), (any.q, any.p));
        assert_eq!(first.middle, second.middle);
    }
}
