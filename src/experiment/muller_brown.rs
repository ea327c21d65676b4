//! The Müller–Brown surface, with the paper's quadratic term about its middle well.

use expression::Formula;

/// Amplitudes, quadratic forms and centres of the four exponentials (Müller & Brown, Theor. Chim.
/// Acta 53, 75, 1979): `A exp(a (x−x₀)² + b (x−x₀)(y−y₀) + c (y−y₀)²)`.
const TERMS: [[f64; 6]; 4] = [
    [-200.0, -1.0, 0.0, -10.0, 1.0, 0.0],
    [-100.0, -1.0, 0.0, -10.0, 0.0, 0.5],
    [-170.0, -6.5, 11.0, -6.5, -0.5, 1.5],
    [15.0, 0.7, 0.6, 0.7, -1.0, 1.0],
];

/// Start of the search for the middle well.
const NEAR_MIDDLE: [f64; 2] = [0.0, 0.5];

/// `0.1 (V_q + V_m)`, the smooth part of (4.9), as a formula of `x`, `y` and the parameters `xc`,
/// `yc`.
pub fn surface() -> String {
    let quadratic = "35.0136*(x-xc)^2 + 59.8399*(y-yc)^2";
    format!(
        "0.1*({quadratic} {})",
        exponentials().replacen('-', "- ", 1)
    )
}

/// The centre of the middle well of `V_m`, which is also that of `V_q`: the zero of its gradient
/// found by Newton's method, with second derivatives by differences.
pub fn middle() -> [f64; 2] {
    const STEPS: usize = 12;
    const APART: f64 = 1e-5;
    let Ok(potential) = Formula::parse(&exponentials()).and_then(|f| f.compile()) else {
        return NEAR_MIDDLE;
    };
    let mut q = NEAR_MIDDLE;
    for _ in 0..STEPS {
        let [x, y] = q;
        let points = [
            [x, y],
            [x + APART, y],
            [x - APART, y],
            [x, y + APART],
            [x, y - APART],
        ];
        let g = potential.gradients(&points.into());
        let slope = |i: usize, plus: usize| (g[plus][i] - g[plus + 1][i]) / (2.0 * APART);
        let [xx, yx, xy, yy] = [slope(0, 1), slope(1, 1), slope(0, 3), slope(1, 3)];
        let determinant = xx * yy - xy * yx;
        q = [
            x - (yy * g[0][0] - xy * g[0][1]) / determinant,
            y - (xx * g[0][1] - yx * g[0][0]) / determinant,
        ];
    }
    q
}

fn exponentials() -> String {
    let mut text = String::new();
    for [amplitude, a, b, c, x, y] in TERMS {
        let (x, y) = (from("x", x), from("y", y));
        let mut exponent = String::new();
        add(&mut exponent, a, &format!("{x}^2"));
        add(&mut exponent, b, &format!("{x}*{y}"));
        add(&mut exponent, c, &format!("{y}^2"));
        add(&mut text, amplitude, &format!("exp({exponent})"));
    }
    text
}

/// Difference of a variable and a number, as a person would write it.
fn from(name: &str, centre: f64) -> String {
    match centre {
        0.0 => name.to_owned(),
        c if c < 0.0 => format!("({name}+{})", -c),
        c => format!("({name}-{c})"),
    }
}

/// Adds a multiple of a term to a sum.
fn add(sum: &mut String, factor: f64, term: &str) {
    let sign = match (factor < 0.0, sum.is_empty()) {
        (true, true) => "-",
        (true, false) => " - ",
        (false, true) => "",
        (false, false) => " + ",
    };
    match factor.abs() {
        0.0 => {}
        1.0 => *sum += &format!("{sign}{term}"),
        size => *sum += &format!("{sign}{size}*{term}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_well_is_where_the_paper_has_it() {
        let [x, y] = middle();
        assert!(
            (x + 0.0500).abs() < 5e-5 && (y - 0.4667).abs() < 5e-5,
            "({x}, {y})"
        );
        let potential = Formula::parse(&exponentials()).unwrap().compile().unwrap();
        let slopes = potential.gradients(&[[x, y]].into());
        assert!(slopes[0].iter().all(|g| g.abs() < 1e-11), "{slopes:?}");
        // A well, not a saddle.
        let at = |x: f64, y: f64| potential.energies(&[[x, y]].into())[0];
        let bottom = at(x, y);
        for angle in 0..16 {
            let angle = f64::from(angle) * 0.4;
            assert!(at(x + 0.02 * libm::cos(angle), y + 0.02 * libm::sin(angle)) > bottom);
        }
    }
}
