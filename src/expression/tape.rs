//! The tape: a short program whose every instruction works on a whole block of walkers, so that
//! interpreting it costs next to nothing.

use super::elementary::{cos, exp, sin, sin_cos};
use super::function::Function;
use super::lanes::{LANES, Lanes};

/// Number of a register.
pub type Register = u32;

/// What an instruction computes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Operation {
    Constant(f64),
    /// `a·c`
    Scale(Register, f64),
    /// `a + c`
    Shift(Register, f64),
    /// `c/a`
    Over(f64, Register),
    Add(Register, Register),
    Subtract(Register, Register),
    /// `a + c·b`
    AddScaled(Register, Register, f64),
    Multiply(Register, Register),
    Divide(Register, Register),
    Power(Register, Register),
    Sin(Register),
    Cos(Register),
    /// Sine, and cosine in the second register.
    SinCos(Register),
    Call(Function, Register),
}

/// An operation and the registers it writes, which are none of those it reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Instruction {
    pub operation: Operation,
    pub out: Register,
    pub second: Option<Register>,
}

/// A program over blocks of walkers.
#[derive(Clone, Debug)]
pub struct Tape {
    code: Vec<Instruction>,
    outputs: Vec<Register>,
    inputs: usize,
    registers: usize,
}

/// Registers to evaluate tapes in, made once and reused by every evaluation.
#[derive(Clone, Debug)]
pub struct Scratch(Vec<Lanes>);

impl Scratch {
    /// Room for several tapes, used one after the other.
    pub(super) fn new<'a>(tapes: impl Iterator<Item = &'a Tape>) -> Self {
        let registers = tapes.map(|t| t.registers).max().unwrap_or(0);
        Scratch(vec![Lanes::splat(0.0); registers])
    }
}

impl Operation {
    fn reads(self) -> [Option<Register>; 2] {
        match self {
            Operation::Constant(_) => [None, None],
            Operation::Scale(a, _)
            | Operation::Shift(a, _)
            | Operation::Over(_, a)
            | Operation::Sin(a)
            | Operation::Cos(a)
            | Operation::SinCos(a)
            | Operation::Call(_, a) => [Some(a), None],
            Operation::Add(a, b)
            | Operation::Subtract(a, b)
            | Operation::AddScaled(a, b, _)
            | Operation::Multiply(a, b)
            | Operation::Divide(a, b)
            | Operation::Power(a, b) => [Some(a), Some(b)],
        }
    }

    fn renamed(self, name: impl Fn(Register) -> Register) -> Self {
        match self {
            Operation::Constant(c) => Operation::Constant(c),
            Operation::Scale(a, c) => Operation::Scale(name(a), c),
            Operation::Shift(a, c) => Operation::Shift(name(a), c),
            Operation::Over(c, a) => Operation::Over(c, name(a)),
            Operation::Add(a, b) => Operation::Add(name(a), name(b)),
            Operation::Subtract(a, b) => Operation::Subtract(name(a), name(b)),
            Operation::AddScaled(a, b, c) => Operation::AddScaled(name(a), name(b), c),
            Operation::Multiply(a, b) => Operation::Multiply(name(a), name(b)),
            Operation::Divide(a, b) => Operation::Divide(name(a), name(b)),
            Operation::Power(a, b) => Operation::Power(name(a), name(b)),
            Operation::Sin(a) => Operation::Sin(name(a)),
            Operation::Cos(a) => Operation::Cos(name(a)),
            Operation::SinCos(a) => Operation::SinCos(name(a)),
            Operation::Call(f, a) => Operation::Call(f, name(a)),
        }
    }
}

impl Tape {
    /// A tape from instructions that each write registers of their own; the first `inputs`
    /// registers hold the inputs. Registers are reused as soon as their value is dead, so that
    /// long tapes stay in the first-level cache.
    pub fn new(mut code: Vec<Instruction>, mut outputs: Vec<Register>, inputs: usize) -> Self {
        let writes = |i: &Instruction| i.second.unwrap_or(i.out).max(i.out) as usize + 1;
        let virtuals = code.iter().map(writes).max().unwrap_or(0).max(inputs);
        let mut last_use = vec![0; virtuals];
        for (at, instruction) in code.iter().enumerate() {
            for register in instruction.operation.reads().into_iter().flatten() {
                last_use[register as usize] = at;
            }
        }
        for &output in &outputs {
            last_use[output as usize] = usize::MAX;
        }
        let mut place: Vec<Register> = (0..virtuals as Register).collect();
        let mut free: Vec<Register> = Vec::new();
        let mut registers = inputs as Register;
        for (at, instruction) in code.iter_mut().enumerate() {
            let reads = instruction.operation.reads();
            let operation = instruction.operation.renamed(|r| place[r as usize]);
            let mut take = |register: Register| {
                let new = free.pop().unwrap_or_else(|| {
                    registers += 1;
                    registers - 1
                });
                place[register as usize] = new;
                new
            };
            // Written registers are taken before read ones are given back: never the same.
            let (out, second) = (take(instruction.out), instruction.second.map(&mut take));
            for (k, register) in reads.iter().enumerate() {
                let Some(register) = *register else { continue };
                let repeated = k == 1 && reads[0] == Some(register);
                if last_use[register as usize] == at && !repeated {
                    free.push(place[register as usize]);
                }
            }
            *instruction = Instruction {
                operation,
                out,
                second,
            };
        }
        for output in &mut outputs {
            *output = place[*output as usize];
        }
        Tape {
            code,
            outputs,
            inputs,
            registers: registers as usize,
        }
    }

    /// The instructions.
    #[cfg(test)]
    pub fn code(&self) -> &[Instruction] {
        &self.code
    }

    /// Evaluates the tape for a block of walkers: `inputs[i]` is variable `i`, `outputs[k]` takes
    /// output `k`.
    #[inline]
    pub fn run(&self, inputs: &[Lanes], outputs: &mut [Lanes], scratch: &mut Scratch) {
        let registers = scratch.0.as_mut_slice();
        registers[..self.inputs].copy_from_slice(inputs);
        for instruction in &self.code {
            instruction.run(registers);
        }
        for (output, register) in outputs.iter_mut().zip(&self.outputs) {
            *output = registers[*register as usize];
        }
    }
}

impl Instruction {
    #[inline]
    fn run(self, registers: &mut [Lanes]) {
        let out = self.out as usize;
        match self.operation {
            Operation::Constant(c) => registers[out] = Lanes::splat(c),
            Operation::Scale(a, c) => unary(registers, out, a, |a| a * c),
            Operation::Shift(a, c) => unary(registers, out, a, |a| a + c),
            Operation::Over(c, a) => unary(registers, out, a, |a| c / a),
            Operation::Add(a, b) => binary(registers, out, a, b, |a, b| a + b),
            Operation::Subtract(a, b) => binary(registers, out, a, b, |a, b| a - b),
            Operation::AddScaled(a, b, c) => binary(registers, out, a, b, |a, b| a + c * b),
            Operation::Multiply(a, b) => binary(registers, out, a, b, |a, b| a * b),
            Operation::Divide(a, b) => binary(registers, out, a, b, |a, b| a / b),
            Operation::Power(a, b) => binary(registers, out, a, b, libm::pow),
            Operation::Sin(a) => block(registers, out, a, sin),
            Operation::Cos(a) => block(registers, out, a, cos),
            Operation::SinCos(a) => {
                let second = self.second.map_or(registers.len(), |r| r as usize);
                if let Ok([sine, cosine, a]) = registers.get_disjoint_mut([out, second, a as usize])
                {
                    sin_cos(a, sine, cosine);
                }
            }
            Operation::Call(Function::Exp, a) => block(registers, out, a, exp),
            Operation::Call(Function::Sqrt, a) => unary(registers, out, a, f64::sqrt),
            Operation::Call(Function::Abs, a) => unary(registers, out, a, f64::abs),
            Operation::Call(function, a) => unary(registers, out, a, |a| function.value(a)),
        }
    }
}

// The register allocator never lets an instruction read what it writes, so the disjoint borrows
// below always succeed.

#[inline]
fn unary(registers: &mut [Lanes], out: usize, a: Register, f: impl Fn(f64) -> f64) {
    if let Ok([out, a]) = registers.get_disjoint_mut([out, a as usize]) {
        for lane in 0..LANES {
            out[lane] = f(a[lane]);
        }
    }
}

#[inline]
fn binary(
    registers: &mut [Lanes],
    out: usize,
    a: Register,
    b: Register,
    f: impl Fn(f64, f64) -> f64,
) {
    if a == b {
        unary(registers, out, a, |a| f(a, a));
    } else if let Ok([out, a, b]) = registers.get_disjoint_mut([out, a as usize, b as usize]) {
        for lane in 0..LANES {
            out[lane] = f(a[lane], b[lane]);
        }
    }
}

/// A function of a whole block.
#[inline]
fn block(registers: &mut [Lanes], out: usize, a: Register, f: impl Fn(&Lanes, &mut Lanes)) {
    if let Ok([out, a]) = registers.get_disjoint_mut([out, a as usize]) {
        f(a, out);
    }
}
