/** A preview of a demo in a document of a given width. */

import { element } from "../app/dom.js";
import { spoken } from "../app/language.js";
import "../stepsieve-demo.js";

export class Preview {
  /** @type {HTMLElement | null} */
  #demo = null;
  #width = 0;
  /** Scales down a document wider than the available space. */
  #fitting = new ResizeObserver(() => requestAnimationFrame(() => this.#fit()));

  /** @param {(height: number) => void} heard receives the height of all of it, whenever it changes */
  constructor(heard) {
    this.element = element("div", { class: "preview" });
    this.element.addEventListener("stepsieve-height", (event) => heard(/** @type {CustomEvent} */ (event).detail.height));
  }

  /**
   * Replaces the demo, whose workers end, by another.
   * @param {Record<string, string | boolean>} attributes of the demo
   * @param {number} width of the document, in CSS pixels
   */
  show(attributes, width) {
    this.dismiss();
    this.#width = width;
    const demo = /** @type {HTMLElement} */ (element(/** @type {any} */ ("stepsieve-demo"), { ...attributes, lang: spoken }));
    this.#demo = demo;
    this.element.append(demo);
    this.#fitting.observe(this.element);
    this.#fitting.observe(demo);
  }

  dismiss() {
    this.#fitting.disconnect();
    this.#demo?.remove();
    this.#demo = null;
  }

  #fit() {
    if (!this.#demo) return;
    const scale = Math.min(1, this.element.clientWidth / this.#width);
    this.#demo.style.width = `${this.#width}px`;
    this.#demo.style.scale = String(scale);
    this.element.style.height = `${scale * this.#demo.offsetHeight}px`;
  }
}
