/** The pause after the last key press that ends a gesture, in milliseconds. */
const REST = 1000;

/**
 * Connects a slider to an action. One gesture is one undo step: a drag, or key presses up to a
 * pause or a change of focus.
 * @param {HTMLInputElement} slider
 * @param {(committed: boolean) => void} move `committed` at the end of the gesture
 */
export function sliding(slider, move) {
  /** A slider removed by another experiment, perhaps during a gesture, has no effect. */
  const moved = (/** @type {boolean} */ committed) => slider.isConnected && move(committed);
  let isKeyed = false;
  /** Its value after the last key press. */
  let left = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let alarm;
  const end = () => {
    if (alarm === undefined) return;
    clearTimeout(alarm);
    alarm = undefined;
    // It may have been undone meanwhile.
    if (slider.value === left) moved(true);
  };
  slider.addEventListener("keydown", () => (isKeyed = true));
  slider.addEventListener("pointerdown", () => {
    end();
    isKeyed = false;
  });
  slider.addEventListener("blur", end);
  slider.addEventListener("input", () => moved(false));
  slider.addEventListener("change", () => {
    if (!isKeyed) return moved(true);
    left = slider.value;
    clearTimeout(alarm);
    alarm = setTimeout(end, REST);
  });
}
