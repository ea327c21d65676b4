//! The types and the names of the page's scripts are those of Rust.
//!
//! With `STEPSIEVE_WRITE_TYPES` set these tests write `src/web/generated.d.ts` and `www/names.js`;
//! otherwise they check that the files are up to date.

use std::path::Path;
use stepsieve::{
    classroom, dynamics, estimate, experiment, expression, message, plot, sampling, study,
};
use ts_rs::{Config, TS};

/// The declaration of a type, with its documentation.
fn declared<T: TS>(config: &Config) -> String {
    let about = T::docs().unwrap_or_default();
    format!("{}export {}\n", about, T::decl(config))
}

macro_rules! declarations {
    ($config:expr, $($type:ty),* $(,)?) => {
        [$(declared::<$type>($config)),*].concat()
    };
}

#[test]
fn the_types_of_the_scripts_are_those_of_rust() {
    // Every integer of an outcome is exact as a JavaScript number.
    let config = &Config::default().with_large_int("number");
    let text = declarations!(
        config,
        message::Number,
        message::Value,
        message::Sentence,
        message::Message,
        expression::Parameter,
        experiment::Problem,
        experiment::SettingKind,
        experiment::Setting,
        experiment::Kind,
        experiment::PotentialSpec,
        experiment::Region,
        experiment::Shape,
        experiment::Spread,
        experiment::Initial,
        experiment::Calibration,
        experiment::Compare,
        experiment::Scan,
        experiment::Trajectory,
        experiment::Estimator,
        experiment::Fit,
        experiment::Experiment,
        experiment::View,
        experiment::Link,
        experiment::Reference,
        experiment::Preset,
        experiment::paper::Entry,
        experiment::paper::Goal,
        experiment::paper::Way,
        experiment::Race,
        dynamics::Surface,
        sampling::Choice,
        sampling::RunKind,
        sampling::Job,
        sampling::Portrait,
        estimate::Resampled,
        estimate::BurnIn,
        estimate::Mardia,
        estimate::MomentumHistogram,
        estimate::Momentum,
        estimate::InverseTemperature,
        estimate::Sampling,
        estimate::NoiseCovariance,
        estimate::LearnedPotential,
        estimate::ResidualNoise,
        estimate::Estimates,
        estimate::EnergyEstimate,
        estimate::ForceEstimate,
        estimate::PositionEstimate,
        estimate::WellVisits,
        study::Advice,
        study::Stage,
        study::StudyProgress,
        study::Motion,
        study::Regime,
        study::Verdict,
        study::Row,
        study::Validity,
        study::Warning,
        study::ReferenceScore,
        study::Spent,
        study::Baseline,
        study::Racer,
        study::Truncation,
        study::Truncations,
        study::ScanPoint,
        study::Scale,
        study::Scales,
        study::Distance,
        study::Ensemble,
        study::Comparison,
        study::Cost,
        study::Progress,
        study::Variant,
        study::Outcome,
        classroom::Judgement,
        classroom::Wrong,
        classroom::Checked,
        plot::Line,
        plot::Tooltip,
        plot::Table,
    );
    let text = format!("// Written by `tests/types.rs` from the types of Rust.\n{text}");
    assert_written("src/web/generated.d.ts", &text);
}

#[test]
fn the_names_of_the_scripts_are_those_of_rust() {
    let list = |about: &str, name: &str, words: &[&str]| {
        let words = serde_json::to_string(words).unwrap().replace(',', ", ");
        format!("/** {about} */\nexport const {name} = /** @type {{const}} */ ({words});\n")
    };
    let text = [
        "// Written by `tests/types.rs` from the names of Rust.\n".to_owned(),
        list(
            "Every figure, in the order of the page.",
            "FIGURES",
            &experiment::Figure::ALL.map(experiment::Figure::name),
        ),
        list(
            "Parts of an embed other than figures.",
            "PARTS",
            &classroom::PARTS,
        ),
        list(
            "Parts of an experiment that can be hidden.",
            "HIDDEN",
            &study::Hidden::PARTS,
        ),
        format!(
            "/** Most dimensions in which anything is learned or drawn on a grid. */\nexport const MOST_GRIDDED = {};\n",
            statistics::MOST_GRIDDED
        ),
    ];
    assert_written("www/names.js", &text.concat());
}

/// Asserts that a file of the tree is as generated; writes it if asked to.
fn assert_written(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("STEPSIEVE_WRITE_TYPES").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).is_ok_and(|written| written == text),
        "{file} is out of date: run `STEPSIEVE_WRITE_TYPES=1 cargo test --release types::`"
    );
}
