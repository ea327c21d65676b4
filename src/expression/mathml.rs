//! Formulas as presentation MathML.

use crate::function::Function;
use crate::tree::{Operator, Tree};

/// The formula as a `<math>` element.
pub fn mathml(tree: &Tree) -> String {
    format!(
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><mrow>{}</mrow></math>",
        row(tree)
    )
}

fn row(tree: &Tree) -> String {
    match tree {
        Tree::Number(x) => number(*x),
        Tree::Name(name, _) => identifier(name),
        Tree::Element(index, _) => format!("<msub><mi>x</mi><mrow>{}</mrow></msub>", row(index)),
        Tree::Negative(inner) => {
            let body = match **inner {
                Tree::Binary(Operator::Add | Operator::Subtract, ..) | Tree::Negative(_) => {
                    bracketed(inner)
                }
                _ => row(inner),
            };
            format!("<mo form=\"prefix\">−</mo>{body}")
        }
        Tree::Binary(operator, left, right) => binary(*operator, left, right),
        Tree::Call(Function::Sqrt, argument) => {
            format!("<msqrt><mrow>{}</mrow></msqrt>", row(argument))
        }
        Tree::Call(Function::Abs, argument) => format!(
            "<mo fence=\"true\">|</mo>{}<mo fence=\"true\">|</mo>",
            row(argument)
        ),
        Tree::Call(Function::Floor, argument) => format!("<mo>⌊</mo>{}<mo>⌋</mo>", row(argument)),
        Tree::Call(Function::Exp, argument) => {
            format!("<msup><mi>e</mi><mrow>{}</mrow></msup>", row(argument))
        }
        Tree::Call(function, argument) => format!(
            "<mi>{}</mi><mo>&#x2061;</mo>{}",
            function.name(),
            bracketed(argument)
        ),
        Tree::Table(arguments, _) => {
            let each: Vec<String> = arguments.iter().map(row).collect();
            format!(
                "<mi>table</mi><mo>&#x2061;</mo><mrow><mo>(</mo>{}<mo>)</mo></mrow>",
                each.join("<mo>,</mo>")
            )
        }
        Tree::Sum {
            index,
            from,
            to,
            term,
            ..
        } => {
            let body = match **term {
                Tree::Binary(Operator::Add | Operator::Subtract, ..) => bracketed(term),
                _ => row(term),
            };
            let index = identifier(index);
            format!(
                "<munderover><mo>∑</mo><mrow>{index}<mo>=</mo>{}</mrow>{}</munderover>{body}",
                number(*from as f64),
                number(*to as f64)
            )
        }
    }
}

fn binary(operator: Operator, left: &Tree, right: &Tree) -> String {
    let side = |tree: &Tree, is_right: bool| {
        if tree.needs_brackets(operator, is_right) {
            bracketed(tree)
        } else {
            row(tree)
        }
    };
    let sign = match operator {
        Operator::Divide => {
            return format!(
                "<mfrac><mrow>{}</mrow><mrow>{}</mrow></mfrac>",
                row(left),
                row(right)
            );
        }
        Operator::Power => {
            let base = match left {
                Tree::Number(_) | Tree::Name(..) | Tree::Element(..) => row(left),
                _ => bracketed(left),
            };
            return format!(
                "<msup><mrow>{base}</mrow><mrow>{}</mrow></msup>",
                row(right)
            );
        }
        // The bracket of Iverson: one where the condition holds.
        Operator::If => {
            return format!(
                "<mo>[</mo>{}<mo>]</mo><mo>&#x2062;</mo>{}",
                row(left),
                bracketed(right)
            );
        }
        Operator::Add => "+",
        Operator::Subtract => "−",
        // A sign stands between numbers; letters and brackets stand side by side.
        Operator::Multiply if starts_with_number(right) => "·",
        Operator::Multiply => "&#x2062;",
        Operator::Or => "∨",
        Operator::And => "∧",
        Operator::Less => "&lt;",
        Operator::AtMost => "≤",
        Operator::Greater => "&gt;",
        Operator::AtLeast => "≥",
    };
    format!("{}<mo>{sign}</mo>{}", side(left, false), side(right, true))
}

fn starts_with_number(tree: &Tree) -> bool {
    match tree {
        Tree::Number(_) | Tree::Negative(_) => true,
        Tree::Binary(Operator::Multiply | Operator::Power, left, _) => starts_with_number(left),
        Tree::Binary(Operator::Divide, ..) => true,
        _ => false,
    }
}

fn bracketed(tree: &Tree) -> String {
    format!("<mrow><mo>(</mo>{}<mo>)</mo></mrow>", row(tree))
}

fn number(x: f64) -> String {
    let (long, short) = (format!("{x}"), format!("{x:e}"));
    match short
        .split_once('e')
        .filter(|_| short.len() + 1 < long.len())
    {
        Some((digits, exponent)) => {
            let factor = if digits == "1" {
                String::new()
            } else {
                format!("<mn>{digits}</mn><mo>·</mo>")
            };
            format!(
                "{factor}<msup><mn>10</mn><mn>{}</mn></msup>",
                exponent.replace('-', "−")
            )
        }
        None => format!("<mn>{}</mn>", long.replace('-', "−")),
    }
}

/// A name, with Greek letters for their spellings and trailing digits as an index: `eps1` is ε₁.
fn identifier(name: &str) -> String {
    const GREEK: [(&str, &str); 24] = [
        ("alpha", "α"),
        ("beta", "β"),
        ("gamma", "γ"),
        ("delta", "δ"),
        ("epsilon", "ε"),
        ("eps", "ε"),
        ("zeta", "ζ"),
        ("eta", "η"),
        ("theta", "θ"),
        ("kappa", "κ"),
        ("lambda", "λ"),
        ("mu", "μ"),
        ("nu", "ν"),
        ("xi", "ξ"),
        ("pi", "π"),
        ("rho", "ρ"),
        ("sigma", "σ"),
        ("tau", "τ"),
        ("phi", "φ"),
        ("chi", "χ"),
        ("psi", "ψ"),
        ("omega", "ω"),
        ("Omega", "Ω"),
        ("Delta", "Δ"),
    ];
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &name[letters.len()..];
    let letters = letters.trim_end_matches('_');
    let shown = GREEK
        .iter()
        .find(|(word, _)| *word == letters)
        .map_or(letters, |(_, letter)| letter);
    match (shown, digits) {
        ("", _) | (_, "") => format!("<mi>{}</mi>", if shown.is_empty() { name } else { shown }),
        _ => format!("<msub><mi>{shown}</mi><mn>{digits}</mn></msub>"),
    }
}

#[cfg(test)]
mod tests {
    use crate::Formula;

    #[test]
    fn the_first_test_reads_as_in_the_paper() {
        let formula = Formula::parse("q^2/2 + eps1*sin(q/eps1); eps1 = 0.05").unwrap();
        assert_eq!(
            formula.to_mathml(),
            "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><mrow>\
             <mfrac><mrow><msup><mrow><mi>q</mi></mrow><mrow><mn>2</mn></mrow></msup></mrow><mrow><mn>2</mn></mrow></mfrac>\
             <mo>+</mo><msub><mi>ε</mi><mn>1</mn></msub><mo>&#x2062;</mo><mi>sin</mi><mo>&#x2061;</mo>\
             <mrow><mo>(</mo><mfrac><mrow><mi>q</mi></mrow><mrow><msub><mi>ε</mi><mn>1</mn></msub></mrow></mfrac><mo>)</mo></mrow>\
             </mrow></math>"
        );
    }

    #[test]
    fn every_element_is_closed() {
        let formula = Formula::parse(
            "-(x - y)^2*2*3e-7/abs(y) + sqrt(z)*exp(-x) - sum(i, 1, 3, cos(i*x) + i)",
        )
        .unwrap();
        let text = formula.to_mathml();
        for element in [
            "math",
            "mrow",
            "mfrac",
            "msup",
            "msqrt",
            "munderover",
            "mn",
            "mi",
            "mo",
        ] {
            let opened = text.matches(&format!("<{element}>")).count()
                + text.matches(&format!("<{element} ")).count();
            assert_eq!(
                opened,
                text.matches(&format!("</{element}>")).count(),
                "{element} in {text}"
            );
        }
    }
}
