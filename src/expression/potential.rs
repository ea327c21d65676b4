//! A compiled energy with its gradient.

use crate::lanes::{LANES, Lanes};
use crate::tape::{Scratch, Tape};

/// An energy `V: R^D → R` and its exact gradient, compiled for blocks of walkers.
///
/// A walker at which the energy is undefined gets NaN or infinity; the other walkers of its block
/// are not affected.
#[derive(Clone, Debug)]
pub struct Potential<const D: usize> {
    energy: Tape,
    gradient: Tape,
}

impl<const D: usize> Potential<D> {
    pub(super) fn new(energy: Tape, gradient: Tape) -> Self {
        Potential { energy, gradient }
    }

    /// Registers for [`Potential::energy`] and [`Potential::gradient`].
    pub fn scratch(&self) -> Scratch {
        Scratch::new([&self.energy, &self.gradient].into_iter())
    }

    /// `V(q)` for a block of walkers.
    pub fn energy(&self, q: &[Lanes; D], out: &mut Lanes, scratch: &mut Scratch) {
        self.energy.run(q, std::slice::from_mut(out), scratch);
    }

    /// `∇V(q)` for a block of walkers.
    #[inline]
    pub fn gradient(&self, q: &[Lanes; D], out: &mut [Lanes; D], scratch: &mut Scratch) {
        self.gradient.run(q, out, scratch);
    }

    /// `V` at any number of points.
    pub fn energies(&self, points: &[[f64; D]]) -> Vec<f64> {
        let mut scratch = self.scratch();
        let mut out = Lanes::splat(0.0);
        let mut energies = Vec::with_capacity(points.len());
        for chunk in points.chunks(LANES) {
            self.energy(&gathered(chunk), &mut out, &mut scratch);
            energies.extend_from_slice(&out[..chunk.len()]);
        }
        energies
    }

    /// `∇V` at any number of points.
    pub fn gradients(&self, points: &[[f64; D]]) -> Vec<[f64; D]> {
        let mut scratch = self.scratch();
        let mut out = [Lanes::splat(0.0); D];
        let mut gradients = Vec::with_capacity(points.len());
        for chunk in points.chunks(LANES) {
            self.gradient(&gathered(chunk), &mut out, &mut scratch);
            gradients.extend((0..chunk.len()).map(|lane| std::array::from_fn(|i| out[i][lane])));
        }
        gradients
    }

    /// The tapes of the energy and of the gradient.
    #[cfg(test)]
    pub(super) fn tapes(&self) -> [&Tape; 2] {
        [&self.energy, &self.gradient]
    }
}

/// A block of up to `LANES` points, coordinate first; the last point fills the rest of the block.
fn gathered<const D: usize>(points: &[[f64; D]]) -> [Lanes; D] {
    std::array::from_fn(|i| {
        let mut lanes = Lanes::splat(0.0);
        for lane in 0..LANES {
            lanes[lane] = points[lane.min(points.len() - 1)][i];
        }
        lanes
    })
}

#[cfg(test)]
mod tests {
    use crate::tape::{Instruction, Operation};
    use crate::{Formula, LANES, Lanes};
    use std::collections::BTreeMap;

    #[test]
    fn the_first_test_compiles_to_two_cosines_and_little_else() {
        let text = "q^2/2 + eps1*sin(q/eps1) + eps2*sin(q/eps2); eps1 = 0.05; eps2 = 0.001";
        let potential = Formula::parse(text).unwrap().compile::<1>().unwrap();
        let [_, gradient] = potential.tapes();
        // q + cos(20 q) + cos(1000 q).
        let code = gradient.code();
        let is_wave = |i: &Instruction| matches!(i.operation, Operation::AddWave(..));
        assert!(code.len() == 2 && code.iter().all(is_wave), "{code:?}");
    }

    #[test]
    fn a_wave_that_several_components_share_is_computed_once() {
        let text = "4*(x-1)^2 + sin(100*(x+y))";
        let potential = Formula::parse(text).unwrap().compile::<2>().unwrap();
        let [_, gradient] = potential.tapes();
        let is_wave =
            |i: &&Instruction| matches!(i.operation, Operation::Wave(..) | Operation::AddWave(..));
        let waves = gradient.code().iter().filter(is_wave).count();
        assert_eq!(waves, 1, "{:?}", gradient.code());
    }

    #[test]
    fn constants_are_added_to_sums_where_they_are_and_to_nothing_else() {
        let text = "x^2 + x*y + 3*x + cos(2*x + y) + (2*x + y)^2 + (2*x + y + 5)^3";
        let potential = Formula::parse(text).unwrap().compile::<2>().unwrap();
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
        let [[along_x, along_y]] = potential.gradients(&[[x, y]])[..] else {
            panic!("one point")
        };
        assert!((along_x - (2.0 * x + y + 3.0 + 2.0 * common)).abs() < 1e-13);
        assert!((along_y - (x + common)).abs() < 1e-13);
    }

    #[test]
    fn sine_and_cosine_of_one_argument_are_computed_together() {
        let potential = Formula::parse("sin(3*q)*cos(3*q)")
            .unwrap()
            .compile::<1>()
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
        let potential = Formula::parse(text).unwrap().compile::<1>().unwrap();
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
            .compile::<3>()
            .unwrap();
        let [x, y] = [0.4, 0.7];
        let [gradient] = flat.gradients(&[[x, y, 5.0]])[..] else {
            panic!("one point")
        };
        let wave = gradient[1];
        assert!((wave - libm::cos(x + y)).abs() < 1e-15);
        assert_eq!(gradient, [x + wave, wave, 0.0]);
        let round = Formula::parse("(x^2+y^2)/2 + x*y").unwrap();
        let gradient = round.compile::<2>().unwrap().gradients(&[[x, y]]);
        assert_eq!(gradient, [[x + y, x + y]]);
    }
}
