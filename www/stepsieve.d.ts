/** The engine as a module. */
import type { Description, Outcome, ReadLink, StudyProgress } from "../wasm/stepsieve.js";

export type { StepsieveDemo } from "./stepsieve-demo.js";
export type { Description, Outcome, Preset, Problem, ReadLink, Setting, StudyProgress } from "../wasm/stepsieve.js";

export interface Options {
  /** Number of compute workers; the outcome does not depend on it. */
  workers?: number;
  /** Ends the run; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  /** Called with every outcome on the way, the last one included. */
  onOutcome?: (outcome: Outcome) => void;
  onProgress?: (progress: StudyProgress) => void;
}

/**
 * Runs an experiment (complete or not, as in an experiment file) in its own workers. Rejects an
 * invalid experiment with an `Error` whose message gives the reason.
 */
export function learn(experiment: object, options?: Options): Promise<Outcome>;
/** Reads a permalink: its experiment, and its problems. */
export function read(link: string): Promise<ReadLink>;
/** The settings with their ranges, the presets, and the release. */
export function describe(): Promise<Description>;
