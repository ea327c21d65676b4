//! A formula with its parameters.

use crate::complaints::{declared_twice, name_reserved};
use crate::declarations::Declaration;
use crate::definitions::{may_not_be_declared, value};
use crate::elements::{self, Constants, DIMENSION, index_of_name};
use crate::error::FormulaError;
use crate::graph::{Graph, Node, TooLong};
use crate::mathml::mathml;
use crate::names::{constant, dimension, each_name, is_reserved, unknown, variables};
use crate::parse::parse;
use crate::potential::Potential;
use crate::table::Table;
use crate::tape::MOST_COST;
use crate::tree::{Parameter, Tree};
use message::{cut, exact, list, plain, say};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Most corrections of one text, one after the other.
const MOST_FIXES: usize = 20;

/// A parsed energy: `q^2/2 + a*sin(q/a); a = 0.05 in [0.01, 0.2]`.
///
/// Variables are `q`; `x, y`; `x, y, z`; or `x1, x2, …` up to 32, also written `x[i]` with an index made
/// of numbers, declared names and indices of sums: `sum(i, 1, n, x[i]^2 + x[i]*x[mod(i, n) + 1]); n = 8`.
/// There, a declaration of `dim` checks the dimension. The grammar has `+ - * / ^`, brackets, the functions
/// sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, sqrt, abs, erf and floor, those of
/// `identities.rs`, the constants `pi` and `e`, `sum(i, 1, 20, cos(i^2*q)/i^2)`, and
/// `if(0 < q < 1, q^2, 0)` with `<`, `<=`, `>`, `>=`, `and` and `or`. Products need their `*`. After a semicolon or on a new line, `a = 1/20` declares a parameter, and
/// `r = sqrt(x^2 + y^2)` names a part.
#[derive(Clone, Debug)]
pub struct Formula {
    text: String,
    tree: Tree,
    parameters: Vec<Parameter>,
    dimension: usize,
    table: Option<Arc<Table>>,
}

impl Formula {
    /// Parses a formula whose parameters are all declared in its text.
    ///
    /// # Errors
    /// The error, its position, and the likely fix.
    pub fn parse(text: &str) -> Result<Formula, FormulaError> {
        Self::parse_with(text, &BTreeMap::new())
    }

    /// Parses a formula; `given` values override declared ones and supply undeclared ones.
    ///
    /// # Errors
    /// The error, its position, and the likely fix.
    pub fn parse_with(text: &str, given: &BTreeMap<String, f64>) -> Result<Formula, FormulaError> {
        with_a_fix_that_helps(text, |text| Self::parsed(text, given))
    }

    fn parsed(text: &str, given: &BTreeMap<String, f64>) -> Result<Formula, FormulaError> {
        let (tree, declarations) = parse(text, given)?;
        let declared =
            |name: &str| given.contains_key(name) || declarations.iter().any(|d| d.name == name);
        let of_dimension = declarations.iter().find(|d| d.name == DIMENSION);
        let place = of_dimension.map_or(0..text.len(), |d| d.place.clone());
        let constants = constants(&declarations, given);
        let dimension = match elements::dimension(&tree, &constants, &declared, place)? {
            Some(dimension) => dimension,
            None => dimension(&tree, text, &declared)?,
        };
        Self::checked(text, tree, declarations, given, dimension)
    }

    /// The value of an expression of numbers and constants, such as `2*pi`; `None` of anything else.
    pub fn constant(text: &str) -> Option<f64> {
        let (tree, declarations) = parse(text, &BTreeMap::new()).ok()?;
        value(&tree).filter(|x| declarations.is_empty() && x.is_finite())
    }

    /// Parses a formula in a space of this dimension, even if it uses only some variables.
    ///
    /// # Errors
    /// The error, its position, and the likely fix.
    pub fn parse_in(
        text: &str,
        given: &BTreeMap<String, f64>,
        dimension: usize,
    ) -> Result<Formula, FormulaError> {
        with_a_fix_that_helps(text, |text| Self::parsed_in(text, given, dimension))
    }

    fn parsed_in(
        text: &str,
        given: &BTreeMap<String, f64>,
        dimension: usize,
    ) -> Result<Formula, FormulaError> {
        let (tree, declarations) = parse(text, given)?;
        let declared =
            |name: &str| given.contains_key(name) || declarations.iter().any(|d| d.name == name);
        elements::check(
            &tree,
            &constants(&declarations, given),
            &declared,
            dimension,
        )?;
        Self::checked(text, tree, declarations, given, dimension)
    }

    fn checked(
        text: &str,
        tree: Tree,
        declarations: Vec<Declaration>,
        given: &BTreeMap<String, f64>,
        dimension: usize,
    ) -> Result<Formula, FormulaError> {
        let mut parameters = declared(declarations, given, dimension)?;
        let mut error = None;
        each_name(&tree, &mut |name, place| {
            let known = constant(name).is_some()
                || variables(dimension).contains(&name)
                || index_of_name(name).is_some_and(|i| (1..=dimension).contains(&i))
                || parameters.iter().any(|p| p.name == name);
            if known || error.is_some() {
                return;
            }
            error = match given.get(name) {
                Some(&value) => {
                    parameters.push(Parameter {
                        name: name.to_owned(),
                        value,
                        range: None,
                    });
                    None
                }
                None if is_reserved(name) => Some(FormulaError::new(
                    say!(
                        "not-a-variable",
                        "“{name}” is not a variable here; the variables are {variables|, }.",
                        name = name,
                        variables = list(variables(dimension).iter().copied())
                    ),
                    place.clone(),
                )),
                None => Some(unknown(
                    text,
                    name,
                    place.clone(),
                    parameters.iter().map(|p| p.name.as_str()),
                )),
            };
        });
        match error {
            Some(error) => Err(error),
            None => Ok(Formula {
                text: text.to_owned(),
                tree,
                parameters,
                dimension,
                table: None,
            }),
        }
    }

    /// The same with the table that it calls as `table(…)`.
    #[must_use]
    pub fn with_table(self, table: Option<Arc<Table>>) -> Self {
        Formula { table, ..self }
    }

    /// True if it calls a table.
    pub fn has_table(&self) -> bool {
        self.tree.has_table()
    }

    /// The table, if the formula calls it only at the variables themselves.
    pub fn plain_table(&self) -> Option<&Arc<Table>> {
        let table = self.table.as_ref();
        table.filter(|_| self.tree.has_plain_table(self.dimension))
    }

    /// Number of terms of the first sum in the formula; `None` without a sum.
    pub fn terms(&self) -> Option<u64> {
        self.tree.terms()
    }

    /// The same energy with its first sum truncated after this many terms.
    #[must_use]
    pub fn truncated(&self, terms: u64) -> Self {
        let mut new = self.clone();
        new.tree.truncate(terms);
        new.text = new.to_string();
        new
    }

    /// The original text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The parameters with their values.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// Number of variables, from 1 to 32.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// Names of the variables.
    pub fn variables(&self) -> &'static [&'static str] {
        variables(self.dimension)
    }

    /// The formula as presentation MathML.
    pub fn to_mathml(&self) -> String {
        mathml(&self.tree)
    }

    /// Parses another energy of the same variables, with the parameters of this one available.
    ///
    /// # Errors
    /// The error, its position, and the likely fix; also if it does not compile.
    pub fn beside(&self, text: &str) -> Result<Formula, FormulaError> {
        let values = self.parameters.iter();
        let parameters = values.map(|p| (p.name.clone(), p.value)).collect();
        let other = Self::parse_in(text, &parameters, self.dimension)?;
        let other = other.with_table(self.table.clone());
        other.check().map(|()| other)
    }

    /// Checks that the formula compiles.
    ///
    /// # Errors
    /// As for [`Formula::compile`].
    pub fn check(&self) -> Result<(), FormulaError> {
        self.compile().map(drop)
    }

    /// The energy and its exact gradient, compiled for blocks of walkers.
    ///
    /// # Errors
    /// If the formula does not depend on its variables, calls a table that it lacks, or compiles to too
    /// many instructions.
    pub fn compile(&self) -> Result<Potential, FormulaError> {
        let (whole, d) = (0..self.text.len(), self.dimension);
        self.tree.check_tables(self.table.as_deref())?;
        // Differentiate the symbolic form first and insert the numbers last: only then does
        // a·(1/a) cancel for every a.
        let mut graph = Graph::new();
        let long = self.tree.longest_sum().unwrap_or(&whole).clone();
        let too_long = |limit: TooLong| FormulaError::new(limit.message(), long.clone());
        let energy = graph
            .build(&self.tree, self.variables(), &self.parameters)
            .map_err(too_long)?;
        let symbols = graph.with_gradient(energy, d).map_err(too_long)?;
        let values: Vec<f64> = self.parameters.iter().map(|p| p.value).collect();
        let mut numbers = Graph::new();
        let mut outputs = graph
            .substitute(&symbols, &values, &mut numbers)
            .map_err(too_long)?;
        // If the numbers make a part constant, such as (-1)^n, its slope is zero, but the symbolic
        // one may be zero times the logarithm of -1.
        if !numbers.is_finite(&outputs) {
            let mut again = Graph::new();
            let energy = graph
                .substitute(&[energy], &values, &mut again)
                .map_err(too_long)?[0];
            let direct = again.with_gradient(energy, d).map_err(too_long)?;
            if again.is_finite(&direct) {
                (numbers, outputs) = (again, direct);
            }
        }
        let flat = outputs[1..]
            .iter()
            .all(|&d| matches!(numbers.node(d), Node::Number(x) if x.value() == 0.0));
        if flat {
            let jumps = !matches!(numbers.node(outputs[0]), Node::Number(_));
            let constant = match jumps {
                true => say!(
                    "energy-jumps",
                    "This energy changes in jumps only, which have no force: without a slope there is nothing to learn or to compare."
                ),
                false => say!(
                    "energy-constant",
                    "This energy is constant: without a slope there is nothing to learn or to compare."
                ),
            };
            return Err(FormulaError::new(constant, whole));
        }
        let table = self.table.as_ref();
        let (energy, gradient) = (
            numbers.compile(&outputs[..1], d, table),
            numbers.compile(&outputs[1..], d, table),
        );
        let cost = energy.cost().max(gradient.cost());
        if cost > MOST_COST {
            return Err(FormulaError::new(
                say!(
                    "formula-expensive",
                    "The formula is too expensive: one evaluation costs {cost} sums or products (a function counts for up to 30, a power for 100); at most {most} are allowed. Use fewer terms.",
                    cost = exact(cost as f64),
                    most = exact(MOST_COST as f64)
                ),
                long.clone(),
            ));
        }
        let supports = numbers.supports_of_terms(outputs[0]);
        Ok(Potential::new(d, energy, gradient, supports))
    }
}

/// The values of declared names, or those given.
fn constants(declarations: &[Declaration], given: &Constants) -> Constants {
    let declared = declarations.iter().map(|d| (d.name.clone(), d.value));
    let given = given.iter().map(|(name, x)| (name.clone(), *x));
    declared.chain(given).collect()
}

/// The declared parameters, with given values put in.
fn declared(
    declarations: Vec<Declaration>,
    given: &BTreeMap<String, f64>,
    dimension: usize,
) -> Result<Vec<Parameter>, FormulaError> {
    // In few dimensions x1 may be a parameter beside x.
    let is_element = |name: &str| dimension > 3 && variables(dimension).contains(&name);
    let mut parameters: Vec<Parameter> = Vec::new();
    for Declaration {
        name,
        value,
        range,
        place,
    } in declarations
    {
        if may_not_be_declared(&name) || is_element(&name) {
            return Err(FormulaError::new(name_reserved(&name), place));
        }
        if parameters.iter().any(|p| p.name == name) {
            return Err(FormulaError::new(declared_twice(&name), place));
        }
        let value = given.get(&name).copied().unwrap_or(value);
        if let Some([lower, upper]) =
            range.filter(|[lower, upper]| !(*lower..=*upper).contains(&value))
        {
            return Err(FormulaError::new(
                say!(
                    "parameter-out-of-range",
                    "{name} must lie between {lower} and {upper}, but is {value}.",
                    name = cut(&name),
                    lower = plain(lower),
                    upper = plain(upper),
                    value = plain(value)
                ),
                place,
            ));
        }
        parameters.push(Parameter { name, value, range });
    }
    Ok(parameters)
}

/// Canonical text, which parses to the same formula.
impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.tree)?;
        for Parameter { name, value, range } in &self.parameters {
            write!(f, "; {name} = {}", plain(*value))?;
            if let Some([lower, upper]) = range {
                write!(f, " in [{}, {}]", plain(*lower), plain(*upper))?;
            }
        }
        Ok(())
    }
}

/// The result of parsing the text. The fix of an error is kept only if it, and those of the errors
/// that then follow, lead to a formula.
fn with_a_fix_that_helps(
    text: &str,
    parse: impl Fn(&str) -> Result<Formula, FormulaError>,
) -> Result<Formula, FormulaError> {
    let error = match parse(text) {
        Ok(formula) => return Ok(formula),
        Err(error) => error,
    };
    let mut next = error.fix.clone();
    for _ in 0..MOST_FIXES {
        let Some(fixed) = next else { break };
        match parse(&fixed) {
            Ok(_) => return Err(error),
            Err(error) => next = error.fix,
        }
    }
    Err(FormulaError { fix: None, ..error })
}
