//! Labels that several figures share.

use message::{Message, Number, decimals, list, say};
use study::Outcome;

/// A number alone, as English writes it.
pub fn value(x: f64, text: String) -> Message {
    say!("value", "{value}", value = Number::new(x, text))
}

/// The label of an axis of energies.
pub fn energy() -> Message {
    say!("axis-energy", "energy")
}

/// The label of an axis of positions in one dimension.
pub fn position() -> Message {
    say!("axis-position", "position q")
}

/// The label of an axis along a slice.
pub fn along_slice() -> Message {
    say!("axis-slice", "distance along the slice")
}

/// The label of an axis of steps.
pub fn steps() -> Message {
    say!("axis-steps", "steps")
}

/// The label of an axis of densities.
pub fn density() -> Message {
    say!("axis-density", "density")
}

/// The label of an axis of momenta in one dimension.
pub fn momentum() -> Message {
    say!("axis-momentum", "momentum p")
}

/// The name of the learned potential.
pub fn learned() -> Message {
    say!("learned-u", "learned U")
}

/// The name of the learned potential with its errors.
pub fn learned_band() -> Message {
    say!("learned-band", "learned U ± 2 errors")
}

/// The name of the potential learned from the positions.
pub fn from_positions() -> Message {
    say!("from-positions", "from positions")
}

/// The name of the potential learned from the forces.
pub fn from_forces() -> Message {
    say!("from-forces", "from forces")
}

/// The estimate beside the learned potential, from the other kind of data: its name, energies and
/// standard errors.
pub fn second(outcome: &Outcome) -> Option<(Message, [&[Option<f64>]; 2])> {
    if outcome.experiment.trajectory.is_some() {
        return None;
    }
    match outcome.positions {
        Some(_) => Some((from_positions(), outcome.from_positions())),
        None => Some((from_forces(), outcome.from_forces()?)),
    }
}

/// The difference of the two estimates.
pub fn difference() -> Message {
    say!("difference", "difference")
}

/// A symbol or a name, the same in every language.
pub fn symbol(name: &str) -> Message {
    say!("symbol", "{name}", name = name)
}

/// The name of a reference; one that was typed has none.
pub fn reference(name: &str) -> Message {
    match name {
        "reference" => say!("reference", "reference"),
        name => symbol(name),
    }
}

/// The note of a figure that is drawn when the run is complete.
pub fn later() -> Message {
    say!("shown-later", "shown when the run is complete")
}

/// The note of a figure without data.
pub fn no_data() -> Message {
    say!("no-data-yet", "no data yet")
}

/// The note of a figure of a comparison without data.
pub fn not_compared() -> Message {
    say!("not-compared-yet", "not compared yet")
}

/// A point in brackets.
pub fn place(point: &[f64], places: usize) -> Message {
    say!(
        "place",
        "({place|, })",
        place = list(point.iter().map(|x| decimals(*x, places)))
    )
}
