//! Text that is not to be read at a glance: what an exercise's address says of its experiment.
//!
//! It is base64 for addresses (RFC 4648, §5), without padding, of the text's bytes and three more
//! that tell whether it arrived whole. That is no secret from anybody who takes the trouble.

use experiment::{Link, Problem};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What is said of a veil that did not arrive whole.
pub const DAMAGED: &str = "This link is damaged: a part of it is missing or was changed on the way. Copy all of it once more.";

/// Reads a link that may be veiled, whose text follows an address's `#`.
pub fn read_veiled(fragment: &str) -> (Link, Vec<Problem>) {
    let plain = plain_link(fragment.trim_start_matches('#'));
    let (link, mut problems) = Link::read(plain.as_deref().unwrap_or_default());
    if plain.is_none() {
        problems.push(Problem::new("", DAMAGED));
    }
    (link, problems)
}

/// The text of a link whose veiled part, `x=…`, is in plain text; `None` if that is damaged.
pub fn plain_link(link: &str) -> Option<String> {
    let part = |part: &str| match part.strip_prefix("x=") {
        Some(veiled) => unveil(veiled),
        None => Some(part.to_owned()),
    };
    Some(
        link.split('&')
            .map(part)
            .collect::<Option<Vec<_>>>()?
            .join("&"),
    )
}

/// The text, opaque to the eye.
pub fn veil(text: &str) -> String {
    let bytes = [text.as_bytes(), &check(text.as_bytes())].concat();
    let mut veiled = String::with_capacity(bytes.len() * 4 / 3 + 3);
    for three in bytes.chunks(3) {
        let word =
            three.iter().fold(0, |word, b| word << 8 | usize::from(*b)) << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            veiled.push(char::from(DIGITS[word >> (18 - 6 * place) & 63]));
        }
    }
    veiled
}

/// The text again; `None` if it did not arrive whole.
pub fn unveil(veiled: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(veiled.len());
    for four in veiled.as_bytes().chunks(4) {
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
    // What a last digit has beyond the bytes is nought, or else two veils would be of one text.
    (check(text.as_bytes()) == *sum && veil(&text) == veiled).then_some(text)
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
    use super::{DAMAGED, plain_link, read_veiled, unveil, veil};
    use proptest::prelude::*;

    #[test]
    fn a_link_may_be_veiled_in_part() {
        let link = format!("show=zoom&x={}&run", veil("preset=test1&step=0.5"));
        assert_eq!(
            plain_link(&link).as_deref(),
            Some("show=zoom&preset=test1&step=0.5&run")
        );
        assert_eq!(plain_link("show=zoom&x=AAAA&run"), None);
        let (read, problems) = read_veiled(&link);
        assert_eq!((read.experiment.step, problems.len()), (0.5, 0));
        assert_eq!(read_veiled("#x=AAAA").1[0].message, DAMAGED);
    }

    #[test]
    fn a_veil_is_base64_for_addresses() {
        // Of three bytes that are known, and three of the check.
        assert!(veil("~?>").starts_with("fj8-"));
        assert_eq!(veil("").len(), 4);
        assert_eq!(unveil(""), None);
        assert_eq!(unveil("fj8-"), None);
    }

    proptest! {
        #[test]
        fn what_is_veiled_comes_back_and_what_is_damaged_does_not(text in ".{0,40}", place in any::<prop::sample::Index>(), digit in "[A-Za-z0-9_-]") {
            let veiled = veil(&text);
            prop_assert_eq!(unveil(&veiled), Some(text));
            let place = place.index(veiled.len());
            let mut damaged = veiled.clone();
            damaged.replace_range(place..=place, &digit);
            prop_assert!(damaged == veiled || unveil(&damaged).is_none());
            prop_assert_eq!(unveil(&veiled[..place]), None);
        }
    }
}
