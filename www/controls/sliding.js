/** So long after the last press of a key a gesture is over, in milliseconds. */
const REST = 1000;

/**
 * Lets a slider move something. What is moved in one gesture can be taken back as one: a drag, or
 * presses of keys until they rest or the focus goes elsewhere.
 * @param {HTMLInputElement} slider
 * @param {(committed: boolean) => void} move `committed` where the gesture ends
 */
export function sliding(slider, move) {
  /** A slider that another experiment has taken away, perhaps in the middle of a gesture, moves nothing. */
  const moved = (/** @type {boolean} */ committed) => slider.isConnected && move(committed);
  let isKeyed = false;
  /** Where the keys have left it. */
  let left = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let alarm;
  const end = () => {
    if (alarm === undefined) return;
    clearTimeout(alarm);
    alarm = undefined;
    // It may have been taken back meanwhile.
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
