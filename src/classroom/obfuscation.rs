//! Obfuscation of a link, which hides an exercise's experiment at a glance.
//!
//! It is base64 for addresses (RFC 4648, §5) without padding, of the text's bytes and three check
//! bytes. It is not encryption.

use experiment::{Link, Problem, tidied};
use message::say;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The problem of damaged obfuscated text.
pub fn damaged() -> Problem {
    Problem::new(
        "",
        say!(
            "link-damaged",
            "This link is damaged: a part of it is missing or was changed on the way. Copy the whole link once more."
        ),
    )
}

/// Reads a link, obfuscated or not, from the fragment of an address.
pub fn read_obfuscated(fragment: &str) -> (Link, Vec<Problem>) {
    let plain = plain_link(&tidied(fragment));
    let (link, mut problems) = Link::read(plain.as_deref().unwrap_or_default());
    if plain.is_none() {
        problems.push(damaged());
    }
    (link, problems)
}

/// A link with its obfuscated part, `x=…`, in plain text; `None` if that is damaged.
pub fn plain_link(link: &str) -> Option<String> {
    let part = |part: &str| match part.strip_prefix("x=") {
        // A sign of the sentence around the link may follow.
        Some(obfuscated) => {
            let is_digit = |c: char| u8::try_from(c).is_ok_and(|c| DIGITS.contains(&c));
            let end = obfuscated.find(|c| !is_digit(c));
            deobfuscate(&obfuscated[..end.unwrap_or(obfuscated.len())])
        }
        None => Some(part.to_owned()),
    };
    Some(
        link.split('&')
            .map(part)
            .collect::<Option<Vec<_>>>()?
            .join("&"),
    )
}

/// Obfuscates a text.
pub fn obfuscate(text: &str) -> String {
    let bytes = [text.as_bytes(), &check(text.as_bytes())].concat();
    let mut obfuscated = String::with_capacity(bytes.len() * 4 / 3 + 3);
    for three in bytes.chunks(3) {
        let word =
            three.iter().fold(0, |word, b| word << 8 | usize::from(*b)) << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            obfuscated.push(char::from(DIGITS[word >> (18 - 6 * place) & 63]));
        }
    }
    obfuscated
}

/// The original text; `None` if it is damaged.
pub fn deobfuscate(obfuscated: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(obfuscated.len());
    for four in obfuscated.as_bytes().chunks(4) {
        let mut word = 0;
        for place in 0..4 {
            let digit = four
                .get(place)
                .map_or(Some(0), |c| DIGITS.iter().position(|d| d == c));
            word = word << 6 | digit?;
        }
        bytes.extend((0..four.len() - 1).map(|place| (word >> (16 - 8 * place) & 255) as u8));
    }
    let sum = bytes.split_off(bytes.len().checked_sub(3)?);
    let text = String::from_utf8(bytes).ok()?;
    // Unused bits of the last digit must be zero: each text has a single obfuscation.
    (check(text.as_bytes()) == *sum && obfuscate(&text) == obfuscated).then_some(text)
}

/// The last bytes of a Fowler–Noll–Vo hash.
fn check(bytes: &[u8]) -> [u8; 3] {
    let hash = bytes.iter().fold(0x811c_9dc5_u32, |hash, b| {
        (hash ^ u32::from(*b)).wrapping_mul(0x0100_0193)
    });
    let [a, b, c, d] = hash.to_be_bytes();
    [a ^ b, c, d]
}

#[cfg(test)]
mod tests {
    use super::{damaged, deobfuscate, obfuscate, plain_link, read_obfuscated};
    use proptest::prelude::*;

    #[test]
    fn a_link_may_be_obfuscated_in_part() {
        let link = format!("show=zoom&x={}&run", obfuscate("preset=test1&step=0.5"));
        assert_eq!(
            plain_link(&link).as_deref(),
            Some("show=zoom&preset=test1&step=0.5&run")
        );
        assert_eq!(plain_link("show=zoom&x=AAAA&run"), None);
        let (read, problems) = read_obfuscated(&link);
        assert_eq!((read.experiment.step, problems.len()), (0.5, 0));
        assert_eq!(read_obfuscated("#x=AAAA").1, [damaged()]);
    }

    #[test]
    fn an_obfuscation_is_base64_for_addresses() {
        // Three known bytes, and three of the check.
        assert!(obfuscate("~?>").starts_with("fj8-"));
        assert_eq!(obfuscate("").len(), 4);
        assert_eq!(deobfuscate(""), None);
        assert_eq!(deobfuscate("fj8-"), None);
    }

    proptest! {
        #[test]
        fn what_is_obfuscated_comes_back_and_what_is_damaged_does_not(text in ".{0,40}", place in any::<prop::sample::Index>(), digit in "[A-Za-z0-9_-]") {
            let obfuscated = obfuscate(&text);
            prop_assert_eq!(deobfuscate(&obfuscated), Some(text));
            let place = place.index(obfuscated.len());
            let mut damaged = obfuscated.clone();
            damaged.replace_range(place..=place, &digit);
            prop_assert!(damaged == obfuscated || deobfuscate(&damaged).is_none());
            prop_assert_eq!(deobfuscate(&obfuscated[..place]), None);
        }
    }
}
