//! Numbers in place of the parameters of a graph.

use crate::graph::{Graph, Id, Node, TooLong};

impl Graph {
    /// The same expressions in another graph, with numbers for the parameters.
    pub fn substitute(
        &self,
        wanted: &[Id],
        values: &[f64],
        into: &mut Graph,
    ) -> Result<Vec<Id>, TooLong> {
        let last = wanted.iter().copied().max().unwrap_or(0);
        let mut new: Vec<Id> = Vec::with_capacity(last + 1);
        // Operands come before the nodes that use them.
        for node in &self.nodes[..=last] {
            let id = match node {
                Node::Number(x) => into.number(x.value()),
                Node::Variable(_) => into.intern(node.clone()),
                Node::Parameter(number) => into.number(values[*number]),
                Node::Call(function, argument) => into.call(*function, new[*argument]),
                Node::Table(part, point) => {
                    into.intern(Node::Table(*part, point.iter().map(|q| new[*q]).collect()))
                }
                Node::Power(base, exponent) => into.power(new[*base], new[*exponent]),
                Node::If(condition, value) => into.only_if(new[*condition], new[*value]),
                Node::Sum(constant, terms) => {
                    let constant = into.number(constant.value());
                    let parts: Vec<(f64, Id)> = terms
                        .iter()
                        .map(|(t, c)| (c.value(), new[*t]))
                        .chain([(1.0, constant)])
                        .collect();
                    into.sum(&parts)
                }
                Node::Product(factors) => {
                    let parts: Vec<(Id, i32)> =
                        factors.iter().map(|(f, n)| (new[*f], *n)).collect();
                    into.product(&parts)
                }
            };
            new.push(id);
        }
        into.unless_full(wanted.iter().map(|&id| new[id]).collect())
    }
}
