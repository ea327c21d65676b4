/**
 * The state of a run (idle, running, paused, finished or failed) and its speed.
 *
 * @typedef {import("./messages.js").Progress} Progress
 * @typedef {{ kind?: string, scan?: object | null, trajectory?: object | null }} Experiment
 * @typedef {"idle" | "running" | "paused" | "finished" | "failed"} RunState
 */

import { inWords } from "../app/in-words.js";

/** Length of the window over which the speed is measured, in milliseconds. */
const SPEED_WINDOW = 2000;

export class Run {
  /** @type {RunState} */
  state = "idle";
  /** @type {Progress | null} */
  progress = null;
  /** True for a scan, which also learns at the scales that it has found. */
  scans = false;
  /** True for the rows of a file, which can be cancelled, but not paused. */
  rows = false;
  /** The reason of a failure, in a sentence. */
  reason = "";
  /** Times and step counts of the last few seconds. @type {{ at: number, steps: number }[]} */
  #trail = [];

  /**
   * @param {import("./pool.js").Pool} pool
   * @param {() => void} changed called at every change of state and at every progress
   */
  constructor(pool, changed) {
    this.pool = pool;
    this.changed = changed;
  }

  /** @param {Experiment} experiment */
  start(experiment) {
    // The pool may refuse at once, so it comes last.
    this.#begin("running", experiment);
    this.pool.start(experiment);
  }

  /**
   * Starts, pauses, cancels or resumes, for the main button.
   * @param {Experiment} experiment
   */
  toggle(experiment) {
    if (this.state === "running" && this.rows) {
      this.reset();
    } else if (this.state === "running") {
      this.pool.pause();
      this.#enter("paused");
    } else if (this.state === "paused") {
      this.#trail = [];
      this.pool.resume();
      this.#enter("running");
    } else {
      this.start(experiment);
    }
  }

  /**
   * Advances each block by one window; the run is paused. Rows of a file have no single steps.
   * @param {Experiment} experiment
   */
  step(experiment) {
    if (experiment.trajectory) return;
    if (this.state === "running") {
      this.pool.pause();
      this.#enter("paused");
    } else if (this.state !== "paused") {
      this.#begin("paused", experiment);
      this.pool.start(experiment, { paused: true });
    }
    this.pool.step();
  }

  reset() {
    this.pool.stop();
    this.#begin("idle");
  }

  /**
   * @param {Progress} progress
   * @param {{ last?: boolean }} [how] `last`: no outcome will follow
   */
  advance(progress, { last = false } = {}) {
    // Every stage counts its own steps.
    if (this.progress?.stage !== progress.stage) this.#trail = [];
    this.progress = progress;
    if (progress.failed) return this.fail(inWords(progress.failed).text);
    const now = performance.now();
    this.#trail.push({ at: now, steps: progress.burn_in_made + progress.steps });
    while (this.#trail.length > 2 && now - this.#trail[0].at > SPEED_WINDOW) this.#trail.shift();
    if (last) this.#enter("finished");
    else this.changed();
  }

  /** @param {string} reason */
  fail(reason) {
    this.reason = reason;
    this.#enter("failed");
  }

  /** Recent walker-steps per second, including burn-in; `null` before enough is measured. */
  get speed() {
    const [first, last] = [this.#trail[0], this.#trail[this.#trail.length - 1]];
    if (!first || last.at - first.at < 100 || last.steps <= first.steps) return null;
    return ((last.steps - first.steps) * 1000) / (last.at - first.at);
  }

  /** @param {RunState} state @param {Experiment} [experiment] */
  #begin(state, experiment = {}) {
    this.progress = null;
    this.scans = experiment.scan != null;
    this.rows = experiment.trajectory != null;
    this.reason = "";
    this.#trail = [];
    this.#enter(state);
  }

  /** @param {RunState} state */
  #enter(state) {
    this.state = state;
    document.documentElement.dataset.run = state;
    this.changed();
  }
}
