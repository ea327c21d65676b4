//! Random numbers: one generator per block, seeded by the run's seed and the block's number.

use expression::{LANES, Lanes, sin_cos};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, RngExt, SeedableRng};

/// The generator of one block (xoshiro256++) with the distributions in use. `SmallRng` and the
/// platform's logarithm differ between machines, so neither is used.
#[derive(Clone, Debug)]
pub struct Random(Xoshiro256PlusPlus);

impl Random {
    /// The generator of block `block` in a run with this seed.
    pub fn new(seed: u64, block: u32) -> Self {
        // The generator's own seeding turns any pair of numbers into well-mixed states.
        let mut stream = Xoshiro256PlusPlus::seed_from_u64(seed);
        let root = stream.next_u64();
        Random(Xoshiro256PlusPlus::seed_from_u64(
            root ^ (u64::from(block) << 32),
        ))
    }

    /// Uniform in `[0, 1)`.
    pub fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Standard normal (Box & Muller).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(1.0 - self.uniform())).sqrt();
        radius * libm::cos(std::f64::consts::TAU * self.uniform())
    }

    /// A standard normal number for every walker of a block (Box & Muller, using both of each
    /// pair).
    pub fn normals(&mut self, out: &mut Lanes) {
        let (mut radius, mut angle) = (Lanes::splat(0.0), Lanes::splat(0.0));
        for pair in 0..LANES / 2 {
            radius[pair] = (-2.0 * libm::log(1.0 - self.uniform())).sqrt();
            angle[pair] = std::f64::consts::TAU * self.uniform();
        }
        let (mut sine, mut cosine) = (Lanes::splat(0.0), Lanes::splat(0.0));
        sin_cos(&angle, &mut sine, &mut cosine);
        for pair in 0..LANES / 2 {
            out[pair] = radius[pair] * cosine[pair];
            out[pair + LANES / 2] = radius[pair] * sine[pair];
        }
    }

    /// A uniform integer below `bound`, which must not be zero.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0.random_range(0..bound as u64) as usize
    }
}
