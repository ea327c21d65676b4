/** The words of the projector mode, in English. */

export const texts = {
  bar: "Figures on the screen",
  leave: "Leave",
  leave_help: "Back to the whole page, as by Escape.",
  choose_help: (/** @type {number} */ key) => (key > 9 ? "Shows this figure or hides it." : `Shows this figure or hides it, as the key ${key} does.`),
  entered: "For the projector: the space bar runs and pauses, 1 to 9 choose figures, Escape leaves.",
  figures: /** @type {Record<string, string>} */ ({
    potential: "Energy",
    zoom: "Closer look",
    positions: "Positions",
    momenta: "Momenta",
    noise: "Noise",
    convergence: "Convergence",
    beside: "Other methods",
    portrait: "Phase portrait",
    mean: "Mean path",
    correlation: "Autocorrelation",
    equilibrium: "Equilibrium",
    staircase: "Staircase",
    scales: "Scales",
  }),
};
