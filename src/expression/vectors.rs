//! Many vectors of one dimension, such as points or gradients, in one array.

use std::ops::Index;

/// Vectors of `d` numbers each, stored one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Vectors {
    dimension: usize,
    numbers: Vec<f64>,
}

impl Vectors {
    /// No vector yet, each to have `dimension` numbers.
    pub const fn new(dimension: usize) -> Self {
        Vectors {
            dimension,
            numbers: Vec::new(),
        }
    }

    /// The vectors whose numbers follow one another; the length must be a multiple of `dimension`.
    pub fn of(dimension: usize, numbers: Vec<f64>) -> Self {
        debug_assert!(numbers.len().is_multiple_of(dimension));
        Vectors { dimension, numbers }
    }

    /// Numbers in a vector.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// Number of vectors.
    pub fn len(&self) -> usize {
        self.numbers.len() / self.dimension
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Adds a vector.
    pub fn push(&mut self, vector: impl IntoIterator<Item = f64>) {
        self.numbers.extend(vector);
        debug_assert!(self.numbers.len().is_multiple_of(self.dimension));
    }

    /// The vectors in order.
    pub fn iter(&self) -> std::slice::ChunksExact<'_, f64> {
        self.numbers.chunks_exact(self.dimension)
    }

    /// The vectors in order, up to `length` at a time.
    pub fn chunks(&self, length: usize) -> impl Iterator<Item = &[f64]> {
        self.numbers.chunks(length * self.dimension)
    }

    /// The same coordinate of every vector.
    pub fn along(&self, axis: usize) -> impl Iterator<Item = f64> {
        self.iter().map(move |vector| vector[axis])
    }
}

impl Index<usize> for Vectors {
    type Output = [f64];

    fn index(&self, index: usize) -> &[f64] {
        &self.numbers[index * self.dimension..(index + 1) * self.dimension]
    }
}

impl<const D: usize> From<&[[f64; D]]> for Vectors {
    fn from(vectors: &[[f64; D]]) -> Self {
        Vectors::of(D, vectors.as_flattened().to_vec())
    }
}

impl<const D: usize, const N: usize> From<[[f64; D]; N]> for Vectors {
    fn from(vectors: [[f64; D]; N]) -> Self {
        Vectors::from(vectors.as_slice())
    }
}
