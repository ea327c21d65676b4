//! Estimates the largest Lyapunov exponent of the map: the rate at which neighbours separate.

use crate::{StormerVerlet, Walkers, Workspace};
use expression::{LANES, Lanes};

/// Distance of the neighbours in units of a momentum of the walkers: far above the rounding errors of
/// positions, far below the wavelength of any ripple worth a simulation.
const DISTANCE: f64 = 1e-9;

/// A neighbour for every walker of a block, rescaled to a tiny distance after every step
/// (Benettin, Galgani & Strelcyn 1976). The mean of the logarithms of the stretching,
///
/// ```text
/// λ = lim (1/n) Σ_k ln |x'_k − x_k| / d,
/// ```
///
/// is the largest exponent of the damped map, per step. In a quadratic well that the step
/// resolves it is `−γδ/2`, half the logarithm of the map's determinant `e^{−γδ}`; where a kick
/// `K sin(q/ε)` turns the phase many times over it is `ln(δ²K/2ε)`, that of the standard map.
#[derive(Clone, Debug)]
pub struct LyapunovPairs {
    walkers: Walkers,
    distance: f64,
    /// Unit of momentum over that of length.
    rate: f64,
}

impl LyapunovPairs {
    /// Pairs of these walkers, displaced equally along every coordinate of the momentum; the units are
    /// sizes of their positions and momenta.
    pub fn of(walkers: &Walkers, [length, momentum]: [f64; 2]) -> Self {
        let mut new = LyapunovPairs {
            walkers: walkers.clone(),
            distance: DISTANCE * momentum,
            rate: momentum / length,
        };
        for lane in 0..LANES {
            new.displace(walkers, lane);
        }
        new
    }

    fn displace(&mut self, walkers: &Walkers, lane: usize) {
        let d = walkers.dimension();
        for i in 0..d {
            self.walkers.q[i][lane] = walkers.q[i][lane];
            self.walkers.p[i][lane] = walkers.p[i][lane] + self.distance / (d as f64).sqrt();
        }
    }

    /// Makes the step that the walkers have just made and rescales the distances. Returns the
    /// logarithm of each pair's stretching.
    pub fn follow(
        &mut self,
        walkers: &Walkers,
        integrator: &StormerVerlet,
        workspace: &mut Workspace,
    ) -> Lanes {
        integrator.step(&mut self.walkers, workspace);
        let mut growth = Lanes::splat(0.0);
        for lane in 0..LANES {
            let mut square = 0.0;
            for i in 0..walkers.dimension() {
                // Both in units of momentum.
                let q = (self.walkers.q[i][lane] - walkers.q[i][lane]) * self.rate;
                let p = self.walkers.p[i][lane] - walkers.p[i][lane];
                square += q * q + p * p;
            }
            let stretch = square.sqrt() / self.distance;
            growth[lane] = libm::log(stretch);
            if !(growth[lane].is_finite()) {
                self.displace(walkers, lane);
                continue;
            }
            for i in 0..walkers.dimension() {
                for (own, other) in [
                    (&mut self.walkers.q[i][lane], walkers.q[i][lane]),
                    (&mut self.walkers.p[i][lane], walkers.p[i][lane]),
                ] {
                    *own = other + (*own - other) / stretch;
                }
            }
        }
        growth
    }
}
