/** Keeps the height of a demo during a run, so the content below does not move. */

/**
 * A new run removes the report of the last one, which usually reappears.
 * @param {HTMLElement} demo
 */
export function steady(demo) {
  let changes = 0;
  demo.addEventListener("stepsieve-state", (event) => {
    const { state } = /** @type {CustomEvent<{ state: import("../workers/run.js").RunState }>} */ (event).detail;
    const change = (changes += 1);
    if (state === "running") demo.style.minHeight = `${demo.offsetHeight}px`;
    // The result appears one frame later, and its height is known after another.
    else requestAnimationFrame(() => requestAnimationFrame(() => change === changes && (demo.style.minHeight = "")));
  });
}
