/** The words of the projector mode, in German; see `en-projector.js`. */

export const texts = {
  bar: "Abbildungen auf der Leinwand",
  leave: "Beenden",
  leave_help: "Zurück zur ganzen Seite, wie mit der Escape-Taste.",
  choose_help: (/** @type {number} */ key) =>
    key > 9 ? "Zeigt diese Abbildung oder blendet sie aus." : `Zeigt diese Abbildung oder blendet sie aus, wie die Taste ${key}.`,
  entered: "Für den Beamer: Die Leertaste startet und hält an, 1 bis 9 wählen Abbildungen, Escape beendet.",
  figures: /** @type {Record<string, string>} */ ({
    potential: "Energie",
    zoom: "Ausschnitt",
    positions: "Orte",
    momenta: "Impulse",
    noise: "Rauschen",
    convergence: "Konvergenz",
    beside: "Andere Verfahren",
    portrait: "Phasenporträt",
    mean: "Mittlere Bahn",
    correlation: "Autokorrelation",
    equilibrium: "Gleichgewicht",
    staircase: "Treppe",
    scales: "Skalen",
  }),
};
