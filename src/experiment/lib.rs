//! The experiment: the single description of a run.
//!
//! A permalink encodes an [`Experiment`], a worker receives one, the command line reads one, and a
//! preset is one. Names, symbols, units, ranges and help stand once, in [`SETTINGS`]; the defaults
//! stand once, in [`Experiment::of`] and the presets. Validation, permalinks and the page's
//! controls derive from those two.

mod automatic;
mod check_surface;
mod colder;
mod collective;
mod compare;
mod defaults;
mod description;
mod digest;
mod extent;
mod figure;
mod fingerprint;
mod finite;
mod grid_table;
mod interactions;
mod json;
mod kept_tables;
mod link;
mod muller_brown;
pub mod paper;
mod period;
mod poles;
mod potential_file;
mod potential_spec;
mod presets;
mod probed_energy;
mod problem;
mod race;
mod read;
mod repetition;
mod ripples;
mod rows;
mod scan;
mod settings;
mod table_file;
mod table_rows;
mod table_text;
mod tidy;
mod trajectory;
mod values;
mod wandering;
mod wells;

pub use check_surface::check_surface;
pub use compare::Surrogate;
pub use description::{
    Calibration, Compare, Estimator, Experiment, Fit, Initial, Kind, PotentialSpec, Region, Scan,
    Shape, Spread, VERSION,
};
pub use digest::Digest;
pub use extent::Extent;
pub use figure::Figure;
pub use fingerprint::{PARTS, is_fingerprint, written};
pub use grid_table::GridTable;
pub use json::read_json;
pub use kept_tables::{keep_table, kept_table, spline, table_text};
pub use link::{Link, View};
pub use potential_file::PotentialFile;
pub use presets::{PRESETS, Preset, Reference, preset};
pub use probed_energy::{lowest_points, scattered_points};
pub use problem::{Problem, Problems};
pub use race::{RACE_STEPS, RACES, Race};
pub use repetition::Repetition;
pub use settings::{Kind as SettingKind, SETTINGS, Setting, setting};
pub use tidy::tidied;
pub use trajectory::Trajectory;
pub use wells::Open;
