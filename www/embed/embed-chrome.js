/** The buttons of an embed and its link to the page, instead of the page's header and footer. */

import { element } from "../app/dom.js";
import { lasting } from "../app/share.js";
import { texts } from "../app/texts.js";
import { followSystem } from "../app/theme.js";

/**
 * @param {import("../app/page.js").Page} page
 * @param {string} release
 * @param {string[]} hide the hidden parts
 */
export function addChrome(page, release, hide) {
  followSystem(() => page.figures.touch());
  // The page shows all of the experiment.
  if (hide.length > 0) return;
  const open = element("a", { id: "open-page", target: "_blank", rel: "noopener", title: texts.open_in_page }, "Stepsieve ↗");
  const update = () => {
    open.href = lasting(release, `index.html#${page.ownLink}`);
  };
  page.listen(update);
  for (const event of ["focus", "pointerenter"]) open.addEventListener(event, update);
  document.querySelector(".transport")?.append(open);
}
