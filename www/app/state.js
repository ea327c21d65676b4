/**
 * The state of the page: the experiment, its view, and the wish to run. It is read from the address
 * and written to it, so every address can be shared.
 *
 * @typedef {import("../workers/messages.js").Problem} Problem
 * @typedef {{ zoom: [number, number] | null, slice: number[] | null }} View
 * @typedef {{ experiment: import("../../wasm/stepsieve.js").Experiment, view: View, run: boolean, outcome: string | null, shown?: boolean }} State
 *   `outcome` is the outcome's hash in the link; `shown`: the page has chosen the experiment
 *   itself, for its demonstration.
 * @typedef {{ read_link: (fragment: string) => State & { problems: Problem[] }, write_link: (state: State) => string }} Links
 */

/** Shortest time between two rewritings of the address in milliseconds: browsers refuse more than
 * a few a second. */
const REWRITE = 400;
/** The maximum number of undo steps. */
const MOST_UNDONE = 100;

export class Store {
  /** @type {State} */
  state;
  /** True once a gesture (a drag of a slider) has made its entry in the history. */
  #gesture = false;
  /** True if changes, committed or not, make no entries. */
  quiet = false;
  /** The link as last written or read. */
  #link = "";
  /** The same link as normalised by the browser, for comparison with later events. */
  #fragment = "";
  #rewritten = 0;
  /** `pushState` if the next writing makes a history entry. @type {"pushState" | "replaceState"} */
  #way = "replaceState";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #alarm;

  /** States for undo, and below those for redo. @type {State[]} */
  #past = [];
  /** @type {State[]} */
  #future = [];
  #restored = (/** @type {Problem[]} */ _problems) => {};

  /**
   * @param {Links} links
   * @param {{ entries?: boolean }} [how] `entries`: changes make entries in the browser's history; in
   *   a frame they would be entries of the surrounding page
   */
  constructor(links, { entries = true } = {}) {
    this.links = links;
    this.entries = entries;
    /** The problems of the address at which the page was opened. @type {Problem[]} */
    this.problems = [];
    this.state = this.#read();
  }

  /**
   * Follows the address: back, forward, and changes by hand.
   * @param {(problems: Problem[]) => void} restored called after the address brought another state
   */
  follow(restored) {
    this.#restored = restored;
    const follow = () => {
      // A hand-edited address raises both events; the second finds nothing new.
      if (fragment() === this.#fragment) return;
      this.state = this.#read();
      restored(this.problems);
    };
    addEventListener("popstate", follow);
    addEventListener("hashchange", follow);
  }

  /**
   * Changes part of the state. A `committed` change can be undone with “back”; the movements of a
   * gesture share one entry.
   * @param {Partial<State>} change
   * @param {{ committed?: boolean, gesture?: boolean }} [how] neither: the entry is rewritten
   */
  update(change, { committed = false, gesture = false } = {}) {
    const next = { ...this.state, ...change, shown: change.experiment ? this.quiet : this.state.shown };
    const opens = (gesture || committed) && !this.#gesture && !this.quiet && !isSame(next, this.state);
    if (opens) {
      this.flush();
      this.#past.push(this.state);
      if (this.#past.length > MOST_UNDONE) this.#past.shift();
      this.#future = [];
    }
    this.state = next;
    this.#gesture = (this.#gesture || opens) && gesture && !committed;
    clearTimeout(this.#alarm);
    if (opens && this.entries) this.#way = "pushState";
    const wait = opens || committed ? 0 : this.#rewritten + REWRITE - performance.now();
    this.#alarm = setTimeout(() => this.flush(), wait);
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** Goes back to the state before the last committed change. */
  undo() {
    this.#travel(this.#past, this.#future);
  }

  redo() {
    this.#travel(this.#future, this.#past);
  }

  /**
   * @param {State[]} from
   * @param {State[]} to
   */
  #travel(from, to) {
    const state = from.pop();
    if (!state) return;
    this.flush();
    to.push(this.state);
    this.#gesture = false;
    // Undo does not affect the wish to run.
    this.state = { ...state, run: this.state.run };
    if (this.entries) this.#way = "pushState";
    this.#alarm = setTimeout(() => this.flush());
    this.#restored([]);
  }

  /**
   * The link of the state with some of it replaced.
   * @param {Partial<State>} change
   */
  link(change) {
    return this.links.write_link({ ...this.state, ...change });
  }

  /** Updates the address now. */
  flush() {
    if (this.#alarm === undefined) return;
    clearTimeout(this.#alarm);
    this.#alarm = undefined;
    this.#rewritten = performance.now();
    try {
      const link = this.links.write_link(this.state);
      if (link !== this.#link) {
        history[this.#way](null, "", link ? `#${link}` : location.pathname + location.search);
        this.#link = link;
        this.#fragment = fragment();
      }
      this.#way = "replaceState";
    } catch {
      // Browsers refuse too long addresses, or too many in a short time; a later update follows.
    }
  }

  #read() {
    clearTimeout(this.#alarm);
    this.#alarm = undefined;
    this.#way = "replaceState";
    this.#gesture = false;
    this.#fragment = fragment();
    const { problems, ...state } = this.links.read_link(this.#fragment);
    this.problems = problems;
    this.#link = this.links.write_link(state);
    return state;
  }
}

/** True if two states have the same experiment and view. @param {State} a @param {State} b */
function isSame(a, b) {
  const told = (/** @type {State} */ { experiment, view }) => JSON.stringify([experiment, view]);
  return told(a) === told(b);
}

function fragment() {
  return location.hash.slice(1);
}
