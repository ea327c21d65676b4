//! Figures, on any drawing backend. They take finished numbers and compute no estimate.

mod axes;
mod backend;
mod beside;
mod comparison;
mod content;
mod convergence;
mod display;
mod draw;
mod ellipses;
mod exhibit;
mod field;
mod histograms;
mod landscape;
mod look;
mod maps;
mod picture;
mod portrait;
mod profile;
mod readout;
mod scene;
mod staircase;
mod table;
mod ways;
mod words;

pub use axes::{Geometry, Panel};
pub use backend::Backend;
pub use content::Content;
pub use display::{Display, Drawing};
pub use draw::{draw, draw_ways};
pub use exhibit::Exhibit;
pub use look::{Look, Theme};
pub use readout::{Line, Readout, point, probe};
pub use scene::{Curves, Scene, default_slice, default_zoom};
pub use staircase::plateau;
pub use table::{Table, table};
pub use words::alternative;
