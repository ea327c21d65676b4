//! A block of walkers in structure-of-arrays form.

use expression::Lanes;

/// Positions and momenta of a block of [`LANES`](expression::LANES) walkers, coordinate first and
/// walker second, which lets loops over walkers vectorise.
#[derive(Clone, Debug)]
pub struct Walkers<const D: usize> {
    /// Positions `q`, in units of length.
    pub q: [Lanes; D],
    /// Momenta `p`.
    pub p: [Lanes; D],
}

impl<const D: usize> Walkers<D> {
    /// A block of walkers at rest at the origin.
    pub fn at_rest() -> Self {
        Walkers {
            q: [Lanes::splat(0.0); D],
            p: [Lanes::splat(0.0); D],
        }
    }

    /// Copies the state of one walker to another.
    pub fn copy(&mut self, from: usize, to: usize) {
        for x in self.q.iter_mut().chain(&mut self.p) {
            x[to] = x[from];
        }
    }
}
