//! Checks that a surface from elsewhere can be evaluated.

use crate::{Problem, Problems};
use dynamics::Surface;
use message::plain;

/// Trusts nothing: afterwards [`Surface::at`] finds every coefficient that it looks for.
///
/// # Errors
/// The first problem found.
pub fn check_surface(surface: &Surface) -> Result<(), Problems> {
    let dimension = surface.dimension();
    if !(1..=3).contains(&dimension) {
        return Err(refuse(
            "potential.lower",
            format!("A potential has 1 to 3 variables, not {dimension}."),
        ));
    }
    for (name, length) in [
        ("potential.upper", surface.upper.len()),
        ("potential.intervals", surface.intervals.len()),
        ("potential.stiffness", surface.stiffness.len()),
    ] {
        if length != dimension {
            return Err(refuse(
                name,
                format!(
                    "“{name}” and “potential.lower” must be equally long: they have {length} and {dimension} numbers."
                ),
            ));
        }
    }
    for (name, numbers) in [
        ("potential.lower", &surface.lower),
        ("potential.upper", &surface.upper),
        ("potential.coefficients", &surface.coefficients),
        ("potential.stiffness", &surface.stiffness),
    ] {
        if let Some(x) = numbers.iter().find(|x| !x.is_finite()) {
            return Err(refuse(
                name,
                format!("The numbers in “{name}” must be finite, not {x}."),
            ));
        }
    }
    for (lower, upper) in surface.lower.iter().zip(&surface.upper) {
        // Their difference must be finite, too: it is a divisor.
        if !(lower < upper && (upper - lower).is_finite()) {
            return Err(refuse(
                "potential.upper",
                format!(
                    "The upper end of the box must lie above the lower end: it goes from {} to {}.",
                    plain(*lower),
                    plain(*upper)
                ),
            ));
        }
    }
    if surface.intervals.contains(&0) {
        return Err(refuse(
            "potential.intervals",
            "There must be at least one knot interval along each axis.".to_owned(),
        ));
    }
    let along = surface.intervals.iter().map(|n| n.checked_add(3));
    let wanted = along.reduce(|a, b| a?.checked_mul(b?)).flatten();
    let found = surface.coefficients.len();
    if wanted != Some(found) {
        return Err(refuse(
            "potential.coefficients",
            format!(
                "There are {found} coefficients, which do not match the knot intervals: each axis has three more coefficients than intervals."
            ),
        ));
    }
    Ok(())
}

pub(super) fn refuse(field: &str, message: String) -> Problems {
    Problems(vec![Problem::new(field, message)])
}
