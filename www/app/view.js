/**
 * The view of the potential: the close-up window, or the slice in several dimensions, and the second
 * estimate.
 */

import { element } from "./dom.js";
import { texts } from "./texts.js";
import { Slice } from "../figures/slice.js";
import { Zoom } from "../figures/zoom.js";

/** A window of no width is not marked. @type {[number, number]} */
const NOWHERE = [0, 0];

export class View {
  /** `null` until the figures are loaded. @type {import("../figures/figures.js").Figures | null} */
  #figures = null;
  #zoom = new Zoom((window, committed) => this.#move({ zoom: window }, committed));
  #slice = new Slice((slice, committed) => this.#move({ slice }, committed));
  /** The choice of the second estimate, which a file's rows do not have. @type {HTMLElement | null} */
  #choice = null;
  #both = element("input", { type: "checkbox", id: "both", onchange: () => this.moved() });

  /**
   * @param {import("./state.js").Store} store
   * @param {import("../figures/painter.js").Painter} painter
   * @param {() => void} moved called when the figures of the potential need redrawing
   */
  constructor(store, painter, moved) {
    this.store = store;
    this.painter = painter;
    this.moved = moved;
  }

  /** Adds the controls and follows the pointer. @param {import("../figures/figures.js").Figures} figures */
  attach(figures) {
    this.#figures = figures;
    figures.element("zoom").append(this.#zoom.element, this.#slice.element);
    const both = element("label", {}, this.#both, texts.both_estimates);
    this.#choice = element("div", { class: "zoom-controls second" }, both);
    figures.element("potential").append(this.#choice);
    const canvas = figures.canvas("potential");
    const point = (/** @type {number} */ x, /** @type {number} */ y) =>
      this.painter.point("potential", x * devicePixelRatio, y * devicePixelRatio);
    this.#zoom.attach(canvas, (x) => (this.#several ? null : (point(x, canvas.clientHeight / 2)?.[0] ?? null)));
    this.#slice.attach(canvas, (x, y) => (this.#several && !this.#many ? point(x, y) : null));
  }

  /** The close-up window. @returns {[number, number]} */
  get window() {
    const [from, to] = this.store.state.view.zoom ?? this.painter.defaultZoom();
    return [from, to];
  }

  /** The window to mark: none if the close-up is hidden. */
  get marked() {
    return this.#figures?.element("zoom").hidden ? NOWHERE : this.window;
  }

  /** True if both estimates of the potential are wanted. */
  get both() {
    return /** @type {HTMLInputElement} */ (this.#both).checked;
  }

  get slice() {
    return this.store.state.view.slice;
  }

  /** Updates the controls. */
  show() {
    const { bins, trajectory, ...asked } = this.store.state.experiment;
    // The region of a file's rows is known with their outcome.
    const region = (trajectory && this.painter.shown()?.experiment.region) || asked.region;
    if (this.#choice) this.#choice.hidden = trajectory !== null;
    const { zoom, slice } = this.store.state.view;
    this.#zoom.element.hidden = this.#several;
    this.#slice.element.hidden = !this.#several || this.#many;
    if (this.#many) return;
    if (this.#several) {
      const chosen = slice && slice.length === bins.length + 1 ? slice : this.painter.defaultSlice();
      this.#slice.show(["x", "y", "z"].slice(0, bins.length), region, chosen, !slice);
    } else {
      this.#zoom.show([region.lower[0], region.upper[0]], this.window, !zoom);
    }
  }

  get #several() {
    return this.store.state.experiment.bins.length > 1;
  }

  /** True in more dimensions than a slice goes through. */
  get #many() {
    return this.store.state.experiment.bins.length > 3;
  }

  /**
   * @param {Partial<import("./state.js").View>} change
   * @param {boolean} committed
   */
  #move(change, committed) {
    const { view } = this.store.state;
    this.store.update({ view: { ...view, ...change } }, { committed, gesture: !committed });
    this.show();
    this.moved();
  }
}
