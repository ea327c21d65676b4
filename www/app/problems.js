/** What could not be used of an address, a file or a command, in a message that can be dismissed. */

import { at } from "../controls/controls.js";
import { byId, element } from "./dom.js";
import { local } from "./format.js";
import { byEngine } from "./language.js";
import { texts } from "./texts.js";

/**
 * Lists each field, what was wrong with it, and what is used instead; in place of an earlier list,
 * which goes even if there is nothing to list.
 * @param {import("../workers/messages.js").Problem[]} problems
 * @param {keyof typeof texts.problems} cause where they come from
 * @param {{ name: string, label: string }[]} settings
 * @param {import("../../wasm/stepsieve.js").Experiment} experiment the one in force
 */
export function listProblems(problems, cause, settings, experiment) {
  document.getElementById("link-problems")?.remove();
  if (problems.length === 0) return;
  const line = (/** @type {import("../workers/messages.js").Problem} */ { field, message, ours, span }) => {
    const used = field ? at(experiment, field) : undefined;
    const name = settings.find((setting) => setting.name === field)?.label ?? field;
    // A formula that can be read stays in force, whatever speaks against running it.
    const inForce = field === "potential.formula" && !span;
    const told = !inForce && (["string", "number", "boolean"].includes(typeof used) || Array.isArray(used));
    return element(
      "li",
      { "data-field": field },
      name ? element("strong", {}, `${name}: `) : null,
      byEngine(element("span", {}, message), !ours),
      told ? element("span", { class: "instead" }, ` ${texts.used_instead(local(used))}`) : null,
    );
  };
  const box = element(
    "div",
    { class: "message", role: "alert", id: "link-problems", "data-cause": cause },
    element("strong", {}, texts.problems[cause]),
    element("ul", {}, ...problems.map(line)),
    element("button", { type: "button", class: "quiet", onclick: () => box.remove() }, texts.dismiss),
  );
  byId("messages").append(box);
  // Whoever has brought a file may be far down the page.
  if (["file", "no_file"].includes(cause)) box.scrollIntoView({ block: "center" });
}
