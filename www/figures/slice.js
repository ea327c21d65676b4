/**
 * The slice in several dimensions: a point and an angle, moved by dragging on a map or by sliders.
 */

import { element } from "../app/dom.js";
import { dragging } from "../controls/dragging.js";
import { local } from "../app/format.js";
import { evenly, nearest } from "../controls/slider-scale.js";
import { sliding } from "../controls/sliding.js";
import { texts } from "../app/texts.js";

const PLACES = 240;
/** The step of the angle in degrees. */
const TURN = 3;

export class Slice {
  /** The coordinates and region of the current sliders. */
  #made = "";
  /** The point's coordinates and the angle in degrees. @type {number[]} */
  #slice = [];
  /** The slider values of each coordinate, then of the angle. @type {number[][]} */
  #rungs = [];
  /** @type {HTMLInputElement[]} */
  #sliders = [];
  #places = element("div", { class: "places" });
  #automatic;

  /**
   * @param {(slice: number[] | null, committed: boolean) => void} move `null` restores the automatic slice
   */
  constructor(move) {
    this.move = move;
    this.#automatic = element("button", { type: "button", id: "slice-reset", onclick: () => move(null, true) }, texts.automatic);
    this.element = element(
      "div",
      { class: "zoom-controls slice-controls", role: "group", "aria-label": texts.slice },
      this.#places,
      this.#automatic,
    );
  }

  /**
   * @param {string[]} names of the coordinates
   * @param {{ lower: number[], upper: number[] }} region
   * @param {number[]} slice
   * @param {boolean} automatic true if the slice is the automatic one
   */
  show(names, region, slice, automatic) {
    const made = JSON.stringify([names, region]);
    if (made !== this.#made) {
      this.#made = made;
      this.#rungs = names.map((_, axis) => evenly(region.lower[axis], region.upper[axis], PLACES));
      this.#rungs.push(evenly(0, 180 - TURN, 180 / TURN - 1));
      this.#sliders = [...names, texts.slice_angle].map((name, at) => this.#slider(name, at));
      this.#places.replaceChildren(
        ...this.#sliders.map((slider, at) => element("label", {}, names[at] ?? texts.slice_angle, slider)),
      );
    }
    this.#slice = slice;
    this.#sliders.forEach((slider, at) => {
      slider.value = String(nearest(this.#rungs[at], slice[at]));
      slider.setAttribute("aria-valuetext", local(Number(slice[at].toPrecision(3))));
    });
    this.#automatic.hidden = automatic;
  }

  /**
   * Lets a canvas move the slice to the touched point.
   * @param {HTMLCanvasElement} canvas
   * @param {(x: number, y: number) => number[] | null} point at a place in CSS pixels from the canvas's corner
   */
  attach(canvas, point) {
    dragging(canvas, (event, committed) => {
      const { left, top } = canvas.getBoundingClientRect();
      const found = point(event.clientX - left, event.clientY - top);
      if (found) this.#go([...found, this.#slice[found.length]], committed);
    });
  }

  /**
   * @param {number[]} slice
   * @param {boolean} committed
   */
  #go(slice, committed) {
    // Rounded to a thousandth of the region, which keeps the address short.
    this.move(slice.map((value) => Number(value.toPrecision(3))), committed);
  }

  /**
   * @param {string} name
   * @param {number} at
   */
  #slider(name, at) {
    const slider = element("input", {
      id: `slice-${at === this.#rungs.length - 1 ? "angle" : name}`,
      type: "range",
      min: 0,
      max: this.#rungs[at].length - 1,
      class: "slider",
      "aria-label": `${texts.slice}: ${name}`,
    });
    const moved = (/** @type {boolean} */ committed) =>
      this.#go(
        this.#slice.map((value, other) => (other === at ? this.#rungs[at][slider.valueAsNumber] : value)),
        committed,
      );
    sliding(slider, moved);
    return slider;
  }
}
