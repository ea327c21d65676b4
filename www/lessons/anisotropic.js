/** Lesson 4: its questions, answers and hints. */

import { number } from "./lesson-chrome.js";
import { last, lesson, nearest } from "./lesson.js";

/** @typedef {import("./lesson.js").Outcome} Outcome */

const isCalibrated = (/** @type {Outcome} */ { noise_covariance }) => noise_covariance !== null;
const isPlain = (/** @type {Outcome} */ outcome) => !isCalibrated(outcome);
/** The entries xx, xy and yy of the noise covariance. @param {Outcome} outcome @returns {number[]} */
const noise = ({ noise_covariance: { estimate } }) => [estimate[0][0], estimate[0][1], estimate[1][1]];
/** The ratio of errors beyond which the shape differs by more than chance. */
const WORSE = 1.5;
const off = (/** @type {Outcome} */ { reference }) => reference.rmse;

lesson({
  columns: {
    plane: [
      ["calibration", (outcome) => (isCalibrated(outcome) ? "yes" : "no")],
      ["variance of the momentum along x", ({ momentum }) => number(momentum.symmetric_covariance[0][0])],
      ["along y", ({ momentum }) => number(momentum.symmetric_covariance[1][1])],
      ["error of U", (outcome) => number(off(outcome))],
    ],
  },
  predictions: {
    direction: {
      of: ({ plane }) => last(plane, isCalibrated),
      came: (outcome) => `${number(noise(outcome)[0])} along x, ${number(noise(outcome)[2])} along y.`,
      shown: (outcome) => nearest(noise(outcome)[0] / noise(outcome)[2], { x: 2, y: 1 / 2, both: 1 }),
    },
    without: {
      of: ({ plane }) => last(plane, isCalibrated) && last(plane, isPlain),
      came: (outcome) => `without calibration the error of U is ${number(off(outcome))}; compare it with the other row of your list.`,
      shown: (outcome, { plane }) => (off(outcome) > WORSE * off(/** @type {Outcome} */ (last(plane, isCalibrated))) ? "worse" : "same"),
    },
  },
  questions: {
    strength: {
      from: ({ plane }) => [last(plane, isCalibrated)],
      first: "Run the demo with calibration first.",
      right: (run) => [noise(run)[0]],
      wrong: [
        [(run) => [noise(run)[1], noise(run)[2]], "That is another entry. The entry xx is the first of the first row; the others are smaller in this run."],
        [(run) => [run.friction[0][0]], "That is the friction Γ, half of Z."],
      ],
      otherwise: "Look for “Noise covariance Z” among the numbers: the first entry of its first row.",
      because: (run) => `Your run has ${number(noise(run)[0])}. The two ripples together make δ (½ + ½) = 0.05.`,
    },
    ratio: {
      from: ({ plane }) => [last(plane, isCalibrated)],
      first: "Run the demo with calibration first.",
      right: (run) => [noise(run)[0] / noise(run)[2]],
      within: 0.04,
      wrong: [
        [(run) => [noise(run)[2] / noise(run)[0]], "That is the reciprocal, Z_yy/Z_xx."],
        [() => [1], "The ellipse in the figure is no circle. Read both diagonal entries of Z."],
        [() => [4], "Z already holds squares; do not square it again."],
      ],
      otherwise: "Divide the first diagonal entry of Z by the second one.",
      because: () => "Two ripples push along x, one of them along y, and each adds its mean square.",
    },
    friction: {
      from: ({ plane }) => [last(plane, isCalibrated)],
      first: "Run the demo with calibration first.",
      right: (run) => [run.friction[0][0]],
      wrong: [
        [(run) => [noise(run)[0]], "That is Z itself. At a temperature of 1, friction is half of it."],
        [(run) => [2 * noise(run)[0]], "That is twice Z. But Z is twice Γ."],
        [(run) => [run.friction[1][1]], "That is Γ along y, or the off-diagonal entry."],
      ],
      otherwise: "Γ = Z/2, entry by entry.",
      because: (run) => `Z_xx/2 = ${number(noise(run)[0])}/2. Per unit of time, a momentum variance σ² then loses 2Γσ² and gains Z: σ² = 1.`,
    },
    error: {
      from: ({ plane }) => [last(plane, isCalibrated), last(plane, isPlain)],
      first: "Run the demo with calibration and without it first.",
      right: (good, plain) => [off(plain) / off(good)],
      within: 0.05,
      wrong: [
        [(good, plain) => [off(good) / off(plain)], "That is the reciprocal: the smaller error over the larger."],
        [(good, plain) => [off(plain) - off(good)], "That is the difference. The question asks for the ratio."],
        [(_, plain) => [off(plain)], "That is the error without calibration. Divide it by the error with calibration."],
      ],
      otherwise: "In the last column of your list, divide the error without calibration by the error with it.",
      because: (good, plain) => `${number(off(plain))} / ${number(off(good))}. Without calibration no temperature gives the right U: the shape is wrong.`,
    },
  },
});
