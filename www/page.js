/**
 * The page at work: what the controls say becomes an experiment, the experiment a run, the run's
 * outcomes figures and words; and all of it an address.
 *
 * @typedef {typeof import("./engine.js")} Engine
 * @typedef {import("./messages.js").Problem} Problem
 */

import { Controls } from "./controls.js";
import { byId } from "./dom.js";
import { Editing } from "./editing.js";
import { Figures } from "./figures.js";
import { Playback } from "./playback.js";
import { Pool } from "./pool.js";
import { potentials } from "./potentials.js";
import { listProblems } from "./problems.js";
import { Report } from "./report.js";
import { Restarter } from "./restarter.js";
import { Run } from "./run.js";
import { fileName, sharing } from "./share.js";
import { Slice } from "./slice.js";
import { texts } from "./texts.js";
import { theme, themeSwitch } from "./theme.js";
import { workersControl } from "./workers.js";
import { Zoom } from "./zoom.js";

/** Shortest time between two frames of the portrait in milliseconds, alone and with a map. */
const FRAME = 30;
const FRAME_WITH_MAP = 150;

export class Page {
  /** The last outcome. @type {any} */
  #outcome = null;
  /** The outcome that the next ones are compared with: with or without calibration. @type {any} */
  #other = null;
  #report = new Report();
  #painter;
  #editing;
  #store;
  #figures;
  #zoom;
  #slice;
  #controls;
  #pool;
  #run;
  #restarter;
  #playback = new Playback(() => this.#figures.touch("portrait", ...(this.#several ? [/** @type {const} */ ("potential")] : [])));

  /**
   * @param {Engine} engine
   * @param {WebAssembly.Module} module
   * @param {import("./state.js").Store} store
   * @param {any} described the settings' table and the presets
   */
  constructor(engine, module, store, described) {
    this.#store = store;
    this.#painter = new engine.Figures();
    this.#editing = new Editing(engine.resolve);
    this.#zoom = new Zoom((window, committed) => this.#moveZoom(window, committed));
    this.#slice = new Slice((slice, committed) => this.#moveSlice(slice, committed));
    const workers = workersControl(navigator.hardwareConcurrency, (size) => this.#resize(size));
    this.#controls = new Controls(described, {
      edit: (name, value, committed) => this.#edit(name, value, committed),
      fresh: engine.fresh_seed,
      workers: workers.element,
      check: engine.check_formula,
      choose: (preset) => this.#choose(preset),
      write: (potential, committed, dimension) => this.#write(potential, committed, dimension),
      hold: (held) => this.#editing.hold("potential", held),
    });
    this.#figures = new Figures(this.#painter, {
      look: () => ({ theme: theme(), zoom: this.#window, slice: this.#store.state.view.slice, moment: this.#playback.moment }),
      drawn: () => this.#pool.drawn(),
      say: (sentence) => this.#report.announce(sentence),
    });
    this.#pool = new Pool(module, (experiment) => planned(engine, experiment), workers.size, {
      progress: (progress) => this.#run.advance(progress),
      outcome: (bytes, progress) => this.#show(bytes, progress),
      refused: (problems) => {
        for (const problem of problems) this.#controls.complain(problem);
        this.#run.fail(problems.map(({ message }) => message).join(" "));
      },
      replaced: () => this.#report.announce(texts.replaced),
      lost: (reason) => this.#run.fail(texts.lost(reason)),
    });
    this.#run = new Run(this.#pool, () => {
      this.#playback.pause(this.#run.state === "paused");
      this.#report.show(this.#run);
    });
    this.#restarter = new Restarter(() => this.#run.start(this.#experiment));
  }

  /** Puts everything in its place and does what the address says. */
  open() {
    byId("controls").append(this.#controls.element);
    byId("stage").append(...this.#figures.elements);
    this.#figures.element("zoom").append(this.#zoom.element, this.#slice.element);
    const canvas = this.#figures.canvas("potential");
    const point = (/** @type {number} */ x, /** @type {number} */ y) =>
      this.#painter.point("potential", x * devicePixelRatio, y * devicePixelRatio) ?? null;
    this.#zoom.attach(canvas, (x) => (this.#several ? null : (point(x, canvas.clientHeight / 2)?.[0] ?? null)));
    this.#slice.attach(canvas, (x, y) => (this.#several ? point(x, y) : null));
    this.#figures.canvas("staircase").addEventListener("click", ({ offsetX, offsetY }) => this.#learnScale(offsetX, offsetY));
    this.#figures.canvas("portrait").addEventListener("click", ({ offsetX, offsetY }) => this.#addStart(offsetX, offsetY));
    byId("run").addEventListener("click", () => this.#toggle());
    byId("step").addEventListener("click", () => this.#step());
    byId("reset").addEventListener("click", () => this.#reset());
    byId("try-step").addEventListener("click", ({ currentTarget }) => {
      this.#edit("step", Number(/** @type {HTMLElement} */ (currentTarget).dataset.step), true);
    });
    sharing({ outcome: () => this.#outcome, flush: () => this.#store.flush() });
    potentials({
      name: () => fileName(this.#experiment),
      taken: (name) => this.#pool.takeaway(name),
      surrogate: (text) => this.#surrogate(text),
      say: (sentence) => this.#report.announce(sentence),
    });
    themeSwitch(byId("theme"), () => this.#figures.touch());
    this.#store.follow((problems) => this.#restore(problems));
    // What scripts and tests may ask: the last outcome, and to break a worker on purpose.
    Object.assign(window, {
      stepsieve: {
        outcome: () => this.#outcome,
        break: (/** @type {"compute" | "study"} */ which) => this.#pool.break(which),
      },
    });
    this.#restore(this.#store.problems);
  }

  get #experiment() {
    return this.#store.state.experiment;
  }

  /** Whether the potential is of several variables. */
  get #several() {
    return this.#experiment.bins.length > 1;
  }

  /** The window of the closer look. @returns {[number, number]} */
  get #window() {
    const [from, to] = this.#store.state.view.zoom ?? this.#painter.default_zoom();
    return [from, to];
  }

  #toggle() {
    if (this.#blocked()) return;
    this.#run.toggle(this.#experiment);
    this.#store.update({ run: true });
  }

  #step() {
    if (this.#blocked()) return;
    this.#run.step(this.#experiment);
  }

  #reset() {
    this.#run.reset();
    this.#forget();
    this.#store.update({ run: false });
  }

  /**
   * The phase portrait gets one start more, where it was clicked.
   * @param {number} x
   * @param {number} y in CSS pixels
   */
  #addStart(x, y) {
    const start = this.#painter.data("portrait", x * devicePixelRatio, y * devicePixelRatio);
    const { compare, bins } = this.#experiment;
    // In the plane of one coordinate a place does not say what the others are.
    if (!start || !compare || bins.length > 1) return;
    const starts = [...compare.starts.split(";"), start.map((value) => value.toFixed(2)).join(",")];
    this.#edit("compare.starts", starts.join(";"), true);
  }

  /**
   * The plateau that was clicked on the staircase is learned.
   * @param {number} x
   * @param {number} y in CSS pixels
   */
  #learnScale(x, y) {
    const scale = this.#painter.plateau(x * devicePixelRatio, y * devicePixelRatio);
    if (!scale) return;
    const { experiment, problems } = this.#editing.edit({ ...this.#experiment, kind: "learn", scan: null, friction: scale.friction }, "step", scale.step);
    if (experiment) this.#accept(experiment, true);
    for (const problem of problems) this.#controls.complain(problem);
  }

  /**
   * Dynamics under a stored potential are to be compared.
   * @param {string} text of its file
   */
  #surrogate(text) {
    this.#edit("kind", "compare", false);
    this.#edit("compare.surrogate", text, true);
  }

  /** A run does not start while a control holds what cannot be used; the cursor goes there. */
  #blocked() {
    const { state } = this.#run;
    if (state === "running" || state === "paused" || this.#editing.drafts.size === 0) return false;
    this.#report.announce(texts.invalid);
    this.#controls.focusInvalid();
    return true;
  }

  /**
   * A control says that something is to be different.
   * @param {string} name
   * @param {unknown} value
   * @param {boolean} committed
   */
  #edit(name, value, committed) {
    const { experiment, problems } = this.#editing.edit(this.#experiment, name, value);
    if (experiment) this.#accept(experiment, committed);
    for (const problem of problems) this.#controls.complain(problem);
  }

  /**
   * The formula is to be different. Settings that count dimensions do not outlive a change of
   * their number.
   * @param {import("./formula.js").Potential} potential
   * @param {boolean} committed
   * @param {number} [dimension]
   */
  #write(potential, committed, dimension) {
    const { version, bins, step, friction, walkers, seed, resample, estimator } = this.#experiment;
    if (dimension === undefined || dimension === bins.length) return this.#edit("potential", potential, committed);
    const { experiment, problems } = this.#editing.edit({ version, step, friction, walkers, seed, resample, estimator }, "potential", potential);
    if (experiment) this.#accept(experiment, committed);
    for (const problem of problems) this.#controls.complain(problem);
  }

  /** @param {import("./formula.js").Preset} preset */
  #choose(preset) {
    this.#editing.clear();
    this.#accept(preset.experiment, true);
  }

  /**
   * Another experiment is in force from now on.
   * @param {any} experiment
   * @param {boolean} committed
   */
  #accept(experiment, committed) {
    const before = this.#experiment;
    const { view } = this.#store.state;
    // A window onto one preset's energy says nothing about another's.
    const elsewhere =
      before.potential.preset !== experiment.potential.preset || before.bins.length !== experiment.bins.length;
    const changed = JSON.stringify(before) !== JSON.stringify(experiment);
    this.#store.update({ experiment, view: elsewhere ? { ...view, zoom: null, slice: null } : view }, { committed, gesture: !committed });
    if (changed) this.#compare(before, experiment);
    // The workers first: they are on their way while the page shows what is new.
    if (changed) this.#restart(!committed);
    this.#controls.show(experiment, this.#editing.drafts);
    if (!changed) return;
    this.#sketch();
    this.#figures.touch("potential", "zoom");
  }

  /**
   * What was found stays beside what is to come if only calibration was switched on or off.
   * @param {any} before
   * @param {any} after
   */
  #compare(before, after) {
    const plain = (/** @type {any} */ experiment) => JSON.stringify({ ...experiment, calibration: null });
    const only = plain(before) === plain(after) && (before.calibration === null) !== (after.calibration === null);
    this.#other = only ? this.#outcome : null;
    this.#painter.compare(this.#other !== null);
  }

  /** Shows the experiment's energy. */
  #sketch() {
    this.#painter.sketch(this.#experiment);
    this.#figures.arrange(this.#experiment.bins.length, this.#experiment.kind);
    this.#showZoom();
  }

  /**
   * What was found belongs to another experiment now: find out anew, or forget.
   * @param {boolean} moving whether a slider is being dragged
   */
  #restart(moving) {
    const { state } = this.#run;
    if (state === "running" || state === "finished" || state === "failed") {
      this.#restarter.changed(moving);
    } else {
      this.#run.reset();
      this.#forget();
    }
  }

  #forget() {
    this.#restarter.cancel();
    this.#playback.stop();
    this.#outcome = null;
    this.#painter.clear();
    this.#sketch();
    this.#figures.touch();
    this.#report.tell(null);
  }

  /**
   * @param {Uint8Array} bytes of an outcome
   * @param {import("./messages.js").Progress} progress
   */
  #show(bytes, progress) {
    this.#painter.load(bytes);
    const before = hasPortrait(this.#outcome);
    this.#outcome = this.#painter.outcome();
    if (hasPortrait(this.#outcome) && !before) this.#playback.start(this.#several ? FRAME_WITH_MAP : FRAME);
    this.#figures.touch();
    this.#report.tell(this.#outcome, { other: this.#other, cost: this.#painter.cost() });
    this.#run.advance(progress, { last: progress.complete });
    this.#restarter.shown();
  }

  /** The address brought a state. @param {Problem[]} problems what could not be used of it */
  #restore(problems) {
    this.#editing.clear();
    this.#controls.show(this.#experiment, this.#editing.drafts);
    listProblems(problems);
    this.#run.reset();
    this.#other = null;
    this.#painter.compare(false);
    this.#forget();
    if (this.#store.state.run) this.#run.start(this.#experiment);
  }

  /** The result does not depend on the number of workers, so only a run under way is affected. @param {number} size */
  #resize(size) {
    const { state } = this.#run;
    this.#pool.resize(size);
    if (state === "running" || state === "paused") this.#restart(false);
  }

  /**
   * @param {[number, number] | null} window
   * @param {boolean} committed
   */
  #moveZoom(window, committed) {
    const { view } = this.#store.state;
    this.#store.update({ view: { ...view, zoom: window } }, { committed, gesture: !committed });
    this.#showZoom();
    this.#figures.touch("potential", "zoom");
  }

  /**
   * @param {number[] | null} slice
   * @param {boolean} committed
   */
  #moveSlice(slice, committed) {
    const { view } = this.#store.state;
    this.#store.update({ view: { ...view, slice } }, { committed, gesture: !committed });
    this.#showZoom();
    this.#figures.touch("potential", "zoom");
  }

  /** The controls of the closer look: of a window, or of a slice. */
  #showZoom() {
    const { region, bins } = this.#experiment;
    const { zoom, slice } = this.#store.state.view;
    this.#zoom.element.hidden = this.#several;
    this.#slice.element.hidden = !this.#several;
    if (this.#several) {
      const chosen = slice?.length === bins.length + 1 ? slice : [...this.#painter.default_slice()];
      this.#slice.show(["x", "y", "z"].slice(0, bins.length), region, chosen, !slice);
    } else {
      this.#zoom.show([region.lower[0], region.upper[0]], this.#window, !zoom);
    }
  }
}

/**
 * The jobs of an experiment.
 * @param {Engine} engine
 * @param {object} experiment
 */
function planned(engine, experiment) {
  const study = new engine.Study(experiment);
  const jobs = study.jobs();
  study.free();
  return jobs;
}

/** Whether there are trajectories to be shown. @param {any} outcome */
function hasPortrait(outcome) {
  return Boolean(outcome?.comparison?.ensembles.some((/** @type {any} */ { portrait }) => portrait));
}
