/** The experiment of an exercise in the student's view. */

import { own } from "./classroom-texts.js";
import { spoken } from "../app/language.js";
import { steady } from "../embed/steady.js";
import { theme } from "../app/theme.js";
import "../stepsieve-demo.js";

/**
 * @typedef {HTMLElement & { outcome: import("../../wasm/stepsieve.js").Outcome | null, run(): void }} Demo
 * @param {import("../../wasm/stepsieve.js").Exercise} exercise
 * @param {string} link of the experiment, obfuscated
 * @param {Demo | null} before the current demo, kept if the new one would be the same
 * @returns {Demo}
 */
export function demo({ show, controls, hide }, link, before) {
  const shaping = Object.entries({ link, show: show.join(","), controls: controls.join(","), hide: hide.join(",") });
  if (before && shaping.every(([name, value]) => before.getAttribute(name) === value)) return before;
  const made = /** @type {Demo} */ (document.createElement("stepsieve-demo"));
  for (const [name, value] of [...shaping, ["theme", theme()], ["lang", spoken], ["height", "auto"], ["title", own.experiment]]) made.setAttribute(name, value);
  steady(made);
  return made;
}
