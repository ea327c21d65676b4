//! The walkers in words.

use crate::Content;
use crate::labels::place;
use crate::leaps::leap;
use message::{Message, count, decimals, exact, measured, say};
use study::Replay;

/// The shown walkers in some sentences, of which the last is about one of them.
pub fn walkers(content: &Content) -> Message {
    let Some(replay) = content.replay else {
        return say!(
            "walkers-still",
            "Walkers on the energy; they do not walk yet."
        );
    };
    let said = say!(
        "walkers",
        "{count} walkers of block {block} after {made} {made|step|steps} of δ = {step}.",
        count = count(replay.shown() as f64),
        block = exact(f64::from(replay.block()) + 1.0),
        made = count(replay.made() as f64),
        step = measured(replay.plan().step)
    );
    let said = said.and(visited(replay, content));
    match replay.made() {
        0 => said,
        _ => said.and(one(content, replay, replay.followed())),
    }
}

/// The last step of one walker.
fn one(content: &Content, replay: &Replay, lane: usize) -> Message {
    let number = exact(lane as f64 + 1.0);
    let is_known = !content.scene.curves.original.x.is_empty();
    if content.dimension() == 1 && is_known {
        let leap = leap(content, replay, lane);
        // Back from displacements to momenta.
        let step = replay.plan().step;
        return say!(
            "walker-kicked",
            "The last step took walker {n} from {from} to {to}. Its kick is {kick}: {resolved} by the mean slope of V over the step, and {noise} by the ripples within the step, which act as noise.",
            n = number,
            from = measured(leap.from.0),
            to = measured(leap.to.0),
            kick = measured((leap.resolved + leap.noise) / step),
            resolved = measured(leap.resolved / step),
            noise = measured(leap.noise / step)
        );
    }
    let place = |end: usize| {
        let d = content.dimension();
        let along = (0..d).map(|axis| replay.ends(lane, axis)[end]);
        place(&along.collect::<Vec<f64>>(), 2)
    };
    say!(
        "walker-went",
        "The last step took walker {n} from {from} to {to}.",
        n = number,
        from = place(0),
        to = place(1)
    )
}

/// Where the walkers have been half of the time.
fn visited(replay: &Replay, content: &Content) -> Message {
    let visits = replay.visits();
    let all: u64 = visits.iter().map(|n| u64::from(*n)).sum();
    if all == 0 {
        return Message::default();
    }
    let [lower, upper] = [content.region.lower[0], content.region.upper[0]];
    let width = (upper - lower) / visits.len() as f64;
    // The edge of the place below which so large a part of the visits is.
    let quantile = |part: f64| {
        let mut below = 0.0;
        let place = visits.iter().position(|n| {
            below += f64::from(*n);
            below >= part * all as f64
        });
        lower + (place.unwrap_or(0) as f64 + part.round()) * width
    };
    say!(
        "walkers-visited",
        "Half of all visits were to places between {from} and {to}.",
        from = decimals(quantile(0.25), 2),
        to = decimals(quantile(0.75), 2)
    )
}
