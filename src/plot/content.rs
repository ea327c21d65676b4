//! The things that a figure is drawn from.

use crate::scene::{Ground, Scene};
use study::Snapshot;

/// What there is to draw, of one experiment; made by [`crate::Exhibit::content`].
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// What does not depend on any run.
    pub(crate) scene: &'a Scene,
    /// `V` over the grid, where there are several dimensions.
    pub(crate) ground: Option<&'a Ground>,
    /// What a run has found so far.
    pub(crate) snapshot: Option<&'a Snapshot>,
    /// What another run has found that this one is compared with.
    pub(crate) other: Option<&'a Snapshot>,
}

impl Content<'_> {
    /// Number of variables.
    pub fn dimension(&self) -> usize {
        self.scene.line.origin.len()
    }
}
