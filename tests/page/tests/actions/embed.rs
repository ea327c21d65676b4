//! The actions of a walk on an embed, including messages of the host page.

use stepsieve_page::{Value, json};

use super::plan::{Act, Action, hover, link, set};
use super::random::Random;
use super::words::{BY_HAND, FORMULAS, PRESETS};

/// The action `number` of a walk over an embed, whose links begin with its parts.
pub fn on_embed(seed: u64, number: usize) -> Action {
    let mut random = Random::of(seed, number);
    let rest = random.one_in(4);
    let act = match random.below(100) {
        0..24 => Act::Within(json!({ "act": "click", "on": "#run" })),
        24..48 => Act::Within(json!({ "act": "say", "message": message(&mut random) })),
        48..56 => Act::Open(format!("{}&{}", frame(&mut random), link(&mut random))),
        56..62 => Act::Window(random.pick(&[320, 480, 700, 1200]), 500, 1.0),
        62..66 => Act::Dark(random.one_in(2)),
        66..69 => Act::Reload,
        69..73 => Act::Within(json!({ "act": "hide", "hidden": random.one_in(3) })),
        73..78 => Act::Within(json!({ "act": "settle" })),
        78..82 => Act::Within(json!({ "act": "end" })),
        82..85 => hover(&mut random),
        85..88 => {
            Act::Within(json!({ "act": "choose", "on": "#preset", "value": random.pick(&PRESETS) }))
        }
        _ => set(&mut random),
    };
    Action { act, rest }
}

/// The parts and controls of an embed.
fn frame(random: &mut Random) -> String {
    let show = random.pick(&[
        "potential",
        "potential,zoom,momenta,findings",
        "staircase,scales,numbers,step",
        "",
        "portrait,mean,potential",
        "smell",
    ]);
    let controls = random.pick(&[
        "step",
        "potential,step,friction,seed,steps",
        "",
        "kind,calibration",
        "taste",
    ]);
    let more = random.pick(&[
        "",
        "&hide=formula",
        "&hide=energy,reference",
        "&theme=dark",
        "&autorun",
        "&height=auto",
    ]);
    format!("show={show}&controls={controls}{more}")
}

/// A message of the host page.
fn message(random: &mut Random) -> Value {
    match random.below(12) {
        0..3 => json!({ "stepsieve": "run" }),
        3 => json!({ "stepsieve": "pause" }),
        4 => json!({ "stepsieve": "reset" }),
        5 => json!({ "stepsieve": "outcome" }),
        6 => json!({ "stepsieve": "theme", "theme": random.pick(&["light", "dark", "pink"]) }),
        7 => json!({ "stepsieve": "open", "link": link(random) }),
        8 => json!({ "stepsieve": "open", "link": random.pick(&BY_HAND) }),
        9 => json!({ "stepsieve": "set", "settings": { "step": random.between(0.01, 0.9), "seed": random.below(9) } }),
        10 => json!({ "stepsieve": "set", "settings": { "potential": { "formula": random.pick(&FORMULAS) }, "steps": 20000 } }),
        _ => random.pick(&[
            r#"{"stepsieve":"set","settings":{"step":-1}}"#,
            r#"{"stepsieve":"set","settings":{"kind":"scan","scan.steps":10000,"scan.points":5,"steps":20000}}"#,
            r#"{"stepsieve":"set","settings":null}"#,
            r#"{"stepsieve":"open"}"#,
            r#"{"stepsieve":"jump"}"#,
            r#"{"stepsieve":{}}"#,
            "null",
        ])
        .parse()
        .unwrap_or_default(),
    }
}
