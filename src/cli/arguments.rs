//! The values of a command line: whole numbers, and words as a sentence quotes them.

use clap::Args;
use std::ffi::OsStr;
use strsim::damerau_levenshtein;

/// The option of every command that computes.
#[derive(Args)]
pub struct Threads {
    /// How many threads compute, from 1 to 1024; one for each core unless given. No number depends on it
    #[arg(long = "threads", value_name = "N", value_parser = |text: &str| whole(text, 1.0, 1024.0), allow_negative_numbers = true)]
    asked: Option<u64>,
}

impl Threads {
    /// Threads to work on: those asked for, or as many as there are cores.
    pub fn count(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.asked.map_or_else(cores, |n| n as usize)
    }
}

/// A whole number in a range, in either notation.
///
/// # Errors
/// The range, in a sentence.
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

/// What a mistyped word was probably meant to be.
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let near = known.iter().map(|k| (damerau_levenshtein(k, word), *k));
    let (distance, near) = near.min()?;
    (distance <= 2 && 2 * distance < near.len()).then_some(near)
}

/// A word as a sentence quotes it, not too long.
pub fn shown(word: &OsStr) -> String {
    const MOST: usize = 60;
    let text = printable(&word.to_string_lossy());
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A text without what would move a cursor, besides to a new line.
pub fn printable(text: &str) -> String {
    text.replace(|c: char| c.is_control() && c != '\n', "\u{fffd}")
}
