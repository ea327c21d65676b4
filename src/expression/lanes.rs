//! The block of numbers, one for each walker.

use std::ops::{Deref, DerefMut};

/// Walkers in a block: enough to amortise the interpreter, few enough for the first-level cache.
pub const LANES: usize = 64;

/// Evaluates an expression that depends on a dimension. It is compiled once more for each of one
/// and two, where the compiler unrolls the loops over coordinates.
#[macro_export]
macro_rules! unrolled {
    ($d:ident = $dimension:expr, $body:expr) => {
        match $dimension {
            1 => {
                let $d = 1_usize;
                $body
            }
            2 => {
                let $d = 2_usize;
                $body
            }
            $d => $body,
        }
    };
}

/// One number for each walker of a block, aligned to let loops over it vectorise.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(64))]
pub struct Lanes(pub [f64; LANES]);

impl Lanes {
    /// The same number for every walker.
    pub const fn splat(x: f64) -> Self {
        Lanes([x; LANES])
    }
}

impl Deref for Lanes {
    type Target = [f64; LANES];

    fn deref(&self) -> &[f64; LANES] {
        &self.0
    }
}

impl DerefMut for Lanes {
    fn deref_mut(&mut self) -> &mut [f64; LANES] {
        &mut self.0
    }
}
