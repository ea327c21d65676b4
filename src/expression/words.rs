//! Numbers and quotations in messages.

/// Most characters quoted from a user's text.
const LONGEST: usize = 40;

/// A number in the shorter of its two notations.
pub fn plain(x: f64) -> String {
    let (long, short) = (format!("{x}"), format!("{x:e}"));
    if short.len() + 1 < long.len() {
        short
    } else {
        long
    }
}

/// A user's text on one line, shortened if it is long.
pub fn cut(text: &str) -> String {
    let shown = |text: &str, most: usize| -> String {
        let line = text.chars().take(most);
        line.map(|c| if c.is_control() { ' ' } else { c }).collect()
    };
    match text.chars().nth(LONGEST) {
        None => shown(text, LONGEST),
        Some(_) => shown(text, LONGEST - 1) + "…",
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, plain};

    #[test]
    fn numbers_are_short() {
        for (x, text) in [(0.001, "0.001"), (0.0005, "5e-4"), (-1e300, "-1e300")] {
            assert_eq!(plain(x), text);
        }
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(cut("π\nq"), "π q");
        assert_eq!(cut(&"π".repeat(40)), "π".repeat(40));
        assert_eq!(cut(&"π".repeat(41)), "π".repeat(39) + "…");
    }
}
