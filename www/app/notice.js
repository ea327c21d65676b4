/**
 * Unrequested notices: in a box at the edge of the window until dismissed, or beside the button
 * that starts a run.
 */

import { byId, element } from "./dom.js";
import { byEngine } from "./language.js";
import { reasonOf } from "./reason.js";
import { texts } from "./texts.js";

/** @type {HTMLElement | null} */
let last = null;

/**
 * @param {string} sentence
 * @param {boolean} [engines] true if it is in the engine's words
 */
export function notice(sentence, engines = false) {
  last?.remove();
  // In the top layer, above any dialog.
  const box = element(
    "div",
    { id: "notice", class: "message notice", role: "alert", popover: "manual" },
    byEngine(element("p", {}, sentence), engines),
    element("button", { type: "button", class: "quiet", onclick: () => box.remove() }, texts.dismiss),
  );
  document.body.append(box);
  box.showPopover();
  last = box;
}

/**
 * Shows the reason why a run cannot start.
 * @param {string | null} reason in the engine's words or the page's own; `null` if it can
 */
export function hinder(reason) {
  const place = byId("hindrance");
  place.hidden = reason === null;
  place.replaceChildren();
  if (reason) place.append(element("strong", {}, texts.cannot_run), " ", byEngine(element("span", {}, reason), reason !== texts.invalid));
}

/**
 * Performs an action of the reader; a notice reports its failure.
 * @param {() => unknown} act
 */
export async function attempt(act) {
  last?.remove();
  try {
    await act();
  } catch (error) {
    console.warn(error);
    notice(texts.cannot_do(reasonOf(error)));
  }
}

/**
 * A module that is needed later; if it cannot be loaded, the page works without it and reports it.
 * @template T
 * @param {Promise<T>} loading
 * @returns {Promise<T | null>}
 */
export async function part(loading) {
  try {
    return await loading;
  } catch (error) {
    console.warn(error);
    notice(texts.part_missing);
    return null;
  }
}

/**
 * An action that takes time, such as loading a part of the page; a second start meanwhile has no
 * effect.
 * @param {() => Promise<void>} act
 * @returns {() => Promise<void>}
 */
export function oneAtATime(act) {
  let underway = false;
  return async () => {
    if (underway) return;
    underway = true;
    try {
      await act();
    } finally {
      underway = false;
    }
  };
}
