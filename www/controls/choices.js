/**
 * The choices of an automatic study: each with its reason, and a button that fixes it if it is not
 * a region, which is fixed by another one.
 *
 * @typedef {import("../../wasm/stepsieve.js").Experiment} Experiment
 * @typedef {import("../../wasm/stepsieve.js").Choice} Choice
 * @typedef {object} Hooks
 * @property {(experiment: Experiment) => Choice[]} choices of an experiment
 * @property {(parts: string) => void} fix sets what these parts of a link say
 */

import { element } from "../app/dom.js";
import { say } from "../app/in-words.js";
import { texts } from "../app/texts.js";

/** Rest after a change before the choices are made again, in milliseconds: they take some computing. */
const REST = 150;

export class Choices {
  #hooks;
  #list = element("ul");
  #waiting = 0;
  element = element("details", { id: "choices", hidden: true }, element("summary", {}, texts.chosen), this.#list);

  /** @param {Hooks} hooks */
  constructor(hooks) {
    this.#hooks = hooks;
    this.element.addEventListener("toggle", () => this.#make());
  }

  /** The experiment whose choices are told. @type {Experiment | null} */
  #experiment = null;

  /** @param {Experiment} experiment */
  show(experiment) {
    this.#experiment = experiment;
    this.element.hidden = experiment.kind !== "auto";
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#make(), REST);
  }

  #make() {
    if (this.element.hidden || !this.element.open || !this.#experiment) return;
    const choices = this.#hooks.choices(this.#experiment);
    this.#list.replaceChildren(...choices.map((choice) => this.#row(choice)));
    if (choices.length === 0) this.#list.append(element("li", {}, texts.none_chosen));
  }

  /** @param {Choice} choice */
  #row(choice) {
    const words = say(element("span"), choice);
    const { fix: parts } = choice;
    if (parts === null) return element("li", {}, words);
    const name = `${texts.keep_choice}: ${words.textContent}`;
    const fix = element("button", { type: "button", "aria-label": name, onclick: () => this.#hooks.fix(parts) }, texts.keep_choice);
    return element("li", {}, words, " ", fix);
  }
}
