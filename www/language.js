/**
 * The languages that the page is written in, and which of them it speaks: the one that was chosen,
 * or else the first of the reader's that there is, or English.
 */

import { byId, element } from "./dom.js";

/** By their codes, each by its own name. A language is one more line here, and a file of texts. */
export const LANGUAGES = { en: "English", de: "Deutsch" };

const KEY = "stepsieve-language";

/** @returns {keyof typeof LANGUAGES} */
export function language() {
  const codes = [new URLSearchParams(location.search).get("lang"), remembered(), ...navigator.languages.map((code) => code.split("-")[0])];
  const known = codes.find((code) => code !== null && code in LANGUAGES);
  return /** @type {keyof typeof LANGUAGES | undefined} */ (known) ?? "en";
}

/** Lets the reader choose, which takes effect as the page opens again. */
export function languageChoice() {
  const choice = /** @type {HTMLSelectElement} */ (byId("language"));
  choice.append(...Object.entries(LANGUAGES).map(([code, name]) => element("option", { value: code, lang: code, selected: code === language() }, name)));
  choice.addEventListener("change", () => {
    try {
      localStorage.setItem(KEY, choice.value);
    } catch {
      // Where nothing can be kept, the address can.
    }
    const address = new URL(location.href);
    address.searchParams.delete("lang");
    if (remembered() !== choice.value) address.searchParams.set("lang", choice.value);
    if (address.href === location.href) location.reload();
    else location.replace(address);
  });
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
