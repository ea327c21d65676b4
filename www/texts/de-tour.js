/** The German texts of the tour; see `en-tour.js`. */

export const texts = {
  stops: {
    potential: {
      title: "Das Potential",
      text: "Die Energie V, auf der sich die Läufer bewegen. Wählen Sie eine aus der Liste oder geben Sie unten eine eigene ein.",
    },
    step: {
      title: "Die Schrittweite ist das Sieb",
      text: "Kräuselungen, die feiner sind als die Länge eines Schritts, werden zu Rauschen. Bewegen Sie den Regler: Die Seite lernt die verbleibende Energie neu.",
    },
    run: {
      title: "Starten und anhalten",
      text: "Diese Schaltfläche startet einen Lauf, hält ihn an und setzt ihn fort. Ihr Browser rechnet alles selbst.",
    },
    curve: {
      title: "Die gelernte Kurve",
      text: "Die graue Linie ist V; die blaue ist das effektive Potential U, gelernt aus den Läufern. Eine gestrichelte Linie ist die Referenz; keine Schätzung verwendet sie.",
    },
    kind: {
      title: "Alle Schrittweiten auf einmal",
      text: "Wählen Sie „Skalen finden“ für einen Scan der Schrittweite: Jedes Plateau der Treppe ist eine Skala. Ein Klick auf ein Plateau lernt das dort verbleibende Potential.",
    },
    findings: {
      title: "Ergebnis",
      text: "Ein Satz nennt das Ergebnis. „Gültigkeitsprüfungen“ zeigt die Annahmen des Verfahrens und wie gut jede erfüllt ist.",
    },
    share: {
      title: "Teilen",
      text: "Jedes Experiment hat einen Link. Wer ihn öffnet, erhält dieselben Zahlen, Bit für Bit.",
    },
  },
  end: {
    title: "Ende des Rundgangs",
    text: "Sechs kurze Lektionen erklären, warum das Verfahren funktioniert; in jeder sagen Sie vorher, rechnen und erklären. Die Galerie bietet weitere Energien.",
  },
  lessons: "Zu den Lektionen",
  gallery: "Zur Galerie",
  count: (/** @type {number} */ stop, /** @type {number} */ stops) => `${stop} von ${stops}`,
  next: "Weiter",
  back: "Zurück",
  skip: "Rundgang beenden",
  done: "Fertig",
};
