//! Random formulas, by the grammar and with mistakes.

use super::random::Random;
use super::{naive, sentence};
use stepsieve::expression::{Formula, FormulaError, Vectors};

const VARIABLES: [&[&str]; 4] = [&["q"], &["q"], &["x", "y"], &["x", "y", "z"]];
const FUNCTIONS: [&str; 23] = [
    "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "sqrt",
    "abs", "ln", "sech", "sgn", "step", "log10", "cot", "erf", "floor", "ceil", "round",
];
const PARAMETERS: [&str; 4] = ["a", "b", "eps1", "n"];

/// A formula of one to three variables, sometimes with mistakes.
pub fn text(random: &mut Random) -> String {
    let text = sound(random);
    match random.below(5) {
        0 => random.mutated(&text),
        _ => text,
    }
}

/// A formula by the grammar, not necessarily finite anywhere.
pub fn sound(random: &mut Random) -> String {
    let variables = VARIABLES[random.below(VARIABLES.len())];
    let depth = 1 + random.below(5);
    let mut text = match random.below(40) {
        0 => large(random, variables[0]),
        _ => expression(random, depth, variables),
    };
    for name in PARAMETERS {
        if text.contains(name) {
            let value = short(random);
            text += &format!("; {name} = {value}");
            if random.once_in(8) {
                // An expression: a value, or the definition of a part.
                let other = random.pick(&["/4", "*pi", " + sqrt(2)"]);
                text += other;
            } else if random.once_in(4) {
                text += &format!(" in [{value}, 2e9]");
            }
        }
    }
    text
}

/// A number as typed.
fn short(random: &mut Random) -> String {
    match random.below(12) {
        0 => format!("{:?}", random.number())
            .replace("inf", "1")
            .replace("NaN", "1"),
        1 => "64".to_owned(),
        2 => format!("{:.3}", random.uniform()),
        _ => random
            .pick(&["0", "1", "2", "3", "-1", "0.5", "1.5", "-2", "7", "1e-3"])
            .to_owned(),
    }
}

fn expression(random: &mut Random, depth: usize, variables: &[&str]) -> String {
    if depth == 0 || random.once_in(9) {
        return match random.below(6) {
            0 => random.pick(&PARAMETERS).to_owned(),
            1 => short(random).trim_start_matches('-').to_owned(),
            2 => random.pick(&["pi", "e", "i", "k"]).replace(['i', 'k'], "2"),
            _ => random.pick(variables).to_owned(),
        };
    }
    let mut inner = || expression(random, depth - 1, variables);
    let (one, other) = (inner(), inner());
    match random.below(14) {
        0 | 1 => format!("{one} + {other}"),
        2 => format!("({one}) - ({other})"),
        3 | 4 => format!("({one})*({other})"),
        5 => format!("({one})/({other})"),
        6 => format!("({one})^({other})"),
        7 => format!("({one})^{}", short(random)),
        8..=10 => format!("{}({one})", random.pick(&FUNCTIONS)),
        11 => format!(
            "-{}",
            if one.contains(' ') {
                format!("({one})")
            } else {
                one
            }
        ),
        12 => {
            let (from, terms) = (random.below(3), random.below(5));
            let by = random.pick(&["*i", "/(i + 1)", "*cos(i*2)", "^i", " + i"]);
            format!("sum(i, {from}, {}, ({one}){by})", from + terms)
        }
        _ => match random.below(5) {
            0 => format!("{one}*{other}"),
            1 => format!("{}({one}, {other})", random.pick(&["min", "max", "mod"])),
            2 => {
                let condition = condition(random, &one, &other);
                format!("if({condition}, {other}, {one})")
            }
            3 => format!("({})*({other})", condition(random, &one, &other)),
            _ => format!("|{one}| - ({other})**2"),
        },
    }
}

fn condition(random: &mut Random, one: &str, other: &str) -> String {
    let sign = random.pick(&["<", "<=", ">", ">=", "≤"]);
    match random.below(4) {
        0 => format!("{one} {sign} {other} and {other} < 2"),
        1 => format!("{one} {sign} 1 or {other} > {one} and {other} < 0"),
        2 => format!("{one} {sign} {other} {sign} 1"),
        _ => format!("{one} {sign} {other}"),
    }
}

/// An expression that grows when expanded or differentiated.
fn large(random: &mut Random, q: &str) -> String {
    let many = 1 + random.below(1000);
    let times = 1 + random.below(60);
    let one = expression(random, 2, &[q]);
    match random.below(8) {
        0 => format!("sum(i,1,{many},sum(j,1,{times},({one})*i + j*{q}))"),
        1 => format!("sum(i,1,{many},cos(i^2*{q})/i^2)"),
        2 => vec![format!("({one} + {q})"); times].join("*"),
        3 => format!("{}{q}{}", "sin(".repeat(times), ")".repeat(times)),
        4 => vec![q; times].join("^"),
        5 => format!("{}{q}{}", "(".repeat(times), "^64)".repeat(times)),
        6 => vec![format!("sum(k,1,{many},sin(k*{q} + {times}))"); 1 + times / 6].join("*"),
        _ => format!("sum(j,1,{times},sin(sum(i,1,{many},sin(i*{q})) + j))"),
    }
}

pub fn check(text: &str) -> Result<(), String> {
    let formula = match Formula::parse(text) {
        Ok(formula) => formula,
        Err(error) => return check_error(text, &error),
    };
    let math = formula.to_mathml();
    if math.matches("<m").count() != math.matches("</m").count() {
        return Err(format!("an element is not closed: {math}"));
    }
    let canonical = formula.to_string();
    if canonical.len() <= 2000 {
        let again = Formula::parse(&canonical).map_err(|e| format!("{canonical}: {e}"))?;
        if again.to_string() != canonical {
            return Err(format!("{canonical} is not {again}"));
        }
    }
    check_values(text, &formula)
}

fn check_error(text: &str, error: &FormulaError) -> Result<(), String> {
    sentence::check(&error.message)?;
    match text.get(error.start..error.end) {
        Some(_) => Ok(()),
        None => Err(format!("no place: {}..{}", error.start, error.end)),
    }
}

/// Checks the energy and the slopes at some points against the naive reader's.
fn check_values(text: &str, formula: &Formula) -> Result<(), String> {
    let potential = match formula.compile() {
        Ok(potential) => potential,
        Err(error) => return check_error(text, &error),
    };
    let d = formula.dimension();
    let point = |x: f64| (0..d).map(move |i| x * (1.0 - 0.4 * i as f64));
    let points = [0.37, -1.91, 0.0, 2.8].into_iter().flat_map(point);
    let points = Vectors::of(d, points.collect());
    let (energies, slopes) = (potential.energies(&points), potential.gradients(&points));
    // Long sums take the naive reader long, too.
    let few = if text.contains("sum(i,") {
        1
    } else {
        points.len()
    };
    for (k, point) in points.iter().enumerate().take(few) {
        for axis in 0..d {
            let naive = naive::value(text, formula.variables(), point, axis);
            let Some(dual) = naive else {
                // It does not read LaTeX.
                return match text.is_ascii() && !text.contains('\\') {
                    true => Err("the naive reader does not understand it".to_owned()),
                    false => Ok(()),
                };
            };
            for (name, found, exact) in [
                ("energy", energies[k], dual.value),
                ("slope", slopes[k][axis], dual.slope),
            ] {
                // The slope of 0/0 is meaningless.
                let is_defined = dual.value.value.is_finite();
                let both = is_defined && found.is_finite() && exact.value.is_finite();
                let allowed = 1e3 * exact.error + 1e-12 * exact.value.abs();
                if both && (found - exact.value).abs() > allowed {
                    return Err(format!(
                        "the {name} along {axis} at {point:?} is {found:e}, not {:e} ± {allowed:e}",
                        exact.value
                    ));
                }
            }
        }
    }
    Ok(())
}
