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
