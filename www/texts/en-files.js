/** The English texts for files. */

import { count } from "../app/format.js";

export const texts = {
  no_file: (/** @type {string} */ name) => `“${name}” holds no experiment, no outcome, no learned potential and no columns of numbers.`,
  unreadable_file: (/** @type {string} */ name) => `“${name}” cannot be read. Open a file; folders are not allowed.`,
  long_file: (/** @type {string} */ name, /** @type {number} */ most) => `“${name}” is longer than ${count(most / 1e6)} MB, the limit for a file of this kind.`,
  one_file: "Several files were dropped. Drop one at a time.",
  reading: (/** @type {string} */ name) => `Reading “${name}”`,
  cancel: "Cancel",
  file_about: "Positions and forces from a file: the page learns U from its rows, without a run of its own.",
  rows_read: (/** @type {"survey" | "regress"} */ stage, /** @type {number} */ rows, /** @type {number} */ total) =>
    `${stage === "survey" ? "Looking through the rows" : "Learning from the rows"}: ${count(rows)} of about ${count(total)}`,
  beside: (/** @type {string} */ name) => `The link names the file “${name}” by its hash: send the file along.`,
};
