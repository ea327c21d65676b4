//! A learned potential as a sum of splines: what every form of it holds.

use additive::TermSum;
use dynamics::Surface;
use serde::Serialize;

/// `U(q) = Σ_t U_t(c) + ½ Σ κ_i (q_i − c_i)² + Σ s_i q_i` with tensor products `U_t` of cubic B-splines
/// in some of the coordinates, on equal knot intervals over a box, and `c` the point of the box
/// nearest to `q`; see [`Surface`], which is one such term of all coordinates.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Splines {
    /// The box.
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    /// `κ`, in units of energy per squared length.
    pub stiffness: Vec<f64>,
    /// True for each axis of which the box is one period.
    pub periodic: Vec<bool>,
    /// `s`.
    pub tilt: Vec<f64>,
    pub terms: Vec<Term>,
}

/// One tensor product.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Term {
    /// Its coordinates, counted from zero.
    pub axes: Vec<usize>,
    /// Knot intervals along each of them; the number of coefficients is three more.
    pub intervals: Vec<usize>,
    /// Row-major.
    pub coefficients: Vec<f64>,
}

impl Splines {
    /// Number of variables.
    pub fn dimension(&self) -> usize {
        self.lower.len()
    }

    /// True if it can be evaluated.
    pub fn is_finite(&self) -> bool {
        let terms = self.terms.iter().flat_map(|term| &term.coefficients);
        terms.chain(&self.stiffness).all(|x| x.is_finite())
    }
}

impl From<&Surface> for Splines {
    fn from(surface: &Surface) -> Self {
        let axes: Vec<usize> = (0..surface.dimension()).collect();
        let tilt = |axis: &usize| surface.tilt.get(*axis).copied().unwrap_or(0.0);
        Splines {
            lower: surface.lower.clone(),
            upper: surface.upper.clone(),
            stiffness: surface.stiffness.clone(),
            periodic: axes.iter().map(|i| surface.is_periodic(*i)).collect(),
            tilt: axes.iter().map(tilt).collect(),
            terms: vec![Term {
                intervals: surface.intervals.clone(),
                coefficients: surface.coefficients.clone(),
                axes,
            }],
        }
    }
}

/// Beyond the box, along every axis a spring continues the parabola as wide and as high as the
/// function of that variable.
impl From<&TermSum> for Splines {
    fn from(sum: &TermSum) -> Self {
        let (basis, d) = (sum.basis(), sum.basis().dimension());
        let single = |axis: usize| Term {
            axes: vec![axis],
            intervals: vec![basis.fine(axis).intervals],
            coefficients: sum.coefficients()[basis.single(axis)].to_vec(),
        };
        let pair = |(number, axes): (usize, &[usize; 2])| Term {
            axes: axes.to_vec(),
            intervals: axes.map(|axis| basis.coarse(axis).intervals).to_vec(),
            coefficients: sum.coefficients()[basis.pair(number)].to_vec(),
        };
        let pairs = basis.pairs().iter().enumerate().map(pair);
        Splines {
            lower: (0..d).map(|axis| basis.fine(axis).lower).collect(),
            upper: (0..d).map(|axis| basis.fine(axis).upper).collect(),
            stiffness: (0..d).map(|axis| sum.stiffness(axis)).collect(),
            periodic: vec![false; d],
            tilt: vec![0.0; d],
            terms: (0..d).map(single).chain(pairs).collect(),
        }
    }
}
