//! The paper's experiments, as formulas with their settings.

use crate::description::alike;
use crate::{Experiment, Shape, muller_brown};
use serde::Serialize;
use std::sync::LazyLock;

/// A named experiment: a formula, its truncations for comparison, and its changes to the defaults.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Preset {
    /// Name in files and links.
    pub name: &'static str,
    /// Title on the page.
    pub title: &'static str,
    /// Description in two or three sentences.
    pub about: &'static str,
    /// The formula of `V` with its parameters.
    pub formula: String,
    /// The potentials with fewer scales, coarsest first.
    pub references: Vec<Reference>,
    /// `ΣΣᵀ` in units of the step, if known. No estimate depends on it.
    #[serde(skip)]
    pub noise: Option<&'static [&'static [f64]]>,
    /// Step sizes worth trying, coarsest first.
    pub steps: &'static [f64],
    /// Changes to the defaults.
    #[serde(skip)]
    pub adjust: fn(&mut Experiment),
}

/// A truncation `U_k = V_0 + … + V_k` of the potential (1.1), and the smallest step size at which
/// exactly the scales that it leaves out turn into noise.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Reference {
    pub name: &'static str,
    pub formula: String,
    pub from_step: f64,
}

impl Preset {
    /// The truncation for a step size: the coarsest one whose omitted scales the step turns to
    /// noise.
    pub fn reference_at(&self, step: f64) -> Option<&Reference> {
        self.references.iter().find(|r| step >= r.from_step)
    }
}

/// The preset with this name.
pub fn preset(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|p| p.name == name)
}

/// Every preset, in the order in which the page lists them.
pub static PRESETS: LazyLock<Vec<Preset>> = LazyLock::new(|| {
    vec![
    Preset {
        name: "test1",
        title: "Test 1: a harmonic well with two ripples",
        about: "A parabola with two ripples of very different wavelengths. A step of 0.5 turns both into noise and learns the parabola; a step of 0.065 resolves the longer ripple and turns only the short one into noise.",
        formula: RIPPLES.to_owned(),
        references: vec![
            Reference {
                name: "U0",
                formula: "q^2/2".to_owned(),
                from_step: 0.2,
            },
            Reference {
                name: "U1",
                formula: "q^2/2 + eps1*sin(q/eps1)".to_owned(),
                from_step: 0.02,
            },
            Reference {
                name: "V",
                formula: "q^2/2 + eps1*sin(q/eps1) + eps2*sin(q/eps2)".to_owned(),
                from_step: 0.0,
            },
        ],
        noise: None,
        steps: &[0.5, 0.065],
        adjust: |e| e.step = 0.065,
    },
    Preset {
        name: "test2",
        title: "Test 2: a double well with two ripples",
        about: "Two wells, one barrier, and two ripples. The walls limit the step: where the energy curves too much for the step, walkers blow up and are restarted.",
        formula: TWO_WELLS.to_owned(),
        references: vec![
            Reference {
                name: "U0",
                formula: "(q-1)^2*(q+1)^2/4".to_owned(),
                from_step: 0.14,
            },
            Reference {
                name: "U1",
                formula: "(q-1)^2*(q+1)^2/4 + eps1*sin(q/eps1)".to_owned(),
                from_step: 0.02,
            },
            Reference {
                name: "V",
                formula: "(q-1)^2*(q+1)^2/4 + eps1*sin(q/eps1) + eps2*sin(q/eps2)".to_owned(),
                from_step: 0.0,
            },
        ],
        noise: None,
        steps: &[0.2, 0.065],
        adjust: |e| {
            e.step = 0.2;
            e.region.lower = vec![-3.0];
            e.region.upper = vec![3.0];
        },
    },
    Preset {
        name: "three-scales",
        title: "Three scales: a parabola, a ripple, a finer ripple",
        about: "The paper's illustration of an energy with three scales. A step of 0.7 leaves the parabola; a step of 0.2 leaves the parabola with its longer ripple, though not cleanly: the two ripples are only a factor of ten apart, and many walkers are lost.",
        formula: "q^2/2 + eps1*sin(q/eps1) + eps2*sin(q/eps2); eps1 = 0.1 in [0.05, 0.3]; eps2 = 0.01 in [0.002, 0.03]".to_owned(),
        references: vec![
            Reference {
                name: "U0",
                formula: "q^2/2".to_owned(),
                from_step: 0.4,
            },
            Reference {
                name: "U1",
                formula: "q^2/2 + eps1*sin(q/eps1)".to_owned(),
                from_step: 0.08,
            },
            Reference {
                name: "V",
                formula: "q^2/2 + eps1*sin(q/eps1) + eps2*sin(q/eps2)".to_owned(),
                from_step: 0.0,
            },
        ],
        noise: None,
        steps: &[0.7, 0.2],
        adjust: |e| {
            e.step = 0.2;
            e.friction = Some(0.2);
        },
    },
    Preset {
        name: "test3",
        title: "Test 3: twenty scales without a gap",
        about: "A parabola with twenty ripples, each shorter and weaker than the last, and no gap between their scales. Every step sieves differently; the page names the nearest truncation.",
        formula: truncated(20),
        references: (0..=4)
            .map(|n| Reference {
                name: ["N = 0", "N = 1", "N = 2", "N = 3", "N = 4"][n],
                formula: truncated(n),
                from_step: [9.0, 0.45, 0.35, 0.1, 0.0][n],
            })
            .collect(),
        noise: None,
        steps: &[0.65, 0.2601, 0.1309],
        adjust: |e| {
            e.step = 0.1309;
            e.friction = Some(0.5);
            e.region.lower = vec![-4.0];
            e.region.upper = vec![7.0];
            e.bins = vec![550];
        },
    },
    Preset {
        name: "test4",
        title: "Test 4: a tilted valley with two ripples across",
        about: "Two ripples of height 10⁻⁵ along different directions make noise that is stronger in one direction than in the other. Scalar friction then samples no Gibbs law; calibrated friction, half the noise covariance, does.",
        formula: format!("{VALLEY} + eps*(sin(x/eps) + sin((x+y)/eps)); eps = 1e-5 in [1e-6, 1e-4]"),
        references: vec![Reference {
            name: "U0",
            formula: VALLEY.to_owned(),
            from_step: 0.01,
        }],
        noise: Some(&[&[1.0, 0.5], &[0.5, 0.5]]),
        steps: &[0.05],
        adjust: |e| {
            e.step = 0.05;
            over(e, [-1.5, -3.0], [2.9, 2.4]);
        },
    },
    Preset {
        name: "test5",
        title: "Test 5: the Müller–Brown surface with two ripples",
        about: "Three wells joined by curved passes, under two ripples of height 10⁻⁵. At the paper's step of 0.05163 the positions in the stiff wells are distributed too narrowly, an error of the order of the squared step; at 0.03 it is small.",
        formula: {
            let [x, y] = muller_brown::middle();
            format!("{} + eps*(sin(x/eps) + sin((y-x)/eps)); eps = 1e-5 in [1e-6, 1e-4]; xc = {x}; yc = {y}", muller_brown::surface())
        },
        references: vec![Reference {
            name: "U0",
            formula: muller_brown::surface(),
            from_step: 0.005,
        }],
        noise: Some(&[&[1.0, -0.5], &[-0.5, 0.5]]),
        steps: &[0.05163, 0.03],
        adjust: |e| {
            e.step = 0.03;
            e.steps = 160_000_000;
            if let Some(calibration) = &mut e.calibration {
                calibration.steps = 28_000_000;
            }
            over(e, [-1.6, -0.6], [1.3, 2.1]);
        },
    },
    Preset {
        name: "chain8",
        title: "A chain of eight double wells",
        about: "Eight beads, each with two wells and coupled to its neighbours by springs, under ripples of height 10⁻⁵ along every bead and along every spring. A grid would need too many points: the potential is learned as a sum of functions of one and of two variables, and the strength of every spring with it.",
        formula: format!("{CHAIN} + eps*(sum(i, 1, 8, sin(x[i]/eps)) + sum(i, 1, 7, sin((x[i]+x[i+1])/eps))); eps = 1e-5 in [1e-6, 1e-4]"),
        references: vec![Reference {
            name: "U0",
            formula: CHAIN.to_owned(),
            from_step: 0.01,
        }],
        noise: Some(&CHAIN_NOISE),
        steps: &[0.1],
        adjust: |e| {
            e.step = 0.1;
            e.region.lower = vec![-1.5; 8];
            e.region.upper = vec![1.5; 8];
        },
    },
    Preset {
        name: "fig3",
        title: "Fig 3: surrogate dynamics of test 1",
        about: "Runs the parabola learned at a step of 0.5 with a step of 0.1, beside the original with a step of 0.0005. Compares paths and correlations, each difference beside the one expected by chance.",
        formula: RIPPLES.to_owned(),
        references: vec![Reference {
            name: "U0",
            formula: "q^2/2".to_owned(),
            from_step: 0.2,
        }],
        noise: None,
        steps: &[0.5],
        adjust: |e| {
            e.step = 0.5;
            e.comparing();
        },
    },
    Preset {
        name: "fig5",
        title: "Fig 5: surrogate dynamics of test 2",
        about: "Runs the double well learned at a step of 0.2 with a step of 0.1, beside the original with a step of 0.0005. Walkers start left of the left well and settle in both.",
        formula: TWO_WELLS.to_owned(),
        references: vec![Reference {
            name: "U0",
            formula: "(q-1)^2*(q+1)^2/4".to_owned(),
            from_step: 0.14,
        }],
        noise: None,
        steps: &[0.2],
        adjust: |e| {
            e.step = 0.2;
            e.region.lower = vec![-3.0];
            e.region.upper = vec![3.0];
            e.comparing();
        },
    },
    Preset {
        name: "fig8",
        title: "Fig 8: three dynamics of test 3",
        about: "Runs the potential learned at a step of 0.1309 beside all twenty ripples and beside the first two of them. The truncation is as smooth as the learned potential, but not the same.",
        formula: truncated(20),
        references: vec![Reference {
            name: "N = 3",
            formula: truncated(3),
            from_step: 0.0,
        }],
        noise: None,
        steps: &[0.1309],
        adjust: |e| {
            e.step = 0.1309;
            e.friction = Some(0.5);
            e.region.lower = vec![-4.0];
            e.region.upper = vec![7.0];
            e.bins = vec![550];
            e.comparing();
            if let Some(compare) = &mut e.compare {
                compare.third = Some(truncated(2));
                compare.fine_step = 1e-3;
                compare.initial.position = alike(1, 0.38, 0.5);
                compare.initial.momentum = alike(1, 0.0, 0.5);
                compare.initial.shape = Shape::Uniform;
                // Faster trajectories cross the finest of the learned ripples within a step.
                compare.starts = "1,0;2,0;3,0".to_owned();
            }
        },
    },
]
});

/// The energy of test 1 (4.5).
const RIPPLES: &str = "q^2/2 + eps1*sin(q/eps1) + eps2*sin(q/eps2); eps1 = 0.05 in [0.02, 0.2]; eps2 = 0.001 in [0.0005, 0.01]";
/// The energy of test 2 (4.6).
const TWO_WELLS: &str = "(q-1)^2*(q+1)^2/4 + eps1*sin(q/eps1) + eps2*sin(q/eps2); eps1 = 0.025 in [0.01, 0.1]; eps2 = 0.001 in [0.0005, 0.01]";

/// `V` of (4.7) with this many of its ripples.
fn truncated(terms: usize) -> String {
    match terms {
        0 => "(q-pi/2)^2/4".to_owned(),
        _ => format!("(q-pi/2)^2/4 + sum(i, 1, {terms}, cos(i^2*q)/i^2)"),
    }
}

/// The smooth part of (4.8).
const VALLEY: &str = "(2*x+y-1)^2/4 + (x-y-1)^2";

/// The smooth part of a chain of eight double wells.
const CHAIN: &str = "sum(i, 1, 8, (x[i]^2-1)^2/4) + sum(i, 1, 7, (x[i]-x[i+1])^2/4)";

/// Half from a bead's own ripple, and half in each of its springs' ripples, which its neighbour shares.
const CHAIN_NOISE: [&[f64]; 8] = [
    &[1.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    &[0.5, 1.5, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0],
    &[0.0, 0.5, 1.5, 0.5, 0.0, 0.0, 0.0, 0.0],
    &[0.0, 0.0, 0.5, 1.5, 0.5, 0.0, 0.0, 0.0],
    &[0.0, 0.0, 0.0, 0.5, 1.5, 0.5, 0.0, 0.0],
    &[0.0, 0.0, 0.0, 0.0, 0.5, 1.5, 0.5, 0.0],
    &[0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 1.5, 0.5],
    &[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 1.0],
];

fn over(experiment: &mut Experiment, lower: [f64; 2], upper: [f64; 2]) {
    experiment.region.lower = lower.to_vec();
    experiment.region.upper = upper.to_vec();
}
