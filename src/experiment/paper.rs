//! The paper's figures: an experiment for each, with the paper's findings; and the cost of the
//! paper's recipe beside that of the method used here.

use serde::Serialize;

/// A figure of the paper, or a part of one.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Entry {
    /// Number of the paper's figure.
    pub figure: u32,
    pub title: &'static str,
    /// The experiment, as a link.
    pub link: &'static str,
    /// Names of the figures that show it here.
    pub shows: &'static [&'static str],
    /// The paper's finding.
    pub paper: &'static str,
    /// Errors of the paper, or deliberate differences.
    pub differs: &'static str,
    /// True if there is a run: some figures show nothing but the energy.
    pub runs: bool,
}

const COMPARED: &[&str] = &["portrait", "equilibrium", "mean", "correlation"];

const LEARNED: Entry = Entry {
    figure: 0,
    title: "",
    link: "",
    shows: &["potential"],
    paper: "",
    differs: "",
    runs: true,
};

const COMPARISON: Entry = Entry {
    shows: COMPARED,
    ..LEARNED
};

const ENERGY: Entry = Entry {
    shows: &["zoom"],
    runs: false,
    ..LEARNED
};

/// Every figure of the paper, in its order.
pub const ENTRIES: [Entry; 18] = [
    Entry {
        figure: 1,
        title: "An energy with three scales",
        link: "v=3&preset=three-scales&zoom=-0.35,0.35",
        paper: "Illustrates three scales, of sizes 1, 0.1 and 0.01.",
        ..ENERGY
    },
    Entry {
        figure: 2,
        title: "Test 1, δ = 0.5",
        link: "v=3&preset=test1&step=0.5",
        paper: "The learned function lies on U0. 5·10⁹ steps of one trajectory.",
        differs: "1/var(p) of the paper is off by a tenth at this step: friction acts before the kick, and the large step changes the energy that is sampled.",
        ..LEARNED
    },
    Entry {
        figure: 2,
        title: "Test 1, δ = 0.065",
        link: "v=3&preset=test1&step=0.065",
        paper: "The learned function lies on U1.",
        differs: "One trajectory would be absorbed by an island after some 10⁵ steps; here 512 walkers are resampled.",
        ..LEARNED
    },
    Entry {
        figure: 3,
        title: "Surrogate dynamics of test 1",
        link: "v=3&preset=fig3&trajectories=4000",
        paper: "Surrogate and original agree in all four panels, M = 4000, T = 50.",
        ..COMPARISON
    },
    Entry {
        figure: 4,
        title: "Test 2, δ = 0.2",
        link: "v=3&preset=test2&step=0.2",
        paper: "The learned function lies on U0; δ is not printed.",
        differs: "The paper gives no step; we chose this one. At 0.5 every walker blows up.",
        ..LEARNED
    },
    Entry {
        figure: 4,
        title: "Test 2, δ = 0.065",
        link: "v=3&preset=test2&step=0.065",
        paper: "The learned function lies on U1; δ is not printed.",
        differs: "The paper gives no step; we chose this one.",
        ..LEARNED
    },
    Entry {
        figure: 5,
        title: "Surrogate dynamics of test 2",
        link: "v=3&preset=fig5&trajectories=4000",
        paper: "“We still observe very good match”, M = 4000, T = 50.",
        ..COMPARISON
    },
    Entry {
        figure: 6,
        title: "Truncations of test 3, zoomed",
        link: "v=3&preset=test3&zoom=0.3,1.3",
        paper: "V with N = 20 terms beside fewer.",
        ..ENERGY
    },
    Entry {
        figure: 7,
        title: "Test 3, δ = 0.65",
        link: "v=3&preset=test3&step=0.65",
        paper: "Close to the truncation N = 0. 5·10⁹ steps.",
        differs: "Nearest is N = 1.",
        ..LEARNED
    },
    Entry {
        figure: 7,
        title: "Test 3, δ = 0.2601",
        link: "v=3&preset=test3&step=0.2601",
        paper: "Close to the truncation N = 1.",
        differs: "Nearest is N = 2.",
        ..LEARNED
    },
    Entry {
        figure: 7,
        title: "Test 3, δ = 0.1309",
        link: "v=3&preset=test3&step=0.1309",
        paper: "Close to the truncation N = 2.",
        differs: "Nearest is N = 3, with N = 4 close by.",
        ..LEARNED
    },
    Entry {
        figure: 8,
        title: "Dynamics of test 3",
        link: "v=3&preset=fig8&trajectories=4000&fit=poisson-spline",
        paper: "The surrogate agrees with all 20 terms; the truncation N = 2 does not.",
        differs: "M is not printed. The surrogate is learned from the positions: no mesh as coarse as the forces need holds ripples that the step half resolves.",
        ..COMPARISON
    },
    Entry {
        figure: 9,
        title: "Test 4, scalar friction",
        link: "v=3&preset=test4&calibration=off",
        paper: "Does not lie on U0.",
        ..LEARNED
    },
    Entry {
        figure: 9,
        title: "Test 4, Algorithm 1",
        link: "v=3&preset=test4",
        shows: &["potential", "zoom", "noise"],
        paper: "Lies on U0. 2·10⁷ steps.",
        differs: "As printed, Theorem 3.1 lacks a factor 2 and would give E[ppᵀ] = 2I.",
        ..LEARNED
    },
    Entry {
        figure: 10,
        title: "Test 5, δ = 0.05163",
        link: "v=3&preset=test5&step=0.05163",
        shows: &["potential", "zoom", "noise"],
        paper: "The three wells are learned at once. 10⁸ steps.",
        differs: "The wells are stiff for this step (δ²ω² = 1 in the third). The paper’s masses double that, and its walkers blow up; here they are scaled by ½.",
        ..LEARNED
    },
    Entry {
        figure: 10,
        title: "Test 5, δ = 0.03",
        link: "v=3&preset=test5",
        paper: "Not in the paper: the same with a step that the wells allow.",
        ..LEARNED
    },
    Entry {
        figure: 2,
        title: "Test 1: scales from a scan",
        link: "v=3&kind=scan&preset=test1",
        shows: &["staircase", "scales"],
        paper: "Steps are chosen by hand (Remark 3.2 says how the noise shows them).",
        differs: "The scan finds both steps by itself.",
        ..LEARNED
    },
    Entry {
        figure: 7,
        title: "Test 3: scales from a scan",
        link: "v=3&kind=scan&preset=test3",
        shows: &["staircase"],
        paper: "“Weakly separated” scales.",
        differs: "There is no plateau to be found, and the scan says so.",
        ..LEARNED
    },
];

/// A goal for test 1, and two ways to reach it.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Goal {
    /// The reference to reach.
    pub name: &'static str,
    pub rmse: f64,
    /// Links of this project's way, and of the paper's: one trajectory, never restarted.
    pub ours: &'static str,
    pub recipe: &'static str,
}

/// Learned from the forces, by version 3, and, from one trajectory, by `1/var(p)` and the plain
/// logarithm of the histogram.
pub const GOALS: [Goal; 2] = [
    Goal {
        name: "U0",
        rmse: 0.02,
        ours: "v=3&preset=test1&step=0.5&walkers=auto",
        recipe: "v=3&preset=test1&step=0.5&walkers=1&resample=false",
    },
    Goal {
        name: "U1",
        rmse: 0.003,
        ours: "v=3&preset=test1&step=0.065&walkers=auto",
        recipe: "v=3&preset=test1&step=0.065&walkers=1&resample=false",
    },
];

/// Numbers of steps at which this project's way is scored; the recipe's single trajectory, which
/// cannot be parallelised, is scored at the first `RECIPE_STEPS` of them.
pub const STEPS: [f64; 6] = [1e5, 4e5, 1.6e6, 6.4e6, 2.56e7, 1.024e8];
pub const RECIPE_STEPS: usize = 4;

/// Fewest bins of a curve that can be scored: a trajectory that was absorbed has nearly all of its
/// counts in one bin.
pub const FEWEST_BINS: u64 = 10;

/// A way to a goal, with its error after given numbers of steps.
#[derive(Clone, Debug, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Way {
    pub name: String,
    pub ours: bool,
    /// The root mean square error to reach.
    pub rmse: f64,
    /// Steps, seconds and root mean square error; `None` without a curve to score.
    pub points: Vec<(f64, f64, Option<f64>)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Link;

    #[test]
    fn every_link_is_an_experiment() {
        let links = ENTRIES.iter().map(|entry| entry.link);
        let goals = GOALS.iter().flat_map(|goal| [goal.ours, goal.recipe]);
        for link in links.chain(goals) {
            let (_, problems) = Link::read(link);
            assert!(problems.is_empty(), "{link}: {problems:?}");
        }
    }

    #[test]
    fn every_figure_of_the_paper_is_there() {
        for figure in 1..=10 {
            assert!(ENTRIES.iter().any(|entry| entry.figure == figure));
        }
        for name in ENTRIES.iter().flat_map(|entry| entry.shows) {
            assert!(crate::Figure::named(name).is_some(), "{name}");
        }
    }
}
