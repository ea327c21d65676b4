/** Clicks on figures that change the experiment. */

/** @param {import("./page.js").Page} page */
export function clicks(page) {
  const { figures } = page;
  const { painter } = figures;

  /** The phase portrait gets one start more, where it was clicked. */
  figures.canvas("portrait").addEventListener("click", ({ offsetX, offsetY }) => {
    const start = painter.data("portrait", offsetX * devicePixelRatio, offsetY * devicePixelRatio);
    const { compare, bins } = page.experiment;
    // In the plane of one coordinate a place does not say what the others are.
    if (!start || !compare || bins.length > 1) return;
    const starts = [...compare.starts.split(";"), start.map((value) => value.toFixed(2)).join(",")];
    page.edit("compare.starts", starts.join(";"), true);
  });

  /** The plateau that was clicked on the staircase is learned. */
  figures.canvas("staircase").addEventListener("click", ({ offsetX, offsetY }) => {
    const scale = painter.plateau(offsetX * devicePixelRatio, offsetY * devicePixelRatio);
    if (!scale) return;
    page.edit("step", scale.step, true, { ...page.experiment, kind: "learn", scan: null, friction: scale.friction });
  });
}
