//! A temperature below that of a box in which ripples are too strong for the wells: wells that are
//! small against the box may be steep enough.

use crate::Region;
use crate::extent::{Extent, STRONG};
use crate::probed_energy::{ProbedEnergy, SAMPLE, finite, scattered_points};

/// Ratio of two temperatures that are tried in turn, and their number: twelve powers of ten.
const COLDER: f64 = 1.25;
const TEMPERATURES: usize = 124;
/// Share of the ripples' power in the box below which only finer ripples are left: the coarser ones
/// are resolved.
const FINER: f64 = 0.5;
/// Where no temperature is strong enough: least strength, and in that of the box.
const LEAST: f64 = 1.0;
const STRONGER: f64 = 2.0;

impl ProbedEnergy<'_> {
    /// The warmest extent colder than this one, of an energy of one variable, whose wells pull strongly
    /// against their ripples, if this one's do not; else the one whose wells do most, if that is much
    /// more. No temperature is below this `least` one, which passes the barriers between wells.
    pub fn colder(&self, found: &Extent, least: f64) -> Option<Extent> {
        if self.dimension > 1 || self.open_axes().next().is_none() {
            return None;
        }
        let mut region = found.region.clone();
        let mut temperature = found.temperature;
        let [here, power] = self.strength(&region, temperature)?;
        if here >= STRONG {
            return None;
        }
        let mut strongest = (LEAST.max(STRONGER * here), None);
        for _ in 0..TEMPERATURES {
            temperature /= COLDER;
            if !(temperature > least) {
                break;
            }
            self.shrink(&mut region, temperature);
            let Some([strength, left]) = self.strength(&region, temperature) else {
                break;
            };
            if left < FINER * power {
                break;
            }
            if strength > strongest.0 {
                let region = self.rounded(&region);
                strongest = (
                    strength,
                    Some(Extent {
                        region,
                        temperature,
                    }),
                );
            }
            if strength >= STRONG {
                break;
            }
        }
        strongest.1
    }

    /// The mean square force that holds walkers of this temperature, `(kT)²/var(q)`, over the power
    /// of the ripples in the box that they reach; and that power.
    fn strength(&self, region: &Region, temperature: f64) -> Option<[f64; 2]> {
        let half = 0.5 * (region.upper[0] - region.lower[0]);
        let [power, _] = self.ripples(region)?;
        let power = power / (half * half);
        let points = scattered_points(region, SAMPLE);
        let energies = self.potential.energies(&points);
        let bottom = *finite(energies.clone()).first()?;
        let mut sums = [0.0; 3];
        for (q, energy) in points.iter().zip(energies) {
            let weight = libm::exp((bottom - energy) / temperature);
            if weight.is_finite() {
                let x = (q[0] - region.lower[0]) / half;
                for (sum, moment) in sums.iter_mut().zip([1.0, x, x * x]) {
                    *sum += weight * moment;
                }
            }
        }
        let mean = sums[1] / sums[0];
        let variance = half * half * (sums[2] / sums[0] - mean * mean);
        let pull = temperature * temperature / variance;
        Some([pull / power, power]).filter(|all| all.iter().all(|x| x.is_finite()))
    }
}
