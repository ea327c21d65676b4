/**
 * The engine as a module, for pages with their own figures; its types are in `stepsieve.d.ts`.
 *
 *   import { learn } from "./stepsieve.js";
 *   const outcome = await learn({ version: 3, potential: { preset: "test1" }, step: 0.5 });
 *
 * @typedef {import("../wasm/stepsieve.js").Outcome} Outcome
 */

import { SequentialRunner } from "./workers/sequential-runner.js";
import * as engine from "./workers/engine.js";

/** @type {Promise<WebAssembly.Module> | null} */
let loading = null;

function load() {
  loading ??= engine.loadEngine();
  return loading;
}

/**
 * Runs an experiment in its own workers.
 * @param {object} experiment complete or not, as in an experiment file
 * @param {{ workers?: number, signal?: AbortSignal, onOutcome?: (outcome: Outcome) => void, onProgress?: (progress: object) => void }} [options]
 * @returns {Promise<Outcome>} the outcome
 */
export async function learn(experiment, { workers, signal, onOutcome, onProgress } = {}) {
  const module = await load();
  signal?.throwIfAborted();
  const painter = new engine.Figures();
  const runner = new SequentialRunner(engine, module, workers);
  const given = { version: engine.describe().version, ...experiment };
  try {
    const ended = runner.run(given, {
      outcome: (bytes) => {
        painter.load(bytes);
        onOutcome?.(/** @type {Outcome} */ (painter.outcome()));
      },
      progress: (progress) => onProgress?.(progress),
    });
    const aborted = new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason), { once: true }));
    await Promise.race([ended, aborted]);
    return /** @type {Outcome} */ (painter.outcome());
  } finally {
    runner.dismiss();
    painter.free();
  }
}

/**
 * Reads a permalink: its experiment, and its problems.
 * @param {string} link the part after the `#`
 */
export async function read(link) {
  await load();
  return engine.read_link(link);
}

/** The settings with their ranges, the presets, and the release. */
export async function describe() {
  await load();
  return engine.describe();
}
