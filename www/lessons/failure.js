/** Lesson 6: its questions, answers and hints. */

import { number } from "./lesson-chrome.js";
import { at, last, lesson } from "./lesson.js";

/** @typedef {import("./lesson.js").Outcome} Outcome */

/** A row of the validity report. @param {Outcome} outcome @param {string} code */
const row = (outcome, code) => outcome.trust.rows.find((found) => found.code === code);
/** Rows that fail. @param {Outcome} outcome @returns {string[]} */
const failing = ({ trust }) => trust.rows.filter(({ verdict }) => verdict === "fail").map(({ code }) => code);
/** The names of the checks that fail. @param {Outcome} outcome */
const failures = (outcome) => failing(outcome).map((code) => `“${row(outcome, code)?.name}”`).join(", ") || "nothing";
const blown = (/** @type {Outcome} */ { resampled }) => resampled.diverged;
/** Arrivals in the rarest well; `null` where no more than one well is seen. @param {Outcome} outcome @returns {number | null} */
const visits = (outcome) => row(outcome, "visits")?.number ?? null;
const step = (/** @type {Outcome} */ { experiment }) => experiment.step;
const friction = (/** @type {Outcome} */ { experiment }) => experiment.friction;
/** Limits of the questions: few walkers blown up, many arrivals, many walkers lost. */
const [FEW, MANY, THOUSAND] = [10, 100, 1000];

/** @type {[string, (outcome: Outcome) => string]} */
const stepColumn = ["δ", (outcome) => number(step(outcome))];
/** @type {[string, (outcome: Outcome) => string]} */
const failureColumn = ["does not hold", failures];

lesson({
  columns: {
    mixed: [stepColumn, ["error of U", ({ reference }) => number(reference?.rmse)], failureColumn],
    resolved: [stepColumn, failureColumn],
    blowup: [stepColumn, ["blown up", (outcome) => String(blown(outcome))], failureColumn],
    rare: [["γ", (outcome) => number(friction(outcome))], ["arrivals", (outcome) => String(visits(outcome) ?? "only one well found")], failureColumn],
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
      first: "Run the first demo with δ = 0.1 first.",
      right: failing,
      wrong: [
        [() => ["chaos"], "The motion is chaotic: neighbours separate at every step. Look further down in the report."],
        [() => ["divergence"], "No walker blew up in your run. Look further down in the report."],
      ],
      otherwise: "That check holds. Look for “does not hold” in the report.",
      because: (run) => `In your run these checks do not hold: ${failures(run)}.`,
    },
    proposed: {
      from: ({ resolved }) => [last(resolved, at("step", 0.004))],
      first: "Run the second demo with δ = 0.004 first.",
      right: ({ trust }) => [trust.regime?.proposed_step],
      wrong: [[(run) => [step(run)], "That is your own step; the report proposes another one."]],
      otherwise: "It is in the first sentence of the report, and on a button below it.",
      because: () => "The button “Use step …” in the demo runs the experiment with it.",
    },
    stable: {
      from: ({ blowup }) => blowup,
      first: "Run the third demo first, with several steps.",
      right: (...blowup) => blowup.filter((run) => blown(run) < FEW).map(step),
      within: 0.01,
      wrong: [[(...blowup) => blowup.filter((run) => blown(run) >= FEW).map(step), "At this step more walkers blew up: see your list. Try a smaller step."]],
      otherwise: "You have not run the third demo with this step.",
      because: () => "Hardly any walker gets out to where the sides are too steep for it.",
    },
    visits: {
      from: ({ rare }) => [last(rare, at("friction", 2))],
      first: "Run the fourth demo with γ = 2 first.",
      right: (run) => [visits(run)].filter((count) => count !== null),
      wrong: [
        [(run) => run.wells.map(({ visits }) => visits).filter((count) => count !== visits(run)), "That is another well. The rarest well has the fewest arrivals."],
      ],
      otherwise: "Look in the report for the row on wells: it gives the arrivals in the rarest one.",
      because: (run) => `${visits(run)} arrivals are too few to determine the depth difference of the wells.`,
    },
    warmer: {
      from: ({ rare }) => rare,
      first: "Run the fourth demo first, with several frictions.",
      right: (...rare) => rare.filter((run) => (visits(run) ?? 0) > MANY).map(friction),
      within: 0.01,
      wrong: [
        [(...rare) => rare.filter((run) => visits(run) === null).map(friction), "With this friction the walkers are so warm that the program no longer separates the two wells. Take a friction in between."],
        [(...rare) => rare.map(friction), "With this friction walkers entered the wells too seldom. Less friction makes them warmer."],
      ],
      otherwise: "You have not run the fourth demo with this friction.",
      because: () => "Less friction gives a higher temperature, and a barrier of fewer kT: walkers cross it often.",
    },
  },
});
