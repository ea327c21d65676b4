/** How many compute workers there may be: a matter of the machine, not of the experiment. */

/** So many at most. */
export const MOST = 32;

/**
 * As many as wanted, within bounds; as many as the machine has cores unless said otherwise, and one
 * where the browser does not tell.
 * @param {number | undefined} [wanted]
 */
export function cores(wanted = navigator.hardwareConcurrency) {
  return Math.max(1, Math.min(MOST, Math.floor(Number(wanted)) || 1));
}
