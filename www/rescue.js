/**
 * A mistake of ours is not the end of the page. An engine that has stopped is started again, and
 * the figures are made anew from the last outcome; should it stop once more, the page says so and
 * gives the link away. No other mistake goes by without a word.
 *
 * @typedef {import("./page.js").Page} Page
 */

import { byId, element } from "./dom.js";
import { reasonOf } from "./reason.js";
import { copyLink } from "./share.js";
import { texts } from "./texts.js";

/** @param {Page} page */
export function rescue(page) {
  let renewed = false;
  /** Sentences that have been told. @type {Set<string>} */
  const told = new Set();
  const tell = (/** @type {string} */ sentence, /** @type {HTMLElement[]} */ ...ways) => {
    if (told.has(sentence)) return false;
    told.add(sentence);
    const dismiss = element("button", { type: "button", class: "quiet", onclick: () => (told.delete(sentence), box.remove()) }, texts.dismiss);
    const box = element("div", { class: "message failed", role: "alert", "data-mistake": "" }, element("p", {}, sentence), ...ways, dismiss);
    byId("messages").append(box);
    return true;
  };
  const ways = () => [
    element("button", { type: "button", onclick: () => void copyLink(page) }, texts.copy),
    element("button", { type: "button", onclick: () => location.reload() }, texts.open_again),
  ];
  const broke = (/** @type {unknown} */ error) => {
    if (!isOfEngine(error)) {
      // It may have left a drawing in the midst of its work; one that always fails is not tried for ever.
      if (tell(texts.mistake(reasonOf(error)), ...ways())) page.resume();
      return;
    }
    try {
      if (renewed) throw error;
      renewed = true;
      page.renew();
      tell(texts.engine_renewed);
    } catch {
      page.stop(texts.engine_stopped);
      tell(texts.engine_stopped, ...ways());
    }
  };
  // What has no error is not a script's: a stylesheet's, or an observer's that comes too late.
  addEventListener("error", ({ error }) => error && broke(error));
  addEventListener("unhandledrejection", ({ reason }) => broke(reason));
}

/**
 * Whether an error leaves the engine unusable: a trap, or an object of it that an error has left
 * in the midst of its work.
 * @param {unknown} error
 */
function isOfEngine(error) {
  return error instanceof WebAssembly.RuntimeError || (error instanceof Error && /recursive use of an object|null pointer passed to rust/.test(error.message));
}
