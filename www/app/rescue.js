/**
 * A mistake of ours is not the end of the page. An engine that has stopped is started again, and
 * the figures are made anew from the last outcome; should it stop once more, the page says so and
 * gives the link away. No other mistake goes by without a word.
 *
 * @typedef {{ renew: () => void, resume: () => void, stop: (reason: string) => void, copy?: () => void }} Drawing
 *   `renew` makes the figures anew, in an engine that has been started again; `resume` draws what an
 *   error may have left undone; `stop` draws nothing any more; `copy` copies the link, if there is one.
 */

import { byId, element } from "./dom.js";
import { reasonOf } from "./reason.js";
import { texts } from "./texts.js";

/** @param {Drawing} drawing */
export function rescue(drawing) {
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
    ...(drawing.copy ? [element("button", { type: "button", onclick: drawing.copy }, texts.copy)] : []),
    element("button", { type: "button", onclick: () => location.reload() }, texts.open_again),
  ];
  const broke = (/** @type {unknown} */ error) => {
    if (!isOfEngine(error)) {
      // It may have left a drawing in the midst of its work; one that always fails is not tried for ever.
      if (tell(texts.mistake(reasonOf(error)), ...ways())) drawing.resume();
      return;
    }
    try {
      if (renewed) throw error;
      renewed = true;
      drawing.renew();
      tell(texts.engine_renewed);
    } catch {
      drawing.stop(texts.engine_stopped);
      tell(texts.engine_stopped, ...ways());
    }
  };
  // What has no error is not a script's: a stylesheet's, or an observer's that comes too late.
  addEventListener("error", ({ error }) => error && broke(error));
  addEventListener("unhandledrejection", ({ reason }) => broke(reason));
}

/**
 * True if an error leaves the engine unusable: a trap, or an object of it that an error has left
 * in the midst of its work.
 * @param {unknown} error
 */
function isOfEngine(error) {
  return error instanceof WebAssembly.RuntimeError || (error instanceof Error && /recursive use of an object|null pointer passed to rust/.test(error.message));
}
