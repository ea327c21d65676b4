/** Die deutschen Texte der Seite „Wann es taugt“. @type {typeof import("./en-when.js").texts} */
export const texts = {
  page_title: "Stepsieve: wann man es verwendet",
  when: "Wann man es verwendet",
  not_title: "Wann nicht",
  not_text:
    "Ist die Energie eine Formel in einer, zwei oder drei Variablen, so filtert man sie. Der beste Filter vierter Ordnung auf einem Gitter kommt mit einigen Tausend Auswertungen von V aus, bei drei Variablen mit einigen Hunderttausend, und ist genauer als beide Schätzungen dieser Seite: Jedes Rennen unten zeigt es. Auch V ohne Filter kann nahe bei U liegen, nie aber seine Kraft, in der die Wellen so stark sind wie zuvor.",
  yes_title: "Wann",
  uses: [
    "Die Kräfte fallen entlang einer Bahn an, die es ohnehin gibt: aus einer Simulation, einem anderen Programm, einem Versuch. Dann muss nichts ausgewertet werden, und es gibt kein Gitter.",
    "Die Skalen sind nicht bekannt. Ein Filter braucht eine Breite, und das Rennen wählt sie im Nachhinein nach der exakten Antwort. Hier wählt sie der Schritt, und eine Abtastung des Schritts findet die Skalen.",
    "Es gibt mehr Variablen, als ein Gitter haben kann. Die Punkte eines Gitters nehmen mit deren Zahl exponentiell zu, die Schritte eines Läufers nicht. Diese Seite hat höchstens drei Variablen; das Verfahren kennt diese Grenze nicht.",
    "Es geht um die Dynamik. Der Lauf, der U lernt, kennt auch Temperatur und Rauschen, und die Ersatzmodelle brauchen beides.",
  ],
  which_title: "Orte oder Kräfte",
  which_text:
    "Jeder Lauf lernt U zweimal. Die Kräfte sind genauer, wo immer es eine Lücke zwischen den Skalen gibt, und brauchen weder Temperatur noch Kalibrierung. Die Orte sind der Weg des Artikels und bleiben, wo keine Kraft bekannt ist. Wo beide nicht übereinstimmen, nennt eine Gültigkeitsprüfung den wahrscheinlich richtigen und den Grund.",
  race_title: "Das Rennen",
  race_about:
    "Fehler gegenüber dem exakten U nach so vielen Auswertungen von V oder seinem Gradienten, Einschwingen und Kalibrierung mitgezählt. Ein Filter darf unter sechs Breiten die beste wählen, nach der exakten Antwort. Ein Rennen dauert etwa eine halbe Minute.",
  energy: "Energie",
  run_race: "Rennen",
  errors_of_u: "Fehler von U",
  errors_of_force: "Fehler der Kraft",
  columns: ["Weg", "Auswertungen: Fehler von U, der Kraft"],
  point: (evaluations, energy, force) => `${evaluations}: ${energy}; ${force}`,
  at_steps: (steps) => `Gerade: ein Lauf über ${steps} Schritte`,
  race_over: "Das Rennen ist vorbei.",
  leader: (energy, force) => `Am Ende am genauesten in U: ${energy}; in der Kraft: ${force}.`,
  no_reference: "Ein Rennen braucht eine Referenz, an der die Fehler gemessen werden.",
  of_the_address: "Das Experiment der Adresse",
  races: {
    parabola: "Test 1, eine Parabel, δ = 0,5",
    ripple: "Test 1, eine Welle zwischen zwei Skalen, δ = 0,065",
    wells: "Test 2, eine Doppelmulde",
    valley: "Test 4, zwei Dimensionen",
    surface: "Test 5, Müller–Brown, zwei Dimensionen",
    space: "Zwei Mulden in drei Dimensionen",
    no_gap: "Test 3, Skalen ohne Lücke",
  },
};
