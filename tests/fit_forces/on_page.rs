//! The experiment of a file, which the page runs: it and the command share one path.

use super::walk::Walk;
use columns::Table;
use stepsieve::experiment::{Experiment, Link, Trajectory};
use stepsieve::export::Form;
use stepsieve::study::{Stage, Study, Verdict};
use trajectory::{LearnedRows, Settings, fit};

const HASH: &str = "012345-6789ab-cdef01-234567";

fn of_link(more: &str) -> Experiment {
    let link = format!("v=3&file=walk.npy&rows={HASH}{more}");
    let (link, problems) = Link::read(&link);
    assert_eq!(problems, []);
    link.experiment
}

fn written(experiment: &Experiment) -> String {
    Link {
        experiment: experiment.clone(),
        view: Default::default(),
        run: false,
        outcome: None,
    }
    .write()
}

#[test]
fn the_experiment_of_a_file_gives_the_numbers_of_the_command() {
    for (link, dimension) in [("v=3&preset=test1&step=0.5", 1), ("v=3&preset=test4", 2)] {
        let bytes = Walk::new(link, 3, None, 256).npy();
        let open = || Table::new(bytes.as_slice());
        let of_command = fit(open, None, &Settings::default(), |_| Ok(None), |_, _| {}).unwrap();
        let asked = of_link(&format!("&dimension={dimension}"));
        let mut told = Vec::new();
        let tell = |stage, rows| told.push((stage, rows));
        let of_page = LearnedRows::new(asked.clone(), open, tell).unwrap();
        let text = |fit| serde_json::to_string(fit).unwrap();
        assert_eq!(text(of_page.fit()), text(&of_command));
        let outcome = of_page.outcome();
        assert_eq!(outcome.potential.energy, of_command.energy);
        assert_eq!(outcome.potential.standard_error, of_command.standard_error);
        assert_eq!(outcome.trust.as_ref().unwrap().rows, of_command.checks);
        assert_eq!((outcome.steps, outcome.complete), (of_command.rows, true));
        assert!(told.iter().all(|(stage, _)| *stage != Stage::Learn));

        // What followed from the rows, set by hand, gives the same bits and keeps its link.
        let found = outcome.experiment.clone();
        let rows = found.trajectory.as_ref().unwrap();
        assert!(rows.mesh.is_some() && rows.lower.is_some() && rows.temperature.is_some());
        let again = Link::read(&written(&found)).0.experiment;
        assert_eq!(again.trajectory, found.trajectory);
        let again = LearnedRows::new(again, open, |_, _| {}).unwrap();
        assert_eq!(again.outcome().hash, outcome.hash);
        assert!(outcome.hash.is_some() && of_page.exported(Form::File).is_ok());
    }
}

#[test]
fn a_link_holds_what_somebody_has_set_and_no_walkers() {
    let asked = of_link("&dimension=2&mesh=0.2&columns=x,y,fx,fy");
    assert_eq!(asked.dimension(), 2);
    let rows = asked.trajectory.clone().unwrap();
    assert_eq!(rows.mesh, Some(vec![0.2, 0.2]));
    let link = format!("v=3&file=walk.npy&rows={HASH}&dimension=2&mesh=0.2,0.2&columns=x,y,fx,fy");
    assert_eq!(written(&asked), link);
    assert_eq!(Link::read(&link).0.experiment, asked);
    // Without its file it cannot run, and the file is named.
    let why = Study::new(asked).err().unwrap().to_string();
    assert!(why.contains("“walk.npy”") && why.contains(HASH), "{why}");
    // Names tell the number of coordinates.
    assert_eq!(of_link("&dimension=2&columns=t,q,f").dimension(), 1);
    for (link, words) in [
        (format!("rows={HASH}&formula=q^2"), "not both"),
        ("rows=1234".to_owned(), "four groups of six"),
        (format!("rows={HASH}&kind=scan"), "no energy to simulate"),
        (format!("rows={HASH}&rows_lower=1"), "Give both ends"),
        (
            format!("rows={HASH}&rows_lower=1&rows_upper=0"),
            "must end above",
        ),
        (
            format!("rows={HASH}&columns=t,q"),
            "No column holds the force",
        ),
        (
            format!("rows={HASH}&dimension=7"),
            "one to three coordinates",
        ),
    ] {
        let problems = Link::read(&format!("v=3&{link}")).1;
        let said: Vec<&str> = problems.iter().map(|p| p.message.text.as_str()).collect();
        assert!(
            said.iter().any(|said| said.contains(words)),
            "{link}: {said:?}"
        );
    }
}

#[test]
fn a_file_of_other_coordinates_is_refused_and_a_reference_scores_only() {
    let bytes = Walk::new("v=3&preset=test1&step=0.5", 3, None, 256).npy();
    let open = || Table::new(bytes.as_slice());
    let refused = LearnedRows::new(of_link("&dimension=2"), open, |_, _| {}).unwrap_err();
    let why = refused.problem(|_| unreachable!()).message.text;
    assert!(
        why.contains("1 coordinate, but the experiment is of 2"),
        "{why}"
    );
    let plain = LearnedRows::new(of_link(""), open, |_, _| {}).unwrap();
    let scored = LearnedRows::new(of_link("&reference=q^2/2"), open, |_, _| {}).unwrap();
    assert!(scored.outcome().reference.as_ref().unwrap().rmse < 0.05);
    assert_eq!(scored.outcome().potential, plain.outcome().potential);
    assert!(plain.outcome().trust.as_ref().unwrap().verdict < Verdict::Fail);
    // Its hash tells a potential from another.
    let finer = LearnedRows::new(of_link("&mesh=0.9"), open, |_, _| {}).unwrap();
    assert_ne!(finer.outcome().hash, plain.outcome().hash);
    let Trajectory { mesh, .. } = finer.outcome().experiment.trajectory.clone().unwrap();
    assert_eq!(mesh, Some(vec![0.9]));
}
