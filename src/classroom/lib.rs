//! Exercises for a class: an experiment with a question, parts of which are hidden, and the short
//! code that a student hands in.
//!
//! Names come here in small letters and in Unicode's composed form: the browser knows how to do
//! that, and the tables it takes would be a large part of the page's module. Of those that do not,
//! only the Latin capitals are forgiven.
//!
//! All of it works without a server. An exercise is a link; what a student found is a code of some
//! twenty characters, bound to the exercise and to the student's name, from which the teacher's
//! page makes the student's experiment again. Neither keeps a secret from somebody who takes the
//! trouble to decode it.

mod answer;
mod base32;
mod checksum;
mod code;
mod exercise;
mod lines;
mod names;
mod obfuscation;
mod values;

pub use answer::{Expected, Judgement, QUANTITIES, Tolerance, read_number};
pub use code::{Checked, Wrong, check, write};
pub use exercise::{Exercise, Seeds, can_remain};
pub use lines::{Lines, Submission};
pub use names::{plain_name, seed_of_name};
pub use obfuscation::{DAMAGED, deobfuscate, obfuscate, plain_link, read_obfuscated};
pub use values::pointer;
