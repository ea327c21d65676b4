/**
 * Changes of the experiment: a request of a control, a preset, a formula or a figure is validated,
 * and takes effect if it is valid.
 *
 * @typedef {import("../workers/messages.js").Problem} Problem
 * @typedef {import("./state.js").Store} Store
 * @typedef {import("../controls/editing.js").Editing} Editing
 * @typedef {{ changed: boolean, moving: boolean, beside: import("../../wasm/stepsieve.js").Outcome | null }} Change
 *   `changed`: it is another experiment; `moving`: more changes follow, as from a dragged slider;
 *   `beside`: the outcome kept for comparison with the next.
 * @typedef {object} Hooks
 * @property {number} version of the format of new experiments
 * @property {() => import("../../wasm/stepsieve.js").Outcome | null} outcome the last one
 * @property {(experiment: import("../../wasm/stepsieve.js").Experiment) => boolean} repeats its energy shows its periods
 * @property {(change: Change) => void} accepted the current experiment may have changed
 * @property {(problems: Problem[]) => void} refused the invalid parts of a request
 */

import { calibrated } from "../figures/comparison.js";

/** The parts of a link that are its energy. */
const OF_ENERGY = /^(preset|formula|reference|table|file|p\.)/;

/** The parts of a link that a period replaces. */
const OF_PERIOD = /^(periodic|lower|upper|rows_lower|rows_upper|q_mean|q_spread)=/;

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
   * A control requests a change.
   * @param {string} name
   * @param {unknown} value
   * @param {boolean} committed
   */
  edit(name, value, committed) {
    if (name === "kind" && value === "auto") {
      const fixed = this.#pairs().filter((pair) => !pair.startsWith("kind="));
      return this.#read([...fixed, "kind=auto"], committed);
    }
    if (name === "periodic") return this.#wrap(value, committed);
    if (name === "trajectory.columns") return this.#name(value, committed);
    const { experiment } = this.#store.state;
    this.#try(name === "kind" && experiment.kind === "auto" ? this.#learned() : experiment, name, value, committed);
  }

  /**
   * Changes the periods; regions and starts that are not fixed follow from them, as in a link.
   * @param {unknown} value
   * @param {boolean} committed
   */
  #wrap(value, committed) {
    const { experiment, problems } = this.#editing.edit(this.#store.state.experiment, "periodic", value);
    this.#hooks.refused(problems);
    if (!experiment) return;
    const kept = this.#pairs().filter((pair) => !OF_PERIOD.test(pair));
    const periods = this.#pairs({ experiment }).filter((pair) => pair.startsWith("periodic="));
    this.#read([...kept, ...periods], committed);
  }

  /**
   * Names the columns of a file. With another number of coordinates, everything else follows anew from
   * its rows.
   * @param {unknown} value
   * @param {boolean} committed
   */
  #name(value, committed) {
    const { experiment: before } = this.#store.state;
    const { version, potential, trajectory } = before;
    const bare = { version, potential, trajectory: { hash: trajectory?.hash, dimension: trajectory?.dimension } };
    const { experiment } = this.#editing.resolve({ ...bare, trajectory: { ...bare.trajectory, columns: value } });
    this.#try(experiment.bins.length === before.bins.length ? before : bare, "trajectory.columns", value, committed);
  }

  /**
   * The surrounding page requests changes of settings.
   * @param {[string, unknown][]} values by their names
   * @returns {Problem[]} the reasons why some of them are invalid
   */
  set(values) {
    const before = this.#store.state.experiment;
    const { experiment, problems } = this.#editing.take(before, values);
    if (experiment !== before) this.#accept(experiment, true);
    return problems;
  }

  /**
   * Learns one scale; the potential learned on another one stays beside it.
   * @param {{ step: number, friction: number | null }} scale
   */
  learn({ step, friction }) {
    const outcome = this.#hooks.outcome();
    const scale = { ...this.#store.state.experiment, kind: /** @type {const} */ ("learn"), scan: null, friction };
    this.#try(scale, "step", step, true, outcome?.scan ? null : outcome);
  }

  /**
   * Compares dynamics under a stored potential.
   * @param {string} text of its file
   * @returns {Problem[]} the reasons if it is invalid; then nothing changes
   */
  compare(text) {
    const { experiment: comparing } = this.#editing.resolve({ ...this.#learned(), kind: "compare" });
    const { experiment, problems } = this.#editing.resolve({ ...comparing, compare: { ...comparing.compare, surrogate: text } });
    if (problems.length === 0) this.#accept(experiment, true);
    return problems;
  }

  /**
   * Changes the formula. A formula that replaces a preset, or an experiment chosen by the page,
   * gets the settings of a new formula; otherwise a change of dimension resets settings per dimension,
   * and a period that the new formula does not have is taken away.
   * @param {import("../controls/formula.js").Potential} potential
   * @param {boolean} committed
   * @param {number} [dimension]
   * @param {boolean} [resembles] true if it differs from that of the preset in its numbers only
   */
  write(potential, committed, dimension, resembles = false) {
    const { experiment, shown } = this.#store.state;
    const { version, kind, bins, step, friction, walkers, seed, resample, estimator } = experiment;
    // Another value of a preset's parameter does not make another formula.
    const isNew = potential.formula !== undefined && ((experiment.potential.preset !== null && !resembles) || shown || experiment.trajectory !== null);
    if (kind === "auto" && !isNew && potential.formula !== undefined) return this.#rewrite(potential, committed);
    const same = dimension === undefined || dimension === bins.length;
    const settings = isNew ? { version: this.#hooks.version, kind: kind === "compare" ? kind : "auto" } : { version, step, friction, walkers, seed, resample, estimator };
    const { reference, ...alone } = potential;
    const { periodic, region, initial, ...lasting } = experiment;
    const kept = this.#repeats({ ...experiment, potential: { ...experiment.potential, ...potential } }) ? experiment : lasting;
    this.#try(same && !isNew ? kept : settings, "potential", isNew ? alone : potential, committed);
  }

  /**
   * Changes the formula of an automatic study: a setting that is not fixed follows
   * from the new formula, as it does in a link, which leaves it out.
   * @param {import("../controls/formula.js").Potential} potential
   * @param {boolean} committed
   */
  #rewrite(potential, committed) {
    const { version, kind } = this.#store.state.experiment;
    const { experiment, problems } = this.#editing.edit({ version, kind }, "potential", potential);
    this.#hooks.refused(problems);
    if (!experiment) return;
    const repeats = this.#repeats({ ...experiment, periodic: this.#store.state.experiment.periodic });
    const fixed = this.#pairs().filter((pair) => !OF_ENERGY.test(pair) && (repeats || !OF_PERIOD.test(pair)));
    const energy = this.#pairs({ experiment }).filter((pair) => OF_ENERGY.test(pair));
    this.#read([...fixed, ...energy], committed);
  }

  /** False if the energy does not show the periods. @param {import("../../wasm/stepsieve.js").Experiment} experiment */
  #repeats(experiment) {
    return !experiment.periodic || this.#hooks.repeats(experiment);
  }

  /** The experiment; if it has found scales, with the step and the friction of the largest. */
  #learned() {
    const { experiment } = this.#store.state;
    const outcome = this.#hooks.outcome();
    const isOfThis = outcome && Object.entries(experiment.potential).every(([name, value]) => JSON.stringify(Object(outcome.experiment.potential)[name]) === JSON.stringify(value));
    const largest = isOfThis && outcome.scales?.scales.at(-1);
    return largest ? { ...experiment, step: largest.step, friction: largest.friction } : experiment;
  }

  /** Fixes what was chosen. @param {string} parts of a link */
  fix(parts) {
    this.#read([...this.#pairs(), parts], true);
  }

  /** The parts of the current link: the settings that are fixed. @param {object} [change] to the state */
  #pairs(change) {
    return this.#store.link({ run: false, outcome: null, ...change }).split("&");
  }

  /** Takes the experiment of a link in these parts. @param {string[]} pairs @param {boolean} committed */
  #read(pairs, committed) {
    this.#accept(this.#store.links.read_link(pairs.join("&")).experiment, committed);
  }

  /** @param {import("../controls/formula.js").Preset} preset */
  choose(preset) {
    this.#editing.clear();
    this.#accept(preset.experiment, true);
  }

  /**
   * @param {object} experiment the part that stays
   * @param {string} name of the changed setting
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
   * Makes another experiment the current one.
   * @param {import("../../wasm/stepsieve.js").Experiment} experiment
   * @param {boolean} committed
   * @param {import("../../wasm/stepsieve.js").Outcome | null} [beside] the outcome kept for comparison
   */
  #accept(experiment, committed, beside = null) {
    const { experiment: before, view, outcome: promised } = this.#store.state;
    // The zoom window of one preset does not suit another.
    const elsewhere =
      before.potential.preset !== experiment.potential.preset || before.bins.length !== experiment.bins.length;
    const changed = JSON.stringify(before) !== JSON.stringify(experiment);
    // The hash in the link belongs to the previous experiment.
    const outcome = changed ? null : promised;
    this.#store.update({ experiment, view: elsewhere ? { ...view, zoom: null, slice: null } : view, outcome }, { committed, gesture: !committed });
    this.#hooks.accepted({ changed, moving: !committed, beside: calibrated(before, experiment) ? this.#hooks.outcome() : beside });
  }
}
