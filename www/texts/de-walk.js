/** The German texts of the walkers' controls; see `en-walk.js`. */

export const texts = {
  go: "Abspielen",
  pause: "Anhalten",
  step: "Ein Schritt",
  speed: "Tempo",
  plane: "Koordinaten",
  axis: (/** @type {number} */ place) => `Koordinate ${place} des Bildes`,
  rate: (/** @type {string} */ steps) => `${steps} Schritte/s`,
  count: (/** @type {string} */ steps) => `Schritt ${steps}`,
};
