//! Reads loosely typed input (a file, a link, the page's controls) into a validated experiment.

use crate::finite::{NOWHERE, START};
use crate::potential_spec::{fallback, potential};
use crate::problem::MOST_PROBLEMS;
use crate::values::{ANY, checked, fields_of, nothing_to_calibrate};
use crate::{
    Experiment, Kind, Problem, Problems, SETTINGS, Setting, SettingKind, Trajectory, VERSION,
    read_json, setting,
};
use expression::{Formula, FormulaError};
use message::{cut, exact, list, plain, say};
use serde_json::{Map, Value};
use statistics::MOST_GRIDDED;
use std::collections::BTreeMap;
use strsim::damerau_levenshtein;

/// Most bins over all dimensions.
const MOST_BINS: u64 = 65_536;
impl Experiment {
    /// Reads an experiment from its JSON form; missing fields take their default.
    ///
    /// # Errors
    /// Every unknown field, wrong type and value out of range, each by name.
    pub fn read(value: &Value) -> Result<Self, Problems> {
        let (experiment, problems) = Self::resolve(value);
        if problems.is_empty() {
            Ok(experiment)
        } else {
            Err(Problems(problems))
        }
    }

    /// Reads an experiment from its JSON text.
    ///
    /// # Errors
    /// As [`Experiment::read`]; if the text is not JSON, its line and column.
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        let value = read_json(text, say!("the-experiment", "The experiment"))
            .map_err(|p| Problems(vec![p]))?;
        Self::read(&value)
    }

    /// As [`Experiment::read`], but invalid fields keep their default, so there always is an
    /// experiment to show beside the list of problems.
    pub fn resolve(value: &Value) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut given = Vec::new();
        // An outcome holds its experiment.
        let inner = value.get("experiment").filter(|inner| inner.is_object());
        match inner.unwrap_or(value) {
            Value::Object(fields) => flatten("", fields, &mut given, &mut problems),
            _ => {
                let message = say!(
                    "not-an-experiment",
                    "An experiment is an object of named fields, such as {example}.",
                    example =
                        format!(r#"{{"version": {VERSION}, "potential": {{"preset": "test1"}}}}"#)
                );
                return (first_preset(), vec![Problem::new("", message)]);
            }
        }
        let (potential, dimension) = potential(&given, &mut problems);
        let (version, given): (Vec<_>, Vec<_>) =
            given.into_iter().partition(|(s, _)| s.name == "version");
        let mut given = given;
        let named = version
            .first()
            .map(|(s, value)| checked(s, value, dimension));
        let version = match named {
            Some(Ok(value)) => {
                let version = value.as_u64().map_or(VERSION, |v| v as u32);
                match many_since(version, dimension) {
                    None => version,
                    Some(problem) => {
                        problems.push(problem);
                        VERSION
                    }
                }
            }
            Some(Err(problem)) => {
                problems.push(problem);
                VERSION
            }
            // Earlier versions had no more than three dimensions.
            None if dimension > MOST_GRIDDED => VERSION,
            None => 1,
        };
        let mut defaults = Experiment::of(version, potential, dimension);
        let hash = given.iter().find(|(s, _)| s.name == "trajectory.hash");
        // A potential that was refused has a formula in place of the rows.
        if let Some(hash) = hash.and_then(|(_, hash)| hash.as_str())
            && defaults.formula_text().is_empty()
        {
            defaults.trajectory = Some(Trajectory::of(hash, dimension));
        }
        let of_calibration = |s: &Setting| s.name.starts_with("calibration.");
        if defaults.calibration.is_none() && given.iter().any(|(s, _)| of_calibration(s)) {
            problems.push(nothing_to_calibrate());
            given.retain(|(s, _)| !of_calibration(s));
        }
        given.retain(|(s, _)| !s.name.starts_with("potential"));
        let (region, rest): (Vec<_>, Vec<_>) = given
            .into_iter()
            .partition(|(s, _)| s.name.starts_with("region."));
        let (kind, rest): (Vec<_>, Vec<_>) = rest
            .into_iter()
            .partition(|(s, _)| ["kind", "periodic"].contains(&s.name));
        let mut defaults = defaults.with(&kind, &mut problems);
        problems.extend(defaults.check_rows());
        if let Some(problem) = defaults.gridless_problem() {
            problems.push(problem);
            defaults.periodic = None;
        }
        problems.extend(defaults.check_periods());
        defaults.span_periods();
        match (defaults.kind, &defaults.compare) {
            (Kind::Compare, None) => defaults.comparing(),
            (Kind::Learn | Kind::Scan | Kind::Auto, Some(_)) => defaults.compare = None,
            _ => {}
        }
        match defaults.kind {
            Kind::Scan => defaults.scanning(),
            Kind::Auto => defaults.finding_out(),
            Kind::Learn | Kind::Compare => {}
        }
        // Ignore settings of groups that this kind of experiment does not use.
        let idle = |s: &Setting| {
            let of = |group: &str| s.name.starts_with(group);
            of("compare") && defaults.compare.is_none()
                || of("scan") && defaults.scan.is_none()
                || of("trajectory") && defaults.trajectory.is_none()
                // It follows from the columns, where they are named.
                || s.name == "trajectory.dimension"
                || of("calibration") && defaults.scan.is_some()
        };
        let rest: Vec<_> = rest
            .into_iter()
            .filter(|(s, _)| !idle(s))
            // The kind determines which of these groups exist.
            .filter(|(s, value)| {
                !(["compare", "scan", "trajectory"].contains(&s.name) && value.is_null())
            })
            .collect();
        let mut wide = defaults.with(&region, &mut problems);
        if let Some(problem) = wide.region_problem() {
            problems.push(problem);
            wide.region = defaults.region.clone();
        }
        wide.fit_periods(&defaults.region);
        let region = wide.region.clone();
        wide.start_all_over(&region);
        let mut experiment = wide.with(&rest, &mut problems);
        let found = experiment.problems();
        if !found.is_empty() {
            experiment = experiment.repaired(&wide, &found);
            problems.extend(found);
        }
        problems.truncate(MOST_PROBLEMS);
        (experiment, problems)
    }

    /// This experiment with some settings changed; invalid ones stay unchanged.
    fn with(&self, given: &[(&Setting, &Value)], problems: &mut Vec<Problem>) -> Self {
        let mut sound = Vec::new();
        for (setting, value) in given {
            match checked(setting, value, self.dimension()) {
                Ok(value) => sound.push((setting.name, value)),
                Err(problem) => problems.push(problem),
            }
        }
        self.placed(sound)
    }

    /// This experiment with these fields, each already of its type.
    fn placed(&self, fields: Vec<(&str, Value)>) -> Self {
        let mut whole = serde_json::to_value(self).unwrap_or_default();
        for (name, value) in fields {
            place(&mut whole, name, value);
        }
        serde_json::from_value(whole).unwrap_or_else(|_| self.clone())
    }

    /// This experiment with the refused fields reset to their former values; resets whole groups
    /// where the fields alone do not make it consistent.
    fn repaired(&self, before: &Self, problems: &[Problem]) -> Self {
        let old = serde_json::to_value(before).unwrap_or_default();
        let back = |name: fn(&str) -> &str| {
            let names = problems.iter().map(|p| match p.field.as_str() {
                // A formula that is not finite where walkers start may be finite elsewhere.
                START => "initial",
                field => name(field),
            });
            self.placed(
                names
                    .filter_map(|name| Some((name, at(&old, name)?.clone())))
                    .collect(),
            )
        };
        let narrow = back(|field| field);
        let mut left = narrow.problems();
        left.retain(|problem| ![START, NOWHERE].contains(&problem.field.as_str()));
        if left.is_empty() {
            narrow
        } else {
            back(|field| field.split('.').next().unwrap_or_default())
        }
    }

    /// The parsed formula of `V` with its parameters.
    ///
    /// # Errors
    /// The error in the formula, its position and a likely fix.
    pub fn formula(&self) -> Result<Formula, FormulaError> {
        let formula = Formula::parse_with(self.formula_text(), &self.potential.parameters)?;
        Ok(formula.with_table(self.table()))
    }

    /// The parsed reference potential, if any, with the parameters of `V` available.
    ///
    /// # Errors
    /// The error in the reference and its position.
    pub fn reference_formula(&self) -> Result<Option<(String, Formula)>, FormulaError> {
        let Some((name, text)) = self.reference() else {
            return Ok(None);
        };
        if self.trajectory.is_some() {
            let formula = Formula::parse_in(text, &BTreeMap::new(), self.dimension())?;
            return Ok(Some((name.to_owned(), formula)));
        }
        Ok(Some((name.to_owned(), self.formula()?.beside(text)?)))
    }

    /// Checks that the region has a positive width.
    fn region_problem(&self) -> Option<Problem> {
        let mut sides = self.region.lower.iter().zip(&self.region.upper).enumerate();
        let (axis, (lower, upper)) = sides.find(|(_, (lower, upper))| lower >= upper)?;
        Some(Problem::new(
            "region.upper",
            say!(
                "region-order",
                "Region to (upper) must lie above region from (lower); along axis {axis} the region goes from {lower} to {upper}.",
                axis = exact((axis + 1) as f64),
                lower = plain(*lower),
                upper = plain(*upper)
            ),
        ))
    }

    /// Problems that involve several fields.
    fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let bins = self.bins.iter().map(|&b| u64::from(b));
        if !self.learns_terms() && bins.product::<u64>() > MOST_BINS {
            problems.push(Problem::new(
                "bins",
                say!(
                    "many-bins",
                    "There may be at most {most} bins over all dimensions.",
                    most = exact(MOST_BINS as f64)
                ),
            ));
        }
        self.check_compare(&mut problems);
        self.check_scan(&mut problems);
        problems.extend(self.trajectory.as_ref().and_then(Trajectory::problem));
        problems.extend(self.interactions_problem());
        problems.extend(self.energy_problem());
        problems.extend(self.reference_problem());
        problems
    }
}

/// The problem of a version that had no more than three dimensions.
fn many_since(version: u32, dimension: usize) -> Option<Problem> {
    (version < 3 && dimension > MOST_GRIDDED).then(|| {
        let since = say!(
            "many-variables-since",
            "More than three dimensions exist from version 3 of the format on (v=3 in a link)."
        );
        Problem::new("version", since)
    })
}

/// The experiment shown if the input is unusable.
fn first_preset() -> Experiment {
    let (potential, dimension) = fallback();
    Experiment::of(VERSION, potential, dimension)
}

/// Lists the leaves of the input with their settings; reports unknown names.
fn flatten<'a>(
    path: &str,
    fields: &'a Map<String, Value>,
    given: &mut Vec<(&'static Setting, &'a Value)>,
    problems: &mut Vec<Problem>,
) {
    for (name, value) in fields {
        let name = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        let known = setting(&name);
        match (known, value) {
            (Some(setting), Value::Object(inner)) if setting.kind == SettingKind::Group => {
                flatten(setting.name, inner, given, problems);
            }
            (Some(setting), _) => given.push((setting, value)),
            (None, Value::Object(inner))
                if SETTINGS
                    .iter()
                    .any(|s| s.name.starts_with(&format!("{name}."))) =>
            {
                flatten(&name, inner, given, problems);
            }
            (None, _) if problems.len() < MOST_PROBLEMS => problems.push(unknown(&name, false)),
            (None, _) => {}
        }
    }
}

/// The problem of an unknown field, with the name that was probably meant. In a link a field has a
/// short name as well.
pub(super) fn unknown(name: &str, is_link: bool) -> Problem {
    if name.is_empty() {
        return Problem::new(
            "",
            say!(
                "nameless-value",
                "A value without a name belongs to no field."
            ),
        );
    }
    let name = cut(name);
    let fields = fields_of(&name, is_link);
    let map = SETTINGS
        .iter()
        .find(|s| s.kind == SettingKind::Map && [s.key, s.name].contains(&name.as_str()));
    let distance = |s: &Setting| {
        let known = if is_link {
            [s.name, s.key]
        } else {
            [s.name; 2]
        };
        let near = known.map(|known| (damerau_levenshtein(known, &name), known));
        near[0].min(near[1])
    };
    let near = SETTINGS.iter().map(distance).min();
    // Of a short name, two wrong letters leave nothing.
    let is_near = |distance: usize| distance <= 2 && 2 * distance < name.chars().count();
    let message = match near.filter(|(distance, _)| is_near(*distance)) {
        _ if !fields.is_empty() => say!(
            "field-is-group",
            "“{name}” has no value of its own: it is a group of these fields: {fields|, }.",
            name = name.as_str(),
            fields = list(fields)
        ),
        _ if let Some(map) = map.filter(|_| is_link) => say!(
            "field-is-map",
            "“{name}” has no value of its own: each parameter of the formula has one, such as {field}=0.1.",
            name = name.as_str(),
            field = format!("{}.{ANY}", map.key)
        ),
        Some((_, near)) => say!(
            "field-misspelt",
            "There is no field “{name}”; did you mean “{near}”?",
            name = name.as_str(),
            near = near
        ),
        None => say!(
            "no-such-field",
            "There is no field “{name}”.",
            name = name.as_str()
        ),
    };
    Problem::new(name, message)
}

/// The value at a dotted path.
pub(super) fn at<'a>(fields: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(fields, |at, name| at.get(name))
}

/// Puts a value at a dotted path.
fn place(fields: &mut Value, path: &str, value: Value) {
    let mut at = fields;
    for name in path.split('.') {
        at = &mut at[name];
    }
    *at = value;
}
