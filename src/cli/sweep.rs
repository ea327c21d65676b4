//! Sweeps: experiment files with lists of values.

use experiment::{SETTINGS, SettingKind};
use serde_json::Value;

/// Most experiments of a sweep.
const MOST: usize = 100_000;

/// A place in an experiment's JSON whose value is a list, and the entries of that list.
type Axis = (String, Vec<Value>);

/// The experiments of a sweep in the order of the settings table, where the last list varies fastest;
/// or the experiment itself if it has no list. A list stands for its entries where a setting takes one
/// value, and a list of lists where it takes a list.
///
/// # Errors
/// A list without entries, or too many experiments.
pub fn each(whole: Value) -> Result<impl Iterator<Item = Value>, String> {
    let axes: Vec<Axis> = axes(&whole);
    let mut count = 1_usize;
    for (place, entries) in &axes {
        let name = place[1..].replace('/', ".");
        count = match entries.len() {
            0 => return Err(format!("The list of {name} is empty.")),
            many => count.saturating_mul(many),
        };
    }
    if count > MOST {
        return Err(format!(
            "The lists make {count} experiments, and a sweep has at most {MOST}."
        ));
    }
    let numbered = move |number: usize| {
        let (mut one, mut rest) = (whole.clone(), number);
        for (place, entries) in axes.iter().rev() {
            if let Some(value) = one.pointer_mut(place) {
                *value = entries[rest % entries.len()].clone();
            }
            rest /= entries.len();
        }
        one
    };
    Ok((0..count).map(numbered))
}

fn axes(whole: &Value) -> Vec<Axis> {
    let places = SETTINGS.iter().flat_map(|setting| {
        let place = format!("/{}", setting.name.replace('.', "/"));
        // How many lists deep a single value of the setting may be.
        let depth = match setting.kind {
            SettingKind::Vector { .. } | SettingKind::Periods { .. } => 1,
            SettingKind::Matrix { .. } => 2,
            _ => 0,
        };
        match (setting.kind, whole.pointer(&place)) {
            (SettingKind::Map, Some(Value::Object(named))) => {
                let names = named.keys();
                names.map(|name| (format!("{place}/{name}"), 0)).collect()
            }
            _ => vec![(place, depth)],
        }
    });
    let listed = places.filter_map(|(place, depth)| {
        let entries = whole.pointer(&place)?.as_array()?;
        let mut inner = entries.first();
        for _ in 0..depth {
            inner = inner?.as_array()?.first();
        }
        Some((place, entries.clone()))
    });
    listed.collect()
}

#[cfg(test)]
mod tests {
    use super::each;
    use serde_json::{Value, json};

    fn all(whole: Value) -> Vec<Value> {
        each(whole).unwrap().collect()
    }

    #[test]
    fn the_last_list_varies_fastest() {
        let swept = all(json!({ "seed": [1, 2], "step": [0.1, 0.2], "steps": 1000 }));
        let one = |step, seed| json!({ "seed": seed, "step": step, "steps": 1000 });
        assert_eq!(swept, [one(0.1, 1), one(0.1, 2), one(0.2, 1), one(0.2, 2)]);
    }

    #[test]
    fn a_setting_that_takes_a_list_sweeps_over_lists() {
        let region = |lower| json!({ "region": { "lower": lower }, "periodic": [null, 6.5] });
        let lower = json!([-4, -3]);
        assert_eq!(all(region(lower.clone())), [region(lower)]);
        let swept = all(region(json!([[-4, -3], [-2, -1]])));
        assert_eq!(swept, [region(json!([-4, -3])), region(json!([-2, -1]))]);

        let friction = |matrix| json!({ "compare": { "friction": matrix } });
        let matrix = json!([[1, 0], [0, 1]]);
        assert_eq!(all(friction(matrix.clone())), [friction(matrix.clone())]);
        let swept = all(friction(json!([matrix.clone(), 2])));
        assert_eq!(swept, [friction(matrix), friction(json!(2))]);
    }

    #[test]
    fn energies_and_their_parameters_are_swept_too() {
        let whole = json!({ "potential": { "formula": ["a*q^2", "a*q^4"], "parameters": { "a": [1, 2, 3] } } });
        let swept = all(whole);
        assert_eq!(swept.len(), 6);
        assert_eq!(swept[4]["potential"]["formula"], "a*q^4");
        assert_eq!(swept[4]["potential"]["parameters"]["a"], 2);
    }

    #[test]
    fn no_list_is_empty_and_a_sweep_has_an_end() {
        let refused = |whole| each(whole).err().unwrap();
        assert_eq!(
            refused(json!({ "region": { "lower": [] }, "seed": [] })),
            "The list of seed is empty."
        );
        let seeds: Vec<u32> = (0..1000).collect();
        assert_eq!(
            refused(json!({ "seed": seeds, "walkers": seeds })),
            "The lists make 1000000 experiments, and a sweep has at most 100000."
        );
    }
}
