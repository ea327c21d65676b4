/** The gallery's texts in German; see `en-gallery.js`. */

export const texts = {
  page_title: "Stepsieve: eine Galerie von Experimenten",
  heading: "Eine Galerie von Experimenten",
  skip: "Zu den Experimenten springen",
  intro:
    "Über den Artikel hinaus: andere Landschaften, andere Kräuselungen, zwei und drei Dimensionen und Fälle, in denen das Verfahren versagt. " +
    "Jedes Bild ist die Energie V mit dem Potential, das zu lernen ist; „Hier rechnen“ zeichnet das Gelernte hinein, „Öffnen“ führt zum Experiment mit allen Einstellungen. " +
    "Fehler sind quadratische Mittel über die Bins mit genügend Daten, in Einheiten der Energie, nach so vielen Schritten, wie der Link verlangt.",
  run_here: "Hier rechnen",
  open: "Öffnen",
  trusted: "Alles, was das Verfahren annimmt, trifft zu.",
  doubted: "Was das Verfahren annimmt und hier nicht zutrifft:",
  more_doubts: (/** @type {number} */ more) => (more === 1 ? "Und noch eines" : `Und ${more} weitere`),

  sections: {
    wells: {
      title: "Andere Landschaften",
      about: "Eine Dimension und eine feine Kräuselung, deren Kraft etwa so stark ist wie die der Landschaft selbst. Öffnen Sie eine und machen Sie die Kräuselung länger: Irgendwann folgt ihr der Schritt, und der Bericht sagt es.",
    },
    ripples: {
      title: "Andere Kräuselungen",
      about: "Eine Kräuselung muss kein Sinus sein. Es zählt nur, dass ihre Kraft auf dem Weg eines Schritts oft das Vorzeichen wechselt und überall gleich stark ist.",
    },
    several: {
      title: "Zwei und drei Dimensionen",
      about: "Das Rauschen ist in manchen Richtungen stärker als in anderen. Darum wird zuerst seine Kovarianz Z geschätzt und die Reibung ihr angepasst.",
    },
    fails: {
      title: "Wo es versagt, und warum",
      about: "Jedes von diesen geht mit Absicht schief. Rechnen Sie eines: Die Kurve verfehlt ihre Referenz, und der Bericht nennt die Annahme, die nicht zutrifft.",
    },
  },

  experiments: {
    washboard: {
      title: "Ein schräges Waschbrett in einer Mulde",
      about: "Vier Dellen an einem Hang, von steilen Wänden zusammengehalten. Alle bleiben erhalten, auch die Pässe dazwischen; der Fehler ist 0,004.",
    },
    asymmetric: {
      title: "Zwei Mulden, eine tiefer",
      about: "Um wie viel die linke Mulde tiefer ist, folgt daraus, wie oft Läufer hinüberwechseln. Der Fehler ist 0,005; der Regler a kippt sie weiter, bis es die rechte Mulde nicht mehr gibt.",
    },
    triple: {
      title: "Drei Mulden",
      about: "Zwei Barrieren sind zu überqueren, und die Wände sind steif für diesen Schritt: Ein Dutzend Läufer divergiert und wird ersetzt, wovon nichts zu sehen ist. Der Fehler ist 0,010.",
    },
    quartic: {
      title: "Eine Mulde vierter Ordnung",
      about: "Unten flach, mit Wänden, die immer steifer werden: Der Fehler durch den Schritt selbst wächst mit der Höhe und wird abgezogen. Es bleiben 0,011, höchstens 0,043.",
    },
    box: {
      title: "Beinahe ein Kasten",
      about: "Eine achte Potenz: innen fast keine Kraft, dann eine Wand. Der Fehler ist 0,012, an den Wänden 0,05.",
    },
    morse: {
      title: "Eine Bindung, die sich dehnt",
      about: "Ein Morse-Potential, auf einer Seite steil und auf der anderen offen, mit einer schwachen Feder, damit niemand für immer geht. Der Fehler ist 0,006.",
    },
    cusp: {
      title: "Ein spitzer Grund",
      about: "Beinahe der Betrag von q. Die Spitze ist über ein Fünftel einer Einheit gerundet, und so wird sie auch gelernt; der Fehler ist 0,004.",
    },
    tail: {
      title: "Eine logarithmische Mulde",
      about: "Ihre Wände werden immer weniger steil, also folgen die Orte Students Verteilung und keiner normalen, während die Impulse normal bleiben. Der Fehler ist 0,004.",
    },
    quasi: {
      title: "Eine quasiperiodische Kräuselung",
      about: "Zwei Sinus, deren Längen sich wie √2 verhalten: Die Summe wiederholt sich nie. Für den Schritt ist sie Rauschen wie jedes andere; der Fehler ist 0,020.",
    },
    incommensurate: {
      title: "Acht Längen, die nicht zusammenpassen",
      about: "Sinus der Längen 1, 1/√2, 1/√3 … ohne gemeinsame Periode, auf einem Cosinus hyperbolicus. Der Fehler ist 0,008.",
    },
    chirp: {
      title: "Eine Kräuselung, die feiner wird",
      about: "Nach außen wird sie kürzer und niedriger, sodass ihre Kraft gleich stark bleibt. Sie ist gar nicht periodisch; der Fehler ist 0,003.",
    },
    comb: {
      title: "Eine Skala behalten, die andere sieben",
      about: "Wellen der Länge 0,8 bleiben, eine Kräuselung der Länge 0,006 verschwindet. Der Fehler ist 0,010, gemessen an der Parabel samt Wellen; der Regler a macht diese höher.",
    },
    channel: {
      title: "Eine gewundene Rinne",
      about: "Ein Tal, das sich durch die Ebene schlängelt, mit Rauschen schräg dazu. Der Fehler ist 0,013, auch die Böschung hinauf.",
    },
    ring: {
      title: "Ein Ring",
      about: "Ein kreisförmiges Tal, zu einer Seite geneigt. Das Rauschen ist in beiden Richtungen gleich, und Z stimmt auf 1 %. Der Fehler ist 0,014.",
    },
    four: {
      title: "Vier Mulden",
      about: "Zwei sind tiefer, auf der Diagonalen. Die Läufer gehen über vier Pässe im Kreis; der Fehler ist 0,016.",
    },
    pass: {
      title: "Ein krummer Pass",
      about: "Zwei ungleiche Mulden und ein Weg dazwischen, der keine Gerade ist. Der Fehler ist 0,014.",
    },
    rotated: {
      title: "Rauschen entlang einer Diagonale",
      about: "Entlang der einen Diagonale ist das Rauschen sechzehnmal so stark wie entlang der anderen, verdreht gegen die Achsen der Mulde. Z hat die Einträge 0,212 und 0,186, genau wären 0,2125 und 0,1875; der Fehler von U ist 0,010.",
    },
    hexagon: {
      title: "Ein Sechseckgitter in einer Schale",
      about: "Drei Wellen unter 60° machen Dellen wie die einer Bienenwabe. Sie sind länger als ein Schritt, also bleiben sie; der Fehler ist 0,016.",
    },
    space: {
      title: "Zwei Mulden im Raum",
      about: "Drei Variablen, und sechs Läufe, die Z schätzen. Die Bilder sind Schnitte durch die Mitte. Der Fehler ist 0,03 nach 8 Millionen Schritten.",
    },
    no_gap: {
      title: "Skalen ohne Lücke",
      about: "Vier Kräuselungen innerhalb eines Faktors zehn: Jeder Schritt folgt einigen zur Hälfte. Die Impulse sind nicht normal, Läufer werden verschluckt, und was gelernt wird, liegt um 0,21 neben der Parabel.",
    },
    resolved: {
      title: "Ein Schritt, der die Kräuselung sieht",
      about: "Bei einem so kleinen Schritt sind die Dellen Mulden wie andere auch: Nachbarn bleiben beisammen, nichts wirkt als Rauschen, und Läufer kommen zur Ruhe. Der Bericht schlägt eine Schrittweite von 0,57 vor.",
    },
    smooth: {
      title: "Gar keine Kräuselung",
      about: "Eine glatte Doppelmulde. Es gibt nichts, was zu Rauschen werden könnte, also siegt die Reibung: Zwei Drittel der Zeitfenster gehen verloren, weil Läufer stillstehen.",
    },
    blow_up: {
      title: "Jenseits der Stabilitätsgrenze",
      about: "Die Mulde vierter Ordnung von oben mit einer Schrittweite von 0,5. Wo δ² mal die Krümmung über 4 liegt, fliegen Läufer davon: Zwei von drei Zeitfenstern gehen verloren, und der Fehler ist 0,11 statt 0,011.",
    },
    rare: {
      title: "Eine Barriere, die niemand überquert",
      about: "Beide Mulden haben für sich die richtige Form. Doch über etwa fünfzehn kT wechselt kaum ein Läufer, also ist, wie tief die eine neben der anderen liegt, eine Erinnerung an den Anfang: Der Fehler ist 0,24.",
    },
    uneven: {
      title: "Rauschen nur auf einer Seite",
      about: "Nach links verschwindet die Kräuselung. Dort ist es kalt, rechts ist es warm, und keine einzelne Temperatur macht U richtig: Der Fehler ist 0,08, höchstens 0,26.",
    },
    zigzag: {
      title: "Ein Zickzack",
      about: "Seine Kraft ist +1 oder −1, und Nachbarn trennen sich nie: Die Bewegung ist nicht chaotisch, und vielen Zähnen wird gefolgt. Der Fehler ist 0,6; feinere Zähne helfen, doch der Bericht zweifelt weiter.",
    },
    swallowed: {
      title: "Niemand wird ersetzt",
      about: "Test 1 des Artikels, ohne verlorene Läufer zu ersetzen. Winzige Inseln verschlucken 364 von 512 Läufern, deren Stillstand als Daten zählt: Der Fehler ist 0,09 statt 0,0013.",
    },
    uncalibrated: {
      title: "Eine Reibung für zwei Richtungen",
      about: "Die Kalibrierung ist aus. Die Impulse sind in einer Richtung wärmer als in der anderen, die Verteilung ist nicht die von Gibbs, und der Fehler von U ist 0,4. Mit Kalibrierung ist es behoben.",
    },
  },
};
