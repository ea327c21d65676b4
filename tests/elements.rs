//! Formulas of many variables: elements, indices, dimensions, and what they refuse.

use std::collections::BTreeMap;
use std::time::Instant;
use stepsieve::expression::{Formula, MOST_DIMENSIONS, Potential, Vectors};

fn compile(text: &str) -> Potential {
    Formula::parse(text)
        .and_then(|f| f.compile())
        .unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// A point whose coordinates are all different.
fn point(d: usize) -> Vec<f64> {
    (0..d).map(|i| 0.3 * i as f64 - 0.7).collect()
}

fn energy_and_slopes(potential: &Potential, at: &[f64]) -> (f64, Vec<f64>) {
    let points = Vectors::of(at.len(), at.to_vec());
    let slopes = potential.gradients(&points);
    (potential.energies(&points)[0], slopes[0].to_vec())
}

#[test]
fn a_chain_has_the_energy_and_the_slopes_of_a_chain() {
    let text = "sum(i, 1, n, (x[i]^2-1)^2/4) + sum(i, 1, n-1, (x[i]-x[i+1])^2/4) + eps*sum(i, 1, n, sin(x[i]/eps)); n = 16; eps = 0.3";
    let formula = Formula::parse(text).unwrap();
    assert_eq!(formula.dimension(), 16);
    assert_eq!(formula.variables()[15], "x16");
    let x = point(16);
    let (energy, slopes) = energy_and_slopes(&formula.compile().unwrap(), &x);
    let well = |x: f64| (x * x - 1.0) * (x * x - 1.0) / 4.0 + 0.3 * libm::sin(x / 0.3);
    let springs = x
        .windows(2)
        .map(|pair| (pair[0] - pair[1]) * (pair[0] - pair[1]) / 4.0);
    let expected = x.iter().map(|x| well(*x)).sum::<f64>() + springs.sum::<f64>();
    assert!(
        (energy - expected).abs() < 1e-12 * expected.abs(),
        "{energy} {expected}"
    );
    for (i, slope) in slopes.iter().enumerate() {
        let mut expected = x[i] * (x[i] * x[i] - 1.0) + libm::cos(x[i] / 0.3);
        if i > 0 {
            expected += (x[i] - x[i - 1]) / 2.0;
        }
        if i < 15 {
            expected += (x[i] - x[i + 1]) / 2.0;
        }
        assert!((slope - expected).abs() < 1e-12, "{i}: {slope} {expected}");
    }
}

#[test]
fn every_spelling_of_an_element_is_the_same() {
    let meant = compile("x[1]^2 + 2*x[2]^2 + 3*x[3]^2 + 4*x[4]^2 + x[1]*x[4]");
    let x = point(4);
    for text in [
        "x1^2 + 2*x2^2 + 3*x3^2 + 4*x4^2 + x1*x4",
        "x_1^2 + 2*x_2^2 + 3*x_3^2 + 4*x_4^2 + x_1*x_4",
        "x₁² + 2*x₂² + 3*x₃² + 4*x₄² + x₁*x₄",
        "sum(i, 1, 4, i*x[i]^2) + x[1]*x[2*2]",
        "sum(i, 1, n, i*x[i]^2) + x[1]*x[n]; n = 4; dim = 4",
        "sum(i, 1, 4, i*x[i]^2) + x[mod(4, 4) + 1]*x[mod(3, 4) + 1]",
    ] {
        assert_eq!(
            energy_and_slopes(&compile(text), &x),
            energy_and_slopes(&meant, &x),
            "{text}"
        );
    }
    // In few dimensions they are the variables with names of their own.
    let q = compile("q^4 - q");
    let x = compile("x[1]^4 - x[1]");
    assert_eq!(energy_and_slopes(&q, &[0.3]), energy_and_slopes(&x, &[0.3]));
    let named = compile("x^2*y + z^2");
    let indexed = compile("x[1]^2*x[2] + x3^2");
    let at = [0.3, -0.2, 1.1];
    assert_eq!(
        energy_and_slopes(&named, &at),
        energy_and_slopes(&indexed, &at)
    );
}

#[test]
fn a_ring_closes_for_every_length() {
    for n in 2..=MOST_DIMENSIONS {
        let ring = compile(&format!("sum(i, 1, n, x[i]*x[mod(i, n) + 1]^2); n = {n}"));
        let x = point(n);
        let (energy, _) = energy_and_slopes(&ring, &x);
        let expected: f64 = (0..n).map(|i| x[i] * x[(i + 1) % n] * x[(i + 1) % n]).sum();
        assert!((energy - expected).abs() < 1e-9, "{n}: {energy} {expected}");
    }
}

#[test]
fn a_name_that_is_declared_is_no_element() {
    let shifted = compile("(x - x1)^2 + y^2; x1 = 0.5");
    assert_eq!(energy_and_slopes(&shifted, &[0.5, 0.0]).0, 0.0);
    let given = BTreeMap::from([("n".to_owned(), 3.0)]);
    let text = "sum(i, 1, n, x[i]^4); n = 5";
    assert_eq!(Formula::parse_with(text, &given).unwrap().dimension(), 3);
    assert_eq!(Formula::parse(text).unwrap().dimension(), 5);
}

#[test]
fn a_formula_of_elements_reads_back() {
    for text in [
        "sum(i, 1, n, x[mod(i, n) + 1]^2*x[i]); n = 6",
        "x[1]^2 + x2*x[3]^4 + x[4]",
    ] {
        let formula = Formula::parse(text).unwrap();
        let again = Formula::parse(&formula.to_string()).unwrap();
        let x = point(formula.dimension());
        assert_eq!(
            energy_and_slopes(&formula.compile().unwrap(), &x),
            energy_and_slopes(&again.compile().unwrap(), &x),
            "{text}"
        );
        assert!(formula.to_mathml().contains("<msub><mi>x</mi>"), "{text}");
    }
}

#[test]
fn what_is_not_allowed_is_marked_at_its_place() {
    for (text, marked, said) in [
        (
            "x[1]^2 + x[33]^2",
            "x[33]",
            "There is no x[33]: the variables are x[1] to x[32].",
        ),
        ("x[0]^2 + x[1]^2", "x[0]", "There is no x[0]"),
        (
            "sum(i, 1, 4, x[i]*x[i+1]); dim = 4",
            "x[i+1]",
            "There is no x[5]: the variables are x[1] to x[4].",
        ),
        ("x[1]^2 + x[4]^2", "x[4]", "x[2] does not occur"),
        (
            "sum(i, 1, 4, x[i]^2); dim = 6",
            "x[i]",
            "x[5] does not occur",
        ),
        (
            "sum(i, 1, 4, x[i]^2); dim = 40",
            "dim",
            "from 1 to 32, not 40",
        ),
        ("x[1]^2 + x[1.5]^2", "x[1.5]", "must be a whole number"),
        ("x[1]^2 + x[x[1]]^2", "x[x[1]]", "must be a whole number"),
        ("x[1]^2 + x[a]^2", "x[a]", "must be a whole number"),
        ("x[1]^2 + x[2]^2 + y^2", "y", "cannot be combined with x[…]"),
        ("x[1]^2 + q", "q", "cannot be combined with x[…]"),
        ("x[1^2", "[", "never closed"),
        ("sum(i, 1, m, x[i]^2)", "m", "A bound of a sum"),
        ("sum(i, 1, n, x[i]^2); n = 2.5", "n", "whole numbers"),
        ("sum(i, 1, 5, x[i]^2 + x3); x3 = 1", "x3", "reserved name"),
    ] {
        let error = Formula::parse(text).expect_err(text);
        assert_eq!(&text[error.start..error.end], marked, "{text}: {error}");
        assert!(error.message.contains(said), "{text}: {error}");
    }
}

#[test]
fn the_pairs_that_occur_together_follow_from_the_terms() {
    let pairs = |text: &str| -> Vec<u32> {
        let potential = compile(text);
        let supports = potential.supports().iter().copied();
        supports
            .filter(|support| support.count_ones() > 1)
            .collect()
    };
    let chain = "sum(i, 1, 5, x[i]^4) + sum(i, 1, 4, (x[i] - x[i+1])^2/4)";
    assert_eq!(pairs(chain), [0b11, 0b110, 0b1100, 0b11000]);
    let outside = "0.5*(sum(i, 1, 4, x[i]^4) + sin(x[1] + x[3]))/a; a = 3";
    assert_eq!(pairs(outside), [0b101]);
    assert_eq!(pairs("sum(i, 1, 4, x[i]^2) + x[1]*x[2]*x[4]"), [0b1011]);
}

/// The time for 1000 terms is measured by the release build alone, the best of several.
#[test]
fn a_thousand_terms_compile_quickly() {
    let text =
        "sum(k, 1, 31, sum(i, 1, 32, sin(k*x[i] + x[mod(i, 32) + 1])/k)) + sum(i, 1, 32, x[i]^4)";
    let seconds = (0..5).map(|_| {
        let start = Instant::now();
        compile(text);
        start.elapsed().as_secs_f64()
    });
    let best = seconds.fold(f64::INFINITY, f64::min);
    let most = if cfg!(debug_assertions) { 1.0 } else { 0.05 };
    println!("1024 terms in {:.1} ms", 1e3 * best);
    assert!(best < most, "{best}");
}
