/** Lesson 6: what its questions compare. */

import { number } from "./lesson-chrome.js";
import { at, last, lesson } from "./lesson.js";

/** @typedef {import("./lesson.js").Outcome} Outcome */

/** A row of the validity report. @param {Outcome} outcome @param {string} code */
const row = (outcome, code) => outcome.trust.rows.find((/** @type {any} */ found) => found.code === code);
/** Rows that fail. @param {Outcome} outcome @returns {string[]} */
const failing = ({ trust }) => trust.rows.filter((/** @type {any} */ { verdict }) => verdict === "fail").map((/** @type {any} */ { code }) => code);
/** What does not hold, by its name in the report. @param {Outcome} outcome */
const failures = (outcome) => failing(outcome).map((code) => `“${row(outcome, code).name}”`).join(", ") || "nothing";
const blown = (/** @type {Outcome} */ { resampled }) => resampled.diverged;
/** Arrivals in the rarest well; `null` where no more than one well is seen. @param {Outcome} outcome @returns {number | null} */
const visits = (outcome) => row(outcome, "visits")?.number ?? null;
const step = (/** @type {Outcome} */ { experiment }) => experiment.step;
const friction = (/** @type {Outcome} */ { experiment }) => experiment.friction;
/** Walkers blown up, and arrivals, that the questions ask for, and walkers lost that are many. */
const [FEW, MANY, THOUSAND] = [10, 100, 1000];

/** @type {[string, (outcome: Outcome) => string]} */
const stepColumn = ["δ", (outcome) => number(step(outcome))];
/** @type {[string, (outcome: Outcome) => string]} */
const failureColumn = ["does not hold", failures];

lesson({
  columns: {
    mixed: [stepColumn, ["U is off by", ({ reference }) => number(reference?.rmse)], failureColumn],
    resolved: [stepColumn, failureColumn],
    blowup: [stepColumn, ["blown up", (outcome) => String(blown(outcome))], failureColumn],
    rare: [["γ", (outcome) => number(friction(outcome))], ["arrivals", (outcome) => String(visits(outcome) ?? "only one well is seen")], failureColumn],
  },
  predictions: {
    sight: {
      of: ({ mixed }) => last(mixed, at("step", 0.1)),
      came: ({ reference }) => `the curve is smooth, and off by ${number(reference.rmse)} from ${reference.name}.`,
      shown: () => "smooth",
    },
    blown: {
      of: ({ blowup }) => last(blowup, at("step", 0.45)),
      came: ({ resampled }) => `walkers blew up ${resampled.diverged === 1 ? "once" : `${resampled.diverged} times`}.`,
      shown: (outcome) => (blown(outcome) >= THOUSAND ? "many" : blown(outcome) > 0 ? "few" : "none"),
    },
  },
  questions: {
    mixed: {
      from: ({ mixed }) => [last(mixed, at("step", 0.1))],
      first: "Run the first demo with δ = 0.1 before.",
      right: failing,
      wrong: [
        [() => ["chaos"], "The motion is chaotic enough: neighbours part at every step. Look further down in the report."],
        [() => ["divergence"], "Nobody blew up in your run. Look further down in the report."],
      ],
      otherwise: "That row holds. Look for “does not hold” in the report.",
      because: (run) => `In your run these do not hold: ${failures(run)}.`,
    },
    proposed: {
      from: ({ resolved }) => [last(resolved, at("step", 0.004))],
      first: "Run the second demo with δ = 0.004 before.",
      right: ({ trust }) => [trust.regime.proposed_step],
      wrong: [[(run) => [step(run)], "That is the step which you have; the report proposes another one."]],
      otherwise: "It stands in the first sentence of the report, and on a button below it.",
      because: () => "Press the button “Take a step of …” in the demo, and the run is made with it.",
    },
    stable: {
      from: ({ blowup }) => (blowup.length > 0 ? [blowup] : []),
      first: "Run the third demo before, with several steps.",
      right: (blowup) => blowup.filter((/** @type {Outcome} */ run) => blown(run) < FEW).map(step),
      within: 0.01,
      wrong: [[(blowup) => blowup.filter((/** @type {Outcome} */ run) => blown(run) >= FEW).map(step), "In your run with it more walkers blew up: see your list. Try a smaller step."]],
      otherwise: "You have not run the third demo with this step.",
      because: () => "Nobody, or next to nobody, gets out to where the sides are too steep for it.",
    },
    visits: {
      from: ({ rare }) => [last(rare, at("friction", 2))],
      first: "Run the fourth demo with γ = 2 before.",
      right: (run) => [visits(run)].filter((count) => count !== null),
      wrong: [
        [(run) => run.wells.map((/** @type {any} */ well) => well.visits).filter((/** @type {number} */ count) => count !== visits(run)), "That is another well. The rarest is the one that is entered least often."],
      ],
      otherwise: "Look in the report for the row on wells: it says how often the rarest was reached.",
      because: (run) => `${visits(run)} arrivals are too few to say how deep one well is beside the other.`,
    },
    warmer: {
      from: ({ rare }) => (rare.length > 0 ? [rare] : []),
      first: "Run the fourth demo before, with several frictions.",
      right: (rare) => rare.filter((/** @type {Outcome} */ run) => (visits(run) ?? 0) > MANY).map(friction),
      within: 0.01,
      wrong: [
        [(rare) => rare.filter((/** @type {Outcome} */ run) => visits(run) === null).map(friction), "With it the walkers are so warm that the two wells are no longer told apart. Take a friction in between."],
        [(rare) => rare.map(friction), "In your run with it the wells were entered too seldom. Less friction makes the walkers warmer."],
      ],
      otherwise: "You have not run the fourth demo with this friction.",
      because: () => "Less friction, a higher temperature, a lower barrier in its units: walkers come and go.",
    },
  },
});
