/**
 * The race: one experiment runs with more and more steps, and every way is scored after each run.
 *
 * @typedef {import("../../wasm/stepsieve.js").Baseline} Baseline
 * @typedef {import("../../wasm/stepsieve.js").Experiment} Experiment
 * @typedef {import("../../wasm/stepsieve.js").Outcome} Outcome
 * @typedef {import("../../wasm/stepsieve.js").Racer} Racer
 */

import { outcomeOf } from "./outcome-of.js";
import { own } from "./when-texts.js";
import { Refusal } from "../app/reason.js";

/**
 * @param {typeof import("../workers/engine.js")} engine
 * @param {import("../workers/sequential-runner.js").SequentialRunner} runner
 * @param {Experiment} experiment
 * @param {number[]} lengths the steps of its runs
 * @param {object} tell
 * @param {(steps: number) => void} tell.begun
 * @param {(share: number) => void} tell.progress every run is an equal share
 * @param {(racers: Racer[]) => void} tell.scored
 * @returns {Promise<Outcome | null>} that of the longest run; none if the runner was stopped
 */
export async function race(engine, runner, experiment, lengths, tell) {
  const runs = lengths.map((steps) => engine.racing(experiment, steps));
  /** @type {Baseline[][]} */
  const contests = [];
  let longest = null;
  for (const [place, steps] of lengths.entries()) {
    tell.begun(steps);
    const last = place + 1 === runs.length;
    let outcome;
    try {
      outcome = await outcomeOf(engine, runner, runs[place], ({ stage, burn_in_made, burn_in_total, steps, total }) => {
        // A calibration has steps of its own.
        if (stage === "learn") tell.progress((place + (burn_in_made + steps) / (burn_in_total + total)) / runs.length);
      });
    } catch (error) {
      // More steps may find what fewer have not.
      if (last) throw error;
      continue;
    }
    if (!outcome) return null;
    longest = outcome;
    // The errors are wanted, not the curves.
    contests.push((outcome.baselines ?? []).map((way) => ({ ...way, energy: [] })));
    const racers = engine.race(contests);
    tell.scored(racers);
    if (racers.length === 0 && last) {
      throw new Refusal([
        { message: own.nothing_learned, ours: true },
        { message: outcome.summary, sentences: outcome.sentences },
      ]);
    }
  }
  return longest;
}
