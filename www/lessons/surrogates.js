/** Lesson 5: its questions, answers and hints. */

import { number } from "./lesson-chrome.js";
import { last, lesson, nearest } from "./lesson.js";

/** @typedef {import("./lesson.js").Outcome} Outcome */

const KINDS = /** @type {const} */ (["mean", "correlation", "distribution"]);
/** A difference that counts as evidence, in units of its floor. */
const CLEAR = 2;

const saving = (/** @type {Outcome} */ { comparison }) => comparison.saving;
const distances = (/** @type {Outcome} */ { comparison }) => comparison.ensembles[0].distance;
/** A difference in units of its noise floor. @param {Outcome} outcome @param {(typeof KINDS)[number]} kind */
const multiple = (outcome, kind) => distances(outcome)[kind] / outcome.comparison.floor[kind];
const multiples = (/** @type {Outcome} */ outcome) => KINDS.map((kind) => number(multiple(outcome, kind))).join(", ");
const any = () => true;
const isGuess = (/** @type {Outcome} */ { experiment }) => experiment.compare.surrogate === "q^2";
const largest = (/** @type {Outcome} */ outcome) => KINDS.reduce((best, kind) => (multiple(outcome, kind) > multiple(outcome, best) ? kind : best));
const isCaught = (/** @type {Outcome} */ outcome) => KINDS.some((kind) => multiple(outcome, kind) > CLEAR);

/** @type {[string, (outcome: Outcome) => string][]} */
const found = KINDS.map((kind, index) => [
  ["mean paths differ by", "autocorrelations", "equilibria"][index],
  (outcome) => `${number(distances(outcome)[kind])} (by chance ${number(outcome.comparison.floor[kind])})`,
]);

lesson({
  columns: {
    learned: [["seed", ({ experiment }) => String(experiment.seed)], ...found],
    guessed: [["surrogate", ({ experiment }) => experiment.compare.surrogate ?? "learned"], ...found],
  },
  predictions: {
    saving: {
      of: ({ learned }) => learned[0],
      came: (outcome) => `${number(saving(outcome))} times fewer.`,
      shown: (outcome) => nearest(saving(outcome), { 2: 2, 20: 20, 200: 200 }),
    },
    paths: {
      of: ({ learned }) => learned[0],
      came: (outcome) => `the mean paths differ by ${number(multiple(outcome, "mean"))} times the noise floor.`,
      shown: (outcome) => (multiple(outcome, "mean") > CLEAR ? "slower" : "same"),
    },
  },
  questions: {
    saving: {
      from: ({ learned }) => [last(learned, any)],
      first: "Run the first demo to the end first.",
      right: (run) => [saving(run)],
      wrong: [
        [(run) => [1 / saving(run)], "That is the remaining share of the evaluations. The question asks how many times fewer they are."],
        [() => [512], "That is the number of walkers, which is the same for both."],
      ],
      otherwise: "Divide the step under U, 0.1, by the one under V, 0.0005.",
      because: () => "0.1 / 0.0005: each step evaluates the force once.",
    },
    floor: {
      from: ({ learned }) => [last(learned, any)],
      first: "Run the first demo to the end first.",
      right: (run) => [multiple(run, "mean")],
      wrong: [
        [(run) => [1 / multiple(run, "mean")], "That is the floor in units of the difference."],
        [(run) => [distances(run).mean], "That is the difference itself. Divide it by its floor, the number behind “by chance”."],
        [(run) => [run.comparison.floor.mean], "That is the floor. Divide the difference by it."],
        [(run) => [multiple(run, "correlation"), multiple(run, "distribution")], "That belongs to another of the three differences."],
      ],
      otherwise: "Divide the difference of the mean paths by the number behind “by chance”.",
      because: (run) => `${number(distances(run).mean)} / ${number(run.comparison.floor.mean)} = ${number(multiple(run, "mean"))}.`,
    },
    evidence: {
      from: ({ learned }) => [last(learned, any)],
      first: "Run the first demo to the end first.",
      right: (run) => [isCaught(run) ? "yes" : "no"],
      otherwise: "Divide each of the three differences by the number behind “by chance”, and check if any is more than 2.",
      because: (run) => `In units of their floors they are ${multiples(run)}.`,
    },
    caught: {
      from: ({ guessed }) => [last(guessed, isGuess)],
      first: "Run the second demo with the surrogate q^2 first.",
      right: (run) => [largest(run)],
      otherwise: "Another one is larger. Divide each of the three differences by its floor, and compare.",
      because: (run) => `In units of their floors the mean paths differ by ${number(multiple(run, "mean"))}, the autocorrelations by ${number(multiple(run, "correlation"))}, the equilibria by ${number(multiple(run, "distribution"))}.`,
    },
  },
});
