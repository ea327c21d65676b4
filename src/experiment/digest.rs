//! The hash of a table or of a file.

use crate::fingerprint::{PARTS, written};

/// Of the hash by Fowler, Noll and Vo, here over words; and what tells its parts apart.
const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash in the format of [`crate::is_fingerprint`]. Two contents agree by chance only once in 10²⁸.
#[derive(Clone, Debug)]
pub struct Digest {
    parts: [u64; PARTS],
    /// The bytes of a word that is not full, the first one lowest, and their number.
    rest: u64,
    held: u32,
    length: u64,
}

impl Default for Digest {
    fn default() -> Self {
        Digest {
            parts: std::array::from_fn(|part| FNV_BASIS ^ (part as u64).wrapping_mul(SPREAD)),
            rest: 0,
            held: 0,
            length: 0,
        }
    }
}

impl Digest {
    /// Adds a word.
    pub fn word(&mut self, word: u64) {
        for part in &mut self.parts {
            *part = (*part ^ word).wrapping_mul(FNV_PRIME);
            *part ^= *part >> 29;
        }
    }

    /// Adds bytes; how they are divided among calls does not matter.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        let missing = (8 - self.held as usize) % 8;
        let (first, others) = bytes.split_at(missing.min(bytes.len()));
        first.iter().for_each(|byte| self.byte(*byte));
        let words = others.chunks_exact(8);
        let last = words.remainder();
        for word in words {
            let word = word
                .iter()
                .rev()
                .fold(0, |sum, byte| sum << 8 | u64::from(*byte));
            self.word(word);
        }
        last.iter().for_each(|byte| self.byte(*byte));
    }

    fn byte(&mut self, byte: u8) {
        self.rest |= u64::from(byte) << (8 * self.held);
        self.held += 1;
        if self.held == 8 {
            let word = std::mem::take(&mut self.rest);
            self.held = 0;
            self.word(word);
        }
    }

    /// The hash of what was added.
    pub fn text(mut self) -> String {
        if self.length > 0 {
            self.word(self.rest);
            self.word(self.length);
        }
        written(self.parts)
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    fn of(pieces: &[&[u8]]) -> String {
        let mut digest = Digest::default();
        pieces.iter().for_each(|piece| digest.bytes(piece));
        digest.text()
    }

    #[test]
    fn pieces_of_any_length_give_the_hash_of_the_whole() {
        let whole: Vec<u8> = (0..100).map(|k| (k * 37) as u8).collect();
        let hash = of(&[&whole]);
        for at in [1, 7, 8, 9, 50] {
            let (one, other) = whole.split_at(at);
            assert_eq!(of(&[one, other]), hash);
            assert_eq!(of(&[&one[..1], &one[1..], other]), hash);
        }
        assert_ne!(of(&[&whole[..99]]), hash);
        assert_ne!(of(&[b"a\0"]), of(&[b"a"]));
        assert!(crate::is_fingerprint(&hash));
    }
}
