//! A block of walkers in structure-of-arrays form.

use expression::Lanes;

/// Positions and momenta of a block of [`LANES`](expression::LANES) walkers, coordinate first and
/// walker second, which lets loops over walkers vectorise.
#[derive(Clone, Debug)]
pub struct Walkers {
    /// Positions `q`, in units of length.
    pub q: Vec<Lanes>,
    /// Momenta `p`.
    pub p: Vec<Lanes>,
}

impl Walkers {
    /// A block of walkers at rest at the origin of `dimension` coordinates.
    pub fn at_rest(dimension: usize) -> Self {
        let zero = vec![Lanes::splat(0.0); dimension];
        Walkers {
            q: zero.clone(),
            p: zero,
        }
    }

    /// Number of coordinates.
    pub fn dimension(&self) -> usize {
        self.q.len()
    }

    /// Moves a walker to a position, with a momentum.
    pub fn place(&mut self, lane: usize, [q, p]: &[Vec<f64>; 2]) {
        for i in 0..self.dimension() {
            (self.q[i][lane], self.p[i][lane]) = (q[i], p[i]);
        }
    }

    /// Copies the state of one walker to another.
    pub fn copy(&mut self, from: usize, to: usize) {
        for x in self.q.iter_mut().chain(&mut self.p) {
            x[to] = x[from];
        }
    }
}
