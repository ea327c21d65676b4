//! The terms of a learned sum, as results.

use crate::term_fit::TermFit;
use additive::{BINS, Basis, Mesh};
use serde::{Deserialize, Serialize};

/// Points along each axis at which the function of a pair is told.
const PAIR_POINTS: usize = 12;
/// Smallest density of a point, as a share of the largest, at which two estimates are compared.
const VISITED: f64 = 0.02;

/// A function of one or two variables that is part of a learned sum. Functions of one variable have mean
/// zero over the positions, those of two have mean zero over each variable, whatever the other is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Term {
    /// Numbers of its variables, from 1.
    pub variables: Vec<u32>,
    /// Knots of its cubic B-splines along each variable, and their coefficients, row-major.
    pub knots: Vec<Vec<f64>>,
    pub coefficients: Vec<f64>,
    /// Points along each variable.
    pub axes: Vec<Vec<f64>>,
    /// The function at the points, row-major, with its standard error; and that from the positions.
    pub energy: Vec<f64>,
    pub standard_error: Vec<f64>,
    pub from_density: Vec<f64>,
    pub from_density_error: Vec<f64>,
    /// Density of the positions at the points; of a pair, the product of both densities.
    pub density: Vec<f64>,
    /// Root mean square of the function over that density.
    pub size: f64,
}

/// The mean of the mixed second derivative of a pair's function over the positions: the strength of the
/// interaction, whatever the basis is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Coupling {
    /// Numbers of the variables, from 1.
    pub variables: [u32; 2],
    /// From the forces, with its standard error.
    pub value: f64,
    pub standard_error: f64,
    /// From the density of the positions.
    pub from_density: f64,
    pub from_density_error: f64,
    /// That of the reference, if there is one.
    pub reference: Option<f64>,
}

/// The values of the splines of a term at a point, as factors of its coefficients.
struct Row {
    start: usize,
    factors: Vec<f64>,
}

impl TermFit {
    /// Every term of the sum.
    pub fn terms(&self) -> Vec<Term> {
        let basis = &self.basis;
        let singles =
            (0..basis.dimension()).map(|axis| self.term(&[axis], basis.single(axis).start));
        let pairs = basis.pairs().iter().enumerate();
        let pairs = pairs.map(|(number, pair)| self.term(pair, basis.pair(number).start));
        singles.chain(pairs).collect()
    }

    /// Every coupling, without a reference.
    pub fn couplings(&self) -> Vec<Coupling> {
        let pairs = self.basis.pairs().iter().enumerate();
        let coupling = |(number, [i, j]): (usize, &[usize; 2])| {
            let factors = self.tally.mixed(&self.basis, number);
            let start = self.basis.pair(number).start;
            let [value, standard_error] = self.forces.value(start, &factors);
            let [from_density, from_density_error] = self.density.value(start, &factors);
            Coupling {
                variables: [i, j].map(|i| *i as u32 + 1),
                value,
                standard_error,
                from_density,
                from_density_error,
                reference: None,
            }
        };
        pairs.map(coupling).collect()
    }

    /// The difference of both estimates, with its standard error, at every point of every term that
    /// walkers visit.
    pub fn differences(&self, terms: &[Term]) -> Vec<[f64; 2]> {
        let mut differences = Vec::new();
        let apart = self.forces.minus(&self.density);
        for term in terms {
            let fullest = term.density.iter().copied().fold(0.0, f64::max);
            let (variables, start) = self.place(term);
            let rows = rows(&self.basis, &variables, start)
                .into_iter()
                .zip(&term.density);
            for (row, _) in rows.filter(|(_, density)| **density >= VISITED * fullest) {
                differences.push(apart.value(row.start, &row.factors));
            }
        }
        differences
    }

    /// The variables of a term and its first coefficient.
    fn place(&self, term: &Term) -> (Vec<usize>, usize) {
        let variables: Vec<usize> = term.variables.iter().map(|v| *v as usize - 1).collect();
        let number = self
            .basis
            .pairs()
            .iter()
            .position(|pair| pair[..] == variables);
        let start = match number {
            Some(number) => self.basis.pair(number).start,
            None => self.basis.single(variables[0]).start,
        };
        (variables, start)
    }

    fn term(&self, variables: &[usize], start: usize) -> Term {
        let basis = &self.basis;
        let meshes: Vec<Mesh> = variables
            .iter()
            .map(|axis| mesh(basis, variables, *axis))
            .collect();
        let rows = rows(basis, variables, start);
        let both = |of: &crate::TermEstimate| -> (Vec<f64>, Vec<f64>) {
            let each = rows.iter().map(|row| of.value(row.start, &row.factors));
            each.map(|[value, error]| (value, error)).unzip()
        };
        let (energy, standard_error) = both(&self.forces);
        let (from_density, from_density_error) = both(&self.density);
        let densities: Vec<Vec<f64>> = variables
            .iter()
            .map(|axis| self.densities(*axis, variables.len()))
            .collect();
        let density = match densities.as_slice() {
            [one] => one.clone(),
            [first, second] => first
                .iter()
                .flat_map(|a| second.iter().map(move |b| a * b))
                .collect(),
            _ => Vec::new(),
        };
        let weight: f64 = density.iter().sum();
        let squares: f64 = energy.iter().zip(&density).map(|(u, w)| w * u * u).sum();
        let len: usize = meshes.iter().map(Mesh::len).product();
        let knots = |mesh: &Mesh| {
            let knot = |k: usize| mesh.lower + k as f64 / mesh.scale();
            (0..=mesh.intervals).map(knot).collect()
        };
        Term {
            variables: variables.iter().map(|i| *i as u32 + 1).collect(),
            knots: meshes.iter().map(knots).collect(),
            coefficients: self.forces.coefficients[start..start + len].to_vec(),
            axes: meshes
                .iter()
                .map(|mesh| mesh.points(points(variables)).collect())
                .collect(),
            energy,
            standard_error,
            from_density,
            from_density_error,
            density,
            size: (squares / weight).sqrt(),
        }
    }

    /// The density of the positions along an axis at the points of a term of `variables` variables.
    fn densities(&self, axis: usize, variables: usize) -> Vec<f64> {
        let (counts, outside) = self.tally.positions(axis);
        let mesh = self.basis.fine(axis);
        let total = (counts.iter().sum::<u64>() + outside) as f64;
        let points = if variables == 1 { BINS } else { PAIR_POINTS };
        let width = (mesh.upper - mesh.lower) / points as f64;
        let bins = counts.chunks(BINS / points);
        bins.map(|bins| bins.iter().sum::<u64>() as f64 / (total * width))
            .collect()
    }
}

/// Points of a term along each of its variables.
fn points(variables: &[usize]) -> usize {
    if variables.len() == 1 {
        BINS
    } else {
        PAIR_POINTS
    }
}

fn mesh(basis: &Basis, variables: &[usize], axis: usize) -> Mesh {
    match variables.len() {
        1 => basis.fine(axis),
        _ => basis.coarse(axis),
    }
}

/// The splines of a term at each of its points.
fn rows(basis: &Basis, variables: &[usize], start: usize) -> Vec<Row> {
    let along = |axis: usize| -> Vec<Vec<f64>> {
        let mesh = mesh(basis, variables, axis);
        let row = |x: f64| {
            let place = mesh.place(x);
            let mut row = vec![0.0; mesh.len()];
            row[place.first..place.first + 4].copy_from_slice(&place.value);
            row
        };
        mesh.points(points(variables)).map(row).collect()
    };
    let rows: Vec<Vec<f64>> = match variables {
        [i, j] => {
            let (first, second) = (along(*i), along(*j));
            let product = |a: &[f64], b: &[f64]| {
                a.iter()
                    .flat_map(|a| b.iter().map(move |b| a * b))
                    .collect()
            };
            first
                .iter()
                .flat_map(|a| second.iter().map(move |b| product(a, b)))
                .collect()
        }
        _ => along(variables[0]),
    };
    let row = |factors| Row { start, factors };
    rows.into_iter().map(row).collect()
}
