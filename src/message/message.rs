//! A message, and messages joined to one.

use crate::template::filled;
use crate::value::{Sentence, Told, Value};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;

/// One or more sentences: in English, and in no language.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Message {
    /// In English.
    #[serde(rename = "message")]
    pub text: String,
    /// The same as codes with values, from which another language makes its own sentences; empty
    /// if unknown.
    pub sentences: Vec<Sentence>,
}

/// A message that is being put together; see [`say!`](crate::say).
pub struct Draft {
    code: &'static str,
    template: &'static str,
    values: Vec<(&'static str, Told)>,
}

// Every message calls these functions: inlined they would swell the page's module.
impl Draft {
    #[inline(never)]
    pub fn new(code: &'static str, template: &'static str) -> Self {
        Draft {
            code,
            template,
            values: Vec::new(),
        }
    }

    #[inline(never)]
    pub fn with(&mut self, name: &'static str, value: impl Into<Told>) -> &mut Self {
        self.values.push((name, value.into()));
        self
    }

    #[inline(never)]
    pub fn message(&mut self) -> Message {
        let put = |name: &str, forms: &[&str]| {
            let told = self.values.iter().find(|(known, _)| *known == name);
            told.map_or(String::new(), |(_, told)| told.written(forms))
        };
        let text = filled(self.template, &put);
        let values = self.values.drain(..);
        let sentence = Sentence {
            code: self.code.to_owned(),
            values: values
                .map(|(name, told)| (name.to_owned(), told.value))
                .collect(),
        };
        Message {
            text,
            sentences: vec![sentence],
        }
    }
}

impl Message {
    /// A message that an outcome holds.
    pub fn of(text: &str, sentences: &[Sentence]) -> Self {
        Message {
            text: text.to_owned(),
            sentences: sentences.to_vec(),
        }
    }

    /// A message that an outcome holds, without values.
    pub fn coded(text: &str, code: &str) -> Self {
        let sentence = Sentence {
            code: code.to_owned(),
            values: BTreeMap::new(),
        };
        Message::of(text, &[sentence])
    }

    /// The same in other English words.
    pub fn worded(self, text: String) -> Self {
        Message { text, ..self }
    }

    /// This message and then the other.
    pub fn and(mut self, other: Message) -> Self {
        if !self.text.is_empty() && !other.text.is_empty() {
            self.text += " ";
        }
        self.text += &other.text;
        self.sentences.extend(other.sentences);
        self
    }

    /// The code of the first sentence.
    pub fn code(&self) -> &str {
        self.sentences.first().map_or("", |s| &s.code)
    }
}

impl Deref for Message {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl From<Message> for Told {
    fn from(Message { text, sentences }: Message) -> Self {
        let mut values: Vec<Value> = sentences.into_iter().map(Value::Sentence).collect();
        let value = match values.len() {
            1 => values.remove(0),
            _ => Value::List(values),
        };
        Told::new(text, value)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Message, Sentence, count, list, measured, say};

    fn lost(walkers: f64) -> Message {
        say!(
            "lost",
            "{walkers} {walkers|walker was|walkers were} lost.",
            walkers = count(walkers)
        )
    }

    #[test]
    fn a_sentence_is_made_of_its_template_and_its_values() {
        let said = [0.0, 0.6, 1.0, 2.0, 1e6].map(|x| lost(x).text);
        let expected = [
            "0 walkers were lost.",
            "1 walker was lost.",
            "1 walker was lost.",
            "2 walkers were lost.",
            "1 million walkers were lost.",
        ];
        assert_eq!(said, expected);
        let steps = list([0.5, 0.0625].map(measured));
        let said = say!(
            "steps",
            "“{name}” at {steps|, }: {why}",
            name = "a",
            steps = steps,
            why = lost(1.0).and(lost(2.0))
        );
        assert_eq!(
            *said,
            *"“a” at 0.5, 0.0625: 1 walker was lost. 2 walkers were lost."
        );
    }

    #[test]
    fn a_message_keeps_its_values_and_not_their_english() {
        let said = say!(
            "twice",
            "{first} {second}",
            first = lost(1024.0),
            second = "q"
        );
        let written = serde_json::to_string(&said.sentences).unwrap();
        assert_eq!(
            written,
            r#"[{"code":"twice","values":{"first":{"sentence":{"code":"lost","values":{"walkers":{"number":{"value":1024.0,"text":"1,024"}}}}},"second":{"text":"q"}}}]"#
        );
        let read: Vec<Sentence> = serde_json::from_str(&written).unwrap();
        assert_eq!(read, said.sentences);
    }

    #[test]
    fn an_empty_message_adds_nothing() {
        let said = Message::default().and(lost(1.0)).and(Message::default());
        assert_eq!(said, lost(1.0));
        assert_eq!(said.code(), "lost");
    }
}
