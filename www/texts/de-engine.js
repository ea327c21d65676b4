/** In German, what the engine says of its settings and presets. */

const law = "Standardabweichung (normalverteilt) oder halbe Breite (gleichverteilt)";

export const settings = {
  version: { label: "Version", help: "Die Version des Formats, zu der die Vorgabewerte gehören; 1, wo sie nicht genannt ist." },
  kind: {
    label: "Modus",
    help: "Ein Potential bei einer Schrittweite lernen; Dynamik unter ihm mit der ursprünglichen vergleichen; oder die Skalen über viele Schrittweiten finden.",
  },
  "potential.preset": { label: "Vorlage", help: "Ein Experiment mit seiner Formel und seinen Einstellungen." },
  "potential.formula": { label: "Energie", help: "Die Energie am Ort q (oder x, y; oder x, y, z), und nach einem Strichpunkt ihre Parameter." },
  "potential.parameters": { label: "Parameter", help: "Werte für die Parameter der Formel." },
  "potential.reference": {
    label: "Referenz",
    help: "Ein Potential, an dem das gelernte gemessen wird; keine Schätzung hängt davon ab.",
  },
  step: { label: "Schrittweite", unit: "Zeit", help: "Das Sieb: Skalen, die ein Schritt dieser Größe nicht auflöst, werden zu Rauschen." },
  friction: {
    label: "Reibung",
    unit: "1/Zeit",
    help: "Wie schnell Impuls verloren geht; mit dem Rauschen zusammen bestimmt sie die Temperatur. Leer wird sie so gewählt, dass die Läufer die untere Hälfte des Bereichs sehen.",
  },
  steps: {
    label: "Schritte",
    unit: "Läuferschritte",
    help: "Wie viele Schritte nach dem Einlaufen insgesamt aufgezeichnet werden; mehr Schritte, kleinerer statistischer Fehler.",
  },
  accuracy: {
    label: "Genauigkeit",
    unit: "Energie",
    help: "Beendet den Lauf, sobald die 95-%-Bänder über den mittleren 90 % der Orte nach beiden Seiten höchstens so weit reichen; leer werden alle Schritte gemacht.",
  },
  walkers: {
    label: "Läufer",
    help: "Wie viele unabhängige Läufer sich die Schritte teilen; leer so viele, wie das Einlaufen erlaubt.",
  },
  burn_in: {
    label: "Einlaufen",
    unit: "Schritte",
    help: "Schritte, die jeder Läufer vor der Aufzeichnung macht; leer werden sie nach der langsamsten Relaxationszeit gewählt.",
  },
  seed: { label: "Startwert", help: "Derselbe Startwert (Seed) ergibt denselben Lauf, Bit für Bit, in jedem Browser." },
  "region.lower": { label: "Bereich von", unit: "Länge", help: "Wo das Histogramm beginnt." },
  "region.upper": { label: "Bereich bis", unit: "Länge", help: "Wo das Histogramm endet." },
  bins: { label: "Bins", help: "Wie viele Bins das Histogramm über dem Bereich hat." },
  resample: {
    label: "Verlorene Läufer ersetzen",
    help: "Einen Läufer, den eine winzige Mulde verschluckt hat oder der divergiert ist, von einem lebenden aus neu starten.",
  },
  "initial.position.mean": { label: "Anfangsort", unit: "Länge", help: "Mitte der Anfangsorte." },
  "initial.position.spread": { label: "Streuung des Anfangsorts", unit: "Länge", help: `${law} der Anfangsorte.` },
  "initial.momentum.mean": { label: "Anfangsimpuls", unit: "Impuls", help: "Mitte der Anfangsimpulse." },
  "initial.momentum.spread": { label: "Streuung des Anfangsimpulses", unit: "Impuls", help: `${law} der Anfangsimpulse.` },
  "initial.shape": { label: "Anfangsverteilung", help: "Form der Anfangsverteilung." },
  calibration: {
    label: "Kalibrierung",
    help: "Schätzt zuerst das Rauschen und passt ihm die Reibung an, Γ = Z/2, sodass die Verteilung die von Gibbs ist; ohne sie ist die Reibung eine Zahl.",
  },
  "calibration.friction": { label: "Reibung der Kalibrierung", unit: "1/Zeit", help: "Reibung der Läufe, die das Rauschen schätzen." },
  "calibration.mass_scale": {
    label: "Skala der inversen Masse",
    help: "Faktor auf die inversen Massen der Läufe, die das Rauschen schätzen.",
  },
  "calibration.steps": {
    label: "Schritte der Kalibrierung",
    unit: "Läuferschritte",
    help: "Schritte aller Läufe zusammen, die das Rauschen schätzen.",
  },
  estimator: {
    label: "Temperaturschätzer",
    help: "Welcher Impuls die Temperatur bestimmt: der symmetrische, in quadratischen Mulden exakt und sonst um die Schrittweite korrigiert, oder ohne diese Korrektur, oder der des Artikels.",
  },
  fit: { label: "Anpassung", help: "Wie das Potential an das Histogramm angepasst wird." },
  compare: { label: "Vergleich", help: "Lässt Dynamik unter dem gelernten Potential neben der unter V laufen." },
  "compare.surrogate": {
    label: "Ersatzpotential",
    help: "Eine Formel oder der Text der Datei eines gespeicherten Potentials; leer wird das eben gelernte genommen.",
  },
  "compare.third": { label: "Drittes Potential", help: "Formel eines weiteren Potentials, so fein gerechnet wie V." },
  "compare.friction": {
    label: "Langevin-Reibung",
    unit: "1/Zeit",
    help: "Reibung der Langevin-Dynamik, deren Temperatur eins ist: eine Zahl, oder in mehreren Dimensionen eine symmetrische, positiv definite Matrix, zeilenweise, etwa 1, 0.5; 0.5, 2.",
  },
  "compare.step": { label: "Schrittweite des Ersatzes", unit: "Zeit", help: "Schrittweite der Ersatzdynamik und Zeit zwischen zwei Stichproben." },
  "compare.fine_step": { label: "Feine Schrittweite", unit: "Zeit", help: "Schrittweite der ursprünglichen Dynamik, klein genug für jede Skala." },
  "compare.time": { label: "Zeit", unit: "Zeit", help: "Wie lang jede Bahn ist." },
  "compare.trajectories": { label: "Bahnen", help: "Wie viele Bahnen ein Ensemble hat." },
  "compare.initial.position.mean": { label: "Anfang, Ort", unit: "Länge", help: "Mitte der Anfänge der Bahnen." },
  "compare.initial.position.spread": { label: "Streuung der Anfänge", unit: "Länge", help: `${law} der Anfänge.` },
  "compare.initial.momentum.mean": { label: "Anfang, Impuls", unit: "Impuls", help: "Mitte der ersten Impulse." },
  "compare.initial.momentum.spread": { label: "Streuung der ersten Impulse", unit: "Impuls", help: `${law} der ersten Impulse.` },
  "compare.initial.shape": { label: "Verteilung der Anfänge", help: "Form der Verteilung der Anfänge." },
  "compare.starts": {
    label: "Anfänge des Phasenporträts",
    help: "Anfänge der Hamiltonschen Bahnen, je Ort und Impuls: -2, 0; 1, 0.",
  },
  scan: { label: "Scan", help: "Geht über viele Schrittweiten und findet die Skalen." },
  "scan.lower": { label: "Kleinste Schrittweite", unit: "Zeit", help: "Wo der Scan endet; leer wird es nach dem Potential gewählt." },
  "scan.upper": { label: "Größte Schrittweite", unit: "Zeit", help: "Wo der Scan beginnt; leer wird es nach dem Potential gewählt." },
  "scan.points": { label: "Probierte Schrittweiten", help: "Wie viele Schrittweiten zunächst probiert werden, in gleichen Verhältnissen." },
  "scan.friction_ratio": {
    label: "Reibung je Schrittweite",
    unit: "1/Zeit²",
    help: "Reibung im Verhältnis zur Schrittweite, sodass die Temperatur gleich bleibt; leer wird es nach dem Potential gewählt.",
  },
  "scan.steps": { label: "Schritte für jede", unit: "Läuferschritte", help: "Wie viele Schritte bei jeder Schrittweite des Scans aufgezeichnet werden." },
  "scan.refine": { label: "Verfeinerung", help: "Wie viele weitere Schrittweiten dort probiert werden, wo sich das Rauschen ändert." },
  "scan.decompose": { label: "Zerlegen", help: "Lernt ein Potential für jede gefundene Skala." },
};

export const presets = {
  test1: {
    title: "Test 1: eine harmonische Mulde mit zwei Kräuselungen",
    about:
      "Zwei Kräuselungen sehr verschiedener Länge liegen auf einer Parabel. Ein Schritt von 0,5 macht beide zu Rauschen und lernt die Parabel; einer von 0,065 sieht die längere und macht nur die kurze zu Rauschen.",
  },
  test2: {
    title: "Test 2: eine Doppelmulde mit zwei Kräuselungen",
    about:
      "Zwei Mulden, eine Schwelle und zwei Kräuselungen. Die Wände begrenzen die Schrittweite: Wo die Energie für den Schritt zu stark gekrümmt ist, divergieren Läufer und werden neu gestartet.",
  },
  "three-scales": {
    title: "Drei Skalen: Parabel, Kräuselung, feinere Kräuselung",
    about:
      "Das Beispiel des Artikels für eine Energie mit drei Skalen. Ein Schritt von 0,7 lässt die Parabel übrig, einer von 0,2 die Parabel mit der längeren Kräuselung, wenn auch nicht sauber: Die beiden liegen nur einen Faktor zehn auseinander, und viele Läufer gehen verloren.",
  },
  test3: {
    title: "Test 3: zwanzig Skalen ohne Lücke",
    about:
      "Eine Parabel mit zwanzig Kräuselungen, jede kürzer und schwächer als die vorige, ohne Lücke zwischen ihren Skalen. Jede Schrittweite ist ein anderes Sieb; die Seite sagt, welcher Abbruch der Summe am nächsten liegt.",
  },
  test4: {
    title: "Test 4: ein geneigtes Tal mit zwei Kräuselungen quer",
    about:
      "Zwei Kräuselungen von einem Hunderttausendstel in verschiedenen Richtungen machen Rauschen, das in einer Richtung stärker ist als in der anderen. Skalare Reibung führt dann zu keiner Gibbs-Verteilung; kalibrierte Reibung, die halbe Rauschkovarianz, schon.",
  },
  test5: {
    title: "Test 5: die Müller-Brown-Fläche mit zwei Kräuselungen",
    about:
      "Drei Mulden, durch gekrümmte Pässe verbunden, unter zwei Kräuselungen von einem Hunderttausendstel. Bei der Schrittweite des Artikels, 0,05163, werden die steilen Mulden zu eng getroffen, ein Fehler von der Ordnung der quadrierten Schrittweite; bei 0,03 ist er klein.",
  },
  fig3: {
    title: "Abb. 3: Ersatzdynamik zu Test 1",
    about:
      "Die Parabel, die ein Schritt von 0,5 gelernt hat, läuft mit Schrittweite 0,1 neben dem Original mit 0,0005. Bahnen und Korrelationen werden verglichen, jeder Unterschied neben dem, was der Zufall allein ausmacht.",
  },
  fig5: {
    title: "Abb. 5: Ersatzdynamik zu Test 2",
    about:
      "Die Doppelmulde, die ein Schritt von 0,2 gelernt hat, läuft mit Schrittweite 0,1 neben dem Original mit 0,0005. Die Läufer beginnen links der linken Mulde und verteilen sich auf beide.",
  },
  fig8: {
    title: "Abb. 8: dreierlei Dynamik zu Test 3",
    about:
      "Was ein Schritt von 0,1309 von zwanzig Kräuselungen gelernt hat, läuft neben allen zwanzig und neben den ersten beiden. Der Abbruch ist so glatt wie das Gelernte, und nicht dasselbe.",
  },
};
