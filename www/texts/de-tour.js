/** The words of the tour, in German; see `en-tour.js`. */

export const texts = {
  stops: {
    potential: {
      title: "Das Potential",
      text: "Die Energie V, auf der sich die Läufer bewegen. Wählen Sie eine aus der Liste, oder geben Sie unten eine eigene ein.",
    },
    step: {
      title: "Die Schrittweite ist das Sieb",
      text: "Kräuselungen, die feiner sind als die Länge eines Schritts, werden zu Rauschen. Bewegen Sie den Regler: Die Seite lernt die verbleibende Energie neu.",
    },
    run: {
      title: "Starten und anhalten",
      text: "Dieser Knopf startet einen Lauf, hält ihn an und setzt ihn fort. Alles wird hier in Ihrem Browser gerechnet.",
    },
    curve: {
      title: "Die gelernte Kurve",
      text: "Grau ist V; die blaue Linie ist die effektive Energie U, gelernt aus den Läufern. Die gestrichelte Linie, wo es eine gibt, ist die Referenz; keine Schätzung benutzt sie.",
    },
    kind: {
      title: "Alle Schrittweiten auf einmal",
      text: "Wählen Sie „Skalen finden“ für einen Scan der Schrittweite: Jedes Plateau der Treppe ist eine Skala. Ein Klick auf ein Plateau lernt das dort verbleibende Potential.",
    },
    findings: {
      title: "Ergebnis",
      text: "Ein Satz nennt das Ergebnis. „Gültigkeitsprüfungen“ zählt die Annahmen des Verfahrens auf, und wie gut jede erfüllt ist.",
    },
    share: {
      title: "Teilen",
      text: "Jedes Experiment ist ein Link. Wer ihn öffnet, bekommt dieselben Zahlen, Bit für Bit.",
    },
  },
  end: {
    title: "Das ist alles",
    text: "Sechs kurze Lektionen erklären, warum es funktioniert, und in jeder ist etwas vorherzusagen. In der Galerie gibt es andere Energien zu versuchen.",
  },
  lessons: "Zu den Lektionen",
  gallery: "Zur Galerie",
  count: (/** @type {number} */ stop, /** @type {number} */ stops) => `${stop} von ${stops}`,
  next: "Weiter",
  back: "Zurück",
  skip: "Rundgang beenden",
  done: "Fertig",
};
