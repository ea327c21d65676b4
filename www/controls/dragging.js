/**
 * Lets a pointer drag on a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {(event: PointerEvent, committed: boolean) => void} follow called at every movement, `committed` at the release
 */
export function dragging(canvas, follow) {
  /** The start of a touch that may scroll the page. @type {PointerEvent | null} */
  let undecided = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    undecided = event.pointerType === "touch" ? event : null;
    if (!undecided) follow(event, false);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    const across = !undecided || Math.abs(event.clientX - undecided.clientX) > Math.abs(event.clientY - undecided.clientY);
    if (!across) return;
    undecided = null;
    follow(event, false);
  });
  canvas.addEventListener("pointerup", (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) follow(event, true);
  });
}
