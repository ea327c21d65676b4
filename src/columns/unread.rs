//! The reasons why a table cannot be read.

use message::{Message, say};
use std::io;

/// A table that cannot be read.
#[derive(Debug)]
pub enum Unread {
    /// Its contents are wrong; the message names the line or row, and the column.
    Wrong(Message),
    /// Reading failed.
    Failed(io::Error),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Unread::Failed(error)
    }
}

impl From<Message> for Unread {
    fn from(message: Message) -> Self {
        Unread::Wrong(message)
    }
}

/// The message for a file without rows.
pub fn no_rows() -> Message {
    say!("no-rows", "The file holds no row of numbers.")
}
