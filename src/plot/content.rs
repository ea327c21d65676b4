//! The content of a figure.

use crate::scene::{Ground, Scene};
use study::Snapshot;

/// The data of a figure of one experiment; made by [`crate::Exhibit::content`].
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// The part that depends on no run.
    pub(crate) scene: &'a Scene,
    /// `V` over the grid, in several dimensions.
    pub(crate) ground: Option<&'a Ground>,
    /// The outcome of a run so far.
    pub(crate) snapshot: Option<&'a Snapshot>,
    /// The outcome of another run, for comparison.
    pub(crate) other: Option<&'a Snapshot>,
}

impl Content<'_> {
    /// The number of variables.
    pub fn dimension(&self) -> usize {
        self.scene.line.origin.len()
    }
}
