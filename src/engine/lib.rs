//! What moves walkers, from an experiment to what its jobs leave behind.
//!
//! Three crates hold rooms of stepsieve for one reason: a crate is the smallest thing that can be
//! compiled for speed while the rest of the same wasm is compiled for size. The kernel and this one
//! are compiled for speed; between them the plans, which this one carries out, are not. What a
//! [`crew::Crew`] calls must be compiled here or in the kernel; a generic function that another
//! crate calls is compiled there.

#[path = "../estimate/banded.rs"]
pub mod banded;
#[path = "../crew/mod.rs"]
pub mod crew;
#[path = "../ensemble/mod.rs"]
pub mod ensemble;

pub use stepsieve_plans::{dynamics, experiment, expression, statistics, takeaway};
