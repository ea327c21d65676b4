/**
 * The figures: one canvas each, as sharp as the screen, drawn a few at a time so that no frame has
 * to wait, with a read-out under the pointer.
 *
 * @typedef {(typeof FIGURES)[number]} Figure
 * @typedef {import("../../wasm/stepsieve.js").Tooltip} Reading
 * @typedef {import("../../wasm/stepsieve.js").Look} Look
 * @typedef {{
 *   draw: (canvas: HTMLCanvasElement, figure: Figure, look: Look) => void,
 *   probe: (figure: Figure, x: number, y: number) => Reading | null | undefined,
 *   alternative: (figure: Figure) => string,
 *   svg: (canvas: HTMLCanvasElement, figure: Figure, look: Look) => string,
 *   table: (figure: Figure) => import("../../wasm/stepsieve.js").Table,
 *   data: (figure: Figure, x: number, y: number) => [number, number] | null,
 *   plateau: (x: number, y: number) => { step: number, friction: number } | null,
 * }} Painter
 * @typedef {{ canvas: HTMLCanvasElement, readout: HTMLElement, cross: HTMLElement, element: HTMLElement, title: HTMLElement, note: HTMLElement, at: [number, number] | null }} Frame
 *   `at` is the place pointed at, in CSS pixels.
 */

import { element } from "../app/dom.js";
import { byEngine } from "../app/language.js";
import { texts } from "../app/texts.js";
import { FIGURES } from "../names.js";

/** Figures that only several dimensions have. @type {Figure[]} */
const OF_SEVERAL = ["noise"];
/** Figures that only comparisons have. @type {Figure[]} */
const OF_COMPARISONS = ["portrait", "mean", "correlation", "equilibrium"];
/** Figures that only scans have, and those that only other runs have. @type {Figure[]} */
const OF_SCANS = ["staircase", "scales"];
/** @type {Figure[]} */
const NOT_OF_SCANS = ["zoom", "positions", "momenta", "convergence", "beside"];
/** Drawing goes on in the next frame after so many milliseconds. */
const BUDGET = 8;
/** So many presses of an arrow key lead across a figure. */
const STRIDES = 60;
/** Between the place pointed at and what is said of it, in CSS pixels. */
const GAP = 12;

/**
 * True if a figure is one of an experiment's.
 * @param {Figure} figure
 * @param {number} dimension number of variables
 * @param {"learn" | "compare" | "scan"} kind what is to be found out
 * @param {boolean} [both] true if a staircase stands beside what is learned on it
 */
export function belongs(figure, dimension, kind, both = false) {
  const others = both ? OF_SCANS.filter((figure) => figure !== "staircase") : kind === "scan" ? NOT_OF_SCANS : OF_SCANS;
  return !(
    (dimension === 1 && OF_SEVERAL.includes(figure)) ||
    (kind !== "compare" && OF_COMPARISONS.includes(figure)) ||
    others.includes(figure) ||
    (dimension > 1 && ["scales", "beside"].includes(figure))
  );
}

/**
 * The title of a figure, and a note on its content.
 * @param {number} dimension
 * @param {boolean} [hidden] true if the energy is not drawn
 */
export function captions(dimension, hidden = false) {
  const { figure_titles: titles, figure_notes: notes, figure_titles_several: several, figure_notes_several } = texts;
  if (dimension > 1) return [{ ...titles, ...several }, { ...notes, ...figure_notes_several }];
  return [hidden ? { ...titles, potential: several.potential } : titles, notes];
}

export class Figures {
  /** @type {Map<Figure, Frame>} */
  #frames = new Map();
  /** Figures that are out of date, in the order in which they became so. @type {Set<Figure>} */
  #stale = new Set();
  #asked = 0;
  /** True if a scan has the figures of what is learned from it beside it from the start. */
  together = false;
  /** How many times larger than usual their texts and lines are. */
  enlarged = 1;

  /**
   * @param {Painter} painter
   * @param {{ look: () => Omit<Look, "ratio">, drawn: () => void, say: (sentence: string) => void }} hooks
   *   `drawn` is called when every figure is up to date
   * @param {readonly string[]} [wanted] the figures there are; all of them unless named
   * @param {readonly string[]} [hide] what they do not give away
   */
  constructor(painter, hooks, wanted = FIGURES, hide = []) {
    this.hide = hide;
    this.painter = painter;
    this.hooks = hooks;
    this.wanted = FIGURES.filter((figure) => wanted.includes(figure));
    const watch = new ResizeObserver((entries) => {
      for (const { target } of entries) this.touch(/** @type {Figure} */ (target.getAttribute("data-figure")));
    });
    for (const figure of FIGURES) {
      this.#frames.set(figure, this.#frame(figure));
      watch.observe(this.canvas(figure));
    }
    this.#followDensity();
    document.addEventListener("visibilitychange", () => this.touch());
  }

  /** The density of the screen changes with the browser's zoom, and from one screen to the next. */
  #followDensity() {
    const same = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    const changed = () => {
      this.touch();
      this.#followDensity();
    };
    same.addEventListener("change", changed, { once: true });
  }

  /**
   * Says what the figures are to speak of.
   * @param {number} dimension number of variables
   * @param {"learn" | "compare" | "scan"} kind what is to be found out
   * @param {boolean} scanned true if there is a staircase that what is learned belongs to
   */
  arrange(dimension, kind, scanned) {
    const several = dimension > 1;
    const both = this.together || (scanned && kind === "learn");
    const [titles, notes] = captions(dimension, this.hide.includes("energy"));
    for (const [figure, { element, title, note }] of this.#frames) {
      element.hidden = !belongs(figure, dimension, kind, both) || !this.wanted.includes(figure);
      element.classList.toggle("several", several);
      element.classList.toggle("three", dimension === 3);
      title.textContent = titles[figure];
      note.textContent = notes[figure];
    }
  }

  /** How the figures are looked at. @returns {Look} */
  get look() {
    return { ...this.hooks.look(), ratio: devicePixelRatio * this.enlarged };
  }

  get elements() {
    return [...this.#frames.values()].map((frame) => frame.element);
  }

  /** What a figure is called. @param {Figure} figure */
  title(figure) {
    return this.#get(figure).title.textContent ?? "";
  }

  /** @param {Figure} figure */
  element(figure) {
    return this.#get(figure).element;
  }

  /** @param {Figure} figure */
  canvas(figure) {
    return this.#get(figure).canvas;
  }

  /** The place pointed at in a figure, in CSS pixels. @param {Figure} figure */
  pointed(figure) {
    return this.#get(figure).at;
  }

  /** Draws every figure at once. */
  draw() {
    for (const figure of FIGURES) this.#draw(figure);
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
    // In the order in which they went out of date: one that changes all the time lets others be.
    for (const figure of [...this.#stale]) {
      this.#stale.delete(figure);
      this.#draw(figure);
      if (performance.now() > until) break;
    }
    if (this.#stale.size) this.#asked = requestAnimationFrame(() => this.#paint());
    else this.hooks.drawn();
  }

  /** @param {Figure} figure */
  #draw(figure) {
    const { canvas } = this.#get(figure);
    if (canvas.clientWidth === 0 || canvas.clientHeight === 0) return;
    sharpen(canvas);
    this.painter.draw(canvas, figure, this.look);
    byEngine(canvas).setAttribute("aria-label", this.painter.alternative(figure));
    if (this.#get(figure).at) this.#read(figure);
  }

  /** @param {Figure} figure */
  #get(figure) {
    const frame = this.#frames.get(figure);
    if (!frame) throw new Error(`There is no figure ${figure}.`);
    return frame;
  }

  /** @param {Figure} figure @returns {Frame} */
  #frame(figure) {
    const canvas = element("canvas", {
      id: `figure-${figure}`,
      role: "img",
      tabindex: 0,
      "data-figure": figure,
      "aria-label": texts.figure_titles[figure],
      "aria-describedby": `note-${figure}`,
      onpointermove: (/** @type {PointerEvent} */ event) => this.#point(figure, [event.offsetX, event.offsetY]),
      onpointerdown: (/** @type {PointerEvent} */ event) => this.#point(figure, [event.offsetX, event.offsetY]),
      onpointerleave: () => this.#point(figure, null),
      onpointercancel: () => this.#point(figure, null),
      onblur: () => this.#point(figure, null),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(figure, event),
    });
    const readout = byEngine(element("div", { class: "readout", "aria-hidden": "true" }));
    const cross = element("div", { class: "cross", "aria-hidden": "true" });
    readout.hidden = cross.hidden = true;
    const [title, note] = [element("strong", {}, texts.figure_titles[figure]), element("span", { id: `note-${figure}` }, texts.figure_notes[figure])];
    const made = element(
      "figure",
      { class: `figure ${figure}` },
      element("figcaption", {}, title, " ", note),
      element("div", { class: "canvas" }, canvas, cross, readout),
    );
    return { canvas, readout, cross, element: made, title, note, at: null };
  }

  /**
   * Points at a place of the figure, in CSS pixels, or at none.
   * @param {Figure} figure
   * @param {[number, number] | null} at
   */
  #point(figure, at) {
    this.#get(figure).at = at;
    this.#read(figure);
  }

  /**
   * The arrow keys point at places, and what is there is said aloud.
   * @param {Figure} figure
   * @param {KeyboardEvent} event
   */
  #key(figure, event) {
    const { canvas, at } = this.#get(figure);
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    // A little above the middle, which of two plots one above the other belongs to neither.
    const [x, y] = at ?? [width / 2, 0.4 * height];
    const moved = { ArrowLeft: x - width / STRIDES, ArrowRight: x + width / STRIDES, Home: width / 8, End: width * 0.95 }[event.key];
    // Where a figure is a plane, up and down lead somewhere too; elsewhere they scroll the page.
    const plane = figure === "portrait" || this.element(figure).classList.contains("several");
    const raised = plane ? { ArrowUp: y - height / STRIDES, ArrowDown: y + height / STRIDES }[event.key] : undefined;
    if (event.key === "Escape") this.#point(figure, null);
    if (moved === undefined && raised === undefined) return;
    event.preventDefault();
    this.#point(figure, [Math.max(0, Math.min(width, moved ?? x)), Math.max(0, Math.min(height, raised ?? y))]);
    const reading = this.#read(figure);
    if (reading) this.hooks.say(reading.lines.map(({ label, value }) => `${label} ${value}`).join(", "));
  }

  /**
   * Shows what the figure holds at the place pointed at.
   * @param {Figure} figure
   * @returns {Reading | null}
   */
  #read(figure) {
    const { canvas, readout, cross, at } = this.#get(figure);
    const ratio = devicePixelRatio;
    const reading = (at && this.painter.probe(figure, at[0] * ratio, at[1] * ratio)) ?? null;
    readout.hidden = cross.hidden = !reading;
    if (!reading) return null;
    readout.replaceChildren(
      ...reading.lines.map(({ label, value }) => element("div", {}, element("span", {}, label), element("b", {}, value))),
    );
    const [x, y] = [reading.x / ratio, reading.y / ratio];
    cross.style.translate = `${x}px ${y}px`;
    const left = x > canvas.clientWidth / 2 ? x - readout.offsetWidth - GAP : x + GAP;
    const top = Math.min(Math.max(0, y - readout.offsetHeight / 2), canvas.clientHeight - readout.offsetHeight);
    readout.style.translate = `${Math.max(0, left)}px ${top}px`;
    return reading;
  }
}

/** Makes a canvas as sharp as the screen. @param {HTMLCanvasElement} canvas */
export function sharpen(canvas) {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((length) => Math.round(length * devicePixelRatio));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return canvas;
}
