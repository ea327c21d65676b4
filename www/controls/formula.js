/**
 * The potential: a preset or an own formula, rendered beside its text, and a slider for every
 * parameter. Typed text takes effect after a pause, or its error is marked.
 *
 * @typedef {import("../workers/messages.js").Problem} Problem
 * @typedef {{ preset?: string | null, formula?: string | null, parameters?: Record<string, number>, reference?: string | null, table?: string | null, file?: string | null }} Potential
 * @typedef {import("../../wasm/stepsieve.js").CheckedFormula} Checked
 * @typedef {Checked["parameters"][number]} Parameter
 * @typedef {import("../../wasm/stepsieve.js").Description["presets"][number]} Preset
 * @typedef {{
 *   check: (text: string, parameters: Record<string, number>) => Checked,
 *   choose: (preset: Preset) => void,
 *   write: (potential: Potential, committed: boolean, dimension?: number, resembles?: boolean) => void,
 *   hold: (held: boolean, problem?: import("../app/in-words.js").Told) => void,
 * }} Hooks  `hold`: the text is invalid for now, with the reason.
 */

import { annotations, sliderControl } from "./control.js";
import { element } from "../app/dom.js";
import { own } from "../app/file-texts.js";
import { local } from "../app/format.js";
import { evenly, sliderScale } from "./slider-scale.js";
import { texts } from "../app/texts.js";

const OWN = "";
/** The choice that stands for a file of positions and forces, while there is one. */
const FILE = "file";
/** The pause after which typed text takes effect, in milliseconds. */
const REST = 500;
/** In wide windows the formula is unfolded from the start. */
const ROOMY = "(min-width: 62rem)";

export class FormulaEditor {
  #select;
  #about = element("p", { class: "about" });
  #file = element("option", { value: FILE });
  #text;
  #backdrop = element("div", { class: "backdrop", "aria-hidden": "true" });
  #math = element("div", { class: "math", "data-testid": "math", role: "img" });
  /** Focusable, so the keys can scroll it sideways. */
  #fitting = new ResizeObserver(() => {
    if (this.#math.scrollWidth > this.#math.clientWidth + 1) this.#math.tabIndex = 0;
    else this.#math.removeAttribute("tabindex");
  });
  #fix;
  #sliders = element("div", { class: "parameters" });
  #annotations;
  /** @type {Potential} */
  #potential = {};
  /** Controls of the parameters by name. @type {Map<string, ReturnType<typeof sliderControl>>} */
  #controls = new Map();
  /** The formula of the current sliders. */
  #made = "";
  #suggestion = "";
  /** Set while typed text has not taken effect. @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;

  /**
   * @param {Preset[]} presets
   * @param {import("./control.js").Setting} setting of the formula, for its help
   * @param {Hooks} hooks
   */
  constructor(presets, setting, hooks) {
    this.presets = presets;
    this.hooks = hooks;
    this.#select = element(
      "select",
      { id: "preset", "data-field": "potential.preset", onchange: () => this.#chosen() },
      ...presets.map((preset) => element("option", { value: preset.name }, preset.title)),
      element("option", { value: OWN }, texts.own_formula),
    );
    this.#text = element("textarea", {
      id: "formula",
      "data-field": "potential.formula",
      rows: 3,
      spellcheck: "false",
      autocomplete: "off",
      autocapitalize: "off",
      oninput: () => this.#type(),
      onchange: () => this.#take(true),
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        const { key, shiftKey, ctrlKey, metaKey, isComposing } = event;
        // With a modifier key it ends a line, or is a command.
        if (key !== "Enter" || shiftKey || ctrlKey || metaKey || isComposing) return;
        event.preventDefault();
        this.#take(true);
      },
      onscroll: () => (this.#backdrop.scrollTop = this.#text.scrollTop),
    });
    this.#fix = element("button", { type: "button", id: "fix", class: "fix", onclick: () => this.#mend() });
    this.#fix.hidden = true;
    this.#annotations = annotations("formula", setting.help, this.#text);
    this.chooser = element(
      "div",
      { class: "control" },
      element("label", { for: "preset" }, texts.potential),
      this.#select,
      this.#about,
    );
    this.fold = element(
      "details",
      { id: "formula-fold", open: matchMedia(ROOMY).matches },
      element("summary", {}, texts.formula_and_parameters),
      element(
        "div",
        { class: "control" },
        element("label", { for: "formula" }, texts.formula),
        element("div", { class: "editor" }, this.#backdrop, this.#text),
        this.#math,
        this.#annotations.hint,
        this.#fix,
      ),
      this.#sliders,
    );
  }

  /**
   * Shows a potential from elsewhere: a link, the history, a preset, a file.
   * @param {Potential} potential
   * @param {boolean} [rows] true if the positions and forces of a file stand in its place
   */
  show(potential, rows = false) {
    this.#rest();
    this.#potential = potential;
    this.fold.hidden = rows;
    this.#file.remove();
    if (rows) {
      this.#file.textContent = potential.file ?? texts.folds.trajectory;
      this.#select.append(this.#file);
      this.#select.value = FILE;
      this.#about.textContent = own.file_about;
      return;
    }
    const preset = this.presets.find(({ name }) => name === potential.preset);
    this.#select.value = preset?.name ?? OWN;
    this.#about.textContent = preset?.about ?? texts.own_about;
    const text = potential.formula ?? preset?.formula ?? "";
    if (this.#text.value.trim() !== text.trim()) this.#text.value = text;
    const checked = this.hooks.check(text, potential.parameters ?? {});
    this.#mark(checked);
    if (!checked.problem) this.#parameters(checked.parameters);
  }

  /** Shows a formula that cannot be read, to be corrected. @param {string} text @param {Problem} problem */
  keep(text, problem) {
    this.#select.value = OWN;
    this.#about.textContent = texts.own_about;
    this.#text.value = text;
    const checked = this.hooks.check(text, {});
    this.#mark(checked);
    if (!checked.problem) this.complain(problem);
    this.fold.open = true;
    this.hooks.hold(true, problem);
  }

  /** @param {import("../app/in-words.js").Told | null} problem of the formula as a whole */
  complain(problem) {
    this.#annotations.complain(problem);
    this.#fix.hidden = true;
  }

  /** The control of a parameter. @param {string} name */
  parameter(name) {
    return this.#controls.get(name);
  }

  focus() {
    this.fold.open = true;
    this.#text.focus();
  }

  #chosen() {
    const preset = this.presets.find(({ name }) => name === this.#select.value);
    if (preset) {
      this.hooks.choose(preset);
    } else if (this.#select.value === OWN) {
      this.fold.hidden = false;
      if (!this.#text.value) this.#text.value = this.presets[0].formula;
      this.focus();
      this.#take(true);
    }
  }

  /** Renders a text during typing, as far as it can be parsed, without further effect. */
  #type() {
    this.#rest();
    this.#typing = setTimeout(() => this.#take(false), REST);
    this.hooks.hold(true);
    const checked = this.hooks.check(this.#text.value, {});
    if (checked.problem) this.#backdrop.textContent = this.#text.value;
    else this.#mark(checked);
  }

  #rest() {
    clearTimeout(this.#typing);
    this.#typing = undefined;
  }

  /** Applies the text, or marks its error. @param {boolean} committed */
  #take(committed) {
    this.#rest();
    const text = this.#text.value;
    const preset = this.presets.find(({ name }) => name === this.#potential.preset);
    // Leaving the field without a change does not turn a preset into an own formula.
    if (preset && text.trim() === preset.formula.trim() && this.#select.value === preset.name) {
      this.hooks.hold(false);
      this.show(this.#potential);
      return;
    }
    const declared = this.hooks.check(text, {});
    this.#mark(declared);
    if (declared.problem) {
      this.hooks.hold(true, declared.problem);
      return;
    }
    const kept = Object.entries(this.#potential.parameters ?? {}).filter(([name]) =>
      declared.parameters.some((parameter) => parameter.name === name),
    );
    const { reference, table, file } = this.#potential;
    this.hooks.write(
      { formula: text, ...(kept.length && { parameters: Object.fromEntries(kept) }), ...(reference && { reference }), ...(table && { table, ...(file && { file }) }) },
      committed,
      declared.dimension,
      preset !== undefined && numberless(text) === numberless(preset.formula),
    );
  }

  #mend() {
    this.#text.value = this.#suggestion;
    // As if it had been typed.
    for (const type of ["input", "change"]) this.#text.dispatchEvent(new Event(type, { bubbles: true }));
    this.#text.focus();
  }

  /** Renders the formula, or marks its error. @param {Checked} checked */
  #mark({ mathml, problem }) {
    const text = this.#text.value;
    this.#annotations.complain(problem);
    const suggestion = problem?.fix ?? "";
    this.#fix.hidden = !suggestion;
    // A button replaced while pressed would miss the click.
    if (suggestion !== this.#suggestion) this.#fix.replaceChildren(texts.fix, " ", element("code", {}, suggestion));
    this.#suggestion = suggestion;
    this.#backdrop.replaceChildren(...(problem ? marked(text, problem.start, problem.end) : [text]));
    // Reading the scroll position costs a layout.
    if (problem) this.#backdrop.scrollTop = this.#text.scrollTop;
    this.#math.classList.toggle("stale", problem !== null);
    if (!problem && mathml) {
      this.#math.replaceChildren(...mathOf(mathml));
      this.#fitting.disconnect();
      for (const box of [this.#math, ...this.#math.children]) this.#fitting.observe(box);
      this.#math.setAttribute("aria-label", `${texts.formula_shown}: ${text}`);
    }
  }

  /** @param {Parameter[]} parameters */
  #parameters(parameters) {
    const made = JSON.stringify(parameters.map(({ name, range }) => [name, range]));
    if (made !== this.#made) {
      this.#made = made;
      this.#controls = new Map(parameters.map((parameter) => [parameter.name, this.#parameter(parameter)]));
      this.#sliders.replaceChildren(...[...this.#controls.values()].map((made) => made.element));
    }
    for (const { name, value } of parameters) this.#controls.get(name)?.show(value);
  }

  /** @param {Parameter} parameter */
  #parameter({ name, range }) {
    const setting = {
      name: `potential.parameters.${name}`,
      label: texts.parameter(name),
      symbol: "",
      unit: "",
      help: range ? texts.parameter_range(local(range[0]), local(range[1])) : texts.parameter_help,
      kind: { type: "number" },
    };
    const made = sliderControl(setting, (_, value, committed) => this.#set(name, value, committed));
    if (range) {
      const [low, high] = range;
      made.setStops(low > 0 && high >= 10 * low ? sliderScale(low, high) : evenly(low, high, 200));
    } else {
      made.element.classList.add("plain");
    }
    return made;
  }

  /**
   * @param {string} name
   * @param {unknown} value
   * @param {boolean} committed
   */
  #set(name, value, committed) {
    const declared = this.hooks.check(this.#text.value, {}).parameters.find((parameter) => parameter.name === name);
    const parameters = { ...this.#potential.parameters, [name]: value };
    // At the formula's own value there is nothing to override.
    if (declared?.value === value) delete parameters[name];
    const { parameters: _, ...rest } = this.#potential;
    this.hooks.write(
      /** @type {Potential} */ (Object.keys(parameters).length ? { ...rest, parameters } : rest),
      committed,
    );
  }
}

/** A formula without its numbers; if only these differ, it is the same energy with other parameters. @param {string} text */
function numberless(text) {
  return text.replace(/\s/g, "").replace(/[\d.]+(?:e[-+]?\d+)?/g, "0");
}

/**
 * The text with its error marked; a position between two characters gets its own mark.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
function marked(text, start, end) {
  const wrong = text.slice(start, end) || " ";
  return [text.slice(0, start), element("mark", {}, wrong), text.slice(end)];
}

/**
 * The nodes of a formula's MathML, and nothing but MathML.
 * @param {string} mathml
 */
function mathOf(mathml) {
  const parsed = new DOMParser().parseFromString(mathml, "text/html");
  return [...parsed.body.children].filter(
    (node) => node.namespaceURI === "http://www.w3.org/1998/Math/MathML" && !node.querySelector("script, annotation-xml"),
  );
}
