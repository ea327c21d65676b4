/**
 * A lesson keeps predictions, lists runs, and checks answers against the reader's own runs. The
 * page holds the questions; a module of each lesson holds the right answers and the hints.
 *
 * In the page:
 *   <figure class="demo"><stepsieve-demo id="ID" …></stepsieve-demo></figure>
 *   <form class="prediction" data-name="NAME"><fieldset><legend>…</legend> radio buttons </fieldset></form>
 *   <form class="question" data-name="NAME"><fieldset><legend>…</legend> radio buttons, or nothing for a number </fieldset></form>
 *
 * @typedef {Whole<import("../../wasm/stepsieve.js").Outcome>} Outcome
 *   of a complete run, which has all that the questions about its demo ask for
 * @typedef {Record<string, Outcome[]>} Runs complete ones by the names of demos, oldest first
 * @typedef {number | string} Answer a number, or the value of a radio button
 * @typedef {{
 *   of: (runs: Runs) => Outcome | undefined,
 *   came: (outcome: Outcome) => string,
 *   shown: (outcome: Outcome, runs: Runs) => string | null,
 * }} Prediction its run, a sentence on that run, and the choice that the run shows, if any
 * @typedef {{
 *   from: (runs: Runs) => (Outcome | undefined)[],
 *   first: string,
 *   right: (...runs: Outcome[]) => Answer[],
 *   within?: number,
 *   wrong?: [(...runs: Outcome[]) => Answer[], string][],
 *   otherwise: string,
 *   because: (...runs: Outcome[]) => string,
 * }} Question its runs and the request to make them (`first`); right answers, up to the relative
 *   tolerance `within`; mistakes, each with a hint; a hint for all others; a remark if right
 */

/**
 * A type of which nothing is missing.
 * @template T
 * @typedef {T extends object ? { [part in keyof T]-?: Whole<NonNullable<T[part]>> } : T} Whole
 */

import { steady } from "../embed/steady.js";
import { dressDemo, dressQuestion, element, notebook } from "./lesson-chrome.js";

/** The default relative tolerance of an answer. */
const WITHIN = 0.03;

/**
 * @param {{
 *   columns: Record<string, [string, (outcome: Outcome) => string][]>,
 *   predictions: Record<string, Prediction>,
 *   questions: Record<string, Question>,
 * }} lesson columns of the list of runs of each demo, predictions and questions by their names
 */
export function lesson({ columns, predictions, questions }) {
  /** @type {Runs} */
  const runs = {};
  /** @type {((told: HTMLElement) => void)[]} */
  const waiting = [];
  for (const figure of document.querySelectorAll(".demo")) {
    const demo = dressDemo(figure);
    steady(demo);
    runs[demo.id] = [];
    const write = notebook(figure, columns[demo.id] ?? []);
    // Below the demo: text above it would move its controls.
    const told = element("div", { role: "status" });
    figure.after(told);
    demo.addEventListener("stepsieve-outcome", (event) => {
      const { outcome, complete } = /** @type {CustomEvent<{ outcome: Outcome, complete: boolean }>} */ (event).detail;
      if (!complete) return;
      runs[demo.id].push(outcome);
      write(outcome);
      for (const look of waiting) look(told);
    });
  }
  for (const form of forms("prediction")) waiting.push(keep(form, predictions[form.dataset.name ?? ""], runs));
  for (const form of forms("question")) wire(form, questions[form.dataset.name ?? ""], runs);
  void customElements.whenDefined("stepsieve-demo").then(() => document.getElementById("opening")?.remove());
}

/** The last run with a property. @param {Outcome[]} runs @param {(outcome: Outcome) => boolean} has */
export function last(runs, has) {
  return runs.findLast(has);
}

/**
 * The choice whose value is nearest to a number, by their ratio.
 * @param {number} value
 * @param {Record<string, number>} choices
 */
export function nearest(value, choices) {
  const ratio = (/** @type {string} */ name) => Math.max(value / choices[name], choices[name] / value);
  return Object.keys(choices).reduce((best, name) => (ratio(name) < ratio(best) ? name : best));
}

/** True if a setting of a run is within 1 % of a value. @param {"step" | "friction"} setting @param {number} value */
export function at(setting, value) {
  return (/** @type {Outcome} */ { experiment }) => isNear(experiment[setting], value, 0.01);
}

/**
 * Reads a number with a point or a comma, or a fraction; NaN if it is neither.
 * @param {string} text
 */
export function read(text) {
  const parts = text.trim().replace(/,/g, ".").replace(/[−–]/g, "-").split("/");
  if (parts.length > 2 || parts.some((part) => part.trim() === "")) return NaN;
  return parts.map(Number).reduce((whole, part) => whole / part);
}

/**
 * The verdict on an answer, with its remark or hint.
 * @param {Question} question
 * @param {Answer} answer
 * @param {Outcome[]} outcomes
 */
export function judge({ right, within = WITHIN, wrong = [], otherwise, because }, answer, outcomes) {
  const isOne = (/** @type {Answer[]} */ values) => values.some((value) => isSame(answer, value, within));
  if (isOne(right(...outcomes))) return { right: true, said: because(...outcomes) };
  const mistake = wrong.find(([values]) => isOne(values(...outcomes)));
  return { right: false, said: mistake?.[1] ?? otherwise };
}

/** @param {Answer} answer @param {Answer} value @param {number} within */
function isSame(answer, value, within) {
  return typeof answer === "number" && typeof value === "number" ? isNear(answer, value, within) : answer === value;
}

/** @param {number} a @param {number} b @param {number} within */
function isNear(a, b, within) {
  return Math.abs(a - b) <= within * Math.abs(b);
}

/** @param {string} kind @returns {NodeListOf<HTMLFormElement>} */
function forms(kind) {
  return document.querySelectorAll(`form.${kind}`);
}

/**
 * Locks a prediction once its run is complete, and states the result of the run beside it.
 * @param {HTMLFormElement} form
 * @param {Prediction} prediction
 * @param {Runs} runs
 */
function keep(form, { of, came, shown }, runs) {
  const fields = /** @type {HTMLFieldSetElement} */ (form.querySelector("fieldset"));
  /** @param {HTMLElement} told the place for the statement */
  return (told) => {
    const outcome = of(runs);
    if (!outcome || fields.disabled) return;
    fields.disabled = true;
    const chosen = choice(form, ":checked");
    const found = choice(form, `[value="${shown(outcome, runs)}"]`);
    if (found) found.label.dataset.shown = "";
    if (chosen && found) form.dataset.verdict = chosen.label === found.label ? "right" : "wrong";
    const predicted = chosen ? `You predicted: “${chosen.text}”.` : "You made no prediction.";
    const { verdict = "" } = form.dataset;
    const instead = found ? ` ${verdict === "wrong" ? "Not this time: the" : "The"} run shows: “${found.text}”.` : "";
    const asked = element("span", {}, form.querySelector("legend")?.textContent?.trim() ?? "");
    const line = element("p", { className: "came" }, asked, ` ${predicted}${verdict === "right" ? " So it was." : instead} Your run: ${came(outcome)}`);
    Object.assign(line.dataset, { name: form.dataset.name, verdict });
    told.append(line);
  };
}

/** A choice of a form with its text. @param {HTMLFormElement} form @param {string} which */
function choice(form, which) {
  const label = form.querySelector(`input${which}`)?.closest("label");
  return label && { label, text: label.textContent?.trim() };
}

/** @param {HTMLFormElement} form @param {Question} question @param {Runs} runs */
function wire(form, question, runs) {
  const { value, say } = dressQuestion(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = value();
    const answer = form.querySelector("[type=radio]") ? given : read(given);
    if (given === "") return say(null, "Give an answer first.");
    if (Number.isNaN(answer)) return say(null, "That is not a number: write it as 0.25, 2.5e-1 or 1/4.");
    const wanted = question.from(runs);
    const outcomes = wanted.filter((outcome) => outcome !== undefined);
    if (wanted.length === 0 || outcomes.length < wanted.length) return say(null, question.first);
    const { right, said } = judge(question, answer, outcomes);
    say(right, said);
  });
}
