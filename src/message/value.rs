//! The values of a message, and how English writes them.

use crate::number::Number;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A sentence in no language: the code of a message, and its values by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Sentence {
    pub code: String,
    pub values: BTreeMap<String, Value>,
}

/// A value of a sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Value {
    Number(Number),
    /// The same in every language: a name, a formula, a quotation.
    Text(String),
    /// A setting by its name, for which the page has a label.
    Setting(String),
    Sentence(Sentence),
    List(Vec<Value>),
}

/// A value with its words in English: one text, or one for each item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub(super) english: Vec<String>,
    pub(super) value: Value,
}

impl Told {
    pub(super) fn new(english: String, value: Value) -> Self {
        Told {
            english: vec![english],
            value,
        }
    }

    /// A setting, as English names it.
    pub fn setting(english: String, name: &str) -> Self {
        Told::new(english, Value::Setting(name.to_owned()))
    }

    /// The words in English.
    pub fn english(&self) -> String {
        self.written(&[])
    }

    /// The words in a place with these forms.
    pub(super) fn written(&self, forms: &[&str]) -> String {
        match forms {
            [] => self.english.join(" "),
            [joint] => self.english.join(joint),
            [one, many, ..] => match self.english.as_slice() {
                [number] if number == "1" => (*one).to_owned(),
                _ => (*many).to_owned(),
            },
        }
    }
}

/// A list as a value.
pub fn list<T: Into<Told>>(items: impl IntoIterator<Item = T>) -> Told {
    let told = items.into_iter().map(|item| {
        let Told { english, value } = item.into();
        (english.join(" "), value)
    });
    let (english, values) = told.unzip();
    Told {
        english,
        value: Value::List(values),
    }
}

impl From<Number> for Told {
    fn from(number: Number) -> Self {
        Told::new(number.text.clone(), Value::Number(number))
    }
}

impl From<String> for Told {
    fn from(text: String) -> Self {
        Told::new(text.clone(), Value::Text(text))
    }
}

impl From<&str> for Told {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}
