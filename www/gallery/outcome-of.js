/**
 * The outcome of an experiment that is run to its end.
 *
 * @typedef {import("../workers/messages.js").Progress} Progress
 */

import { Painter } from "../figures/painter.js";

/**
 * @param {typeof import("../workers/engine.js")} engine
 * @param {import("../workers/sequential-runner.js").SequentialRunner} runner
 * @param {import("../../wasm/stepsieve.js").Experiment} experiment
 * @param {(progress: Progress) => void} [progress] is told on the way
 * @returns {Promise<import("../../wasm/stepsieve.js").Outcome | null>} none if the runner was stopped
 */
export async function outcomeOf(engine, runner, experiment, progress = () => {}) {
  const painter = new Painter(engine);
  painter.showEnergy(experiment);
  const whole = await runner.run(experiment, { outcome: (bytes) => painter.load(bytes), progress });
  return whole ? painter.shown() : null;
}
