/** The English texts of the tour. */

export const texts = {
  stops: {
    potential: {
      title: "The potential",
      text: "The energy V on which the walkers move. Choose one from the list, or type your own below.",
    },
    step: {
      title: "The step is the sieve",
      text: "Ripples finer than the length of a step become noise. Move the slider: the page learns the remaining energy again.",
    },
    run: {
      title: "Run and pause",
      text: "This button starts, pauses and resumes a run. Your browser computes everything.",
    },
    curve: {
      title: "The learned curve",
      text: "The grey line is V; the blue line is the effective potential U learned from the walkers. A dashed line is the reference; no estimate uses it.",
    },
    kind: {
      title: "All steps at once",
      text: "Choose “Find scales” to scan the step: each plateau of the staircase is one scale. Click a plateau to learn the potential that remains on it.",
    },
    findings: {
      title: "Result",
      text: "One sentence states the result. “Validity checks” lists the assumptions of the method and how well each of them holds.",
    },
    share: {
      title: "Share",
      text: "Every experiment has a link. Anyone who opens it gets the same numbers, bit for bit.",
    },
  },
  end: {
    title: "The end of the tour",
    text: "Six short lessons explain why the method works; in each you predict, run and explain. The gallery has more energies to try.",
  },
  lessons: "To the lessons",
  gallery: "To the gallery",
  count: (/** @type {number} */ stop, /** @type {number} */ stops) => `${stop} of ${stops}`,
  next: "Next",
  back: "Back",
  skip: "Skip the tour",
  done: "Done",
};
