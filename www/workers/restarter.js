/**
 * Restarts runs while a slider is dragged. With a restart at every movement, no run would reach its
 * first curve; with a restart at the end of the drag, nothing would appear until then. So a run
 * without a curve yet continues during the movements, and the first pause restarts it.
 */

/** A movement this long after the last one counts as a pause, in milliseconds. */
const PAUSE = 20;

export class Restarter {
  /** True until the current run has shown its first curve. */
  #young = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #alarm;

  /** @param {() => void} start starts the newest experiment */
  constructor(start) {
    this.start = start;
  }

  /** Reports a change of the experiment. @param {boolean} moving true if more changes follow */
  changed(moving) {
    clearTimeout(this.#alarm);
    if (moving && this.#young) this.#alarm = setTimeout(() => this.#now(), PAUSE);
    else this.#now();
  }

  /** Reports that the current run has shown a curve, or has ended without one. */
  shown() {
    this.#young = false;
    if (this.#alarm !== undefined) this.#now();
  }

  /** Cancels a pending restart. */
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
