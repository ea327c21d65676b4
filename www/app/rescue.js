/**
 * Recovery from internal errors. A stopped engine is restarted once, with the figures of the last
 * outcome; if it stops again, the page reports it and offers the link. All other internal errors
 * are reported.
 *
 * @typedef {{ renew: () => void, resume: () => void, stop: (reason: string) => void }} Drawing
 *   `renew` remakes the figures in a restarted engine; `resume` completes a drawing interrupted by
 *   an error; `stop` ends all drawing.
 */

import { byId, element } from "./dom.js";
import { reasonOf } from "./reason.js";
import { texts } from "./texts.js";

/**
 * @param {Drawing} drawing
 * @param {() => void} [copy] copies the link: all that is left to a page that cannot draw
 */
export function rescue(drawing, copy) {
  let renewed = false;
  /** Messages shown so far. @type {Set<string>} */
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
    ...(copy ? [element("button", { type: "button", onclick: copy }, texts.copy)] : []),
    element("button", { type: "button", onclick: () => location.reload() }, texts.open_again),
  ];
  const broke = (/** @type {unknown} */ error) => {
    if (!isOfEngine(error)) {
      // It may have interrupted a drawing; a drawing that always fails is not repeated for ever.
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
  // Events without an error do not come from a script, but from a stylesheet or a late observer.
  addEventListener("error", ({ error }) => error && broke(error));
  addEventListener("unhandledrejection", ({ reason }) => broke(reason));
}

/**
 * True if an error leaves the engine unusable: a trap, or an engine object interrupted by an error.
 * @param {unknown} error
 */
function isOfEngine(error) {
  return error instanceof WebAssembly.RuntimeError || (error instanceof Error && /recursive use of an object|null pointer passed to rust/.test(error.message));
}
