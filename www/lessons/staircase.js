/** Lesson 2: its questions, answers and hints. */

import { number } from "./lesson-chrome.js";
import { last, lesson } from "./lesson.js";

/** @typedef {import("./lesson.js").Outcome} Outcome */

/** The plateaus of a scan, that of the smallest steps first. @param {Outcome} outcome */
const plateaus = ({ scales }) => scales.scales;
const powers = (/** @type {Outcome} */ outcome) => plateaus(outcome).map(({ noise_power }) => noise_power);
/** The rise of the noise power from the first plateau to the second. @param {Outcome} outcome */
const rise = (outcome) => powers(outcome)[1] - powers(outcome)[0];
const amplitude = (/** @type {Outcome} */ outcome) => plateaus(outcome)[1].amplitude;
const hasTwo = (/** @type {Outcome} */ outcome) => plateaus(outcome).length > 1;
const step = (/** @type {Outcome} */ { experiment }) => experiment.step;
const isNormal = (/** @type {Outcome} */ { momentum }) => momentum.normal;
const kurtosis = (/** @type {Outcome} */ { momentum }) => momentum.excess_kurtosis[0];
const any = () => true;

lesson({
  columns: {
    scan: [
      ["seed", ({ experiment }) => String(experiment.seed)],
      ["plateaus", (outcome) => String(plateaus(outcome).length)],
      ["noise powers", (outcome) => powers(outcome).map(number).join(", ")],
    ],
    single: [
      ["δ", (outcome) => number(step(outcome))],
      ["κ", (outcome) => number(kurtosis(outcome))],
    ],
  },
  predictions: {
    shape: {
      of: ({ scan }) => scan[0],
      came: (outcome) => `${plateaus(outcome).length} plateaus, with noise powers of ${powers(outcome).map(number).join(" and ")}.`,
      shown: (outcome) => (hasTwo(outcome) ? "stairs" : plateaus(outcome).length === 1 ? "one" : null),
    },
    between: {
      of: ({ single }) => single.find((outcome) => !isNormal(outcome)),
      came: (outcome) => `κ = ${number(kurtosis(outcome))} at δ = ${number(step(outcome))}.`,
      shown: () => "tails",
    },
  },
  questions: {
    plateaus: {
      from: ({ scan }) => [last(scan, any)],
      first: "Run the scan first.",
      right: (run) => [plateaus(run).length],
      wrong: [
        [(run) => [plateaus(run).length + 1], "One too many: the rise, and the decrease at the smallest steps, are not plateaus."],
        [(run) => [plateaus(run).length - 1], "There is one more, at other steps."],
      ],
      otherwise: "Count the bars that the scan has drawn on level parts.",
      because: (run) => `Its noise powers are ${powers(run).map(number).join(" and ")}: each plateau has one more ripple acting as noise.`,
    },
    lower: {
      from: ({ scan }) => [last(scan, hasTwo)],
      first: "Run the scan first.",
      right: (run) => [powers(run)[0]],
      within: 0.05,
      wrong: [
        [(run) => [powers(run)[1]], "That is the plateau of the larger steps, where both ripples act as noise."],
        [(run) => [rise(run)], "That is the rise to the next plateau."],
        [(run) => [plateaus(run)[0].step], "That is a step on this plateau. The noise power is on the other axis."],
      ],
      otherwise: "Read the height of the first bar, or the noise powers in your list.",
      because: (run) => `${number(powers(run)[0])}: near ½, the noise power of one ripple with force amplitude 1.`,
    },
    amplitude: {
      from: ({ scan }) => [last(scan, hasTwo)],
      first: "Run the scan first.",
      right: (run) => [amplitude(run)],
      within: 0.015,
      wrong: [
        [(run) => [rise(run)], "That is the rise itself. It is A²/2."],
        [(run) => [2 * rise(run)], "That is A². Take the square root."],
        [(run) => [powers(run)[1]], "That is the height of the upper plateau. First subtract the part of the finer ripple."],
        [(run) => [rise(run) / 2], "The rise is A²/2, so A² is twice the rise, not half of it."],
      ],
      otherwise: "Take the difference of the two noise powers, double it, and take the square root.",
      because: (run) => `Your scan gives ${number(amplitude(run))}; the derivative of ε₁ sin(q/ε₁) is cos(q/ε₁), with amplitude 1.`,
    },
    kurtosis: {
      from: ({ single }) => single,
      first: "Run the second demo first, with several steps.",
      right: (...single) => single.filter((run) => !isNormal(run)).map(step),
      within: 0.01,
      wrong: [[(...single) => single.filter(isNormal).map(step), "At this step the momenta were normal. Look for a step between the two plateaus."]],
      otherwise: "You have not run the second demo with this step.",
      because: () => "At this step a walker covers a good part of one wavelength of the coarser ripple: the ripple is no longer resolved and not yet noise.",
    },
  },
});
