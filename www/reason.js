/**
 * Why something failed, whatever was thrown: a list of problems from the engine, an error, or
 * anything else.
 *
 * @typedef {import("./messages.js").Problem} Problem
 */

/** @param {unknown} error @returns {Problem[]} */
export function problemsOf(error) {
  return Array.isArray(error) ? error : [{ field: "", message: reasonOf(error) }];
}

/** The same in one text. @param {unknown} error @returns {string} */
export function reasonOf(error) {
  if (Array.isArray(error)) return error.map(({ message }) => message).join(" ");
  return error instanceof Error ? error.message : String(error);
}
