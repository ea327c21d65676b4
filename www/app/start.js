/**
 * How a page of the site opens. Its HTML holds a text, `#opening`, that is shown while the page is on
 * its way for long, and stays where a module cannot be loaded. First come the page's own texts, then,
 * with the engine, all of it.
 */

import { byId, element, fillTexts } from "./dom.js";
import { reasonOf } from "./reason.js";
import { texts } from "./texts.js";

const root = document.documentElement;

/**
 * @param {Record<string, unknown>} own texts of this page besides those of all
 * @param {() => Promise<void>} open does the rest, and says when all is there
 */
export async function start(own, open) {
  fillTexts({ ...texts, ...own });
  root.dataset.opening = "engine";
  // The address's fragment is the experiment, so a link within the page must not change it.
  const skip = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".skip"));
  skip?.addEventListener("click", (event) => {
    event.preventDefault();
    byId(skip.hash.slice(1)).focus();
  });
  try {
    await open();
  } catch (error) {
    opened();
    root.dataset.run = "failed";
    const reason = reasonOf(error);
    byId("messages").append(element("p", { class: "message failed", role: "alert" }, texts.cannot_start(reason)));
    if ("embed" in root.dataset) parent.postMessage({ stepsieve: "state", state: "failed", reason }, "*");
    throw error;
  }
}

/** All is there. */
export function opened() {
  delete root.dataset.opening;
  document.getElementById("opening")?.remove();
}
