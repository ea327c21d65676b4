/**
 * Lets a pointer drag on a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {(event: PointerEvent, committed: boolean) => void} follow called wherever the pointer is, `committed` where it lets go
 */
export function dragging(canvas, follow) {
  /** Where a finger came down that may be about to scroll the page. @type {PointerEvent | null} */
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
