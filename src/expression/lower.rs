//! Compiles a graph of numbers to the instructions of a tape.

use crate::frame::Register;
use crate::function::Function;
use crate::graph::{Graph, Id, Node};
use crate::table::{Part, Table};
use crate::tape::{Instruction, Operation, Tape};
use crate::wave::{Shape, Wave};
use std::collections::HashMap;
use std::sync::Arc;

impl Graph {
    /// Number of nodes and outputs that need the value of each node.
    fn uses(&self, outputs: &[Id]) -> Vec<u32> {
        let mut uses = vec![0; self.len()];
        let mut open = outputs.to_vec();
        while let Some(id) = open.pop() {
            uses[id] += 1;
            if uses[id] == 1 {
                match self.node(id) {
                    Node::Number(_) | Node::Variable(_) | Node::Parameter(_) => {}
                    Node::Call(_, argument) => open.push(*argument),
                    Node::Table(_, point) => open.extend(point),
                    Node::Power(a, b) | Node::If(a, b) => open.extend([*a, *b]),
                    Node::Sum(_, terms) => open.extend(terms.iter().map(|(t, _)| *t)),
                    Node::Product(factors) => open.extend(factors.iter().map(|(f, _)| *f)),
                }
            }
        }
        uses
    }

    /// True if every number that the outputs depend on is finite.
    pub fn is_finite(&self, outputs: &[Id]) -> bool {
        let uses = self.uses(outputs).into_iter().enumerate();
        let mut used = uses.filter(|(_, uses)| *uses > 0);
        used.all(|(id, _)| match self.node(id) {
            Node::Number(x) => x.value().is_finite(),
            Node::Sum(constant, terms) => {
                constant.value().is_finite() && terms.iter().all(|(_, c)| c.value().is_finite())
            }
            _ => true,
        })
    }

    /// A tape that computes `outputs` from `dimension` inputs. The graph must hold no parameters; if it
    /// looks up a table, there must be one of that many variables.
    pub fn compile(&self, outputs: &[Id], dimension: usize, table: Option<&Arc<Table>>) -> Tape {
        let mut lowering = Lowering {
            graph: self,
            uses: self.uses(outputs),
            values: HashMap::new(),
            code: Vec::new(),
            next: dimension as Register,
        };
        let outputs: Vec<Register> = outputs.iter().map(|&id| lowering.value(id)).collect();
        Tape::new(lowering.code, &outputs, dimension, table)
    }
}

/// The instructions so far; every instruction writes registers of its own.
struct Lowering<'a> {
    graph: &'a Graph,
    uses: Vec<u32>,
    values: HashMap<Id, Register>,
    code: Vec<Instruction>,
    next: Register,
}

impl Lowering<'_> {
    fn fresh(&mut self) -> Register {
        self.next += 1;
        self.next - 1
    }

    fn emit(&mut self, operation: Operation) -> Register {
        let out = self.fresh();
        self.code.push(Instruction {
            operation,
            out,
            second: None,
        });
        out
    }

    fn value(&mut self, id: Id) -> Register {
        if let Some(&register) = self.values.get(&id) {
            return register;
        }
        let graph = self.graph;
        let register = match graph.node(id) {
            Node::Variable(axis) => *axis as Register,
            Node::Number(x) => self.emit(Operation::Constant(x.value())),
            // Numbers have already replaced parameters.
            Node::Parameter(_) => self.emit(Operation::Constant(f64::NAN)),
            Node::Call(function @ (Function::Sin | Function::Cos), argument) => {
                return self.sin_cos(*function, *argument);
            }
            Node::Call(function, argument) => {
                let a = self.value(*argument);
                self.emit(Operation::Call(*function, a))
            }
            Node::Table(part, point) => return self.table(*part, point),
            Node::Power(base, exponent) => {
                let (a, b) = (self.value(*base), self.value(*exponent));
                self.emit(Operation::Power(a, b))
            }
            Node::If(condition, value) => {
                let (a, b) = (self.value(*condition), self.value(*value));
                self.emit(Operation::If(a, b))
            }
            Node::Sum(constant, terms) => self.sum(
                constant.value(),
                &terms
                    .iter()
                    .map(|(t, c)| (*t, c.value()))
                    .collect::<Vec<_>>(),
            ),
            Node::Product(factors) => self.product(factors),
        };
        self.values.insert(id, register);
        register
    }

    /// A part of the table; both slopes by one instruction, if both are used.
    fn table(&mut self, part: Part, point: &[Id]) -> Register {
        let each: Vec<Register> = point.iter().map(|&q| self.value(q)).collect();
        let (a, b) = (each[0], each[each.len() - 1]);
        let node = |axis| Node::Table(Part::Slope(axis), point.to_vec());
        let slopes = [0, 1].map(|axis| self.graph.find(&node(axis)));
        if let (Part::Slope(axis), [Some(first), Some(second)]) = (part, slopes)
            && self.uses[first] > 0
            && self.uses[second] > 0
        {
            let pair = [self.fresh(), self.fresh()];
            self.code.push(Instruction {
                operation: Operation::Table(Part::Slopes, a, b),
                out: pair[0],
                second: Some(pair[1]),
            });
            self.values.extend([(first, pair[0]), (second, pair[1])]);
            return pair[axis];
        }
        let register = self.emit(Operation::Table(part, a, b));
        if let Some(id) = self.graph.find(&Node::Table(part, point.to_vec())) {
            self.values.insert(id, register);
        }
        register
    }

    /// Sine and cosine of one argument by one instruction, if both are used.
    fn sin_cos(&mut self, function: Function, argument: Id) -> Register {
        if let Some((wave, of)) = self.wave(function, argument) {
            let a = self.value(of);
            let register = self.emit(Operation::Wave(wave, a));
            if let Some(id) = self.graph.find_call(function, argument) {
                self.values.insert(id, register);
            }
            return register;
        }
        let a = self.value(argument);
        let (sine, cosine) = (self.fresh(), self.fresh());
        self.code.push(Instruction {
            operation: Operation::SinCos(a),
            out: sine,
            second: Some(cosine),
        });
        for (function, register) in [(Function::Sin, sine), (Function::Cos, cosine)] {
            if let Some(id) = self.graph.find_call(function, argument) {
                self.values.insert(id, register);
            }
        }
        match function {
            Function::Cos => cosine,
            _ => sine,
        }
    }

    /// The wave of amplitude one that a call represents, and the node of its argument; `None` if
    /// the call is not a sine or cosine, or if its companion is used as well.
    fn wave(&self, function: Function, argument: Id) -> Option<(Wave, Id)> {
        let (shape, companion) = match function {
            Function::Sin => (Shape::Sine, Function::Cos),
            Function::Cos => (Shape::Cosine, Function::Sin),
            _ => return None,
        };
        let other = self.graph.find_call(companion, argument);
        if other.is_some_and(|id| self.uses[id] > 0) {
            return None;
        }
        let (frequency, of) = match self.graph.node(argument) {
            Node::Sum(constant, terms) if constant.value() == 0.0 && terms.len() == 1 => {
                (terms[0].1.value(), terms[0].0)
            }
            _ => (1.0, argument),
        };
        let wave = Wave {
            shape,
            frequency,
            amplitude: 1.0,
        };
        Some((wave, of))
    }

    /// The wave that a term of a sum represents, if nothing else needs its value.
    fn term_wave(&self, term: Id, coefficient: f64) -> Option<(Wave, Id)> {
        match self.graph.node(term) {
            Node::Call(function, argument) if self.uses[term] == 1 => {
                let (wave, of) = self.wave(*function, *argument)?;
                let amplitude = coefficient;
                Some((Wave { amplitude, ..wave }, of))
            }
            _ => None,
        }
    }

    fn sum(&mut self, constant: f64, terms: &[(Id, f64)]) -> Register {
        // Start from a term that needs no scaling, if there is one; scaling a wave is free.
        let is_wave = |(term, c): &(Id, f64)| self.term_wave(*term, *c).is_some();
        let first = terms
            .iter()
            .position(|term| term.1 == 1.0 && !is_wave(term))
            .or_else(|| terms.iter().position(|term| !is_wave(term)))
            .unwrap_or(0);
        let mut sum = self.term(None, terms[first]);
        for (_, &term) in terms.iter().enumerate().filter(|(at, _)| *at != first) {
            sum = self.term(Some(sum), term);
        }
        if constant == 0.0 {
            sum
        } else {
            // Another node's value must not change.
            let own = terms.len() > 1 || terms[0].1 != 1.0;
            self.shift(sum, constant, own)
        }
    }

    /// A sum plus a constant. An instruction that has just scaled or added takes the constant
    /// along, which saves one pass over the walkers and gives the same bits.
    fn shift(&mut self, sum: Register, constant: f64, own: bool) -> Register {
        let last = self.code.last_mut().filter(|last| own && last.out == sum);
        let merged = last.as_ref().and_then(|last| match last.operation {
            Operation::Scale(a, c) => Some(Operation::Line(a, c, constant)),
            Operation::AddScaled(a, b, c) => Some(Operation::Plane(a, b, c, constant)),
            _ => None,
        });
        match (last, merged) {
            (Some(last), Some(operation)) => {
                last.operation = operation;
                sum
            }
            _ => self.emit(Operation::Shift(sum, constant)),
        }
    }

    /// Adds a term to the sum of those before it.
    fn term(&mut self, sum: Option<Register>, (term, coefficient): (Id, f64)) -> Register {
        if let Some((wave, of)) = self.term_wave(term, coefficient) {
            let a = self.value(of);
            return self.emit(match sum {
                None => Operation::Wave(wave, a),
                Some(sum) => Operation::AddWave(sum, wave, a),
            });
        }
        let a = self.value(term);
        let operation = match sum {
            None if coefficient == 1.0 => return a,
            None => Operation::Scale(a, coefficient),
            Some(sum) if coefficient == 1.0 => Operation::Add(sum, a),
            Some(sum) if coefficient == -1.0 => Operation::Subtract(sum, a),
            Some(sum) => Operation::AddScaled(sum, a, coefficient),
        };
        self.emit(operation)
    }

    fn product(&mut self, factors: &[(Id, i32)]) -> Register {
        let mut sides = [None; 2];
        for &(factor, n) in factors {
            let a = self.value(factor);
            let power = self.power(a, n.unsigned_abs());
            let side = usize::from(n < 0);
            sides[side] = Some(match sides[side] {
                None => power,
                Some(product) => self.emit(Operation::Multiply(product, power)),
            });
        }
        match sides {
            [Some(above), None] => above,
            [Some(above), Some(below)] => self.emit(Operation::Divide(above, below)),
            [None, Some(below)] => self.emit(Operation::Over(1.0, below)),
            [None, None] => self.emit(Operation::Constant(1.0)),
        }
    }

    /// `aⁿ`, `n ≥ 1`, by squaring.
    fn power(&mut self, a: Register, n: u32) -> Register {
        let (mut square, mut left, mut result) = (a, n, None);
        loop {
            if left & 1 == 1 {
                result = Some(match result {
                    None => square,
                    Some(r) => self.emit(Operation::Multiply(r, square)),
                });
            }
            left >>= 1;
            match result {
                Some(result) if left == 0 => return result,
                _ => square = self.emit(Operation::Multiply(square, square)),
            }
        }
    }
}
