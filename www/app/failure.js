/** A permanent message with the reason why an exercise page cannot continue. */

import { element } from "./dom.js";
import { say } from "./in-words.js";

/** @param {string} sentence @param {import("./in-words.js").Told[]} problems */
export function failure(sentence, problems) {
  const items = problems.map((problem) => say(element("li"), problem));
  return element("div", { class: "message failed", role: "alert" }, element("strong", {}, sentence), items.length > 0 ? element("ul", {}, ...items) : null);
}
