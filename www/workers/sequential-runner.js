/**
 * Runs experiments one after the other on a pool of workers.
 *
 * @typedef {import("./messages.js").Progress} Progress
 * @typedef {{ outcome: (bytes: Uint8Array) => void, progress: (progress: Progress) => void }} Listener
 */

import { cores } from "../controls/cores.js";
import { planned } from "./plan.js";
import { Pool } from "./pool.js";
import { reasonOf } from "../app/reason.js";

export class SequentialRunner {
  #pool;
  /** @type {Listener | null} */
  #listener = null;
  /** Settles the run's promise. @type {{ resolve: () => void, reject: (error: Error) => void } | null} */
  #end = null;

  /**
   * @param {typeof import("./engine.js")} engine
   * @param {WebAssembly.Module} module
   * @param {number} [workers] the number of compute workers
   */
  constructor(engine, module, workers) {
    const fail = (/** @type {string} */ reason) => this.#end?.reject(new Error(reason));
    this.#pool = new Pool(module, planned(engine), cores(workers), {
      progress: (progress) => (progress.failed ? fail(progress.failed.message) : this.#listener?.progress(progress)),
      outcome: (bytes, progress) => {
        this.#listener?.outcome(bytes);
        this.#listener?.progress(progress);
        this.#pool.drawn();
        if (progress.complete) this.#end?.resolve();
      },
      refused: (problems) => fail(reasonOf(problems)),
      replaced: () => {},
      lost: (reason) => fail(`The workers failed repeatedly (${reason}).`),
    });
  }

  /**
   * Runs an experiment to its end.
   * @param {object} experiment
   * @param {Listener} listener
   * @returns {Promise<void>}
   */
  run(experiment, listener) {
    this.#listener = listener;
    return new Promise((resolve, reject) => {
      this.#end = { resolve, reject };
      this.#pool.start(experiment);
    });
  }

  /** The scores of every estimator on the data of the last run. */
  variants() {
    return this.#pool.variants();
  }

  stop() {
    this.#pool.stop();
  }

  /** Ends the workers. */
  dismiss() {
    this.#pool.dismiss();
  }
}
