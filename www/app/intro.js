/**
 * The opening demonstration: without a link the page shows a scan, then the potential learned on
 * each of its two plateaus. It uses ordinary experiments; Escape ends it, as does any change of the
 * experiment or stop of its run. The caption then suggests the next action, until the reader acts.
 *
 * @typedef {import("./page.js").Page} Page
 */

import { byId, element, styled } from "./dom.js";
import { texts } from "./texts.js";

await styled("www/styles/intro.css");

/** A preset whose suggested steps separate two scales. */
const PRESET = "test1";
/** A window in which its ripples are visible on its bowl, and the friction that keeps walkers with the
    large step inside. */
const REGION = { lower: [-1.8], upper: [1.8] };
const COOLING = 0.35;
/** The number of steps is small: the whole demonstration takes some seconds. */
const STEPS = 5e7;
const SCAN = { lower: 0.03, upper: 0.8, points: 20, friction_ratio: 0.25, steps: 6e6, refine: 0, decompose: false };
/** The pause between two acts, for reading the next caption, in milliseconds. */
const BREAK = 1500;

/** @param {Page} page */
export function playIntro(page) {
  const preset = /** @type {import("../../wasm/stepsieve.js").Description["presets"][number]} */ (page.described.presets.find(({ name }) => name === PRESET));
  const { friction } = preset.experiment;
  const [coarse, fine] = preset.steps;
  const acts = [
    () => page.load({ ...preset.experiment, kind: "scan", region: REGION, steps: STEPS, scan: SCAN }, null, true),
    () => page.changes.learn({ step: fine, friction }),
    () => page.changes.learn({ step: coarse, friction: COOLING }),
  ];
  // They overlap, so the place has the height of the longest.
  const captions = texts.acts.map((text) => element("span", {}, text));
  const say = (/** @type {number} */ at) => {
    captions.forEach((caption, other) => caption.classList.toggle("now", other === at));
    page.say(texts.acts[at]);
  };
  const caption = byId("act");
  /** Sliders without use in a scan keep their places. */
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
  /** True while the next act begins or is about to. */
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
  // An open dialog gets the key.
  const escape = (/** @type {KeyboardEvent} */ { key }) => {
    if (key === "Escape" && !document.querySelector("dialog[open]")) end();
  };
  /** Ends the demonstration; its caption no longer fits the screen. */
  const leave = () => {
    stop();
    forget();
    const hide = () => {
      caption.hidden = true;
    };
    // A slider must not move from under the finger.
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
        // What a dialog tells or shares is about the act on the screen.
        if (document.querySelector("dialog[open]")) end();
        else begin();
      }, BREAK);
    }
  });

  root.dataset.show = "on";
  caption.append(...captions);
  caption.hidden = false;
  page.figures.together = true;
  // Typed input takes effect later, but ends the demonstration at once.
  controls.addEventListener("input", end);
  addEventListener("keydown", escape);
  begin();
}
