/**
 * The clock of the phase portrait: its trajectories grow on the screen while the ensembles are
 * being computed. It pauses with the run.
 */

/** Duration of the growth of the trajectories, in milliseconds. */
const LENGTH = 8000;

const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Playback {
  /** The shown fraction of the trajectories, from 0 to 1. */
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

  /** Restarts, unless the reader prefers reduced motion. @param {number} frame shortest time between two frames, in milliseconds */
  start(frame) {
    if (still.matches) return;
    this.#frame = frame;
    this.moment = 0;
    this.#paused = false;
    this.#ask();
  }

  /** Shows the whole trajectories. */
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

/** True if there are trajectories. @param {import("../../wasm/stepsieve.js").Outcome | null} outcome */
export function hasPortrait(outcome) {
  return Boolean(outcome?.comparison?.ensembles.some(({ portrait }) => portrait));
}
