/** The number of compute workers, a property of the machine, not of the experiment. */

/** The maximum. */
export const MOST = 32;

/**
 * The given number within bounds; by default the number of cores, or one if the platform does not
 * report it.
 * @param {number | undefined} [wanted]
 */
export function cores(wanted = globalThis.navigator?.hardwareConcurrency) {
  return Math.max(1, Math.min(MOST, Math.floor(Number(wanted)) || 1));
}
