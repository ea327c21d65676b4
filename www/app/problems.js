/**
 * A dismissible message on the invalid parts of an address, a file or a command.
 *
 * @typedef {{ name: string, label: string, kind: import("../controls/control.js").Kind }} Setting
 */

import { at } from "../controls/controls.js";
import { byId, element } from "./dom.js";
import { local } from "./format.js";
import { say } from "./in-words.js";
import { texts } from "./texts.js";

/**
 * Lists each invalid field with the problem and the value used instead. Replaces an earlier list;
 * an empty one removes it.
 * @param {import("../workers/messages.js").Problem[]} problems
 * @param {keyof typeof texts.problems} cause where they come from
 * @param {Setting[]} settings
 * @param {import("../../wasm/stepsieve.js").Experiment} experiment the current one
 */
export function listProblems(problems, cause, settings, experiment) {
  document.getElementById("link-problems")?.remove();
  if (problems.length === 0) return;
  const line = (/** @type {import("../workers/messages.js").Problem} */ problem) => {
    const { field, instead } = problem;
    const name = settings.find((setting) => setting.name === field)?.label ?? field;
    const used = instead ?? inPlace(settings, experiment, field);
    return element(
      "li",
      { "data-field": field },
      name ? element("strong", {}, `${name}: `) : null,
      say(element("span"), problem),
      used ? element("span", { class: "instead" }, ` ${texts.used_instead(used)}`) : null,
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
  // After opening a file, the reader may be far down the page.
  if (["file", "no_file"].includes(cause)) box.scrollIntoView({ block: "center" });
}

/**
 * The value used instead of an invalid one, in words.
 * @param {Setting[]} settings
 * @param {import("../../wasm/stepsieve.js").Experiment} experiment
 * @param {string} field
 */
function inPlace(settings, experiment, field) {
  const kind = settings.find((setting) => setting.name === field)?.kind;
  // A readable formula stays, even if it cannot run.
  if (!kind || field === "potential.formula") return "";
  const used = at(experiment, field);
  // Both ends of a region are replaced.
  if (field === "region.upper") return `${local(at(experiment, "region.lower"))} … ${local(used)}`;
  if (kind.type === "group") return used ? texts.on : texts.off;
  if (kind.type === "map") return "";
  return local(used) || (kind.automatic ? texts.automatic : "");
}
