/**
 * When to use it: every way to an effective potential in a race, live.
 *
 * @typedef {import("../../wasm/stepsieve.js").Baseline} Baseline
 * @typedef {import("../../wasm/stepsieve.js").Experiment} Experiment
 * @typedef {import("../../wasm/stepsieve.js").Racer} Racer
 */

import { own } from "./when-texts.js";
import { SequentialRunner } from "../workers/sequential-runner.js";
import { byId, element } from "../app/dom.js";
import { sharpen } from "../figures/figures.js";
import { count, measured } from "../app/format.js";
import { voice } from "../app/in-words.js";
import { keepDrawn } from "./drawings.js";
import { outcomeOf } from "./outcome-of.js";
import { listProblems } from "../app/problems.js";
import { reasonOf } from "../app/reason.js";
import { opened, start } from "../app/start.js";
import { texts } from "../app/texts.js";
import { theme } from "../app/theme.js";

await start(own, open);

async function open() {
  const engine = await import("../workers/engine.js");
  const module = await engine.loadEngine();
  byId("uses").append(...own.uses.map((use) => element("li", {}, use)));
  const { races, steps: all_steps } = engine.races();
  const { presets, settings } = engine.describe();
  const choice = /** @type {HTMLSelectElement} */ (byId("race"));
  const button = /** @type {HTMLButtonElement} */ (byId("run"));
  choice.append(...races.map(({ name, link }) => element("option", { value: link }, own.races[name])));
  // The address may hold an experiment of its own; `#most=1e6` ends a race sooner.
  const asked = new URLSearchParams(location.hash.slice(1));
  const most = Number(asked.get("most") ?? Infinity);
  const steps = all_steps.filter((steps, place) => place === 0 || !(steps > most));
  if (asked.has("preset") || asked.has("formula")) {
    const link = location.hash.slice(1).replace(/(^|&)most=[^&]*/, "");
    const { problems, experiment } = engine.read_link(link);
    listProblems(problems, "address", settings, experiment);
    choice.prepend(element("option", { value: link }, own.of_the_address));
    choice.selectedIndex = 0;
  }
  /** @type {Racer[]} */
  let racers = [];
  const canvases = /** @type {HTMLCanvasElement[]} */ (["energy", "force"].map(byId));
  const draw = () => {
    for (const [place, canvas] of canvases.entries()) {
      if (canvas.clientWidth > 0) engine.draw_race(sharpen(canvas), racers, place === 1, look(), voice);
      canvas.setAttribute("aria-label", place === 1 ? own.errors_of_force : own.errors_of_u);
    }
  };
  const runner = new SequentialRunner(engine, module);
  const redraw = keepDrawn({ engine, draw, stop: () => runner.dismiss(), watched: canvases[0] });
  const show = (/** @type {Racer[]} */ some) => {
    racers = some;
    list(racers);
    redraw();
  };
  const chosen = () => {
    const { experiment } = engine.read_link(choice.value);
    byId("formula").textContent = `V = ${experiment.potential.formula ?? presets.find(({ name }) => name === experiment.potential.preset)?.formula ?? ""}`;
    byId("open").setAttribute("href", `index.html${location.search}#${choice.value}`);
    // Its results do not belong to another energy.
    show([]);
    byId("status").textContent = "";
    /** @type {HTMLProgressElement} */ (byId("progress")).value = 0;
  };
  choice.addEventListener("change", chosen);
  chosen();

  const run = async () => {
    button.disabled = true;
    choice.disabled = true;
    document.documentElement.dataset.run = "running";
    show([]);
    try {
      show(await race(engine, runner, choice.value, steps, show));
      byId("status").textContent = [own.race_over, leader(racers)].join(" ");
    } catch (error) {
      byId("status").textContent = reasonOf(error);
    }
    button.disabled = false;
    choice.disabled = false;
    document.documentElement.dataset.run = "finished";
  };
  button.addEventListener("click", run);
  // For scripts and tests: the results so far.
  Object.assign(window, { stepsieve: { racers: () => racers } });
  opened();
  if (asked.has("run")) await run();
}

/**
 * Runs an experiment with more and more steps.
 * @param {typeof import("../workers/engine.js")} engine
 * @param {SequentialRunner} runner
 * @param {string} link
 * @param {number[]} all_steps
 * @param {(racers: Racer[]) => void} show
 */
async function race(engine, runner, link, all_steps, show) {
  const { experiment } = engine.read_link(link);
  /** @type {Baseline[][]} */
  const contests = [];
  /** @type {Racer[]} */
  let racers = [];
  for (const [place, steps] of all_steps.entries()) {
    byId("status").textContent = own.at_steps(count(steps));
    const outcome = await outcomeOf(engine, runner, engine.racing(experiment, steps));
    if (!outcome?.reference) throw new Error(own.no_reference);
    // The errors are wanted, not the curves.
    contests.push((outcome.baselines ?? []).map((way) => ({ ...way, energy: [] })));
    racers = engine.race(contests);
    show(racers);
    /** @type {HTMLProgressElement} */ (byId("progress")).value = (place + 1) / all_steps.length;
  }
  return racers;
}

function look() {
  return { theme: theme(), ratio: devicePixelRatio, zoom: null, slice: null, moment: 1 };
}

/** The ways with the least errors at the end. @param {Racer[]} racers */
function leader(racers) {
  const best = (/** @type {"rmse" | "force_rmse"} */ error) => {
    const last = (/** @type {Racer} */ { points }) => points.at(-1)?.[error] ?? Infinity;
    const [first] = [...racers].sort((a, b) => last(a) - last(b));
    return first ? texts.ways[first.name] : "–";
  };
  return own.leader(best("rmse"), best("force_rmse"));
}

/** @param {Racer[]} racers */
function list(racers) {
  const most = Math.max(1, ...racers.map(({ points }) => points.length));
  const [way, errors] = own.columns;
  const row = (/** @type {Racer} */ { name, points }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, texts.ways[name]),
      ...points.map(({ evaluations, rmse, force_rmse }) => element("td", {}, own.point(count(evaluations), measured(rmse, 2), measured(force_rmse, 2)))),
    );
  byId("racers").replaceChildren(
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, way), element("th", { scope: "colgroup", colspan: String(most) }, errors))),
    element("tbody", {}, ...racers.map(row)),
  );
}
