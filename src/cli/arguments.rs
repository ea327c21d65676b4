//! The values of a command line: numbers, and words quoted in messages.

use clap::Args;
use std::ffi::OsStr;
use strsim::damerau_levenshtein;

/// The option of every command that computes.
#[derive(Args)]
pub struct Threads {
    /// Set the number of threads, from 1 to 1024 (default: one per core); no result depends on it
    #[arg(long = "threads", value_name = "N", value_parser = |text: &str| whole(text, 1.0, 1024.0), allow_negative_numbers = true)]
    asked: Option<u64>,
}

impl Threads {
    /// The number of threads asked for, or else the number of cores.
    pub fn count(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.asked.map_or_else(cores, |n| n as usize)
    }
}

/// Reads a whole number, in decimal or scientific notation; the error names the allowed range.
pub fn whole(text: &str, least: f64, most: f64) -> Result<u64, String> {
    let number = text.parse::<f64>().ok();
    let number = number.filter(|x| (least..=most).contains(x) && x.fract() == 0.0);
    number.map(|x| x as u64).ok_or_else(|| {
        let most = if most < 1e6 {
            most.to_string()
        } else {
            format!("{most:e}")
        };
        format!("must be a whole number from {least} to {most}")
    })
}

/// The known word nearest to a mistyped one, if it is near enough.
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let near = known.iter().map(|k| (damerau_levenshtein(k, word), *k));
    let (distance, near) = near.min()?;
    (distance <= 2 && 2 * distance < near.len()).then_some(near)
}

/// A word for quoting in a message: printable, in one line, and at most 60 characters long.
pub fn shown(word: &OsStr) -> String {
    const MOST: usize = 60;
    let text = printable(&word.to_string_lossy()).replace('\n', "\u{fffd}");
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Replaces all control characters but line feeds, so that no input moves the terminal's cursor.
pub fn printable(text: &str) -> String {
    text.replace(|c: char| c.is_control() && c != '\n', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_quoted_word_is_short_and_moves_no_cursor() {
        assert_eq!(shown("a\u{1b}[2J\nb".as_ref()), "a\u{fffd}[2J\u{fffd}b");
        let long = shown("ä".repeat(99).as_ref());
        assert_eq!(long, "ä".repeat(60) + "…");
        assert_eq!(shown("ä".repeat(60).as_ref()), "ä".repeat(60));
    }
}
