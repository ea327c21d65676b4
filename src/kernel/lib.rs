//! What is computed at every step, and what that is made of.

#[path = "../dynamics/mod.rs"]
pub mod dynamics;
#[path = "../expression/mod.rs"]
pub mod expression;
#[path = "../statistics/mod.rs"]
pub mod statistics;
