/** The English texts of the walkers' controls. */

export const texts = {
  go: "Play",
  pause: "Pause",
  step: "One step",
  speed: "Speed",
  plane: "Coordinates",
  axis: (/** @type {number} */ place) => `Coordinate ${place} of the picture`,
  rate: (/** @type {string} */ steps) => `${steps} steps/s`,
  count: (/** @type {string} */ steps) => `step ${steps}`,
};
