/** Clicks on figures that change the experiment; Enter does the same at the arrow keys' place. */

/**
 * @typedef {import("./figures.js").Figure} Figure
 * @param {import("../app/page.js").Page} page
 */
export function clicks(page) {
  const { figures } = page;
  const { painter } = figures;
  const on = (/** @type {Figure} */ figure, /** @type {(x: number, y: number) => void} */ act) => {
    const canvas = figures.canvas(figure);
    const at = (/** @type {number} */ x, /** @type {number} */ y) => act(x * devicePixelRatio, y * devicePixelRatio);
    canvas.addEventListener("click", ({ offsetX, offsetY }) => at(offsetX, offsetY));
    canvas.addEventListener("keydown", ({ key }) => {
      const pointed = figures.pointed(figure);
      if (key === "Enter" && pointed) at(...pointed);
    });
  };

  /** Adds a start to the phase portrait. */
  on("portrait", (x, y) => {
    const start = painter.data("portrait", x, y);
    const { compare, bins } = page.experiment;
    // A place in the plane of one coordinate does not determine the others.
    if (!start || !compare || bins.length > 1) return;
    const starts = [...compare.starts.split(";"), start.map((value) => value.toFixed(2)).join(",")];
    page.changes.edit("compare.starts", starts.join(";"), true);
  });

  /** Learns a plateau of the staircase. */
  on("staircase", (x, y) => {
    const scale = painter.plateau(x, y);
    if (!scale) return;
    page.changes.learn(scale);
  });
}
