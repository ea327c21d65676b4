//! The run of a study whose walkers are shown.

use crate::Study;
use experiment::{Experiment, Problems};
use sampling::{Job, Replay};

/// The first block of a study: of its first run, or in a scan of the one whose step is nearest to the
/// experiment's own.
///
/// # Errors
/// The problems of the experiment.
pub fn replayed(experiment: &Experiment) -> Result<Replay, Problems> {
    let jobs = Study::new(experiment.clone())?.jobs();
    let far = |job: &Job| {
        let step = job.step.unwrap_or(experiment.step);
        libm::log(step / experiment.step).abs()
    };
    let first = jobs.iter().filter(|job| job.block == 0);
    let nearest = first.min_by(|a, b| far(a).total_cmp(&far(b)));
    Replay::new(experiment, nearest.unwrap_or(&jobs[0]))
}
