//! Stepsieve: effective potentials from a time step that is deliberately too large.

pub mod dynamics;
pub mod ensemble;
pub mod estimate;
pub mod experiment;
pub mod expression;
pub mod plot;
pub mod statistics;
pub mod study;
