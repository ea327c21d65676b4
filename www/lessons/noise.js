/** Lesson 1: its questions, answers and hints. */

import { number } from "./lesson-chrome.js";
import { at, last, lesson } from "./lesson.js";

/** @typedef {import("./lesson.js").Outcome} Outcome */

const variance = (/** @type {Outcome} */ { momentum }) => momentum.symmetric_covariance[0][0];
const power = (/** @type {Outcome} */ outcome) => (2 * outcome.experiment.friction * variance(outcome)) / outcome.experiment.step;
const came = (/** @type {Outcome} */ outcome) => `σ² = ${number(variance(outcome))}, and the motion is ${outcome.trust.regime?.motion}.`;

/** The fate of the walkers in each kind of motion. @type {Record<string, string>} */
const FATES = { chaotic: "shaken", resolved: "rest", diverging: "gone" };
const shown = (/** @type {Outcome} */ { trust }) => FATES[trust.regime?.motion] ?? null;

/** @type {[string, (outcome: Outcome) => string][]} */
const columns = [
  ["δ", ({ experiment }) => number(experiment.step)],
  ["γ", ({ experiment }) => number(experiment.friction)],
  ["σ²", (outcome) => number(variance(outcome))],
];

const [large, halved, small] = [0.5, 0.25, 0.001].map((step) => at("step", step));

lesson({
  columns: { ripple: columns, finer: columns },
  predictions: {
    large: { of: ({ ripple }) => last(ripple, large), came, shown },
    small: { of: ({ ripple }) => last(ripple, small), came, shown },
  },
  questions: {
    power: {
      from: ({ ripple }) => [last(ripple, large)],
      first: "Run the first demo with δ = 0.5 first.",
      right: (run) => [power(run)],
      wrong: [
        [(run) => [power(run) / 2], "That is γσ²/δ. Friction acts on p, so p² decays twice as fast: the factor 2 is missing."],
        [(run) => [1 / power(run)], "That is the reciprocal, δ/(2γσ²)."],
        [(run) => [variance(run)], "That is σ² itself. Multiply by 2γ and divide by δ."],
        [() => [1], "1 is the maximum of cos². Take its mean."],
      ],
      otherwise: "Take σ² from the list of your runs, multiply by 2γ = 0.2, and divide by δ = 0.5.",
      because: (run) => `Your run gives ${number(power(run))}. It is close to ½, the mean of cos².`,
    },
    finer: {
      from: ({ ripple, finer }) => [last(ripple, large), last(finer, large)],
      first: "Run both demos with δ = 0.5 first.",
      right: (coarse, fine) => [variance(fine) / variance(coarse)],
      within: 0.05,
      wrong: [
        [() => [0.1, 0.01], "The ripple is lower, but also steeper: look at the force, not at the height."],
        [() => [10, 100], "It is steeper, but also lower: the force is the slope of a sin(q/a), which is cos(q/a)."],
      ],
      otherwise: "Divide the second demo’s σ² by the first one’s, both at δ = 0.5.",
      because: (coarse, fine) =>
        `${number(variance(fine))} / ${number(variance(coarse))}: it hardly changes. The force sets the strength of the kicks, and its amplitude is 1 for either ripple.`,
    },
    halved: {
      from: ({ finer }) => [last(finer, large), last(finer, halved)],
      first: "Run the second demo with δ = 0.5 and with δ = 0.25 first.",
      right: (whole, half) => [variance(half) / variance(whole)],
      within: 0.05,
      wrong: [
        [(whole, half) => [variance(whole) / variance(half)], "That is the larger over the smaller. The question goes from 0.5 to 0.25."],
        [() => [0.25], "The mean square of a kick is four times smaller, but there are twice as many kicks per unit of time."],
        [() => [1], "It does change. Compare σ² in the two rows of your list."],
      ],
      otherwise: "Divide σ² at δ = 0.25 by σ² at δ = 0.5.",
      because: () => "A kick has the mean square δ²/2, and there are 1/δ of them per unit of time: σ² is proportional to δ.",
    },
    motion: {
      from: ({ ripple }) => [last(ripple, small)],
      first: "Run the first demo with δ = 0.001 first.",
      right: ({ trust }) => [trust.regime?.motion],
      wrong: [
        [() => ["chaotic"], "Chaos causes the noise at δ = 0.5. Here the walkers lie still in single ripples."],
        [() => ["diverging"], "No walker has left the bowl: σ² is small. Read the first lines under “Validity checks”."],
      ],
      otherwise: "Read the first lines under “Validity checks” in the demo.",
      because: () => "The step resolves every ripple, so nothing acts as noise, and friction brings the walkers to rest.",
    },
  },
});
