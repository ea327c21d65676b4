//! Numbers in columns: text tables (CSV) and NumPy arrays (`.npy`), read row by row, so that a file
//! of any length needs no more memory than a row.

mod layout;
mod npy;
mod table;
mod text;
mod unread;

pub use layout::Layout;
pub use table::Table;
pub use unread::{Unread, no_rows};
