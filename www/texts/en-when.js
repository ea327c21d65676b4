/** The English texts of the page “When to use it”. A translation is another file with the same keys. */

export const texts = {
  page_title: "Stepsieve: when to use it",
  when: "When to use it",
  not_title: "When not",
  not_text:
    "If the energy is a formula in one, two or three variables, filter it. The best filter of fourth order on a grid takes a few thousand evaluations of V, a few hundred thousand in three variables, and is more accurate than either estimate of this site: run any race below. V without any filter may be near U too, but never its force, in which the ripples are as strong as ever.",
  yes_title: "When",
  uses: [
    "The forces come along a trajectory that exists anyway: from a simulation, another program, an experiment. Then nothing needs to be evaluated, and there is no grid.",
    "The scales are not known. A filter needs a width, and the race chooses it in hindsight by the exact answer. The step chooses it here, and a scan of the step finds the scales.",
    "There are more variables than a grid can have. The points of a grid grow exponentially with their number, the steps of a walker do not. The races on this page have at most three variables; the playground takes up to 32.",
    "The dynamics matter. The run that learns U also has its temperature and noise, and the surrogate models need both.",
  ],
  which_title: "Positions or forces",
  which_text:
    "Every run learns U twice. The forces are more accurate wherever a scale gap exists, and need neither a temperature nor calibration. The positions are the paper’s method, and the only one where no force is known. Where the two disagree, a validity check names the more likely one, with the reason.",
  race_title: "The race",
  race_about:
    "Errors against the exact U after so many evaluations of V or of its gradient, burn-in and calibration counted. A filter may choose the best of six widths, by the exact answer. A race takes half a minute or so.",
  energy: "Energy",
  run_race: "Race",
  stop_race: "Stop",
  errors_of_u: "Error of U",
  errors_of_force: "Error of the force",
  at_the_end: "Every way at the end",
  every_point: "Every way after so many evaluations",
  columns: ["Way", "Evaluations", "Error of U", "Error of the force"],
  at_steps: (/** @type {string} */ steps) => `Now: a run of ${steps} steps`,
  race_over: "The race is over.",
  race_fails: "The longest run fails its validity checks.",
  race_stopped: "The race was stopped.",
  leader: (/** @type {string} */ energy, /** @type {string} */ force) => `Most accurate at the end, in U: ${energy}; in the force: ${force}.`,
  nothing_learned: "No way has learned U.",
  only_learns: "A race only learns, with steps of its own: it neither scans nor compares.",
  of_the_address: "The experiment of the address",
  races: /** @type {Record<string, string>} */ ({
    parabola: "Test 1, a parabola, δ = 0.5",
    ripple: "Test 1, one ripple between two scales, δ = 0.065",
    wells: "Test 2, a double well",
    valley: "Test 4, two dimensions",
    surface: "Test 5, Müller–Brown, two dimensions",
    space: "Two wells in three dimensions",
    no_gap: "Test 3, scales without a gap",
  }),
};
