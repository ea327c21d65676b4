/** The page: brings the engine, the state, the controls, the pool and the figures together. */

import { Controls } from "./controls.js";
import { byId, element, fillTexts } from "./dom.js";
import { Editing } from "./editing.js";
import * as engine from "./engine.js";
import { Figures } from "./figures.js";
import { Pool } from "./pool.js";
import { Report } from "./report.js";
import { Restarter } from "./restarter.js";
import { Run } from "./run.js";
import { sharing } from "./share.js";
import { Store } from "./state.js";
import { texts } from "./texts.js";
import { theme, themeSwitch } from "./theme.js";
import { workersControl } from "./workers.js";
import { Zoom } from "./zoom.js";

/** @typedef {import("./messages.js").Problem} Problem */

fillTexts(texts);
// The address's fragment is the experiment, so a link within the page must not change it.
document.querySelector(".skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  byId("figures").focus();
});

try {
  open(await engine.loadEngine());
} catch (error) {
  byId("messages").append(
    element("p", { class: "message failed", role: "alert" }, texts.cannot_start(error instanceof Error ? error.message : String(error))),
  );
  document.documentElement.dataset.run = "failed";
  throw error;
}

/** @param {WebAssembly.Module} module */
function open(module) {
  const painter = new engine.Figures();
  const report = new Report();
  const editing = new Editing(engine.resolve);
  const store = new Store(engine, restored);
  /** The last outcome, made when somebody asks for it. @type {any} */
  let outcome = null;

  const figures = new Figures(painter, {
    look: () => ({ theme: theme(), zoom: zoomWindow() }),
    drawn: () => pool.drawn(),
    say: (sentence) => report.announce(sentence),
  });
  const zoom = new Zoom((window, committed) => {
    store.update({ view: { ...store.state.view, zoom: window } }, { committed, gesture: !committed });
    showZoom();
    figures.touch("potential", "zoom");
  });
  byId("stage").append(...figures.elements);
  figures.element("zoom").append(zoom.element);
  zoom.attach(figures.canvas("potential"), (x) => {
    const canvas = figures.canvas("potential");
    return painter.position("potential", x * devicePixelRatio, canvas.height / 2)?.[0] ?? null;
  });

  const workers = workersControl(navigator.hardwareConcurrency, (size) => {
    const { state } = run;
    pool.resize(size);
    if (state === "running" || state === "paused") restart(false);
  });
  const controls = new Controls(engine.describe(), {
    edit,
    fresh: engine.fresh_seed,
    workers: workers.element,
    check: engine.check_formula,
    choose: (preset) => {
      editing.clear();
      accept(preset.experiment, true);
    },
    write: (potential, committed) => edit("potential", potential, committed),
    hold: (held) => editing.hold("potential", held),
  });
  byId("controls").append(controls.element);

  /** @type {Pool} */
  const pool = new Pool(module, workers.size, {
    progress: (progress) => run.advance(progress),
    outcome: (bytes, progress) => {
      painter.load(bytes);
      outcome = painter.outcome();
      figures.touch();
      report.tell(outcome);
      run.advance(progress);
      restarter.shown();
    },
    refused: (problems) => {
      for (const problem of problems) controls.complain(problem);
      run.fail(problems.map(({ message }) => message).join(" "));
    },
    replaced: () => report.announce(texts.replaced),
    lost: (reason) => run.fail(texts.lost(reason)),
  });
  const run = new Run(pool, () => report.show(run));
  const restarter = new Restarter(() => run.start(store.state.experiment));

  byId("run").addEventListener("click", () => {
    if (run.state !== "running" && run.state !== "paused" && editing.drafts.size) return pointAtDrafts();
    run.toggle(store.state.experiment);
    store.update({ run: true });
  });
  byId("step").addEventListener("click", () => {
    if (run.state === "idle" && editing.drafts.size) return pointAtDrafts();
    run.step(store.state.experiment);
  });
  byId("reset").addEventListener("click", () => {
    run.reset();
    forget();
    store.update({ run: false });
  });
  sharing({ outcome: () => outcome, flush: () => store.flush() });
  themeSwitch(byId("theme"), () => figures.touch());
  Object.assign(window, { stepsieve: { outcome: () => outcome, break: pool.break.bind(pool) } });

  restored(store.problems);

  /**
   * A control says that something is to be different.
   * @param {string} name
   * @param {unknown} value
   * @param {boolean} committed
   */
  function edit(name, value, committed) {
    const { experiment, problems } = editing.edit(store.state.experiment, name, value);
    if (experiment) accept(experiment, committed);
    for (const problem of problems) controls.complain(problem);
  }

  /**
   * Another experiment is in force from now on.
   * @param {any} experiment
   * @param {boolean} committed
   */
  function accept(experiment, committed) {
    const before = store.state.experiment;
    const changed = JSON.stringify(before) !== JSON.stringify(experiment);
    const elsewhere = JSON.stringify(before.potential) !== JSON.stringify(experiment.potential);
    // A window onto another energy says nothing.
    const view = elsewhere && before.potential.preset !== experiment.potential.preset ? { zoom: null } : store.state.view;
    store.update({ experiment, view }, { committed, gesture: !committed });
    controls.show(experiment, editing.drafts);
    if (!changed) return;
    painter.sketch(experiment);
    showZoom();
    figures.touch("potential", "zoom");
    restart(!committed);
  }

  /**
   * What was found belongs to another experiment now: find out anew, or forget.
   * @param {boolean} moving whether a slider is being dragged
   */
  function restart(moving) {
    if (run.state === "running" || run.state === "finished" || run.state === "failed") {
      restarter.changed(moving);
    } else {
      run.reset();
      forget();
    }
  }

  function forget() {
    restarter.cancel();
    outcome = null;
    painter.clear();
    painter.sketch(store.state.experiment);
    figures.touch();
    report.tell(null);
  }

  /** The address brought a state. @param {Problem[]} problems */
  function restored(problems) {
    const { experiment, run: runs } = store.state;
    editing.clear();
    controls.show(experiment, editing.drafts);
    listProblems(problems);
    run.reset();
    forget();
    showZoom();
    if (runs) run.start(experiment);
  }

  function pointAtDrafts() {
    report.announce(texts.invalid);
    controls.focusInvalid();
  }

  /** @returns {[number, number]} */
  function zoomWindow() {
    return store.state.view.zoom ?? painter.default_zoom();
  }

  function showZoom() {
    const { lower, upper } = store.state.experiment.region;
    zoom.show([lower[0], upper[0]], zoomWindow(), !store.state.view.zoom);
  }
}

/** What could not be used of an address. @param {Problem[]} problems */
function listProblems(problems) {
  const place = byId("messages");
  place.replaceChildren();
  if (problems.length === 0) return;
  const box = element(
    "div",
    { class: "message", role: "alert", id: "link-problems" },
    element("strong", {}, texts.link_problems),
    element("ul", {}, ...problems.map(({ message }) => element("li", {}, message))),
    element("button", { type: "button", class: "quiet", onclick: () => box.remove() }, texts.dismiss),
  );
  place.append(box);
}
