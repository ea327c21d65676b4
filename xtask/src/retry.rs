//! Retries failed tests in real browsers: on a busy machine a browser sometimes dies or hangs
//! without fault of the page. A test that fails twice has failed.

use std::process::{Command, ExitStatus};

use anyhow::{Result, bail};

use crate::process::run_and_read;

/// More failures than this are no accident.
const MOST: usize = 4;

/// Runs tests, and the failed ones again, one after the other, by the command `second` for their
/// names. Returns the names of those that passed only the second time.
pub fn run_twice(
    first: &mut Command,
    second: impl FnOnce(&[String]) -> Command,
) -> Result<Vec<String>> {
    let (status, written) = run_and_read(first)?;
    if status.success() {
        return Ok(Vec::new());
    }
    let Some(failed) = failed_tests(&written).filter(|failed| failed.len() <= MOST) else {
        bail!("the tests failed ({status})");
    };
    println!("\nRunning again, one by one: {}", failed.join(", "));
    let (status, written) = run_and_read(&mut second(&failed))?;
    if !all_passed(status, &written, &failed) {
        bail!("failed twice, or not repeated: {}", failed.join(", "));
    }
    Ok(failed)
}

/// The names of the failed tests; `None` if more went wrong: a test program did not end, or a
/// name cannot be passed to it.
fn failed_tests(written: &str) -> Option<Vec<String>> {
    let count = |start: &str| {
        written
            .lines()
            .filter(|line| line.starts_with(start))
            .count()
    };
    let failed: Vec<String> = written
        .lines()
        .filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"))
        .map(String::from)
        .collect();
    let came_to_their_ends = count("running ") == count("test result: ");
    let are_names = failed.iter().all(|name| !name.contains(' '));
    (came_to_their_ends && are_names && !failed.is_empty()).then_some(failed)
}

fn all_passed(status: ExitStatus, written: &str, names: &[String]) -> bool {
    let passed = |name: &String| {
        written
            .lines()
            .any(|line| line == format!("test {name} ... ok"))
    };
    status.success() && names.iter().all(passed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE_FAILED: &str = "running 2 tests\ntest a_run ... ok\ntest a_link ... FAILED\n\n\
                              test result: FAILED. 1 passed; 1 failed\n\n\
                              running 1 test\ntest a_tour ... ok\n\ntest result: ok. 1 passed\n";

    #[test]
    fn what_failed_is_known_by_name() {
        assert_eq!(failed_tests(ONE_FAILED), Some(vec![String::from("a_link")]));
    }

    #[test]
    fn there_is_no_second_try_for_what_has_no_name() {
        let broken_off = format!("{ONE_FAILED}running 1 test\n");
        let of_documentation = ONE_FAILED.replace("a_link", "src/page.rs - open (line 3)");
        for written in ["", "test result: ok\n", &broken_off, &of_documentation] {
            assert_eq!(failed_tests(written), None, "{written}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_fails_twice_or_is_not_run_again_has_failed() {
        let shell = |script: &str| {
            let mut command = Command::new("sh");
            command.args(["-c", script]);
            command
        };
        let says = |text: &str, status: u8| shell(&format!("printf '%s' '{text}'; exit {status}"));
        let try_with = |second: Command| run_twice(&mut says(ONE_FAILED, 101), |_| second);
        let passed = "running 1 test\ntest a_link ... ok\n\ntest result: ok. 1 passed\n";
        assert_eq!(try_with(says(passed, 0)).unwrap(), ["a_link"]);
        assert!(try_with(says(ONE_FAILED, 101)).is_err());
        assert!(try_with(says("running 0 tests\n\ntest result: ok. 0 passed\n", 0)).is_err());
    }
}
