/**
 * One control for one setting, of the kind given by the settings table: a text box with an optional
 * slider and quick values, a switch, or a choice. It shows its help and, in place, its errors.
 *
 * @typedef {{ type: string, min?: number, max?: number, integer?: boolean, logarithmic?: boolean, automatic?: boolean, options?: string[] }} Kind
 * @typedef {Pick<import("../../wasm/stepsieve.js").Setting, "name" | "label" | "symbol" | "unit" | "help"> & { kind: Kind }} Setting
 * @typedef {(name: string, value: unknown, committed: boolean) => void} Edit
 * @typedef {import("../app/in-words.js").Told & { fix?: string }} Complaint `fix` is a value that may replace the invalid one
 * @typedef {{ name: string, element: HTMLElement, show: (value: unknown) => void, complain: (problem: Complaint | null) => void, focus: () => void }} Control
 */

import { element } from "../app/dom.js";
import { isGrouped, listed, local, neutral, plain } from "../app/format.js";
import { say } from "../app/in-words.js";
import { nearest } from "./slider-scale.js";
import { sliding } from "./sliding.js";
import { texts } from "../app/texts.js";

/**
 * @param {Setting} setting
 * @param {Edit} edit
 * @param {{ extra?: HTMLElement | null }} [more] an element beside the box
 * @returns {Control}
 */
export function control(setting, edit, { extra = null } = {}) {
  const id = `set-${setting.name.replaceAll(".", "-")}`;
  const { input, show } = inputOf(setting, id, edit);
  const { hint, complain: annotate } = annotations(id, setting.help, input);
  const complain = (/** @type {Complaint | null} */ problem) => {
    annotate(problem);
    hint.querySelector(".fix")?.remove();
    if (!problem?.fix) return;
    const { fix } = problem;
    const take = () => edit(setting.name, typed(setting.kind, fix), true);
    // Its help is that of the control.
    const described = { "aria-describedby": `${id}-help`, "data-fix": setting.name };
    hint.append(element("button", { type: "button", class: "fix", onclick: take, ...described }, texts.fix, " ", element("code", {}, fix)));
  };
  const flag = isSwitch(setting.kind);
  const label = element("label", { for: id }, ...named(setting));
  const row = element("div", { class: "box" }, input, extra);
  return {
    name: setting.name,
    element: element("div", { class: flag ? "control flag" : "control" }, ...(flag ? [row, label] : [label, row]), hint),
    show: (value) => {
      show(value);
      complain(null);
    },
    complain,
    focus: () => input.focus(),
  };
}

/**
 * A control with a slider over it. `stops` are the slider's values; they can change later.
 * @param {Setting} setting
 * @param {Edit} edit
 * @param {HTMLElement} [quick] an element below, such as suggested values
 * @returns {Control & { setStops: (stops: number[]) => void }}
 */
export function sliderControl(setting, edit, quick) {
  /** @type {number[]} */
  let stops = [0, 1];
  let value = 0;
  const title = [setting.label, setting.symbol].filter(Boolean).join(" ");
  const inner = control(setting, edit);
  const slider = element("input", {
    type: "range",
    min: 0,
    class: "slider",
    "aria-label": texts.slider(title),
    "aria-describedby": inner.element.querySelector(".help")?.id,
  });
  sliding(slider, (committed) => {
    const chosen = stops[slider.valueAsNumber];
    // A gesture commits only its own movement; later changes from elsewhere stay.
    if (committed && chosen !== value) return;
    value = chosen;
    edit(setting.name, value, committed);
    describe();
  });
  const describe = () => slider.setAttribute("aria-valuetext", [local(value) || texts.automatic, setting.unit].filter(Boolean).join(" "));
  const place = () => {
    slider.max = String(stops.length - 1);
    slider.value = String(nearest(stops, value));
    describe();
  };
  inner.element.classList.add("sliding");
  inner.element.querySelector(".box")?.after(slider, ...(quick ? [quick] : []));
  return {
    ...inner,
    show: (shown) => {
      inner.show(shown);
      // Rounding must not move the slider under the finger.
      const settled = shown === value;
      value = /** @type {number} */ (shown);
      if (!settled) place();
    },
    setStops: (newer) => {
      stops = newer;
      place();
    },
  };
}

/**
 * Help and error message of an input, linked to it for screen readers.
 * @param {string} id
 * @param {string} help
 * @param {HTMLElement} input
 */
export function annotations(id, help, input) {
  const helper = element("small", { id: `${id}-help`, class: "help" }, help);
  const complaint = element("small", { id: `${id}-problem`, class: "problem", role: "alert" });
  complaint.hidden = true;
  input.setAttribute("aria-describedby", helper.id);
  return {
    hint: element("div", { class: "hint" }, complaint, helper),
    /** @param {import("../app/in-words.js").Told | null} problem */
    complain: (problem) => {
      complaint.hidden = problem === null;
      say(complaint, ...(problem ? [problem] : []));
      if (problem === null) input.removeAttribute("aria-invalid");
      else input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", problem === null ? helper.id : `${complaint.id} ${helper.id}`);
    },
  };
}

/** @param {Kind} kind */
function isSwitch(kind) {
  return kind.type === "flag" || kind.type === "group";
}

/** @param {Setting} setting */
function named({ label, symbol, unit }) {
  return [
    label,
    symbol ? element("i", { class: "symbol" }, ` ${symbol}`) : null,
    unit ? element("span", { class: "unit" }, ` (${unit})`) : null,
  ];
}

/**
 * @param {Setting} setting
 * @param {string} id
 * @param {Edit} edit
 * @returns {{ input: HTMLInputElement | HTMLSelectElement, show: (value: unknown) => void }}
 */
function inputOf(setting, id, edit) {
  const { kind, name } = setting;
  const common = { id, name, "data-field": name };
  if (isSwitch(kind)) {
    // A group that is off is `null`; switched on it takes its defaults.
    const group = kind.type === "group";
    const value = () => (group ? (input.checked ? {} : null) : input.checked);
    const input = element("input", { ...common, type: "checkbox", onchange: () => edit(name, value(), true) });
    return { input, show: (value) => void (input.checked = group ? value !== null : /** @type {boolean} */ (value)) };
  }
  if (kind.type === "choice") {
    const options = (kind.options ?? []).map((word) => element("option", { value: word }, texts.options[word] ?? word));
    const input = element("select", { ...common, onchange: () => edit(name, input.value, true) }, ...options);
    return { input, show: (value) => void (input.value = /** @type {string} */ (value)) };
  }
  const numeric = ["number", "vector", "matrix"].includes(kind.type);
  const input = element("input", {
    ...common,
    type: "text",
    inputmode: numeric ? (kind.integer ? "numeric" : "text") : null,
    autocomplete: "off",
    spellcheck: "false",
    placeholder: kind.automatic ? texts.automatic : null,
    onchange: () => edit(name, typed(kind, input.value), true),
  });
  return {
    input,
    show: (value) => {
      // How a number in groups was read is shown.
      const stays = typed(kind, input.value) === value && value != null && !isGrouped(trimmed(input.value));
      if (!stays) input.value = Array.isArray(value) && kind.type === "matrix" ? plain(value) : local(without(value));
    },
  };
}

/**
 * The typed text converted to the type of its setting; text that does not fit stays text, and the
 * validation reports it.
 * @param {Kind} kind
 * @param {string} text
 * @returns {unknown}
 */
export function typed(kind, text) {
  const written = trimmed(text);
  const number = (/** @type {string} */ text) => (text !== "" && Number.isFinite(Number(text)) ? Number(text) : text);
  if (kind.type === "number") {
    if (kind.automatic && (written === "" || written === texts.automatic)) return null;
    // Three digits behind the decimal separator of a count were meant as a group.
    const read = kind.integer && THOUSANDS.test(written) && !isGrouped(written) ? written : number(neutral(written));
    return typeof read === "number" ? read : written;
  }
  if (kind.type === "matrix" && (written.includes(";") || listed(written).length > 1)) {
    const row = (/** @type {string} */ items) => items.split(",").map((item) => number(item.trim()));
    return written.split(";").map(row);
  }
  if (kind.type === "matrix") return typed({ type: "number" }, written);
  if (kind.type === "periods") return written === "" ? null : listed(written).map((part) => neutral(part.trim()));
  if (kind.type === "vector" && kind.automatic && (written === "" || written === texts.automatic)) return null;
  if (kind.type === "vector") return listed(written).map((part) => typed({ ...kind, type: "number" }, part));
  return text;
}

/** A coordinate without a period has the period zero. @param {unknown} value */
function without(value) {
  return Array.isArray(value) ? value.map((one) => one ?? 0) : value;
}

/** A number that looks grouped, with either mark. */
const THOUSANDS = /^-?\d{1,3}[.,]\d{3}$/;

/** @param {string} text */
function trimmed(text) {
  return text.trim().replaceAll("−", "-");
}
