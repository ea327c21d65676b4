//! The walkers on the page are those of the run.

use stepsieve::experiment::{Experiment, Link};
use stepsieve::sampling::{Block, BlockWorkspace, Job, RunKind, RunPlan, Runner, WINDOW};
use stepsieve::study::{Replay, Study};

fn experiment(link: &str) -> Experiment {
    Link::read(link).0.experiment
}

/// The bits of the positions and momenta of a block.
fn bits(walkers: &stepsieve::dynamics::Walkers) -> Vec<u64> {
    let all = walkers.q.iter().chain(&walkers.p);
    all.flat_map(|x| x.0.map(f64::to_bits)).collect()
}

/// The block of a job as a run advances it.
fn block(experiment: &Experiment, job: &Job, windows: usize) -> Block {
    let setup = job.setup(experiment).unwrap();
    let plan = RunPlan::new(&job.part(experiment), &setup).unwrap();
    let mut block = Block::new(&plan, job.block);
    let mut workspace = BlockWorkspace::new(&plan);
    for _ in 0..windows {
        block.advance(&plan, &mut workspace);
    }
    block
}

#[test]
fn the_replay_has_the_bits_of_the_run() {
    for (link, windows) in [
        ("v=3&preset=test1&step=0.5", 3),
        ("v=3&preset=test1&step=0.065&walkers=7", 2),
        // Walkers are absorbed and start again from others.
        (
            "v=3&formula=q^2/2%2B0.4*sin(q/0.4)&step=0.3&friction=0.4",
            12,
        ),
        (
            "v=3&formula=q^2/2%2B0.4*sin(q/0.4)&step=0.3&friction=0.4&resample=false",
            12,
        ),
        (
            "v=3&formula=cos(q)%2B0.01*cos(100*q)&periodic=2*pi&step=0.3",
            3,
        ),
        ("v=3&preset=test4", 2),
        ("v=3&preset=chain8", 1),
    ] {
        let experiment = stepsieve::sampling::resolved(experiment(link)).unwrap();
        let job = Study::new(experiment.clone()).unwrap().jobs().remove(0);
        let block = block(&experiment, &job, windows);
        let mut replay = Replay::new(&experiment, None).unwrap();
        // In pieces, with a copy that must not matter.
        let steps = (windows * WINDOW) as f64;
        for share in [0.001, 0.3, 0.7004, 1.0] {
            replay.advance(share * steps, u32::MAX);
            replay.hold(3, &vec![0.5; experiment.dimension()]);
        }
        assert_eq!(replay.made(), steps as u64, "{link}");
        assert!(bits(replay.walkers()) == bits(block.walkers()), "{link}");
        let lost = block.tally().absorbed + block.tally().diverged;
        assert!(lost > 0 || windows < 12, "{link}: {lost}");
    }
}

#[test]
fn a_scan_shows_the_run_at_the_step_nearest_to_its_own() {
    let experiment = experiment("v=3&kind=scan&preset=test1&scan_steps=1e5&step=0.3");
    let resolved = stepsieve::sampling::resolved(experiment.clone()).unwrap();
    let jobs = Study::new(experiment.clone()).unwrap().jobs();
    let mut replay = Replay::new(&experiment, None).unwrap();
    let step = replay.plan().step;
    let far = |x: f64| libm::log(x / 0.3).abs();
    assert!(jobs.iter().all(|job| far(step) <= far(job.step.unwrap())));
    let job = jobs.iter().find(|job| job.step == Some(step)).unwrap();
    assert!(matches!(job.run, RunKind::ScanPoint(_)));
    replay.advance(WINDOW as f64, u32::MAX);
    assert!(bits(replay.walkers()) == bits(block(&resolved, job, 1).walkers()));
}

#[test]
fn once_the_friction_is_calibrated_the_run_that_learns_with_it_is_shown() {
    let link = "v=3&preset=test4&steps=1e5&calibration_steps=2e5&walkers=64";
    let experiment = experiment(link);
    let mut study = Study::new(experiment.clone()).unwrap();
    let jobs = study.jobs();
    let mut runner = Runner::new(&experiment, &jobs).unwrap();
    while runner.advance_round() {}
    let begins = runner
        .reports()
        .into_iter()
        .map(|report| study.absorb(report));
    assert!(begins.fold(false, |begins, new| begins | new.unwrap()));
    let job = study.jobs().remove(0);
    assert_eq!(job.run, RunKind::Learn);
    let outcome = study.outcome();
    assert!(outcome.noise_covariance.is_some());
    let mut replay = Replay::new(&experiment, Some(&outcome.friction)).unwrap();
    replay.advance(WINDOW as f64, u32::MAX);
    assert!(bits(replay.walkers()) == bits(block(&experiment, &job, 1).walkers()));
}

#[test]
fn within_a_step_the_share_of_it_is_known() {
    let mut replay = Replay::new(&experiment("v=3&preset=test1&step=0.5"), None).unwrap();
    assert_eq!(replay.advance(0.0, 9), 0.0);
    assert_eq!(replay.advance(2.25, 9), 2.25);
    assert_eq!((replay.made(), replay.share()), (3, 0.25));
    let [from, to] = replay.ends(0, 0);
    assert_eq!(replay.now(0, 0), from + 0.25 * (to - from));
    assert_eq!(replay.advance(3.0, 9), 3.0);
    assert_eq!((replay.made(), replay.share()), (3, 1.0));
    assert_eq!(replay.ends(0, 0), [from, to]);
    assert_eq!(replay.now(0, 0), replay.walkers().q[0][0]);
    // Not more steps than allowed, and none back.
    assert_eq!(replay.advance(100.0, 9), 12.0);
    assert_eq!(replay.advance(5.0, 9), 12.0);
}

#[test]
fn only_the_shown_walkers_are_counted_and_no_copy() {
    let replay = || Replay::new(&experiment("v=3&preset=test1&step=0.5"), None).unwrap();
    let (mut without, mut replay) = (replay(), replay());
    replay.hold(0, &[1.3]);
    for replay in [&mut without, &mut replay] {
        replay.advance(100.0, u32::MAX);
    }
    assert_eq!(replay.copies().collect::<Vec<_>>(), [0]);
    assert_eq!(replay.copied(0, 0), 1.3);
    assert_eq!(replay.visits(), without.visits());
    let counted = replay.visits().iter().sum::<u32>() as usize;
    // A few leave the region.
    assert!((1100..=100 * replay.shown()).contains(&counted));
    replay.release();
    replay.advance(101.0, u32::MAX);
    assert_ne!(replay.copied(0, 0), 1.3);
    // Let go where nothing is, it vanishes.
    replay.hold(1, &[f64::NAN]);
    replay.release();
    replay.advance(102.0, u32::MAX);
    assert_eq!(replay.copies().collect::<Vec<_>>(), [0]);
}
