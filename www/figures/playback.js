/**
 * The clock of the phase portrait: its trajectories grow on the screen while the ensembles are
 * still being computed. It stands still while the run does.
 */

/** How long the trajectories take to grow, in milliseconds. */
const LENGTH = 8000;

const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Playback {
  /** How far the trajectories are shown, from 0 to 1. */
  moment = 1;
  /** Shortest time between two frames, in milliseconds. */
  #frame = 0;
  #shown = 0;
  #asked = 0;
  #paused = false;

  /** @param {() => void} changed called whenever the moment has changed */
  constructor(changed) {
    this.changed = changed;
  }

  /** Begins anew, unless the reader wants no motion. @param {number} frame shortest time between two frames, in milliseconds */
  start(frame) {
    if (still.matches) return;
    this.#frame = frame;
    this.moment = 0;
    this.#paused = false;
    this.#ask();
  }

  /** Shows everything there is. */
  stop() {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
    this.moment = 1;
  }

  /** @param {boolean} paused */
  pause(paused) {
    if (paused === this.#paused) return;
    this.#paused = paused;
    if (!paused && this.moment < 1) this.#ask();
  }

  #ask() {
    cancelAnimationFrame(this.#asked);
    this.#shown = performance.now();
    this.#asked = requestAnimationFrame((now) => this.#advance(now));
  }

  /** @param {number} now */
  #advance(now) {
    if (this.#paused) return;
    const passed = now - this.#shown;
    if (passed >= this.#frame) {
      this.#shown = now;
      this.moment = Math.min(1, this.moment + passed / LENGTH);
      this.changed();
    }
    if (this.moment < 1) this.#asked = requestAnimationFrame((next) => this.#advance(next));
  }
}

/** True if there are trajectories to be shown. @param {import("../../wasm/stepsieve.js").Outcome | null} outcome */
export function hasPortrait(outcome) {
  return Boolean(outcome?.comparison?.ensembles.some(({ portrait }) => portrait));
}
