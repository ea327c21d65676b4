/** The German labels and help of the engine's settings and presets. */

const law = "Standardabweichung (normalverteilt) oder halbe Breite (gleichverteilt)";

export const settings = {
  version: { label: "Version", help: "Die Version des Formats, zu der die Vorgabewerte gehören; ohne Angabe 1." },
  kind: {
    label: "Modus",
    help: "Automatisch: wählt Bereich und Temperatur, findet die Skalen und lernt zu jeder ein Potential. Sonst: ein Potential bei einer Schrittweite lernen, die Dynamik unter ihm mit der ursprünglichen vergleichen oder die Skalen über viele Schrittweiten finden.",
  },
  "potential.preset": { label: "Vorlage", help: "Ein Experiment mit seiner Formel und seinen Einstellungen." },
  "potential.formula": { label: "Energie", help: "Die Energie am Ort q (oder x, y; oder x, y, z; oder x[1], x[2] und so weiter) und nach einem Semikolon ihre Parameter." },
  "potential.parameters": { label: "Parameter", help: "Werte für die Parameter der Formel." },
  "potential.file": { label: "Datei", help: "Name der Datei einer Tabelle, die für einen Link zu groß ist, oder von Orten und Kräften." },
  "potential.table": { label: "Tabelle", help: "Werte auf einem gleichmäßigen Gitter, die die Formel als table(q) oder table(x, y) aufruft; von einer großen Tabelle ihr Hash." },
  "potential.reference": {
    label: "Referenz",
    help: "Ein Potential, mit dem das gelernte verglichen wird; keine Schätzung hängt davon ab.",
  },
  step: { label: "Schrittweite", unit: "Zeit", help: "Das Sieb: Skalen, die ein Schritt dieser Größe nicht auflöst, werden zu Rauschen." },
  friction: {
    label: "Reibung",
    unit: "1/Zeit",
    help: "Die Rate, mit der Impuls verloren geht; zusammen mit dem Rauschen bestimmt sie die Temperatur. Bleibt das Feld leer, wird sie so gewählt, dass die Läufer die untere Hälfte des Bereichs erreichen.",
  },
  steps: {
    label: "Schritte",
    unit: "Läuferschritte",
    help: "Gesamtzahl der nach dem Einlaufen aufgezeichneten Schritte; mehr Schritte verkleinern den statistischen Fehler.",
  },
  accuracy: {
    label: "Genauigkeit",
    unit: "Energie",
    help: "Beendet den Lauf, sobald die halbe Breite der 95-%-Bänder über den mittleren 90 % der Orte diesen Wert nicht überschreitet; bleibt das Feld leer, werden alle Schritte ausgeführt.",
  },
  walkers: {
    label: "Läufer",
    help: "Anzahl der unabhängigen Läufer, die sich die Schritte teilen; bleibt das Feld leer, so viele, wie das Einlaufen erlaubt.",
  },
  burn_in: {
    label: "Einlaufen",
    unit: "Schritte",
    help: "Schritte jedes Läufers vor der Aufzeichnung; bleibt das Feld leer, werden sie nach der langsamsten Relaxationszeit gewählt.",
  },
  seed: { label: "Startwert", help: "Derselbe Startwert (Seed) ergibt denselben Lauf, Bit für Bit, in jedem Browser." },
  periodic: {
    label: "Periode",
    unit: "Länge",
    help: "Periode jeder Koordinate, etwa 2*pi; 0 oder leer, wenn sie keine hat. Die Orte liegen dann auf einem Kreis, und der Bereich ist eine Periode. Sein Ende folgt aus seinem Anfang.",
  },
  "region.lower": { label: "Bereich von", unit: "Länge", help: "Untere Grenze des Histogramms." },
  "region.upper": { label: "Bereich bis", unit: "Länge", help: "Obere Grenze des Histogramms." },
  bins: { label: "Bins", help: "Anzahl der Bins des Histogramms über dem Bereich." },
  interactions: {
    label: "Wechselwirkungen",
    help: "In mehr als drei Dimensionen die Paare von Variablen, deren Funktionen gelernt werden: neighbours, die in einem Summanden der Formel zusammen vorkommen; all; oder eine Liste wie 1-2, 2-3.",
  },
  resample: {
    label: "Verlorene Läufer ersetzen",
    help: "Startet einen Läufer, der in einer winzigen Mulde absorbiert wurde oder divergiert ist, am Ort eines aktiven Läufers neu.",
  },
  "initial.position.mean": { label: "Anfangsort", unit: "Länge", help: "Mittelwert der Anfangsorte." },
  "initial.position.spread": { label: "Streuung des Anfangsorts", unit: "Länge", help: `${law} der Anfangsorte.` },
  "initial.momentum.mean": { label: "Anfangsimpuls", unit: "Impuls", help: "Mittelwert der Anfangsimpulse." },
  "initial.momentum.spread": { label: "Streuung des Anfangsimpulses", unit: "Impuls", help: `${law} der Anfangsimpulse.` },
  "initial.shape": { label: "Anfangsverteilung", help: "Form der Anfangsverteilung." },
  calibration: {
    label: "Kalibrierung",
    help: "Schätzt zuerst das Rauschen und passt ihm die Reibung an, Γ = Z/2; damit gilt die Gibbs-Verteilung. Ohne Kalibrierung ist die Reibung skalar.",
  },
  "calibration.friction": { label: "Reibung der Kalibrierung", unit: "1/Zeit", help: "Reibung in den Läufen, die das Rauschen schätzen." },
  "calibration.mass_scale": {
    label: "Skala der inversen Masse",
    help: "Faktor für die inversen Massen in den Läufen, die das Rauschen schätzen.",
  },
  "calibration.steps": {
    label: "Schritte der Kalibrierung",
    unit: "Läuferschritte",
    help: "Gesamtzahl der Schritte in den Läufen, die das Rauschen schätzen.",
  },
  estimator: {
    label: "Temperaturschätzer",
    help: "Der Impuls, der die Temperatur bestimmt: der symmetrische (in quadratischen Mulden exakt), mit oder ohne Korrektur um die Schrittweite, oder der des Artikels.",
  },
  fit: { label: "Anpassung", help: "Daten und Verfahren der Anpassung: das Histogramm der Orte, mit penalisierter Likelihood oder kleinsten Quadraten; oder die Kräfte, durch Regression." },
  compare: { label: "Vergleich", help: "Vergleicht die Dynamik unter dem gelernten Potential mit der unter V." },
  "compare.surrogate": {
    label: "Ersatzpotential",
    help: "Eine Formel oder der Inhalt einer Potentialdatei; bleibt das Feld leer, gilt das gelernte Potential.",
  },
  "compare.third": { label: "Drittes Potential", help: "Formel eines weiteren Potentials, mit derselben feinen Schrittweite wie V." },
  "compare.friction": {
    label: "Langevin-Reibung",
    unit: "1/Zeit",
    help: "Reibung der Langevin-Dynamik bei Temperatur eins: eine Zahl oder, in mehreren Dimensionen, eine symmetrische, positiv definite Matrix, zeilenweise, etwa 1, 0.5; 0.5, 2.",
  },
  "compare.step": { label: "Schrittweite des Ersatzes", unit: "Zeit", help: "Schrittweite der Ersatzdynamik und Zeit zwischen zwei Stichproben." },
  "compare.fine_step": { label: "Feine Schrittweite", unit: "Zeit", help: "Schrittweite der ursprünglichen Dynamik, klein genug für jede Skala." },
  "compare.time": { label: "Zeit", unit: "Zeit", help: "Dauer jeder Bahn." },
  "compare.trajectories": { label: "Bahnen", help: "Anzahl der Bahnen eines Ensembles." },
  "compare.initial.position.mean": { label: "Anfangsort", unit: "Länge", help: "Mittelwert der Anfangsorte der Bahnen." },
  "compare.initial.position.spread": { label: "Streuung des Anfangsorts", unit: "Länge", help: `${law} der Anfangsorte der Bahnen.` },
  "compare.initial.momentum.mean": { label: "Anfangsimpuls", unit: "Impuls", help: "Mittelwert der Anfangsimpulse der Bahnen." },
  "compare.initial.momentum.spread": { label: "Streuung des Anfangsimpulses", unit: "Impuls", help: `${law} der Anfangsimpulse der Bahnen.` },
  "compare.initial.shape": { label: "Anfangsverteilung", help: "Form der Anfangsverteilung der Bahnen." },
  "compare.starts": {
    label: "Anfangspunkte des Phasenporträts",
    help: "Anfangspunkte der Hamiltonschen Bahnen, je Ort und Impuls: -2, 0; 1, 0.",
  },
  "compare.cv": {
    label: "Kollektivvariable",
    help: "Eine Funktion aller Koordinaten, die ebenfalls verfolgt wird, etwa sum(i, 1, 8, x[i])/8; bleibt das Feld leer, nur die Koordinaten.",
  },
  scan: { label: "Scan", help: "Durchläuft viele Schrittweiten und findet die Skalen." },
  "scan.lower": { label: "Kleinste Schrittweite", unit: "Zeit", help: "Ende des Scans; bleibt das Feld leer, folgt es aus dem Potential." },
  "scan.upper": { label: "Größte Schrittweite", unit: "Zeit", help: "Anfang des Scans; bleibt das Feld leer, folgt er aus dem Potential." },
  "scan.points": { label: "Anzahl der Schrittweiten", help: "Anzahl der Schrittweiten des ersten Durchgangs, in gleichen Verhältnissen." },
  "scan.friction_ratio": {
    label: "Reibung je Schrittweite",
    unit: "1/Zeit²",
    help: "Verhältnis der Reibung zur Schrittweite; so bleibt die Temperatur gleich. Bleibt das Feld leer, folgt es aus dem Potential.",
  },
  "scan.steps": { label: "Schritte je Schrittweite", unit: "Läuferschritte", help: "Anzahl der bei jeder Schrittweite des Scans aufgezeichneten Schritte." },
  "scan.refine": { label: "Verfeinerung", help: "Anzahl weiterer Schrittweiten dort, wo sich die Rauschleistung ändert." },
  "scan.decompose": { label: "Zerlegen", help: "Lernt ein Potential für jede gefundene Skala." },
  trajectory: { label: "Orte und Kräfte", help: "Lernt das Potential aus den Zeilen einer Datei statt aus einem Lauf." },
  "trajectory.hash": { label: "Hash der Datei", help: "Der Hash der Datei mit Orten und Kräften." },
  "trajectory.dimension": { label: "Koordinaten", help: "Die Zahl der Koordinaten in der Datei." },
  "trajectory.mesh": {
    label: "Netz",
    unit: "Länge",
    help: "Der kleinste Knotenabstand: Feinere Struktur mittelt sich heraus. Leer: das 1,5-Fache der Verschiebung von Zeile zu Zeile.",
  },
  "trajectory.lower": { label: "Bereich von", unit: "Länge", help: "Das untere Ende des Bereichs, in dem U angegeben wird; leer folgt es aus den Orten." },
  "trajectory.upper": { label: "Bereich bis", unit: "Länge", help: "Das obere Ende des Bereichs, in dem U angegeben wird; leer folgt es aus den Orten." },
  "trajectory.temperature": { label: "Temperatur", unit: "Energie", help: "Die Einheit der Prüfungen, von der U nicht abhängt; leer nach dem Virialsatz." },
  "trajectory.columns": {
    label: "Spalten",
    help: "Namen der Spalten statt derer in der Datei: q oder x, y, z für Orte; g oder gx, gy, gz für ∂V/∂q; f oder fx, fy, fz für Kräfte −∂V/∂q; ein anderer Name für eine Spalte, die nicht zählt.",
  },
};

export const presets = {
  test1: {
    title: "Test 1: eine harmonische Mulde mit zwei Kräuselungen",
    about:
      "Eine Parabel mit zwei Kräuselungen sehr verschiedener Wellenlänge. Ein Schritt von 0,5 macht beide zu Rauschen und lernt die Parabel; einer von 0,065 löst die längere auf und macht nur die kürzere zu Rauschen.",
  },
  test2: {
    title: "Test 2: eine Doppelmulde mit zwei Kräuselungen",
    about:
      "Zwei Mulden, eine Barriere und zwei Kräuselungen. Die Wände begrenzen die Schrittweite: Wo die Energie für den Schritt zu stark gekrümmt ist, divergieren Läufer und werden neu gestartet.",
  },
  "three-scales": {
    title: "Drei Skalen: Parabel, Kräuselung, feinere Kräuselung",
    about:
      "Das Beispiel des Artikels für eine Energie mit drei Skalen. Ein Schritt von 0,7 lernt die Parabel, einer von 0,2 die Parabel mit der längeren Kräuselung, jedoch nicht sauber: Die Kräuselungen unterscheiden sich nur um einen Faktor zehn, und viele Läufer gehen verloren.",
  },
  test3: {
    title: "Test 3: zwanzig Skalen ohne Lücke",
    about:
      "Eine Parabel mit zwanzig Kräuselungen, jede kürzer und schwächer als die vorige, ohne Lücke zwischen ihren Skalen. Jede Schrittweite ist ein anderes Sieb; die Seite nennt die Teilsumme, die am nächsten liegt.",
  },
  test4: {
    title: "Test 4: ein geneigtes Tal mit zwei Kräuselungen quer",
    about:
      "Zwei Kräuselungen der Höhe 10⁻⁵ in verschiedenen Richtungen erzeugen Rauschen, das in einer Richtung stärker ist als in der anderen. Mit skalarer Reibung gilt dann keine Gibbs-Verteilung, wohl aber mit kalibrierter Reibung, der halben Rauschkovarianz.",
  },
  chain8: {
    title: "Eine Kette aus acht Doppelmulden",
    about:
      "Acht Perlen, jede mit zwei Mulden und durch Federn an ihre Nachbarn gekoppelt, mit Kräuselungen der Höhe 10⁻⁵ entlang jeder Perle und jeder Feder. Ein Gitter hätte zu viele Punkte: Das Potential wird als Summe von Funktionen einer und zweier Variablen gelernt, und mit ihm die Stärke jeder Feder.",
  },
  test5: {
    title: "Test 5: die Müller-Brown-Fläche mit zwei Kräuselungen",
    about:
      "Drei Mulden, durch gekrümmte Pässe verbunden, unter zwei Kräuselungen der Höhe 10⁻⁵. Bei der Schrittweite des Artikels, 0,05163, sind die Orte in den steilen Mulden zu eng verteilt, ein Fehler zweiter Ordnung in der Schrittweite; bei 0,03 ist er klein.",
  },
  fig3: {
    title: "Abb. 3: Ersatzdynamik zu Test 1",
    about:
      "Die mit Schrittweite 0,5 gelernte Parabel läuft mit Schrittweite 0,1 neben dem Original mit 0,0005. Bahnen und Korrelationen werden verglichen, jeder Unterschied mit dem zufälligen.",
  },
  fig5: {
    title: "Abb. 5: Ersatzdynamik zu Test 2",
    about:
      "Die mit Schrittweite 0,2 gelernte Doppelmulde läuft mit Schrittweite 0,1 neben dem Original mit 0,0005. Die Läufer beginnen links der linken Mulde und verteilen sich auf beide.",
  },
  fig8: {
    title: "Abb. 8: drei Dynamiken zu Test 3",
    about:
      "Das mit Schrittweite 0,1309 aus zwanzig Kräuselungen gelernte Potential läuft neben allen zwanzig und neben den ersten beiden. Die abgebrochene Summe ist ebenso glatt, aber nicht dasselbe Potential.",
  },
};
