//! Random input of every kind that Stepsieve reads: formulas, links, exercises with their codes,
//! and files. Whatever is read, nothing panics and nothing takes long; what is refused is refused
//! in sentences; what is accepted comes back as it was, and has the values that it should.
//!
//! Every input has a seed of its own. `STEPSIEVE_FUZZ=1000000` tries so many of each kind,
//! `STEPSIEVE_FUZZ_SEED=7` begins with that seed; what fails says with which seed it comes back.

// The independent evaluator has the platform's elementary functions, on purpose.
#![allow(clippy::disallowed_methods)]

mod classroom;
mod exact;
mod files;
mod formulas;
mod links;
mod naive;
mod random;
mod sentence;
mod work;

use random::Random;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Inputs of each kind, and the seed of the first, where nothing else is said.
const COUNT: u64 = 6000;
const SEED: u64 = 20_261_017;

/// Makes inputs and checks each of them.
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
