/**
 * The transport: starts, pauses, steps and resets the run of the current experiment, for its
 * buttons and for scripts. No run starts while a control holds an invalid value.
 *
 * @typedef {import("../workers/run.js").RunState} RunState
 * @typedef {{
 *   run: import("../workers/run.js").Run,
 *   visibility: import("./visibility.js").Visibility,
 *   store: import("./state.js").Store,
 *   controls: import("../controls/controls.js").Controls,
 *   editing: import("../controls/editing.js").Editing,
 *   restart: () => void,
 *   forget: () => void,
 * }} Parts  `restart` clears the results of a run that starts again; `forget` clears all results.
 */

import { byId } from "./dom.js";
import { hinder } from "./notice.js";

export class Transport {
  #parts;
  /** True once no run can start any more. */
  stopped = false;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** Attaches the buttons' events. */
  attach() {
    const run = byId("run");
    /** The state when the button was pressed: a run may start or end before the click. @type {RunState | undefined} */
    let pressed;
    run.addEventListener("pointerdown", () => (pressed = this.state));
    run.addEventListener("click", () => {
      this.toggle(pressed);
      pressed = undefined;
    });
    byId("step").addEventListener("click", () => this.step());
    byId("reset").addEventListener("click", () => this.reset());
  }

  get state() {
    return this.#parts.run.state;
  }

  /** Starts a run, pauses it, or resumes it. @param {RunState} [before] the state at the request */
  toggle(before = this.state) {
    if (this.#blocked()) return;
    const { run, store } = this.#parts;
    // Since the press, a typed value may have started a run, or the run to pause may have ended.
    if ((before === "running") === (this.state === "running")) {
      this.#clear();
      run.toggle(store.state.experiment);
    }
    // A paused run is not asked for: neither *Undo* nor a new visit resumes it from zero.
    store.update({ run: this.state !== "paused" && this.state !== "idle" });
  }

  /** Starts a run unless there is one. */
  run() {
    if (this.state === "running") return;
    if (this.#parts.visibility.defer()) this.#parts.store.update({ run: true });
    else this.toggle();
  }

  pause() {
    this.#parts.visibility.cancel();
    if (this.state === "running") this.toggle();
    else if (this.state === "idle") this.#parts.store.update({ run: false });
  }

  step() {
    if (this.#blocked()) return;
    this.#clear();
    this.#parts.run.step(this.#parts.store.state.experiment);
  }

  /** Clears the results of a run that has ended, before the next one. */
  #clear() {
    if (this.state === "finished" || this.state === "failed") this.#parts.restart();
  }

  reset() {
    const { run, store, forget } = this.#parts;
    run.reset();
    forget();
    store.update({ run: false });
  }

  /** True if no run can start; shows the reason beside the button and focuses the control. */
  #blocked() {
    const { controls, editing } = this.#parts;
    controls.settle();
    if (this.stopped) return true;
    const blocked = this.state !== "running" && editing.drafts.size > 0;
    hinder(blocked ? editing.problems : null);
    if (blocked) controls.focusInvalid();
    return blocked;
  }
}
