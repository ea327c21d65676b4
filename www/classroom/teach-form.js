/**
 * The form for writing an exercise.
 *
 * @typedef {import("../../wasm/stepsieve.js").Exercise} Exercise
 * @typedef {import("../../wasm/stepsieve.js").ReadExercise} ReadExercise
 */

import { own } from "./classroom-texts.js";
import { element } from "../app/dom.js";
import { belongs, captions } from "../figures/figures.js";
import { local } from "../app/format.js";
import { FIGURES } from "../names.js";
import { texts } from "../app/texts.js";

/** The settings most likely available to students; the others are folded away. */
const LIKELY = ["step", "friction", "seed", "steps"];

/**
 * Adds the form of an exercise to the page.
 * @param {HTMLElement} place
 * @param {ReadExercise & { exercise: Exercise }} read
 * @param {{ name: string, label: string }[]} settings
 * @returns {() => Exercise} reads the exercise from the form
 */
export function form(place, { exercise, experiment, controls, quantities, tolerance: allowed }, settings) {
  const dimension = experiment.bins.length;
  const box = (/** @type {string} */ group, /** @type {string} */ value, /** @type {string} */ label, /** @type {boolean} */ checked) =>
    element("label", {}, element("input", { type: "checkbox", name: group, value, checked }), ` ${label}`);
  const fields = (/** @type {string} */ title, /** @type {(Node | null)[]} */ ...content) => element("fieldset", {}, element("legend", {}, title), ...content);
  const named = (/** @type {string} */ label, /** @type {HTMLElement} */ input) => element("label", {}, `${label} `, input);

  const [titles] = captions(dimension);
  const figures = FIGURES.filter((figure) => belongs(figure, dimension, experiment.kind));
  const parts = /** @type {Record<string, string>} */ ({ ...titles, findings: texts.findings, numbers: texts.table, step: texts.step });
  const control = (/** @type {string} */ name) =>
    box("controls", name, settings.find((setting) => setting.name === name)?.label ?? name, exercise.controls.includes(name));
  const [likely, others] = [true, false].map((is) => controls.filter((name) => LIKELY.includes(name) === is));

  const title = element("input", { id: "title-field", type: "text", value: exercise.title, autocomplete: "off" });
  const question = element("textarea", { id: "question-field", rows: 4 }, exercise.question);
  const answer = element(
    "select",
    { id: "answer-kind" },
    ...["text", "number", ...quantities].map((kind) => element("option", { value: kind, selected: kind === exercise.answer }, own.answers[kind])),
  );
  const expected = element("input", { id: "expected", type: "text", inputmode: "decimal", autocomplete: "off", value: exercise.expected === undefined ? "" : local(exercise.expected) });
  const tolerance = element("input", { id: "tolerance", type: "text", autocomplete: "off", value: allowed });
  const told = element("input", { id: "told", type: "checkbox", checked: exercise.told });
  const rows = {
    expected: named(own.expected, expected),
    tolerance: named(own.tolerance_label, tolerance),
    told: element("div", {}, element("label", {}, told, ` ${own.told}`), element("p", { class: "help" }, own.told_help)),
  };
  const more = element("details", {}, element("summary", {}, texts.advanced), element("div", { class: "choices" }, ...others.map(control)));
  more.hidden = others.length === 0;

  place.replaceChildren(
    named(own.title_field, title),
    named(own.question_field, question),
    fields(own.hide, element("div", { class: "choices" }, ...Object.entries(own.parts).map(([part, label]) => box("hide", part, label, exercise.hide.includes(part))))),
    fields(own.show, element("div", { class: "choices" }, ...[...figures, "findings", "numbers"].map((part) => box("show", part, parts[part], exercise.show.includes(part))))),
    fields(own.controls, element("div", { class: "choices" }, ...likely.map(control)), more),
    fields(
      own.seeds,
      ...Object.entries(own.seed_kinds).map(([kind, label]) =>
        element("label", {}, element("input", { type: "radio", name: "seeds", value: kind, checked: kind === exercise.seeds }), ` ${label}`),
      ),
    ),
    fields(own.answer_title, named(own.answer_kind, answer), rows.expected, rows.tolerance, rows.told),
  );
  const arrange = () => {
    rows.expected.hidden = answer.value !== "number";
    rows.tolerance.hidden = rows.told.hidden = answer.value === "text";
  };
  answer.addEventListener("change", arrange);
  arrange();

  const chosen = (/** @type {string} */ group) =>
    [.../** @type {NodeListOf<HTMLInputElement>} */ (place.querySelectorAll(`input[name=${group}]:checked`))].map(({ value }) => value);
  return () => ({
    version: exercise.version,
    link: exercise.link,
    title: title.value,
    question: question.value,
    hide: chosen("hide"),
    show: chosen("show"),
    controls: chosen("controls"),
    seeds: chosen("seeds")[0] === "name" ? "name" : "same",
    answer: answer.value,
    ...(answer.value === "number" ? { expected: expected.value } : {}),
    ...(answer.value === "text" ? {} : { tolerance: tolerance.value }),
    told: told.checked && answer.value !== "text",
  });
}
