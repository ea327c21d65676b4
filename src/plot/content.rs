//! The content of a figure.

use crate::scene::{Ground, Scene};
use experiment::Region;
use study::{Replay, Snapshot};

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
    pub(crate) region: &'a Region,
    /// Walkers of the experiment, if they walk.
    pub(crate) replay: Option<&'a Replay>,
}

impl Content<'_> {
    /// The number of variables.
    pub fn dimension(&self) -> usize {
        self.scene.line.origin.len()
    }
}
