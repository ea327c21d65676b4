/** The English texts of the projector mode. */

export const texts = {
  bar: "Figures on the screen",
  leave: "Leave",
  leave_help: "Returns to the whole page, as Escape does.",
  choose_help: (/** @type {number} */ key) => (key > 9 ? "Shows or hides this figure." : `Shows or hides this figure, as the key ${key} does.`),
  entered: "Projector mode: the space bar runs and pauses, 1 to 9 choose figures, Escape leaves.",
  figures: /** @type {Record<string, string>} */ ({
    walkers: "Walkers",
    potential: "Energy",
    zoom: "Close-up",
    positions: "Positions",
    momenta: "Momenta",
    noise: "Noise",
    convergence: "Convergence",
    agreement: "Forces",
    beside: "Baselines",
    portrait: "Phase portrait",
    mean: "Mean path",
    correlation: "Autocorrelation",
    equilibrium: "Equilibrium",
    staircase: "Staircase",
    scales: "Scales",
  }),
};
