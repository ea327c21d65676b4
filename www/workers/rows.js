/**
 * The potential from the rows of a file, in place of a run: one worker, which is ended to stop it.
 *
 * @typedef {import("./messages.js").FromStudy} FromStudy
 * @typedef {import("./messages.js").ToRows} ToRows
 * @typedef {{
 *   file: (hash: string) => Promise<Blob | null>,
 *   elsewhere: (experiment: object) => import("./messages.js").Problem[],
 *   hear: (message: FromStudy) => void,
 *   lost: (reason: string) => void,
 * }} Hooks  `file` finds a file, `elsewhere` says that it is not here.
 */

import { reasonOf } from "../app/reason.js";
import { workerAt } from "./worker-at.js";

export class Rows {
  /** @type {Worker | null} */
  #worker = null;
  #busy = false;
  /** Counts starts and stops. */
  #turn = 0;

  /**
   * @param {WebAssembly.Module} module
   * @param {Hooks} hooks
   */
  constructor(module, hooks) {
    this.module = module;
    this.hooks = hooks;
  }

  /** Hash of the file whose rows an experiment learns from. @param {object} experiment */
  static of(experiment) {
    return /** @type {{ trajectory?: { hash: string } | null }} */ (experiment).trajectory?.hash ?? null;
  }

  /**
   * @param {number} generation
   * @param {object} experiment
   * @param {string} hash
   */
  async start(generation, experiment, hash) {
    this.stop();
    const turn = this.#turn;
    const file = await this.hooks.file(hash);
    if (turn !== this.#turn) return;
    if (!file) return this.hooks.hear({ type: "refused", generation, problems: this.hooks.elsewhere(experiment) });
    this.#busy = true;
    this.tell({ type: "start", generation, experiment, file });
  }

  /** Ends what is under way, and drops what was learned. */
  stop() {
    this.#turn += 1;
    if (this.#busy) this.dismiss();
    else this.#worker?.postMessage({ type: "stop" });
  }

  /** Ends the worker. */
  dismiss() {
    this.#turn += 1;
    this.#busy = false;
    this.#worker?.terminate();
    this.#worker = null;
  }

  /**
   * @param {ToRows} message
   * @param {Transferable[]} [transfer]
   */
  tell(message, transfer = []) {
    this.#worker ??= this.#made();
    this.#worker.postMessage(message, { transfer });
  }

  #made() {
    const worker = rowsWorker(this.module);
    worker.onmessage = ({ data }) => {
      if (data.type !== "progress") this.#busy = false;
      this.hooks.hear(data);
    };
    worker.onerror = (event) => {
      if (worker !== this.#worker) return;
      this.dismiss();
      this.hooks.lost(reasonOf(event));
    };
    return worker;
  }
}

/** A worker for files. @param {WebAssembly.Module} module */
export function rowsWorker(module) {
  const worker = workerAt("rows-worker.js", () => new Worker(new URL("./rows-worker.js", import.meta.url), { type: "module" }));
  worker.postMessage(/** @type {ToRows} */ ({ type: "load", module }));
  return worker;
}
