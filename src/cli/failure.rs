//! How a command ends when it does not end well.

use experiment::Problems;

/// Sentences on standard error, and an exit code.
#[derive(Debug, PartialEq)]
pub struct Failure {
    pub code: u8,
    pub sentences: Vec<String>,
}

/// The end of every help.
pub const CODES: &str = "\
Exit codes:
  0  done
  1  the run ended without a result, was not reproduced, or could not be written
  2  the command line or the experiment is wrong";

/// Of many problems with an experiment so many are told.
const TOLD: usize = 5;

impl Failure {
    /// Everything was as it should be, but what came of it is not what was asked for.
    pub fn failed(sentences: impl IntoIterator<Item = String>) -> Self {
        Failure {
            code: 1,
            sentences: sentences.into_iter().collect(),
        }
    }

    /// Nothing was run, for it was not clear what.
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
        let told = problems.into_iter().take(TOLD).map(|p| p.message);
        let rest = (more > 0).then(|| format!("{more} more settings are wrong."));
        Failure {
            code: 2,
            sentences: told.chain(rest).collect(),
        }
    }
}
