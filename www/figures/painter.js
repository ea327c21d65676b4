/**
 * The engine's figures and their data: if an internal error stops the engine, the figures are
 * remade from the data kept here.
 *
 * @typedef {import("./figures.js").Figure} Figure
 * @typedef {import("../../wasm/stepsieve.js").Look} Look
 * @typedef {{ experiment: import("../../wasm/stepsieve.js").Experiment | null, bytes: Uint8Array }} Kept  An outcome with its experiment.
 */

import { inWords, voice } from "../app/in-words.js";

export class Painter {
  #engine;
  #hide;
  /** `null` once the engine has stopped for good. @type {import("../../wasm/stepsieve.js").Figures | null} */
  #figures;
  /** The current experiment. @type {import("../../wasm/stepsieve.js").Experiment | null} */
  #experiment = null;
  /** Its outcome, the last scan, and the outcome kept for comparison. @type {{ last: Kept | null, scan: Kept | null, other: Kept | null }} */
  #kept = { last: null, scan: null, other: null };

  /**
   * @param {Pick<typeof import("../workers/engine.js"), "Figures">} engine
   * @param {readonly string[]} [hide] the parts hidden in figures and outcomes
   */
  constructor(engine, hide = []) {
    this.#engine = engine;
    this.#hide = hide.join();
    this.#figures = this.#made();
  }

  /** Figures that speak the language of the page. */
  #made() {
    const figures = new this.#engine.Figures(this.#hide);
    if (voice) figures.speak(voice);
    return figures;
  }

  /** Remakes the figures in a restarted engine. */
  renew() {
    const { last, scan, other } = this.#kept;
    const figures = this.#made();
    const load = (/** @type {Kept | null} */ kept) => {
      if (!kept) return;
      if (kept.experiment) figures.show_energy(kept.experiment);
      figures.load(kept.bytes);
    };
    load(scan);
    load(other);
    if (other) figures.compare(true);
    if (this.#experiment) figures.show_energy(this.#experiment);
    load(last);
    figures.settle();
    this.#figures = figures;
  }

  /** Ends all drawing. */
  stop() {
    this.#figures = null;
  }

  /** Sets the current experiment. @param {import("../../wasm/stepsieve.js").Experiment} experiment */
  showEnergy(experiment) {
    this.#experiment = experiment;
    this.#kept.last = null;
    this.#figures?.show_energy(experiment);
  }

  /**
   * Receives an outcome of a study.
   * @param {Uint8Array} bytes
   * @returns {boolean} true if it belongs to the current experiment; a late one is only a stand-in
   */
  load(bytes) {
    if (!this.#figures?.load(bytes)) return false;
    const kept = { experiment: this.#experiment, bytes };
    this.#kept.last = kept;
    if (this.#experiment?.scan) this.#kept.scan = kept;
    return true;
  }

  /** Keeps the last outcome for comparison, or forgets the kept one. @param {boolean} keep */
  compare(keep) {
    this.#kept.other = keep ? this.#kept.last : null;
    this.#figures?.compare(keep);
  }

  /** Forgets the outcome of the current experiment, whose run starts again. */
  restart() {
    this.#kept.last = null;
    if (this.#experiment?.scan) this.#kept.scan = null;
    this.#figures?.restart();
  }

  /** Forgets the outcomes. */
  clear() {
    this.#kept.last = this.#kept.scan = null;
    this.#figures?.clear();
  }

  /** Reports that no outcome follows, and removes the stand-in. */
  settle() {
    this.#figures?.settle();
  }

  /** True if figures show the outcome of the previous experiment. */
  get stale() {
    return this.#figures?.stale() ?? false;
  }

  /** True if there is a scan of the shown potential. */
  get scanned() {
    return this.#figures?.scanned() ?? false;
  }

  /** The shown outcome, of the current or the previous experiment. */
  shown() {
    return this.#figures?.shown() ?? null;
  }

  cost() {
    return this.#figures?.cost() ?? null;
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Figure} figure
   * @param {Look} look
   */
  draw(canvas, figure, look) {
    this.#figures?.draw(canvas, figure, look);
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Figure} figure
   * @param {Look} look
   */
  svg(canvas, figure, look) {
    return this.#figures?.svg(canvas, figure, look) ?? "";
  }

  /** @param {Figure} figure */
  table(figure) {
    return this.#figures?.table(figure) ?? { columns: [], rows: [] };
  }

  /** The alternative text of a figure. @param {Figure} figure */
  alternative(figure) {
    return inWords(...(this.#figures ? [this.#figures.alternative(figure)] : []));
  }

  /**
   * @param {Figure} figure
   * @param {number} x in device pixels
   * @param {number} y
   */
  probe(figure, x, y) {
    return this.#figures?.probe(figure, x, y) ?? null;
  }

  /**
   * @param {Figure} figure
   * @param {number} x
   * @param {number} y
   */
  point(figure, x, y) {
    return this.#figures?.point(figure, x, y) ?? null;
  }

  /**
   * @param {Figure} figure
   * @param {number} x
   * @param {number} y
   */
  data(figure, x, y) {
    return this.#figures?.data(figure, x, y) ?? null;
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  plateau(x, y) {
    return this.#figures?.plateau(x, y) ?? null;
  }

  /**
   * Lets the walkers go on. @returns {number | undefined} the moment reached, in steps; none without walkers
   * @param {number} to
   * @param {number} most steps of this call
   * @param {number} followed
   */
  walk(to, most, followed) {
    return this.#figures?.walk(to, most, followed);
  }

  /**
   * @param {HTMLCanvasElement} canvas over that of their figure
   * @param {Look} look
   */
  drawWalkers(canvas, look) {
    this.#figures?.draw_walkers(canvas, look);
  }

  /**
   * The walker nearest to a place, and its distance, in device pixels.
   * @param {number} x
   * @param {number} y
   */
  walkerAt(x, y) {
    return this.#figures?.walker_at(x, y) ?? null;
  }

  /**
   * Holds a copy of a walker at a place.
   * @param {number} walker
   * @param {number} x in device pixels
   * @param {number} y
   */
  hold(walker, x, y) {
    this.#figures?.hold(walker, x, y);
  }

  /** Lets go of it. */
  release() {
    this.#figures?.release();
  }

  /** The automatic zoom window. @returns {number[]} */
  defaultZoom() {
    return [...(this.#figures?.default_zoom() ?? [0, 1])];
  }

  /** The automatic slice. @returns {number[]} */
  defaultSlice() {
    return [...(this.#figures?.default_slice() ?? [])];
  }
}
