/** Lesson 4: what its questions compare. */

import { number } from "./lesson-chrome.js";
import { last, lesson, nearest } from "./lesson.js";

/** @typedef {import("./lesson.js").Outcome} Outcome */

const isCalibrated = (/** @type {Outcome} */ { noise_covariance }) => noise_covariance !== null;
const isPlain = (/** @type {Outcome} */ outcome) => !isCalibrated(outcome);
/** The entries xx, xy and yy of the noise covariance. @param {Outcome} outcome @returns {number[]} */
const noise = ({ noise_covariance: { estimate } }) => [estimate[0][0], estimate[0][1], estimate[1][1]];
/** So many times as far off is another shape, not chance. */
const WORSE = 1.5;
const off = (/** @type {Outcome} */ { reference }) => reference.rmse;

lesson({
  columns: {
    plane: [
      ["calibration", (outcome) => (isCalibrated(outcome) ? "yes" : "no")],
      ["variance of x’s momentum", ({ momentum }) => number(momentum.symmetric_covariance[0][0])],
      ["of y’s", ({ momentum }) => number(momentum.symmetric_covariance[1][1])],
      ["U is off by", (outcome) => number(off(outcome))],
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
      came: (outcome) => `without calibration U is off by ${number(off(outcome))}; compare it with the other row of your list.`,
      shown: (outcome, { plane }) => (off(outcome) > WORSE * off(last(plane, isCalibrated)) ? "worse" : "same"),
    },
  },
  questions: {
    strength: {
      from: ({ plane }) => [last(plane, isCalibrated)],
      first: "Run the demo with calibration before.",
      right: (run) => [noise(run)[0]],
      wrong: [
        [(run) => [noise(run)[1], noise(run)[2]], "That is another entry. The entry xx is the first of the first row; in this run the others are smaller."],
        [(run) => [run.friction[0][0]], "That is the friction Γ, half of Z."],
      ],
      otherwise: "Look for “Noise covariance Z” among the numbers: the first entry of its first row.",
      because: (run) => `Your run has ${number(noise(run)[0])}. The two ripples together make δ (½ + ½) = 0.05.`,
    },
    ratio: {
      from: ({ plane }) => [last(plane, isCalibrated)],
      first: "Run the demo with calibration before.",
      right: (run) => [noise(run)[0] / noise(run)[2]],
      within: 0.04,
      wrong: [
        [(run) => [noise(run)[2] / noise(run)[0]], "That is the reciprocal, Z_yy/Z_xx."],
        [() => [1], "In the figure the ellipse is no circle. Read both entries on the diagonal of Z."],
        [() => [4], "Z holds squares already; do not square it again."],
      ],
      otherwise: "Divide the first entry of the diagonal of Z by the second one.",
      because: () => "Two ripples push along x, one of them along y, and what each adds is a square.",
    },
    friction: {
      from: ({ plane }) => [last(plane, isCalibrated)],
      first: "Run the demo with calibration before.",
      right: (run) => [run.friction[0][0]],
      wrong: [
        [(run) => [noise(run)[0]], "That is Z itself. At a temperature of 1 half of it is taken out by friction."],
        [(run) => [2 * noise(run)[0]], "That is twice Z. It is Z that is twice Γ."],
        [(run) => [run.friction[1][1]], "That is Γ along y, or the entry beside the diagonal."],
      ],
      otherwise: "Γ = Z/2, entry by entry.",
      because: (run) => `Z_xx/2 = ${number(noise(run)[0])}/2. With it a variance σ² of the momentum loses 2Γσ² in a unit of time and gains Z: σ² = 1.`,
    },
    error: {
      from: ({ plane }) => [last(plane, isCalibrated), last(plane, isPlain)],
      first: "Run the demo with calibration and without it before.",
      right: (good, plain) => [off(plain) / off(good)],
      within: 0.05,
      wrong: [
        [(good, plain) => [off(good) / off(plain)], "That is the reciprocal: the smaller error over the larger."],
        [(good, plain) => [off(plain) - off(good)], "That is the difference. The question is how many times as large it is."],
        [(_, plain) => [off(plain)], "That is the error without calibration. Divide it by the one with it."],
      ],
      otherwise: "Divide the last column of your list without calibration by the one with it.",
      because: (good, plain) => `${number(off(plain))} / ${number(off(good))}. Without calibration no temperature at all makes it right: the shape is wrong.`,
    },
  },
});
