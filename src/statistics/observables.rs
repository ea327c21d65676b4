//! The quantities whose averages a run keeps, and where each stands in a flat array.

/// Layout of the averaged quantities in dimension `d`: positions with their squares and
/// fourth powers, the symmetric
/// momentum `p̄` with its second moments, third and fourth powers, and the second moments of the
/// integrator's own momentum `p`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observables {
    dimension: usize,
}

impl Observables {
    /// The layout in dimension `d`.
    pub const fn new(dimension: usize) -> Self {
        Observables { dimension }
    }

    const fn pairs(self) -> usize {
        self.dimension * (self.dimension + 1) / 2
    }

    /// How many quantities there are.
    pub const fn len(self) -> usize {
        6 * self.dimension + 2 * self.pairs()
    }

    /// Never: there is at least one dimension.
    pub const fn is_empty(self) -> bool {
        self.dimension == 0
    }

    /// `q_i`
    pub const fn position(self, i: usize) -> usize {
        i
    }

    /// `q_i²`
    pub const fn position_square(self, i: usize) -> usize {
        self.dimension + i
    }

    /// `p̄_i`
    pub const fn momentum(self, i: usize) -> usize {
        2 * self.dimension + i
    }

    /// `p̄_i³`
    pub const fn cube(self, i: usize) -> usize {
        3 * self.dimension + i
    }

    /// `p̄_i⁴`
    pub const fn fourth(self, i: usize) -> usize {
        4 * self.dimension + i
    }

    /// `q_i⁴`
    pub const fn position_fourth(self, i: usize) -> usize {
        5 * self.dimension + i
    }

    /// `p̄_i p̄_j`
    pub const fn symmetric(self, i: usize, j: usize) -> usize {
        6 * self.dimension + self.pair(i, j)
    }

    /// `p_i p_j`
    pub const fn naive(self, i: usize, j: usize) -> usize {
        6 * self.dimension + self.pairs() + self.pair(i, j)
    }

    /// Place of an unordered pair among all of them, row by row.
    const fn pair(self, i: usize, j: usize) -> usize {
        let (i, j) = if i <= j { (i, j) } else { (j, i) };
        i * self.dimension - i * (i + 1) / 2 + j
    }
}
