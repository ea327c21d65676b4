//! Expressions as a graph without repetition, in a normal form that simplifies by itself.
//!
//! Sums collect like terms and products collect like factors, so `a·cos(q/a)·(1/a)` becomes
//! `cos(q/a)` when it is built; equal expressions are one node.

use crate::elements::{index, index_of_name};
use crate::function::Function;
use crate::names::constant;
use crate::table::Part;
use crate::tree::{Operator, Parameter, Tree};
use message::{Message, exact, say};
use std::collections::{BTreeMap, HashMap};

/// Most nodes of a graph, and most terms and factors examined while it grows: far more than any
/// energy needs, few enough that no text exhausts memory or patience.
const MOST_NODES: usize = 20_000;
const MOST_ENTRIES: usize = 500_000;

/// Integer powers up to this are products.
const LARGEST_POWER: f64 = 64.0;

/// A node's number. Operands have smaller numbers than the nodes that use them.
pub type Id = usize;

/// The limit that a graph has exceeded.
#[derive(Clone, Copy, Debug)]
pub enum TooLong {
    Nodes,
    Entries,
}

impl TooLong {
    pub fn message(self) -> Message {
        match self {
            TooLong::Nodes => say!(
                "formula-parts",
                "The formula is too long: expanded and differentiated, it has more than the {most} different parts that are allowed. Use fewer terms.",
                most = exact(MOST_NODES as f64)
            ),
            TooLong::Entries => say!(
                "formula-terms",
                "The formula is too long: expanded and differentiated, it has more than the {most} terms and factors that are allowed. Use fewer terms.",
                most = exact(MOST_ENTRIES as f64)
            ),
        }
    }
}

/// A number that can be compared and hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Real(u64);

impl Real {
    pub fn new(x: f64) -> Self {
        // Make both zeros equal.
        Real(if x == 0.0 {
            0.0f64.to_bits()
        } else {
            x.to_bits()
        })
    }

    pub fn value(self) -> f64 {
        f64::from_bits(self.0)
    }
}

/// An expression in normal form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    Number(Real),
    Variable(usize),
    Parameter(usize),
    Call(Function, Id),
    /// A part of the table at a point.
    Table(Part, Vec<Id>),
    /// A power with a non-integer exponent, or with one too large for a product.
    Power(Id, Id),
    /// A value times a condition, which is one or zero; zero even if the value is not finite.
    If(Id, Id),
    /// `constant + Σ coefficient·term`; terms in order, none of them a sum or a number.
    Sum(Real, Vec<(Id, Real)>),
    /// `Π factor^exponent`; factors in order, none of them a product or a number; every exponent
    /// can be negated.
    Product(Vec<(Id, i32)>),
}

/// A set of expressions that share their common parts.
#[derive(Debug)]
pub struct Graph {
    pub(super) nodes: Vec<Node>,
    known: HashMap<Node, Id>,
    pub(super) derivatives: HashMap<(Id, usize), Id>,
    /// The variables that each of the first nodes depends on, as bits.
    pub(super) supports: Vec<u32>,
    /// True if derivatives along variables that a part does not depend on are not derived. In few
    /// dimensions they are: the parts that this makes order the sums of others.
    pub(super) skips_zeros: bool,
    /// Terms and factors examined so far.
    entries: usize,
    full: Option<TooLong>,
}

impl Graph {
    pub fn new() -> Self {
        let mut graph = Graph {
            nodes: Vec::new(),
            known: HashMap::new(),
            derivatives: HashMap::new(),
            supports: Vec::new(),
            skips_zeros: false,
            entries: 0,
            full: None,
        };
        graph.number(0.0);
        graph
    }

    pub fn node(&self, id: Id) -> &Node {
        &self.nodes[id]
    }

    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The result, unless the graph has exceeded its limit.
    pub(super) fn unless_full<T>(&self, result: T) -> Result<T, TooLong> {
        self.full.map_or(Ok(result), Err)
    }

    pub(super) fn is_full(&self) -> bool {
        self.full.is_some()
    }

    /// Counts terms or factors to be examined. Returns true if there is room for them.
    fn spend(&mut self, entries: usize) -> bool {
        self.entries += entries;
        if self.entries > MOST_ENTRIES {
            self.full.get_or_insert(TooLong::Entries);
        }
        !self.is_full()
    }

    pub(super) fn intern(&mut self, node: Node) -> Id {
        if let Some(&id) = self.known.get(&node) {
            return id;
        }
        if self.nodes.len() >= MOST_NODES {
            self.full.get_or_insert(TooLong::Nodes);
            return 0;
        }
        self.nodes.push(node.clone());
        self.known.insert(node, self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    pub fn number(&mut self, x: f64) -> Id {
        self.intern(Node::Number(Real::new(x)))
    }

    pub(super) fn value(&self, id: Id) -> Option<f64> {
        match self.nodes[id] {
            Node::Number(x) => Some(x.value()),
            _ => None,
        }
    }

    /// Any expression as `constant + Σ coefficient·term`.
    fn terms(&self, id: Id) -> (f64, Vec<(Id, f64)>) {
        match &self.nodes[id] {
            Node::Number(x) => (x.value(), Vec::new()),
            Node::Sum(constant, terms) => (
                constant.value(),
                terms.iter().map(|(t, c)| (*t, c.value())).collect(),
            ),
            _ => (0.0, vec![(id, 1.0)]),
        }
    }

    /// Any expression as `coefficient·Π factor^exponent`.
    fn factors(&self, id: Id) -> (f64, Vec<(Id, i32)>) {
        match &self.nodes[id] {
            Node::Number(x) => (x.value(), Vec::new()),
            Node::Product(factors) => (1.0, factors.clone()),
            Node::Sum(constant, terms) if constant.value() == 0.0 && terms.len() == 1 => {
                let (_, factors) = self.factors(terms[0].0);
                (terms[0].1.value(), factors)
            }
            _ => (1.0, vec![(id, 1)]),
        }
    }

    /// `Σ coefficient·expression`
    pub fn sum(&mut self, parts: &[(f64, Id)]) -> Id {
        let mut constant = 0.0;
        let mut collected: BTreeMap<Id, f64> = BTreeMap::new();
        for &(scale, part) in parts {
            let (c, terms) = self.terms(part);
            if !self.spend(1 + terms.len()) {
                return 0;
            }
            constant += scale * c;
            for (term, coefficient) in terms {
                *collected.entry(term).or_insert(0.0) += scale * coefficient;
            }
        }
        let terms: Vec<(Id, Real)> = collected
            .into_iter()
            .filter(|(_, c)| *c != 0.0)
            .map(|(t, c)| (t, Real::new(c)))
            .collect();
        match terms.as_slice() {
            [] => self.number(constant),
            [(term, one)] if constant == 0.0 && one.value() == 1.0 => *term,
            _ => self.intern(Node::Sum(Real::new(constant), terms)),
        }
    }

    pub fn add(&mut self, a: Id, b: Id) -> Id {
        self.sum(&[(1.0, a), (1.0, b)])
    }

    pub fn subtract(&mut self, a: Id, b: Id) -> Id {
        self.sum(&[(1.0, a), (-1.0, b)])
    }

    /// `Π expression^exponent`
    pub fn product(&mut self, parts: &[(Id, i32)]) -> Id {
        let mut coefficient = 1.0;
        let mut collected: BTreeMap<Id, i32> = BTreeMap::new();
        for &(part, exponent) in parts {
            let (mut c, mut factors) = self.factors(part);
            if !self.spend(1 + factors.len()) {
                return 0;
            }
            let sum = |&(factor, n): &(Id, i32)| {
                let before = collected.get(&factor).copied().unwrap_or(0);
                n.checked_mul(exponent)?
                    .checked_add(before)
                    .filter(|n| *n > i32::MIN)
            };
            let sums: Option<Vec<i32>> = factors.iter().map(sum).collect();
            let sums = sums.unwrap_or_else(|| {
                // The combined exponent would be too large for a product: keep this one separate.
                let exponent = self.number(f64::from(exponent));
                let apart = self.intern(Node::Power(part, exponent));
                (c, factors) = (1.0, vec![(apart, 1)]);
                vec![collected.get(&apart).copied().unwrap_or(0) + 1]
            });
            coefficient *= integer_power(c, exponent);
            collected.extend(factors.iter().map(|(factor, _)| *factor).zip(sums));
        }
        if coefficient == 0.0 {
            return self.number(0.0);
        }
        let factors: Vec<(Id, i32)> = collected.into_iter().filter(|(_, n)| *n != 0).collect();
        let whole = match factors.as_slice() {
            [] => return self.number(coefficient),
            [(factor, 1)] => *factor,
            _ => self.intern(Node::Product(factors)),
        };
        self.sum(&[(coefficient, whole)])
    }

    pub fn multiply(&mut self, a: Id, b: Id) -> Id {
        self.product(&[(a, 1), (b, 1)])
    }

    pub fn power(&mut self, base: Id, exponent: Id) -> Id {
        match (self.value(base), self.value(exponent)) {
            (_, Some(n)) if n.fract() == 0.0 && n.abs() <= LARGEST_POWER => {
                self.product(&[(base, n as i32)])
            }
            (_, Some(0.5)) => self.call(Function::Sqrt, base),
            (Some(b), Some(x)) => self.number(libm::pow(b, x)),
            (Some(b), None) if b == std::f64::consts::E => self.call(Function::Exp, exponent),
            _ => self.intern(Node::Power(base, exponent)),
        }
    }

    pub fn call(&mut self, function: Function, argument: Id) -> Id {
        match self.value(argument) {
            Some(x) => self.number(function.value(x)),
            None => self.intern(Node::Call(function, argument)),
        }
    }

    /// The call of a function on this argument, if the graph holds it.
    pub(super) fn find_call(&self, function: Function, argument: Id) -> Option<Id> {
        self.find(&Node::Call(function, argument))
    }

    /// The number of a node, if the graph holds it.
    pub(super) fn find(&self, node: &Node) -> Option<Id> {
        self.known.get(node).copied()
    }

    /// Adds the expression of a tree.
    pub fn build(
        &mut self,
        tree: &Tree,
        variables: &[&str],
        parameters: &[Parameter],
    ) -> Result<Id, TooLong> {
        let id = self.place(tree, variables, parameters, &mut Vec::new());
        self.unless_full(id)
    }

    fn place<'a>(
        &mut self,
        tree: &'a Tree,
        variables: &[&str],
        parameters: &[Parameter],
        indices: &mut Vec<(&'a str, i64)>,
    ) -> Id {
        match tree {
            Tree::Number(x) => self.number(*x),
            Tree::Name(name, _) => {
                if let Some((_, i)) = indices.iter().rev().find(|(index, _)| index == name) {
                    self.number(*i as f64)
                } else if let Some(axis) = variables.iter().position(|v| v == name) {
                    self.intern(Node::Variable(axis))
                } else if let Some(number) = parameters.iter().position(|p| p.name == *name) {
                    self.intern(Node::Parameter(number))
                } else if let Some(i) = index_of_name(name) {
                    self.element(i as i64, variables)
                } else {
                    self.number(constant(name).unwrap_or(f64::NAN))
                }
            }
            Tree::Element(inner, _) => {
                let value = |name: &str| {
                    let declared = parameters.iter().find(|p| p.name == name);
                    declared.map(|p| p.value)
                };
                let i = index(inner, &value, indices);
                self.element(i.unwrap_or_default(), variables)
            }
            Tree::Negative(inner) => {
                let inner = self.place(inner, variables, parameters, indices);
                self.sum(&[(-1.0, inner)])
            }
            Tree::Binary(operator, left, right) => {
                let a = self.place(left, variables, parameters, indices);
                let b = self.place(right, variables, parameters, indices);
                match operator {
                    Operator::Add => self.add(a, b),
                    Operator::Subtract => self.subtract(a, b),
                    Operator::Multiply => self.multiply(a, b),
                    Operator::Divide => self.product(&[(a, 1), (b, -1)]),
                    Operator::Power => self.power(a, b),
                    Operator::If => self.only_if(a, b),
                    _ => self.condition(*operator, a, b),
                }
            }
            Tree::Call(function, argument) => {
                let argument = self.place(argument, variables, parameters, indices);
                self.call(*function, argument)
            }
            Tree::Table(arguments, _) => {
                let each = arguments.iter();
                let point = each.map(|tree| self.place(tree, variables, parameters, indices));
                let point = point.collect();
                self.intern(Node::Table(Part::Value, point))
            }
            Tree::Sum {
                index,
                from,
                to,
                term,
                ..
            } => {
                let mut terms = Vec::new();
                for i in *from..=*to {
                    if self.is_full() {
                        break;
                    }
                    indices.push((index, i));
                    terms.push((1.0, self.place(term, variables, parameters, indices)));
                    indices.pop();
                }
                self.sum(&terms)
            }
        }
    }
}

/// `xⁿ` by repeated multiplication, with the same bits on every platform.
fn integer_power(x: f64, n: i32) -> f64 {
    let (mut result, mut square, mut left) = (1.0, x, n.unsigned_abs());
    while left > 0 {
        if left & 1 == 1 {
            result *= square;
        }
        square *= square;
        left >>= 1;
    }
    if n < 0 { 1.0 / result } else { result }
}
