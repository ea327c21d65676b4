//! Numbers for display, with “unknown” in place of NaN and infinity.

use std::fmt::{Display, Formatter, LowerExp, Result};

/// A number that prints as `unknown` if it is not finite.
#[derive(Clone, Copy)]
pub struct Number(pub f64);

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self.0.is_finite() {
            Display::fmt(&self.0, f)
        } else {
            f.write_str("unknown")
        }
    }
}

impl LowerExp for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self.0.is_finite() {
            LowerExp::fmt(&self.0, f)
        } else {
            f.write_str("unknown")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn what_is_no_number_is_unknown() {
        assert_eq!(
            format!("{:.2} {:.1e}", Number(1.0 / 3.0), Number(1234.5)),
            "0.33 1.2e3"
        );
        for x in [f64::NAN, f64::INFINITY, -f64::INFINITY] {
            assert_eq!(
                format!("{:.2} {:.1e}", Number(x), Number(x)),
                "unknown unknown"
            );
        }
    }
}
