//! Figures, on any drawing backend. They take finished numbers and compute no estimate.

mod alternative_text;
mod axes;
mod backend;
mod baselines;
mod comparison;
mod content;
mod convergence;
mod display;
mod draw;
mod ellipses;
mod exhibit;
mod field;
mod histograms;
mod look;
mod picture;
mod portrait;
mod potential_curves;
mod potential_map;
mod profile;
mod scene;
mod staircase;
mod table;
mod tooltip;
mod ways;

pub use alternative_text::alternative;
pub use axes::{Geometry, Panel};
pub use backend::Backend;
pub use content::Content;
pub use display::{Display, Drawing};
pub use draw::{draw, draw_ways};
pub use exhibit::Exhibit;
pub use look::{Look, Theme};
pub use scene::{Curves, Scene, default_slice, default_zoom};
pub use staircase::plateau;
pub use table::{Table, table};
pub use tooltip::{Line, Tooltip, point, probe};
