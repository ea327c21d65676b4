//! The three kinds of outcome: a learned potential alone, with a scan, or with a comparison.

use crate::compare_stages::drift;
use crate::summary::summarize;
use crate::{Comparison, Outcome, Scales, ScanPoint};

/// The result of an experiment beyond the learned potential.
pub(super) enum Found {
    Scanned(Vec<ScanPoint>, Scales),
    Compared(Comparison),
}

impl Outcome {
    /// The outcome of a learned potential, completed by that of a scan or a comparison.
    pub(super) fn with(mut self, found: Found) -> Self {
        match found {
            Found::Scanned(points, scales) => {
                self.scan = Some(points);
                self.scales = Some(scales);
            }
            Found::Compared(comparison) => {
                self.warnings.extend(drift(&comparison));
                self.comparison = Some(comparison);
            }
        }
        summarize(&mut self);
        self
    }
}
