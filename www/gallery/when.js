/**
 * When to use it: every way to an effective potential in a race, live. The address holds the
 * experiment, so a link, a reload and another language keep it.
 *
 * @typedef {import("../../wasm/stepsieve.js").Racer} Racer
 * @typedef {import("../app/in-words.js").Told} Told
 */

import { own } from "./when-texts.js";
import { SequentialRunner } from "../workers/sequential-runner.js";
import { byId, element } from "../app/dom.js";
import { sharpen } from "../figures/figures.js";
import { count } from "../app/format.js";
import { say, voice } from "../app/in-words.js";
import { keepDrawn } from "./drawings.js";
import { listProblems } from "../app/problems.js";
import { race } from "./race.js";
import { goTo, readAddress } from "./race-address.js";
import { leaders, showRacers } from "./race-tables.js";
import { problemsOf } from "../app/reason.js";
import { opened, start } from "../app/start.js";
import { translated } from "../app/texts.js";
import { theme } from "../app/theme.js";

const root = document.documentElement;

await start(own, open);

async function open() {
  const engine = await import("../workers/engine.js");
  const module = await engine.loadEngine();
  byId("uses").append(...own.uses.map((use) => element("li", {}, use)));
  const { races, steps } = engine.races();
  const { presets, settings } = translated(engine.describe());
  const choice = /** @type {HTMLSelectElement} */ (byId("race"));
  const button = byId("run");
  const progress = /** @type {HTMLProgressElement} */ (byId("progress"));
  const status = byId("status");
  const another = element("option", {}, own.of_the_address);
  choice.append(...races.map(({ name, link }) => element("option", { value: link }, own.races[name])));

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
  const scored = (/** @type {Racer[]} */ some) => {
    racers = some;
    showRacers(racers);
    redraw();
  };
  const enter = (/** @type {"idle" | "running" | "finished" | "failed"} */ state, /** @type {Told[]} */ ...messages) => {
    root.dataset.run = state;
    button.textContent = state === "running" ? own.stop_race : own.run_race;
    say(status, ...messages);
  };
  const ours = (/** @type {string} */ message) => ({ message, ours: true });

  let asked = readAddress(engine, races);
  /** Settles when the last race has ended. */
  let over = Promise.resolve();
  const compete = async () => {
    scored([]);
    enter("running");
    const lengths = steps.filter((steps, place) => place === 0 || !(steps > asked.most));
    try {
      const longest = await race(engine, runner, asked.experiment, lengths, {
        begun: (steps) => say(status, ours(own.at_steps(count(steps)))),
        progress: (share) => (progress.value = share),
        scored,
      });
      const result = racers.length > 0 ? [ours(leaders(racers))] : [];
      const doubt = longest?.trust?.verdict === "fail" ? [ours(own.race_fails)] : [];
      if (longest) enter("finished", ours(own.race_over), ...result, ...doubt);
      else enter("idle", ours(own.race_stopped));
    } catch (error) {
      enter("failed", ...problemsOf(error));
    }
  };
  const begin = () => (over = compete());
  const stop = () => {
    runner.stop();
    return over;
  };

  /** Shows the experiment of the address; results of another do not belong to it. */
  const show = () => {
    const { link, experiment, problems } = asked;
    const { formula, preset } = experiment.potential;
    listProblems(problems, "address", settings, experiment);
    if (!races.some((race) => race.link === link)) {
      another.value = link;
      choice.prepend(another);
    }
    choice.value = link;
    byId("formula").textContent = `V = ${formula ?? presets.find(({ name }) => name === preset)?.formula ?? ""}`;
    byId("open").setAttribute("href", `index.html${location.search}#${link}`);
    scored([]);
    enter("idle");
    progress.value = 0;
    // An energy in place of an invalid one was not asked for.
    if (asked.run && !problems.some(({ instead }) => instead)) void begin();
  };
  addEventListener("hashchange", async () => {
    await stop();
    asked = readAddress(engine, races);
    show();
  });
  choice.addEventListener("change", () => goTo(choice.value));
  button.addEventListener("click", () => (root.dataset.run === "running" ? stop() : begin()));
  addEventListener("keydown", ({ key, target }) => {
    // There it closes the list.
    if (key === "Escape" && target !== choice) void stop();
  });
  // For scripts and tests: the results so far.
  Object.assign(window, { stepsieve: { racers: () => racers } });
  opened();
  show();
}

function look() {
  return { theme: theme(), ratio: devicePixelRatio, zoom: null, slice: null, moment: 1 };
}
