//! Compares outcomes bit for bit.

use serde_json::Value;

/// The script by which a page writes a value with every bit of its numbers: JSON in JavaScript
/// drops the sign of negative zero.
pub(crate) const WRITE: &str =
    "JSON.stringify(window.stepsieve.outcome(), (_, x) => Object.is(x, -0) ? '-0' : x)";

/// The first difference of two outcomes and its place; `None` if every number has the same bits and
/// everything else is equal.
pub fn first_difference(left: &Value, right: &Value) -> Option<String> {
    differ("outcome", left, right)
}

fn differ(path: &str, left: &Value, right: &Value) -> Option<String> {
    if let (Some(a), Some(b)) = (number(left), number(right)) {
        return (a.to_bits() != b.to_bits()).then(|| format!("{path}: {a:e} and {b:e}"));
    }
    match (left, right) {
        (Value::Array(a), Value::Array(b)) => {
            if a.len() != b.len() {
                return Some(format!("{path}: {} and {} items", a.len(), b.len()));
            }
            let mut pairs = a.iter().zip(b).enumerate();
            pairs.find_map(|(i, (a, b))| differ(&format!("{path}[{i}]"), a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let extra = b.keys().find(|name| !a.contains_key(*name));
            let extra = extra.map(|name| format!("{path}.{name}: only on the right"));
            let mut fields = a.iter();
            fields
                .find_map(|(name, a)| match b.get(name) {
                    Some(b) => differ(&format!("{path}.{name}"), a, b),
                    None => Some(format!("{path}.{name}: only on the left")),
                })
                .or(extra)
        }
        _ => (left != right).then(|| format!("{path}: {left} and {right}")),
    }
}

/// A number, integer or not, or the page's text for negative zero.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) if text == "-0" => Some(-0.0),
        other => other.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use super::first_difference;
    use serde_json::json;

    #[test]
    fn equal_numbers_written_differently_do_not_differ() {
        let (whole, real) = (json!({ "a": [1, -0.0] }), json!({ "a": [1.0, "-0"] }));
        assert_eq!(first_difference(&whole, &real), None);
    }

    #[test]
    fn the_last_bit_the_sign_of_zero_and_a_missing_field_are_told_by_name() {
        let told = |a, b| first_difference(&a, &b).unwrap_or_default();
        let next = f64::from_bits(0.1_f64.to_bits() + 1);
        assert!(told(json!({"a": [0.1]}), json!({"a": [next]})).starts_with("outcome.a[0]:"));
        assert!(told(json!({"a": 0.0}), json!({"a": "-0"})).starts_with("outcome.a:"));
        assert!(told(json!({"a": 1}), json!({})).contains("only on the left"));
        assert!(told(json!({}), json!({"b": null})).contains("only on the right"));
        assert!(told(json!({"a": null}), json!({"a": 1})).contains("null and 1"));
        assert!(told(json!([1]), json!([1, 2])).contains("1 and 2 items"));
    }
}
