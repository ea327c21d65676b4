/**
 * A lesson: predictions are kept, runs are written down, and answers are checked against what the
 * reader's own runs have brought. What is asked stands in the page; what counts as right, and what
 * is said to which mistake, in a module of each lesson.
 *
 * In the page:
 *   <figure class="demo"><stepsieve-demo id="ID" …></stepsieve-demo></figure>
 *   <form class="prediction" data-name="NAME"><fieldset><legend>…</legend> radio buttons </fieldset></form>
 *   <form class="question" data-name="NAME"><fieldset><legend>…</legend> radio buttons, or nothing for a number </fieldset></form>
 *
 * @typedef {any} Outcome
 * @typedef {Record<string, Outcome[]>} Runs complete ones, the oldest first, by the names of demos
 * @typedef {number | string} Answer the value of a radio button where there are any
 * @typedef {{
 *   of: (runs: Runs) => Outcome | undefined,
 *   came: (outcome: Outcome) => string,
 *   shown: (outcome: Outcome, runs: Runs) => string | null,
 * }} Prediction the run that it is about, what came of it, and which of the choices that is, if any
 * @typedef {{
 *   from: (runs: Runs) => (Outcome | undefined)[],
 *   first: string,
 *   right: (...outcomes: Outcome[]) => Answer[],
 *   within?: number,
 *   wrong?: [(...outcomes: Outcome[]) => Answer[], string][],
 *   otherwise: string,
 *   because: (...outcomes: Outcome[]) => string,
 * }} Question the runs that it is about, and what to do while there are none; answers that are right,
 *   to a share of `within`; mistakes, each with a hint; a hint to any other; and what to add to a right one
 */

import { steady } from "../embed/steady.js";
import { dressDemo, dressQuestion, element, notebook } from "./lesson-chrome.js";

/** How near an answer must come, as a share of the right one, where nothing else is said. */
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
    // Under the demo, whose controls would move with all that is above it.
    const told = element("div", { role: "status" });
    figure.after(told);
    demo.addEventListener("stepsieve-outcome", (/** @type {any} */ { detail: { outcome, complete } }) => {
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

/** The last of some runs that has a property. @param {Outcome[]} runs @param {(outcome: Outcome) => boolean} has */
export function last(runs, has) {
  return runs.findLast(has);
}

/**
 * The one of some choices whose value a number is nearest to, as a ratio.
 * @param {number} value
 * @param {Record<string, number>} choices
 */
export function nearest(value, choices) {
  const ratio = (/** @type {string} */ name) => Math.max(value / choices[name], choices[name] / value);
  return Object.keys(choices).reduce((best, name) => (ratio(name) < ratio(best) ? name : best));
}

/** True if a run's setting has a value. @param {string} setting @param {number} value */
export function at(setting, value) {
  return (/** @type {Outcome} */ { experiment }) => isNear(experiment[setting], value, 0.01);
}

/**
 * A number that somebody has written: with a point or a comma, or as a fraction.
 * @param {string} text
 */
export function read(text) {
  const parts = text.trim().replace(/,/g, ".").replace(/[−–]/g, "-").split("/");
  if (parts.length > 2 || parts.some((part) => part.trim() === "")) return NaN;
  return parts.map(Number).reduce((whole, part) => whole / part);
}

/**
 * What is to be said to an answer.
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
 * Keeps a prediction as it was when its run was complete, and tells what came instead if it was wrong.
 * @param {HTMLFormElement} form
 * @param {Prediction} prediction
 * @param {Runs} runs
 */
function keep(form, { of, came, shown }, runs) {
  const fields = /** @type {HTMLFieldSetElement} */ (form.querySelector("fieldset"));
  /** @param {HTMLElement} told where it is told */
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

/** A choice of a form, and what it says. @param {HTMLFormElement} form @param {string} which */
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
    const outcomes = question.from(runs);
    if (outcomes.length === 0 || outcomes.some((outcome) => !outcome)) return say(null, question.first);
    const { right, said } = judge(question, answer, outcomes);
    say(right, said);
  });
}
