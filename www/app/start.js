/**
 * Opens a page of the site. Its HTML holds a text, `#opening`, that appears if loading takes long,
 * and stays if a module cannot be loaded. The page's texts come first, the rest with the engine.
 */

import "./address.js";
import { byId, element, fillTexts } from "./dom.js";
import { reasonOf } from "./reason.js";
import { texts } from "./texts.js";

const root = document.documentElement;

/**
 * @param {Record<string, unknown>} own texts of this page, in addition to the common ones
 * @param {() => Promise<void>} open does the rest, and reports when everything is loaded
 */
export async function start(own, open) {
  fillTexts({ ...texts, ...own });
  root.dataset.opening = "engine";
  // The fragment of the address is the experiment, so a link within the page must not change it.
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

/** Marks the page as loaded. */
export function opened() {
  delete root.dataset.opening;
  document.getElementById("opening")?.remove();
}
