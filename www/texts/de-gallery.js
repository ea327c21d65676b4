/** The German texts of the gallery; see `en-gallery.js`. */

export const texts = {
  page_title: "Stepsieve: Galerie der Experimente",
  heading: "Galerie der Experimente",
  skip: "Zu den Experimenten springen",
  intro:
    "Über den Artikel hinaus: andere Landschaften, andere Kräuselungen, bis zu sechzehn Dimensionen und Fälle, in denen das Verfahren versagt. " +
    "Jedes Bild zeigt die Energie V und das Referenzpotential; „Hier rechnen“ ergänzt das gelernte Potential, „Öffnen“ führt zum Experiment mit allen Einstellungen. " +
    "Fehler sind quadratische Mittel über die Bins mit genügend Daten, in Einheiten der Energie, nach der im Link genannten Zahl von Schritten.",
  run_here: "Hier rechnen",
  open: "Öffnen",
  trusted: "Alle Annahmen des Verfahrens sind erfüllt.",
  doubted: "Hier nicht erfüllte Annahmen des Verfahrens:",
  more_doubts: (/** @type {number} */ more) => (more === 1 ? "Und eine weitere" : `Und ${more} weitere`),

  sections: {
    wells: {
      title: "Andere Landschaften",
      about: "Eine Dimension und eine feine Kräuselung, deren Kraft etwa so stark ist wie die der Landschaft. Öffnen Sie ein Experiment und verlängern Sie die Kräuselung: Irgendwann folgt ihr der Schritt, und die Gültigkeitsprüfungen melden es.",
    },
    ripples: {
      title: "Andere Kräuselungen",
      about: "Eine Kräuselung muss kein Sinus sein. Es genügt, dass ihre Kraft innerhalb eines Schritts oft das Vorzeichen wechselt und überall gleich stark ist.",
    },
    several: {
      title: "Zwei und drei Dimensionen",
      about: "Das Rauschen ist in manchen Richtungen stärker als in anderen. Der Lauf schätzt deshalb zuerst die Rauschkovarianz Z und passt ihr die Reibung an.",
    },
    many: {
      title: "Mehr als drei Dimensionen",
      about: "Hier kommt kein Gitter mehr mit. U wird als Summe von Funktionen einer und zweier Variablen gelernt, aus den Kräften und aus den Orten; die Bilder zeigen die Funktionen einer Variablen.",
    },
    fails: {
      title: "Wo das Verfahren versagt, und warum",
      about: "Jedes dieser Experimente scheitert mit Absicht. Rechnen Sie eines: Die Kurve verfehlt ihre Referenz, und die Gültigkeitsprüfungen nennen die verletzte Annahme.",
    },
  },

  experiments: {
    washboard: {
      title: "Ein geneigtes Waschbrett in einer Mulde",
      about: "Vier Mulden an einem Hang zwischen steilen Wänden. Das gelernte Potential enthält alle Mulden und die Barrieren dazwischen; Fehler 0,004.",
    },
    asymmetric: {
      title: "Doppelmulde mit einer tieferen Seite",
      about: "Aus der Häufigkeit der Übergänge folgt, um wie viel die linke Mulde tiefer ist. Fehler 0,005; der Regler a neigt die Energie weiter, bis die rechte Mulde verschwindet.",
    },
    triple: {
      title: "Drei Mulden",
      about: "Zwei Barrieren und Wände, die für diesen Schritt steif sind: Ein Dutzend Läufer divergiert und wird neu gestartet, ohne sichtbare Folgen. Fehler 0,010.",
    },
    quartic: {
      title: "Eine Mulde vierter Ordnung",
      about: "Flacher Boden und Wände, die immer steifer werden: Der systematische Fehler des Schritts wächst mit der Höhe und wird korrigiert. Fehler 0,011, höchstens 0,043.",
    },
    box: {
      title: "Beinahe ein Kasten",
      about: "Eine achte Potenz: innen fast keine Kraft, dann eine Wand. Fehler 0,012, an den Wänden 0,05.",
    },
    morse: {
      title: "Eine Bindung, die sich dehnt",
      about: "Ein Morse-Potential, auf einer Seite steil und auf der anderen offen; eine schwache Feder hält die Läufer zusammen. Fehler 0,006.",
    },
    cusp: {
      title: "Ein spitzes Minimum",
      about: "Beinahe der Betrag von q. Die Spitze ist über ein Fünftel einer Einheit gerundet, und das gelernte Potential gibt sie wieder; Fehler 0,004.",
    },
    tail: {
      title: "Eine logarithmische Mulde",
      about: "Ihre Wände werden immer flacher: Die Orte folgen der Studentschen t-Verteilung, nicht der Normalverteilung, während die Impulse normalverteilt bleiben. Fehler 0,004.",
    },
    quasi: {
      title: "Eine quasiperiodische Kräuselung",
      about: "Zwei Sinusfunktionen, deren Wellenlängen im Verhältnis √2 stehen: Die Summe wiederholt sich nie. Für den Schritt ist sie gewöhnliches Rauschen; Fehler 0,020.",
    },
    incommensurate: {
      title: "Acht inkommensurable Längen",
      about: "Sinusfunktionen der Längen 1, 1/√2, 1/√3 … ohne gemeinsame Periode, auf einem Cosinus hyperbolicus. Fehler 0,008.",
    },
    chirp: {
      title: "Eine Kräuselung, die feiner wird",
      about: "Nach außen wird sie kürzer und niedriger; ihre Kraft bleibt gleich stark. Sie ist nicht periodisch; Fehler 0,003.",
    },
    comb: {
      title: "Eine Skala behalten, die andere aussieben",
      about: "Wellen der Länge 0,8 bleiben, eine Kräuselung der Länge 0,006 verschwindet. Fehler 0,010 gegenüber der Parabel mit Wellen; der Regler a macht diese höher.",
    },
    channel: {
      title: "Eine gewundene Rinne",
      about: "Ein Tal, das sich durch die Ebene windet, mit Rauschen schräg dazu. Fehler 0,013, auch an den Hängen.",
    },
    ring: {
      title: "Ein Ring",
      about: "Ein kreisförmiges Tal, zu einer Seite geneigt. Das Rauschen ist in beiden Richtungen gleich, und Z stimmt auf 1 % genau. Fehler 0,014.",
    },
    four: {
      title: "Vier Mulden",
      about: "Die beiden auf der Diagonalen sind tiefer. Vier Sattelpunkte verbinden die Mulden im Kreis; Fehler 0,016.",
    },
    pass: {
      title: "Ein gekrümmter Weg",
      about: "Zwei verschiedene Mulden, verbunden durch einen gekrümmten Weg minimaler Energie. Fehler 0,014.",
    },
    rotated: {
      title: "Rauschen entlang einer Diagonale",
      about: "Entlang der einen Diagonale ist das Rauschen sechzehnmal so stark wie entlang der anderen, gedreht gegen die Achsen der Mulde. Z hat die Einträge 0,212 und 0,186 (exakt: 0,2125 und 0,1875); der Fehler von U ist 0,010.",
    },
    hexagon: {
      title: "Ein hexagonales Gitter in einer Mulde",
      about: "Drei Wellen unter 60° bilden ein hexagonales Gitter von Mulden. Sie sind länger als ein Schritt, also bleiben sie; Fehler 0,016.",
    },
    space: {
      title: "Zwei Mulden im Raum",
      about: "Drei Variablen und sechs Läufe, die Z schätzen. Die Bilder sind Schnitte durch die Mitte. Fehler 0,03 nach 8 Millionen Schritten.",
    },
    chain_moves: {
      title: "Wie sich eine Kette aus acht Perlen bewegt",
      about: "Langevin-Dynamik unter der gelernten Summe neben der unter V, mit hundertmal so großer Schrittweite: Der Mittelwert aller Perlen und jede einzelne klingen gleich ab und vergessen gleich schnell. „Öffnen“ zeigt Bahnen, Korrelationen und Phasenporträts.",
    },
    chain16: {
      title: "Eine Kette aus sechzehn Doppelmulden",
      about: "Sechzehn Perlen und fünfzehn Federn, in einem kurzen Lauf. Jede Feder stimmt auf 1 %, die Kraft auf 1 % ihrer Größe.",
    },
    bowl10: {
      title: "Eine Schale in zehn Dimensionen",
      about: "Eine Schale, entlang der letzten Achse zweieinhalbmal so steil wie entlang der ersten, schräg durch Kopplungen der Nachbarn, unter schrägen Kräuselungen. Die Kraft stimmt auf 1 % ihrer Größe, jede Kopplung auch.",
    },
    no_gap: {
      title: "Skalen ohne Lücke",
      about: "Vier Kräuselungen innerhalb eines Faktors zehn: Jeder Schritt löst einige davon halb auf. Die Impulse sind nicht normalverteilt, Läufer werden absorbiert, und der Fehler gegenüber der Parabel ist 0,21.",
    },
    resolved: {
      title: "Ein Schritt, der die Kräuselung auflöst",
      about: "Ein so kleiner Schritt folgt jedem Minimum der Kräuselung: Nachbarn bleiben beisammen, nichts wirkt als Rauschen, und die Läufer kommen zur Ruhe. Der Bericht schlägt eine Schrittweite von 0,57 vor.",
    },
    smooth: {
      title: "Gar keine Kräuselung",
      about: "Eine glatte Doppelmulde. Nichts kann als Rauschen wirken, also bremst die Reibung die Läufer: Zwei von drei Fenstern gehen durch ruhende Läufer verloren.",
    },
    blow_up: {
      title: "Jenseits der Stabilitätsgrenze",
      about: "Die Mulde vierter Ordnung von oben mit einer Schrittweite von 0,5. Wo δ² mal Krümmung den Wert 4 überschreitet, divergieren Läufer: Zwei von drei Fenstern gehen verloren, und der Fehler ist 0,11 statt 0,011.",
    },
    rare: {
      title: "Eine Barriere, die kein Läufer überquert",
      about: "Jede Mulde hat die richtige Form. Doch eine Barriere von etwa fünfzehn kT überquert kaum ein Läufer, sodass der Anfangszustand den Tiefenunterschied der Mulden bestimmt: Fehler 0,24.",
    },
    uneven: {
      title: "Rauschen nur auf einer Seite",
      about: "Nach links verschwindet die Kräuselung. Dort sind die Läufer kalt, rechts sind sie warm, und keine einzelne Temperatur ergibt das richtige U: Fehler 0,08, höchstens 0,26.",
    },
    zigzag: {
      title: "Ein Zickzack",
      about: "Seine Kraft ist +1 oder −1, und Nachbarn trennen sich nie: Die Bewegung ist nicht chaotisch, und der Schritt folgt vielen Zähnen. Fehler 0,6; feinere Zähne helfen, doch die Gültigkeitsprüfungen bleiben nicht ganz erfüllt.",
    },
    swallowed: {
      title: "Kein Läufer wird ersetzt",
      about: "Test 1 des Artikels, ohne verlorene Läufer zu ersetzen. Winzige anziehende Inseln absorbieren 364 von 512 Läufern, die trotz Stillstand als Daten zählen: Fehler 0,09 statt 0,0013.",
    },
    uncalibrated: {
      title: "Eine Reibung für zwei Richtungen",
      about: "Die Kalibrierung ist aus. Die Impulse sind in einer Richtung wärmer als in der anderen, die Verteilung ist nicht die von Gibbs, und der Fehler von U ist 0,4. Die Kalibrierung behebt das.",
    },
    three_body: {
      title: "Eine Wechselwirkung zu dritt",
      about: "Eine Summe von Funktionen einer und zweier Variablen kann a x₁x₂x₃ nicht ausdrücken, und beide Wege zu U verfehlen es gleich. Eine Prüfung findet es in der verbleibenden Kraft: Das Produkt der drei erklärt ein Sechstel der Größe der Kraft. Mit a = 0 genügt dieselbe Summe.",
    },
  },
};
