/**
 * Turns input of a control into a new experiment. Invalid input stays in its field, with an error
 * message, and the last valid experiment stays current.
 *
 * @typedef {import("../app/in-words.js").Told} Told
 * @typedef {import("../workers/messages.js").Problem} Problem
 * @typedef {(experiment: object) => { experiment: import("../../wasm/stepsieve.js").Experiment, problems: Problem[] }} Resolve
 */

export class Editing {
  /**
   * Invalid input by setting, with the known reasons; `undefined` cannot be validated yet.
   * @type {Map<string, { value: unknown, problems: Told[] }>}
   */
  #drafts = new Map();

  /** @param {Resolve} resolve */
  constructor(resolve) {
    this.resolve = resolve;
  }

  /** Names of the settings with invalid input. */
  get drafts() {
    return new Set(this.#drafts.keys());
  }

  /** The reasons why the first of them is invalid, if known. */
  get problems() {
    return [...this.#drafts.values()].find(({ problems }) => problems.length > 0)?.problems ?? [];
  }

  /** Forgets all invalid input. */
  clear() {
    this.#drafts.clear();
  }

  /**
   * Marks a setting as being edited, and not yet ready for validation, or as settled.
   * @param {string} name
   * @param {boolean} held
   * @param {Told} [problem]
   */
  hold(name, held, problem) {
    if (held) this.#drafts.set(name, { value: undefined, problems: problem ? [problem] : [] });
    else this.#drafts.delete(name);
  }

  /**
   * Validates a new value, first with all other input (the two ends of an interval may be valid
   * only together), then alone.
   * @param {object} experiment the current one, or the part of it that stays
   * @param {string} name
   * @param {unknown} value
   * @returns {{ experiment: import("../../wasm/stepsieve.js").Experiment | null, problems: Problem[] }} the new experiment, or `null`; and
   *   the remaining problems
   */
  edit(experiment, name, value) {
    this.#drafts.set(name, { value, problems: [] });
    const usable = [...this.#drafts].filter(([, draft]) => draft.value !== undefined);
    const together = this.resolve(usable.reduce((made, [path, draft]) => replaced(made, path, draft.value), experiment));
    if (together.problems.length === 0) {
      for (const [path] of usable) this.#drafts.delete(path);
      return { experiment: together.experiment, problems: [] };
    }
    const alone = this.resolve(replaced(experiment, name, value));
    if (alone.problems.length > 0) {
      // The messages must refer to the visible values, including the invalid ones.
      const problems = alone.problems.map((problem) => together.problems.find(({ field }) => field === problem.field) ?? problem);
      this.#drafts.set(name, { value, problems });
      return { experiment: null, problems: placed(problems, name) };
    }
    this.#drafts.delete(name);
    return { experiment: alone.experiment, problems: together.problems };
  }

  /**
   * Validates several values from a message: together, or else the valid ones. The others are
   * discarded, because no control shows them.
   * @param {import("../../wasm/stepsieve.js").Experiment} experiment the current one
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
 * Assigns problems without a field to the edited setting.
 * @param {Problem[]} problems
 * @param {string} name
 */
function placed(problems, name) {
  return problems.map((problem) => (problem.field ? problem : { ...problem, field: name }));
}

/**
 * A copy with the value at a dotted path replaced.
 * @template {object} Fields
 * @param {Fields} fields
 * @param {string} path
 * @param {unknown} value
 * @returns {Fields}
 */
function replaced(fields, path, value) {
  const [name, ...rest] = path.split(".");
  return { ...fields, [name]: rest.length ? replaced(/** @type {Record<string, object>} */ (fields)[name] ?? {}, rest.join("."), value) : value };
}
