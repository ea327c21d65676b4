/**
 * From what a control says to a new experiment: what is valid is taken, what is not stays where it
 * was typed, with a sentence beside it, and the last good experiment stays in force.
 *
 * @typedef {import("../workers/messages.js").Problem} Problem
 * @typedef {(experiment: object) => { experiment: import("../../wasm/stepsieve.js").Experiment, problems: Problem[] }} Resolve
 */

import { reasonOf } from "../app/reason.js";

export class Editing {
  /**
   * What was typed and cannot be used yet, by name, and why; `undefined` cannot even be tried.
   * @type {Map<string, { value: unknown, reason: string }>}
   */
  #drafts = new Map();

  /** @param {Resolve} resolve */
  constructor(resolve) {
    this.resolve = resolve;
  }

  /** Names of the settings that are as typed, not as in force. */
  get drafts() {
    return new Set(this.#drafts.keys());
  }

  /** Why the first of them cannot be used, as far as that is known. */
  get reason() {
    return [...this.#drafts.values()].find(({ reason }) => reason)?.reason ?? "";
  }

  /** Forgets what could not be used. */
  clear() {
    this.#drafts.clear();
  }

  /**
   * Marks a setting as being in the middle of a change that cannot even be tried, or as settled.
   * @param {string} name
   * @param {boolean} held
   * @param {string} [reason]
   */
  hold(name, held, reason = "") {
    if (held) this.#drafts.set(name, { value: undefined, reason });
    else this.#drafts.delete(name);
  }

  /**
   * Tries a new value, first together with what else was typed (an interval's two ends may be
   * valid only together), then alone.
   * @param {object} experiment the one in force, or as much of it as stays
   * @param {string} name
   * @param {unknown} value
   * @returns {{ experiment: import("../../wasm/stepsieve.js").Experiment | null, problems: Problem[] }} the new experiment, or `null`; and
   *   what is still wrong
   */
  edit(experiment, name, value) {
    this.#drafts.set(name, { value, reason: "" });
    const usable = [...this.#drafts].filter(([, draft]) => draft.value !== undefined);
    const together = this.resolve(usable.reduce((made, [path, draft]) => replaced(made, path, draft.value), experiment));
    if (together.problems.length === 0) {
      for (const [path] of usable) this.#drafts.delete(path);
      return { experiment: together.experiment, problems: [] };
    }
    const alone = this.resolve(replaced(experiment, name, value));
    if (alone.problems.length > 0) {
      // What is said is to be of the values that are to be seen, those not in force among them.
      const problems = alone.problems.map((problem) => together.problems.find(({ field }) => field === problem.field) ?? problem);
      this.#drafts.set(name, { value, reason: reasonOf(problems) });
      return { experiment: null, problems: placed(problems, name) };
    }
    this.#drafts.delete(name);
    return { experiment: alone.experiment, problems: together.problems };
  }

  /**
   * Several new values from elsewhere than a control: together, or else those that can be used. Of
   * the others nothing is kept, since nobody sees them.
   * @param {import("../../wasm/stepsieve.js").Experiment} experiment the one in force
   * @param {[string, unknown][]} values
   * @returns {{ experiment: import("../../wasm/stepsieve.js").Experiment, problems: Problem[] }}
   */
  take(experiment, values) {
    for (const [name] of values) this.#drafts.delete(name);
    const together = this.resolve(values.reduce((made, [name, value]) => replaced(made, name, value), experiment));
    if (together.problems.length === 0) return together;
    /** @type {Problem[]} */
    const problems = [];
    for (const [name, value] of values) {
      const alone = this.resolve(replaced(experiment, name, value));
      if (alone.problems.length === 0) experiment = alone.experiment;
      else problems.push(...placed(alone.problems, name));
    }
    return { experiment, problems };
  }
}

/**
 * A problem that names no field is about what was just edited.
 * @param {Problem[]} problems
 * @param {string} name
 */
function placed(problems, name) {
  return problems.map((problem) => (problem.field ? problem : { ...problem, field: name }));
}

/**
 * A copy with the value at a dotted path replaced.
 * @param {any} fields
 * @param {string} path
 * @param {unknown} value
 * @returns {any}
 */
function replaced(fields, path, value) {
  const [name, ...rest] = path.split(".");
  return { ...fields, [name]: rest.length ? replaced(fields[name] ?? {}, rest.join("."), value) : value };
}
