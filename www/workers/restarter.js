/**
 * When to restart while a slider is being dragged. Restarting at every movement would never let a
 * run get as far as its first curve; waiting for the end of the drag would show nothing until
 * then. So a run that has shown nothing yet is let be while the movements go on, and ended by the
 * first pause in them.
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

  /** The experiment has changed. @param {boolean} moving true if more changes are to be expected */
  changed(moving) {
    clearTimeout(this.#alarm);
    if (moving && this.#young) this.#alarm = setTimeout(() => this.#now(), PAUSE);
    else this.#now();
  }

  /** The run under way has shown a curve, or has ended without one. */
  shown() {
    this.#young = false;
    if (this.#alarm !== undefined) this.#now();
  }

  /** No run is wanted any more. */
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
