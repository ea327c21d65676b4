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
    const { potential, step, seed } = found.experiment;
    const name = `stepsieve-${potential.preset ?? "formula"}-step-${step}-seed-${seed}.json`;
    const address = URL.createObjectURL(new Blob([JSON.stringify(found, null, 1)], { type: "application/json" }));
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), SHOWN);
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
