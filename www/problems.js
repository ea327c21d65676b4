/** What could not be used of an address, in a message that can be dismissed. */

import { byId, element } from "./dom.js";
import { texts } from "./texts.js";

/** @param {import("./messages.js").Problem[]} problems of an address */
export function listProblems(problems) {
  const place = byId("messages");
  place.replaceChildren();
  if (problems.length === 0) return;
  const box = element(
    "div",
    { class: "message", role: "alert", id: "link-problems" },
    element("strong", {}, texts.link_problems),
    element("ul", {}, ...problems.map(({ message }) => element("li", {}, message))),
    element("button", { type: "button", class: "quiet", onclick: () => box.remove() }, texts.dismiss),
  );
  place.append(box);
}
