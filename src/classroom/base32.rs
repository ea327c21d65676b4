//! The symbols of a code: five bits each, written in Crockford's base 32.

/// Without I, L, O and U, which are mistaken for others or make words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Symbols in a group.
pub const GROUP: usize = 4;
/// Range of the power of ten of a number: one symbol, of which one value marks a missing number.
const POWERS: (i32, i32) = (-20, 10);
const NONE: u8 = 31;

/// The symbols as text, in groups.
pub fn written(symbols: &[u8]) -> String {
    let mut text = String::new();
    for (place, symbol) in symbols.iter().enumerate() {
        if place > 0 && place % GROUP == 0 {
            text.push('-');
        }
        text.push(char::from(ALPHABET[usize::from(*symbol)]));
    }
    text
}

/// The symbols of a typed code; `None` if a character is invalid.
pub fn read(text: &str) -> Option<Vec<u8>> {
    let place = |c: char| {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        };
        let place = ALPHABET.iter().position(|a| char::from(*a) == c)?;
        u8::try_from(place).ok()
    };
    let dashes = ['-', '‐', '‑', '–', '—', '−'];
    let separates = |c: &char| c.is_whitespace() || dashes.contains(c);
    text.chars().filter(|c| !separates(c)).map(place).collect()
}

/// Appends the low bits of a hash as `count` symbols.
pub fn push_bits(symbols: &mut Vec<u8>, bits: u64, count: usize) {
    symbols.extend((0..count).map(|place| ((bits >> (5 * place)) as u8) & 31));
}

/// Appends a number exactly, in as many symbols as its decimal digits need: 0.065 in three. Returns
/// false if it needs too many.
pub fn push_number(symbols: &mut Vec<u8>, number: Option<f64>) -> bool {
    let Some(number) = number else {
        symbols.push(NONE);
        return true;
    };
    // The shortest exact decimals, as `-6.5e-2`.
    let text = format!("{number:e}");
    let Some((digits, power)) = text.split_once('e') else {
        return false;
    };
    let decimals = digits.split_once('.').map_or(0, |(_, d)| d.len()) as i32;
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let (Ok(mut digits), Ok(power)) = (digits.parse::<u64>(), power.parse::<i32>()) else {
        return false;
    };
    let mut power = if digits == 0 { 0 } else { power - decimals };
    while power > POWERS.1 && digits < 1 << 56 {
        digits *= 10;
        power -= 1;
    }
    if !(POWERS.0..=POWERS.1).contains(&power) {
        return false;
    }
    symbols.push((power - POWERS.0) as u8);
    // The sign first, then four bits per symbol; the fifth bit marks that more follow.
    let mut rest = digits << 1 | u64::from(number < 0.0);
    loop {
        let more = rest > 15;
        symbols.push((rest & 15) as u8 | u8::from(more) << 4);
        rest >>= 4;
        if !more {
            return true;
        }
    }
}

/// Removes a number from the front; `None` if it is incomplete.
pub fn take_number(symbols: &mut &[u8]) -> Option<Option<f64>> {
    let power = take(symbols)?;
    if power == NONE {
        return Some(None);
    }
    let (mut bits, mut place) = (0_u64, 0);
    loop {
        let symbol = take(symbols)?;
        bits |= u64::from(symbol & 15).checked_shl(place)?;
        place += 4;
        if symbol < 16 {
            break;
        }
    }
    let sign = if bits & 1 == 1 { "-" } else { "" };
    let power = i32::from(power) + POWERS.0;
    format!("{sign}{}e{power}", bits >> 1)
        .parse()
        .ok()
        .map(Some)
}

/// Removes `count` symbols from the front; `None` if there are fewer.
pub fn take_bits(symbols: &mut &[u8], count: usize) -> Option<u64> {
    let (bits, rest) = symbols.split_at_checked(count)?;
    *symbols = rest;
    Some(
        bits.iter()
            .rev()
            .fold(0, |all, bits| all << 5 | u64::from(*bits)),
    )
}

pub fn take(symbols: &mut &[u8]) -> Option<u8> {
    let (first, rest) = symbols.split_first()?;
    *symbols = rest;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn short_numbers_are_short() {
        for (number, length) in [
            (0.065, 3),
            (1.0, 2),
            (-2.0, 2),
            (0.0, 2),
            (64e6, 3),
            (0.123456, 6),
        ] {
            let mut symbols = Vec::new();
            assert!(push_number(&mut symbols, Some(number)));
            assert_eq!(symbols.len(), length, "{number}");
        }
        assert!(!push_number(&mut Vec::new(), Some(1e-30)));
        assert!(!push_number(&mut Vec::new(), Some(1e60)));
        assert!(!push_number(&mut Vec::new(), Some(f64::NAN)));
    }

    #[test]
    fn what_is_taken_for_another_character_is_forgiven() {
        assert_eq!(read("o1l-I Z"), Some(vec![0, 1, 1, 1, 31]));
        assert_eq!(read("U"), None);
        assert_eq!(written(&[0, 1, 2, 3, 31, 30]), "0123-ZY");
    }

    proptest! {
        #[test]
        fn numbers_come_back_exactly(digits in -999_999_999_999_i64..1_000_000_000_000, power in -20..=10) {
            let number: f64 = format!("{digits}e{power}").parse().unwrap();
            let mut symbols = Vec::new();
            prop_assert!(push_number(&mut symbols, Some(number)));
            push_number(&mut symbols, None);
            let mut rest = symbols.as_slice();
            prop_assert_eq!(take_number(&mut rest), Some(Some(number)));
            prop_assert_eq!(take_number(&mut rest), Some(None));
            prop_assert!(rest.is_empty());
        }
    }
}
