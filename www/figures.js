/**
 * The figures: one canvas each, as sharp as the screen, drawn a few at a time so that no frame has
 * to wait, with a read-out under the pointer.
 *
 * @typedef {"potential" | "zoom" | "positions" | "momenta" | "convergence"} Figure
 * @typedef {{ x: number, y: number, lines: { label: string, value: string }[] }} Reading
 * @typedef {{ theme: string, ratio: number, zoom: [number, number] }} Look
 * @typedef {{
 *   draw: (canvas: HTMLCanvasElement, figure: Figure, look: Look) => void,
 *   probe: (figure: Figure, x: number, y: number) => Reading | null | undefined,
 *   alternative: (figure: Figure) => string,
 * }} Painter
 */

import { element } from "./dom.js";
import { texts } from "./texts.js";

/** @type {Figure[]} */
const FIGURES = ["potential", "zoom", "positions", "momenta", "convergence"];
/** Drawing goes on in the next frame after so many milliseconds. */
const BUDGET = 8;

export class Figures {
  /** @type {Map<Figure, { canvas: HTMLCanvasElement, readout: HTMLElement, cross: HTMLElement, element: HTMLElement }>} */
  #frames = new Map();
  /** Figures that are out of date, the largest first. @type {Set<Figure>} */
  #stale = new Set();
  #asked = 0;

  /**
   * @param {Painter} painter
   * @param {{ look: () => Omit<Look, "ratio">, drawn: () => void }} hooks `drawn` is called when every figure is up to date
   */
  constructor(painter, hooks) {
    this.painter = painter;
    this.hooks = hooks;
    const watch = new ResizeObserver((entries) => {
      for (const { target } of entries) this.touch(/** @type {Figure} */ (target.getAttribute("data-figure")));
    });
    for (const figure of FIGURES) {
      this.#frames.set(figure, this.#frame(figure));
      watch.observe(this.canvas(figure));
    }
    // The density of the screen changes with the browser's zoom and between screens.
    addEventListener("resize", () => this.touch());
    document.addEventListener("visibilitychange", () => this.touch());
  }

  get elements() {
    return [...this.#frames.values()].map((frame) => frame.element);
  }

  /** @param {Figure} figure */
  element(figure) {
    return this.#get(figure).element;
  }

  /** @param {Figure} figure */
  canvas(figure) {
    return this.#get(figure).canvas;
  }

  /** Says that figures are out of date; all of them unless named. @param {...Figure} figures */
  touch(...figures) {
    for (const figure of figures.length ? figures : FIGURES) this.#stale.add(figure);
    // A hidden page gets no frames, and its run must not wait for any.
    if (document.hidden) this.hooks.drawn();
    else if (!this.#asked) this.#asked = requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    this.#asked = 0;
    const until = performance.now() + BUDGET;
    for (const figure of FIGURES) {
      if (!this.#stale.delete(figure)) continue;
      this.#draw(figure);
      if (performance.now() > until) break;
    }
    if (this.#stale.size) this.#asked = requestAnimationFrame(() => this.#paint());
    else this.hooks.drawn();
  }

  /** @param {Figure} figure */
  #draw(figure) {
    const { canvas } = this.#get(figure);
    const ratio = devicePixelRatio;
    const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
    if (width === 0 || height === 0) return;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    this.painter.draw(canvas, figure, { ...this.hooks.look(), ratio });
    canvas.setAttribute("aria-label", this.painter.alternative(figure));
  }

  /** @param {Figure} figure */
  #get(figure) {
    const frame = this.#frames.get(figure);
    if (!frame) throw new Error(`There is no figure ${figure}.`);
    return frame;
  }

  /** @param {Figure} figure */
  #frame(figure) {
    const canvas = element("canvas", {
      id: `figure-${figure}`,
      role: "img",
      "data-figure": figure,
      "aria-label": texts.figure_titles[figure],
      onpointermove: (/** @type {PointerEvent} */ event) => this.#read(figure, event),
      onpointerdown: (/** @type {PointerEvent} */ event) => this.#read(figure, event),
      onpointerleave: () => this.#hide(figure),
      onpointercancel: () => this.#hide(figure),
    });
    const readout = element("div", { class: "readout", "aria-hidden": "true" });
    const cross = element("div", { class: "cross", "aria-hidden": "true" });
    readout.hidden = cross.hidden = true;
    const made = element(
      "figure",
      { class: `figure ${figure}` },
      element("figcaption", {}, element("strong", {}, texts.figure_titles[figure]), " ", element("span", {}, texts.figure_notes[figure])),
      element("div", { class: "canvas" }, canvas, cross, readout),
    );
    return { canvas, readout, cross, element: made };
  }

  /**
   * Shows what the figure holds under the pointer.
   * @param {Figure} figure
   * @param {PointerEvent} event
   */
  #read(figure, { offsetX, offsetY }) {
    const { canvas, readout, cross } = this.#get(figure);
    const ratio = devicePixelRatio;
    const reading = this.painter.probe(figure, offsetX * ratio, offsetY * ratio);
    readout.hidden = cross.hidden = !reading;
    if (!reading) return;
    readout.replaceChildren(
      ...reading.lines.map(({ label, value }) => element("div", {}, element("span", {}, label), element("b", {}, value))),
    );
    const [x, y] = [reading.x / ratio, reading.y / ratio];
    cross.style.translate = `${x}px ${y}px`;
    const left = x > canvas.clientWidth / 2 ? x - readout.offsetWidth - 12 : x + 12;
    const top = Math.min(Math.max(0, y - readout.offsetHeight / 2), canvas.clientHeight - readout.offsetHeight);
    readout.style.translate = `${Math.max(0, left)}px ${top}px`;
  }

  /** @param {Figure} figure */
  #hide(figure) {
    const { readout, cross } = this.#get(figure);
    readout.hidden = cross.hidden = true;
  }
}
