//! The method's data generator: damped Störmer–Verlet, with a step that is too large on purpose.

use crate::{Walkers, decay};
use expression::{LANES, Lanes, Potential, Scratch};
use nalgebra::SMatrix;

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
pub struct StormerVerlet<const D: usize> {
    potential: Potential<D>,
    step: f64,
    /// `(δ/2) M⁻¹`
    half_drift: [[f64; D]; D],
    /// `exp(−Γ M⁻¹ δ)`
    decay: [[f64; D]; D],
    /// `½ exp(−Γ M⁻¹ δ/2)` and `½ exp(+Γ M⁻¹ δ/2)`
    halves: [[[f64; D]; D]; 2],
}

/// Working memory of one thread; made once, reused by every step.
#[derive(Debug)]
pub struct Workspace<const D: usize> {
    /// Half-step positions
    middle: [Lanes; D],
    gradient: [Lanes; D],
    scratch: Scratch,
}

impl<const D: usize> StormerVerlet<D> {
    /// An integrator of step `δ` with inverse mass matrix `M⁻¹` and friction matrix `Γ`.
    pub fn new(
        potential: Potential<D>,
        step: f64,
        inverse_mass: &SMatrix<f64, D, D>,
        friction: &SMatrix<f64, D, D>,
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
    pub fn potential(&self) -> &Potential<D> {
        &self.potential
    }

    /// Working memory for [`StormerVerlet::step`].
    pub fn workspace(&self) -> Workspace<D> {
        Workspace {
            middle: [Lanes::splat(0.0); D],
            gradient: [Lanes::splat(0.0); D],
            scratch: self.potential.scratch(),
        }
    }

    /// Advances every walker of the block by one step.
    pub fn step(&self, walkers: &mut Walkers<D>, workspace: &mut Workspace<D>) {
        self.begin(walkers, workspace);
        self.proceed(walkers, workspace);
    }

    /// Half drift before the first of many steps, and after every external change of the walkers.
    pub fn begin(&self, walkers: &Walkers<D>, workspace: &mut Workspace<D>) {
        for i in 0..D {
            for lane in 0..LANES {
                let mut q = walkers.q[i][lane];
                for j in 0..D {
                    q += self.half_drift[i][j] * walkers.p[j][lane];
                }
                workspace.middle[i][lane] = q;
            }
        }
    }

    /// One of many steps: merges the half drift at its end with the one at the start of the next
    /// step.
    #[inline(always)]
    pub fn proceed(&self, walkers: &mut Walkers<D>, workspace: &mut Workspace<D>) {
        let Workspace {
            middle,
            gradient,
            scratch,
        } = workspace;
        self.potential.gradient(middle, gradient, scratch);
        for lane in 0..LANES {
            let mut p = [0.0; D];
            for i in 0..D {
                p[i] = self.decay[i][0] * walkers.p[0][lane];
                for j in 1..D {
                    p[i] += self.decay[i][j] * walkers.p[j][lane];
                }
                p[i] -= self.step * gradient[i][lane];
            }
            for i in 0..D {
                let mut q = middle[i][lane];
                for j in 0..D {
                    q += self.half_drift[i][j] * p[j];
                }
                (walkers.q[i][lane], walkers.p[i][lane]) = (q, p[i]);
                for j in 0..D {
                    q += self.half_drift[i][j] * p[j];
                }
                middle[i][lane] = q;
            }
        }
    }

    /// The half-step positions of the step from momenta `before` to `after`, and the force `∇V`
    /// there, recovered from the kick: both follow from (3.2).
    #[inline]
    pub fn half_step(
        &self,
        before: &[Lanes; D],
        after: &Walkers<D>,
        force: &mut [Lanes; D],
    ) -> [Lanes; D] {
        let mut middle = after.q;
        let kick = 1.0 / self.step;
        for i in 0..D {
            force[i] = Lanes::splat(0.0);
            for j in 0..D {
                for lane in 0..LANES {
                    middle[i][lane] -= self.half_drift[i][j] * after.p[j][lane];
                    force[i][lane] += self.decay[i][j] * before[j][lane];
                }
            }
            for lane in 0..LANES {
                force[i][lane] = (force[i][lane] - after.p[i][lane]) * kick;
            }
        }
        middle
    }

    /// The momentum at the half-step positions (METHOD errata 3):
    /// `p̄_n = ½ ( e^{−ΓM⁻¹δ/2} p_n + e^{+ΓM⁻¹δ/2} p_{n+1} )`.
    ///
    /// Its variance is the exact temperature in quadratic wells; it is free of the `O(γδ)`
    /// asymmetry of friction before kick.
    #[inline(always)]
    pub fn symmetric_momentum(
        &self,
        before: &[Lanes; D],
        after: &[Lanes; D],
        out: &mut [Lanes; D],
    ) {
        let [early, late] = &self.halves;
        for i in 0..D {
            for lane in 0..LANES {
                let mut sum = 0.0;
                for j in 0..D {
                    sum += early[i][j] * before[j][lane] + late[i][j] * after[j][lane];
                }
                out[i][lane] = sum;
            }
        }
    }
}

fn rows<const D: usize>(m: &SMatrix<f64, D, D>) -> [[f64; D]; D] {
    std::array::from_fn(|i| std::array::from_fn(|j| m[(i, j)]))
}

#[cfg(test)]
mod tests {
    use super::StormerVerlet;
    use crate::Walkers;
    use expression::{Formula, Lanes};
    use nalgebra::Matrix2;

    #[test]
    fn the_force_of_a_step_is_the_gradient_at_its_middle() {
        let text = "x^2 + 0.3*x*y + y^2/3 + 0.1*sin(7*x - 2*y)";
        let compile = || Formula::parse(text).unwrap().compile::<2>().unwrap();
        let inverse_mass = Matrix2::new(0.7, 0.2, 0.2, 0.4);
        let friction = Matrix2::new(0.5, -0.1, -0.1, 0.3);
        let integrator = StormerVerlet::new(compile(), 0.1, &inverse_mass, &friction);
        let mut walkers = Walkers::at_rest();
        walkers.q = [Lanes::splat(0.4), Lanes::splat(-1.1)];
        walkers.p = [Lanes::splat(0.9), Lanes::splat(0.25)];
        let before = walkers.p;
        integrator.step(&mut walkers, &mut integrator.workspace());
        let mut force = [Lanes::splat(0.0); 2];
        let middle = integrator.half_step(&before, &walkers, &mut force);
        // Half a drift from the start, by hand.
        let x = 0.4 + 0.05 * (0.7 * 0.9 + 0.2 * 0.25);
        let y = -1.1 + 0.05 * (0.2 * 0.9 + 0.4 * 0.25);
        assert!((middle[0][0] - x).abs() < 1e-15 && (middle[1][0] - y).abs() < 1e-15);
        let gradient = compile().gradients(&[[x, y]])[0];
        for i in 0..2 {
            assert!((force[i][0] - gradient[i]).abs() < 1e-13);
        }
    }
}
