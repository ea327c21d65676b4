/**
 * The controls of an experiment, made from the settings table. The page sets only the group of each
 * setting; unknown settings go to the group of the others.
 *
 * @typedef {import("./control.js").Setting} Setting
 * @typedef {import("./control.js").Control} Control
 * @typedef {import("./formula.js").Preset} Preset
 */

import { Choices } from "./choices.js";
import { control, sliderControl } from "./control.js";
import { element } from "../app/dom.js";
import { local } from "../app/format.js";
import { FormulaEditor } from "./formula.js";
import { sliderScale, rounded } from "./slider-scale.js";
import { texts } from "../app/texts.js";
import { MOST_GRIDDED } from "../names.js";

/** Visible settings with sliders. */
const FOREMOST = ["step", "friction"];
/** The mode, visible. */
const KIND = "kind";
/** A visible switch, if it applies. */
const SWITCH = "calibration";
/** Groups of settings with their own fold, shown only where they apply. */
const FOLDS = /** @type {const} */ ({ trajectory: "rows", compare: "dynamics", scan: "scan" });
/** The settings that the rows of a file have, apart from their own, and the ones that have no control. */
const OF_ROWS = ["periodic", "bins", "potential.reference"];
const OF_FILE = ["trajectory.hash", "trajectory.dimension"];
/** Groups of the other settings, by the beginnings of their names. */
const GROUPS = {
  run: ["steps", "accuracy", "walkers", "seed", "burn_in"],
  calibration: ["calibration"],
  histogram: ["periodic", "region", "bins"],
  start: ["initial", "resample"],
  estimate: ["estimator", "interactions", "potential.reference"],
  other: [""],
};
/** The settings in the formula editor. */
const IN_EDITOR = ["potential.preset", "potential.formula", "potential.parameters", "potential.table", "potential.file"];
/** Settings of grids, which end at three dimensions, and that of the terms beyond. */
const OF_GRIDS = ["periodic", "bins", "fit"];
const OF_TERMS = "interactions";
/** A slider spans from a tenth of the smallest suggested value to ten times the largest. */
const SPAN = 10;
/** Significant digits of the ends of a slider. */
const DIGITS = 12;

export class Controls {
  /** @type {Map<string, Control>} */
  #controls = new Map();
  /** Sliders of the foremost settings. @type {Map<string, ReturnType<typeof sliderControl>>} */
  #sliders = new Map();
  /** Quick values by setting. @type {Map<string, HTMLElement>} */
  #quick = new Map();
  #folds = new Map(
    /** @type {(keyof typeof FOLDS)[]} */ (Object.keys(FOLDS)).map((group) => [group, element("details", { id: FOLDS[group] })]),
  );
  #choices;
  /** Names of the available settings, `null` for all. @type {string[] | null} */
  #wanted = null;
  /** The field with typed text that has not taken effect. @type {EventTarget | null} */
  #typed = null;
  /** The preset and range of each slider. @type {Map<string, { preset: Preset | undefined, low: number, high: number }>} */
  #spans = new Map();

  /**
   * @param {{ settings: Setting[], presets: Preset[] }} described
   * @param {{ edit: import("./control.js").Edit, fresh: () => number, workers: HTMLElement, hold: (name: string, held: boolean, problem?: import("../app/in-words.js").Told) => void } & import("./choices.js").Hooks & Omit<import("./formula.js").Hooks, "hold">} hooks
   */
  constructor({ settings, presets }, hooks) {
    this.settings = settings;
    this.presets = presets;
    this.hooks = hooks;
    this.editor = new FormulaEditor(presets, this.#setting("potential.formula"), {
      ...hooks,
      hold: (held, problem) => hooks.hold("potential", held, problem),
    });
    this.#choices = new Choices(hooks);
    this.element = element(
      "div",
      {},
      this.editor.chooser,
      this.#ordinary(this.#setting(KIND)),
      this.#choices.element,
      ...FOREMOST.map((name) => this.#foremost(name)),
      this.#ordinary(this.#setting(SWITCH)),
      ...this.#folds.values(),
      this.editor.fold,
      this.#more(),
    );
    this.element.addEventListener("input", ({ target }) => (this.#typed = target));
    this.element.addEventListener("change", () => (this.#typed = null));
    for (const [group, fold] of this.#folds) {
      fold.append(element("summary", {}, texts.folds[group]), this.#pairs(({ name }) => name.startsWith(`${group}.`) && !OF_FILE.includes(name)));
      // There is little else to set.
      fold.open = group === "trajectory";
    }
  }

  /** Applies typed text now, as leaving its field would. */
  settle() {
    this.#typed?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Shows an experiment. @param {import("../../wasm/stepsieve.js").Experiment} experiment @param {Set<string>} drafts settings left as typed */
  show(experiment, drafts) {
    /** @type {Record<string, unknown>} */
    const fields = { ...experiment };
    const { trajectory } = experiment;
    if (!drafts.has("potential")) this.editor.show(experiment.potential, trajectory !== null);
    this.#span(experiment);
    this.#choices.show(experiment);
    for (const [group, fold] of this.#folds) fold.hidden = fields[group] === null;
    for (const [name, made] of this.#controls) {
      const group = name.split(".")[0];
      made.element.hidden = fields[group] === null && name !== group;
      if (name === SWITCH) made.element.hidden = experiment.bins.length === 1 || experiment.scan !== null;
      const many = experiment.bins.length > MOST_GRIDDED;
      if (many ? OF_GRIDS.includes(name) : name === OF_TERMS) made.element.hidden = true;
      // With calibration the friction is an estimated matrix.
      if (name === "friction") made.element.hidden = experiment.calibration !== null;
      // A scan tries many steps, and the friction follows from them.
      if (FOREMOST.includes(name) && experiment.scan !== null) made.element.hidden = true;
      if (trajectory && !name.startsWith("trajectory.") && !OF_ROWS.includes(name)) made.element.hidden = true;
      // A hidden control must not prevent a run.
      if (made.element.hidden) this.hooks.hold(name, false);
      if (made.element.hidden || !drafts.has(name)) made.show(at(experiment, name));
    }
    // The rows of a file need no walkers.
    this.hooks.workers.hidden = trajectory !== null;
    for (const group of this.element.querySelectorAll("fieldset")) {
      group.hidden = [...group.querySelectorAll(".control")].every((made) => /** @type {HTMLElement} */ (made).hidden);
    }
  }

  /**
   * Keeps only some settings, by name; `potential` is the choice of one.
   * @param {string[]} names
   */
  keepOnly(names) {
    this.#wanted = names;
    const kept = names.flatMap((name) => (name === "potential" ? [this.editor.chooser] : [this.#controls.get(name)?.element ?? []].flat()));
    this.element.replaceChildren(...kept);
  }

  /**
   * Shows a problem at its control.
   * @param {import("../workers/messages.js").Problem} problem
   * @returns {boolean} true if there is such a control
   */
  complain(problem) {
    const { field } = problem;
    if (this.#wanted && !this.#wanted.includes(field.split(".")[0]) && !this.#wanted.includes(field)) return false;
    const parameter = field.startsWith("potential.parameters.") && this.editor.parameter(field.split(".")[2]);
    const found = parameter || this.#controls.get(field);
    if (found) found.complain(problem);
    else if (field.startsWith("potential")) this.editor.complain(problem);
    else return false;
    this.#reveal(found ? found.element : this.editor.fold);
    return true;
  }

  /** Keeps a formula that cannot be read in its box. @param {import("../workers/messages.js").Problem[]} problems */
  keep(problems) {
    const problem = problems.find(({ given }) => given !== undefined);
    if (problem?.given !== undefined && !this.#wanted) this.editor.keep(problem.given, problem);
  }

  /** Moves the focus to the first invalid control that is visible or can be unfolded. */
  focusInvalid() {
    const wrong = this.element.querySelector("[aria-invalid]");
    this.#reveal(wrong);
    if (!(wrong instanceof HTMLElement)) return;
    wrong.focus();
    wrong.scrollIntoView({ block: "center" });
  }

  /** Opens the fold that contains an element. @param {Element | null} inside */
  #reveal(inside) {
    const folded = inside?.closest("details");
    if (folded) folded.open = true;
  }

  /** @param {string} name */
  #foremost(name) {
    const setting = this.#setting(name);
    const quick = element("div", { class: "quick", role: "group", "aria-label": `${texts.try}: ${setting.label}` });
    const made = sliderControl(setting, this.hooks.edit, quick);
    this.#quick.set(name, quick);
    this.#sliders.set(name, made);
    this.#controls.set(name, made);
    return made.element;
  }

  #more() {
    const rest = this.settings.filter(
      ({ name, kind }) =>
        ![...FOREMOST, ...IN_EDITOR, KIND, SWITCH].includes(name) && !Object.keys(FOLDS).includes(name.split(".")[0]) && hasChoice(kind),
    );
    const placed = new Set();
    const groups = Object.entries(GROUPS).map(([group, prefixes]) => {
      const members = rest.filter(
        ({ name }) => !placed.has(name) && prefixes.some((prefix) => prefix === "" || name === prefix || name.startsWith(`${prefix}.`)),
      );
      for (const { name } of members) placed.add(name);
      const made = members.map((setting) => this.#ordinary(setting));
      if (group === "run") made.push(this.hooks.workers);
      if (made.length === 0) return null;
      const title = texts.groups[/** @type {keyof typeof GROUPS} */ (group)];
      return element("fieldset", {}, element("legend", {}, title), element("div", { class: "pairs" }, ...made));
    });
    return element("details", { id: "advanced" }, element("summary", {}, texts.advanced), ...groups);
  }

  /** Controls of some settings, two in a row where there is room. @param {(setting: Setting) => boolean} which */
  #pairs(which) {
    return element("div", { class: "pairs" }, ...this.settings.filter(which).map((setting) => this.#ordinary(setting)));
  }

  /** @param {Setting} setting */
  #ordinary(setting) {
    const fresh =
      setting.name === "seed"
        ? element(
            "button",
            { type: "button", id: "fresh", onclick: () => this.hooks.edit("seed", this.hooks.fresh(), true) },
            texts.fresh,
          )
        : null;
    const made = control(setting, this.hooks.edit, { extra: fresh });
    this.#controls.set(setting.name, made);
    return made.element;
  }

  /**
   * Sets the ranges of the sliders around the suggested values and the current one.
   * @param {import("../../wasm/stepsieve.js").Experiment} experiment
   */
  #span(experiment) {
    const preset = this.presets.find(({ name }) => name === experiment.potential.preset);
    /** Sliders set numbers. @type {(of: object | undefined, name: string) => number | undefined} */
    const number = (of, name) => Object.entries(of ?? {}).find(([key]) => key === name)?.[1] ?? undefined;
    for (const [name, slider] of this.#sliders) {
      // The slider of an automatic setting shows the preset's value.
      const value = number(experiment, name) ?? number(preset?.experiment, name) ?? number(this.presets[0].experiment, name) ?? 0;
      const span = this.#spans.get(name);
      if (span && span.preset === preset && value >= span.low && value <= span.high) continue;
      const { min = value, max = value } = this.#setting(name).kind;
      const offered = preset && name === "step" ? preset.steps : [];
      const worth = offered.length ? offered : [number(preset?.experiment, name) ?? value];
      const low = Math.min(value, Math.max(min, rounded(Math.min(...worth) / SPAN, DIGITS)));
      const high = Math.max(value, Math.min(max, rounded(Math.max(...worth) * SPAN, DIGITS)));
      this.#spans.set(name, { preset, low, high });
      slider.setStops(sliderScale(low, high));
      this.#offer(name, offered);
    }
    for (const [name, quick] of this.#quick) {
      for (const button of quick.querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String(Number(button.dataset.value) === number(experiment, name)));
      }
    }
  }

  /** @param {string} name */
  #setting(name) {
    const found = this.settings.find((setting) => setting.name === name);
    if (!found) throw new Error(`The settings' table has no ${name}.`);
    return found;
  }

  /**
   * Buttons for suggested values.
   * @param {string} name
   * @param {number[]} values
   */
  #offer(name, values) {
    const { symbol } = this.#setting(name);
    const quick = this.#quick.get(name);
    if (!quick) return;
    quick.hidden = values.length === 0;
    quick.replaceChildren(
      ...values.map((value) =>
        element(
          "button",
          { type: "button", "data-value": value, onclick: () => this.hooks.edit(name, value, true) },
          `${symbol} = ${local(value)}`,
        ),
      ),
    );
  }
}

/** True if there is anything to choose. @param {import("./control.js").Kind} kind */
function hasChoice(kind) {
  if (kind.type === "choice") return (kind.options?.length ?? 0) > 1;
  if (kind.type === "number") return kind.min !== kind.max;
  return kind.type !== "group" && kind.type !== "map";
}

/**
 * The value at a dotted path.
 * @param {object} fields
 * @param {string} path
 * @returns {unknown}
 */
export function at(fields, path) {
  return path.split(".").reduce((inner, name) => /** @type {Record<string, unknown> | null | undefined} */ (inner)?.[name], /** @type {unknown} */ (fields));
}
