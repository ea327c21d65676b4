/**
 * The shown result: the outcome of the current experiment, or that of the previous one under its
 * name, or none. The figures' painter decides; the report follows.
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
  /** The shown outcome, of the current or the previous experiment. @type {import("../../wasm/stepsieve.js").Outcome | null} */
  #shown = null;
  /** The outcome of the current experiment, once available. @type {import("../../wasm/stepsieve.js").Outcome | null} */
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
   * Prepares for another experiment, to which the last outcome does not belong. One outcome may
   * stay for comparison.
   * @param {import("../../wasm/stepsieve.js").Outcome | null} beside
   */
  leave(beside) {
    this.#beside.keep(beside);
    this.outcome = null;
  }

  /**
   * Sets the current experiment, without an outcome yet.
   * @param {import("../../wasm/stepsieve.js").Experiment} experiment
   * @param {boolean} awaits true if an outcome follows; until then the previous one may be shown
   */
  begin(experiment, awaits) {
    this.#painter.showEnergy(experiment);
    this.outcome = null;
    if (!awaits) this.#painter.settle();
    if (!this.#painter.stale) this.#shown = null;
    this.#tell();
  }

  /**
   * Receives an outcome.
   * @param {Uint8Array} bytes
   * @returns {boolean} true if it belongs to the current experiment
   */
  take(bytes) {
    const own = this.#painter.load(bytes);
    this.#shown = this.#painter.shown();
    this.outcome = own ? this.#shown : null;
    this.#tell();
    return own;
  }

  /** Reports that no outcome follows. @returns {boolean} true if a previous one was shown, now removed */
  settle() {
    if (!this.#painter.stale) return false;
    this.#painter.settle();
    this.#shown = null;
    this.#tell();
    return true;
  }

  /** Remakes the figures from the outcome of the current experiment. */
  renew() {
    this.#painter.renew();
    this.#shown = this.outcome;
    this.#tell();
  }

  #tell() {
    const before = !this.#shown || this.outcome === this.#shown ? null : this.#name(this.#shown.experiment);
    this.#report.tell(this.#shown, { before, other: this.#beside.outcome, cost: this.#painter.cost() });
  }

  /** A short name of an experiment. @param {import("../../wasm/stepsieve.js").Experiment} experiment */
  #name({ potential: { preset, formula, file }, scan, step, trajectory }) {
    if (trajectory) return file ?? texts.hidden.name;
    const title = this.#presets.find(({ name }) => name === preset)?.title;
    return texts.experiment_name(title ?? formula ?? texts.hidden.name, scan ? null : step);
  }
}
