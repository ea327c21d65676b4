/** The words of the tour, in German; see `en-tour.js`. */

export const texts = {
  stops: {
    potential: {
      title: "Das Potential",
      text: "Das ist die Energie V, über die die Läufer laufen. Nehmen Sie eine aus der Liste, oder schreiben Sie weiter unten eine eigene.",
    },
    step: {
      title: "Die Schrittweite ist das Sieb",
      text: "Kräuselungen, die feiner sind als der Weg eines Läufers in einem Schritt, werden zu Rauschen. Bewegen Sie den Regler, und die Seite lernt neu, was übrig bleibt.",
    },
    run: {
      title: "Starten und anhalten",
      text: "Dieser Knopf startet einen Lauf, hält ihn an und lässt ihn weiterlaufen. Alles wird hier gerechnet, in Ihrem Browser.",
    },
    curve: {
      title: "Die gelernte Kurve",
      text: "Grau ist V, und die blaue Linie ist die Energie U, die die Läufer verraten. Die gestrichelte Linie, wo es eine gibt, ist, was U sein sollte; nichts Gelerntes macht von ihr Gebrauch.",
    },
    kind: {
      title: "Alle Schrittweiten auf einmal",
      text: "Wählen Sie hier den Scan über viele Schrittweiten: Jedes Plateau seiner Treppe ist eine Skala. Ein Klick auf ein Plateau lernt, was dort übrig bleibt.",
    },
    findings: {
      title: "Was gefunden wurde",
      text: "Ein Satz sagt, was herauskam. „Ob man es glauben darf“ zählt auf, was das Verfahren annimmt, und ob es hier erfüllt ist.",
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
