//! The terms of a sum, and the numbers of their coefficients.

use crate::mesh::{Mesh, REFINEMENT};
use serde::{Deserialize, Serialize};

/// Most coefficients of a sum: the normal equations of more would take too long and too much memory.
pub const MOST_COEFFICIENTS: usize = 1500;

/// Most intervals of the meshes of pairs: smooth interactions need no more.
const FINEST: usize = 4;

/// Functions of one variable each, on fine meshes, and of pairs of variables, on coarse ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Terms", into = "Terms")]
pub struct Basis {
    /// The mesh of pairs along each axis; functions of one variable have the refined one.
    coarse: Vec<Mesh>,
    pairs: Vec<[usize; 2]>,
    /// The first coefficient of each term, and their number.
    starts: Vec<usize>,
    locals: Vec<Local>,
}

/// The parts of a basis from which all others follow.
#[derive(Serialize, Deserialize)]
struct Terms {
    coarse: Vec<Mesh>,
    pairs: Vec<[usize; 2]>,
}

impl From<Terms> for Basis {
    fn from(Terms { coarse, pairs }: Terms) -> Self {
        Basis::new(coarse, pairs)
    }
}

impl From<Basis> for Terms {
    fn from(Basis { coarse, pairs, .. }: Basis) -> Self {
        Terms { coarse, pairs }
    }
}

/// The coefficients whose terms depend on one variable: those of the force along it.
#[derive(Clone, Debug, PartialEq)]
pub struct Local {
    /// The function of this variable alone, then its pairs.
    pub parts: Vec<Part>,
    /// Number of coefficients.
    pub len: usize,
    /// Where its sums are in a tally.
    pub start: usize,
}

/// One term of a local set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The other variable of a pair, and true if it is the first of both.
    pub other: Option<(usize, bool)>,
    /// First coefficient in the sum, and in the local set.
    pub global: usize,
    pub local: usize,
    pub len: usize,
}

impl Basis {
    /// The sum of a function of each variable and one of each pair, over these axes.
    pub fn new(coarse: Vec<Mesh>, pairs: Vec<[usize; 2]>) -> Self {
        let mut starts = vec![0];
        let mut last = 0;
        let lengths = coarse.iter().map(|mesh| mesh.refined().len());
        let of_pair = |[i, j]: &[usize; 2]| coarse[*i].len() * coarse[*j].len();
        for len in lengths.chain(pairs.iter().map(of_pair)) {
            last += len;
            starts.push(last);
        }
        let mut locals: Vec<Local> = Vec::new();
        let mut start = 0;
        for k in 0..coarse.len() {
            let mut parts = Vec::new();
            let mut len = 0;
            let mut add = |term: usize, other| {
                let part = Part {
                    other,
                    global: starts[term],
                    local: len,
                    len: starts[term + 1] - starts[term],
                };
                len += part.len;
                parts.push(part);
            };
            add(k, None);
            for (number, [i, j]) in pairs.iter().enumerate() {
                let term = coarse.len() + number;
                if *i == k {
                    add(term, Some((*j, false)));
                } else if *j == k {
                    add(term, Some((*i, true)));
                }
            }
            locals.push(Local { parts, len, start });
            start += Local::sums(len);
        }
        Basis {
            coarse,
            pairs,
            starts,
            locals,
        }
    }

    /// The sum over these axes on the finest meshes that leave it at most [`MOST_COEFFICIENTS`]; `None`
    /// if it has too many pairs.
    pub fn over(axes: &[[f64; 2]], pairs: Vec<[usize; 2]>) -> Option<Self> {
        let intervals = (1..=FINEST).rev();
        let mut fitting =
            intervals.filter(|n| Self::size(axes.len(), pairs.len(), *n) <= MOST_COEFFICIENTS);
        let intervals = fitting.next()?;
        let along = |[lower, upper]: &[f64; 2]| Mesh {
            lower: *lower,
            upper: *upper,
            intervals,
        };
        Some(Basis::new(axes.iter().map(along).collect(), pairs))
    }

    /// True if a sum over this number of variables and pairs is not too large.
    pub fn is_possible(dimension: usize, pairs: usize) -> bool {
        Self::size(dimension, pairs, 1) <= MOST_COEFFICIENTS
    }

    /// Number of coefficients for a number of intervals on the meshes of pairs.
    fn size(dimension: usize, pairs: usize, intervals: usize) -> usize {
        dimension * (REFINEMENT * intervals + 3) + pairs * (intervals + 3) * (intervals + 3)
    }

    /// Number of variables.
    pub fn dimension(&self) -> usize {
        self.coarse.len()
    }

    /// The pairs of variables with a function of both.
    pub fn pairs(&self) -> &[[usize; 2]] {
        &self.pairs
    }

    /// The mesh of pairs along an axis, and that of one variable.
    pub fn coarse(&self, axis: usize) -> Mesh {
        self.coarse[axis]
    }

    pub fn fine(&self, axis: usize) -> Mesh {
        self.coarse[axis].refined()
    }

    /// Number of coefficients; there always are some.
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.starts[self.starts.len() - 1]
    }

    /// The coefficients of the function of one variable.
    pub fn single(&self, axis: usize) -> std::ops::Range<usize> {
        self.starts[axis]..self.starts[axis + 1]
    }

    /// The coefficients of a pair's function, row-major with its first variable outside.
    pub fn pair(&self, number: usize) -> std::ops::Range<usize> {
        let term = self.dimension() + number;
        self.starts[term]..self.starts[term + 1]
    }

    /// The sets of coefficients by the variable that they depend on.
    pub(crate) fn locals(&self) -> &[Local] {
        &self.locals
    }

    /// Numbers in the sums of all local sets.
    pub(crate) fn sums(&self) -> usize {
        let last = &self.locals[self.locals.len() - 1];
        last.start + Local::sums(last.len)
    }

    /// True if a point is on every axis.
    pub fn contains(&self, x: &[f64]) -> bool {
        let mut axes = x.iter().zip(&self.coarse);
        axes.all(|(x, mesh)| mesh.contains(*x))
    }
}

impl Local {
    /// Numbers in the sums of a set of `len` coefficients: the Gram matrix, both right-hand sides,
    /// and [`Local::SCALARS`].
    pub fn sums(len: usize) -> usize {
        Self::gram(len) + 2 * len + Self::SCALARS
    }

    /// Sum of the weights, and of the weighted square of the force.
    pub const SCALARS: usize = 2;

    /// Numbers of the Gram matrix of `len` coefficients: its lower half, row by row, each row with
    /// room for three further numbers of no meaning.
    pub fn gram(len: usize) -> usize {
        len * (len + 7) / 2
    }
}
