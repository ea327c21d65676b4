//! Students' names, and the seeds derived from them.

use fnv::FnvHasher;
use std::hash::Hasher;

/// Upper bound of seeds: short enough for a link, enough for any class.
const SEEDS: u64 = 1_000_000_000;

/// A name for comparison: in lower case, with single spaces for all separators.
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

/// True if a character separates words of a name or of a submitted line.
pub(super) fn separates(c: char) -> bool {
    c.is_whitespace() || ",;:|\"".contains(c)
}

/// The seed of a name in an exercise whose experiment has this seed.
pub fn seed_of_name(name: &str, seed: u64) -> u64 {
    hash(&[plain_name(name).as_bytes(), &seed.to_le_bytes()]) % SEEDS
}

/// A hash of several texts (Fowler–Noll–Vo 1a), each preceded by its length.
pub(super) fn hash(texts: &[&[u8]]) -> u64 {
    let mut hasher = FnvHasher::default();
    for text in texts {
        hasher.write(&(text.len() as u64).to_le_bytes());
        hasher.write(text);
    }
    // Low bits of FNV depend on low bits only: the finalizer of MurmurHash3 mixes all of them.
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
        // They fill the whole range.
        let low = seeds.iter().filter(|seed| **seed < SEEDS / 2).count();
        assert!((400..600).contains(&low), "{low}");
    }
}
