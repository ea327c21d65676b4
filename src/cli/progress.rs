//! The progress of a run on standard error.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};
use study::{Stage, StudyProgress};

/// Time between two lines of a log.
const PATIENCE: Duration = Duration::from_secs(5);

/// A progress display: a line that is rewritten on a terminal, elsewhere an occasional new line.
pub struct Ticker {
    rewrites: bool,
    /// Characters of the line last written to a terminal.
    width: usize,
    told: Option<Instant>,
}

impl Ticker {
    pub fn new() -> Self {
        Ticker {
            rewrites: io::stderr().is_terminal(),
            width: 0,
            told: None,
        }
    }

    /// Shows a line; `matters` makes a log print it at once.
    pub fn tell(&mut self, line: &str, matters: bool) {
        let due = self.told.is_none_or(|told| told.elapsed() >= PATIENCE);
        if self.rewrites || matters || due {
            self.told = Some(Instant::now());
            let _ = io::stderr().write_all(self.text(line).as_bytes());
        }
    }

    /// The characters to write for a line.
    fn text(&mut self, line: &str) -> String {
        if !self.rewrites {
            return format!("{line}\n");
        }
        let text = format!("\r{line:<width$}", width = self.width);
        self.width = line.chars().count();
        text
    }
}

impl Drop for Ticker {
    /// Ends the line, so that later output starts on a new one.
    fn drop(&mut self) {
        if self.width > 0 {
            let _ = io::stderr().write_all(b"\n");
        }
    }
}

/// Shows the progress of a study.
pub struct Teller {
    ticker: Ticker,
    stage: Option<Stage>,
    complete: bool,
    /// Time of the last report before the stage, as its approximate start, and of the last report.
    begun: Instant,
    heard: Instant,
}

impl Teller {
    pub fn new() -> Self {
        let now = Instant::now();
        Teller {
            ticker: Ticker::new(),
            stage: None,
            complete: false,
            begun: now,
            heard: now,
        }
    }

    pub fn tell(&mut self, progress: &StudyProgress) {
        let ended = progress.complete && !self.complete;
        self.complete = progress.complete;
        let another = self.stage != Some(progress.stage);
        if another {
            self.stage = Some(progress.stage);
            self.begun = self.heard;
        }
        self.heard = Instant::now();
        let line = line(progress, (self.heard - self.begun).as_secs_f64());
        self.ticker.tell(&line, another || ended);
    }
}

/// The line for a stage that has run for `seconds`.
fn line(progress: &StudyProgress, seconds: f64) -> String {
    let stage = progress.stage.doing();
    let (steps, total) = (progress.steps as f64, progress.total as f64);
    let rate = steps / seconds;
    let made = if progress.steps == 0 && !progress.complete {
        "nothing recorded yet".to_owned()
    } else if rate.is_finite() {
        format!("{steps:.1e} of {total:.1e} steps, {rate:.1e} per second")
    } else {
        format!("{steps:.1e} of {total:.1e} steps")
    };
    let (absorbed, diverged) = (progress.absorbed, progress.diverged);
    format!("{stage}: {made}, {absorbed} absorbed, {diverged} diverged")
}

#[cfg(test)]
mod tests {
    use super::{Ticker, line};
    use study::{Stage, StudyProgress};

    fn progress(steps: u64, total: u64) -> StudyProgress {
        StudyProgress {
            burn_in_made: 0,
            burn_in_total: 0,
            stage: Stage::Learn,
            steps,
            total,
            absorbed: 0,
            diverged: 2,
            complete: total == steps,
            failed: None,
        }
    }

    #[test]
    fn every_number_is_one() {
        let said = line(&progress(1000, 4000), 2.0);
        assert_eq!(
            said,
            "learning: 1.0e3 of 4.0e3 steps, 5.0e2 per second, 0 absorbed, 2 diverged"
        );
        for (steps, total) in [(0, 0), (0, 1000), (1000, 1000), (5, 0)] {
            for seconds in [0.0, 1e-300, 1.0] {
                let said = line(&progress(steps, total), seconds);
                assert!(!said.contains("NaN") && !said.contains("inf"), "{said}");
            }
        }
    }

    #[test]
    fn a_terminals_line_is_rewritten_and_a_logs_is_not() {
        let ticker = |rewrites| Ticker {
            rewrites,
            width: 0,
            told: None,
        };
        let mut terminal = ticker(true);
        assert_eq!(terminal.text("learning"), "\rlearning");
        assert_eq!(terminal.text("scan"), "\rscan    ");
        let mut log = ticker(false);
        assert_eq!(log.text("learning") + &log.text("scan"), "learning\nscan\n");
    }
}
