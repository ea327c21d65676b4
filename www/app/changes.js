/**
 * Changes of the experiment: what a control, a preset, a formula or a figure asks for is tried, and
 * what can be used is in force from then on.
 *
 * @typedef {import("../workers/messages.js").Problem} Problem
 * @typedef {import("./state.js").Store} Store
 * @typedef {import("../controls/editing.js").Editing} Editing
 * @typedef {{ changed: boolean, moving: boolean, beside: import("../../wasm/stepsieve.js").Outcome | null }} Change
 *   Whether the experiment is another one now; whether more changes are to be expected, as from a
 *   slider that is being dragged; and the outcome that stays beside what is to come.
 * @typedef {object} Hooks
 * @property {number} version of the format, that new experiments have
 * @property {() => import("../../wasm/stepsieve.js").Outcome | null} outcome the last one
 * @property {(change: Change) => void} accepted the experiment in force may be another one
 * @property {(problems: Problem[]) => void} refused what cannot be used of what was asked for
 */

import { calibrated } from "../figures/comparison.js";

export class Changes {
  #store;
  #editing;
  #hooks;

  /**
   * @param {Store} store
   * @param {Editing} editing
   * @param {Hooks} hooks
   */
  constructor(store, editing, hooks) {
    this.#store = store;
    this.#editing = editing;
    this.#hooks = hooks;
  }

  /**
   * A control says that something is to be different.
   * @param {string} name
   * @param {unknown} value
   * @param {boolean} committed
   */
  edit(name, value, committed) {
    this.#try(this.#store.state.experiment, name, value, committed);
  }

  /**
   * The page around this one says that settings are to be different.
   * @param {[string, unknown][]} values by their names
   * @returns {Problem[]} why some of them cannot be used
   */
  set(values) {
    const before = this.#store.state.experiment;
    const { experiment, problems } = this.#editing.take(before, values);
    if (experiment !== before) this.#accept(experiment, true);
    return problems;
  }

  /**
   * One scale is to be learned; what was learned of another one stays beside it.
   * @param {{ step: number, friction: number | null }} scale
   */
  learn({ step, friction }) {
    const outcome = this.#hooks.outcome();
    const scale = { ...this.#store.state.experiment, kind: /** @type {const} */ ("learn"), scan: null, friction };
    this.#try(scale, "step", step, true, outcome?.scan ? null : outcome);
  }

  /**
   * Dynamics under a stored potential are to be compared.
   * @param {string} text of its file
   * @returns {Problem[]} why that cannot be; then nothing changes
   */
  compare(text) {
    const { experiment: comparing } = this.#editing.resolve({ ...this.#store.state.experiment, kind: "compare" });
    const { experiment, problems } = this.#editing.resolve({ ...comparing, compare: { ...comparing.compare, surrogate: text } });
    if (problems.length === 0) this.#accept(experiment, true);
    return problems;
  }

  /**
   * The formula is to be different. One that takes the place of a preset, or of what the page has
   * shown by itself, has the settings of a new formula; of the others those that count dimensions
   * do not outlive a change of their number.
   * @param {import("../controls/formula.js").Potential} potential
   * @param {boolean} committed
   * @param {number} [dimension]
   * @param {boolean} [resembles] true if it is that of the preset but for its numbers
   */
  write(potential, committed, dimension, resembles = false) {
    const { experiment, shown } = this.#store.state;
    const { version, kind, bins, step, friction, walkers, seed, resample, estimator } = experiment;
    // Another value of a preset's parameter is no other formula, wherever it is written.
    const isNew = potential.formula !== undefined && ((experiment.potential.preset !== null && !resembles) || shown);
    const same = dimension === undefined || dimension === bins.length;
    const settings = isNew ? { version: this.#hooks.version, kind: shown ? "learn" : kind } : { version, step, friction, walkers, seed, resample, estimator };
    const { reference, ...alone } = potential;
    this.#try(same && !isNew ? experiment : settings, "potential", isNew ? alone : potential, committed);
  }

  /** @param {import("../controls/formula.js").Preset} preset */
  choose(preset) {
    this.#editing.clear();
    this.#accept(preset.experiment, true);
  }

  /**
   * @param {object} experiment as much of one as stays
   * @param {string} name of what is to be different in it
   * @param {unknown} value
   * @param {boolean} committed
   * @param {import("../../wasm/stepsieve.js").Outcome | null} [beside]
   */
  #try(experiment, name, value, committed, beside) {
    const tried = this.#editing.edit(experiment, name, value);
    if (tried.experiment) this.#accept(tried.experiment, committed, beside);
    this.#hooks.refused(tried.problems);
  }

  /**
   * Another experiment is in force from now on.
   * @param {import("../../wasm/stepsieve.js").Experiment} experiment
   * @param {boolean} committed
   * @param {import("../../wasm/stepsieve.js").Outcome | null} [beside] the outcome that stays beside what is to come
   */
  #accept(experiment, committed, beside = null) {
    const { experiment: before, view, outcome: promised } = this.#store.state;
    // A window onto one preset's energy says nothing about another's.
    const elsewhere =
      before.potential.preset !== experiment.potential.preset || before.bins.length !== experiment.bins.length;
    const changed = JSON.stringify(before) !== JSON.stringify(experiment);
    // Nor is the outcome that a link promised that of another experiment.
    const outcome = changed ? null : promised;
    this.#store.update({ experiment, view: elsewhere ? { ...view, zoom: null, slice: null } : view, outcome }, { committed, gesture: !committed });
    this.#hooks.accepted({ changed, moving: !committed, beside: calibrated(before, experiment) ? this.#hooks.outcome() : beside });
  }
}
