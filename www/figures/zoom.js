/**
 * The close-up window, moved by dragging on the potential or by two sliders.
 *
 * @typedef {[number, number]} Interval
 */

import { element } from "../app/dom.js";
import { dragging } from "../controls/dragging.js";
import { local } from "../app/format.js";
import { evenly, sliderScale, nearest } from "../controls/slider-scale.js";
import { sliding } from "../controls/sliding.js";
import { texts } from "../app/texts.js";

/** The narrowest window is this fraction of the whole region. */
const NARROWEST = 1 / 2000;
const PLACES = 400;

export class Zoom {
  /** @type {Interval} */
  #whole = [0, 1];
  /** @type {Interval} */
  #window = [0, 1];
  #centres = [0, 1];
  #widths = [0, 1];
  #centre;
  #width;
  #automatic;

  /**
   * @param {(window: Interval | null, committed: boolean) => void} move `null` restores the automatic window
   */
  constructor(move) {
    this.move = move;
    this.#centre = this.#slider(texts.zoom_centre, "zoom-centre", (at) => [this.#centres[at], this.#span]);
    this.#width = this.#slider(texts.zoom_width, "zoom-width", (at) => [this.#middle, this.#widths[at]]);
    this.#automatic = element("button", { type: "button", id: "zoom-reset", onclick: () => move(null, true) }, texts.automatic);
    this.element = element(
      "div",
      { class: "zoom-controls", role: "group", "aria-label": texts.zoom },
      element("label", {}, texts.zoom_centre, this.#centre),
      element("label", {}, texts.zoom_width, this.#width),
      this.#automatic,
    );
  }

  /**
   * @param {Interval} whole the region of the histogram
   * @param {Interval} window
   * @param {boolean} automatic true if the window is the automatic one
   */
  show(whole, window, automatic) {
    if (String(whole) !== String(this.#whole)) {
      this.#whole = whole;
      const length = whole[1] - whole[0];
      this.#centres = evenly(whole[0], whole[1], PLACES);
      this.#widths = sliderScale(length * NARROWEST, length);
      this.#centre.max = String(this.#centres.length - 1);
      this.#width.max = String(this.#widths.length - 1);
    }
    this.#window = window;
    this.#place(this.#centre, this.#centres, this.#middle);
    this.#place(this.#width, this.#widths, this.#span);
    this.#automatic.hidden = automatic;
  }

  /**
   * Lets a canvas move the middle of the window to the pointer.
   * @param {HTMLCanvasElement} canvas
   * @param {(x: number) => number | null} position at a place in CSS pixels from the canvas's left
   */
  attach(canvas, position) {
    canvas.classList.add("draggable");
    dragging(canvas, (event, committed) => {
      const middle = position(event.clientX - canvas.getBoundingClientRect().left);
      if (middle !== null) this.#go(middle, this.#span, committed);
    });
  }

  get #middle() {
    return (this.#window[0] + this.#window[1]) / 2;
  }

  get #span() {
    return this.#window[1] - this.#window[0];
  }

  /**
   * @param {number} middle
   * @param {number} span
   * @param {boolean} committed
   */
  #go(middle, span, committed) {
    const [low, high] = this.#whole;
    const from = Math.max(low, Math.min(high - span, middle - span / 2));
    // Rounded to four digits below the width of the window, which keeps the address short.
    const digits = Math.max(0, -Number((span / 1000).toExponential().split("e")[1]));
    this.move([Number(from.toFixed(digits)), Number((from + span).toFixed(digits))], committed);
  }

  /**
   * @param {string} label
   * @param {string} id
   * @param {(at: number) => [number, number]} chosen middle and span at a stop
   */
  #slider(label, id, chosen) {
    const slider = element("input", { id, type: "range", min: 0, class: "slider", "aria-label": `${texts.zoom}: ${label}` });
    const moved = (/** @type {boolean} */ committed) => this.#go(...chosen(slider.valueAsNumber), committed);
    sliding(slider, moved);
    return slider;
  }

  /**
   * @param {HTMLInputElement} slider
   * @param {number[]} stops
   * @param {number} value
   */
  #place(slider, stops, value) {
    slider.value = String(nearest(stops, value));
    slider.setAttribute("aria-valuetext", local(Number(value.toPrecision(3))));
  }
}
