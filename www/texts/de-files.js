/** Die deutschen Texte zu Dateien. */

import { count } from "../app/format.js";

export const texts = {
  no_file: (/** @type {string} */ name) => `„${name}“ enthält kein Experiment, kein Ergebnis, kein gelerntes Potential und keine Spalten mit Zahlen.`,
  unreadable_file: (/** @type {string} */ name) => `„${name}“ lässt sich nicht lesen. Öffnen Sie eine Datei; Ordner sind nicht erlaubt.`,
  long_file: (/** @type {string} */ name, /** @type {number} */ most) => `„${name}“ ist größer als ${count(most / 1e6)} MB, die Obergrenze für Dateien dieser Art.`,
  one_file: "Es wurden mehrere Dateien abgelegt. Legen Sie sie einzeln ab.",
  reading: (/** @type {string} */ name) => `„${name}“ wird gelesen`,
  cancel: "Abbrechen",
  file_about: "Orte und Kräfte aus einer Datei: Die Seite lernt U aus deren Zeilen, ohne eigenen Lauf.",
  rows_read: (/** @type {"survey" | "regress"} */ stage, /** @type {number} */ rows, /** @type {number} */ total) =>
    `${stage === "survey" ? "Durchsicht der Zeilen" : "Lernen aus den Zeilen"}: ${count(rows)} von etwa ${count(total)}`,
  beside: (/** @type {string} */ name) => `Der Link nennt die Datei „${name}“ mit ihrem Hash: Schicken Sie die Datei mit.`,
};
