//! The terms of a learned sum as lines of the summary.

use message::{count, digits, measured, percent, with_error};
use study::Outcome;

/// Most terms and couplings that are listed.
const MOST: usize = 40;

/// The lines of the terms, their couplings and their errors; none up to three dimensions.
pub fn term_lines(outcome: &Outcome) -> Vec<(&'static str, String)> {
    let potential = &outcome.potential;
    if potential.terms.is_empty() {
        return Vec::new();
    }
    let pairs = potential.couplings.len();
    let coefficients: usize = potential.terms.iter().map(|t| t.coefficients.len()).sum();
    let mut lines = vec![(
        "terms",
        format!(
            "{} functions of one variable, {pairs} of two, {} coefficients",
            potential.terms.len() - pairs,
            count(coefficients as f64)
        ),
    )];
    for term in potential.terms.iter().take(MOST) {
        let variables: Vec<String> = term.variables.iter().map(|v| format!("x{v}")).collect();
        let central = |errors: &[f64]| {
            let weights = || term.density.iter().zip(errors);
            let total: f64 = term.density.iter().sum();
            (weights().map(|(w, e)| w * e * e).sum::<f64>() / total).sqrt()
        };
        lines.push((
            "term",
            format!(
                "U({}) of size {} ± {} (± {} from positions)",
                variables.join(", "),
                measured(term.size),
                digits(central(&term.standard_error), 2),
                digits(central(&term.from_density_error), 2),
            ),
        ));
    }
    for coupling in potential.couplings.iter().take(MOST) {
        let [i, j] = coupling.variables;
        let exact = coupling.reference.map_or(String::new(), |exact| {
            format!("; exactly {}", measured(exact))
        });
        lines.push((
            "coupling",
            format!(
                "x{i}, x{j}: {} (from positions {}){exact}",
                with_error(coupling.value, coupling.standard_error),
                with_error(coupling.from_density, coupling.from_density_error),
            ),
        ));
    }
    if let Some(left) = potential.unexplained_force {
        lines.push((
            "unexplained force",
            format!("{} in each direction, the noise included", measured(left)),
        ));
    }
    if let Some(reference) = &outcome.reference
        && let (Some(error), Some(size)) = (reference.force_rmse, reference.force_size)
    {
        let of_positions = outcome.positions.as_ref().and_then(|p| p.force_rmse);
        let of_positions = of_positions.map_or(String::new(), |e| {
            format!("; from positions {} ({})", measured(e), percent(e / size))
        });
        lines.push((
            "force error",
            format!(
                "{} in each direction, {} of the force{of_positions}",
                measured(error),
                percent(error / size)
            ),
        ));
    }
    lines
}
