/** The outcome that the next ones are compared with: of another scale, or with or without calibration. */

export class Beside {
  /** @type {any} */
  outcome = null;

  /** @param {{ compare: (keep: boolean) => void }} painter */
  constructor(painter) {
    this.painter = painter;
  }

  /** The last outcome stays beside what is to come, or nothing does. @param {any} outcome */
  keep(outcome) {
    this.outcome = outcome;
    this.painter.compare(outcome !== null);
  }
}

/**
 * Whether only calibration was switched on or off.
 * @param {any} before
 * @param {any} after
 */
export function calibrated(before, after) {
  const plain = (/** @type {any} */ experiment) => JSON.stringify({ ...experiment, calibration: null });
  return plain(before) === plain(after) && (before.calibration === null) !== (after.calibration === null);
}
