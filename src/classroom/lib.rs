//! Exercises for a class: an experiment with a question and hidden parts, and the short code that a
//! student hands in.
//!
//! Callers pass names in lower case and in Unicode's composed form: the browser can convert them,
//! and the necessary tables would be a large part of the page's module. Of unconverted names, only
//! ASCII capitals are accepted.
//!
//! Everything works without a server. An exercise is a link; a student's result is a code of some
//! twenty characters, bound to the exercise and to the student's name, from which the teacher's
//! page repeats the student's experiment. Neither is secret: it can be decoded.

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
pub use exercise::{Exercise, PARTS, Seeds, can_remain};
pub use lines::{Lines, Submission};
pub use names::{plain_name, seed_of_name};
pub use obfuscation::{damaged, deobfuscate, obfuscate, plain_link, read_obfuscated};
pub use values::pointer;
