//! Numbers in sentences, in the format of the page: a number that appears twice reads the same.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A number, and how an English sentence writes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "WrittenNumber"))]
pub struct Number {
    /// `None` if not finite.
    pub value: Option<f64>,
    pub text: String,
}

impl Number {
    pub fn new(value: f64, text: String) -> Self {
        Number {
            value: value.is_finite().then_some(value),
            text,
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// Significant digits of a measured value.
const DIGITS: i32 = 3;

/// The power of ten of a number's leading digit.
fn power(x: f64) -> i32 {
    let written = format!("{x:e}");
    let exponent = written.split('e').nth(1).and_then(|e| e.parse().ok());
    exponent.unwrap_or_default()
}

/// Rounds to this many significant digits.
fn rounded(x: f64, digits: i32) -> f64 {
    let written = format!("{x:.*e}", (digits - 1).max(0) as usize);
    written.parse().unwrap_or(x)
}

/// Writes a leading minus as a true minus sign; the exponent keeps its hyphen.
fn signed(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(size) => format!("−{size}"),
        None => text.to_owned(),
    }
}

/// An exponent in superscript digits.
pub fn raised(power: i32) -> String {
    let digits = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];
    let sign = if power < 0 { "⁻" } else { "" };
    let text = power.unsigned_abs().to_string();
    let digits = text.bytes().map(|c| digits[usize::from(c - b'0')]);
    sign.chars()
        .map(String::from)
        .chain(digits.map(str::to_owned))
        .collect()
}

/// A measured value with this many significant digits.
pub fn digits(x: f64, digits: i32) -> Number {
    Number::new(x, short(x, digits))
}

fn short(x: f64, digits: i32) -> String {
    if !x.is_finite() {
        return "–".to_owned();
    }
    let rounded = rounded(x, digits);
    let (long, short) = (format!("{rounded}"), format!("{rounded:e}"));
    // An exponent only where it is much shorter.
    let is_ordinary = x == 0.0 || (-4..=6).contains(&power(x));
    signed(match is_ordinary || short.len() + 2 >= long.len() {
        true => &long,
        false => &short,
    })
}

/// A measured value with three significant digits.
pub fn measured(x: f64) -> Number {
    digits(x, DIGITS)
}

/// A measured value rounded as [`measured`] writes it, for verdicts that agree with the text.
pub fn as_written(x: f64) -> f64 {
    rounded(x, DIGITS)
}

/// A measured value with enough digits to differ from each of the others.
pub fn told_from(x: f64, others: &[f64]) -> Number {
    const MOST: i32 = 12;
    let tells = |n: &i32| {
        let written = rounded(x, *n);
        others
            .iter()
            .all(|other| written.partial_cmp(other) == x.partial_cmp(other))
    };
    digits(x, (DIGITS..MOST).find(tells).unwrap_or(MOST))
}

/// A value with its standard error, which sets the number of digits.
pub fn with_error(value: f64, error: f64) -> Number {
    Number::new(value, both(value, error))
}

fn both(value: f64, error: f64) -> String {
    if !(value.is_finite() && error.is_finite() && error > 0.0) {
        return short(value, DIGITS);
    }
    let size = power(value.abs().max(error));
    if size < -4 {
        let scale = libm::pow(10.0, f64::from(size));
        return format!(
            "({}) · 10{}",
            both(value / scale, error / scale),
            raised(size)
        );
    }
    let decimals = (1 - power(error)).clamp(0, 12) as usize;
    signed(&format!("{value:.decimals$} ± {error:.decimals$}"))
}

/// A count in words: `64 million`.
pub fn count(x: f64) -> Number {
    Number::new(x, counted(x))
}

fn counted(x: f64) -> String {
    const WORDS: [&str; 5] = ["", " thousand", " million", " billion", " trillion"];
    if !x.is_finite() {
        return "–".to_owned();
    }
    if x < 1e5 {
        let whole = format!("{x:.0}");
        let cut = whole.len().saturating_sub(3);
        return match cut {
            0 => whole,
            _ => format!("{},{}", &whole[..cut], &whole[cut..]),
        };
    }
    let thousands = (power(rounded(x, DIGITS)) / 3).clamp(0, WORDS.len() as i32 - 1);
    let unit = libm::pow(1000.0, f64::from(thousands));
    format!("{}{}", short(x / unit, DIGITS), WORDS[thousands as usize])
}

/// A fraction in per cent.
pub fn percent(share: f64) -> Number {
    Number::new(share, format!("{} %", short(100.0 * share, DIGITS)))
}

/// A number with this many decimals, and no sign if these are all zero.
pub fn decimals(x: f64, decimals: usize) -> Number {
    let written = format!("{x:.decimals$}");
    let unsigned = written.trim_start_matches('-');
    let is_zero = unsigned.parse() == Ok(0.0);
    Number::new(x, signed(if is_zero { unsigned } else { &written }))
}

/// A number with all its digits.
pub fn exact(x: f64) -> Number {
    Number::new(x, format!("{x}"))
}

/// A number in the shorter of its two notations.
pub fn plain(x: f64) -> Number {
    let (long, short) = (format!("{x}"), format!("{x:e}"));
    let shorter = short.len() + 1 < long.len();
    Number::new(x, if shorter { short } else { long })
}

#[cfg(test)]
mod tests {
    use super::{
        Number, count, decimals, digits, measured, percent, plain, raised, told_from, with_error,
    };

    fn texts<const N: usize>(numbers: [Number; N]) -> [String; N] {
        numbers.map(|number| number.text)
    }

    #[test]
    fn numbers_are_written_as_the_page_writes_them() {
        let all = [
            0.0, 1.0, -0.5, 0.35355, 12345.0, 999.9, 0.000123, 0.0000123, 2.5e7, 1.2e-7,
        ]
        .map(measured);
        let page = [
            "0",
            "1",
            "−0.5",
            "0.354",
            "12300",
            "1000",
            "0.000123",
            "0.0000123",
            "2.5e7",
            "1.2e-7",
        ];
        assert_eq!(texts(all), page);
        assert_eq!(digits(0.0123, 2).text, "0.012");
        let all = [
            (0.37361, 0.00031),
            (-0.4, 0.011),
            (1.0, f64::NAN),
            (2.5e-7, 1e-8),
            (1250.0, 30.0),
        ];
        let page = [
            "0.37361 ± 0.00031",
            "−0.400 ± 0.011",
            "1",
            "(2.50 ± 0.10) · 10⁻⁷",
            "1250 ± 30",
        ];
        assert_eq!(texts(all.map(|(x, e)| with_error(x, e))), page);
        let all = [
            7.0,
            1024.0,
            99_999.4,
            123_456.0,
            999_950.0,
            1_460_054.0,
            6.4e7,
            1.2e12,
        ]
        .map(count);
        let page = [
            "7",
            "1,024",
            "99,999",
            "123 thousand",
            "1 million",
            "1.46 million",
            "64 million",
            "1.2 trillion",
        ];
        assert_eq!(texts(all), page);
        assert_eq!(
            [raised(-12), raised(3), percent(0.0122).text],
            ["⁻¹²", "³", "1.22 %"]
        );
    }

    #[test]
    fn a_number_has_the_digits_that_tell_it_from_its_limit() {
        assert_eq!(told_from(1.00004, &[1.0, 2.0]).text, "1.00004");
        assert_eq!(told_from(0.9999, &[1.0]).text, "0.9999");
        assert_eq!(told_from(0.04567, &[0.05, 0.1]).text, "0.0457");
        assert_eq!(told_from(1.0, &[1.0]).text, "1");
    }

    #[test]
    fn numbers_are_short() {
        for (x, text) in [(0.001, "0.001"), (0.0005, "5e-4"), (-1e300, "-1e300")] {
            assert_eq!(plain(x).text, text);
        }
    }

    #[test]
    fn a_zero_has_no_sign() {
        let all = [(-2.0, 3), (-0.0004, 3), (-0.0006, 3), (0.0, 2)];
        let written = texts(all.map(|(x, places)| decimals(x, places)));
        assert_eq!(written, ["−2.000", "0.000", "−0.001", "0.00"]);
    }
}
