/**
 * Every text of the page, in one place, so that a translation is one more file like this one.
 * Labels and help of the settings are not here: they come with the settings' table.
 */

import { count, measured } from "./format.js";

/**
 * A length of time in the unit a person would use.
 * @param {number} seconds
 */
function duration(seconds) {
  if (seconds < 1) return "under a second";
  if (seconds < 90) return `${count(seconds)} s`;
  if (seconds < 5400) return `${count(seconds / 60)} min`;
  return `${measured(seconds / 3600, 2)} h`;
}

export const texts = {
  tagline: "The step size is the sieve",
  skip: "Skip to the figures",
  theme_dark: "Dark",
  theme_light: "Light",
  theme_help: "Switch between the dark and the light theme",

  intro:
    "Hundreds of walkers run over a rugged energy landscape V, with a time step that is deliberately too large. " +
    "Ripples finer than a step cannot be followed: they turn into noise, and from where the walkers spend their time the page learns the smoother landscape U that is left, while you watch. " +
    "Move the step δ and see which ripples fall through: the step size is the sieve.",

  controls: "Experiment",
  potential: "Potential",
  own_formula: "Your own formula",
  own_about:
    "Any energy of q, of x and y, or of x, y and z. After a semicolon come its parameters; one with a range gets a slider: a = 0.1 in [0.05, 0.3].",
  formula: "Formula of the energy V",
  formula_shown: "The formula as it was understood",
  fix: "Use instead:",
  formula_and_parameters: "Formula and parameters",
  advanced: "More settings",
  parameter: (/** @type {string} */ name) => `Parameter ${name}`,
  slider: (/** @type {string} */ label) => `${label}, slider`,
  try: "Try",
  fresh: "Fresh",
  fresh_help: "A seed that nobody has used yet",
  automatic: "automatic",
  groups: {
    run: "Length of the run",
    calibration: "Calibration",
    histogram: "Histogram",
    start: "Start",
    estimate: "Estimate",
    other: "Others",
  },
  folds: { compare: "Surrogate dynamics", scan: "The scan" },
  trust: "Whether to believe it",
  try_step: (/** @type {number} */ step) => `Take a step of ${measured(step, 2)}`,
  verdicts: { pass: "holds", warn: "holds nearly", fail: "does not hold" },
  workers: "Workers",
  workers_help: "How many threads share the walkers. The result is the same bit for bit with any number.",
  workers_problem: (/** @type {number} */ most) => `Workers must be a whole number from 1 to ${most}.`,
  options: /** @type {Record<string, string>} */ ({
    symmetric: "symmetric momentum",
    naive: "momentum as printed",
    corrected: "corrected for the step",
    learn: "the effective potential",
    compare: "how dynamics under it compare",
    scan: "the scales, over many steps",
    "poisson-spline": "penalised likelihood",
    "histogram-spline": "least squares on the histogram",
    normal: "normal",
    uniform: "uniform",
  }),

  start: "Run",
  pause: "Pause",
  resume: "Go on",
  again: "Run again",
  step: "Step",
  step_help: "One window of every block of walkers",
  reset: "Reset",
  transport: "Run controls",
  progress: "Progress of the run",
  states: {
    idle: "Ready.",
    running: "Running.",
    paused: "Paused.",
    finished: "Finished.",
    failed: "The run failed.",
  },
  burning_in: "The walkers are settling in; recording has not begun.",
  calibrating: "The walkers are settling in, to estimate the noise first.",
  stages: {
    scan: (/** @type {number} */ steps, /** @type {number} */ total) => `Trying steps: ${count(steps)} of ${count(total)} walker-steps`,
    calibrate: (/** @type {number} */ steps, /** @type {number} */ total) =>
      `Estimating the noise: ${count(steps)} of ${count(total)} steps`,
    learn: (/** @type {number} */ steps, /** @type {number} */ total) => `${count(steps)} of ${count(total)} steps`,
    compare: (/** @type {number} */ steps, /** @type {number} */ total) =>
      `Comparing dynamics: ${count(steps)} of ${count(total)} steps`,
  },
  speed: (/** @type {number} */ speed) => `${count(speed)} steps/s`,
  left: (/** @type {number} */ seconds) => `${duration(seconds)} left`,
  restarted: (/** @type {number} */ walkers) =>
    walkers === 0 ? "no walker lost" : walkers === 1 ? "1 walker restarted" : `${count(walkers)} walkers restarted`,
  replaced: "A worker died and was replaced; the run goes on.",
  lost: (/** @type {string} */ reason) =>
    `Its workers died again and again (${reason}). “Run again” tries once more.`,
  invalid: "One of the settings cannot be used yet; it is marked.",

  figures: "What the walkers show",
  figure_titles: /** @type {Record<string, string>} */ ({
    potential: "Energy: V as given, U as learned",
    zoom: "A closer look",
    positions: "Where the walkers are",
    momenta: "How fast they are",
    noise: "The noise",
    convergence: "How sure we are",
    portrait: "Phase portrait",
    mean: "Mean path",
    correlation: "Autocorrelation",
    equilibrium: "Equilibrium",
    beside: "What one would do otherwise",
    staircase: "The noise over the step",
    scales: "Scale by scale",
  }),
  figure_titles_several: /** @type {Record<string, string>} */ ({
    potential: "Energy: U as learned",
    zoom: "A slice",
  }),
  figure_notes: /** @type {Record<string, string>} */ ({
    potential: "Drag, or use the sliders, to move the window of the closer look.",
    zoom: "The scales that the step has sieved, or kept.",
    positions: "Histogram of positions and the density fitted to it.",
    momenta: "Histogram of momenta over the normal law it should follow.",
    noise: "Its covariance, and the momenta before and after the friction is fitted to it.",
    convergence: "Inverse temperature and error as the steps add up.",
    portrait: "Hamiltonian trajectories under the surrogate, with its large step, over those under V. Click to add a start.",
    mean: "Of the Langevin ensembles, with two standard errors.",
    correlation: "Normalised, over time and ensemble, with two standard errors.",
    equilibrium: "Where the ensembles are in the second half of the time.",
    beside: "V smoothed over the way of one step, and force matching, beside what was learned.",
    staircase: "Each plateau is a scale that the steps on it turn into noise. Click one to learn what is left.",
    scales: "What was learned on each plateau, and the ripples between them.",
  }),
  figure_notes_several: /** @type {Record<string, string>} */ ({
    potential: "Drag to move the slice.",
    zoom: "Learned, reference and V along a line.",
    positions: "Histogram of each coordinate and the density fitted to it.",
    momenta: "Histogram of each coordinate over the normal law it should follow.",
  }),
  zoom: "Closer look",
  zoom_centre: "Centre",
  zoom_width: "Width",
  slice: "Slice",
  slice_angle: "Angle",

  findings: "What was found",
  nothing_yet: "Nothing yet: press Run.",
  warnings: "Before you believe it",
  table: "The numbers",
  rows: {
    noise: "Noise covariance Z",
    noise_exact: "The same, exactly",
    noise_residual: "The same from the residual force of one run",
    friction: "Friction Γ",
    before: "Covariance of the momenta before calibration",
    after: "The same after calibration",
    spread: "Covariance of the momenta",
    symmetric: "Inverse temperature β̂, symmetric",
    naive: "Inverse temperature β̂, naive",
    rmse: "Distance from the reference, root mean square",
    naive_rmse: "The same with the naive estimator",
    rescaled_rmse: "The same at the temperature that suits best",
    calibrated_rmse: "That with calibration",
    uncalibrated_rmse: "That without calibration",
    max_error: "Distance from the reference, largest",
    size: "Independent positions, effectively",
    kurtosis: "Excess kurtosis of the momentum",
    skewness: "Skewness of the momentum",
    mean_distance: "Mean paths differ by",
    correlation_distance: "Autocorrelations differ by",
    distribution_distance: "Equilibria differ by (total variation)",
    energy_error: "Energy of the portrait’s trajectories is off by at most",
    saving: "Force evaluations saved",
    time_saving: "Computing time saved",
    corrected: "Inverse temperature β̂, corrected for the step",
    symmetric_rmse: "The same with the symmetric estimator",
    smoothed: "V smoothed by a Gaussian instead, root mean square",
    "force-matching": "Force matching instead, root mean square",
    truncations: "Distance from the sum’s first N terms",
    scale: "Scales",
    mardia_kurtosis: "Mardia’s excess kurtosis",
    mardia_skewness: "Mardia’s skewness",
    wells: "Wells: share of the positions, arrivals",
    lost: "Walkers absorbed, blown up",
    band: "Widest 95 % band of chance, central 90 %, ±",
    burn_in: "Burn-in made, found necessary",
  },
  steps: (/** @type {number} */ steps) => `${count(steps)} steps`,
  well: (/** @type {string} */ place, /** @type {string} */ share, /** @type {string} */ visits) =>
    `(${place}): ${share} %, ${visits}`,
  dynamics: /** @type {Record<string, string>} */ ({ surrogate: "surrogate", original: "original", third: "third" }),
  beside: (/** @type {string} */ distance, /** @type {string} */ floor, /** @type {string | null} */ third) =>
    `${distance}; by chance ${floor}${third === null ? "" : `; the third by ${third}`}`,
  times: (/** @type {number} */ factor) => `${count(factor)} times fewer`,
  quicker: (/** @type {number} */ factor, /** @type {number[]} */ seconds) =>
    `${measured(factor, 2)} times less (${seconds.map((s) => `${measured(s, 2)} s`).join(", ")})`,
  nearest: (/** @type {number} */ terms, /** @type {string} */ margin) => `nearest: N = ${terms}, by ${margin}`,
  /** A plateau of a scan. @param {any} scale */
  scale: ({ from, to, noise_power, step, friction, amplitude }) =>
    `power ${measured(noise_power)} from δ = ${measured(from, 2)} to ${measured(to, 2)}${
      amplitude == null ? "" : `, a force of amplitude ${measured(amplitude)}`
    }; learn with δ = ${measured(step)}, γ = ${measured(friction)}`,
  terms: (/** @type {number} */ terms, /** @type {string} */ rmse) => `N = ${terms}: ${rmse}`,
  unknown_yet: "not known yet",
  download: "Download the outcome",
  potentials: "The learned potential",
  take: "Download the potential",
  as: "as",
  as_data: "data (JSON)",
  keep: "Compare dynamics under it",
  load: "Compare under a stored one…",
  kept: "The learned potential is the surrogate of the comparison now.",
  copy: "Copy a link to this page",
  copied: "Copied.",
  copy_by_hand: "Copy this link",

  reproduced: "The paper, reproduced",
  reproduced_link: "The paper, reproduced",
  reproduced_intro:
    "Every experiment of the paper, run here and now in your browser, beside what the paper says of it. " +
    "Where the paper is mistaken, or where something is done differently, that is said too. All of it takes a minute or two.",
  run_all: "Run everything",
  at: (/** @type {string} */ what) => `Now: ${what}`,
  all_done: "Everything has been run.",
  figure_of_paper: (/** @type {number} */ number) => `Figure ${number}`,
  paper_says: "The paper",
  differs: "Differently here",
  found_here: "Found here",
  experiment: "Experiment",
  open_in_playground: "Open it in the playground",
  not_run: "Not run yet.",
  nothing_to_run: "An energy, as it is.",
  on_its_way: (/** @type {number} */ steps, /** @type {number} */ total) => `${count(steps)} of ${count(total)} steps`,
  came_of_it: (/** @type {string} */ summary, /** @type {number} */ steps, /** @type {number} */ seconds) =>
    `${summary} (${count(steps)} steps, ${measured(seconds, 2)} s)`,
  cost: "What accuracy costs",
  cost_about:
    "Test 1: the error after so many steps, of our way and of the paper’s recipe: one trajectory, never restarted, 1/var(p), and the plain logarithm of the histogram. The thin lines are the errors that are wanted.",
  after_steps: "After steps",
  goal: "Wanted",
  reached: "Reached after",
  reached_after: (/** @type {number} */ steps, /** @type {number} */ seconds) => `${count(steps)} steps, ${measured(seconds, 2)} s`,
  not_reached: "not reached",
  swallowed: "swallowed",
  way: (/** @type {string} */ name, /** @type {boolean} */ ours) => `${name}, ${ours ? "ours" : "the paper’s recipe"}`,
  all_scores: "Every estimator, with every fit",
  all_scores_about:
    "Root mean square and largest error against the reference, of each estimator of the inverse temperature with each fit, from the same data.",
  figure: "Figure",
  run_title: "Run",
  steps_title: "Steps",
  reference_title: "Reference",
  seconds_title: "Seconds",
  variant: (/** @type {string} */ estimator, /** @type {string} */ fit) =>
    `${estimator}, ${fit === "poisson-spline" ? "penalised" : "histogram"}`,

  link_problems: "Part of the address could not be used",
  dismiss: "Dismiss",
  cannot_start: (/** @type {string} */ reason) =>
    `The page could not load its engine (${reason}). It needs a browser with WebAssembly, and to be opened from a web server rather than as a file.`,
  footer: "After Li and Tao, “Automated construction of effective potential via algorithmic implicit bias”,",
  licence: "Free software under the MIT or the Apache 2.0 licence. Nothing leaves your browser.",
};
