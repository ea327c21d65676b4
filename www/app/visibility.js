/**
 * Only visible pages run. While an embed is scrolled out of view, its run pauses, and a requested
 * run starts when the embed comes into view.
 *
 * @typedef {{ state: () => import("../workers/run.js").RunState, start: () => void, toggle: () => void, reset: () => void, wanted: () => boolean, dismiss: () => void }} Runs
 *   `wanted`: a run has been requested; `dismiss` ends the workers.
 */

export class Visibility {
  #away = false;
  /** True if a run was paused while out of view. */
  #interrupted = false;

  /** @param {Runs} runs */
  constructor(runs) {
    this.runs = runs;
  }

  /** Starts a run, now or once the page is visible. */
  start() {
    if (this.#away) this.runs.reset();
    else this.runs.start();
  }

  /** Resumes a paused run or starts an idle one. @returns {boolean} true if that has to wait */
  defer() {
    if (!this.#away) return false;
    this.#interrupted = this.runs.state() === "paused";
    return true;
  }

  /** Cancels the automatic start. */
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
