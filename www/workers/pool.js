/**
 * The pool: compute workers and one study worker, kept alive between runs. It hands out a run's
 * jobs, replaces workers that die, and passes on what concerns the newest run only.
 *
 * @typedef {import("./messages.js").ToCompute} ToCompute
 * @typedef {import("./messages.js").ToStudy} ToStudy
 * @typedef {import("./messages.js").FromStudy} FromStudy
 * @typedef {import("./messages.js").Progress} Progress
 * @typedef {import("./messages.js").Problem} Problem
 * @typedef {import("./messages.js").Job} Job
 * @typedef {{ worker: Worker, jobs: Job[] }} Hand  A compute worker and what it is at.
 * @typedef {(answer: null) => void} Question  A question to the study worker that has no answer yet.
 * @typedef {(experiment: object) => Job[]} Plan  Throws a list of problems.
 * @typedef {{
 *   progress: (progress: Progress) => void,
 *   outcome: (bytes: Uint8Array, progress: Progress) => void,
 *   refused: (problems: Problem[]) => void,
 *   replaced: () => void,
 *   lost: (reason: string) => void,
 * }} Ears  Whom the pool tells.
 */

import { problemsOf } from "../app/reason.js";

/** Most workers that are replaced in one run before it is given up. */
const MOST_REPLACED = 3;

export class Pool {
  /** @type {Hand[]} */
  #hands = [];
  /** @type {Worker | null} */
  #study = null;
  /** How many compute workers there are to be. */
  #size;
  #generation = 0;
  /** True if the newest generation is still running. */
  #live = false;
  #paused = false;
  #replaced = 0;
  /** Workers that died and were not replaced. @type {Set<Worker>} */
  #dead = new Set();
  /** @type {object | null} */
  #experiment = null;
  /** @type {Set<Question>} */
  #questions = new Set();

  /**
   * @param {WebAssembly.Module} module
   * @param {Plan} plan
   * @param {number} size
   * @param {Ears} ears
   * @param {boolean} [later] true if the workers are hired by the first run, not now
   */
  constructor(module, plan, size, ears, later = false) {
    this.module = module;
    this.plan = plan;
    this.ears = ears;
    this.#size = size;
    if (!later) this.#hire();
  }

  get size() {
    return this.#size;
  }

  /** Makes the workers that are missing. */
  #hire() {
    this.#study ??= this.#newStudy();
    while (this.#hands.length < this.#size) this.#hands.push({ worker: this.#newHand(), jobs: [] });
  }

  /**
   * Hires or dismisses compute workers. A run under way has to be started again.
   * @param {number} size
   */
  resize(size) {
    this.stop();
    this.#size = size;
    while (this.#hands.length > size) this.#hands.pop()?.worker.terminate();
    if (this.#study) this.#hire();
  }

  /**
   * Starts an experiment; whatever ran before is over. Planning it here costs a millisecond, and
   * the workers need not wait for a study worker that is still at an estimate.
   * @param {object} experiment
   * @param {{ paused?: boolean }} [how]
   */
  start(experiment, { paused = false } = {}) {
    this.#hire();
    this.#replaced = 0;
    const dead = [...this.#dead];
    this.#dead.clear();
    for (const worker of dead) this.#replace(worker);
    this.#begin(experiment, paused);
  }

  pause() {
    this.#paused = true;
    this.#tellHands({ type: "pause" });
  }

  resume() {
    this.#paused = false;
    this.#tellHands({ type: "resume" });
  }

  /** Advances every block of walkers by one window. */
  step() {
    this.#tellHands({ type: "step" });
  }

  stop() {
    this.#live = false;
    this.#tellHands({ type: "stop" });
    this.#tellStudy({ type: "stop" });
    for (const hand of this.#hands) hand.jobs = [];
  }

  /** Ends the workers; the next run would hire others. */
  dismiss() {
    this.stop();
    for (const { worker } of this.#hands.splice(0)) worker.terminate();
    this.#study?.terminate();
    this.#study = null;
    this.#giveUp();
  }

  /** Says that the last outcome is on the screen, so that the next one may come. */
  drawn() {
    this.#tellStudy({ type: "drawn", generation: this.#generation });
  }

  /**
   * The learned potential as the text of a file of this name, or why there is none; `null` where
   * the run's data are gone, with the worker that had them.
   * @param {string} name
   * @returns {Promise<import("./messages.js").Taken | null>}
   */
  takeaway(name) {
    return this.#ask((answer) => ({ type: "takeaway", name, answer }));
  }

  /**
   * What every estimator makes of the data of the run.
   * @returns {Promise<import("../../wasm/stepsieve.js").Variant[]>}
   */
  async variants() {
    return (await this.#ask((answer) => ({ type: "variants", answer }))) ?? [];
  }

  /**
   * @template T
   * @param {(answer: MessagePort) => ToStudy} question
   * @returns {Promise<T | null>} `null` if the worker does not live to answer
   */
  #ask(question) {
    const { port1, port2 } = new MessageChannel();
    this.#hire();
    this.#tellStudy(question(port2), [port2]);
    return new Promise((resolve) => {
      const end = (/** @type {T | null} */ answer) => {
        port1.close();
        this.#questions.delete(end);
        resolve(answer);
      };
      this.#questions.add(end);
      port1.onmessage = ({ data }) => end(data);
      if (this.#study && this.#dead.has(this.#study)) this.#giveUp();
    });
  }

  /** Nobody is there any more to answer what was asked. */
  #giveUp() {
    for (const end of this.#questions) end(null);
  }

  /**
   * @param {object} experiment
   * @param {boolean} paused
   */
  #begin(experiment, paused) {
    this.stop();
    this.#generation += 1;
    this.#paused = paused;
    this.#experiment = experiment;
    /** @type {Job[]} */
    let jobs;
    try {
      jobs = this.plan(experiment);
    } catch (error) {
      this.ears.refused(problemsOf(error));
      // What is no problem of the experiment's is a mistake of ours.
      if (!Array.isArray(error)) reportError(error);
      return;
    }
    this.#live = true;
    this.#tellStudy({ type: "start", generation: this.#generation, experiment });
    this.#handOut(jobs);
  }

  /** @param {FromStudy} message */
  #hear(message) {
    if (message.generation !== this.#generation || !this.#live) return;
    switch (message.type) {
      case "progress":
        if (message.progress.failed) this.#live = false;
        this.ears.progress(message.progress);
        break;
      case "jobs":
        this.#handOut(message.jobs);
        break;
      case "outcome":
        // Only its last outcome ends a run: the last report may come while the page still draws.
        if (message.progress.complete) this.#live = false;
        this.ears.outcome(message.bytes, message.progress);
        break;
      case "refused":
        this.stop();
        this.ears.refused(message.problems);
        break;
    }
  }

  /**
   * Deals the jobs out like cards. Which hand has which is of no consequence to the result.
   * @param {Job[]} jobs
   */
  #handOut(jobs) {
    this.#hands.forEach((hand, seat) => {
      hand.jobs = jobs.filter((_, card) => card % this.#hands.length === seat);
      this.#put(hand);
    });
  }

  /** @param {Hand} hand */
  #put({ worker, jobs }) {
    if (jobs.length === 0 || !this.#experiment) return;
    this.#tell(worker, {
      type: "start",
      generation: this.#generation,
      experiment: this.#experiment,
      jobs,
      paused: this.#paused,
    });
  }

  #newHand() {
    const worker = workerAt(new URL("./compute-worker.js", import.meta.url));
    this.#tell(worker, { type: "load", module: this.module });
    this.#connect(worker);
    worker.onerror = (event) => this.#mourn(worker, event);
    worker.onmessageerror = (event) => this.#mourn(worker, event);
    return worker;
  }

  #newStudy() {
    const worker = workerAt(new URL("./study-worker.js", import.meta.url));
    this.#tell(worker, { type: "load", module: this.module });
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = (event) => this.#mourn(worker, event);
    worker.onmessageerror = (event) => this.#mourn(worker, event);
    return worker;
  }

  /** Gives a compute worker its own line to the study worker. @param {Worker} worker */
  #connect(worker) {
    const { port1, port2 } = new MessageChannel();
    this.#tell(worker, { type: "connect", port: port1 }, [port1]);
    this.#tellStudy({ type: "connect", port: port2 }, [port2]);
  }

  /**
   * A worker that died is replaced, unless this run has already cost too many.
   * @param {Worker} dead
   * @param {Event} event
   */
  #mourn(dead, event) {
    event.preventDefault();
    // A worker may raise more than one error before it is gone.
    const known = dead === this.#study || this.#hands.some(({ worker }) => worker === dead);
    if (!known || this.#dead.has(dead)) return;
    dead.terminate();
    if (dead === this.#study) this.#giveUp();
    this.#replaced += 1;
    if (this.#replaced > MOST_REPLACED) {
      this.#dead.add(dead);
      if (!this.#live) return;
      this.stop();
      this.ears.lost(event instanceof ErrorEvent && event.message ? event.message : event.type);
    } else {
      this.#replace(dead);
      if (this.#live) this.ears.replaced();
    }
  }

  /**
   * Puts a dead worker's work into the hands of a new one, which gets the same bits from the same
   * jobs. With the study worker all reports are lost, so then the run begins anew.
   * @param {Worker} dead
   */
  #replace(dead) {
    if (dead === this.#study) {
      this.#study = this.#newStudy();
      for (const { worker } of this.#hands) this.#connect(worker);
      if (this.#live && this.#experiment) this.#begin(this.#experiment, this.#paused);
      return;
    }
    const hand = this.#hands.find(({ worker }) => worker === dead);
    if (!hand) return;
    hand.worker = this.#newHand();
    if (this.#live) this.#put(hand);
  }

  /** @param {ToCompute} message */
  #tellHands(message) {
    for (const { worker } of this.#hands) this.#tell(worker, message);
  }

  /**
   * @param {ToStudy} message
   * @param {Transferable[]} [transfer]
   */
  #tellStudy(message, transfer) {
    if (this.#study) this.#tell(this.#study, message, transfer);
  }

  /**
   * @param {Worker} worker
   * @param {ToCompute | ToStudy} message
   * @param {Transferable[]} [transfer]
   */
  #tell(worker, message, transfer = []) {
    worker.postMessage(message, { transfer });
  }
}

/**
 * A worker of a module. Browsers run no worker from another origin, but one that imports it: so
 * pages anywhere can use the engine where it lies, and so can a frame without an origin, which its
 * sandbox may take away.
 * @param {URL} address
 */
function workerAt(address) {
  if (address.origin === self.origin) return new Worker(address, { type: "module" });
  // Not a module itself, which Chromium refuses to a frame without an origin. What it is told before
  // the module has come, it keeps for it.
  const script = `const early = [];
    onmessage = (event) => early.push(event);
    import(${JSON.stringify(address.href)})
      .then(() => early.forEach((event) => onmessage(event)))
      .catch((error) => setTimeout(() => { throw error; }));`;
  const local = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(local);
  worker.addEventListener("message", () => URL.revokeObjectURL(local), { once: true });
  return worker;
}
