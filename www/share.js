/** What one takes away from the page: the outcome as a file, and a link. */

import { byId, element } from "./dom.js";
import { texts } from "./texts.js";

const SHOWN = 2500;

/**
 * @param {{ outcome: () => any | null, flush: () => void }} page `flush` brings the address up to date
 */
export function sharing({ outcome, flush }) {
  byId("download").addEventListener("click", () => {
    const found = outcome();
    if (!found) return;
    save(JSON.stringify(found, null, 1), `${fileName(found.experiment)}.json`, "application/json");
  });

  const copied = byId("copied");
  byId("copy").addEventListener("click", async () => {
    flush();
    try {
      await navigator.clipboard.writeText(location.href);
      copied.textContent = texts.copied;
      setTimeout(() => copied.replaceChildren(), SHOWN);
    } catch {
      // Not every page may write to the clipboard; then the link is there to be copied by hand.
      const box = element("input", { type: "text", readonly: true, value: location.href, "aria-label": texts.copy_by_hand });
      copied.replaceChildren(box);
      box.select();
    }
  });
}

/**
 * A name, without its ending, for what comes of an experiment.
 * @param {any} experiment
 */
export function fileName({ potential, step, seed }) {
  return `stepsieve-${potential.preset ?? "formula"}-step-${step}-seed-${seed}`;
}

/**
 * Saves a text as a file.
 * @param {string} text
 * @param {string} name
 * @param {string} type
 */
export function save(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), SHOWN);
}
