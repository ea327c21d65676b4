/** Lesson 3: its questions, answers and hints. */

import { number } from "./lesson-chrome.js";
import { at, last, lesson, nearest } from "./lesson.js";

/** @typedef {import("./lesson.js").Outcome} Outcome */

const beta = (/** @type {Outcome} */ outcome) => outcome.inverse_temperature.corrected;
const naive = (/** @type {Outcome} */ outcome) => outcome.inverse_temperature.naive;
const symmetric = (/** @type {Outcome} */ outcome) => outcome.inverse_temperature.symmetric;
const friction = (/** @type {Outcome} */ { experiment }) => experiment.friction;
const variance = (/** @type {Outcome} */ { momentum }) => momentum.symmetric_covariance[0][0];
const [whole, half] = [0.1, 0.05].map((value) => at("friction", value));

/** U(2) − U(0). */
const RISE = 2;
/** The tolerance for an inverse temperature of 1. */
const NEAR = 0.05;
/** The error below which a learned potential counts as the same. */
const CLOSE = 0.1;
const isOne = (/** @type {Outcome} */ outcome) => Math.abs(beta(outcome) - 1) <= NEAR;

lesson({
  columns: {
    bowl: [
      ["δ", ({ experiment }) => number(experiment.step)],
      ["γ", (outcome) => number(friction(outcome))],
      ["variance of p, symmetric", (outcome) => number(variance(outcome))],
      ["error of U", ({ reference }) => number(reference?.rmse)],
    ],
  },
  predictions: {
    halved: {
      of: ({ bowl }) => (last(bowl, whole) ? last(bowl, half) : undefined),
      came: (outcome) => `a variance of ${number(variance(outcome))}; compare it with the one at γ = 0.1 in your list.`,
      shown: (outcome, { bowl }) => nearest(variance(outcome) / variance(/** @type {Outcome} */ (last(bowl, whole))), { same: 1, half: 0.5, double: 2, four: 4 }),
    },
    learned: {
      of: ({ bowl }) => last(bowl, half),
      came: ({ reference }) => `the learned potential is within ${number(reference.rmse)} of ${reference.formula} (root mean square).`,
      shown: ({ reference }) => (reference.rmse < CLOSE ? "same" : "wider"),
    },
  },
  questions: {
    beta: {
      from: ({ bowl }) => [last(bowl, whole)],
      first: "Run the demo with γ = 0.1 first.",
      right: (run) => [beta(run), symmetric(run)],
      within: 0.015,
      wrong: [
        [(run) => [naive(run)], "That is the naive one: its momenta are half a step away from their positions. Take the symmetric or the corrected one."],
        [(run) => [1 / beta(run), 1 / symmetric(run), 1 / naive(run)], "That is the temperature, the variance of p. The inverse temperature is its reciprocal."],
      ],
      otherwise: "Look for “Inverse temperature β̂” among the numbers of the demo, at γ = 0.1.",
      because: (run) => `Your run has ${number(symmetric(run))} symmetric and ${number(beta(run))} corrected for the step.`,
    },
    factor: {
      from: ({ bowl }) => [last(bowl, whole), last(bowl, half)],
      first: "Run the demo with γ = 0.1 and with γ = 0.05 first.",
      right: (one, other) => [beta(one) / beta(other), symmetric(one) / symmetric(other)],
      within: 0.05,
      wrong: [
        [(one, other) => [beta(other) / beta(one)], "That is the factor for the inverse temperature. The temperature changes the opposite way."],
        [() => [4], "The variance is the temperature already; do not square it again."],
        [() => [1], "The noise stays the same, but less is taken out by friction. Compare the two rows of your list."],
      ],
      otherwise: "Divide the temperature at γ = 0.05 by the one at γ = 0.1; each is 1/β̂.",
      because: (one, other) => `Your runs give ${number(beta(one) / beta(other))}: T is proportional to 1/γ.`,
    },
    logarithm: {
      from: ({ bowl }) => [last(bowl, whole)],
      first: "Run the demo with γ = 0.1 first.",
      right: (run) => [RISE * beta(run), RISE * symmetric(run)],
      wrong: [
        [() => [RISE], "That is the difference of U. The difference of ln π also depends on β."],
        [(run) => [RISE / beta(run), RISE / symmetric(run)], "You have divided by β̂. In Gibbs’ law it multiplies U."],
        [(run) => [2 * RISE * beta(run), 2 * RISE * symmetric(run)], "There is one factor 2 too many: U(2) = 2²/2."],
        [(run) => [-RISE * beta(run), -RISE * symmetric(run)], "The size is right. The question asks how much smaller it is, so the answer is positive."],
        [(run) => [RISE * naive(run)], "That comes from the naive β̂. Take the symmetric or the corrected one."],
      ],
      otherwise: "Take the logarithm of Gibbs’ law: ln π(q) = −βU(q) + a constant. The constant drops out of the difference.",
      because: (run) => `β̂ · (U(2) − U(0)) = ${number(beta(run))} · 2.`,
    },
    one: {
      from: ({ bowl }) => bowl,
      first: "Run the demo first, with frictions of your choice.",
      right: (...bowl) => bowl.filter(isOne).map(friction),
      within: 0.01,
      wrong: [
        [(...bowl) => bowl.filter((run) => beta(run) < 1 - NEAR).map(friction), "With this friction β̂ was too small: the walkers were too hot. Friction cools them."],
        [(...bowl) => bowl.filter((run) => beta(run) > 1 + NEAR).map(friction), "With this friction β̂ was too large: the walkers were too cold."],
      ],
      otherwise: "You have not run the demo with this friction yet. β̂ is nearly proportional to γ, so two runs show where to look.",
      because: () => "β̂ is nearly proportional to γ: the friction sets the temperature of this system.",
    },
  },
});
