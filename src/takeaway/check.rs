//! Whether a surface from elsewhere can be evaluated.

use crate::dynamics::Surface;
use crate::experiment::{Problem, Problems};

/// Takes nothing on trust, so that [`Surface::at`] finds every coefficient that it looks for.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(surface: &Surface) -> Result<(), Problems> {
    let dimension = surface.dimension();
    if !(1..=3).contains(&dimension) {
        return refuse(
            "lower",
            format!("A potential has 1 to 3 variables, not {dimension}."),
        );
    }
    for (name, length) in [
        ("upper", surface.upper.len()),
        ("intervals", surface.intervals.len()),
        ("stiffness", surface.stiffness.len()),
    ] {
        if length != dimension {
            return refuse(
                name,
                format!("There are {length} numbers in “{name}”, but {dimension} in “lower”."),
            );
        }
    }
    for (name, numbers) in [
        ("lower", &surface.lower),
        ("upper", &surface.upper),
        ("coefficients", &surface.coefficients),
        ("stiffness", &surface.stiffness),
    ] {
        if let Some(x) = numbers.iter().find(|x| !x.is_finite()) {
            return refuse(
                name,
                format!("The numbers in “{name}” must be finite, not {x}."),
            );
        }
    }
    for (lower, upper) in surface.lower.iter().zip(&surface.upper) {
        // Their difference must be finite, too: it is divided by.
        if !(lower < upper && (upper - lower).is_finite()) {
            return refuse(
                "upper",
                format!("The box must end above where it begins: from {lower} to {upper}."),
            );
        }
    }
    if surface.intervals.contains(&0) {
        return refuse(
            "intervals",
            "There must be at least one knot interval along each axis.".to_owned(),
        );
    }
    let along = surface.intervals.iter().map(|n| n.checked_add(3));
    let wanted = along.reduce(|a, b| a?.checked_mul(b?)).flatten();
    let found = surface.coefficients.len();
    if wanted != Some(found) {
        return refuse(
            "coefficients",
            format!(
                "There are {found} coefficients, which do not go with the knot intervals: along each axis there are three more than those."
            ),
        );
    }
    Ok(())
}

fn refuse(field: &str, message: String) -> Result<(), Problems> {
    let field = format!("potential.{field}");
    Err(Problems(vec![Problem::new(field, message)]))
}
