//! From a graph of numbers to the instructions of a tape.

use super::function::Function;
use super::graph::{Graph, Id, Node};
use super::tape::{Instruction, Operation, Register, Tape};
use std::collections::HashMap;

impl Graph {
    /// A tape that computes `outputs` from `dimension` inputs. The graph must hold no parameters.
    pub fn compile(&self, outputs: &[Id], dimension: usize) -> Tape {
        let mut used = vec![false; self.len()];
        let mut open = outputs.to_vec();
        while let Some(id) = open.pop() {
            if !std::mem::replace(&mut used[id], true) {
                match self.node(id) {
                    Node::Number(_) | Node::Variable(_) | Node::Parameter(_) => {}
                    Node::Call(_, argument) => open.push(*argument),
                    Node::Power(base, exponent) => open.extend([*base, *exponent]),
                    Node::Sum(_, terms) => open.extend(terms.iter().map(|(t, _)| *t)),
                    Node::Product(factors) => open.extend(factors.iter().map(|(f, _)| *f)),
                }
            }
        }
        let mut lowering = Lowering {
            graph: self,
            used,
            values: HashMap::new(),
            code: Vec::new(),
            next: dimension as Register,
        };
        let outputs = outputs.iter().map(|&id| lowering.value(id)).collect();
        Tape::new(lowering.code, outputs, dimension)
    }
}

/// Instructions so far; every instruction writes registers of its own.
struct Lowering<'a> {
    graph: &'a Graph,
    used: Vec<bool>,
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
            // Parameters have been replaced by numbers before.
            Node::Parameter(_) => self.emit(Operation::Constant(f64::NAN)),
            Node::Call(function @ (Function::Sin | Function::Cos), argument) => {
                return self.sin_cos(*function, *argument);
            }
            Node::Call(function, argument) => {
                let a = self.value(*argument);
                self.emit(Operation::Call(*function, a))
            }
            Node::Power(base, exponent) => {
                let (a, b) = (self.value(*base), self.value(*exponent));
                self.emit(Operation::Power(a, b))
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

    /// Sine and cosine of one argument by one instruction, where both are used.
    fn sin_cos(&mut self, function: Function, argument: Id) -> Register {
        let find = |f: Function| {
            self.graph
                .find_call(f, argument)
                .filter(|&id| self.used[id])
        };
        let (sine, cosine) = (find(Function::Sin), find(Function::Cos));
        let a = self.value(argument);
        let out = self.fresh();
        let (operation, second) = match (sine, cosine) {
            (Some(_), Some(_)) => (Operation::SinCos(a), Some(self.fresh())),
            (Some(_), None) => (Operation::Sin(a), None),
            _ => (Operation::Cos(a), None),
        };
        self.code.push(Instruction {
            operation,
            out,
            second,
        });
        if let Some(sine) = sine {
            self.values.insert(sine, out);
        }
        if let Some(cosine) = cosine {
            self.values.insert(cosine, second.unwrap_or(out));
        }
        match (function, second) {
            (Function::Cos, Some(second)) => second,
            _ => out,
        }
    }

    fn sum(&mut self, constant: f64, terms: &[(Id, f64)]) -> Register {
        // Start from a term that needs no scaling, if there is one.
        let first = terms.iter().position(|(_, c)| *c == 1.0).unwrap_or(0);
        let (term, coefficient) = terms[first];
        let a = self.value(term);
        let mut sum = if coefficient == 1.0 {
            a
        } else {
            self.emit(Operation::Scale(a, coefficient))
        };
        for (at, &(term, coefficient)) in terms.iter().enumerate() {
            if at == first {
                continue;
            }
            let b = self.value(term);
            sum = self.emit(if coefficient == 1.0 {
                Operation::Add(sum, b)
            } else if coefficient == -1.0 {
                Operation::Subtract(sum, b)
            } else {
                Operation::AddScaled(sum, b, coefficient)
            });
        }
        if constant == 0.0 {
            sum
        } else {
            self.emit(Operation::Shift(sum, constant))
        }
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
