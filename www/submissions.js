/**
 * What students hand in: lines of a name and a code, in any order and with anything between; and
 * what becomes of each.
 *
 * @typedef {typeof import("./engine.js")} Engine
 * @typedef {import("../wasm/stepsieve.js").Exercise} Exercise
 * @typedef {import("../wasm/stepsieve.js").CheckedCode} CheckedCode
 * @typedef {{ name: string, code: string, text: string, checked: CheckedCode }} Submission
 */

import { own } from "./class-texts.js";
import { element } from "./dom.js";
import { local, measured } from "./format.js";

/** What is the matter, from what is least to what is most likely not a code at all. */
const ORDER = [null, "name", "later", "exercise", "mistyped"];
/** Fewer characters make no code. */
const SHORTEST = 12;

/**
 * Finds the code of a line, the name beside it, and, where an answer is a text, that text after it.
 * @param {Engine} engine
 * @param {Exercise} exercise
 * @param {string} line
 * @returns {Submission}
 */
export function read(engine, exercise, line) {
  const words = line.split(/[\s,;:|"]+/).filter(Boolean);
  /** @type {Submission[]} */
  const found = [];
  for (let from = 0; from < words.length; from += 1) {
    for (let to = from + 1; to <= words.length; to += 1) {
      const code = words.slice(from, to).join("-");
      if (code.replace(/[^0-9a-z]/gi, "").length < SHORTEST) continue;
      const [before, after] = [words.slice(0, from).join(" "), words.slice(to).join(" ")];
      const isText = exercise.answer === "text" && before !== "";
      const [name, text] = isText ? [before, after] : [`${before} ${after}`.trim(), ""];
      found.push({ name, code, text, checked: engine.check_code(exercise, name, code, text, null) });
    }
  }
  const rank = (/** @type {Submission} */ { checked, code }) => ORDER.indexOf(checked.wrong) * 1000 - (/\d/.test(code) ? 500 : 0) + code.split("-").length;
  found.sort((a, b) => rank(a) - rank(b));
  const mistyped = /** @type {CheckedCode} */ ({ wrong: "mistyped" });
  return found[0] ?? { name: words.join(" "), code: "", text: "", checked: mistyped };
}

/**
 * A table of submissions.
 * @param {Exercise} exercise
 * @param {Submission[]} submissions
 * @param {(name: string) => string} label of a setting
 */
export function table(exercise, submissions, label) {
  const body = element("tbody");
  const rows = submissions.map((submission) => {
    const row = element("tr");
    body.append(row);
    const write = (/** @type {CheckedCode} */ checked, /** @type {string} */ again) => {
      row.dataset.valid = String(!checked.wrong);
      row.dataset.right = String(checked.right ?? "");
      row.dataset.same = String(checked.same ?? "");
      row.replaceChildren(
        element("th", { scope: "row" }, submission.name || "–"),
        element("td", {}, checked.wrong ? own.wrong[checked.wrong] : own.valid),
        ...(checked.wrong ? ["–", "–", "–", "–"] : told(exercise, checked, label)).map((text) => element("td", {}, text)),
        element("td", {}, again),
      );
    };
    write(submission.checked, "–");
    return write;
  });
  const heads = own.columns.map((/** @type {string} */ title) => element("th", { scope: "col" }, title));
  return { element: element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body), rows };
}

/**
 * Answer, verdict, seed, and what was changed.
 * @param {Exercise} exercise
 * @param {CheckedCode} checked
 * @param {(name: string) => string} label
 */
function told(exercise, { answer, as_written, right, expected, experiment, changed }, label) {
  const answered = answer === null ? own.text_answer[String(as_written)] : local(answer);
  const verdict = right === null ? (["text", "number"].includes(exercise.answer) ? "–" : own.unknown_yet) : right ? own.is_right : own.is_wrong;
  const beside = right === null || expected === null ? verdict : `${verdict} (${measured(expected, 4)})`;
  const changes = Object.entries(changed).map(([name, value]) => `${label(name)}: ${value === null ? "auto" : local(value)}`);
  return [answered, beside, String(experiment.seed), changes.join("; ") || own.unchanged];
}
