//! Conditions in a graph: numbers that are one or zero, made of steps.

use crate::function::Function;
use crate::graph::{Graph, Id, Node};
use crate::tree::Operator;

impl Graph {
    /// A condition, one where it holds and zero elsewhere.
    pub fn condition(&mut self, operator: Operator, a: Id, b: Id) -> Id {
        let one = self.number(1.0);
        match operator {
            Operator::Less | Operator::AtMost => {
                let swapped = match operator {
                    Operator::Less => Operator::Greater,
                    _ => Operator::AtLeast,
                };
                self.condition(swapped, b, a)
            }
            Operator::And => self.only_if(a, b),
            Operator::Or => {
                let (neither, b) = (self.subtract(one, a), self.subtract(one, b));
                let neither = self.only_if(neither, b);
                let any = self.subtract(one, neither);
                // As a plain sum it would join others, whose small terms its ones would absorb.
                self.call(Function::Sign, any)
            }
            _ => {
                let distance = self.subtract(a, b);
                let step = self.call(Function::Step, distance);
                // Where both are equal the step is a half.
                let at_jump = match operator {
                    Operator::Greater => Function::Floor,
                    _ => Function::Sign,
                };
                self.call(at_jump, step)
            }
        }
    }

    /// A value where a condition holds, and zero elsewhere.
    pub fn only_if(&mut self, condition: Id, value: Id) -> Id {
        match (self.value(condition), self.value(value)) {
            (Some(0.0), _) => self.number(0.0),
            (None, None) => self.intern(Node::If(condition, value)),
            _ => self.multiply(condition, value),
        }
    }
}
