/**
 * The walkers of a run, step by step: their clock, their controls, and the copies that a hand drags. They
 * are drawn over the ground of their figure. The engine replays them, so all that is kept here is a moment:
 * whatever happens to the engine or to the experiment, they go on from there.
 */

import { element } from "../app/dom.js";
import { local } from "../app/format.js";
import { worded } from "../app/language.js";
import { nearest, sliderScale } from "../controls/slider-scale.js";
import { texts as english } from "../texts/en-walk.js";

const own = await worded(english, "walk");

/** Steps a second. */
const SPEEDS = sliderScale(1, 5000);
const SPEED = 3;
/** From this speed on, steps are too many to tell apart. */
const FAST = 20;
/** Time for walking in a frame, in milliseconds, and steps between two looks at the clock. */
const BUDGET = 3;
const STRIDE = 8;
/** Most steps that are made up for when the experiment changes. */
const BEHIND = 4096;
/** Longest time that passes for walkers in a frame, and that between two of their texts, in milliseconds. */
const LONGEST = 100;
const SENTENCE = 1000;
/** Distance at which a walker is in reach of the pointer, in CSS pixels. */
const REACH = 24;

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** @param {import("../app/page.js").Page} page */
export function walkers(page) {
  const { figures } = page;
  const { painter } = figures;
  const ground = figures.canvas("walkers");
  const canvas = element("canvas", { class: "moving", "aria-hidden": "true" });
  ground.after(canvas);

  let moment = 0;
  let reached = 0;
  let goes = !still.matches;
  let speed = SPEED;
  let seen = false;
  let followed = 0;
  let [asked, shown, told] = [0, 0, 0];

  const toggle = element("button", { type: "button", id: "walk", onclick: () => go(!goes) });
  const step = element("button", { type: "button", id: "walk-step", onclick: () => single() }, own.step);
  const slider = element("input", {
    type: "range",
    id: "walk-speed",
    min: 0,
    max: SPEEDS.length - 1,
    value: nearest(SPEEDS, SPEED),
    oninput: () => {
      speed = SPEEDS[slider.valueAsNumber];
      words();
    },
  });
  const count = element("output", { for: "walk-step" });
  const rate = element("span");
  const axes = [0, 1].map((place) => element("select", { onchange: () => turn(place), "aria-label": own.axis(place + 1) }));
  const plane = element("span", { class: "walk-plane" }, own.plane, ...axes);
  figures
    .element("walkers")
    .append(element("div", { class: "walk-controls" }, toggle, step, element("label", {}, own.speed, slider), rate, plane, count));

  /** Offers the coordinates of the experiment, if there are too many for one picture. */
  const offer = () => {
    const { length } = page.experiment.bins;
    plane.hidden = length < 3;
    if (axes[0].length === length) return;
    axes.forEach((axis, place) => {
      axis.replaceChildren(...Array.from({ length }, (_, i) => element("option", { value: i, selected: i === place }, String(i + 1))));
      turn(place);
    });
  };
  const turn = (/** @type {number} */ place) => {
    const chosen = Math.max(0, axes[place].selectedIndex);
    if (figures.plane[place] === chosen) return;
    figures.plane[place] = chosen;
    figures.touch("walkers");
  };

  const words = () => {
    toggle.textContent = goes ? own.pause : own.go;
    rate.textContent = own.rate(local(speed));
    slider.setAttribute("aria-valuetext", rate.textContent);
    // Who prefers no motion sees single steps.
    toggle.hidden = still.matches;
  };
  const go = (/** @type {boolean} */ on) => {
    goes = on && !still.matches;
    words();
    ask();
  };
  const single = () => {
    go(false);
    moment = Math.floor(reached) + 1;
    walk();
    draw();
    figures.tell("walkers");
    const said = painter.alternative("walkers");
    page.say(said.text, !said.own);
  };

  /** Asks for a frame, if anything can be seen. */
  const ask = () => {
    if (!asked && seen) asked = requestAnimationFrame(frame);
  };
  const frame = (/** @type {number} */ now) => {
    asked = 0;
    // Behind, they make up for it first.
    if (goes && reached >= moment) moment += (Math.min(now - shown, LONGEST) / 1000) * speed;
    shown = now;
    walk();
    draw();
    if (now - told > SENTENCE) {
      told = now;
      figures.tell("walkers");
    }
    if (goes || reached < moment) ask();
  };
  const walk = () => {
    const until = performance.now() + BUDGET;
    do {
      const now = painter.walk(moment, STRIDE, followed);
      // Without walkers nothing is left to be made.
      if (now === undefined) return void (reached = moment);
      if (now < reached) moment = Math.min(moment, BEHIND);
      reached = now;
    } while (reached < moment && performance.now() < until);
  };
  const draw = () => {
    if (canvas.width !== ground.width) canvas.width = ground.width;
    if (canvas.height !== ground.height) canvas.height = ground.height;
    painter.drawWalkers(canvas, { ...figures.look, moment: goes && speed >= FAST ? 0 : 1 });
    count.textContent = own.count(local(Math.floor(reached)));
  };

  /** The walker that is dragged. @type {number | null} */
  let hand = null;
  /** True if the pointer has dragged a walker, or chosen one. */
  let used = false;
  const at = (/** @type {MouseEvent} */ { offsetX, offsetY }) => /** @type {const} */ ([offsetX * devicePixelRatio, offsetY * devicePixelRatio]);
  ground.addEventListener("pointerdown", (event) => {
    const [walker, far] = painter.walkerAt(...at(event)) ?? [0, Infinity];
    used = far <= REACH * devicePixelRatio;
    if (!used) return;
    hand = followed = walker;
    ground.setPointerCapture(event.pointerId);
    ask();
  });
  ground.addEventListener("pointermove", (event) => {
    if (hand === null) return;
    painter.hold(hand, ...at(event));
    ask();
  });
  // Without dragging, a press elsewhere puts a copy of the followed walker there.
  const put = (/** @type {readonly [number, number]} */ place) => {
    painter.hold(followed, ...place);
    painter.release();
    ask();
  };
  ground.addEventListener("click", (event) => used || put(at(event)));
  ground.addEventListener("keydown", ({ key }) => {
    const [x, y] = figures.pointed("walkers") ?? [];
    if (key === "Enter" && x !== undefined && y !== undefined) put([x * devicePixelRatio, y * devicePixelRatio]);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    ground.addEventListener(end, () => {
      if (hand === null) return;
      hand = null;
      painter.release();
      ask();
    });
  }

  ground.addEventListener("drawn", () => {
    offer();
    told = 0;
    ask();
  });
  still.addEventListener("change", () => go(goes));
  new IntersectionObserver((entries) => {
    seen = entries[entries.length - 1].isIntersecting;
    shown = performance.now();
    ask();
  }).observe(ground);
  words();
  offer();
}
