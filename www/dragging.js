/**
 * Lets a pointer drag on a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {(event: PointerEvent, committed: boolean) => void} follow called wherever the pointer is, `committed` where it lets go
 */
export function dragging(canvas, follow) {
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    // A finger may be about to scroll the page; it is followed once it moves across.
    if (event.pointerType !== "touch") follow(event, false);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) follow(event, false);
  });
  canvas.addEventListener("pointerup", (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) follow(event, true);
  });
}
