//! Keys: converts their names in the page's events to WebDriver's characters.

use anyhow::{Result, bail};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

/// The key Enter within a text.
pub const ENTER: Key = Key::Enter;

/// Presses and releases keys joined by `+`, such as `Shift+Tab`.
pub fn press(keys: &str) -> Result<KeyActions> {
    in_turn(&[keys])
}

/// Presses several such combinations in turn.
pub fn in_turn(presses: &[impl AsRef<str>]) -> Result<KeyActions> {
    let none = KeyActions::new(String::from("keyboard"));
    presses.iter().try_fold(none, |actions, keys| {
        Ok(actions_of(keys.as_ref())?
            .into_iter()
            .fold(actions, KeyActions::then))
    })
}

fn actions_of(keys: &str) -> Result<Vec<KeyAction>> {
    let keys = match keys {
        "+" => vec!['+'],
        keys => keys.split('+').map(key).collect::<Result<_>>()?,
    };
    let down = keys.iter().map(|&value| KeyAction::Down { value });
    let up = keys.iter().rev().map(|&value| KeyAction::Up { value });
    Ok(down.chain(up).collect())
}

fn key(name: &str) -> Result<char> {
    let mut characters = name.chars();
    if let (Some(character), None) = (characters.next(), characters.next()) {
        return Ok(character);
    }
    let key = match name {
        "Alt" => Key::Alt,
        "ArrowDown" => Key::Down,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "Backspace" => Key::Backspace,
        "Control" => Key::Control,
        "Delete" => Key::Delete,
        "End" => Key::End,
        "Enter" => ENTER,
        "Escape" => Key::Escape,
        "Home" => Key::Home,
        "PageDown" => Key::PageDown,
        "PageUp" => Key::PageUp,
        "Shift" => Key::Shift,
        "Tab" => Key::Tab,
        _ => bail!("there is no key `{name}`"),
    };
    Ok(key.into())
}
