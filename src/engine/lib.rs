//! What moves walkers, from an experiment to what its jobs leave behind.
//!
//! These rooms of stepsieve are a crate of their own for one reason: a crate is the smallest thing
//! that can be compiled for speed while the rest of the same wasm is compiled for size. What a
//! [`crew::Crew`] calls must be compiled here, with it; a generic function that another crate calls
//! is compiled there.

#[path = "../estimate/banded.rs"]
pub mod banded;
#[path = "../crew/mod.rs"]
pub mod crew;
#[path = "../dynamics/mod.rs"]
pub mod dynamics;
#[path = "../ensemble/mod.rs"]
pub mod ensemble;
#[path = "../experiment/mod.rs"]
pub mod experiment;
#[path = "../expression/mod.rs"]
pub mod expression;
#[path = "../statistics/mod.rs"]
pub mod statistics;
#[path = "../takeaway/mod.rs"]
pub mod takeaway;
