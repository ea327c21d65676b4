/** A demo that grows keeps its height while it runs, so that what stands below it stays. */

/**
 * What was said of a run is gone while the next one goes on, and mostly comes again.
 * @param {HTMLElement} demo
 */
export function steady(demo) {
  let changes = 0;
  demo.addEventListener("stepsieve-state", (/** @type {any} */ { detail: { state } }) => {
    const change = (changes += 1);
    if (state === "running") demo.style.minHeight = `${demo.offsetHeight}px`;
    // What it found is in it one frame later, and what it needs for that is known by another one.
    else requestAnimationFrame(() => requestAnimationFrame(() => change === changes && (demo.style.minHeight = "")));
  });
}
