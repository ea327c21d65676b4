/**
 * Only what is looked at runs. An embed may be scrolled out of sight: a run waits there, and one
 * that is asked for starts when the embed comes into view.
 *
 * @typedef {{ state: () => import("../workers/run.js").RunState, start: () => void, toggle: () => void, reset: () => void, wanted: () => boolean, dismiss: () => void }} Runs
 *   `wanted` tells whether a run has been asked for; `dismiss` sends the workers home.
 */

export class Sight {
  #away = false;
  /** True if a run was interrupted because nobody saw it. */
  #interrupted = false;

  /** @param {Runs} runs */
  constructor(runs) {
    this.runs = runs;
  }

  /** Starts a run, or has it started once it can be seen. */
  start() {
    if (this.#away) this.runs.reset();
    else this.runs.start();
  }

  /** A paused run is to go on, or an idle one to start. @returns {boolean} whether that has to wait */
  defer() {
    if (!this.#away) return false;
    this.#interrupted = this.runs.state() === "paused";
    return true;
  }

  /** Nothing is to start by itself any more. */
  cancel() {
    this.#interrupted = false;
  }

  /** @param {boolean} away */
  leave(away) {
    if (away === this.#away) return;
    this.#away = away;
    const state = this.runs.state();
    if (away && state === "running") {
      this.#interrupted = true;
      this.runs.toggle();
    } else if (away && state !== "paused") {
      this.runs.dismiss();
    } else if (!away && state === "paused" && this.#interrupted) {
      this.#interrupted = false;
      this.runs.toggle();
    } else if (!away && state === "idle" && this.runs.wanted()) {
      this.runs.start();
    }
  }
}
