//! Formulas of energies: parsed, differentiated, simplified, and compiled to tapes that work on
//! whole blocks of walkers.
//!
//! `text → tree → graph → gradient → tape`. A preset is a formula like any other; no gradient is
//! written by hand.

mod complaints;
mod conditions;
mod declarations;
mod definitions;
mod derive;
mod elementary;
mod elements;
mod error;
mod formula;
mod frame;
mod function;
mod graph;
mod identities;
mod knots;
mod lanes;
mod lower;
mod mathml;
mod names;
mod operands;
mod parse;
mod parser;
mod potential;
mod substitute;
mod sums;
mod support;
mod table;
mod table_calls;
mod tape;
mod token;
mod tree;
mod vectors;
mod wave;

pub use elementary::{exp, sin_cos};
pub use error::FormulaError;
pub use formula::Formula;
pub use knots::Place;
pub use lanes::{LANES, Lanes};
pub use names::{MOST_DIMENSIONS, variables};
pub use potential::Potential;
pub use table::{Axes, Table};
pub use tape::Scratch;
pub use tree::Parameter;
pub use vectors::Vectors;
