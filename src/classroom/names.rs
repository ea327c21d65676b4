//! Students' names, and the seeds that follow from them.

use fnv::FnvHasher;
use std::hash::Hasher;

/// Seeds are whole numbers below this: short enough for a link, enough for any class.
const SEEDS: u64 = 1_000_000_000;

/// A name as it is compared: in small letters, with one space between words, whatever stands there.
pub fn plain_name(name: &str) -> String {
    let mut plain = String::new();
    for c in name.chars() {
        if !separates(c) {
            plain.push(c.to_ascii_lowercase());
        } else if !plain.is_empty() && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    if plain.ends_with(' ') {
        plain.pop();
    }
    plain
}

/// True if a character stands between words, of a name or of a line that was handed in.
pub(super) fn separates(c: char) -> bool {
    c.is_whitespace() || ",;:|\"".contains(c)
}

/// The seed that belongs to a name in an exercise whose experiment has such a seed.
pub fn seed_of_name(name: &str, seed: u64) -> u64 {
    hash(&[plain_name(name).as_bytes(), &seed.to_le_bytes()]) % SEEDS
}

/// A hash of several texts (Fowler–Noll–Vo 1a), each of which ends where it ends.
pub(super) fn hash(texts: &[&[u8]]) -> u64 {
    let mut hasher = FnvHasher::default();
    for text in texts {
        hasher.write(&(text.len() as u64).to_le_bytes());
        hasher.write(text);
    }
    // Its low bits see only low bits: the last step of MurmurHash3 lets each see all of them.
    let mut hash = hasher.finish();
    for factor in [0xff51_afd7_ed55_8ccd, 0xc4ce_b9fe_1a85_ec53] {
        hash = (hash ^ (hash >> 33)).wrapping_mul(factor);
    }
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_the_same_however_they_are_typed() {
        assert_eq!(plain_name("  Ada;  LOVELACE\t"), "ada lovelace");
        assert_eq!(
            seed_of_name("Ada Lovelace", 1),
            seed_of_name(" ada  lovelace", 1)
        );
        assert_ne!(seed_of_name("Ada", 1), seed_of_name("Ada", 2));
    }

    #[test]
    fn a_class_has_as_many_seeds_as_names() {
        let seeds: BTreeSet<u64> = (0..1000)
            .map(|i| seed_of_name(&format!("student {i}"), 1))
            .collect();
        assert_eq!(seeds.len(), 1000);
        // They are all over the range.
        let low = seeds.iter().filter(|seed| **seed < SEEDS / 2).count();
        assert!((400..600).contains(&low), "{low}");
    }
}
