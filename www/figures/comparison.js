/** The outcome kept for comparison: of another scale, or with or without calibration. */

export class Beside {
  /** @type {import("../../wasm/stepsieve.js").Outcome | null} */
  outcome = null;

  /** @param {{ compare: (keep: boolean) => void }} painter */
  constructor(painter) {
    this.painter = painter;
  }

  /** Keeps the last outcome for comparison, or none. @param {import("../../wasm/stepsieve.js").Outcome | null} outcome */
  keep(outcome) {
    this.outcome = outcome;
    this.painter.compare(outcome !== null);
  }
}

/**
 * True if only calibration was switched on or off.
 * @param {import("../../wasm/stepsieve.js").Experiment} before
 * @param {import("../../wasm/stepsieve.js").Experiment} after
 */
export function calibrated(before, after) {
  const plain = (/** @type {import("../../wasm/stepsieve.js").Experiment} */ experiment) => JSON.stringify({ ...experiment, calibration: null });
  return plain(before) === plain(after) && (before.calibration === null) !== (after.calibration === null);
}
