/**
 * The submissions of students, and the rule for those that count.
 *
 * @typedef {typeof import("../workers/engine.js")} Engine
 * @typedef {import("../../wasm/stepsieve.js").Exercise} Exercise
 * @typedef {import("../../wasm/stepsieve.js").Submission} Submission
 * @typedef {"once" | "last" | "again" | "not"} Counts it counts, as the only one of its name or the
 *   last; or it does not count, because another one does or none is valid
 */

import { nextTask } from "../workers/scheduler.js";

/** The length of one slice of reading, in milliseconds. */
const SLICE = 12;

/**
 * Reads and checks lines in slices; other tasks run in between.
 * @param {Engine} engine
 * @param {Exercise} exercise
 * @param {string} text
 * @returns {Promise<Submission[]>}
 */
export async function read(engine, exercise, text) {
  const lines = new engine.Submissions(exercise, text);
  /** @type {Submission[]} */
  const found = [];
  try {
    for (let start = performance.now(), next = lines.next(); next; next = lines.next()) {
      found.push(next);
      if (performance.now() - start < SLICE) continue;
      await nextTask();
      start = performance.now();
    }
  } finally {
    lines.free();
  }
  // The evaluation of all lines gets its own task.
  await nextTask();
  return found;
}

/**
 * Of several under one name the last valid one counts.
 * @param {Submission[]} submissions
 * @returns {Counts[]}
 */
export function counting(submissions) {
  const named = Map.groupBy(submissions, ({ plain }) => plain);
  return submissions.map((submission) => {
    const { plain } = submission;
    const same = plain === "" ? [submission] : (named.get(plain) ?? []);
    const last = same.findLast((other) => !other.checked.wrong);
    if (submission === last) return same.length > 1 ? "last" : "once";
    return last ? "again" : "not";
  });
}
