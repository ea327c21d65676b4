/** The outcome of an experiment that is run to its end. */

import { Painter } from "../figures/painter.js";

/**
 * @param {typeof import("../workers/engine.js")} engine
 * @param {import("../workers/sequential-runner.js").SequentialRunner} runner
 * @param {import("../../wasm/stepsieve.js").Experiment} experiment
 */
export async function outcomeOf(engine, runner, experiment) {
  const painter = new Painter(engine);
  painter.sketch(experiment);
  await runner.run(experiment, { outcome: (bytes) => painter.load(bytes), progress: () => {} });
  return painter.shown();
}
