//! What is to be done, as people and links write it, and what they take away.

#[path = "../experiment/mod.rs"]
pub mod experiment;
#[path = "../takeaway/mod.rs"]
pub mod takeaway;

pub use stepsieve_kernel::{dynamics, expression, statistics};
