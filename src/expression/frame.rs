//! The memory of a tape: inputs are read in place, results are written in place.

use crate::lanes::Lanes;

/// Number of a register: first the inputs, then intermediate values. Outputs are numbered from the
/// other end, and never read.
pub type Register = u32;

/// The memory of one evaluation.
pub struct Frame<'a> {
    pub inputs: &'a [Lanes],
    pub registers: &'a mut [Lanes],
    pub outputs: &'a mut [Lanes],
}

/// The readable registers of an instruction: all but the one it writes.
pub struct Sources<'a> {
    inputs: &'a [Lanes],
    below: &'a [Lanes],
    above: &'a [Lanes],
}

impl Frame<'_> {
    /// The register of output number `output`.
    pub const fn output(output: usize) -> Register {
        Register::MAX - output as Register
    }

    /// The register to write, and the registers readable at the same time.
    #[inline(always)]
    pub fn open(&mut self, out: Register) -> (&mut Lanes, Sources<'_>) {
        let number = (Register::MAX - out) as usize;
        let (out, below, above) = if number < self.outputs.len() {
            let none: &[Lanes] = &[];
            (&mut self.outputs[number], &*self.registers, none)
        } else {
            let (below, rest) = self
                .registers
                .split_at_mut(out as usize - self.inputs.len());
            let (out, above) = rest.split_at_mut(1);
            (&mut out[0], &*below, &*above)
        };
        let inputs = self.inputs;
        (
            out,
            Sources {
                inputs,
                below,
                above,
            },
        )
    }
}

impl<'a> Sources<'a> {
    #[inline(always)]
    pub fn get(&self, register: Register) -> &'a Lanes {
        let register = register as usize;
        if register < self.inputs.len() {
            return &self.inputs[register];
        }
        let register = register - self.inputs.len();
        if register < self.below.len() {
            &self.below[register]
        } else {
            &self.above[register - self.below.len() - 1]
        }
    }
}
