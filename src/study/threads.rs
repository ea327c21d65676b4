//! Runs a study on native threads.

use crate::{Outcome, Study, StudyProgress};
use experiment::{Experiment, Problems};
use sampling::{Job, Report, Runner};
use std::sync::{Mutex, mpsc};
use std::time::{Duration, Instant};

/// Time between two reports of a thread.
const INTERVAL: Duration = Duration::from_millis(500);

/// Runs an experiment to its end on `threads` threads and reports its progress through `tell`. The
/// outcome does not depend on the number of threads.
///
/// # Errors
/// The problems of the experiment.
pub fn run(
    experiment: Experiment,
    threads: usize,
    tell: impl FnMut(&StudyProgress),
) -> Result<Outcome, Problems> {
    conduct(experiment, threads, tell).map(|study| study.outcome())
}

/// Like [`run`], but returns the whole study.
///
/// # Errors
/// The problems of the experiment.
pub fn conduct(
    experiment: Experiment,
    threads: usize,
    mut tell: impl FnMut(&StudyProgress),
) -> Result<Study, Problems> {
    let mut study = Study::new(experiment.clone())?;
    loop {
        let jobs = study.jobs();
        if !work(&mut study, &experiment, &jobs, threads, &mut tell)? {
            return Ok(study);
        }
    }
}

/// Does jobs on this thread, in any process. Returns the report of each, and the computing time in
/// seconds.
///
/// # Errors
/// The problems of the experiment, and of jobs that do not belong to it.
pub fn carry_out(experiment: &Experiment, jobs: &[Job]) -> Result<(Vec<Report>, f64), Problems> {
    let begun = Instant::now();
    let mut done = Vec::new();
    drive(Runner::new(experiment, jobs)?, |reports| {
        done = reports;
        Ok(())
    })?;
    Ok((done, begun.elapsed().as_secs_f64()))
}

/// Does the jobs of one stage. Returns true if another stage begins.
fn work(
    study: &mut Study,
    experiment: &Experiment,
    jobs: &[Job],
    threads: usize,
    tell: &mut impl FnMut(&StudyProgress),
) -> Result<bool, Problems> {
    let threads = threads.clamp(1, jobs.len().max(1));
    let share = |t: usize| -> Vec<Job> { jobs.iter().skip(t).step_by(threads).cloned().collect() };
    let runners = (0..threads)
        .map(|t| Runner::new(experiment, &share(t)))
        .collect::<Result<Vec<_>, _>>()?;
    let runners = Mutex::new(runners);
    let next = || runners.lock().ok()?.pop();
    let mut told = Instant::now();
    let mut begins = false;
    let mut take_in = |reports: Vec<Report>| {
        for report in reports {
            begins |= study.absorb(report)?;
        }
        if told.elapsed() >= INTERVAL {
            told = Instant::now();
            tell(&study.progress());
        }
        Ok(())
    };
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let sender = sender.clone();
            let work = move || {
                while let Some(runner) = next() {
                    // The receiver is gone only after the study has failed.
                    let _ = drive(runner, |reports| {
                        let _ = sender.send(reports);
                        Ok(())
                    });
                }
            };
            // If the system refuses a thread, the existing ones do its work.
            if std::thread::Builder::new()
                .spawn_scoped(scope, work)
                .is_err()
            {
                break;
            }
        }
        drop(sender);
        receiver.into_iter().try_for_each(&mut take_in)
    })?;
    // Runners remain only if no thread could be spawned.
    while let Some(runner) = next() {
        drive(runner, &mut take_in)?;
    }
    tell(&study.progress());
    Ok(begins)
}

/// Does the jobs of a runner, and hands over reports every [`INTERVAL`] and at the end.
fn drive(
    mut runner: Runner,
    mut hand: impl FnMut(Vec<Report>) -> Result<(), Problems>,
) -> Result<(), Problems> {
    let mut reported = Instant::now();
    loop {
        let begun = Instant::now();
        let more = runner.advance();
        runner.charge(begun.elapsed().as_secs_f64());
        if !more || reported.elapsed() >= INTERVAL {
            reported = Instant::now();
            hand(runner.reports())?;
        }
        if !more {
            return Ok(());
        }
    }
}
