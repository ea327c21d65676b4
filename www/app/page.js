/**
 * The page: connects the controls, the experiment, its run, the figures and the address.
 *
 * @typedef {typeof import("../workers/engine.js")} Engine
 * @typedef {import("../workers/messages.js").Problem} Problem
 * @typedef {{ figures?: string[], controls?: string[], hide?: string[], later?: boolean }} Parts
 *   `figures` and `controls` default to all of them; `hide` lists results not to be shown; with
 *   `later` the first run starts the workers.
 * @typedef {{ state: import("../workers/run.js").RunState, reason: string, outcome: import("../../wasm/stepsieve.js").Outcome | null, fresh: boolean, last: boolean, problems: Problem[] }} News
 *   `fresh`: the outcome is new; `last`: it is also that of a complete run.
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
import { View } from "./view.js";
import { Painter } from "../figures/painter.js";
import { inWords } from "./in-words.js";
import { recall } from "./files.js";
import { hinder, noticeOf, offer } from "./notice.js";
import { listProblems } from "./problems.js";
import { Report } from "../figures/report.js";
import { Restarter } from "../workers/restarter.js";
import { Run } from "../workers/run.js";
import { Visibility } from "./visibility.js";
import { texts } from "./texts.js";
import { theme } from "./theme.js";
import { Transport } from "./transport.js";
import { workersControl } from "../controls/worker-count.js";

/** Shortest time between two frames of the phase portrait in milliseconds, alone and with a map. */
const FRAME = 30;
const FRAME_WITH_MAP = 150;

export class Page {
  #report = new Report();
  #painter;
  #findings;
  #editing;
  #store;
  #figures;
  #view;
  #controls;
  #pool;
  #run;
  #restarter;
  #visibility;
  /** Called when a run, its outcome or the address has changed. @type {Set<(news: News) => void>} */
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
    this.module = module;
    this.described = described;
    this.#store = store;
    this.#painter = new Painter(engine, hide);
    this.#findings = new Findings(this.#painter, this.#report, described.presets);
    this.#editing = new Editing(engine.resolve);
    this.changes = new Changes(store, this.#editing, {
      version: described.version,
      outcome: () => this.outcome,
      repeats: engine.repeats,
      accepted: (change) => this.#accepted(change),
      refused: (problems) => this.#refuse(problems),
    });
    this.#view = new View(store, this.#painter, () => this.#figures.touch("potential", "zoom"));
    const workers = workersControl((size) => this.#resize(size));
    // The steps of a preset would tell which one is hidden.
    const offered = hide?.includes("formula") ? { ...described, presets: described.presets.map((preset) => ({ ...preset, steps: [] })) } : described;
    this.#controls = new Controls(offered, {
      edit: (name, value, committed) => this.changes.edit(name, value, committed),
      fresh: engine.fresh_seed,
      workers: workers.element,
      check: (text, parameters) => engine.check_formula(text, parameters, this.experiment.potential.table ?? undefined),
      choose: (preset) => void (this.complain([], "command"), this.changes.choose(preset)),
      write: (...formula) => this.changes.write(...formula),
      hold: (...held) => this.#editing.hold(...held),
      choices: engine.choices,
      fix: (parts) => this.changes.fix(parts),
    });
    if (controls) this.#controls.keepOnly(controls);
    this.#figures = new Figures(this.#painter, {
      look: () => ({ theme: theme(), zoom: this.#view.marked, slice: this.#view.slice, moment: this.#playback.moment, both: this.#view.both }),
      drawn: () => this.#pool.drawn(),
      say: (sentence, engines) => this.say(sentence, engines),
    }, figures, hide);
    this.#pool = new Pool(module, planned(engine), workers.size, {
      progress: (progress) => this.#run.advance(progress),
      outcome: (bytes, progress) => this.#show(bytes, progress),
      refused: (problems) => {
        this.#refuse(problems, true);
        offer(problems);
        this.#run.fail(inWords(...problems).text);
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
    this.#visibility = new Visibility({
      state: () => this.#run.state,
      wanted: () => this.#store.state.run,
      start: () => this.#run.start(this.experiment),
      toggle: () => this.#run.toggle(this.experiment),
      reset: () => this.#run.reset(),
      dismiss: () => this.#pool.dismiss(),
    });
    this.#restarter = new Restarter(() => this.#visibility.start());
    this.transport = new Transport({
      run: this.#run,
      visibility: this.#visibility,
      store,
      controls: this.#controls,
      editing: this.#editing,
      restart: () => this.#forget(() => this.#painter.restart()),
      forget: () => this.#forget(),
    });
  }

  /** Inserts the page's parts, attaches their events, and loads the experiment of the address. */
  open() {
    byId("controls").append(this.#controls.element);
    // An edit may remove the reason why no run can start.
    byId("controls").addEventListener("input", () => hinder(null));
    byId("stage").append(...this.#figures.elements);
    this.#view.attach(this.#figures);
    clicks(this);
    this.transport.attach();
    byId("try-step").addEventListener("click", ({ currentTarget }) => {
      this.changes.edit("step", Number(/** @type {HTMLElement} */ (currentTarget).dataset.step), true);
    });
    this.#store.follow((problems) => this.#restore(problems));
    this.#restore(this.#store.problems);
  }

  /** Gives scripts `window.stepsieve.outcome()`, the last outcome. */
  expose() {
    Object.assign(window, { stepsieve: { outcome: () => this.outcome } });
  }

  /** The current experiment. @returns {import("../../wasm/stepsieve.js").Experiment} */
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
   * The text after an address's `#` that gives this outcome again, with its hash once it is complete.
   * @returns {string}
   */
  get link() {
    const { state } = this.#store;
    const { outcome } = this;
    // An automatic study is shared with what it has found.
    const experiment = state.experiment.kind === "auto" && outcome?.complete ? outcome.experiment : state.experiment;
    return this.#store.link({ experiment, outcome: outcome?.hash ?? state.outcome });
  }

  /** The same without the additions of an embed. @returns {string} */
  get ownLink() {
    return this.engine.write_link(this.#store.state);
  }

  /** The same without starting the run. @returns {string} */
  get idleLink() {
    return this.engine.write_link({ ...this.#store.state, run: false });
  }

  /** Restarts the engine after a crash, and redraws the figures. */
  renew() {
    this.engine.restartEngine();
    this.#findings.renew();
    this.#view.show();
    this.#figures.touch();
  }

  /** Redraws the figures, which an error may have interrupted. */
  resume() {
    this.#figures.touch();
  }

  /** Stops all runs and all drawing for good. @param {string} reason */
  stop(reason) {
    this.transport.stopped = true;
    this.#painter.stop();
    this.#pool.dismiss();
    this.#run.fail(reason);
  }

  /** @param {(news: News) => void} listener @returns {() => void} removes the listener */
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
   * Lists invalid values in a message that can be dismissed.
   * @param {Problem[]} problems
   * @param {keyof typeof texts.problems} cause where they come from
   */
  complain(problems, cause) {
    listProblems(problems, cause, this.described.settings, this.experiment);
  }

  /**
   * Shows each problem at its control; one without a control goes into a notice.
   * @param {Problem[]} problems
   * @param {boolean} [told] true if a failing run reports those without a control
   */
  #refuse(problems, told = false) {
    for (const problem of problems) {
      if (!this.#controls.complain(problem) && !told) noticeOf([problem]);
    }
    if (problems.length > 0) this.#tell({ problems });
  }

  /**
   * Announces a sentence to screen readers.
   * @param {string} sentence
   * @param {boolean} [engines] true if the engine wrote the sentence
   */
  say(sentence, engines) {
    this.#report.announce(sentence, engines);
  }

  /**
   * The learned potential as the text of a file of this name.
   * @param {string} name
   */
  exportPotential(name) {
    return this.#pool.exportPotential(name);
  }

  /** Undoes the last change of the experiment. */
  undo() {
    this.#store.undo();
  }

  redo() {
    this.#store.redo();
  }

  /**
   * Loads another experiment. With an invalid potential it does not run, and a file is refused.
   * @param {unknown} given complete or not
   * @param {string | null} hash of the expected outcome
   * @param {boolean} run
   * @param {keyof typeof texts.problems} [cause] the source of the experiment
   * @param {Problem[]} [known] problems found so far
   */
  load(given, hash, run, cause = "command", known = []) {
    const { experiment, problems } = this.engine.resolve(/** @type {object} */ (given));
    const lost = [...known, ...problems].some(({ instead }) => instead);
    if (lost && cause === "file") return this.complain(problems.map((problem) => ({ ...problem, field: "" })), "no_file");
    this.#store.update({ experiment, view: { zoom: null, slice: null }, outcome: hash, run: run && !lost }, { committed: true });
    this.#restore([...known, ...problems], cause);
  }

  /** Reads the address again, whose table has come. */
  reread() {
    const { problems, ...read } = this.engine.read_link(location.hash.slice(1));
    this.#store.update(read, { committed: true });
    this.#restore(problems, "file");
  }

  /** Runs the current experiment, whose file has come. */
  repeat() {
    this.#store.update({ run: true });
    this.#restore([]);
  }

  /** What the current experiment lacks before it can run. */
  lacking() {
    return this.#pool.problems(this.experiment);
  }

  /** Makes a change without a history entry. @param {() => void} change */
  quietly(change) {
    this.#store.quiet = true;
    change();
    this.#store.quiet = false;
  }

  /** True if the potential is of several variables. */
  get #several() {
    return this.experiment.bins.length > 1;
  }

  /** Takes an accepted edit. @param {import("./changes.js").Change} change */
  #accepted({ changed, moving, beside }) {
    if (this.transport.stopped) return;
    if (changed) this.#findings.leave(beside);
    // The workers first: they start while the page updates.
    if (changed) this.#restart(moving);
    this.#controls.show(this.experiment, this.#editing.drafts);
    if (changed || this.#editing.drafts.size === 0) hinder(null);
    if (!changed) return;
    // The list of invalid values belongs to the experiment of an address or a file.
    this.complain([], "command");
    this.#showExperiment();
    // With the last outcome as a placeholder, the other figures do not change.
    this.#figures.touch(...(this.#painter.stale ? /** @type {const} */ (["walkers", "potential", "zoom"]) : []));
  }

  /** Shows the current experiment; an earlier outcome becomes a placeholder or goes. */
  #showExperiment() {
    this.#findings.begin(this.experiment, this.#awaits);
    const { bins, kind, scan, trajectory } = this.experiment;
    this.#figures.arrange(bins.length, trajectory ? "rows" : scan ? "scan" : kind, this.#painter.scanned);
    /** @type {HTMLButtonElement} */ (byId("step")).disabled = trajectory !== null;
    this.#view.show();
  }

  /** True if an outcome of the current experiment is still to come. */
  get #awaits() {
    return this.state === "running" || this.state === "paused";
  }

  /**
   * Restarts the run after a change of the experiment, or drops the results of the old one.
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

  /** Clears the results on the screen. */
  #forget(clear = () => this.#painter.clear()) {
    this.#restarter.cancel();
    this.#playback.stop();
    clear();
    this.#showExperiment();
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
    // An outcome for an earlier position of a dragged slider: the run for the current one follows.
    if (!own) return this.#restarter.shown();
    if (this.experiment.trajectory) this.#view.show();
    this.#report.verify(this.#store.state.outcome, this.outcome?.hash ?? null);
    this.#run.advance(progress, { last: progress.complete });
    this.#tell({ fresh: true, last: progress.complete });
    this.#restarter.shown();
  }

  /**
   * Shows a state that came from the address, a file or a command.
   * @param {Problem[]} problems its invalid values
   * @param {keyof typeof texts.problems} [cause]
   */
  #restore(problems, cause = "address") {
    if (this.transport.stopped) return;
    this.#editing.clear();
    hinder(null);
    this.#controls.show(this.experiment, this.#editing.drafts);
    this.#controls.keep(problems);
    this.complain(problems, cause);
    this.#run.reset();
    this.#findings.leave(null);
    this.#forget();
    if (this.#store.state.run) this.#visibility.start();
    this.#tell({ problems });
    void recall(this, problems);
  }

  /** Pauses the run while the page is out of sight. @param {boolean} away true if it is */
  leave(away) {
    this.#visibility.leave(away);
  }

  /** Sets the number of workers, on which no result depends; a run under way restarts. @param {number} size */
  #resize(size) {
    const { state } = this.#run;
    this.#pool.resize(size);
    if (state === "running" || state === "paused") this.#restart(false);
  }
}
