/**
 * Files that are brought to the page, by a drop or by a button: an outcome, an experiment, or a
 * learned potential.
 *
 * @typedef {import("./page.js").Page} Page
 */

import { byId } from "./dom.js";
import { short } from "./potentials.js";
import { texts } from "./texts.js";

/** @param {Page} page */
export function opening(page) {
  const root = document.documentElement;
  const drags = (/** @type {DragEvent} */ event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragover", (event) => {
    if (!drags(event)) return;
    event.preventDefault();
    root.dataset.drop = "";
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) delete root.dataset.drop;
  });
  addEventListener("drop", (event) => {
    delete root.dataset.drop;
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    open(page, file);
  });
  const chooser = /** @type {HTMLInputElement} */ (byId("open"));
  chooser.addEventListener("change", () => {
    const file = chooser.files?.[0];
    if (file) open(page, file);
    // The same file may be chosen again after it has changed.
    chooser.value = "";
  });
}

/**
 * @param {Page} page
 * @param {File} file
 */
async function open(page, file) {
  const text = await file.text();
  let read;
  try {
    read = JSON.parse(text);
  } catch {
    return page.complain(texts.no_file(file.name));
  }
  // A potential's file holds the link of its experiment, an outcome the experiment itself.
  if (typeof read?.experiment === "string") page.changes.compare(short(text));
  else if (read?.experiment) page.load(read.experiment, read.hash ?? null, true);
  else if (read?.potential) page.load(read, null, false);
  else page.complain(texts.no_file(file.name));
}
