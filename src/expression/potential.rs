//! A compiled energy with its gradient.

use crate::lanes::{LANES, Lanes};
use crate::tape::{Scratch, Tape};
use crate::vectors::Vectors;

/// An energy `V: R^d → R` and its exact gradient, compiled for blocks of walkers.
///
/// A walker at which the energy is undefined gets NaN or infinity; the other walkers of its block
/// are not affected.
#[derive(Clone, Debug)]
pub struct Potential {
    dimension: usize,
    energy: Tape,
    gradient: Tape,
    supports: Vec<u32>,
}

impl Potential {
    pub(super) fn new(dimension: usize, energy: Tape, gradient: Tape, supports: Vec<u32>) -> Self {
        Potential {
            dimension,
            energy,
            gradient,
            supports,
        }
    }

    /// Number of variables.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// The sets of variables that occur together in a term of the energy, as bits: bit `i` stands for
    /// variable `i`.
    pub fn supports(&self) -> &[u32] {
        &self.supports
    }

    /// Cost of an evaluation far from the wells, in units of a sum or a product.
    pub fn cost_far_out(&self) -> u64 {
        self.energy.cost_far_out().max(self.gradient.cost_far_out())
    }

    /// Registers for [`Potential::energy`] and [`Potential::gradient`].
    pub fn scratch(&self) -> Scratch {
        Scratch::new([&self.energy, &self.gradient].into_iter())
    }

    /// `V(q)` for a block of walkers.
    pub fn energy(&self, q: &[Lanes], out: &mut Lanes, scratch: &mut Scratch) {
        self.energy.run(q, std::slice::from_mut(out), scratch);
    }

    /// `∇V(q)` for a block of walkers.
    #[inline]
    pub fn gradient(&self, q: &[Lanes], out: &mut [Lanes], scratch: &mut Scratch) {
        self.gradient.run(q, out, scratch);
    }

    /// `V` at any number of points.
    pub fn energies(&self, points: &Vectors) -> Vec<f64> {
        let mut energies = Vec::with_capacity(points.len());
        self.at(&self.energy, 1, points, |out, lane| {
            energies.push(out[0][lane]);
        });
        energies
    }

    /// `∇V` at any number of points.
    pub fn gradients(&self, points: &Vectors) -> Vectors {
        let mut gradients = Vectors::new(self.dimension);
        self.at(&self.gradient, self.dimension, points, |out, lane| {
            gradients.push(out.iter().map(|component| component[lane]));
        });
        gradients
    }

    /// Evaluates a tape of `outputs` outputs at any number of points, and hands over each result as
    /// a lane of a block.
    fn at(
        &self,
        tape: &Tape,
        outputs: usize,
        points: &Vectors,
        mut take: impl FnMut(&[Lanes], usize),
    ) {
        let mut scratch = self.scratch();
        let mut out = vec![Lanes::splat(0.0); outputs];
        let mut q = vec![Lanes::splat(0.0); self.dimension];
        for chunk in points.chunks(LANES) {
            let count = chunk.len() / self.dimension;
            for (axis, q) in q.iter_mut().enumerate() {
                for lane in 0..LANES {
                    // The last point fills the rest of the block.
                    q[lane] = chunk[lane.min(count - 1) * self.dimension + axis];
                }
            }
            tape.run(&q, &mut out, &mut scratch);
            (0..count).for_each(|lane| take(&out, lane));
        }
    }

    /// The tapes of the energy and of the gradient.
    #[cfg(test)]
    pub(super) fn tapes(&self) -> [&Tape; 2] {
        [&self.energy, &self.gradient]
    }
}

#[cfg(test)]
mod tests {
    use crate::tape::{Instruction, Operation};
    use crate::{Formula, LANES, Lanes};
    use std::collections::BTreeMap;

    #[test]
    fn the_first_test_compiles_to_two_cosines_and_little_else() {
        let text = "q^2/2 + eps1*sin(q/eps1) + eps2*sin(q/eps2); eps1 = 0.05; eps2 = 0.001";
        let potential = Formula::parse(text).unwrap().compile().unwrap();
        let [_, gradient] = potential.tapes();
        // q + cos(20 q) + cos(1000 q).
        let code = gradient.code();
        let is_wave = |i: &Instruction| matches!(i.operation, Operation::AddWave(..));
        assert!(code.len() == 2 && code.iter().all(is_wave), "{code:?}");
    }

    #[test]
    fn a_wave_that_several_components_share_is_computed_once() {
        let text = "4*(x-1)^2 + sin(100*(x+y))";
        let potential = Formula::parse(text).unwrap().compile().unwrap();
        let [_, gradient] = potential.tapes();
        let is_wave =
            |i: &&Instruction| matches!(i.operation, Operation::Wave(..) | Operation::AddWave(..));
        let waves = gradient.code().iter().filter(is_wave).count();
        assert_eq!(waves, 1, "{:?}", gradient.code());
    }

    #[test]
    fn constants_are_added_to_sums_where_they_are_and_to_nothing_else() {
        let text = "x^2 + x*y + 3*x + cos(2*x + y) + (2*x + y)^2 + (2*x + y + 5)^3";
        let potential = Formula::parse(text).unwrap().compile().unwrap();
        let [_, gradient] = potential.tapes();
        let is_shift = |i: &Instruction| matches!(i.operation, Operation::Shift(..));
        assert!(
            !gradient.code().iter().any(is_shift),
            "{:?}",
            gradient.code()
        );
        let [x, y] = [0.25, -0.5];
        let (sum, sine) = (2.0 * x + y, libm::sin(2.0 * x + y));
        let common = -sine + 2.0 * sum + 3.0 * (sum + 5.0) * (sum + 5.0);
        let slopes = potential.gradients(&[[x, y]].into());
        let [along_x, along_y] = slopes[0] else {
            panic!("two coordinates")
        };
        assert!((along_x - (2.0 * x + y + 3.0 + 2.0 * common)).abs() < 1e-13);
        assert!((along_y - (x + common)).abs() < 1e-13);
    }

    #[test]
    fn sine_and_cosine_of_one_argument_are_computed_together() {
        let potential = Formula::parse("sin(3*q)*cos(3*q)")
            .unwrap()
            .compile()
            .unwrap();
        let [_, gradient] = potential.tapes();
        let both = gradient
            .code()
            .iter()
            .filter(|i| matches!(i.operation, Operation::SinCos(_)))
            .count();
        let lone = gradient
            .code()
            .iter()
            .filter(|i| matches!(i.operation, Operation::Wave(..) | Operation::AddWave(..)))
            .count();
        assert_eq!((both, lone), (1, 0), "{:?}", gradient.code());
    }

    #[test]
    fn wide_registers_change_no_bit() {
        let text =
            "q^2/2 + sin(20*q)/20 + 0.3*cos(300*q) + sin(q)*cos(q)*exp(-q^2) + sqrt(abs(q)) + 1/q";
        let potential = Formula::parse(text).unwrap().compile().unwrap();
        let mut q = Lanes::splat(0.0);
        for lane in 0..LANES {
            q[lane] = 0.137 * lane as f64 - 4.1;
        }
        (q[3], q[60]) = (1e300, f64::NAN);
        let mut scratch = potential.scratch();
        for tape in potential.tapes() {
            let (mut widest, mut plain) = ([Lanes::splat(0.0)], [Lanes::splat(1.0)]);
            tape.run(&[q], &mut widest, &mut scratch);
            tape.run_plain(&[q], &mut plain, &mut scratch);
            for lane in (0..LANES).filter(|&lane| lane != 60) {
                assert_eq!(widest[0][lane].to_bits(), plain[0][lane].to_bits());
            }
        }
    }

    #[test]
    fn outputs_that_are_inputs_or_alike_are_written_too() {
        let flat = Formula::parse_in("x^2/2 + sin(x+y)", &BTreeMap::new(), 3)
            .unwrap()
            .compile()
            .unwrap();
        let [x, y] = [0.4, 0.7];
        let gradient = flat.gradients(&[[x, y, 5.0]].into());
        let wave = gradient[0][1];
        assert!((wave - libm::cos(x + y)).abs() < 1e-15);
        assert_eq!(gradient[0], [x + wave, wave, 0.0]);
        let round = Formula::parse("(x^2+y^2)/2 + x*y").unwrap();
        let gradient = round.compile().unwrap().gradients(&[[x, y]].into());
        assert_eq!(gradient[0], [x + y, x + y]);
    }
}
