//! The tape: a short program whose every instruction works on a whole block of walkers, which makes
//! the cost of interpretation negligible.

use crate::elementary::{exp, sin_cos};
use crate::frame::{Frame, Register};
use crate::function::Function;
use crate::lanes::{LANES, Lanes};
use crate::table::{Part, Table};
use crate::wave::Wave;
use std::sync::Arc;

/// The computation of an instruction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Operation {
    Constant(f64),
    /// `a·c`
    Scale(Register, f64),
    /// `a + c`
    Shift(Register, f64),
    /// `a·c + d`, rounded twice
    Line(Register, f64, f64),
    /// `c/a`
    Over(f64, Register),
    Add(Register, Register),
    Subtract(Register, Register),
    /// `a + c·b`
    AddScaled(Register, Register, f64),
    /// `a + c·b + d`, rounded after each operation
    Plane(Register, Register, f64, f64),
    Multiply(Register, Register),
    Divide(Register, Register),
    Power(Register, Register),
    /// `a·b`, and zero where `a` is, even if `b` is not finite
    If(Register, Register),
    /// A sine or cosine of a scaled number
    Wave(Wave, Register),
    /// `a` plus a sine or cosine of a scaled `b`
    AddWave(Register, Wave, Register),
    /// Sine, and cosine in the second register.
    SinCos(Register),
    Call(Function, Register),
    /// A part of the table at a point, whose coordinates are one register twice if there is only one;
    /// of both slopes, the second goes into the second register.
    Table(Part, Register, Register),
}

/// An operation and the registers it writes, which differ from those it reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Instruction {
    pub operation: Operation,
    pub out: Register,
    pub second: Option<Register>,
}

/// Highest allowed cost of a tape: a block of walkers then takes a few milliseconds, and a figure
/// of a thousand blocks some seconds.
pub const MOST_COST: u64 = 250_000;

/// Cost of a sine or cosine of a large angle, in sums or products.
const LARGE_ANGLE: u64 = 100;

/// A program over blocks of walkers.
#[derive(Clone, Debug)]
pub struct Tape {
    code: Vec<Instruction>,
    inputs: usize,
    registers: usize,
    table: Option<Arc<Table>>,
}

/// Registers for the evaluation of tapes, made once and reused by every evaluation.
#[derive(Clone, Debug)]
pub struct Scratch {
    registers: Vec<Lanes>,
    spare: [Lanes; 2],
}

impl Scratch {
    /// Registers for several tapes, used one after the other.
    pub(super) fn new<'a>(tapes: impl Iterator<Item = &'a Tape>) -> Self {
        let registers = tapes.map(|t| t.registers).max().unwrap_or(0);
        Scratch {
            registers: vec![Lanes::splat(0.0); registers],
            spare: [Lanes::splat(0.0); 2],
        }
    }
}

impl Operation {
    fn reads(self) -> [Option<Register>; 2] {
        match self {
            Operation::Constant(_) => [None, None],
            Operation::Scale(a, _)
            | Operation::Shift(a, _)
            | Operation::Line(a, _, _)
            | Operation::Over(_, a)
            | Operation::Wave(_, a)
            | Operation::SinCos(a)
            | Operation::Call(_, a) => [Some(a), None],
            Operation::Add(a, b)
            | Operation::Subtract(a, b)
            | Operation::AddScaled(a, b, _)
            | Operation::Plane(a, b, _, _)
            | Operation::AddWave(a, _, b)
            | Operation::Multiply(a, b)
            | Operation::Divide(a, b)
            | Operation::Power(a, b)
            | Operation::If(a, b)
            | Operation::Table(_, a, b) => [Some(a), Some(b)],
        }
    }

    /// Approximate cost in sums or products.
    fn cost(self) -> u64 {
        match self {
            Operation::Constant(_)
            | Operation::Scale(..)
            | Operation::Shift(..)
            | Operation::Line(..)
            | Operation::Add(..)
            | Operation::Subtract(..)
            | Operation::AddScaled(..)
            | Operation::Plane(..)
            | Operation::Multiply(..)
            | Operation::If(..)
            | Operation::Call(Function::Abs, _) => 1,
            Operation::Over(..)
            | Operation::Divide(..)
            | Operation::Call(Function::Sqrt, _)
            | Operation::Wave(..)
            | Operation::AddWave(..) => 2,
            Operation::SinCos(_) | Operation::Call(Function::Exp, _) => 6,
            Operation::Call(..) => 30,
            Operation::Table(_, a, b) if a == b => 25,
            Operation::Table(..) => 60,
            Operation::Power(..) => 100,
        }
    }

    fn renamed(self, name: impl Fn(Register) -> Register) -> Self {
        match self {
            Operation::Constant(c) => Operation::Constant(c),
            Operation::Scale(a, c) => Operation::Scale(name(a), c),
            Operation::Shift(a, c) => Operation::Shift(name(a), c),
            Operation::Line(a, c, d) => Operation::Line(name(a), c, d),
            Operation::Over(c, a) => Operation::Over(c, name(a)),
            Operation::Add(a, b) => Operation::Add(name(a), name(b)),
            Operation::Subtract(a, b) => Operation::Subtract(name(a), name(b)),
            Operation::AddScaled(a, b, c) => Operation::AddScaled(name(a), name(b), c),
            Operation::Plane(a, b, c, d) => Operation::Plane(name(a), name(b), c, d),
            Operation::Multiply(a, b) => Operation::Multiply(name(a), name(b)),
            Operation::Divide(a, b) => Operation::Divide(name(a), name(b)),
            Operation::Power(a, b) => Operation::Power(name(a), name(b)),
            Operation::If(a, b) => Operation::If(name(a), name(b)),
            Operation::Wave(wave, a) => Operation::Wave(wave, name(a)),
            Operation::AddWave(a, wave, b) => Operation::AddWave(name(a), wave, name(b)),
            Operation::SinCos(a) => Operation::SinCos(name(a)),
            Operation::Call(f, a) => Operation::Call(f, name(a)),
            Operation::Table(part, a, b) => Operation::Table(part, name(a), name(b)),
        }
    }
}

impl Tape {
    /// A tape from instructions that each write registers of their own; the first `inputs`
    /// registers hold the inputs. Registers are reused once their value is dead, which keeps long
    /// tapes in the first-level cache.
    pub fn new(
        mut code: Vec<Instruction>,
        outputs: &[Register],
        inputs: usize,
        table: Option<&Arc<Table>>,
    ) -> Self {
        let mut virtuals = code.iter().map(Instruction::end).max().unwrap_or(0);
        virtuals = virtuals.max(inputs as Register);
        let outputs = own_outputs(&mut code, outputs, &mut virtuals);
        let mut last_use = vec![0; virtuals as usize];
        for (at, instruction) in code.iter().enumerate() {
            for register in instruction.operation.reads().into_iter().flatten() {
                last_use[register as usize] = at;
            }
        }
        let mut place: Vec<Register> = (0..virtuals).collect();
        let mut free: Vec<Register> = Vec::new();
        let mut registers = inputs as Register;
        for (at, instruction) in code.iter_mut().enumerate() {
            let reads = instruction.operation.reads();
            let operation = instruction.operation.renamed(|r| place[r as usize]);
            let mut take = |register: Register| {
                if let Some(output) = outputs.iter().position(|&o| o == register) {
                    return Frame::output(output);
                }
                let new = free.pop().unwrap_or_else(|| {
                    registers += 1;
                    registers - 1
                });
                place[register as usize] = new;
                new
            };
            // Take the written registers before returning the read ones: they must differ.
            let (out, second) = (take(instruction.out), instruction.second.map(&mut take));
            for (k, register) in reads.iter().enumerate() {
                let Some(register) = *register else { continue };
                let repeated = k == 1 && reads[0] == Some(register);
                let input = (register as usize) < inputs;
                if last_use[register as usize] == at && !repeated && !input {
                    free.push(place[register as usize]);
                }
            }
            *instruction = Instruction {
                operation,
                out,
                second,
            };
        }
        Tape {
            code,
            inputs,
            registers: registers as usize - inputs,
            table: table.cloned(),
        }
    }

    /// Cost of an evaluation, in units of a sum or a product.
    pub fn cost(&self) -> u64 {
        self.code.iter().map(|i| i.operation.cost()).sum()
    }

    /// The same where angles are so large that sines and cosines are reduced one by one.
    pub fn cost_far_out(&self) -> u64 {
        let cost = |instruction: &Instruction| match instruction.operation {
            Operation::Wave(..) | Operation::AddWave(..) | Operation::SinCos(_) => LARGE_ANGLE,
            operation => operation.cost(),
        };
        self.code.iter().map(cost).sum()
    }

    /// The instructions.
    #[cfg(test)]
    pub fn code(&self) -> &[Instruction] {
        &self.code
    }

    /// Evaluates the tape for a block of walkers: `inputs[i]` is variable `i`, `outputs[k]` takes
    /// output `k`. It uses the widest registers of the processor; the width changes no bit.
    #[inline]
    pub fn run(&self, inputs: &[Lanes], outputs: &mut [Lanes], scratch: &mut Scratch) {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the check above found the feature.
            return unsafe { self.run_wide(inputs, outputs, scratch) };
        }
        self.run_plain(inputs, outputs, scratch);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_wide(&self, inputs: &[Lanes], outputs: &mut [Lanes], scratch: &mut Scratch) {
        self.interpret(inputs, outputs, scratch);
    }

    pub(super) fn run_plain(&self, inputs: &[Lanes], outputs: &mut [Lanes], scratch: &mut Scratch) {
        self.interpret(inputs, outputs, scratch);
    }

    #[inline(always)]
    fn interpret(&self, inputs: &[Lanes], outputs: &mut [Lanes], scratch: &mut Scratch) {
        let mut frame = Frame {
            inputs: &inputs[..self.inputs],
            registers: &mut scratch.registers,
            outputs,
        };
        for instruction in &self.code {
            instruction.run(&mut frame, &mut scratch.spare, self.table.as_deref());
        }
    }
}

/// Gives every output an instruction of its own, which can write it in place because no other
/// instruction reads its result. `virtuals` counts the registers.
fn own_outputs(
    code: &mut Vec<Instruction>,
    outputs: &[Register],
    virtuals: &mut Register,
) -> Vec<Register> {
    let mut own = Vec::with_capacity(outputs.len());
    for &register in outputs {
        let reads = |i: &Instruction| i.operation.reads().contains(&Some(register));
        let writes = |i: &Instruction| i.out == register;
        let once = outputs.iter().filter(|&&o| o == register).count() == 1;
        if once && code.iter().any(writes) && !code.iter().any(reads) {
            own.push(register);
        } else {
            code.push(Instruction {
                operation: Operation::Scale(register, 1.0),
                out: *virtuals,
                second: None,
            });
            own.push(*virtuals);
            *virtuals += 1;
        }
    }
    own
}

impl Instruction {
    /// The register after the last one that it writes.
    fn end(&self) -> Register {
        self.second.unwrap_or(self.out).max(self.out) + 1
    }

    #[inline(always)]
    fn run(self, frame: &mut Frame, spare: &mut [Lanes; 2], table: Option<&Table>) {
        let (out, from) = frame.open(self.out);
        match self.operation {
            Operation::Constant(c) => *out = Lanes::splat(c),
            Operation::Scale(a, c) => unary(out, from.get(a), |a| a * c),
            Operation::Shift(a, c) => unary(out, from.get(a), |a| a + c),
            Operation::Line(a, c, d) => unary(out, from.get(a), |a| a * c + d),
            Operation::Over(c, a) => unary(out, from.get(a), |a| c / a),
            Operation::Add(a, b) => binary(out, from.get(a), from.get(b), |a, b| a + b),
            Operation::Subtract(a, b) => binary(out, from.get(a), from.get(b), |a, b| a - b),
            Operation::AddScaled(a, b, c) => {
                binary(out, from.get(a), from.get(b), |a, b| a + c * b);
            }
            Operation::Plane(a, b, c, d) => {
                binary(out, from.get(a), from.get(b), |a, b| a + c * b + d);
            }
            Operation::Multiply(a, b) => binary(out, from.get(a), from.get(b), |a, b| a * b),
            Operation::Divide(a, b) => binary(out, from.get(a), from.get(b), |a, b| a / b),
            Operation::Power(a, b) => binary(out, from.get(a), from.get(b), libm::pow),
            Operation::If(a, b) => binary(out, from.get(a), from.get(b), |a, b| {
                if a == 0.0 { 0.0 } else { a * b }
            }),
            Operation::Wave(wave, a) => wave.of(from.get(a), out, spare),
            Operation::AddWave(a, wave, b) => wave.add(from.get(a), from.get(b), out, spare),
            Operation::SinCos(a) => {
                sin_cos(from.get(a), out, &mut spare[0]);
                if let Some(second) = self.second {
                    *frame.open(second).0 = spare[0];
                }
            }
            Operation::Call(Function::Exp, a) => exp(from.get(a), out, spare),
            Operation::Call(Function::Sqrt, a) => unary(out, from.get(a), f64::sqrt),
            Operation::Call(Function::Abs, a) => unary(out, from.get(a), f64::abs),
            Operation::Call(function, a) => unary(out, from.get(a), |a| function.value(a)),
            Operation::Table(part, a, b) => {
                if let Some(table) = table {
                    table.block(part, [from.get(a), from.get(b)], out, &mut spare[0]);
                }
                if let Some(second) = self.second {
                    *frame.open(second).0 = spare[0];
                }
            }
        }
    }
}

#[inline(always)]
fn unary(out: &mut Lanes, a: &Lanes, f: impl Fn(f64) -> f64) {
    for lane in 0..LANES {
        out[lane] = f(a[lane]);
    }
}

#[inline(always)]
fn binary(out: &mut Lanes, a: &Lanes, b: &Lanes, f: impl Fn(f64, f64) -> f64) {
    for lane in 0..LANES {
        out[lane] = f(a[lane], b[lane]);
    }
}
