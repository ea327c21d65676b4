//! Variables by their index, and those that the parts of an expression depend on.

use crate::graph::{Graph, Id, Node};

impl Graph {
    /// The element of the position with this index; indices have been checked.
    pub(super) fn element(&mut self, index: i64, variables: &[&str]) -> Id {
        match usize::try_from(index) {
            Ok(i) if (1..=variables.len()).contains(&i) => self.intern(Node::Variable(i - 1)),
            _ => self.number(f64::NAN),
        }
    }

    /// The variables that a node depends on: bit `i` stands for variable `i`.
    pub fn support(&mut self, id: Id) -> u32 {
        // Operands come before the nodes that use them.
        for at in self.supports.len()..=id {
            let of = |ids: &mut dyn Iterator<Item = Id>| {
                ids.fold(0, |all, operand| all | self.supports[operand])
            };
            let support = match &self.nodes[at] {
                Node::Number(_) | Node::Parameter(_) => 0,
                Node::Variable(axis) => 1 << axis,
                Node::Call(_, argument) => self.supports[*argument],
                Node::Table(_, point) => of(&mut point.iter().copied()),
                Node::Power(a, b) | Node::If(a, b) => self.supports[*a] | self.supports[*b],
                Node::Sum(_, terms) => of(&mut terms.iter().map(|(term, _)| *term)),
                Node::Product(factors) => of(&mut factors.iter().map(|(factor, _)| *factor)),
            };
            self.supports.push(support);
        }
        self.supports[id]
    }

    /// The supports of the terms of an energy, each once and in order: which variables it couples.
    pub fn supports_of_terms(&mut self, energy: Id) -> Vec<u32> {
        let terms: Vec<Id> = match self.node(energy) {
            Node::Sum(_, terms) => terms.iter().map(|(term, _)| *term).collect(),
            _ => vec![energy],
        };
        let mut supports: Vec<u32> = terms.into_iter().map(|term| self.support(term)).collect();
        supports.sort_unstable();
        supports.dedup();
        supports
    }
}
