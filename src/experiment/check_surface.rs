//! Checks that a surface from elsewhere can be evaluated.

use crate::{Problem, Problems};
use dynamics::Surface;
use message::{Message, exact, plain, say};

/// Trusts nothing: afterwards [`Surface::at`] finds every coefficient that it looks for.
///
/// # Errors
/// The first problem found.
pub fn check_surface(surface: &Surface) -> Result<(), Problems> {
    let dimension = surface.dimension();
    if !(1..=3).contains(&dimension) {
        return Err(too_many_variables(dimension));
    }
    for (name, length) in [
        ("potential.upper", surface.upper.len()),
        ("potential.intervals", surface.intervals.len()),
        ("potential.stiffness", surface.stiffness.len()),
        ("potential.periodic", surface.periodic.len()),
        ("potential.tilt", surface.tilt.len()),
    ] {
        let absent = ["potential.periodic", "potential.tilt"].contains(&name) && length == 0;
        if length != dimension && !absent {
            return Err(refuse(
                name,
                say!(
                    "surface-lengths",
                    "“{name}” and “potential.lower” must be equally long: they have {length} and {dimension} numbers.",
                    name = name,
                    length = exact(length as f64),
                    dimension = exact(dimension as f64)
                ),
            ));
        }
    }
    for (name, numbers) in [
        ("potential.lower", &surface.lower),
        ("potential.upper", &surface.upper),
        ("potential.coefficients", &surface.coefficients),
        ("potential.stiffness", &surface.stiffness),
        ("potential.tilt", &surface.tilt),
    ] {
        if let Some(x) = numbers.iter().find(|x| !x.is_finite()) {
            return Err(refuse(
                name,
                say!(
                    "surface-not-finite",
                    "The numbers in “{name}” must be finite, not {number}.",
                    name = name,
                    number = exact(*x)
                ),
            ));
        }
    }
    for (lower, upper) in surface.lower.iter().zip(&surface.upper) {
        // Their difference must be finite, too: it is a divisor.
        if !(lower < upper && (upper - lower).is_finite()) {
            return Err(refuse(
                "potential.upper",
                say!(
                    "surface-box",
                    "The upper end of the box must lie above the lower end: it goes from {lower} to {upper}.",
                    lower = plain(*lower),
                    upper = plain(*upper)
                ),
            ));
        }
    }
    if surface.intervals.contains(&0) {
        return Err(refuse(
            "potential.intervals",
            say!(
                "surface-intervals",
                "There must be at least one knot interval along each axis."
            ),
        ));
    }
    let along = surface.intervals.iter().map(|n| n.checked_add(3));
    let wanted = along.reduce(|a, b| a?.checked_mul(b?)).flatten();
    let found = surface.coefficients.len();
    if wanted != Some(found) {
        return Err(refuse(
            "potential.coefficients",
            say!(
                "surface-coefficients",
                "There are {count} coefficients, which do not match the knot intervals: each axis has three more coefficients than intervals.",
                count = exact(found as f64)
            ),
        ));
    }
    Ok(())
}

/// The problem of a surface in other than one to three variables.
pub(super) fn too_many_variables(count: usize) -> Problems {
    refuse(
        "potential.lower",
        say!(
            "surface-variables",
            "A potential has 1 to 3 variables, not {count}.",
            count = exact(count as f64)
        ),
    )
}

pub(super) fn refuse(field: &str, message: Message) -> Problems {
    Problems(vec![Problem::new(field, message)])
}
