/**
 * The pool: compute workers and one study worker, kept alive between runs. It distributes a run's
 * jobs, replaces workers that die, and forwards messages of the newest run only.
 *
 * @typedef {import("./messages.js").ToCompute} ToCompute
 * @typedef {import("./messages.js").ToStudy} ToStudy
 * @typedef {import("./messages.js").FromStudy} FromStudy
 * @typedef {import("./messages.js").Progress} Progress
 * @typedef {import("./messages.js").Problem} Problem
 * @typedef {import("./messages.js").Job} Job
 * @typedef {{ worker: Worker, jobs: Job[] }} Hand  A compute worker and its jobs.
 * @typedef {(answer: null) => void} Question  Resolves a pending request to the study worker.
 * @typedef {{ held: string, bytes: () => Uint8Array | undefined }} Table  As the experiment holds it, and the whole of it.
 * @typedef {{ plan: (experiment: object) => Job[], table: (experiment: object) => Table | null, file: (hash: string) => Promise<Blob | null> }} Planning
 *   `plan` throws a list of problems; `file` finds a file of positions and forces.
 * @typedef {{
 *   progress: (progress: Progress) => void,
 *   outcome: (bytes: Uint8Array, progress: Progress) => void,
 *   refused: (problems: Problem[]) => void,
 *   replaced: () => void,
 *   lost: (reason: string) => void,
 * }} Ears  The pool's callbacks.
 */

import { problemsOf } from "../app/reason.js";
import { Rows } from "./rows.js";
import { workerAt } from "./worker-at.js";

/** The most workers replaced in one run; one more loss fails the run. */
const MOST_REPLACED = 3;

export class Pool {
  /** @type {Hand[]} */
  #hands = [];
  /** @type {Worker | null} */
  #study = null;
  /** The wanted number of compute workers. */
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
  /** Learns from files. @type {Rows} */
  #rows;
  /** The table that each worker has. @type {WeakMap<Worker, string>} */
  #tables = new WeakMap();

  /**
   * @param {WebAssembly.Module} module
   * @param {Planning} planning
   * @param {number} size
   * @param {Ears} ears
   * @param {boolean} [later] true if the first run starts the workers
   */
  constructor(module, planning, size, ears, later = false) {
    this.module = module;
    this.planning = planning;
    this.ears = ears;
    this.#size = size;
    this.#rows = new Rows(module, {
      file: planning.file,
      elsewhere: (experiment) => this.problems(experiment),
      hear: (message) => this.#hear(message),
      lost: (reason) => {
        if (!this.#live) return;
        this.stop();
        this.ears.lost(reason);
      },
    });
    if (!later) this.#hire();
  }

  get size() {
    return this.#size;
  }

  /** Starts the missing workers. */
  #hire() {
    this.#study ??= this.#newStudy();
    while (this.#hands.length < this.#size) this.#hands.push({ worker: this.#newHand(), jobs: [] });
  }

  /**
   * Starts or ends compute workers. The caller has to restart a run under way.
   * @param {number} size
   */
  resize(size) {
    this.stop();
    this.#size = size;
    while (this.#hands.length > size) this.#hands.pop()?.worker.terminate();
    if (this.#study) this.#hire();
  }

  /**
   * Starts an experiment and ends any earlier run. Planning it here costs a millisecond and saves
   * the wait for a study worker that is busy with an estimate.
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
    this.#rows.stop();
    for (const hand of this.#hands) hand.jobs = [];
  }

  /** Ends the workers; the next run starts new ones. */
  dismiss() {
    this.stop();
    for (const { worker } of this.#hands.splice(0)) worker.terminate();
    this.#study?.terminate();
    this.#study = null;
    this.#rows.dismiss();
    this.#giveUp();
  }

  /** Tells the study worker that the last outcome is drawn and the next one may come. */
  drawn() {
    this.#tellStudy({ type: "drawn", generation: this.#generation });
  }

  /**
   * The learned potential as the text of a file of this name, or the reason why there is none;
   * `null` if the run's data died with their worker.
   * @param {string} name
   * @returns {Promise<import("./messages.js").Taken | null>}
   */
  exportPotential(name) {
    const ofRows = this.#experiment && Rows.of(this.#experiment);
    return this.#ask((answer) => {
      const question = /** @type {const} */ ({ type: "export", name, answer });
      if (ofRows) this.#rows.tell(question, [answer]);
      else this.#tellStudy(question, [answer]);
    });
  }

  /**
   * The scores of every estimator on the data of the run.
   * @returns {Promise<import("../../wasm/stepsieve.js").Variant[]>}
   */
  async variants() {
    return (await this.#ask((answer) => this.#tellStudy({ type: "variants", answer }, [answer]))) ?? [];
  }

  /**
   * @template T
   * @param {(answer: MessagePort) => void} tell a worker where to answer
   * @returns {Promise<T | null>} `null` if the worker dies before the answer
   */
  #ask(tell) {
    const { port1, port2 } = new MessageChannel();
    this.#hire();
    tell(port2);
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

  /** Resolves pending requests with `null` after the study worker's death. */
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
    const hash = Rows.of(experiment);
    if (hash) {
      this.#live = true;
      void this.#rows.start(this.#generation, experiment, hash);
      return;
    }
    const { jobs, problems } = this.#planned(experiment);
    if (!jobs) return this.ears.refused(problems);
    this.#live = true;
    this.#tellStudy({ type: "start", generation: this.#generation, experiment });
    this.#handOut(jobs);
  }

  /** The reasons why an experiment cannot run. @param {object} experiment */
  problems(experiment) {
    return this.#planned(experiment).problems;
  }

  /** The jobs of an experiment, or its problems. @param {object} experiment @returns {{ jobs: Job[] | null, problems: Problem[] }} */
  #planned(experiment) {
    try {
      return { jobs: this.planning.plan(experiment), problems: [] };
    } catch (error) {
      // Any error but a list of problems is a bug.
      if (!Array.isArray(error)) globalThis.reportError?.(error);
      return { jobs: null, problems: problemsOf(error) };
    }
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
        // The last outcome ends a run, not the last report, which may come while the page draws.
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
   * Distributes the jobs in turn. No result depends on the distribution.
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
    const worker = workerAt("compute-worker.js", () => new Worker(new URL("./compute-worker.js", import.meta.url), { type: "module" }));
    this.#tell(worker, { type: "load", module: this.module });
    this.#connect(worker);
    worker.onerror = (event) => this.#mourn(worker, event);
    worker.onmessageerror = (event) => this.#mourn(worker, event);
    return worker;
  }

  #newStudy() {
    const worker = workerAt("study-worker.js", () => new Worker(new URL("./study-worker.js", import.meta.url), { type: "module" }));
    this.#tell(worker, { type: "load", module: this.module });
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = (event) => this.#mourn(worker, event);
    worker.onmessageerror = (event) => this.#mourn(worker, event);
    return worker;
  }

  /** Opens a channel from a compute worker to the study worker. @param {Worker} worker */
  #connect(worker) {
    const { port1, port2 } = new MessageChannel();
    this.#tell(worker, { type: "connect", port: port1 }, [port1]);
    this.#tellStudy({ type: "connect", port: port2 }, [port2]);
  }

  /**
   * Replaces a dead worker, or fails the run after too many deaths.
   * @param {Worker} dead
   * @param {Event} event
   */
  #mourn(dead, event) {
    event.preventDefault();
    // A dying worker may raise more than one error.
    const known = dead === this.#study || this.#hands.some(({ worker }) => worker === dead);
    if (!known || this.#dead.has(dead)) return;
    dead.terminate();
    if (dead === this.#study) this.#giveUp();
    this.#replaced += 1;
    if (this.#replaced > MOST_REPLACED) {
      this.#dead.add(dead);
      if (!this.#live) return;
      this.stop();
      this.ears.lost(/** @type {Partial<ErrorEvent>} */ (event).message || event.type);
    } else {
      this.#replace(dead);
      if (this.#live) this.ears.replaced();
    }
  }

  /**
   * Gives a dead worker's jobs to a new one, which computes the same bits. The death of the study
   * worker loses all reports, so the run restarts.
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
    if (message.type === "start") this.#lend(worker, message.experiment);
    worker.postMessage(message, { transfer });
  }

  /**
   * Gives a worker the table of an experiment, which may hold only its hash.
   * @param {Worker} worker
   * @param {object} experiment
   */
  #lend(worker, experiment) {
    const table = this.planning.table(experiment);
    if (!table || this.#tables.get(worker) === table.held) return;
    const bytes = table.bytes();
    if (bytes) this.#tell(worker, { type: "table", bytes });
    this.#tables.set(worker, table.held);
  }
}
