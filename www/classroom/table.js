/**
 * The table of submissions, sortable by each column, and its CSV file.
 *
 * @typedef {import("../../wasm/stepsieve.js").Exercise} Exercise
 * @typedef {import("../../wasm/stepsieve.js").CheckedCode} CheckedCode
 * @typedef {import("./submissions.js").Submission} Submission
 * @typedef {string | number | null} Cell the content; numbers stay numbers for sorting
 */

import { own } from "./classroom-texts.js";
import { element } from "../app/dom.js";
import { local, measured } from "../app/format.js";
import { spoken } from "../app/language.js";
import { separated } from "../app/csv.js";

/** The orders at successive presses on a head; `none` is the order of the lines. */
const ORDERS = ["ascending", "descending", "none"];
const { compare } = new Intl.Collator(spoken, { numeric: true, sensitivity: "base" });

/**
 * @param {Exercise} exercise
 * @param {Submission[]} submissions
 * @param {import("./submissions.js").Counts[]} counts
 * @param {(name: string) => string} label of a setting
 */
export function table(exercise, submissions, counts, label) {
  const body = element("tbody");
  const rows = submissions.map(({ name, checked }, place) => {
    const row = { element: element("tr", { "data-counts": counts[place] }), cells: /** @type {Cell[]} */ ([]) };
    const write = (/** @type {CheckedCode} */ checked, /** @type {Cell} */ again) => {
      row.cells = [name, ...told(exercise, checked, counts[place], label), again];
      const [head, ...others] = row.cells.map(shown);
      Object.assign(row.element.dataset, { valid: !checked.wrong, right: checked.right ?? "", same: checked.same ?? "" });
      // A name may be written from right to left.
      row.element.replaceChildren(element("th", { scope: "row" }, element("bdi", {}, head)), ...others.map((text) => element("td", {}, text)));
    };
    write(checked, null);
    body.append(row.element);
    return { row, write };
  });
  /** Rows in the shown order. */
  let order = rows.map(({ row }) => row);
  const heads = own.columns.map((/** @type {string} */ title, /** @type {number} */ column) => {
    const head = element("th", { scope: "col", "aria-sort": "none" }, element("button", { type: "button", class: "quiet", onclick: () => sort(head, column) }, title));
    return head;
  });
  const sort = (/** @type {HTMLElement} */ head, /** @type {number} */ column) => {
    const next = ORDERS[(ORDERS.indexOf(head.getAttribute("aria-sort") ?? "none") + 1) % ORDERS.length];
    for (const other of heads) other.setAttribute("aria-sort", other === head ? next : "none");
    const sign = { ascending: 1, descending: -1, none: 0 }[next] ?? 0;
    order = rows.map(({ row }) => row).sort((a, b) => sign && inOrder(a.cells[column], b.cells[column], sign));
    body.append(...order.map((row) => row.element));
  };
  return {
    element: element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body),
    rows: rows.map(({ write }) => write),
    /** The table as CSV, with a byte order mark, by which a spreadsheet recognises UTF-8. */
    csv: () => `\ufeff${separated([own.columns, ...order.map(({ cells }) => cells.map(harmless))])}`,
  };
}

/** The sort order: numbers, words, then missing cells. @param {Cell} a @param {Cell} b @param {number} sign */
function inOrder(a, b, sign) {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * (typeof a === typeof b ? compare(String(a), String(b)) : typeof a === "number" ? -1 : 1);
}

/** @param {Cell} cell */
function shown(cell) {
  return cell === null || cell === "" ? "–" : local(cell);
}

/**
 * A cell as shown, but never a formula: a spreadsheet would evaluate a text that begins like one.
 * Negative numbers begin like one, but are safe.
 * @param {Cell} cell
 */
function harmless(cell) {
  const text = cell === null ? "" : local(cell);
  return typeof cell === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/**
 * The cells of a row: code, counting, answer, verdict, seed, and changed settings.
 * @param {Exercise} exercise
 * @param {CheckedCode} checked
 * @param {import("./submissions.js").Counts} counts
 * @param {(name: string) => string} label
 * @returns {Cell[]}
 */
function told(exercise, checked, counts, label) {
  if (checked.wrong) return [own.wrong[checked.wrong], own.counts[counts], null, null, null, null];
  const { answer, as_written, right, expected, experiment, changed } = checked;
  const answered = answer === null ? own.text_answer[String(as_written)] : answer;
  const verdict = right === null ? (["text", "number"].includes(exercise.answer) ? null : own.unknown_yet) : right ? own.is_right : own.is_wrong;
  const beside = right === null || expected === null ? verdict : `${verdict} (${measured(expected, 4)})`;
  const changes = Object.entries(changed).map(([name, value]) => `${label(name)}: ${value === null ? "auto" : local(value)}`);
  return [own.valid, own.counts[counts], answered, beside, experiment.seed, changes.join("; ") || own.unchanged];
}
