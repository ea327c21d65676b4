//! Formulas as people write them mean what they say, or are refused with a fix that does.

use stepsieve::expression::{Formula, Vectors};

/// The energy at points off every axis and line of symmetry.
fn energies(text: &str) -> Vec<f64> {
    let formula = Formula::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let points: Vec<Vec<f64>> = (0..40)
        .map(|k| {
            let along = |axis: usize| 0.11 * f64::from(k) - 2.03 + 0.37 * axis as f64;
            (0..formula.dimension()).map(along).collect()
        })
        .collect();
    let points = Vectors::of(formula.dimension(), points.concat());
    let potential = formula
        .compile()
        .unwrap_or_else(|error| panic!("{text}: {error}"));
    potential.energies(&points)
}

/// Both have the same bits, or differ by rounding.
fn same(written: &str, meant: &str) {
    let (a, b) = (energies(written), energies(meant));
    assert_eq!(a.len(), b.len(), "{written}");
    for (a, b) in a.iter().zip(&b) {
        let close = (a - b).abs() <= 1e-12 * (1.0 + b.abs());
        assert!(
            close || (a.is_nan() && b.is_nan()),
            "{written}: {a} and {b}"
        );
    }
    // What is shown of it means the same.
    let shown = Formula::parse(written).unwrap().to_string();
    assert_eq!(energies(&shown), a, "{shown}");
}

#[test]
fn signs_have_many_spellings() {
    for (written, meant) in [
        ("q²/2 + q⁴", "q^2/2 + q^4"),
        ("q⁻² + q^−2", "2*q^(-2)"),
        ("(q+1)¹²", "(q+1)^12"),
        ("q^2 – 1e−3·q ⋅ q", "q^2 - 0.001*q*q"),
        ("q^2÷2 × 3 ∕ 4", "q^2/2*3/4"),
        ("½ q^2 + ¾(q+1)", "q^2/2 + 0.75*(q+1)"),
        ("½*q^2", "q^2/2"),
        ("1½ q^2 + a*q; a = ½ in [0, 1]", "1.5*q^2 + 0.5*q"),
        ("q**2 / 2", "q^2/2"),
        ("|q| + |q - |q+1||", "abs(q) + abs(q - abs(q+1))"),
        ("{q}^{2}", "q^2"),
        (
            "$\\frac{q^2}{2} + \\cos(\\pi \\cdot q)$",
            "q^2/2 + cos(pi*q)",
        ),
        ("\\left(q\\right)^2\\, + \\sqrt{q^2+1}", "q^2 + sqrt(q^2+1)"),
        ("q^2/2\n+ 0.1*sin(q/0.1)", "q^2/2 + 0.1*sin(q/0.1)"),
        ("q^2/2 +\n 0.1*sin(q/a)\na = 0.1", "q^2/2 + 0.1*sin(q/0.1)"),
        ("V(q) = q^2", "q^2"),
        ("V = q^2", "q^2"),
        ("f(x, y) = x^2 + y^2", "x^2 + y^2"),
    ] {
        same(written, meant);
    }
}

#[test]
fn functions_are_identities_of_others() {
    for (written, meant) in [
        (
            "sech(q) + csch(q) + coth(q)",
            "1/cosh(q) + 1/sinh(q) + 1/tanh(q)",
        ),
        (
            "sec(q) + csc(q) + cot(q)",
            "1/cos(q) + 1/sin(q) + cos(q)/sin(q)",
        ),
        ("sgn(q)*q^3", "abs(q)*q^2"),
        ("step(q)*q^2", "(q + abs(q))*q/2"),
        ("pow(q, 2)", "q^2"),
        ("log10(q^2+1)", "log(q^2+1)/log(10)"),
        ("log2(q^2+1)", "log(q^2+1)/log(2)"),
        ("cbrt(q)^3", "q"),
        ("sinh(asinh(q))", "q"),
        ("tanh(atanh(q/9))", "q/9"),
        ("cosh(acosh(q^2+2))", "q^2+2"),
        ("arctan(q) + arcsin(q/9)", "atan(q) + asin(q/9)"),
        ("min(q, q^2) + max(q, q^2)", "q + q^2"),
        ("min(q^2, 1)", "(q^2 + 1 - abs(q^2 - 1))/2"),
        ("tan(atan2(y, x)) + x^2", "y/x + x^2"),
        // A wall as high as a singular one is wide: no digit of the small one is lost.
        ("min(1e30*q^2, 5) + max(q, -1e30)", "5 + q"),
    ] {
        same(written, meant);
    }
    // A name that is not called is a parameter's, as it always was.
    same("q^2 + step*cos(q); step = 0.1", "q^2 + 0.1*cos(q)");
}

#[test]
fn declarations_take_expressions() {
    for (written, meant) in [
        ("q^2 + a*cos(q); a = 1/20", "q^2 + 0.05*cos(q)"),
        ("q^2 + a*cos(q); a = -2*pi", "q^2 - 2*pi*cos(q)"),
        (
            "r^2 + r; r = sqrt(x^2 + y^2)",
            "x^2 + y^2 + sqrt(x^2 + y^2)",
        ),
        (
            "s^2; s = r + a; r = sqrt(x^2 + y^2); a = 0.5",
            "(sqrt(x^2 + y^2) + 0.5)^2",
        ),
        (
            "q^2 + b*cos(q); b = 2*a; a = 0.1 in [0, 1]",
            "q^2 + 0.2*cos(q)",
        ),
    ] {
        same(written, meant);
    }
    let fraction = Formula::parse("q^2 + a*cos(q); a = 1/20 in [0, 1]").unwrap();
    assert_eq!(fraction.parameters()[0].value, 0.05);
    assert_eq!(fraction.parameters()[0].range, Some([0.0, 1.0]));
}

/// The slopes at the points of [`energies`].
fn slopes(text: &str) -> Vec<f64> {
    let potential = Formula::parse(text).unwrap().compile().unwrap();
    let points: Vec<f64> = (0..40).map(|k| 0.11 * f64::from(k) - 2.03).collect();
    let points = Vectors::of(1, points);
    potential.gradients(&points).along(0).collect()
}

#[test]
fn conditions_choose_between_values() {
    for (written, meant) in [
        ("if(q > 0, q^2, -q)", "step(q)*q^2 - step(-q)*q"),
        ("if(q>=0,q^2,-q)", "if(q ≥ 0, q^2, -q)"),
        ("if(q <= 0, q^2, -q)", "if(q ≤ 0, q^2, -q)"),
        ("if(q < 0, q^2)", "if(q < 0, q^2, 0)"),
        ("if(-1 < q and q < 1, q^2, 1)", "min(q^2, 1)"),
        ("if(-1 < q < 1, q^2, 1)", "min(q^2, 1)"),
        ("if((q < -1) or q > 1, 1, q^2)", "min(q^2, 1)"),
        ("if(q < -1 or q > 1 and q < 9, 1, q^2)", "min(q^2, 1)"),
        ("if(1/2 < q, if(q < 1, q, 1), ½)", "max(1/2, min(q, 1))"),
        ("if(q > ½ and q < 1, q, 0)", "if(0.5 < q < 1, q, 0)"),
        ("if(0\n < q <\n 1,\n q, 0)", "if(0 < q < 1, q, 0)"),
        ("(q > 0)*q^2", "step(q)*q^2"),
        (
            "q^2 + if*cos(q) + and; if = 0.1; and = 2",
            "q^2 + 0.1*cos(q) + 2",
        ),
    ] {
        same(written, meant);
    }
    // Where only one side has a logarithm, the other is not spoilt.
    same(
        "if(q > 0, log(q)*q, q^2)",
        "step(q)*log(abs(q))*q + step(-q)*q^2",
    );
    same(
        "if(q > 0 and log(q) < 0.1, 1, 0) + q",
        "(0 < q < exp(0.1)) + q",
    );
    for slope in slopes("if(q > 0, log(q), 0) + q^2") {
        assert!(slope.is_finite());
    }
    // At the jump itself the sign says which side has it.
    for (text, at_jump) in [
        ("if(q > 1, 5, 3)", 3.0),
        ("if(q >= 1, 5, 3)", 5.0),
        ("if(q < 1, 5, 3)", 3.0),
        ("if(q <= 1, 5, 3)", 5.0),
        ("if(floor(q) >= 1, 5, 3)", 5.0),
    ] {
        let potential = Formula::parse(&format!("{text} + q")).unwrap();
        let energies = potential.compile().unwrap().energies(&[[1.0]].into());
        assert_eq!(energies, [at_jump + 1.0], "{text}");
    }
}

#[test]
fn whole_parts_and_the_error_function() {
    for (written, meant) in [
        ("floor(q) + q", "q + q - mod(q, 1)"),
        ("ceil(q) + floor(-q) + q", "q"),
        ("round(q) + q", "floor(q + 0.5) + q"),
        ("mod(q, 2)", "q - 2*floor(q/2)"),
        ("mod(q, -2)", "-mod(-q, 2)"),
        ("erf(q) + erf(-q) + q", "q"),
    ] {
        same(written, meant);
    }
    // The digits of erf(1/2), erf(1) and erf(2) of Abramowitz & Stegun, table 7.1.
    let erf = Formula::parse("erf(q)").unwrap().compile().unwrap();
    let values = erf.energies(&[[0.5], [1.0], [2.0]].into());
    let known = [0.520_499_877_8, 0.842_700_792_9, 0.995_322_265_0];
    for (value, known) in values.iter().zip(known) {
        assert!((value - known).abs() < 1e-10, "{value} and {known}");
    }
    for (flat, said) in [
        ("floor(q)", "changes in jumps only"),
        ("q > 0", "changes in jumps only"),
        ("floor(0.5 + q - q)", "is constant"),
        ("if(q > 0, 2, 1 + 1)", "changes in jumps only"),
    ] {
        let error = Formula::parse(flat).unwrap().compile().unwrap_err();
        assert!(error.message.contains(said), "{flat}: {error}");
    }
    assert_eq!(slopes("floor(3*q) + q"), [1.0; 40]);
    assert_eq!(slopes("mod(q, 0.5)"), [1.0; 40]);
    let bell = energies("2/sqrt(pi)*exp(-q^2)");
    for (slope, bell) in slopes("erf(q)").iter().zip(&bell) {
        assert!((slope - bell).abs() < 1e-15);
    }
}

/// The message of a refusal, and the text that it offers.
fn refused(text: &str) -> (String, Option<String>) {
    let error = Formula::parse(text).err();
    let error = error.unwrap_or_else(|| panic!("{text} is accepted"));
    assert!(error.start <= error.end && error.end <= text.len());
    (error.message.to_string(), error.fix)
}

#[test]
fn a_fix_means_what_was_typed() {
    for (text, part, fix) in [
        (
            "theta^2 + cos(theta)",
            "“theta” is not a variable",
            Some("q^2 + cos(q)"),
        ),
        ("Q^2", "“Q” is not a variable", Some("q^2")),
        (
            "r1^2 + a*r1; a = 0.1",
            "“r1” is not a variable",
            Some("q^2 + a*q; a = 0.1"),
        ),
        (
            "x^2/2 + sin(x)",
            "“y” does not occur",
            Some("q^2/2 + sin(q)"),
        ),
        ("x^2 + z^2", "“y” does not occur", None),
        ("X^2 + Y^2", "“X, Y” are not variables", Some("x^2 + y^2")),
        ("x^2 + Y^2", "“Y” is not a variable", Some("x^2 + y^2")),
        (
            "cos(phi) + cos(psi)",
            "“phi, psi” are not variables",
            Some("cos(x) + cos(y)"),
        ),
        // One of the two may be a parameter.
        ("A*X^2", "are not variables", None),
        ("x^2 + y2", "“y2” is unknown", Some("x^2 + y2; y2 = 1")),
        (
            "U(r) = 4/r^12",
            "“r” is not a variable",
            Some("U(q) = 4/q^12"),
        ),
        ("U(r)", "There is no function “U”", None),
        ("0,5*q^2", "written with a point", Some("0.5*q^2")),
        ("min(q, 2, 5)", "min takes 2 arguments", None),
        (
            "a*q^2, a = 0.1",
            "Declare the parameters",
            Some("a*q^2; a = 0.1"),
        ),
        (
            "a*q^2 where a = 0.1",
            "Declare the parameters",
            Some("a*q^2; a = 0.1"),
        ),
        ("q^2 for q > 0", "Declare the parameters", None),
        // A product with a function that lacks its argument means nothing.
        ("2 tan", "An operator is missing", None),
        // The fixes of the errors that follow belong to it.
        ("2q + 3q", "An operator is missing", Some("2*q + 3q")),
        ("gamma(q)", "There is no function “gamma”", None),
        ("erf(q, 1)", "erf takes one argument", None),
        ("mod(q)", "mod takes 2 arguments", None),
        ("flor(q) + q", "did you mean floor?", Some("floor(q) + q")),
        ("if(q, 1, 2)", "A condition is expected here", None),
        (
            "if(q > 0 and q, q, 2)",
            "A condition is expected here",
            None,
        ),
        ("if(q > 0)", "A distinction is written if(", None),
        ("if(q > 0, q, 1, 2)", "A distinction is written if(", None),
        ("if(q >, q, 1)", "“,” appears where", None),
        ("if(q = 0, q, 1)", "A condition is expected here", None),
        ("min(q)", "min takes 2 arguments", None),
        ("sech(q, 1)", "sech takes 1 argument", None),
        ("|q", "This bar is never closed", None),
        ("r^2 + q; r = s; s = r", "leads back to itself", None),
        ("r^2 + q; r = q; r = q", "declared twice", None),
        ("q^2; r = 2*q", "does not use it", None),
        ("q^2; x = 2*q", "reserved name", None),
        ("q^2 + a; a = 1/0", "not a finite number", None),
        ("q⁺⁻", "has no meaning here", None),
        ("q\\2", "has no meaning here", None),
        ("q^2 + a; a = 1; a = 2*q", "declared twice", None),
    ] {
        let (message, offered) = refused(text);
        assert!(message.contains(part), "{text}: {message}");
        assert_eq!(offered.as_deref(), fix, "{text}: {message}");
        let mut next = offered;
        while let Some(fixed) = next {
            let error = Formula::parse(&fixed).err();
            next = error.map(|error| {
                error
                    .fix
                    .clone()
                    .unwrap_or_else(|| panic!("{fixed}: {error}"))
            });
        }
    }
}

/// Functions that repeat their arguments multiply when they nest, and so do parts of parts: these
/// would be 10⁹ numbers.
#[test]
fn nested_repetitions_are_refused_at_once() {
    let mut deep = "q".to_owned();
    for _ in 0..40 {
        deep = format!("min({deep}, q^2)");
    }
    assert!(
        refused(&deep).0.contains("at most 200000"),
        "{}",
        refused(&deep).0
    );
    let mut parts = "a0^2 + q^2".to_owned();
    for k in 0..30 {
        parts = format!("{parts}; a{k} = a{next} + a{next}", next = k + 1);
    }
    let parts = format!("{parts}; a30 = q");
    let many = |name: &str| vec![name; 200].join("+");
    let wide = format!(
        "{}; b = {}; c = {}; d = {}",
        many("b"),
        many("c"),
        many("d"),
        many("q")
    );
    assert!(refused(&wide).0.contains("at most 200000"));
    assert!(
        refused(&parts).0.contains("at most 200000"),
        "{}",
        refused(&parts).0
    );
}
