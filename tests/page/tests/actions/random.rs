//! A stream of random numbers for each action of a walk. An action depends only on the walk's seed
//! and on its number, so any part of a walk can be repeated without the rest.

/// SplitMix64 (Steele, Lea & Flood 2014).
pub struct Random(u64);

impl Random {
    pub fn of(seed: u64, action: usize) -> Random {
        let mut seeds = Random(seed);
        let mut own = Random(seeds.next() ^ action as u64);
        Random(own.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in [0, 1).
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A uniform integer below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        (self.unit() * count as f64) as usize
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// A number of three digits, uniform over the interval, or over its logarithm if it spans more
    /// than a decade.
    #[allow(clippy::disallowed_methods)] // a setting to be typed, not a number of the engine's
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        let x = self.unit();
        let value = if low > 0.0 && high > 10.0 * low {
            low * (high / low).powf(x)
        } else {
            low + (high - low) * x
        };
        format!("{value:.2e}").parse().unwrap_or(value)
    }
}
