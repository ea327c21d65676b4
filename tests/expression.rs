//! Formulas: derivatives, round trips, errors with positions and fixes, portability.

use proptest::prelude::*;
use std::collections::BTreeMap;
use stepsieve::expression::{Formula, FormulaError, LANES, Lanes, Potential, Vectors};

fn compile(text: &str) -> Potential {
    Formula::parse(text)
        .and_then(|f| f.compile())
        .unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// Largest difference between the gradient and central differences, relative to the size of both.
fn gradient_error(potential: &Potential, at: &[f64], step: f64) -> f64 {
    let of = |points: &[Vec<f64>]| Vectors::of(at.len(), points.concat());
    let gradient = &potential.gradients(&of(&[at.to_vec()]))[0];
    let mut worst = 0.0f64;
    for i in 0..at.len() {
        let shifted = |h: f64| {
            let mut point = at.to_vec();
            point[i] += h;
            point
        };
        let e = potential.energies(&of(&[step, -step, 2.0 * step, -2.0 * step].map(shifted)));
        // Fourth-order differences.
        let difference = (8.0 * (e[0] - e[1]) - (e[2] - e[3])) / (12.0 * step);
        let scale = 1.0 + gradient[i].abs() + e.iter().fold(0.0, |m: f64, x| m.max(x.abs()));
        worst = worst.max((gradient[i] - difference).abs() / scale);
    }
    worst
}

#[test]
fn the_papers_potentials_have_the_right_gradients() {
    let small = "eps1*sin(q/eps1) + eps2*sin(q/eps2); eps1 = 0.5; eps2 = 0.2";
    for text in [
        format!("q^2/2 + {small}"),
        format!("(q-1)^2*(q+1)^2/4 + {small}"),
        "(q-pi/2)^2/4 + sum(i, 1, 6, cos(i^2*q)/i^2)".to_owned(),
    ] {
        for q in [-1.3, 0.2, 0.9] {
            assert!(
                gradient_error(&compile(&text), &[q], 1e-3) < 1e-6,
                "{text} at {q}"
            );
        }
    }
    let test4 = "(2*x+y-1)^2/4 + (x-y-1)^2 + eps*(sin(x/eps) + sin((x+y)/eps)); eps = 0.3";
    let test5 = "0.1*(35.0136*(x+0.05)^2 + 59.8399*(y-0.4667)^2 \
        - 200*exp(-(x-1)^2 - 10*y^2) - 100*exp(-x^2 - 10*(y-0.5)^2) \
        - 170*exp(-6.5*(x+0.5)^2 + 11*(x+0.5)*(y-1.5) - 6.5*(y-1.5)^2) \
        + 15*exp(0.7*(x+1)^2 + 0.6*(x+1)*(y-1) + 0.7*(y-1)^2)) + eps*(sin(x/eps) + sin((y-x)/eps)); eps = 0.3";
    for text in [test4, test5] {
        for at in [[-0.3, 0.4], [0.6, 0.1], [-0.8, 1.3]] {
            assert!(
                gradient_error(&compile(text), &at, 1e-3) < 1e-5,
                "{text} at {at:?}"
            );
        }
    }
    assert!(
        gradient_error(
            &compile("x^2*y - z/(1+x^2) + atan(y*z)"),
            &[0.3, -0.7, 1.1],
            1e-3
        ) < 1e-8
    );
}

#[test]
fn every_function_has_its_derivative() {
    for text in [
        "tan(q)",
        "asin(q/2)",
        "acos(q/2)",
        "atan(q)",
        "sinh(q)",
        "cosh(q)",
        "tanh(q)",
        "exp(-q^2)",
        "log(2+q)",
        "sqrt(2+q)",
        "abs(q-3)",
        "(2+q)^1.7",
        "2^q",
        "(2+q)^q",
        "q^-3",
        "1/(1+q^2)",
    ] {
        for q in [0.3, 0.9] {
            let error = gradient_error(&compile(text), &[q], 1e-3);
            assert!(error < 1e-8, "{text} at {q}: {error:e}");
        }
    }
}

#[test]
fn raised_digits_are_powers_and_lowered_ones_belong_to_names() {
    for (typed, meant) in [
        ("q²/2", "q^2/2"),
        ("ε₁·q³ + 3²; ε₁ = 0.5", "0.5*q^3 + 9"),
        ("(q² − 1)²×π", "(q^2 - 1)^2*pi"),
    ] {
        let at = [[0.7], [-1.3]].into();
        let energies = compile(typed).energies(&at);
        assert_eq!(energies, compile(meant).energies(&at), "{typed}");
    }
}

#[test]
fn every_mistake_has_a_place_and_where_possible_a_fix() {
    // Text, marked part, part of the message, fix.
    let cases: &[(&str, &str, &str, Option<&str>)] = &[
        ("2q", "2q", "operator is missing", Some("2*q")),
        ("1 000*q^2", "1 000", "without spaces", Some("1000*q^2")),
        ("2 3*q^2", "2 3", "operator is missing", Some("2*3*q^2")),
        ("3(q+1)", "3(", "operator is missing", Some("3*(q+1)")),
        ("q(q+1)", "q(", "operator is missing", Some("q*(q+1)")),
        (
            "(q+1)(q-1)",
            ")(",
            "operator is missing",
            Some("(q+1)*(q-1)"),
        ),
        ("sni(q)", "sni", "did you mean sin", Some("sin(q)")),
        ("q^2 + (3*q", "(", "never closed", Some("q^2 + (3*q)")),
        ("q^2)", ")", "never opened", Some("q^2")),
        ("q^2 + a", "a", "declare it", Some("q^2 + a; a = 1")),
        (
            "q^2 + width*q; widht = 2",
            "width",
            "did you mean widht",
            Some("q^2 + widht*q; widht = 2"),
        ),
        ("sin q", "sin", "brackets", Some("sin(q)")),
        ("q^2 + sin(q, 2)", ",", "one argument", None),
        ("q +", "+", "ends where", None),
        ("q * / 2", "/", "appears where", None),
        ("q $ 2", "$", "no meaning", None),
        ("1.2.3*q", "1.2.3", "not a number", None),
        ("x + q", "x", "cannot be combined with", None),
        ("3 + pi", "3 + pi", "does not depend", None),
        ("", "", "no formula yet", None),
        ("a*q; a = 3 in [0, 2]", "a", "between 0 and 2", None),
        (
            "a*q; a = 1 in [2, 1]",
            "[2, 1]",
            "smaller to the larger",
            None,
        ),
        ("a*q; a = 1; a = 2", "a", "declared twice", None),
        ("pi*q; pi = 3", "pi", "reserved name", None),
        (
            "sum(i, 1, 5000, q)",
            "sum(i, 1, 5000,",
            "at most 1000",
            None,
        ),
        ("sum(q, 1, 5, q)", "q", "another name", None),
        ("q = 3", "=", "declares a parameter", None),
    ];
    for (text, marked, word, fix) in cases {
        let error = Formula::parse(text).expect_err(text);
        assert!(error.message.contains(word), "{text}: {}", error.message);
        assert_eq!(
            &text[error.start..error.end],
            *marked,
            "{text}: {}",
            error.message
        );
        assert_eq!(error.fix.as_deref(), *fix, "{text}");
        if let Some(fix) = &error.fix {
            Formula::parse(fix).unwrap_or_else(|e| panic!("the fix {fix}: {e}"));
        }
    }
}

#[test]
fn long_and_deep_texts_are_refused() {
    let deep = "(".repeat(500) + "q";
    let signs = "-".repeat(900) + "q";
    let towers = "q^".repeat(500) + "2";
    let long = "q+".repeat(5000) + "q";
    for text in [deep.as_str(), &signs, &towers, &long] {
        let error: FormulaError = Formula::parse(text).expect_err("refused");
        assert!(error.message.contains("at most"), "{}", error.message);
    }
}

#[test]
fn exponents_that_are_too_large_for_a_product_stay_apart() {
    let six = "((((((q^64)^64)^64)^64)^64)^64)";
    let near = |text: &str, exponent: f64| {
        let potential = compile(text);
        for q in [1.0, 1.0 + 1e-12, 1.0 - 3e-12, 0.5] {
            let at = [[q]].into();
            let (energy, slope) = (potential.energies(&at)[0], potential.gradients(&at)[0][0]);
            let exact = libm::pow(q, exponent);
            let scale = |x: f64| 1e-4 * x.abs() + 1e-12;
            assert!(
                (energy - exact).abs() < scale(exact),
                "{text} at {q}: {energy} {exact}"
            );
            let exact = exponent * libm::pow(q, exponent - 1.0);
            assert!(
                (slope - exact).abs() < scale(exact),
                "{text} at {q}: {slope} {exact}"
            );
        }
    };
    let n = (1_u64 << 36) as f64;
    near(six, n);
    near(&format!("{six}*{six}"), 2.0 * n);
    near(&format!("{six}*q^3*{six}"), 2.0 * n + 3.0);
    near(&format!("1/({six}*{six})*({six})^2*q"), 1.0);
    near(&format!("(1/{six})^64*({six})^64*q^2"), 2.0);
    // Unchanged while exponents fit.
    near("((((q^64)^64)^64)^64)*q", (1 << 24) as f64 + 1.0);
    // Powers of separate factors can become too large as well.
    let thirty = "(".repeat(30) + "q" + &"^64)".repeat(30);
    let potential = compile(&format!("{thirty}*{thirty}/{thirty}"));
    assert_eq!(potential.energies(&[[1.0], [0.5]].into()), [1.0, 0.0]);
}

#[test]
fn what_is_constant_has_no_slope() {
    // Each is q^2/2 plus a constant once its parameters have their values.
    for text in [
        "(-1)^n*q^2/2; n = 2",
        "(-1)^(n + a*q)*q^2/2; n = 2; a = 0",
        "q^2/2 + (-3)^(n*m); n = 2; m = 1.5",
        "q^2/2 + (a*q - 2)^n; n = 3; a = 0",
        "q^2/2 + abs(a*q)^1.5; a = 0",
        "q^2/2 + sqrt(a*q^2); a = 0",
        "q^2/2 + a*log(q - 9); a = 0",
        "(b - 2)^n*q^2/2; b = 1; n = 4",
        "q^2/2 + 0^n; n = 2",
    ] {
        let potential = compile(text);
        for q in [-1.5, 0.0, 0.25] {
            let at = [[q]].into();
            assert_eq!(potential.gradients(&at), at, "{text} at {q}");
            assert!(potential.energies(&at)[0].is_finite(), "{text} at {q}");
        }
    }
    // This one is undefined.
    let undefined = compile("(-2)^n*q; n = 0.5");
    assert!(undefined.gradients(&[[1.0]].into())[0][0].is_nan());
}

#[test]
fn parameters_come_from_the_text_and_from_outside() {
    let given = BTreeMap::from([("a".to_owned(), 3.0), ("c".to_owned(), 5.0)]);
    let formula = Formula::parse_with("a*q + b*q^2 + c; a = 1 in [0, 4]\nb = -2", &given).unwrap();
    let values: Vec<(&str, f64, Option<[f64; 2]>)> = formula
        .parameters()
        .iter()
        .map(|p| (p.name.as_str(), p.value, p.range))
        .collect();
    assert_eq!(
        values,
        [
            ("a", 3.0, Some([0.0, 4.0])),
            ("b", -2.0, None),
            ("c", 5.0, None)
        ]
    );
    assert_eq!(
        formula.compile().unwrap().energies(&[[2.0]].into()),
        [6.0 - 8.0 + 5.0]
    );
    assert!(Formula::parse_with("a*q; a = 1 in [0, 2]", &given).is_err());
    // A reference may use fewer variables than its potential.
    let flat = Formula::parse_in("x^2", &BTreeMap::new(), 2).unwrap();
    let slopes = flat.compile().unwrap().gradients(&[[3.0, 1.0]].into());
    assert_eq!(slopes, [[6.0, 0.0]].into());
}

#[test]
fn a_walker_outside_the_domain_harms_no_other() {
    let potential = compile("sqrt(q) + log(q) + 1/q + asin(q) + exp(800*q) + q^0.3");
    let mut q = [Lanes::splat(0.5)];
    let (mut clean, mut spoiled) = ([Lanes::splat(0.0)], [Lanes::splat(0.0)]);
    let mut scratch = potential.scratch();
    potential.gradient(&q, &mut clean, &mut scratch);
    for bad in [-1.0, 0.0, 1e300, f64::NAN, f64::NEG_INFINITY] {
        q[0][20] = bad;
        potential.gradient(&q, &mut spoiled, &mut scratch);
        for lane in (0..LANES).filter(|&l| l != 20) {
            assert_eq!(spoiled[0][lane].to_bits(), clean[0][lane].to_bits());
        }
        assert!(!spoiled[0][20].is_finite());
    }
}

#[test]
fn the_same_bits_as_ever() {
    // The sum of all bits of energies and gradients on a grid. If this changes, published links
    // give other numbers: the format's version must change with it.
    let potential = compile(
        "q^2/2 + eps1*sin(q/eps1) + eps2*cos(q/eps2) + exp(-q^2) + tanh(q) + abs(q)^1.5; eps1 = 0.05; eps2 = 0.001",
    );
    let points = (0..4000).map(|i| f64::from(i) * 0.00237 - 4.1).collect();
    let points = Vectors::of(1, points);
    let bits = |x: f64, sum: u64| sum.rotate_left(1) ^ x.to_bits();
    let energies = potential
        .energies(&points)
        .into_iter()
        .fold(0, |sum, e| bits(e, sum));
    let gradients = potential
        .gradients(&points)
        .along(0)
        .fold(0, |sum, g| bits(g, sum));
    assert_eq!(
        (energies, gradients),
        (ENERGY_BITS, GRADIENT_BITS),
        "{energies:#x} {gradients:#x}"
    );
}

const ENERGY_BITS: u64 = 0xaceb_4fc6_2a12_17e6;
const GRADIENT_BITS: u64 = 0xf3f5_2de2_1dbb_8a6b;

/// Random formulas of q that are smooth where they are evaluated.
fn formulas() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("q".to_owned()),
        Just("a".to_owned()),
        (1..40i32).prop_map(|n| format!("{}", f64::from(n) / 8.0))
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} + {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} - ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})*({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})/(2 + ({b})^2)")),
            (inner.clone(), 1..4i32).prop_map(|(a, n)| format!("({a})^{n}")),
            (
                inner.clone(),
                prop_oneof![Just("sin"), Just("cos"), Just("atan"), Just("tanh")]
            )
                .prop_map(|(a, f)| format!("{f}({a})")),
            inner.clone().prop_map(|a| format!("-({a})")),
            inner.prop_map(|a| format!("sum(k, 1, 3, cos(k*({a}))/k)")),
        ]
    })
    .prop_map(|text| format!("q + {text}; a = 0.75"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn gradients_are_exact(text in formulas(), q in -1.5..1.5f64) {
        let Ok(potential) = Formula::parse(&text).and_then(|f| f.compile()) else { return Ok(()) };
        let coarse = gradient_error(&potential, &[q], 1e-3);
        // Finite differences that have not converged prove nothing.
        let fine = gradient_error(&potential, &[q], 5e-4);
        prop_assert!(coarse.min(fine) < 1e-5 || !fine.is_finite() || coarse > 8.0 * fine, "{text} at {q}: {coarse:e} {fine:e}");
    }

    #[test]
    fn canonical_text_means_the_same(text in formulas(), q in -1.5..1.5f64) {
        let formula = Formula::parse(&text).unwrap();
        let canonical = formula.to_string();
        let again = Formula::parse(&canonical).unwrap();
        prop_assert_eq!(&again.to_string(), &canonical);
        if let (Ok(a), Ok(b)) = (formula.compile(), again.compile()) {
            let at = [[q]].into();
            let (a, b) = (a.energies(&at)[0], b.energies(&at)[0]);
            prop_assert!(a.to_bits() == b.to_bits(), "{} against {}", a, b);
        }
    }

    #[test]
    fn any_text_gives_a_formula_or_a_sentence(text in "[-+*/^(),;=\\[\\]a-eiqx0-9. \nπ√²]{0,80}|\\PC{0,60}") {
        match Formula::parse(&text) {
            Ok(formula) => { let _ = formula.to_mathml(); }
            Err(error) => {
                prop_assert!(error.message.len() < 400 && error.message.ends_with(['.', '?']), "{}", error.message);
                prop_assert!(text.get(error.start..error.end).is_some());
            }
        }
    }
}
