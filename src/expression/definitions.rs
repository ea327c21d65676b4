//! Definitions after a formula: names for parts of it, as in `r^2; r = sqrt(x^2 + y^2)`.

use crate::complaints::{
    declared_twice, defined_by_itself, definition_unused, expanded_long, name_reserved,
};
use crate::error::FormulaError;
use crate::function::Function;
use crate::graph::{Graph, Node};
use crate::names::{constant, each_name, is_reserved};
use crate::tree::{MOST_SYMBOLS, Tree};
use std::ops::Range;

/// A name with its expression, and the name's position.
#[derive(Clone, Debug)]
pub struct Definition {
    pub name: String,
    pub tree: Tree,
    pub place: Range<usize>,
}

/// Puts definitions in place of their names; they may use each other.
///
/// # Errors
/// If a name is reserved, unused, or defined twice or by itself, or if the formula becomes too long.
pub fn expand(mut tree: Tree, definitions: &[Definition]) -> Result<Tree, FormulaError> {
    for (at, definition) in definitions.iter().enumerate() {
        let (name, place) = (&definition.name, || definition.place.clone());
        if may_not_be_declared(name) {
            return Err(FormulaError::new(name_reserved(name), place()));
        }
        if definitions[..at].iter().any(|other| other.name == *name) {
            return Err(FormulaError::new(declared_twice(name), place()));
        }
    }
    let mut used = vec![false; definitions.len()];
    let sizes: Vec<u64> = definitions.iter().map(|d| d.tree.symbols()).collect();
    // Each round puts in one definition within another.
    for _ in 0..=definitions.len() {
        let (mut last, mut symbols) = (None, tree.symbols());
        each_name(&tree, &mut |name, _| {
            if let Some(at) = definitions.iter().position(|d| d.name == name) {
                used[at] = true;
                last = Some(at);
                symbols = symbols.saturating_add(sizes[at]);
            }
        });
        let Some(last) = last else {
            let unused = definitions.iter().zip(used).find(|(_, used)| !used);
            return match unused {
                Some((Definition { name, place, .. }, _)) => {
                    Err(FormulaError::new(definition_unused(name), place.clone()))
                }
                None => Ok(tree),
            };
        };
        // Before it takes the memory.
        if symbols > MOST_SYMBOLS {
            return Err(FormulaError::new(
                expanded_long(symbols, MOST_SYMBOLS),
                definitions[last].place.clone(),
            ));
        }
        tree = put_in(tree, definitions);
    }
    let [Definition { name, place, .. }, ..] = definitions else {
        return Ok(tree);
    };
    Err(FormulaError::new(defined_by_itself(name), place.clone()))
}

/// True for the names of variables, constants, functions and words of the grammar.
pub fn may_not_be_declared(name: &str) -> bool {
    is_reserved(name) || Function::named(name).is_some() || matches!(name, "sum" | "in")
}

/// Puts definitions in place of their names, once.
pub fn put_in(tree: Tree, definitions: &[Definition]) -> Tree {
    let inner = |tree: Box<Tree>| Box::new(put_in(*tree, definitions));
    match tree {
        Tree::Number(_) => tree,
        Tree::Name(ref name, _) => {
            let mut defined = definitions.iter().filter(|d| d.name == *name);
            defined.next().map_or(tree.clone(), |d| d.tree.clone())
        }
        Tree::Negative(x) => Tree::Negative(inner(x)),
        Tree::Binary(operator, left, right) => Tree::Binary(operator, inner(left), inner(right)),
        Tree::Call(function, x) => Tree::Call(function, inner(x)),
        Tree::Element(index, place) => Tree::Element(inner(index), place),
        Tree::Table(arguments, place) => {
            let each = arguments.into_iter();
            Tree::Table(each.map(|tree| put_in(tree, definitions)).collect(), place)
        }
        Tree::Sum {
            index,
            from,
            to,
            term,
            place,
        } => {
            // Within the sum its index is not a definition.
            let others = definitions.iter().filter(|d| d.name != index);
            let others: Vec<Definition> = others.cloned().collect();
            Tree::Sum {
                term: Box::new(put_in(*term, &others)),
                index,
                from,
                to,
                place,
            }
        }
    }
}

/// The value of an expression of numbers and constants; `None` if it has another name.
pub fn value(tree: &Tree) -> Option<f64> {
    let mut is_constant = true;
    each_name(tree, &mut |name, _| is_constant &= constant(name).is_some());
    let mut graph = Graph::new();
    // Only then does the graph know every name.
    let whole = is_constant.then(|| graph.build(tree, &[], &[]).ok())??;
    match graph.node(whole) {
        Node::Number(x) => Some(x.value()),
        _ => None,
    }
}
