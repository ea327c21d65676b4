/**
 * The address of a race. After the `#` stands the link of its experiment; without one it is the
 * first race of the page. `most=1e6` ends a race sooner, and `run` starts it.
 *
 * @typedef {import("../../wasm/stepsieve.js").Experiment} Experiment
 * @typedef {import("../workers/messages.js").Problem} Problem
 */

import { own } from "./when-texts.js";

/**
 * @param {typeof import("../workers/engine.js")} engine
 * @param {import("../../wasm/stepsieve.js").Race[]} races
 * @returns {{ link: string, experiment: Experiment, problems: Problem[], most: number, run: boolean }}
 *   `link` is that of a race of the page if the experiment is the same
 */
export function readAddress(engine, races) {
  const parts = location.hash.slice(1).split("&");
  const [mosts, others] = [parts.filter(isMost), parts.filter((part) => !isMost(part) && part !== "run")];
  const given = others.join("&") || races[0].link;
  const { experiment, problems } = engine.read_link(given);
  const whole = (/** @type {Experiment} */ experiment) => engine.write_link({ experiment, view: { zoom: null, slice: null }, run: false, outcome: null });
  const known = races.find(({ link }) => whole(engine.read_link(link).experiment) === whole(experiment));
  return {
    link: problems.length === 0 && known ? known.link : given,
    experiment,
    problems: experiment.kind === "learn" ? problems : [...problems, { field: "kind", message: own.only_learns, ours: true, instead: "" }],
    most: mosts.length > 0 ? Number(mosts[0].slice("most=".length)) : Infinity,
    run: parts.includes("run"),
  };
}

/** Goes to another experiment, with the same end of its race. @param {string} link */
export function goTo(link) {
  location.hash = [link, ...location.hash.slice(1).split("&").filter(isMost)].join("&");
}

/** @param {string} part */
function isMost(part) {
  return part.startsWith("most=");
}
