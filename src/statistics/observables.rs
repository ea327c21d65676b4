//! The averaged quantities of a run, and their indices in a flat array.

/// Layout of the averaged quantities in dimension `d`: positions with their squares and fourth
/// powers; the moments of the symmetric momentum `p̄` up to the fourth order, mixed ones included;
/// and the second moments of the integrator's own momentum `p`. In more than three dimensions, those of
/// third and fourth order are along [`Observables::directions`] only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observables {
    dimension: usize,
}

impl Observables {
    /// The layout in dimension `d`.
    pub const fn new(dimension: usize) -> Self {
        Observables { dimension }
    }

    /// True if the moments of third and fourth order are those along [`Observables::directions`].
    pub const fn is_directional(self) -> bool {
        self.dimension > 3
    }

    /// Number of directions along which momenta have moments of third and fourth order, in more than
    /// three dimensions: every coordinate, and as many oblique ones.
    pub const fn directions(self) -> usize {
        2 * self.dimension
    }

    /// Coordinate `i` of a direction, a unit vector. The oblique ones have all coordinates of equal size,
    /// with the signs of a Walsh function: the first is that of the sum.
    pub fn direction(self, number: usize, i: usize) -> f64 {
        let d = self.dimension;
        match number.checked_sub(d) {
            None => f64::from(u8::from(number == i)),
            Some(signs) if (signs & i).count_ones().is_multiple_of(2) => 1.0 / (d as f64).sqrt(),
            Some(_) => -1.0 / (d as f64).sqrt(),
        }
    }

    /// The moment of third or fourth order along a direction.
    pub const fn along(self, order: usize, direction: usize) -> usize {
        self.moment_start(order) + direction
    }

    /// Number of moments of an order: multisets of that many coordinates, or directions.
    const fn moments(self, order: usize) -> usize {
        if self.is_directional() && order > 2 {
            return self.directions();
        }
        let (mut count, mut k) = (1, 0);
        while k < order {
            count = count * (self.dimension + k) / (k + 1);
            k += 1;
        }
        count
    }

    /// Number of quantities.
    pub const fn len(self) -> usize {
        self.naive_start() + self.moments(2)
    }

    /// Never true: there is at least one dimension.
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

    /// `q_i⁴`
    pub const fn position_fourth(self, i: usize) -> usize {
        2 * self.dimension + i
    }

    /// `p̄_i`
    pub const fn momentum(self, i: usize) -> usize {
        3 * self.dimension + i
    }

    /// `p̄_i p̄_j`
    pub fn symmetric(self, i: usize, j: usize) -> usize {
        let (i, j) = if i < j { (i, j) } else { (j, i) };
        self.moment_start(2) + i * (2 * self.dimension - i + 1) / 2 + j - i
    }

    /// `p̄_i p̄_j p̄_k …`, for orders two to four; in more than three dimensions, of one coordinate only.
    pub fn moment<const N: usize>(self, mut indices: [usize; N]) -> usize {
        if self.is_directional() && N > 2 {
            return self.along(N, indices[0]);
        }
        indices.sort_unstable();
        let place = multisets(self.dimension).position(|m| m == indices);
        self.moment_start(N) + place.unwrap_or_default()
    }

    /// Index of the first moment of an order; the others follow in the order of [`multisets`].
    pub const fn moment_start(self, order: usize) -> usize {
        let (mut start, mut k) = (4 * self.dimension, 2);
        while k < order {
            start += self.moments(k);
            k += 1;
        }
        start
    }

    /// `p_i p_j`
    pub fn naive(self, i: usize, j: usize) -> usize {
        self.naive_start() + self.symmetric(i, j) - self.moment_start(2)
    }

    /// Index of the first second moment of the integrator's own momentum.
    pub const fn naive_start(self) -> usize {
        self.moment_start(5)
    }
}

/// Every multiset of `N` coordinates out of `d`, each sorted, in lexicographic order.
pub fn multisets<const N: usize>(d: usize) -> impl Iterator<Item = [usize; N]> {
    let tuple = move |mut number: usize| {
        let mut tuple = [0; N];
        for place in tuple.iter_mut().rev() {
            *place = number % d;
            number /= d;
        }
        tuple
    };
    (0..d.pow(N as u32)).map(tuple).filter(|t| t.is_sorted())
}

#[cfg(test)]
mod tests {
    use super::{Observables, multisets};

    #[test]
    fn every_quantity_has_a_place_of_its_own() {
        for d in 1..=3 {
            let o = Observables::new(d);
            let mut places = Vec::new();
            for i in 0..d {
                places.extend([o.position(i), o.position_square(i), o.position_fourth(i)]);
                places.push(o.momentum(i));
            }
            places.extend(multisets(d).map(|[i, j]| o.symmetric(j, i)));
            places.extend(multisets(d).map(|[i, j, k]| o.moment([k, i, j])));
            places.extend(multisets(d).map(|[i, j, k, l]| o.moment([l, i, k, j])));
            places.extend(multisets(d).map(|[i, j]| o.naive(i, j)));
            places.sort_unstable();
            assert_eq!(places, (0..o.len()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn in_many_dimensions_every_quantity_has_a_place_of_its_own() {
        for d in [4, 8, 32] {
            let o = Observables::new(d);
            let mut places = Vec::new();
            for i in 0..d {
                places.extend([o.position(i), o.position_square(i), o.position_fourth(i)]);
                places.push(o.momentum(i));
                assert_eq!(o.moment([i; 4]), o.along(4, i));
            }
            places.extend(multisets(d).map(|[i, j]| o.symmetric(j, i)));
            places.extend((0..o.directions()).flat_map(|k| [o.along(3, k), o.along(4, k)]));
            places.extend(multisets(d).map(|[i, j]| o.naive(i, j)));
            places.sort_unstable();
            assert_eq!(places, (0..o.len()).collect::<Vec<_>>());
            for k in 0..o.directions() {
                let square: f64 = (0..d).map(|i| o.direction(k, i) * o.direction(k, i)).sum();
                assert!((square - 1.0).abs() < 1e-14);
            }
        }
    }
}
