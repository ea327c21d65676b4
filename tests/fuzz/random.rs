//! Random numbers and choices, reproducible by their seed.

/// SplitMix64 (Steele, Lea & Flood, OOPSLA 2014).
pub struct Random(u64);

/// Numbers that often cause errors.
const EXTREMES: [f64; 24] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    2.0,
    3.0,
    64.0,
    65.0,
    -2.0,
    1e-3,
    0.1,
    1e3,
    1e6,
    -1e6,
    1e9,
    2_147_483_647.0,
    9_007_199_254_740_991.0,
    1.8e19,
    1e300,
    -1e300,
    1.7e308,
    5e-324,
    1e-300,
];

impl Random {
    pub fn new(seed: u64) -> Self {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        // Neighbouring seeds give distant states.
        random.0 = random.word();
        random
    }

    pub fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// An integer below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.word() % bound.max(1) as u64) as usize
    }

    /// True with probability 1 in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<'a, T: ?Sized>(&mut self, among: &[&'a T]) -> &'a T {
        among[self.below(among.len())]
    }

    /// A number from 0 to 1.
    pub fn uniform(&mut self) -> f64 {
        (self.word() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number as people write it, or one that often causes errors.
    pub fn number(&mut self) -> f64 {
        match self.below(4) {
            0 => EXTREMES[self.below(EXTREMES.len())],
            1 => self.below(20) as f64 - 5.0,
            2 => f64::from_bits(self.word()),
            _ => (self.uniform() * 8.0 - 4.0) * [1.0, 1e-3, 100.0][self.below(3)],
        }
    }

    /// A mostly unusual text.
    pub fn text(&mut self) -> String {
        const PIECES: [&str; 36] = [
            "", " ", "q", "x", "0", "-", "auto", "off", "true", "null", "NaN", "inf", "%", "%g3",
            "%00", "%ff", "π", "√", "²", "“", "\n", "\u{0}", "\u{202e}", "🙂", ",", ";", "&", "=",
            "#", "{", "[", "\"", "'", "<b>", "\\", "e",
        ];
        let pieces = self.below(4);
        let mut text: String = (0..pieces).map(|_| self.pick(&PIECES)).collect();
        if self.once_in(40) {
            text = text.repeat(1 + self.below(3000));
        }
        if self.once_in(3) {
            let number = self.number();
            text += &format!("{number:?}");
        }
        text
    }

    /// The text with some characters changed, doubled, exchanged or missing.
    pub fn mutated(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        for _ in 0..=self.below(4) {
            let at = self.below(letters.len());
            match self.below(6) {
                0 if !letters.is_empty() => drop(letters.remove(at)),
                1 => letters.splice(at..at, self.text().chars()).for_each(drop),
                2 if !letters.is_empty() => {
                    let other = self.below(letters.len());
                    letters.swap(at, other);
                }
                3 if !letters.is_empty() => letters[at] = (32 + self.below(95) as u8).into(),
                4 => letters.truncate(at),
                _ => {
                    let end = (at + self.below(12)).min(letters.len());
                    let part: Vec<char> = letters[at..end].to_vec();
                    letters.splice(at..at, part).for_each(drop);
                }
            }
        }
        letters.into_iter().collect()
    }
}
