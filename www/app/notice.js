/**
 * Unrequested notices: in a box at the edge of the window until dismissed, or beside the button
 * that starts a run.
 */

import { byId, element } from "./dom.js";
import { inWords, say } from "./in-words.js";
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

/** A notice of problems. @param {import("./in-words.js").Told[]} problems */
export function noticeOf(problems) {
  const { text, own } = inWords(...problems);
  notice(text, !own);
}

/**
 * Shows the reasons why a run cannot start.
 * @param {import("./in-words.js").Told[] | null} problems empty if unknown; `null` if it can
 */
export function hinder(problems) {
  const place = byId("hindrance");
  place.hidden = problems === null;
  place.replaceChildren();
  if (!problems) return;
  const known = problems.length > 0 ? problems : [{ message: texts.invalid, ours: true }];
  place.append(element("strong", {}, texts.cannot_run), " ", say(element("span"), ...known));
}

/**
 * Says why no run can start and offers the value that lets it, beside the button that starts it.
 * @param {import("../workers/messages.js").Problem[]} problems shown at their controls, which have the value
 */
export function offer(problems) {
  const wrong = problems.find(({ fix }) => fix !== undefined);
  if (!wrong) return;
  const place = byId("hindrance");
  const take = () => {
    place.hidden = true;
    /** @type {HTMLElement | null} */ (document.querySelector(`[data-fix="${wrong.field}"]`))?.click();
  };
  place.hidden = false;
  const fix = element("code", {}, `${wrong.field}=${wrong.fix}`);
  place.replaceChildren(say(element("span"), wrong), " ", element("button", { type: "button", class: "fix", onclick: take }, texts.fix, " ", fix));
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
