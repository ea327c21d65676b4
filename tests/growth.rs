//! The size limits of a formula, on a small stack, and its quotation.

use stepsieve::expression::{Formula, FormulaError};

/// Parses and compiles a formula.
fn check(text: &str) -> Result<(), FormulaError> {
    Formula::parse(text)?.check()
}

#[test]
fn what_would_take_too_long_to_compile_is_refused_with_its_place() {
    let factors = |n: usize, factor: &str| vec![factor; n].join("*");
    let nested: String = (0..60).map(|_| "sum(i,1,2,").collect();
    // Text, marked part, the excessive quantity, the limit.
    let product: Vec<String> = (1..=60).map(|k| format!("(q+{k}*i)")).collect();
    let product = format!("sum(i,1,100,{})", product.join("*"));
    let powers = "sum(i,1,1000,(q+i)^1.5)+sum(i,1,1000,(q+i)^1.6)+sum(i,1,1000,(q+i)^1.7)";
    let cases: &[(&str, &str, [&str; 2])] = &[
        (
            "q + sum(i,1,1000,sum(j,1,1000,sum(k,1,1000,q)))",
            "sum(i,1,1000,sum(j,1,1000,sum(k,1,1000,q)))",
            ["2e9 numbers, names and operations", "200000"],
        ),
        (
            "sum(j,1,1000,sin(sum(i,1,1000,sin(i*q))+j))",
            "sum(j,1,1000,sin(sum(i,1,1000,sin(i*q))+j))",
            ["5e6 numbers", "200000"],
        ),
        (
            &format!("{nested}q{}", ")".repeat(60)),
            &format!("{nested}q{}", ")".repeat(60)),
            ["3e18 numbers", "200000"],
        ),
        (
            "sum(i,1,60,(sum(j,1,100,cos(i*x+j*y)))^2)",
            "sum(i,1,60,(sum(j,1,100,cos(i*x+j*y)))^2)",
            ["different parts", "20000"],
        ),
        (&product, &product, ["terms and factors", "500000"]),
        (
            powers,
            "sum(i,1,1000,(q+i)^1.5)",
            ["expensive: one evaluation costs 3", "250000"],
        ),
    ];
    for (text, marked, said) in cases {
        let error = check(text).expect_err(text);
        for said in said {
            assert!(error.message.contains(said), "{text}: {}", error.message);
        }
        assert!(error.message.len() < 300, "{}", error.message);
        assert_eq!(&text[error.start..error.end], *marked, "{text}");
    }
    // These are large, but small enough.
    for text in [
        "sum(i,1,1000,cos(i^2*q)/i^2)",
        "sum(i,1,1000,(q^2+1)^(i/1000))",
        "sum(i,1,10,sum(j,1,10,sum(k,1,10,cos(i*q)*cos(j*q)*cos(k*q)/(i*j*k))))",
        &format!("sin({})", factors(150, "(q^2+2)")),
        "sum(i,1,50,sum(j,1,50,exp(-(x-i)^2-(y-j)^2)))",
    ] {
        check(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    }
}

/// Any text must be read, compiled, shown and dropped on the stack of a browser.
#[test]
fn a_small_stack_is_enough() {
    let brackets = "(".repeat(62) + "q" + &")".repeat(62);
    let shapes = [
        "q/".repeat(999) + "q",
        "q+".repeat(999) + "q",
        "q-q*".repeat(499) + "q",
        "-".repeat(62) + "q",
        "q^".repeat(62) + "q",
        "sin(".repeat(60) + &"q-q*".repeat(350) + "q" + &")".repeat(60),
        "sum(i,1,1,".repeat(60) + &"q/i*".repeat(300) + "q" + &")".repeat(60),
        brackets,
    ];
    let all = move || {
        for text in shapes {
            let formula = Formula::parse(&text).unwrap_or_else(|e| panic!("{text}: {e}"));
            assert!(formula.to_mathml().len() > formula.to_string().len());
            let _ = formula.truncated(1).check();
        }
    };
    let small = std::thread::Builder::new().stack_size(512 << 10);
    small.spawn(all).unwrap().join().unwrap();
}

#[test]
fn long_texts_are_quoted_in_part() {
    let name = "wxyz".repeat(400);
    let number = "1.".repeat(800);
    for text in [
        name.clone(),
        format!("{name}(q)"),
        format!("q {name}"),
        format!("{number}*q"),
        format!("q + {}", "9".repeat(400)),
        format!("sin {name}"),
        format!("q*{name}; {name}x = 2"),
        format!("q*a; a = 1; {name} = 2; {name} = 3"),
        format!("q*a; {name} = 1e300 in [-1e300, 2e250]"),
        format!("sum({name}, 1, 2)"),
        format!("q({name}"),
    ] {
        let error = Formula::parse(&text).expect_err(&text);
        let length = error.message.chars().count();
        assert!(length < 300, "{length}: {}", error.message);
    }
}
