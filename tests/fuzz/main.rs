//! Random input of every kind that Stepsieve reads: formulas, links, exercises with their codes,
//! and files. No input causes a panic or takes long; refusals are sentences; accepted input
//! survives a round trip and has the right values.
//!
//! Every input has its own seed. `STEPSIEVE_FUZZ=1000000` sets the number of inputs of each kind,
//! `STEPSIEVE_FUZZ_SEED=7` the first seed; a failure prints the seed that reproduces it.

// The independent evaluator uses the platform's elementary functions on purpose.
#![allow(clippy::disallowed_methods)]

mod classroom;
mod exact;
mod files;
mod formulas;
mod identity;
mod links;
mod naive;
mod random;
mod sentence;
mod work;

use random::Random;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Default number of inputs of each kind, and default first seed.
const COUNT: u64 = 3000;
const SEED: u64 = 20_261_017;

/// Makes and checks the inputs of one kind.
fn each<T: Debug>(make: impl Fn(&mut Random) -> T, check: impl Fn(&T) -> Result<(), String>) {
    let asked = |name: &str, default: u64| match std::env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name} is {text}")),
        Err(_) => default,
    };
    let (count, first) = (
        asked("STEPSIEVE_FUZZ", COUNT),
        asked("STEPSIEVE_FUZZ_SEED", SEED),
    );
    for seed in (0..count).map(|i| first.wrapping_add(i)) {
        let input = make(&mut Random::new(seed));
        let found = catch_unwind(AssertUnwindSafe(|| work::bounded(|| check(&input))));
        let wrong = match found {
            Ok(Ok(())) => continue,
            Ok(Err(wrong)) => wrong,
            Err(_) => "it panics".to_owned(),
        };
        panic!(
            "{wrong}\nSTEPSIEVE_FUZZ=1 STEPSIEVE_FUZZ_SEED={seed} gives it again:\n{:.3000}",
            format!("{input:?}")
        );
    }
}

#[test]
fn formulas_are_refused_in_a_sentence_or_have_their_values() {
    each(formulas::text, |text| formulas::check(text));
}

#[test]
fn links_come_back_as_they_were_read() {
    each(links::text, |text| links::check(text));
}

#[test]
fn experiments_come_back_as_they_were_read() {
    each(files::experiment, |text| files::check_experiment(text));
}

#[test]
fn potentials_come_back_as_they_were_read() {
    each(files::potential, |text| files::check_potential(text));
}

#[test]
fn exercises_come_back_as_they_were_read() {
    each(classroom::exercise, classroom::check_exercise);
}

#[test]
fn codes_are_understood_or_refused() {
    each(classroom::code, classroom::check_code);
}
