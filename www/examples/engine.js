/** An own figure made with the engine as a module. */

import { learn } from "../stepsieve.js";

const FIGURE = { width: 600, height: 300 };
/** The highest energy in the figure. */
const HIGHEST = 2;

const slider = /** @type {HTMLInputElement} */ (document.getElementById("step"));
const value = /** @type {HTMLOutputElement} */ (document.getElementById("value"));
const button = /** @type {HTMLButtonElement} */ (document.getElementById("learn"));
const figure = /** @type {Element} */ (document.getElementById("figure"));
const said = /** @type {HTMLElement} */ (document.getElementById("said"));
/** @type {AbortController | null} */
let running = null;

slider.addEventListener("input", () => {
  value.value = slider.value;
});

button.addEventListener("click", async () => {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  try {
    const outcome = await learn(
      { version: 3, potential: { preset: "test2" }, step: Number(slider.value), steps: 1e7 },
      { signal: mine.signal, onOutcome: draw },
    );
    said.textContent = outcome.summary;
  } catch (error) {
    if (!mine.signal.aborted) said.textContent = error instanceof Error ? error.message : String(error);
  }
});

/** @param {import("../stepsieve.js").Outcome} outcome */
function draw({ potential, reference }) {
  const [axis] = potential.axes;
  const [first, last] = [axis[0], axis[axis.length - 1]];
  const curve = (/** @type {(number | null)[]} */ energy, /** @type {string} */ name, /** @type {number} */ shift) => {
    const points = axis.flatMap((q, bin) => {
      const u = energy[bin];
      return u === null ? [] : [`${((q - first) / (last - first)) * FIGURE.width},${FIGURE.height * (1 - (u + shift + 0.1) / HIGHEST)}`];
    });
    const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
    line.setAttribute("class", name);
    line.setAttribute("points", points.join(" "));
    return line;
  };
  figure.replaceChildren(
    ...(reference ? [curve(reference.energy, "reference", reference.shift)] : []),
    curve(potential.energy, "learned", 0),
  );
}
