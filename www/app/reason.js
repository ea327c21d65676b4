/**
 * The reason of a failure, from any thrown value: a list of problems from the engine, an error, or
 * a value thrown by a library.
 *
 * @typedef {import("../workers/messages.js").Problem} Problem
 */

/** A failure for reasons that the page says in its own language. */
export class Refusal extends Error {
  /** @param {import("./in-words.js").Told[]} problems */
  constructor(problems) {
    super(reasonOf(problems));
    this.problems = problems.map((problem) => ({ field: "", ...problem }));
  }
}

/** @param {unknown} error @returns {Problem[]} */
export function problemsOf(error) {
  if (error instanceof Refusal) return error.problems;
  return Array.isArray(error) ? error : [{ field: "", message: reasonOf(error) }];
}

/** The same in words. @param {unknown} error @returns {string} */
export function reasonOf(error) {
  if (Array.isArray(error)) return error.map(reasonOf).join(" ");
  const { message, type } = /** @type {{ message?: unknown, type?: unknown }} */ (error ?? {});
  return String(message || type || (typeof error === "object" ? JSON.stringify(error) : error));
}

/**
 * The same function, but throwing errors only: of any other value thrown in a worker, the page
 * learns only that it is an object.
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
