/**
 * Runs experiments one after the other on a pool of workers.
 *
 * @typedef {import("./messages.js").Progress} Progress
 * @typedef {{ outcome: (bytes: Uint8Array) => void, progress: (progress: Progress) => void }} Listener
 */

import { cores } from "../controls/cores.js";
import { planned } from "./plan.js";
import { Pool } from "./pool.js";
import { Refusal } from "../app/reason.js";

export class SequentialRunner {
  #pool;
  /** @type {Listener | null} */
  #listener = null;
  /** Settles the run's promise. @type {{ resolve: (whole: boolean) => void, reject: (error: Error) => void } | null} */
  #end = null;

  /**
   * @param {typeof import("./engine.js")} engine
   * @param {WebAssembly.Module} module
   * @param {number} [workers] the number of compute workers
   */
  constructor(engine, module, workers) {
    const fail = (/** @type {import("../app/in-words.js").Told[]} */ problems) => this.#end?.reject(new Refusal(problems));
    this.#pool = new Pool(module, planned(engine), cores(workers), {
      progress: (progress) => (progress.failed ? fail([progress.failed]) : this.#listener?.progress(progress)),
      outcome: (bytes, progress) => {
        this.#listener?.outcome(bytes);
        this.#listener?.progress(progress);
        this.#pool.drawn();
        if (progress.complete) this.#end?.resolve(true);
      },
      refused: fail,
      replaced: () => {},
      lost: (reason) => fail([{ message: `The workers failed repeatedly (${reason}).` }]),
    });
  }

  /**
   * Runs an experiment to its end.
   * @param {object} experiment
   * @param {Listener} listener
   * @returns {Promise<boolean>} false if it was stopped before
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
    this.#end?.resolve(false);
  }

  /** Ends the workers. */
  dismiss() {
    this.#pool.dismiss();
  }
}
