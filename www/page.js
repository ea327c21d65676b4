/**
 * The page at work: what the controls say becomes an experiment, the experiment a run, the run's
 * outcomes figures and words; and all of it an address.
 *
 * @typedef {typeof import("./engine.js")} Engine
 * @typedef {import("./messages.js").Problem} Problem
 * @typedef {{ figures?: string[], controls?: string[], hide?: string[], later?: boolean }} Parts
 *   Which figures and controls the page has, all of them unless named; what they do not give away;
 *   and whether its workers are hired no sooner than they are needed.
 * @typedef {{ state: import("./run.js").RunState, reason: string, outcome: any, fresh: boolean, last: boolean, problems: Problem[] }} News
 *   `fresh`: the outcome is new; `last`: and that of a complete run.
 */

import { Beside } from "./beside.js";
import { Changes } from "./changes.js";
import { clicks } from "./clicks.js";
import { Controls } from "./controls.js";
import { byId } from "./dom.js";
import { Editing } from "./editing.js";
import { Figures } from "./figures.js";
import { hasPortrait, Playback } from "./playback.js";
import { Pool } from "./pool.js";
import { planned } from "./plan.js";
import { Looking } from "./looking.js";
import { Painter } from "./painter.js";
import { listProblems } from "./problems.js";
import { Report } from "./report.js";
import { Restarter } from "./restarter.js";
import { Run } from "./run.js";
import { Sight } from "./sight.js";
import { texts } from "./texts.js";
import { theme } from "./theme.js";
import { workersControl } from "./workers.js";

/** Shortest time between two frames of the portrait in milliseconds, alone and with a map. */
const FRAME = 30;
const FRAME_WITH_MAP = 150;

export class Page {
  /** The outcome of the experiment in force, once there is one. @type {any} */
  #outcome = null;
  /** The outcome that figures and findings show: the same, or one that stands in for it. @type {any} */
  #shown = null;
  #report = new Report();
  #painter;
  #beside;
  #editing;
  #store;
  #figures;
  #looking;
  #controls;
  #pool;
  #run;
  #restarter;
  #sight;
  #stopped = false;
  /** Whom to tell that a run, its outcome or the address has changed. @type {Set<(news: News) => void>} */
  #listeners = new Set();
  #playback = new Playback(() => this.#figures.touch("portrait", ...(this.#several ? [/** @type {const} */ ("potential")] : [])));

  /**
   * @param {Engine} engine
   * @param {WebAssembly.Module} module
   * @param {import("./state.js").Store} store
   * @param {any} described the settings' table and the presets
   * @param {Parts} [parts]
   */
  constructor(engine, module, store, described, { figures, controls, hide, later = false } = {}) {
    this.engine = engine;
    this.described = described;
    this.#store = store;
    this.#painter = new Painter(engine, hide);
    this.#beside = new Beside(this.#painter);
    this.#editing = new Editing(engine.resolve);
    this.changes = new Changes(store, this.#editing, {
      version: described.version,
      outcome: () => this.#outcome,
      accepted: (change) => this.#accepted(change),
      refused: (problems) => this.#refuse(problems),
    });
    this.#looking = new Looking(store, this.#painter, () => this.#figures.touch("potential", "zoom"));
    const workers = workersControl(navigator.hardwareConcurrency, (size) => this.#resize(size));
    this.#controls = new Controls(described, {
      edit: (name, value, committed) => this.changes.edit(name, value, committed),
      fresh: engine.fresh_seed,
      workers: workers.element,
      check: engine.check_formula,
      choose: (preset) => this.changes.choose(preset),
      write: (potential, committed, dimension) => this.changes.write(potential, committed, dimension),
      hold: (held) => this.#editing.hold("potential", held),
    });
    if (controls) this.#controls.keepOnly(controls);
    this.#figures = new Figures(this.#painter, {
      look: () => ({ theme: theme(), zoom: this.#looking.marked, slice: this.#looking.slice, moment: this.#playback.moment }),
      drawn: () => this.#pool.drawn(),
      say: (sentence) => this.say(sentence, true),
    }, figures, hide);
    this.#pool = new Pool(module, planned(engine), workers.size, {
      progress: (progress) => this.#run.advance(progress),
      outcome: (bytes, progress) => this.#show(bytes, progress),
      refused: (problems) => {
        this.#refuse(problems);
        this.#run.fail(problems.map(({ message }) => message).join(" "));
      },
      replaced: () => this.say(texts.replaced),
      lost: (reason) => this.#run.fail(texts.lost(reason)),
    }, later);
    this.#run = new Run(this.#pool, () => {
      this.#playback.pause(this.#run.state === "paused");
      if (!this.#awaits) this.#settle();
      this.#report.show(this.#run);
      this.#tell();
    });
    this.#sight = new Sight({
      state: () => this.#run.state,
      wanted: () => this.#store.state.run,
      start: () => this.#run.start(this.experiment),
      toggle: () => this.#run.toggle(this.experiment),
      reset: () => this.#run.reset(),
      dismiss: () => this.#pool.dismiss(),
    });
    this.#restarter = new Restarter(() => this.#sight.start());
  }

  /** Puts everything in its place and does what the address says. */
  open() {
    byId("controls").append(this.#controls.element);
    byId("stage").append(...this.#figures.elements);
    this.#looking.attach(this.#figures);
    clicks(this);
    byId("run").addEventListener("click", () => this.toggle());
    byId("step").addEventListener("click", () => this.step());
    byId("reset").addEventListener("click", () => this.reset());
    byId("try-step").addEventListener("click", ({ currentTarget }) => {
      this.changes.edit("step", Number(/** @type {HTMLElement} */ (currentTarget).dataset.step), true);
    });
    this.#store.follow((problems) => this.#restore(problems));
    this.#restore(this.#store.problems);
  }

  /** What scripts and tests may ask: the last outcome, and to break a worker on purpose. */
  expose() {
    Object.assign(window, {
      stepsieve: {
        outcome: () => this.#outcome,
        break: (/** @type {"compute" | "study"} */ which) => this.#pool.break(which),
      },
    });
  }

  /** The experiment in force. @returns {any} */
  get experiment() {
    return this.#store.state.experiment;
  }

  get outcome() {
    return this.#outcome;
  }

  /** The figures that are shown. @returns {Figures} */
  get figures() {
    return this.#figures;
  }

  get canUndo() {
    return this.#store.canUndo;
  }

  get canRedo() {
    return this.#store.canRedo;
  }

  get state() {
    return this.#run.state;
  }

  /**
   * The text after an address's `#` that brings all of this back; with the outcome's hash if there
   * is a complete one.
   * @returns {string}
   */
  get link() {
    return this.#store.link({ outcome: this.#outcome?.hash ?? this.#store.state.outcome });
  }

  /** The same without what an embed adds. @returns {string} */
  get ownLink() {
    return this.engine.write_link(this.#store.state);
  }

  /** Begins the drawing anew, in an engine that has been started again after it had stopped. */
  renew() {
    this.engine.restartEngine();
    this.#painter.renew();
    this.#shown = this.#outcome;
    this.#find();
    this.#looking.show();
    this.#figures.touch();
  }

  /** Draws what an error may have left undone. */
  resume() {
    this.#figures.touch();
  }

  /** Gives up: nothing is run or drawn any more. @param {string} reason */
  stop(reason) {
    this.#stopped = true;
    this.#painter.stop();
    this.#pool.dismiss();
    this.#run.fail(reason);
  }

  /** @param {(news: News) => void} listener @returns {() => void} tells it nothing more */
  listen(listener) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** @param {Partial<News>} [news] */
  #tell(news = {}) {
    const { state, reason } = this.#run;
    for (const listener of this.#listeners) listener({ state, reason, outcome: this.#outcome, fresh: false, last: false, problems: [], ...news });
  }

  /** Shows a message that can be dismissed. @param {string} message */
  complain(message) {
    listProblems([{ field: "", message, ours: true }], this.described.settings, this.experiment);
  }

  /** What cannot be used is shown at its control, or told if it has none. @param {Problem[]} problems */
  #refuse(problems) {
    for (const problem of problems) {
      if (!this.#controls.complain(problem)) this.say(problem.message, true);
    }
    if (problems.length > 0) this.#tell({ problems });
  }

  /**
   * Says a sentence to those who listen to the page.
   * @param {string} sentence
   * @param {boolean} [engines] whether it is in the engine's words
   */
  say(sentence, engines) {
    this.#report.announce(sentence, engines);
  }

  /**
   * The learned potential as the text of a file of this name.
   * @param {string} name
   */
  takeaway(name) {
    return this.#pool.takeaway(name);
  }

  /** The last change of the experiment is taken back. */
  undo() {
    this.#store.undo();
  }

  redo() {
    this.#store.redo();
  }

  /**
   * Another experiment, perhaps with the hash of the outcome it should have; it runs.
   * @param {unknown} given complete or not
   * @param {string | null} hash
   * @param {boolean} run
   */
  load(given, hash, run) {
    const { experiment, problems } = this.engine.resolve(/** @type {object} */ (given));
    this.#store.update({ experiment, view: { zoom: null, slice: null }, outcome: hash, run }, { committed: true });
    this.#restore(problems);
  }

  /** Changes something without an entry in any history. @param {() => void} change */
  quietly(change) {
    this.#store.quiet = true;
    change();
    this.#store.quiet = false;
  }

  /** Whether the potential is of several variables. */
  get #several() {
    return this.experiment.bins.length > 1;
  }

  toggle() {
    if (this.#blocked()) return;
    this.#run.toggle(this.experiment);
    this.#store.update({ run: true });
  }

  /** A run is wanted, whatever there is now. */
  run() {
    if (this.state === "running") return;
    if (this.#sight.defer()) this.#store.update({ run: true });
    else this.toggle();
  }

  pause() {
    this.#sight.cancel();
    if (this.state === "running") this.toggle();
    else if (this.state === "idle") this.#store.update({ run: false });
  }

  step() {
    if (this.#blocked()) return;
    this.#run.step(this.experiment);
  }

  reset() {
    this.#run.reset();
    this.#forget();
    this.#store.update({ run: false });
  }

  /** A run does not start while a control holds what cannot be used; the cursor goes there. */
  #blocked() {
    const { state } = this.#run;
    if (this.#stopped) return true;
    if (state === "running" || state === "paused" || this.#editing.drafts.size === 0) return false;
    this.say(texts.invalid);
    this.#controls.focusInvalid();
    return true;
  }

  /** The experiment in force may be another one. @param {import("./changes.js").Change} change */
  #accepted({ changed, moving, beside }) {
    if (this.#stopped) return;
    if (changed) this.#beside.keep(beside);
    if (changed) this.#outcome = null;
    // The workers first: they are on their way while the page shows what is new.
    if (changed) this.#restart(moving);
    this.#controls.show(this.experiment, this.#editing.drafts);
    if (!changed) return;
    this.#sketch();
    this.#figures.touch("potential", "zoom");
  }

  /** Puts the experiment in force on the screen; what was learned of another one stands in or goes. */
  #sketch() {
    this.#painter.sketch(this.experiment);
    this.#figures.arrange(this.experiment.bins.length, this.experiment.kind, this.#painter.scanned);
    this.#looking.show();
    this.#outcome = null;
    if (!this.#awaits) this.#painter.settle();
    if (!this.#painter.stale) this.#shown = null;
    this.#find();
  }

  /** Whether an outcome of the experiment in force is still to come. */
  get #awaits() {
    return this.state === "running" || this.state === "paused";
  }

  /** Nothing stands in for an outcome that will not come. */
  #settle() {
    if (!this.#painter.stale) return;
    this.#painter.settle();
    this.#shown = null;
    this.#find();
    this.#figures.touch();
  }

  /** What an experiment is called, in a few words. @param {any} experiment */
  #name({ potential: { preset, formula }, kind, step }) {
    const title = this.described.presets.find((/** @type {any} */ { name }) => name === preset)?.title;
    return texts.experiment_name(title ?? formula ?? texts.hidden.name, kind === "scan" ? null : step);
  }

  /** Says what was found, and of which experiment that is. */
  #find() {
    const before = this.#outcome === this.#shown ? null : this.#name(this.#shown.experiment);
    this.#report.tell(this.#shown, { before, other: this.#beside.outcome, cost: this.#painter.cost() });
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
    this.#painter.clear();
    this.#sketch();
    this.#figures.touch();
  }

  /**
   * @param {Uint8Array} bytes of an outcome
   * @param {import("./messages.js").Progress} progress
   */
  #show(bytes, progress) {
    const before = hasPortrait(this.#outcome);
    const own = this.#painter.load(bytes);
    this.#shown = this.#painter.shown();
    this.#outcome = own ? this.#shown : null;
    if (hasPortrait(this.#outcome) && !before) this.#playback.start(this.#several ? FRAME_WITH_MAP : FRAME);
    this.#figures.touch();
    this.#find();
    // A slider is being dragged: this one is of a place that it has left, and a run for its own place follows.
    if (!own) return this.#restarter.shown();
    this.#report.verify(this.#store.state.outcome, this.#outcome.hash);
    this.#run.advance(progress, { last: progress.complete });
    this.#tell({ fresh: true, last: progress.complete });
    this.#restarter.shown();
  }

  /** The address brought a state. @param {Problem[]} problems what could not be used of it */
  #restore(problems) {
    if (this.#stopped) return;
    this.#editing.clear();
    this.#controls.show(this.experiment, this.#editing.drafts);
    listProblems(problems, this.described.settings, this.experiment);
    this.#run.reset();
    this.#beside.keep(null);
    this.#forget();
    if (this.#store.state.run) this.#sight.start();
    this.#tell({ problems });
  }

  /** Out of sight a run waits. @param {boolean} away whether nobody can see the page */
  leave(away) {
    this.#sight.leave(away);
  }

  /** The result does not depend on the number of workers, so only a run under way is affected. @param {number} size */
  #resize(size) {
    const { state } = this.#run;
    this.#pool.resize(size);
    if (state === "running" || state === "paused") this.#restart(false);
  }
}
