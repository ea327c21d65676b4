/**
 * The first minute: whoever comes without a link sees a scan grow, and then what the walkers learn
 * on each of its two plateaus. All of it is done as a reader would do it, with ordinary experiments;
 * Escape ends it, as does whatever changes the experiment or stops its run. Then the caption says
 * what could be done next, until something is.
 *
 * @typedef {import("./page.js").Page} Page
 */

import { byId, element, styled } from "./dom.js";
import { texts } from "./texts.js";

await styled("www/styles/intro.css");

/** A preset whose steps worth trying are those of two scales. */
const PRESET = "test1";
/** Where its ripples can be told from its bowl. */
const REGION = { lower: [-1.5], upper: [1.5] };
/** So few steps that the whole show takes some seconds. */
const STEPS = 5e7;
const SCAN = { lower: 0.03, upper: 0.8, points: 20, friction_ratio: 0.25, steps: 6e6, refine: 0, decompose: false };
/** Between two acts, to read what the next one is about, in milliseconds. */
const BREAK = 1500;

/** @param {Page} page */
export function overture(page) {
  const preset = /** @type {import("../../wasm/stepsieve.js").Preset} */ (page.described.presets.find(({ name }) => name === PRESET));
  const { friction } = preset.experiment;
  const [coarse, fine] = preset.steps;
  const acts = [
    () => page.load({ ...preset.experiment, kind: "scan", region: REGION, steps: STEPS, scan: SCAN }, null, true),
    () => page.changes.learn({ step: fine, friction }),
    () => page.changes.learn({ step: coarse, friction }),
  ];
  // One over the other, so that the place is as high as the longest of them.
  const captions = texts.acts.map((text) => element("span", {}, text));
  const say = (/** @type {number} */ at) => {
    captions.forEach((caption, other) => caption.classList.toggle("now", other === at));
    page.say(texts.acts[at]);
  };
  const caption = byId("act");
  /** Sliders that a scan has no use for keep their places. */
  let waiting = /** @type {HTMLElement[]} */ ([]);
  const wait = (/** @type {boolean} */ wanted) => {
    if (wanted) waiting = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#controls > div > .sliding[hidden]"))];
    for (const slider of waiting) [slider.inert, slider.hidden] = [wanted, !wanted];
    if (!wanted) waiting = [];
  };
  const root = document.documentElement;
  const controls = byId("controls");
  let act = 0;
  /** The experiment of this act. */
  let ours = "";
  /** True if the next act is about to begin, or is beginning. */
  let between = true;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let alarm;

  const begin = () => {
    between = true;
    say(act);
    wait(false);
    page.quietly(acts[act]);
    wait(true);
    ours = JSON.stringify(page.experiment);
    between = false;
  };
  const stop = () => {
    controls.removeEventListener("input", end);
    removeEventListener("keydown", escape);
    clearTimeout(alarm);
    alarm = undefined;
    root.dataset.show = "over";
    wait(false);
    page.figures.together = false;
  };
  const end = () => {
    stop();
    say(acts.length);
  };
  // Under a dialog the key is the dialog's.
  const escape = (/** @type {KeyboardEvent} */ { key }) => {
    if (key === "Escape" && !document.querySelector("dialog[open]")) end();
  };
  /** What the caption speaks of is not on the screen any more. */
  const leave = () => {
    stop();
    forget();
    const hide = () => {
      caption.hidden = true;
    };
    // A slider must not move away from under the finger.
    if (controls.querySelector(".slider:active")) {
      say(acts.length);
      controls.addEventListener("change", hide, { once: true });
    } else hide();
  };
  const forget = page.listen(({ state, last }) => {
    if (between) return;
    if (JSON.stringify(page.experiment) !== ours || state === "idle") return leave();
    if (root.dataset.show === "over") return;
    if (state === "paused" || state === "failed" || (alarm !== undefined && state === "running")) return end();
    if (!last) return;
    act += 1;
    if (act === acts.length) end();
    else {
      alarm = setTimeout(() => {
        alarm = undefined;
        begin();
      }, BREAK);
    }
  });

  root.dataset.show = "on";
  caption.append(...captions);
  caption.hidden = false;
  page.figures.together = true;
  // What is typed takes effect later only.
  controls.addEventListener("input", end);
  addEventListener("keydown", escape);
  begin();
}
