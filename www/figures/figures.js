/**
 * The figures: one canvas each at screen resolution, a few drawn per frame to keep frames short,
 * with a read-out under the pointer.
 *
 * @typedef {(typeof FIGURES)[number]} Figure
 * @typedef {import("../../wasm/stepsieve.js").Tooltip} Reading
 * @typedef {import("../../wasm/stepsieve.js").Look} Look
 * @typedef {{
 *   draw: (canvas: HTMLCanvasElement, figure: Figure, look: Look) => void,
 *   probe: (figure: Figure, x: number, y: number) => Reading | null | undefined,
 *   alternative: (figure: Figure) => ReturnType<typeof inWords>,
 *   svg: (canvas: HTMLCanvasElement, figure: Figure, look: Look) => string,
 *   table: (figure: Figure) => import("../../wasm/stepsieve.js").Table,
 *   data: (figure: Figure, x: number, y: number) => [number, number] | null,
 *   plateau: (x: number, y: number) => { step: number, friction: number } | null,
 * } & Pick<import("./painter.js").Painter, "walk" | "drawWalkers" | "walkerAt" | "hold" | "release">} Painter
 * @typedef {{ canvas: HTMLCanvasElement, tooltip: HTMLElement, cross: HTMLElement, element: HTMLElement, title: HTMLElement, note: HTMLElement, at: [number, number] | null }} Frame
 *   `at` is the place pointed at, in CSS pixels.
 */

import { element } from "../app/dom.js";
import { describe, inWords, say } from "../app/in-words.js";
import { texts } from "../app/texts.js";
import { FIGURES, MOST_GRIDDED } from "../names.js";

/** Figures for several dimensions only. @type {Figure[]} */
const OF_SEVERAL = ["noise"];
/** Figures of comparisons only. @type {Figure[]} */
const OF_COMPARISONS = ["portrait", "mean", "correlation", "equilibrium"];
/** Figures of scans only, and below those of other runs only. @type {Figure[]} */
const OF_SCANS = ["staircase", "scales"];
/** @type {Figure[]} */
const NOT_OF_SCANS = ["zoom", "positions", "momenta", "convergence", "agreement", "beside"];
/** Figures of what a file's rows tell. @type {Figure[]} */
const OF_ROWS = ["potential", "zoom", "positions"];
/** Figures over a grid or along a line, which end at three dimensions. @type {Figure[]} */
const OF_GRIDS = ["zoom", "positions", "agreement", "beside"];
/** The drawing time per frame, in milliseconds. */
const BUDGET = 8;
/** The number of arrow key presses across a figure. */
const STRIDES = 60;
/** Distance from the pointer to the read-out, in CSS pixels. */
const GAP = 12;

/**
 * True if an experiment has a figure.
 * @param {Figure} figure
 * @param {number} dimension number of variables
 * @param {"auto" | "learn" | "compare" | "scan" | "rows"} kind the mode, or that of a file's rows
 * @param {boolean} [both] true if a staircase is shown beside the potential learned on it
 */
export function belongs(figure, dimension, kind, both = false) {
  if (kind === "rows") return OF_ROWS.includes(figure);
  const others = both ? OF_SCANS.filter((figure) => figure !== "staircase") : kind === "scan" ? NOT_OF_SCANS : OF_SCANS;
  return !(
    (dimension > MOST_GRIDDED && OF_GRIDS.includes(figure)) ||
    (dimension === 1 && OF_SEVERAL.includes(figure)) ||
    (kind !== "compare" && OF_COMPARISONS.includes(figure)) ||
    others.includes(figure) ||
    (dimension > 1 && figure === "scales")
  );
}

/**
 * The title of a figure, and a note on its content.
 * @param {number} dimension
 * @param {boolean} [hidden] true if the energy is not drawn
 */
export function captions(dimension, hidden = false) {
  const { figure_titles: titles, figure_notes: notes, figure_titles_several: several, figure_notes_several } = texts;
  const many = texts.figure_titles_many;
  const notes_many = texts.figure_notes_many;
  if (dimension > MOST_GRIDDED) return [{ ...titles, ...several, ...many }, { ...notes, ...figure_notes_several, ...notes_many }];
  if (dimension > 1) return [{ ...titles, ...several }, { ...notes, ...figure_notes_several }];
  return [hidden ? { ...titles, potential: several.potential } : titles, notes];
}

export class Figures {
  /** @type {Map<Figure, Frame>} */
  #frames = new Map();
  /** Figures that are out of date, in the order in which they became so. @type {Set<Figure>} */
  #stale = new Set();
  #asked = 0;
  /** True if a scan shows the figures of its learned potential from the start. */
  together = false;
  /** The magnification of texts and lines. */
  enlarged = 1;
  /** The two coordinates in which walkers are seen. @type {[number, number]} */
  plane = [0, 1];

  /**
   * @param {Painter} painter
   * @param {{ look: () => Omit<Look, "ratio">, drawn: () => void, say: (sentence: string, engines: boolean) => void }} hooks
   *   `drawn` is called when every figure is up to date
   * @param {readonly string[]} [wanted] the available figures, by default all
   * @param {readonly string[]} [hide] the hidden parts
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

  /** The pixel ratio changes with the browser's zoom and with the screen. */
  #followDensity() {
    const same = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    const changed = () => {
      this.touch();
      this.#followDensity();
    };
    same.addEventListener("change", changed, { once: true });
  }

  /**
   * Sets the experiment of the figures.
   * @param {number} dimension number of variables
   * @param {"auto" | "learn" | "compare" | "scan" | "rows"} kind the mode, or that of a file's rows
   * @param {boolean} scanned true if the learned potential belongs to a staircase
   */
  arrange(dimension, kind, scanned) {
    const several = dimension > 1;
    const both = this.together || (scanned && kind === "learn");
    const [titles, notes] = captions(dimension, kind === "rows" || this.hide.includes("energy"));
    const hides = (/** @type {Figure} */ figure) => !belongs(figure, dimension, kind, both) || !this.wanted.includes(figure);
    /** @type {Partial<Record<Figure, string>>} */
    const other = {};
    // What a step removes or keeps has no meaning for the rows of a file.
    if (kind === "rows") other.zoom = "";
    if (dimension === 1 && hides("zoom")) other.potential = texts.without_zoom;
    for (const [figure, { element, title, note }] of this.#frames) {
      element.hidden = hides(figure);
      element.classList.toggle("several", several);
      element.classList.toggle("three", dimension === 3);
      element.classList.toggle("many", dimension > MOST_GRIDDED);
      title.textContent = titles[figure];
      note.textContent = other[figure] ?? notes[figure];
    }
  }

  /** The view of the figures. @returns {Look} */
  get look() {
    return { ...this.hooks.look(), plane: this.plane, ratio: devicePixelRatio * this.enlarged };
  }

  get elements() {
    return [...this.#frames.values()].map((frame) => frame.element);
  }

  /** The title of a figure. @param {Figure} figure */
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

  /** Marks figures as out of date, by default all. @param {...Figure} figures */
  touch(...figures) {
    for (const figure of figures.length ? figures : FIGURES) this.#stale.add(figure);
    // A hidden page gets no frames, and its run must not wait for them.
    if (document.hidden) this.hooks.drawn();
    else if (!this.#asked) this.#asked = requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    this.#asked = 0;
    const until = performance.now() + BUDGET;
    // Oldest first: a constantly changing figure must not block the others.
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
    this.tell(figure);
    canvas.dispatchEvent(new Event("drawn"));
  }

  /** Puts a figure into words, with the values at the pointer. @param {Figure} figure */
  tell(figure) {
    const { canvas, at } = this.#get(figure);
    describe(canvas, this.painter.alternative(figure));
    if (at) this.#read(figure);
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
      "aria-describedby": `note-${figure} before`,
      onpointermove: (/** @type {PointerEvent} */ event) => this.#point(figure, [event.offsetX, event.offsetY]),
      onpointerdown: (/** @type {PointerEvent} */ event) => this.#point(figure, [event.offsetX, event.offsetY]),
      onpointerleave: () => this.#point(figure, null),
      onpointercancel: () => this.#point(figure, null),
      onblur: () => this.#point(figure, null),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(figure, event),
    });
    const tooltip = element("div", { class: "tooltip", "aria-hidden": "true" });
    const cross = element("div", { class: "cross", "aria-hidden": "true" });
    tooltip.hidden = cross.hidden = true;
    const [title, note] = [element("strong", {}, texts.figure_titles[figure]), element("span", { id: `note-${figure}` }, texts.figure_notes[figure])];
    const made = element(
      "figure",
      { class: `figure ${figure}` },
      element("figcaption", {}, title, " ", note),
      element("div", { class: "canvas" }, canvas, cross, tooltip),
    );
    return { canvas, tooltip, cross, element: made, title, note, at: null };
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
   * Moves the pointer by the arrow keys, and reads the value out.
   * @param {Figure} figure
   * @param {KeyboardEvent} event
   */
  #key(figure, event) {
    const { canvas, at } = this.#get(figure);
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    // Slightly above the middle: with two stacked plots, the middle is between them.
    const [x, y] = at ?? [width / 2, 0.4 * height];
    const moved = { ArrowLeft: x - width / STRIDES, ArrowRight: x + width / STRIDES, Home: width / 8, End: width * 0.95 }[event.key];
    // Up and down move within maps; in other figures they scroll the page.
    const plane = figure === "portrait" || this.element(figure).classList.contains("several");
    const raised = plane ? { ArrowUp: y - height / STRIDES, ArrowDown: y + height / STRIDES }[event.key] : undefined;
    if (event.key === "Escape") this.#point(figure, null);
    if (moved === undefined && raised === undefined) return;
    event.preventDefault();
    this.#point(figure, [Math.max(0, Math.min(width, moved ?? x)), Math.max(0, Math.min(height, raised ?? y))]);
    const reading = this.#read(figure);
    if (!reading) return;
    const each = reading.lines.map(({ label, value }) => inWords(...[label, value].filter(({ message }) => message)));
    this.hooks.say(each.map(({ text }) => text).join(", "), each.some(({ own }) => !own));
  }

  /**
   * Shows the values of the figure at the pointer.
   * @param {Figure} figure
   * @returns {Reading | null}
   */
  #read(figure) {
    const { canvas, tooltip, cross, at } = this.#get(figure);
    const ratio = devicePixelRatio;
    const reading = (at && this.painter.probe(figure, at[0] * ratio, at[1] * ratio)) ?? null;
    tooltip.hidden = cross.hidden = !reading;
    if (!reading) return null;
    tooltip.replaceChildren(
      ...reading.lines.map(({ label, value }) => element("div", {}, say(element("span"), label), say(element("b"), value))),
    );
    const [x, y] = [reading.x / ratio, reading.y / ratio];
    cross.style.translate = `${x}px ${y}px`;
    const left = x > canvas.clientWidth / 2 ? x - tooltip.offsetWidth - GAP : x + GAP;
    const top = Math.min(Math.max(0, y - tooltip.offsetHeight / 2), canvas.clientHeight - tooltip.offsetHeight);
    tooltip.style.translate = `${Math.max(0, left)}px ${top}px`;
    return reading;
  }
}

/** Sets a canvas to the resolution of the screen. @param {HTMLCanvasElement} canvas */
export function sharpen(canvas) {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((length) => Math.round(length * devicePixelRatio));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return canvas;
}
