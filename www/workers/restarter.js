/**
 * Restarts runs while a slider is dragged. With a restart at every movement no run would reach its
 * first curve; a restart at the end of the drag would show nothing until then. So a run without a
 * curve continues through the movements and ends at the first pause in them.
 */

/** A movement this long after the last one counts as a pause, in milliseconds. */
const PAUSE = 20;

export class Restarter {
  /** True if the run under way has yet to show its first curve. */
  #young = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #alarm;

  /** @param {() => void} start starts the newest experiment */
  constructor(start) {
    this.start = start;
  }

  /** The experiment has changed. @param {boolean} moving true if more changes may follow */
  changed(moving) {
    clearTimeout(this.#alarm);
    if (moving && this.#young) this.#alarm = setTimeout(() => this.#now(), PAUSE);
    else this.#now();
  }

  /** The run has shown a curve, or has ended without one. */
  shown() {
    this.#young = false;
    if (this.#alarm !== undefined) this.#now();
  }

  /** Cancels the pending restart. */
  cancel() {
    clearTimeout(this.#alarm);
    this.#alarm = undefined;
    this.#young = false;
  }

  #now() {
    this.cancel();
    this.#young = true;
    this.start();
  }
}
