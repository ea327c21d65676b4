//! The actions of a walk, each a function of the walk's seed and its own number.

use std::fmt::{self, Display, Formatter};

use stepsieve::experiment::{SETTINGS, Setting, SettingKind};
use stepsieve_page::{Value, json};

use super::random::Random;
use super::words::{
    BY_HAND, CLICKS, COMMANDS, FIGURES, FILES, FORMULAS, IN_EMBED_BOX, KEYS, NO_NUMBERS, PRESETS,
    SHORT, SHORT_COMPARISON, SHORT_SCAN, SLIDERS, WAYS,
};

/// One action of a user.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// A synthetic event in the page, see `acts.js`.
    Within(Value),
    /// A click by the browser.
    Click(String),
    /// Keys pressed by the browser.
    Press(&'static str),
    /// A drag over a canvas, or a click if both places are equal.
    Drag(String, [f64; 2], [f64; 2]),
    /// Text typed and confirmed by the browser.
    Enter(String, String),
    Back,
    Forward,
    Reload,
    /// Opens the page, with or without a link.
    Open(String),
    /// Goes to another page of the site, and back.
    Leave(&'static str),
    Language(&'static str),
    /// Resizes the window: width, height, and device pixels per CSS pixel.
    Window(u32, u32, f64),
    /// Changes the system's theme.
    Dark(bool),
}

impl Display for Act {
    fn fmt(&self, to: &mut Formatter) -> fmt::Result {
        match self {
            Act::Within(act) => write!(to, "{act}"),
            other => write!(to, "{other:?}"),
        }
    }
}

/// An action; with `rest`, a check of figures and texts follows.
#[derive(Clone, Debug)]
pub struct Action {
    pub act: Act,
    pub rest: bool,
}

/// The action `number` of a walk over the page.
pub fn on_page(seed: u64, number: usize) -> Action {
    let mut random = Random::of(seed, number);
    let rest = random.one_in(4);
    Action {
        act: act(&mut random),
        rest,
    }
}

fn act(random: &mut Random) -> Act {
    // Weighted by how common the actions are.
    match random.below(1000) {
        0..110 => run(random),
        110..170 => Act::Within(json!({ "act": "settle" })),
        170..200 => Act::Within(json!({ "act": "end" })),
        200..260 => click(random.pick(&CLICKS).to_owned(), random),
        260..290 => click("dialog[open] .close".to_owned(), random),
        290..330 => hash(link(random)),
        330..350 => hash(random.pick(&BY_HAND).to_owned()),
        350..400 => preset(random),
        400..460 => formula(random),
        460..530 => set(random),
        530..590 => slide(random),
        590..610 => kind(random),
        610..625 => click("#set-calibration".to_owned(), random),
        625..645 => Act::Back,
        645..660 => Act::Forward,
        660..666 => Act::Reload,
        666..671 => Act::Open(if random.one_in(2) {
            String::new()
        } else {
            link(random)
        }),
        671..674 => Act::Leave(random.pick(&["exercise", "gallery", "reproduce"])),
        674..679 => Act::Language(random.pick(&["en", "de"])),
        679..690 => Act::Window(
            random.pick(&[320, 390, 768, 1280, 1600]),
            random.pick(&[480, 800, 1100]),
            random.pick(&[1.0, 1.0, 2.0]),
        ),
        690..697 => Act::Dark(random.one_in(2)),
        697..720 => Act::Within(json!({ "act": "hide", "hidden": random.one_in(3) })),
        720..725 => Act::Within(json!({ "act": "print" })),
        725..770 => file(random),
        770..800 => take(random),
        800..830 => canvas(random),
        830..850 => hover(random),
        850..890 => keys(random),
        890..915 => palette(random),
        915..930 => in_dialogs(random),
        930..945 => workers(random),
        945..960 => parameter(random),
        960..975 => form(random),
        _ => Act::Within(json!({ "act": "frame" })),
    }
}

fn run(random: &mut Random) -> Act {
    click("#run".to_owned(), random)
}

/// A click, sometimes by the browser, which takes longer.
fn click(on: String, random: &mut Random) -> Act {
    if random.one_in(6) {
        Act::Click(on)
    } else {
        Act::Within(json!({ "act": "click", "on": on }))
    }
}

fn hash(link: String) -> Act {
    Act::Within(json!({ "act": "hash", "link": link }))
}

/// A link with a short run.
pub fn link(random: &mut Random) -> String {
    let formula = |random: &mut Random| encoded(random.pick(&FORMULAS));
    let potential = match random.below(3) {
        0 => format!("formula={}", formula(random)),
        _ => format!("preset={}", random.pick(&PRESETS)),
    };
    let version = random.pick(&["", "v=2&", "v=3&"]);
    let kind = match random.below(6) {
        0 => SHORT_SCAN,
        1 => SHORT_COMPARISON,
        _ => random.pick(&SHORT),
    };
    let more = match random.below(5) {
        0 => format!("&step={}", random.between(0.01, 0.9)),
        1 => format!("&seed={}", random.below(100)),
        2 => "&bins=32".to_owned(),
        _ => String::new(),
    };
    let run = if random.one_in(2) { "&run" } else { "" };
    format!("{version}{potential}&{kind}{more}{run}")
}

/// Encodes the characters that separate the pairs of a link.
fn encoded(text: &str) -> String {
    text.replace('%', "%25")
        .replace('&', "%26")
        .replace('+', "%2B")
        .replace('#', "%23")
}

fn preset(random: &mut Random) -> Act {
    let value = random.pick(&[
        "test1",
        "test2",
        "three-scales",
        "test3",
        "test4",
        "test5",
        "fig3",
        "fig5",
        "fig8",
        "",
    ]);
    Act::Within(json!({ "act": "choose", "on": "#preset", "value": value }))
}

fn formula(random: &mut Random) -> Act {
    let text = random.pick(&FORMULAS);
    if random.one_in(8) {
        return Act::Enter("#formula".to_owned(), text.to_owned());
    }
    let (letters, leave) = (random.one_in(3), !random.one_in(4));
    Act::Within(
        json!({ "act": "type", "on": "#formula", "text": text, "letters": letters, "leave": leave }),
    )
}

fn kind(random: &mut Random) -> Act {
    let value = random.pick(&["auto", "learn", "learn", "compare", "scan"]);
    Act::Within(json!({ "act": "choose", "on": "#set-kind", "value": value }))
}

/// The selector of a setting's control.
pub fn control_of(setting: &Setting) -> String {
    format!("#set-{}", setting.name.replace('.', "-"))
}

/// Changes a setting, mostly to a valid value.
pub fn set(random: &mut Random) -> Act {
    // Half of the time, a setting that limits the cost of a run.
    let costs: Vec<&Setting> = SETTINGS.iter().filter(|s| most(s).is_some()).collect();
    let setting = if random.one_in(2) {
        random.pick(&costs)
    } else {
        &SETTINGS[random.below(SETTINGS.len())]
    };
    let on = control_of(setting);
    let text = match setting.kind {
        SettingKind::Flag | SettingKind::Group => return click(on, random),
        SettingKind::Choice { options } => {
            return Act::Within(
                json!({ "act": "choose", "on": on, "value": random.pick(options) }),
            );
        }
        _ if random.one_in(6) => random.pick(&NO_NUMBERS).to_owned(),
        _ => value(setting, random),
    };
    if random.one_in(8) {
        return Act::Enter(on, text);
    }
    Act::Within(
        json!({ "act": "type", "on": on, "text": text, "letters": false, "leave": !random.one_in(5) }),
    )
}

/// The largest value of a setting that keeps a run short.
fn most(setting: &Setting) -> Option<f64> {
    Some(match setting.name {
        "steps" => 2e5,
        "calibration.steps" => 1e5,
        "scan.steps" => 2e4,
        "scan.points" => 8.0,
        "scan.refine" => 3.0,
        "walkers" => 4096.0,
        "burn_in" => 1e4,
        "compare.trajectories" => 256.0,
        "compare.time" => 4.0,
        "bins" => 60.0,
        _ => return None,
    })
}

fn value(setting: &Setting, random: &mut Random) -> String {
    let whole = |x: f64, integer: bool| if integer { x.round() } else { x };
    match setting.kind {
        SettingKind::Number {
            min, max, integer, ..
        } => {
            // Mostly in units in which something moves.
            let is_wide = random.unit() < 0.05;
            let (min, max) = match is_wide || integer {
                true => (min, max),
                false => (if min > 0.0 { min.max(1e-4) } else { min }, max.min(1e4)),
            };
            let low = match setting.name {
                "compare.fine_step" => 0.02,
                _ => min,
            };
            whole(random.between(low, most(setting).unwrap_or(max)), integer).to_string()
        }
        SettingKind::Vector {
            min, max, integer, ..
        } => {
            let (low, high) = (min.max(-4.0), most(setting).unwrap_or(max.min(4.0)));
            let count = random.pick(&[1, 1, 1, 2, 2, 3]);
            let one = |random: &mut Random| whole(random.between(low, high), integer).to_string();
            (0..count)
                .map(|_| one(random))
                .collect::<Vec<_>>()
                .join(", ")
        }
        SettingKind::Matrix { .. } => random
            .pick(&["1", "0.5", "1, 0.5; 0.5, 2", "1, 2; 2, 1", "1;2"])
            .to_owned(),
        _ if setting.name == "compare.starts" => {
            random.pick(&["-2,0;1,0", "0,0,1,1", "", "1"]).to_owned()
        }
        _ => random.pick(&FORMULAS).to_owned(),
    }
}

fn slide(random: &mut Random) -> Act {
    let on = match random.below(4) {
        0 => random.pick(&SLIDERS).to_owned(),
        1 => ".control:has(#set-friction) > .slider".to_owned(),
        2 => ".parameters .slider".to_owned(),
        _ => ".control:has(#set-step) > .slider".to_owned(),
    };
    let over: Vec<f64> = (0..1 + random.below(5)).map(|_| random.unit()).collect();
    Act::Within(json!({ "act": "slide", "on": on, "over": over, "leave": !random.one_in(4) }))
}

fn parameter(random: &mut Random) -> Act {
    let text = if random.one_in(3) {
        random.pick(&NO_NUMBERS).to_owned()
    } else {
        random.between(0.001, 1.0).to_string()
    };
    Act::Within(
        json!({ "act": "type", "on": ".parameters input[type=text]", "text": text, "letters": false, "leave": true }),
    )
}

fn file(random: &mut Random) -> Act {
    let on = random.pick(&["#open", "drop", "#load"]);
    if random.one_in(2) {
        return Act::Within(json!({ "act": "file", "on": on, "saved": random.below(3) }));
    }
    let (name, text) = random.pick(&FILES);
    Act::Within(json!({ "act": "file", "on": on, "name": name, "text": text }))
}

fn take(random: &mut Random) -> Act {
    let (figure, way) = (random.pick(&FIGURES), random.pick(&WAYS));
    click(format!(".figure.{figure} [data-take={way}]"), random)
}

fn canvas(random: &mut Random) -> Act {
    let mut place = || [random.between(0.05, 0.95), random.between(0.1, 0.9)];
    let (from, to) = (place(), place());
    let figure = random.pick(&[
        "potential",
        "potential",
        "walkers",
        "staircase",
        "portrait",
        "zoom",
        "momenta",
    ]);
    let to = if matches!(figure, "potential" | "walkers") {
        to
    } else {
        from
    };
    if random.one_in(2) && from == to {
        let on = format!("#figure-{figure}");
        return Act::Within(json!({ "act": "point", "on": on, "at": from, "click": true }));
    }
    Act::Drag(format!("#figure-{figure}"), from, to)
}

pub fn hover(random: &mut Random) -> Act {
    let at = [random.unit(), random.unit()];
    let on = format!("#figure-{}", random.pick(&FIGURES));
    let act = if random.one_in(3) { "focus" } else { "point" };
    Act::Within(json!({ "act": act, "on": on, "at": at }))
}

fn keys(random: &mut Random) -> Act {
    Act::Press(random.pick(&KEYS))
}

fn palette(random: &mut Random) -> Act {
    if random.one_in(4) {
        let text = random.pick(&["", "r", "un", "zzz", "copy"]);
        return Act::Within(
            json!({ "act": "type", "on": "#palette-field", "text": text, "letters": true, "leave": false }),
        );
    }
    click(format!("#action-{}", random.pick(&COMMANDS)), random)
}

fn in_dialogs(random: &mut Random) -> Act {
    match random.below(4) {
        0 => Act::Within(
            json!({ "act": "choose", "on": "#embed-theme", "value": random.pick(&["auto", "light", "dark"]) }),
        ),
        1 => Act::Within(
            json!({ "act": "choose", "on": "#embed-kind", "value": random.pick(&["element", "html", "jupyter", "myst"]) }),
        ),
        2 => Act::Within(
            json!({ "act": "type", "on": "#embed-height", "text": random.pick(&["", "300", "x", "-5"]), "letters": false, "leave": true }),
        ),
        _ => click(random.pick(&IN_EMBED_BOX).to_owned(), random),
    }
}

fn workers(random: &mut Random) -> Act {
    let text = random.pick(&["1", "1", "2", "2", "3", "5", "0", "33", "x", ""]);
    Act::Within(
        json!({ "act": "type", "on": "#set-workers", "text": text, "letters": false, "leave": true }),
    )
}

fn form(random: &mut Random) -> Act {
    if random.one_in(3) {
        let (on, value) = (".walk-plane select", random.pick(&["0", "1", "2"]));
        return Act::Within(json!({ "act": "choose", "on": on, "value": value }));
    }
    Act::Within(
        json!({ "act": "choose", "on": "#form", "value": random.pick(&["json", "rs", "py", "js"]) }),
    )
}
