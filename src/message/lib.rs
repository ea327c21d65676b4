//! Messages: a code, named values, and the English sentence made of them. Another language makes
//! its own sentence of the same values, by a template of its own (`www/texts/`).

mod message;
mod number;
mod quotation;
mod template;
mod value;

pub use message::{Draft, Message};
pub use number::{
    Number, as_written, count, decimals, digits, exact, measured, percent, plain, raised,
    told_from, with_error,
};
pub use quotation::cut;
pub use template::fits;
pub use value::{Sentence, Told, Value, list};

/// A [`Message`]: its code, its English template, and the values that the template names. The
/// compiler checks the names; `tests/messages.rs` checks that each language has the code.
///
/// `{name}` stands for a value, `{name|, }` for a list with what joins its items, and
/// `{name|walker|walkers}` for the word that suits a count.
#[macro_export]
macro_rules! say {
    ($code:literal, $template:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        const {
            assert!(
                $crate::fits($template, &[$(stringify!($name)),*]),
                "the names of the template and of the values differ"
            )
        };
        $crate::Draft::new($code, $template)$(.with(stringify!($name), $value))*.message()
    }};
}
