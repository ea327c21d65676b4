/** The words of the tour, in English. */

export const texts = {
  stops: {
    potential: {
      title: "The potential",
      text: "Here is the energy V that the walkers run over. Take one from the list, or write your own further down.",
    },
    step: {
      title: "The step is the sieve",
      text: "Ripples that are finer than a walker’s way in one step become noise. Move the slider, and the page learns anew what is left.",
    },
    run: {
      title: "Run and pause",
      text: "This button starts a run, pauses it and lets it go on. All of it is computed here, in your browser.",
    },
    curve: {
      title: "The learned curve",
      text: "Grey is V, and the blue line is the energy U that the walkers reveal. The dashed line, where there is one, is what U should be; nothing that is learned makes use of it.",
    },
    kind: {
      title: "All steps at once",
      text: "Choose “the scales, over many steps” for a scan: each plateau of its staircase is one scale. Click on a plateau to learn what is left there.",
    },
    findings: {
      title: "What was found",
      text: "A sentence says what came out. “Whether to believe it” lists what the method assumes, and whether that holds here.",
    },
    share: {
      title: "Share it",
      text: "Every experiment is a link. Whoever opens it gets the same numbers, bit for bit.",
    },
  },
  end: {
    title: "That is all of it",
    text: "Six short lessons explain why it works, with something to predict in each. The gallery has other energies to try.",
  },
  lessons: "To the lessons",
  gallery: "To the gallery",
  count: (/** @type {number} */ stop, /** @type {number} */ stops) => `${stop} of ${stops}`,
  next: "Next",
  back: "Back",
  skip: "Skip the tour",
  done: "Done",
};
