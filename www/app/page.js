/**
 * The page at work: what the controls say becomes an experiment, the experiment a run, the run's
 * outcomes figures and words; and all of it an address.
 *
 * @typedef {typeof import("../workers/engine.js")} Engine
 * @typedef {import("../workers/messages.js").Problem} Problem
 * @typedef {{ figures?: string[], controls?: string[], hide?: string[], later?: boolean }} Parts
 *   Which figures and controls the page has, all of them unless named; what they do not give away;
 *   and whether its workers are hired no sooner than they are needed.
 * @typedef {{ state: import("../workers/run.js").RunState, reason: string, outcome: import("../../wasm/stepsieve.js").Outcome | null, fresh: boolean, last: boolean, problems: Problem[] }} News
 *   `fresh`: the outcome is new; `last`: and that of a complete run.
 */

import { Changes } from "./changes.js";
import { clicks } from "../figures/clicks.js";
import { Controls } from "../controls/controls.js";
import { byId } from "./dom.js";
import { Editing } from "../controls/editing.js";
import { Figures } from "../figures/figures.js";
import { Findings } from "../figures/findings.js";
import { hasPortrait, Playback } from "../figures/playback.js";
import { Pool } from "../workers/pool.js";
import { planned } from "../workers/plan.js";
import { Looking } from "./view.js";
import { Painter } from "../figures/painter.js";
import { hinder, notice } from "./notice.js";
import { listProblems } from "./problems.js";
import { reasonOf } from "./reason.js";
import { Report } from "../figures/report.js";
import { Restarter } from "../workers/restarter.js";
import { Run } from "../workers/run.js";
import { Sight } from "./visibility.js";
import { texts } from "./texts.js";
import { theme } from "./theme.js";
import { Transport } from "./transport.js";
import { workersControl } from "../controls/worker-count.js";

/** Shortest time between two frames of the portrait in milliseconds, alone and with a map. */
const FRAME = 30;
const FRAME_WITH_MAP = 150;

export class Page {
  #report = new Report();
  #painter;
  #findings;
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
   * @param {import("../../wasm/stepsieve.js").Description} described the settings' table and the presets
   * @param {Parts} [parts]
   */
  constructor(engine, module, store, described, { figures, controls, hide, later = false } = {}) {
    this.engine = engine;
    this.described = described;
    this.#store = store;
    this.#painter = new Painter(engine, hide);
    this.#findings = new Findings(this.#painter, this.#report, described.presets);
    this.#editing = new Editing(engine.resolve);
    this.changes = new Changes(store, this.#editing, {
      version: described.version,
      outcome: () => this.outcome,
      accepted: (change) => this.#accepted(change),
      refused: (problems) => this.#refuse(problems),
    });
    this.#looking = new Looking(store, this.#painter, () => this.#figures.touch("potential", "zoom"));
    const workers = workersControl((size) => this.#resize(size));
    this.#controls = new Controls(described, {
      edit: (name, value, committed) => this.changes.edit(name, value, committed),
      fresh: engine.fresh_seed,
      workers: workers.element,
      check: engine.check_formula,
      choose: (preset) => void (this.complain([], "command"), this.changes.choose(preset)),
      write: (...formula) => this.changes.write(...formula),
      hold: (name, held, reason) => this.#editing.hold(name, held, reason),
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
        this.#refuse(problems, true);
        this.#run.fail(reasonOf(problems));
      },
      replaced: () => this.say(texts.replaced),
      lost: (reason) => this.#run.fail(texts.lost(reason)),
    }, later);
    this.#run = new Run(this.#pool, () => {
      this.#playback.pause(this.#run.state === "paused");
      if (!this.#awaits && this.#findings.settle()) this.#figures.touch();
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
    this.transport = new Transport({
      run: this.#run,
      sight: this.#sight,
      store,
      controls: this.#controls,
      editing: this.#editing,
      forget: () => this.#forget(),
    });
  }

  /** Puts everything in its place and does what the address says. */
  open() {
    byId("controls").append(this.#controls.element);
    // What kept a run from starting may not be so any more.
    byId("controls").addEventListener("input", () => hinder(null));
    byId("stage").append(...this.#figures.elements);
    this.#looking.attach(this.#figures);
    clicks(this);
    this.transport.attach();
    byId("try-step").addEventListener("click", ({ currentTarget }) => {
      this.changes.edit("step", Number(/** @type {HTMLElement} */ (currentTarget).dataset.step), true);
    });
    this.#store.follow((problems) => this.#restore(problems));
    this.#restore(this.#store.problems);
  }

  /** Lets scripts ask for the last outcome. */
  expose() {
    Object.assign(window, { stepsieve: { outcome: () => this.outcome } });
  }

  /** The experiment in force. @returns {import("../../wasm/stepsieve.js").Experiment} */
  get experiment() {
    return this.#store.state.experiment;
  }

  get outcome() {
    return this.#findings.outcome;
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
    return this.#store.link({ outcome: this.outcome?.hash ?? this.#store.state.outcome });
  }

  /** The same without what an embed adds. @returns {string} */
  get ownLink() {
    return this.engine.write_link(this.#store.state);
  }

  /** The same of a page where nothing runs yet. @returns {string} */
  get idleLink() {
    return this.engine.write_link({ ...this.#store.state, run: false });
  }

  /** Begins the drawing anew, in an engine that has been started again after it had stopped. */
  renew() {
    this.engine.restartEngine();
    this.#findings.renew();
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
    this.transport.stop();
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
    for (const listener of this.#listeners) listener({ state, reason, outcome: this.outcome, fresh: false, last: false, problems: [], ...news });
  }

  /**
   * Lists what could not be used, in a message that can be dismissed.
   * @param {Problem[]} problems
   * @param {keyof typeof texts.problems} cause where they come from
   */
  complain(problems, cause) {
    listProblems(problems, cause, this.described.settings, this.experiment);
  }

  /** What cannot be used is shown at its control; if it has none, here, unless a run that fails has it `told`. @param {Problem[]} problems @param {boolean} [told] */
  #refuse(problems, told = false) {
    for (const problem of problems) {
      if (!this.#controls.complain(problem) && !told) notice(problem.message, true);
    }
    if (problems.length > 0) this.#tell({ problems });
  }

  /**
   * Says a sentence to those who listen to the page.
   * @param {string} sentence
   * @param {boolean} [engines] true if it is in the engine's words
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
   * Another experiment, perhaps with the hash of the outcome it should have; it runs if its potential can be used, without which nothing of a file is.
   * @param {unknown} given complete or not
   * @param {string | null} hash
   * @param {boolean} run
   * @param {keyof typeof texts.problems} [cause] who asks for it
   * @param {Problem[]} [known] what could not be used of it
   */
  load(given, hash, run, cause = "command", known = []) {
    const { experiment, problems } = this.engine.resolve(/** @type {object} */ (given));
    const lost = [...known, ...problems].some(({ instead }) => instead);
    if (lost && cause === "file") return this.complain(problems.map(({ message }) => ({ field: "", message })), "no_file");
    this.#store.update({ experiment, view: { zoom: null, slice: null }, outcome: hash, run: run && !lost }, { committed: true });
    this.#restore([...known, ...problems], cause);
  }

  /** Changes something without an entry in any history. @param {() => void} change */
  quietly(change) {
    this.#store.quiet = true;
    change();
    this.#store.quiet = false;
  }

  /** True if the potential is of several variables. */
  get #several() {
    return this.experiment.bins.length > 1;
  }

  /** The experiment in force may be another one. @param {import("./changes.js").Change} change */
  #accepted({ changed, moving, beside }) {
    if (this.#stopped) return;
    if (changed) this.#findings.leave(beside);
    // The workers first: they are on their way while the page shows what is new.
    if (changed) this.#restart(moving);
    this.#controls.show(this.experiment, this.#editing.drafts);
    if (changed || this.#editing.drafts.size === 0) hinder(null);
    if (!changed) return;
    this.#sketch();
    // Where the outcome before stands in, the other figures are as they were.
    this.#figures.touch(...(this.#painter.stale ? /** @type {const} */ (["potential", "zoom"]) : []));
  }

  /** Puts the experiment in force on the screen; what was learned of another one stands in or goes. */
  #sketch() {
    this.#findings.begin(this.experiment, this.#awaits);
    this.#figures.arrange(this.experiment.bins.length, this.experiment.kind, this.#painter.scanned);
    this.#looking.show();
  }

  /** True if an outcome of the experiment in force is still to come. */
  get #awaits() {
    return this.state === "running" || this.state === "paused";
  }

  /**
   * What was found belongs to another experiment now: find out anew, or forget.
   * @param {boolean} moving true if a slider is being dragged
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
   * @param {import("../workers/messages.js").Progress} progress
   */
  #show(bytes, progress) {
    const before = hasPortrait(this.outcome);
    const own = this.#findings.take(bytes);
    if (hasPortrait(this.outcome) && !before) this.#playback.start(this.#several ? FRAME_WITH_MAP : FRAME);
    this.#figures.touch();
    // A slider is being dragged: this one is of a place that it has left, and a run for its own place follows.
    if (!own) return this.#restarter.shown();
    this.#report.verify(this.#store.state.outcome, this.outcome?.hash ?? null);
    this.#run.advance(progress, { last: progress.complete });
    this.#tell({ fresh: true, last: progress.complete });
    this.#restarter.shown();
  }

  /**
   * The address, a file or a command brought a state.
   * @param {Problem[]} problems what could not be used of it
   * @param {keyof typeof texts.problems} [cause]
   */
  #restore(problems, cause = "address") {
    if (this.#stopped) return;
    this.#editing.clear();
    hinder(null);
    this.#controls.show(this.experiment, this.#editing.drafts);
    this.complain(problems, cause);
    this.#run.reset();
    this.#findings.leave(null);
    this.#forget();
    if (this.#store.state.run) this.#sight.start();
    this.#tell({ problems });
  }

  /** Out of sight a run waits. @param {boolean} away true if nobody can see the page */
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
