/** Why something failed, in words. */

/**
 * @param {unknown} error as it was thrown: an error, the engine's list of problems, or what a library throws
 * @returns {string}
 */
export function reasonOf(error) {
  if (Array.isArray(error)) return error.map(reasonOf).join(" ");
  const { message, type } = /** @type {any} */ (error ?? {});
  return String(message || type || (typeof error === "object" ? JSON.stringify(error) : error));
}

/**
 * Does the same and throws nothing but errors: of anything else that is thrown in a worker, its page
 * hears no more than that it is an object.
 * @template Given
 * @param {(given: Given) => void} act
 */
export function reasoned(act) {
  return (/** @type {Given} */ given) => {
    try {
      act(given);
    } catch (error) {
      throw error instanceof Error ? error : new Error(reasonOf(error));
    }
  };
}
