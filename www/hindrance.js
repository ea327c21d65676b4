/** What keeps a run from starting, beside the button that starts it. */

import { byId, element } from "./dom.js";
import { byEngine } from "./language.js";
import { texts } from "./texts.js";

/** @param {string | null} reason in the engine's words or the page's own; `null` if nothing does */
export function hinder(reason) {
  const place = byId("hindrance");
  place.hidden = reason === null;
  if (reason === null) return place.replaceChildren();
  place.replaceChildren(element("strong", {}, texts.cannot_run), " ", byEngine(element("span", {}, reason), reason !== texts.invalid));
}
