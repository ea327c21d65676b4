//! The failures of a command: messages and exit codes.

use experiment::Problems;

/// Messages for standard error, and an exit code.
#[derive(Debug, PartialEq)]
pub struct Failure {
    pub code: u8,
    pub sentences: Vec<String>,
}

/// The last section of every help text.
pub const CODES: &str = "\
Exit codes:
  0  done
  1  no result, a result that was not reproduced, or a failure to write it
  2  an invalid command line or experiment; nothing was run";

/// The most problems of an experiment that are printed.
const TOLD: usize = 5;

impl Failure {
    /// Exit code 1: the input was valid, but the run or its output failed.
    pub fn failed(sentences: impl IntoIterator<Item = String>) -> Self {
        Failure {
            code: 1,
            sentences: sentences.into_iter().collect(),
        }
    }

    /// Exit code 2: the input is invalid, and nothing was run.
    pub fn wrong(sentence: impl Into<String>) -> Self {
        Failure {
            code: 2,
            sentences: vec![sentence.into()],
        }
    }
}

impl From<Problems> for Failure {
    fn from(Problems(problems): Problems) -> Self {
        let more = problems.len().saturating_sub(TOLD);
        let told = problems.into_iter().take(TOLD).map(|p| p.message.text);
        let rest = (more > 0).then(|| format!("{more} more settings are invalid."));
        Failure {
            code: 2,
            sentences: told.chain(rest).collect(),
        }
    }
}
