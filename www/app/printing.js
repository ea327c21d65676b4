/** Printing: dark ink, the figures in their current state, and the link of the experiment. */

import { byId } from "./dom.js";
import { lasting } from "./share.js";

/** @param {import("./page.js").Page} page */
export function printing(page) {
  addEventListener("beforeprint", () => {
    byId("address").textContent = lasting(page.described.release, `index.html#${page.link}`);
    page.figures.draw();
  });
  addEventListener("afterprint", () => page.figures.touch());
}
