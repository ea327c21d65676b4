//! From loosely typed input (a file, a link, the page's controls) to a validated experiment.

use super::read_potential::{fallback, potential};
use super::values::{NOTHING_TO_CALIBRATE, checked};
use super::{
    Experiment, Kind, Problem, Problems, SETTINGS, Setting, SettingKind, Shape, VERSION, setting,
};
use crate::expression::{Formula, FormulaError, plain, variables};
use crate::statistics::Grid;
use serde_json::{Map, Value};
use strsim::damerau_levenshtein;

/// Most bins over all dimensions.
const MOST_BINS: u64 = 65_536;
impl Experiment {
    /// Reads an experiment from its JSON form; a field that is left out takes its default.
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
    /// As [`Experiment::read`]; text that is not JSON is named with its line and column.
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        let value = serde_json::from_str(text).map_err(|e| {
            Problems(vec![Problem::new(
                "",
                format!("This is not an experiment in JSON: {e}."),
            )])
        })?;
        Self::read(&value)
    }

    /// As [`Experiment::read`], but what is wrong keeps its default, so that there always is an
    /// experiment to show beside the list of problems.
    pub fn resolve(value: &Value) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut given = Vec::new();
        match value {
            Value::Object(fields) => flatten("", fields, &mut given, &mut problems),
            _ => {
                let message = "An experiment is an object of named fields, such as {\"potential\": {\"preset\": \"test1\"}}.";
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
            Some(Ok(value)) => value.as_u64().map_or(VERSION, |v| v as u32),
            Some(Err(problem)) => {
                problems.push(problem);
                VERSION
            }
            None => 1,
        };
        let defaults = Experiment::of(version, potential, dimension);
        let of_calibration = |s: &Setting| s.name.starts_with("calibration.");
        if defaults.calibration.is_none() && given.iter().any(|(s, _)| of_calibration(s)) {
            problems.push(Problem::new("calibration", NOTHING_TO_CALIBRATE));
            given.retain(|(s, _)| !of_calibration(s));
        }
        given.retain(|(s, _)| !s.name.starts_with("potential"));
        let (region, rest): (Vec<_>, Vec<_>) = given
            .into_iter()
            .partition(|(s, _)| s.name.starts_with("region."));
        let (kind, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(s, _)| s.name == "kind");
        let mut defaults = defaults.with(&kind, &mut problems);
        match (defaults.kind, &defaults.compare) {
            (Kind::Compare, None) => defaults.comparing(),
            (Kind::Learn | Kind::Scan, Some(_)) => defaults.compare = None,
            _ => {}
        }
        if defaults.kind == Kind::Scan {
            defaults.scanning();
        }
        // Settings of what is not to be found out are of no consequence.
        let idle = |s: &Setting| {
            let of = |group: &str| s.name.starts_with(group);
            of("compare") && defaults.compare.is_none()
                || of("scan") && defaults.scan.is_none()
                || of("calibration") && defaults.kind == Kind::Scan
        };
        let rest: Vec<_> = rest
            .into_iter()
            .filter(|(s, _)| !idle(s))
            .filter(|(s, value)| !(["compare", "scan"].contains(&s.name) && value.is_null()))
            .collect();
        let mut wide = defaults.with(&region, &mut problems);
        let region = wide.region.clone();
        wide.start_all_over(&region);
        let experiment = wide.with(&rest, &mut problems);
        let before = problems.len();
        experiment.check(&mut problems);
        if problems.len() > before {
            return (
                repaired(experiment, &defaults, &problems[before..]),
                problems,
            );
        }
        (experiment, problems)
    }

    /// This experiment with some of its settings changed; what is wrong stays as it is.
    fn with(&self, given: &[(&Setting, &Value)], problems: &mut Vec<Problem>) -> Self {
        let mut fields = serde_json::to_value(self).unwrap_or_default();
        for (setting, value) in given {
            match checked(setting, value, self.dimension()) {
                Ok(value) => place(&mut fields, setting.name, value),
                Err(problem) => problems.push(problem),
            }
        }
        serde_json::from_value(fields).unwrap_or_else(|e| {
            problems.push(Problem::new(
                "",
                format!("The experiment does not hold together: {e}."),
            ));
            self.clone()
        })
    }

    /// The parsed formula of `V` with its parameters.
    ///
    /// # Errors
    /// Where the formula's text is wrong and how it could be mended.
    pub fn formula(&self) -> Result<Formula, FormulaError> {
        Formula::parse_with(self.formula_text(), &self.potential.parameters)
    }

    /// The parsed reference potential, if there is one, with the parameters of `V` at hand.
    ///
    /// # Errors
    /// Where the reference's text is wrong.
    pub fn reference_formula(&self) -> Result<Option<(String, Formula)>, FormulaError> {
        let Some((name, text)) = self.reference() else {
            return Ok(None);
        };
        let parameters = self
            .formula()?
            .parameters()
            .iter()
            .map(|p| (p.name.clone(), p.value))
            .collect();
        let formula = Formula::parse_in(text, &parameters, self.dimension())?;
        Ok(Some((name.to_owned(), formula)))
    }

    /// Checks what concerns several fields at once.
    fn check(&self, problems: &mut Vec<Problem>) {
        for (axis, (lower, upper)) in self.region.lower.iter().zip(&self.region.upper).enumerate() {
            if lower >= upper {
                problems.push(Problem::new(
                    "region.upper",
                    format!("Region to (upper) must lie above where the region begins; along axis {} it goes from {lower} to {upper}.", axis + 1),
                ));
            }
        }
        if self.bins.iter().map(|&b| u64::from(b)).product::<u64>() > MOST_BINS {
            problems.push(Problem::new(
                "bins",
                format!("There may be at most {MOST_BINS} bins over all dimensions."),
            ));
        }
        if let Err(error) = self.reference_formula() {
            problems.push(formula_problem("potential.reference", error));
        }
        self.check_compare(problems);
        self.check_scan(problems);
        if let Some(problem) = self.start_problem() {
            problems.push(problem);
        }
    }

    /// `V` must be finite over most of where the walkers start.
    fn start_problem(&self) -> Option<Problem> {
        match self.dimension() {
            1 => self.start_problem_in::<1>(65),
            2 => self.start_problem_in::<2>(17),
            _ => self.start_problem_in::<3>(9),
        }
    }

    /// The same with so many points along each axis.
    fn start_problem_in<const D: usize>(&self, points: usize) -> Option<Problem> {
        let potential = self.formula().ok()?.compile::<D>().ok()?;
        let law = &self.initial.position;
        let reach = match self.initial.shape {
            Shape::Normal => 2.0,
            Shape::Uniform => 1.0,
        };
        let lower = std::array::from_fn(|i| law.mean[i] - reach * law.spread[i]);
        let upper = std::array::from_fn(|i| law.mean[i] + reach * law.spread[i]);
        let grid = Grid::new(lower, upper, [points as u32; D]).points();
        let (energies, slopes) = (potential.energies(&grid), potential.gradients(&grid));
        let finite =
            |i: &usize| energies[*i].is_finite() && slopes[*i].iter().all(|s| s.is_finite());
        let at = grid[(0..grid.len()).find(|i| !finite(i))?];
        let count = (0..grid.len()).filter(finite).count();
        let place: Vec<String> = variables(D)
            .iter()
            .zip(at)
            .map(|(name, x)| format!("{name} = {}", plain(x)))
            .collect();
        (count < grid.len() / 2 + 1).then(|| {
            Problem::new(
                "potential.formula",
                format!("The energy or its slope is not finite where the walkers start, for instance at {}: choose an initial position where it is, or change the formula.", place.join(", ")),
            )
        })
    }
}

/// What is shown where nothing usable was given.
fn first_preset() -> Experiment {
    let (potential, dimension) = fallback();
    Experiment::of(VERSION, potential, dimension)
}

/// The fields that a cross-check refused go back to their defaults.
fn repaired(experiment: Experiment, defaults: &Experiment, problems: &[Problem]) -> Experiment {
    let mut repaired = experiment;
    for problem in problems {
        match problem.field.as_str() {
            "region.upper" => {
                repaired.region = defaults.region.clone();
                repaired.initial.position = defaults.initial.position.clone();
            }
            "bins" => repaired.bins = defaults.bins.clone(),
            "potential.reference" => repaired.potential.reference = None,
            field if field.starts_with("scan.") => repaired.scan = defaults.scan.clone(),
            field if field.starts_with("compare.") => repaired.compare = defaults.compare.clone(),
            _ => repaired.initial = defaults.initial.clone(),
        }
    }
    repaired
}

/// Lists the leaves of the input with their settings; names what is unknown.
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
            (None, _) => problems.push(unknown(&name)),
        }
    }
}

/// A field that does not exist, with the one that was probably meant.
pub(super) fn unknown(name: &str) -> Problem {
    let shown: String = name.chars().take(60).collect();
    let name = shown.as_str();
    let hint = if SETTINGS
        .iter()
        .any(|s| s.name.starts_with(&format!("{name}.")))
    {
        " as such: it is an object of further fields".to_owned()
    } else {
        SETTINGS
            .iter()
            .map(|s| {
                (
                    damerau_levenshtein(s.name, name).min(damerau_levenshtein(s.key, name)),
                    s.name,
                )
            })
            .min()
            .filter(|(distance, _)| *distance <= 2)
            .map_or(String::new(), |(_, near)| {
                format!("; did you mean “{near}”?")
            })
    };
    let end = if hint.ends_with('?') { "" } else { "." };
    Problem::new(
        shown.clone(),
        format!("There is no field “{shown}”{hint}{end}"),
    )
}

pub(super) fn formula_problem(field: &str, error: FormulaError) -> Problem {
    Problem {
        field: field.to_owned(),
        message: error.message,
        span: Some([error.start, error.end]),
        fix: error.fix,
    }
}

/// Puts a value at a dotted path.
fn place(fields: &mut Value, path: &str, value: Value) {
    let mut at = fields;
    for name in path.split('.') {
        at = &mut at[name];
    }
    *at = value;
}
