//! The types of the page's scripts are those of Rust.
//!
//! With `STEPSIEVE_WRITE_TYPES` set this test writes `src/web/generated.d.ts`; otherwise it checks
//! that the file is up to date.

use std::path::Path;
use stepsieve::{dynamics, estimate, experiment, plot, sampling, study};
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
        experiment::Estimator,
        experiment::Fit,
        experiment::Experiment,
        experiment::View,
        experiment::paper::Entry,
        experiment::paper::Goal,
        experiment::paper::Way,
        dynamics::Surface,
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
        estimate::WellVisits,
        study::Advice,
        study::Stage,
        study::StudyProgress,
        study::Motion,
        study::Regime,
        study::Verdict,
        study::Row,
        study::Trust,
        study::Warning,
        study::ReferenceScore,
        study::Baseline,
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
        plot::Line,
        plot::Tooltip,
        plot::Table,
    );
    let text = format!("// Written by `tests/types.rs` from the types of Rust.\n{text}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/generated.d.ts");
    if std::env::var_os("STEPSIEVE_WRITE_TYPES").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).is_ok_and(|written| written == text),
        "types have changed: run `STEPSIEVE_WRITE_TYPES=1 cargo test --test types`"
    );
}
