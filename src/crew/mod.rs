//! Crews: the jobs of a study that one worker or thread looks after.

mod gang;
mod jobs;
mod memory;
mod players;
mod settle;

pub use gang::Crew;
pub use jobs::{Job, Left, Portrait, Report};
pub use memory::memory;
pub use players::{HAMILTON, LANGEVIN, grid};
pub use settle::settled;
