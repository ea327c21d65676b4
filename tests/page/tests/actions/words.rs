//! The texts and controls of a walk.

/// Formulas of one to three variables: valid and invalid ones, some not finite where walkers start,
/// some that blow up at once, some flat.
pub const FORMULAS: [&str; 40] = [
    "q^2/2",
    "q^2/2 + 0.05*sin(q/0.05)",
    "q^4/4 - q^2/2 + 0.02*cos(q/0.01)",
    "q^2/2 + a*sin(q/a); a = 0.05 in [0.01, 0.2]",
    "q^2/2 + a*sin(q/b); a = 0.05; b = 0.02 in [0.001, 1]",
    "abs(q) + 0.01*cos(100*q)",
    "sum(i, 1, 5, cos(i^2*q)/i^2) + q^2/4",
    "-cos(q) + 0.05*sin(20*q)",
    "x^2/2 + y^2/2",
    "x^2/2 + y^2 + 0.02*sin(x/0.02) + 0.02*cos(y/0.01)",
    "(x^2 - 1)^2 + y^2/2 + c*cos(x*y/c); c = 0.05 in [0.01, 0.1]",
    "x^2 + y^2 + z^2",
    "x^2/2 + y^2/2 + z^2/2 + 0.01*sin(x/0.01)",
    "x1^2 + x2^2",
    // Not finite at the start of walkers.
    "log(q)",
    "sqrt(q)",
    "1/q",
    "log(x) + y^2",
    // Walkers blow up, or fall without end.
    "q^4/4",
    "q^8",
    "exp(q^2)",
    "-q^2",
    "q^3",
    "x^4 + y^4 - 10*x*y",
    // Flat.
    "0*q",
    "1",
    "q - q",
    "0*x*y",
    "1e-300*q^2",
    // Invalid.
    "",
    "q^2/2 + ",
    "q^2/2 + 0.05*sin(",
    "-cos(q) + 0.05*sin(q/",
    "q^^2",
    "2q",
    "sin q",
    "q + x",
    "w^2",
    "q^2; a = ",
    "“q²”",
];

/// Names of the presets.
pub const PRESETS: [&str; 9] = [
    "test1",
    "test2",
    "three-scales",
    "test3",
    "test4",
    "test5",
    "fig3",
    "fig5",
    "fig8",
];

/// Settings for a short run of any experiment.
pub const SHORT: [&str; 3] = [
    "steps=2e4&calibration_steps=2e4",
    "steps=1e5&calibration_steps=5e4&walkers=128",
    "steps=2e5&calibration_steps=1e5",
];

/// Settings for short scans and comparisons.
pub const SHORT_SCAN: &str =
    "kind=scan&scan_points=5&scan_steps=1e4&refine=1&steps=2e4&calibration_steps=2e4";
pub const SHORT_COMPARISON: &str = "kind=compare&trajectories=128&time=3&compare_step=0.1&fine_step=0.02&steps=1e5&calibration_steps=5e4";

/// Links edited by hand.
pub const BY_HAND: [&str; 30] = [
    "",
    "preset=test1&reference=0&steps=2e4",
    "preset=f%g3&steps=2e4",
    "preset=nope&steps=2e4",
    "formula=log(q)&steps=2e4",
    "v=3&formula=q^2/2%2B&steps=2e4",
    "v=9&preset=test1&steps=2e4",
    "preset=test1&walker=5&step=abc&friction=-1&steps=2e4",
    "preset=test1&steps=5",
    "preset=test4&steps=2e4&calibration_steps=2e4&zoom=0,1&slice=0.1,0.2,30",
    "preset=test1&steps=2e4&zoom=1,0&slice=5",
    "preset=test1&steps=2e4&zoom=-0.2,0.3",
    "v=3&preset=test1&steps=2e4&outcome=0",
    "v=3&preset=test1&steps=2e4&outcome=000000-000000-000000-000000",
    "x=garbage",
    "v=3&preset=test1&steps=2e4&lower=3&upper=-3",
    "v=3&preset=test1&steps=2e4&lower=-0.1&upper=0.1&bins=8",
    "v=3&preset=test5&steps=2e4&calibration=off",
    "v=3&kind=compare&preset=test1&starts=&steps=2e4&trajectories=128&time=2&fine_step=0.02",
    "v=3&kind=compare&preset=test4&surrogate=x^2%2By^2&steps=2e4&calibration_steps=2e4&trajectories=128&time=2&fine_step=0.02",
    "v=3&kind=scan&preset=test1&scan_lower=1&scan_upper=0.1&steps=2e4",
    "v=3&formula=q^4&step=0.9&steps=2e4",
    "v=3&formula=exp(q^2)&step=0.5&steps=2e4",
    "%%%&&&==&run=run",
    "v=3&formula=cos(3*q)%2B0.01*sin(q/0.01)&periodic=2*pi&steps=2e4",
    "v=3&formula=cos(x)%2By^2%2B0.01*sin(100*x)&periodic=2*pi,none&steps=2e4&calibration_steps=2e4",
    "v=2&formula=cos(q)&periodic=q&steps=2e4",
    "v=3&formula=sum(i,1,5,x[i]^4)%2Bsum(i,1,4,x[i]*x[i%2B1])%2B0.01*sin(100*x[2])&steps=2e4&calibration_steps=2e4",
    "v=3&kind=compare&formula=sum(i,1,4,x[i]^2)%2B0.01*sin(100*x[2])&cv=x[1]*x[4]&steps=2e4&calibration_steps=2e4&trajectories=128&time=2&fine_step=0.02",
    "v=3&formula=sum(i,1,4,x[i]^2)&interactions=1-2,9-3&steps=2e4&calibration=off",
];

/// Invalid files, some of them nearly valid.
pub const FILES: [(&str, &str); 12] = [
    (
        "outcome.json",
        r#"{"experiment":{"version":3,"potential":{"preset":"test1"},"step":0.5,"steps":20000},"hash":null}"#,
    ),
    (
        "hash.json",
        r#"{"experiment":{"version":3,"potential":{"preset":"test2"},"steps":20000},"hash":5}"#,
    ),
    (
        "promised.json",
        r#"{"experiment":{"version":3,"potential":{"preset":"test1"},"steps":20000},"hash":"000000-000000-000000-000000"}"#,
    ),
    (
        "experiment.json",
        r#"{"version":3,"potential":{"formula":"x^2+y^2+z^2"},"steps":20000,"calibration":null}"#,
    ),
    (
        "two.json",
        r#"{"potential":{"preset":"test4"},"steps":20000,"calibration":{"steps":20000}}"#,
    ),
    (
        "wrong.json",
        r#"{"potential":{"formula":"q^"},"step":"x","nothing":1}"#,
    ),
    ("list.json", "[1, 2, 3]"),
    ("null.json", "null"),
    ("text.json", "energies of q"),
    ("empty.json", ""),
    (
        "potential.json",
        r#"{"experiment":"v=3&preset=test1","potential":{}}"#,
    ),
    ("numbers.json", r#"{"experiment":5,"potential":7}"#),
];

/// Texts typed into number fields.
pub const NO_NUMBERS: [&str; 12] = [
    "", "abc", "-1", "0", "1e999", "NaN", "1,5", "0,1,2,3", "1e-400", "−0.5", "∞", "auto",
];

/// Targets of clicks, some repeated as a weight.
pub const CLICKS: [&str; 56] = [
    "#walk",
    "#walk-step",
    "#walk-step",
    "#step",
    "#step",
    "#reset",
    "#reset",
    "#undo",
    "#undo",
    "#undo",
    "#redo",
    "#redo",
    "#share",
    "#embed",
    "#palette-open",
    "#projector",
    "#theme",
    "#tour",
    "#fresh",
    "#fresh",
    "#try-step",
    ".quick button",
    ".quick button + button",
    "#fix",
    "#hindrance .fix",
    "[data-fix]",
    "#zoom-reset",
    "#both",
    "#slice-reset",
    "#download",
    "#copy",
    "#take",
    "#take",
    "#keep",
    "#keep",
    "#share-copy",
    "#share-file",
    "#share-box .copying:last-child button",
    "#embed-copy",
    "dialog[open] .close",
    "#link-problems button",
    "#notice button",
    "#tour-next",
    "#tour-next",
    "#tour-back",
    "#tour-skip",
    "#projector-leave",
    "#choices summary",
    "#choices li button",
    "#advanced summary",
    "#formula-fold summary",
    "#dynamics summary",
    "#scan summary",
    "#rows summary",
    "#reading button",
    "#trust summary",
];

/// Switches in the embed dialog.
pub const IN_EMBED_BOX: [&str; 8] = [
    "#embed-box fieldset:nth-of-type(1) label:nth-of-type(1) input",
    "#embed-box fieldset:nth-of-type(1) label:nth-of-type(2) input",
    "#embed-box fieldset:nth-of-type(1) label:last-of-type input",
    "#embed-box fieldset:nth-of-type(2) label:nth-of-type(1) input",
    "#embed-box fieldset:nth-of-type(2) label:last-of-type input",
    "#embed-box fieldset:nth-of-type(3) label:nth-of-type(1) input",
    "#embed-box fieldset:nth-of-type(3) label:nth-of-type(2) input",
    "#embed-autorun",
];

pub const FIGURES: [&str; 15] = [
    "walkers",
    "staircase",
    "scales",
    "potential",
    "zoom",
    "positions",
    "momenta",
    "noise",
    "convergence",
    "agreement",
    "beside",
    "portrait",
    "mean",
    "correlation",
    "equilibrium",
];

/// Formats for exporting a figure.
pub const WAYS: [&str; 5] = ["png", "svg", "csv", "json", "table"];

/// Commands of the palette that stay on the page.
pub const COMMANDS: [&str; 12] = [
    "run",
    "step",
    "reset",
    "undo",
    "redo",
    "share",
    "copy",
    "embed",
    "download",
    "theme",
    "tour",
    "projector",
];

/// Sliders of no setting.
pub const SLIDERS: [&str; 7] = [
    "#walk-speed",
    "#zoom-centre",
    "#zoom-width",
    "#slice-x",
    "#slice-y",
    "#slice-z",
    "#slice-angle",
];

/// Keys with a function, pressed at the current focus.
pub const KEYS: [&str; 20] = [
    "Control+Enter",
    "Control+z",
    "Control+Shift+z",
    "Control+Backspace",
    "Control+k",
    "Control+Shift+s",
    "Control+Shift+e",
    "Escape",
    "Escape",
    "Escape",
    "Enter",
    "Tab",
    "Tab",
    "ArrowRight",
    "ArrowLeft",
    "ArrowDown",
    "1",
    "2",
    "Home",
    " ",
];

/// Excluded controls: they lead to other pages, or other actions use them.
pub const ELSEWHERE: [&str; 5] = [
    "a[href]",
    "#language",
    "#math",
    "#palette-field",
    "#embed-snippet",
];
