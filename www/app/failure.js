/** A permanent message with the reason why an exercise page cannot continue. */

import { element } from "./dom.js";
import { byEngine } from "./language.js";

/** @param {string} sentence @param {string[]} reasons in the engine's words */
export function failure(sentence, reasons) {
  const items = reasons.map((reason) => byEngine(element("li", {}, reason)));
  return element("div", { class: "message failed", role: "alert" }, element("strong", {}, sentence), items.length > 0 ? element("ul", {}, ...items) : null);
}
