//! Calls of a table in a formula: parsed, and checked against the table.

use crate::complaints::{table_arguments, table_form, table_missing};
use crate::error::FormulaError;
use crate::names::variables;
use crate::parser::Parser;
use crate::table::Table;
use crate::token::Token;
use crate::tree::{Place, Tree};
use std::ops::Range;

/// Most arguments of a table.
const MOST: usize = 2;

impl Parser<'_> {
    /// `table(q)` or `table(x, y)` after its name.
    pub fn table(&mut self, place: Range<usize>) -> Result<Tree, FormulaError> {
        let open = self.place();
        self.advance();
        let mut arguments = Vec::new();
        while *self.token() != Token::Sign(')') {
            arguments.push(self.expression(0)?);
            if !self.accept(',') {
                break;
            }
        }
        self.close(open)?;
        let place = place.start..self.last().end;
        match (1..=MOST).contains(&arguments.len()) {
            true => Ok(Tree::Table(arguments, Place(place))),
            false => Err(FormulaError::new(table_form(), place)),
        }
    }
}

impl Tree {
    /// Calls `visit` with the arguments and the position of every call of the table.
    fn each_table(&self, visit: &mut dyn FnMut(&[Tree], &Range<usize>)) {
        match self {
            Tree::Number(_) | Tree::Name(..) | Tree::Element(..) => {}
            Tree::Negative(inner) | Tree::Call(_, inner) => inner.each_table(visit),
            Tree::Sum { term, .. } => term.each_table(visit),
            Tree::Binary(_, left, right) => {
                left.each_table(visit);
                right.each_table(visit);
            }
            Tree::Table(arguments, place) => {
                visit(arguments, &place.0);
                for argument in arguments {
                    argument.each_table(visit);
                }
            }
        }
    }

    /// True if it calls the table.
    pub fn has_table(&self) -> bool {
        let mut found = false;
        self.each_table(&mut |_, _| found = true);
        found
    }

    /// True if it calls the table, and only with the variables themselves in their order.
    pub fn has_plain_table(&self, dimension: usize) -> bool {
        let [mut found, mut plain] = [false, true];
        self.each_table(&mut |arguments, _| {
            let names = arguments.iter().map(|argument| match argument {
                Tree::Name(name, _) => name.as_str(),
                _ => "",
            });
            found = true;
            plain &= names.eq(variables(dimension).iter().copied());
        });
        found && plain
    }

    /// Checks every call of the table.
    ///
    /// # Errors
    /// If there is no table, or if it has another number of variables.
    pub fn check_tables(&self, table: Option<&Table>) -> Result<(), FormulaError> {
        let mut error = None;
        self.each_table(&mut |arguments, place| {
            let wrong = match table {
                None => Some(table_missing()),
                Some(table) if table.dimension() != arguments.len() => {
                    Some(table_arguments(table.dimension(), arguments.len()))
                }
                Some(_) => None,
            };
            if let Some(wrong) = wrong.filter(|_| error.is_none()) {
                error = Some(FormulaError::new(wrong, place.clone()));
            }
        });
        error.map_or(Ok(()), Err)
    }
}
