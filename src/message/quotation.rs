//! Quotations in messages.

/// Most characters quoted from a user's text.
const LONGEST: usize = 40;

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
    use super::cut;

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(cut("π\nq"), "π q");
        assert_eq!(cut(&"π".repeat(40)), "π".repeat(40));
        assert_eq!(cut(&"π".repeat(41)), "π".repeat(39) + "…");
    }
}
