//! Exact symbolic derivatives.

use crate::function::Function;
use crate::graph::{Graph, Id, Node, TooLong};
use crate::table::Part;
use std::iter;

impl Graph {
    /// An energy and its derivative along every axis.
    pub fn with_gradient(&mut self, energy: Id, dimension: usize) -> Result<Vec<Id>, TooLong> {
        self.skips_zeros = dimension > 3;
        let slopes = (0..dimension).map(|axis| self.derivative(energy, axis));
        iter::once(Ok(energy)).chain(slopes).collect()
    }

    /// The derivative with respect to variable `axis`.
    fn derivative(&mut self, id: Id, axis: usize) -> Result<Id, TooLong> {
        let derivative = self.derive(id, axis);
        self.unless_full(derivative)
    }

    fn derive(&mut self, id: Id, axis: usize) -> Id {
        if let Some(&known) = self.derivatives.get(&(id, axis)) {
            return known;
        }
        if self.is_full() {
            return 0;
        }
        // With many variables most parts depend on few of them.
        if self.skips_zeros && self.support(id) >> axis & 1 == 0 {
            return self.number(0.0);
        }
        let derivative = match self.node(id).clone() {
            Node::Number(_) | Node::Parameter(_) => self.number(0.0),
            Node::Variable(own) => self.number(if own == axis { 1.0 } else { 0.0 }),
            Node::Sum(_, terms) => {
                let parts: Vec<(f64, Id)> = terms
                    .iter()
                    .map(|(t, c)| (c.value(), self.derive(*t, axis)))
                    .collect();
                self.sum(&parts)
            }
            Node::Product(factors) => {
                // Σ n f'/f of the product: each term lowers the power of one factor by one.
                let mut parts = Vec::new();
                for (k, &(factor, n)) in factors.iter().enumerate() {
                    let inner = self.derive(factor, axis);
                    let mut term = factors.clone();
                    term[k].1 -= 1;
                    term.push((inner, 1));
                    parts.push((f64::from(n), self.product(&term)));
                }
                self.sum(&parts)
            }
            Node::Call(function, argument) => {
                let inner = self.derive(argument, axis);
                let outer = self.outer(function, argument, id);
                self.multiply(outer, inner)
            }
            Node::Table(Part::Value, point) => {
                let mut parts = Vec::new();
                for (along, &coordinate) in point.iter().enumerate() {
                    let inner = self.derive(coordinate, axis);
                    let outer = self.intern(Node::Table(Part::Slope(along), point.clone()));
                    parts.push((1.0, self.multiply(outer, inner)));
                }
                self.sum(&parts)
            }
            // Energies are differentiated once.
            Node::Table(..) => self.number(f64::NAN),
            // A condition is constant between its jumps.
            Node::If(condition, value) => {
                let slope = self.derive(value, axis);
                self.only_if(condition, slope)
            }
            Node::Power(base, exponent) => {
                // b^e (e b'/b + e' log b)
                let (db, de) = (self.derive(base, axis), self.derive(exponent, axis));
                let log = self.call(Function::Log, base);
                let by_base = self.product(&[(exponent, 1), (db, 1), (base, -1)]);
                let by_exponent = self.multiply(de, log);
                let sum = self.add(by_base, by_exponent);
                self.multiply(id, sum)
            }
        };
        self.derivatives.insert((id, axis), derivative);
        derivative
    }

    /// The derivative of a function at its argument; `own` is the call itself.
    fn outer(&mut self, function: Function, argument: Id, own: Id) -> Id {
        let one = self.number(1.0);
        let square = self.product(&[(argument, 2)]);
        match function {
            Function::Sin => self.call(Function::Cos, argument),
            Function::Cos => {
                let sine = self.call(Function::Sin, argument);
                self.sum(&[(-1.0, sine)])
            }
            Function::Tan => {
                let square = self.product(&[(own, 2)]);
                self.add(one, square)
            }
            Function::Asin | Function::Acos => {
                let rest = self.subtract(one, square);
                let root = self.call(Function::Sqrt, rest);
                let inverse = self.product(&[(root, -1)]);
                self.sum(&[(
                    if function == Function::Asin {
                        1.0
                    } else {
                        -1.0
                    },
                    inverse,
                )])
            }
            Function::Atan => {
                let sum = self.add(one, square);
                self.product(&[(sum, -1)])
            }
            Function::Sinh => self.call(Function::Cosh, argument),
            Function::Cosh => self.call(Function::Sinh, argument),
            Function::Tanh => {
                let square = self.product(&[(own, 2)]);
                self.subtract(one, square)
            }
            Function::Exp => own,
            Function::Log => self.product(&[(argument, -1)]),
            Function::Sqrt => {
                let inverse = self.product(&[(own, -1)]);
                self.sum(&[(0.5, inverse)])
            }
            Function::Abs => self.call(Function::Sign, argument),
            Function::Erf => {
                let minus = self.sum(&[(-1.0, square)]);
                let bell = self.call(Function::Exp, minus);
                self.sum(&[(std::f64::consts::FRAC_2_SQRT_PI, bell)])
            }
            Function::Floor | Function::Sign | Function::Step => self.number(0.0),
        }
    }
}
