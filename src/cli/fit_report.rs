//! The fit to a file of forces in plain text, and as a table.

use expression::variables;
use message::{Message, count, measured, percent, with_error};
use statistics::sorted;
use std::fmt::Write as _;
use study::Verdict;
use trajectory::TrajectoryFit;

/// Half-width of a 95 % band in standard errors.
const NOMINAL: f64 = 1.96;

/// The summary of a fit.
pub fn report(fit: &TrajectoryFit) -> String {
    let mut text = String::new();
    for (name, value) in lines(fit) {
        let _ = writeln!(text, "{name:<22}{value}");
    }
    for row in &fit.checks {
        let verdict = match row.verdict {
            Verdict::Pass => "holds",
            Verdict::Warn => "in doubt",
            Verdict::Fail => "fails",
        };
        let said = Message::of(&row.reason, &row.sentences);
        let _ = writeln!(text, "check: {verdict:<15}{}. {said}", row.name);
    }
    text
}

fn lines(fit: &TrajectoryFit) -> Vec<(&'static str, String)> {
    let rows = count(fit.rows as f64);
    let outside = count(fit.outside as f64);
    let batches = count(fit.batches as f64);
    let all = |numbers: &[f64]| -> String {
        let texts: Vec<String> = numbers.iter().map(|x| measured(*x).text).collect();
        texts.join(", ")
    };
    let ends = fit.region.lower.iter().zip(&fit.region.upper);
    let region: Vec<String> = ends
        .map(|(lower, upper)| format!("{} to {}", measured(*lower), measured(*upper)))
        .collect();
    let mut lines = vec![
        (
            "rows",
            format!("{rows}, {outside} outside the region; {batches} batches"),
        ),
        ("region", region.join(", ")),
        (
            "mesh",
            format!(
                "knots {} apart; at least {}",
                all(&fit.knots),
                all(&fit.mesh)
            ),
        ),
        ("kT", measured(fit.temperature).text),
        ("U", span(fit)),
    ];
    if let Some(residual) = &fit.residual {
        let (c, e) = (&residual.covariance, &residual.covariance_error);
        lines.push(("residual covariance", matrix(c, e)));
        if let (Some(c), Some(e)) = (&residual.summed, &residual.summed_error) {
            lines.push(("  summed over lags", matrix(c, e)));
        }
    }
    if let Some(scored) = fit.reference {
        lines.push((
            "reference",
            format!(
                "RMSE {}, largest error {}; {} of {} bands hold it",
                measured(scored.rmse),
                measured(scored.max_error),
                percent(scored.held),
                count(scored.bins as f64)
            ),
        ));
    }
    lines
}

/// The range of U and the width of its band.
fn span(fit: &TrajectoryFit) -> String {
    let most = fit.energy.iter().flatten().copied().fold(0.0, f64::max);
    let fullest = fit.visits.iter().copied().max().unwrap_or(0);
    let bins = fit.standard_error.iter().zip(&fit.visits);
    let errors: Vec<f64> = bins
        .filter_map(|(error, n)| error.filter(|_| 50 * n >= fullest))
        .collect();
    let middle = sorted(&errors).get(errors.len() / 2).copied();
    let band = NOMINAL * middle.unwrap_or(f64::NAN);
    let known = fit.energy.iter().flatten().count();
    let pieces = match fit.pieces {
        1 => "one piece".to_owned(),
        pieces => format!("{pieces} pieces, each from its own minimum"),
    };
    format!(
        "0 to {} in {pieces}, known in {} of {} bins; 95 % band ± {} (median)",
        measured(most),
        count(known as f64),
        count(fit.energy.len() as f64),
        measured(band)
    )
}

/// A matrix with the errors of its entries, row by row.
fn matrix(values: &[Vec<f64>], errors: &[Vec<f64>]) -> String {
    let row = |(values, errors): (&Vec<f64>, &Vec<f64>)| {
        let pairs = values.iter().zip(errors);
        let entries: Vec<String> = pairs.map(|(x, e)| with_error(*x, *e).text).collect();
        entries.join(", ")
    };
    let rows: Vec<String> = values.iter().zip(errors).map(row).collect();
    rows.join("; ")
}

/// U with its errors in each bin, as CSV; empty fields where it is unknown.
pub fn table(fit: &TrajectoryFit) -> String {
    let d = fit.axes.len();
    let mut text = format!(
        "{},U,standard_error,chance_error,mesh_error,rows,piece\n",
        variables(d).join(",")
    );
    let written = |x: Option<f64>| x.map_or(String::new(), |x| x.to_string());
    for bin in 0..fit.energy.len() {
        let mut rest = bin;
        let mut place = vec![0.0; d];
        for (x, axis) in place.iter_mut().zip(&fit.axes).rev() {
            *x = axis[rest % axis.len()];
            rest /= axis.len();
        }
        for x in place {
            let _ = write!(text, "{x},");
        }
        for x in [
            fit.energy[bin],
            fit.standard_error[bin],
            fit.chance_error[bin],
            fit.mesh_error[bin],
        ] {
            let _ = write!(text, "{},", written(x));
        }
        let piece = fit.piece[bin].map_or(String::new(), |piece| piece.to_string());
        let _ = writeln!(text, "{},{piece}", fit.visits[bin]);
    }
    text
}
