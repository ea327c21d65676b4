/** The German texts of the projector mode; see `en-projector.js`. */

export const texts = {
  bar: "Abbildungen auf der Leinwand",
  leave: "Beenden",
  leave_help: "Kehrt zur ganzen Seite zurück, wie die Escape-Taste.",
  choose_help: (/** @type {number} */ key) =>
    key > 9 ? "Blendet diese Abbildung ein oder aus." : `Blendet diese Abbildung ein oder aus, wie die Taste ${key}.`,
  entered: "Beamermodus: Die Leertaste startet und hält an, 1 bis 9 wählen Abbildungen, Escape beendet.",
  figures: /** @type {Record<string, string>} */ ({
    walkers: "Läufer",
    potential: "Energie",
    zoom: "Ausschnitt",
    positions: "Orte",
    momenta: "Impulse",
    noise: "Rauschen",
    convergence: "Konvergenz",
    agreement: "Kräfte",
    beside: "Andere Verfahren",
    portrait: "Phasenporträt",
    mean: "Mittlere Bahn",
    correlation: "Autokorrelation",
    equilibrium: "Gleichgewicht",
    staircase: "Treppe",
    scales: "Skalen",
  }),
};
