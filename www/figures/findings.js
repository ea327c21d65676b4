/**
 * The result that is shown, and its experiment: the outcome of the experiment in force, or the one before,
 * which stands in for it by its name, or none. The figures' painter says which; the report follows.
 *
 * @typedef {import("./painter.js").Painter} Painter
 * @typedef {import("./report.js").Report} Report
 */

import { Beside } from "./comparison.js";
import { texts } from "../app/texts.js";

export class Findings {
  #painter;
  #report;
  #presets;
  #beside;
  /** The outcome that figures and report show: that of the experiment in force, or what stands in for it. @type {import("../../wasm/stepsieve.js").Outcome | null} */
  #shown = null;
  /** The outcome of the experiment in force, once there is one. @type {import("../../wasm/stepsieve.js").Outcome | null} */
  outcome = null;

  /**
   * @param {Painter} painter
   * @param {Report} report
   * @param {{ name: string, title: string }[]} presets
   */
  constructor(painter, report, presets) {
    this.#painter = painter;
    this.#report = report;
    this.#presets = presets;
    this.#beside = new Beside(painter);
  }

  /**
   * Another experiment is about to be in force: what was found is not its own. An outcome may stay
   * beside what is to come.
   * @param {import("../../wasm/stepsieve.js").Outcome | null} beside
   */
  leave(beside) {
    this.#beside.keep(beside);
    this.outcome = null;
  }

  /**
   * Puts an experiment in force, of which nothing has been found.
   * @param {import("../../wasm/stepsieve.js").Experiment} experiment
   * @param {boolean} awaits true if an outcome is to come, for which the one before may stand in
   */
  begin(experiment, awaits) {
    this.#painter.sketch(experiment);
    this.outcome = null;
    if (!awaits) this.#painter.settle();
    if (!this.#painter.stale) this.#shown = null;
    this.#tell();
  }

  /**
   * Takes in an outcome.
   * @param {Uint8Array} bytes
   * @returns {boolean} whether it is of the experiment in force
   */
  take(bytes) {
    const own = this.#painter.load(bytes);
    this.#shown = this.#painter.shown();
    this.outcome = own ? this.#shown : null;
    this.#tell();
    return own;
  }

  /** No outcome is to come. @returns {boolean} whether one had stood in for it, which is gone now */
  settle() {
    if (!this.#painter.stale) return false;
    this.#painter.settle();
    this.#shown = null;
    this.#tell();
    return true;
  }

  /** Makes the figures anew, with what had been found of the experiment in force. */
  renew() {
    this.#painter.renew();
    this.#shown = this.outcome;
    this.#tell();
  }

  #tell() {
    const before = !this.#shown || this.outcome === this.#shown ? null : this.#name(this.#shown.experiment);
    this.#report.tell(this.#shown, { before, other: this.#beside.outcome, cost: this.#painter.cost() });
  }

  /** What an experiment is called, in a few words. @param {import("../../wasm/stepsieve.js").Experiment} experiment */
  #name({ potential: { preset, formula }, kind, step }) {
    const title = this.#presets.find(({ name }) => name === preset)?.title;
    return texts.experiment_name(title ?? formula ?? texts.hidden.name, kind === "scan" ? null : step);
  }
}
