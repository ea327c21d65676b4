//! A learned potential, whatever its form.

use crate::Surface;
use additive::TermSum;
use serde::{Deserialize, Serialize};

/// A learned potential as a function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Learned {
    /// Of up to three variables.
    Surface(Surface),
    /// Of more.
    Sum(TermSum),
}

impl Learned {
    /// Number of variables.
    pub fn dimension(&self) -> usize {
        match self {
            Learned::Surface(surface) => surface.dimension(),
            Learned::Sum(sum) => sum.basis().dimension(),
        }
    }
}
