/**
 * The languages that the page is written in, and which of them it speaks: the one that was chosen,
 * or else the first of the reader's that there is, or English.
 */

import { byId, element } from "./dom.js";

/** By their codes, each by its own name. A language is one more line here, and a file of texts. */
export const LANGUAGES = { en: "English", de: "Deutsch" };

const KEY = "stepsieve-language";

/** @returns {keyof typeof LANGUAGES} */
function language() {
  const codes = [new URLSearchParams(location.search).get("lang"), remembered(KEY), ...navigator.languages.map((code) => code.split("-")[0])];
  const known = codes.find((code) => code !== null && Object.hasOwn(LANGUAGES, code));
  return /** @type {keyof typeof LANGUAGES | undefined} */ (known) ?? "en";
}

/** The language of this page, as it is now. */
export const spoken = language();

/**
 * Texts in the language of this page: a file of `texts/` says them; what it does not say, or where it
 * cannot be loaded, is said in English.
 * @template Texts
 * @param {Texts} english
 * @param {string} [kind] of texts, if not the page's own
 * @returns {Promise<Texts>}
 */
export async function worded(english, kind) {
  if (spoken === "en") return english;
  const found = await import(`../texts/${[spoken, kind].filter(Boolean).join("-")}.js`).catch(() => null);
  return found ? { ...english, ...found.texts } : english;
}

/**
 * Marks a text as the engine's, which speaks English whatever the page does, or as the page's own.
 * @template {HTMLElement} Node
 * @param {Node} node
 * @param {boolean} [is]
 */
export function byEngine(node, is = true) {
  if (is && spoken !== "en") node.lang = "en";
  else node.removeAttribute("lang");
  return node;
}

/** Lets the reader choose, which takes effect as the page opens again. */
export function languageChoice() {
  // What an address says of the language, its links go on saying.
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('a[href$=".html"]'))) link.search = location.search;
  const choice = /** @type {HTMLSelectElement} */ (byId("language"));
  choice.append(...Object.entries(LANGUAGES).map(([code, name]) => element("option", { value: code, lang: code, selected: code === spoken }, name)));
  choice.addEventListener("change", () => {
    remember(KEY, choice.value);
    const address = new URL(location.href);
    address.searchParams.delete("lang");
    // Where nothing can be kept, the address can.
    if (remembered(KEY) !== choice.value) address.searchParams.set("lang", choice.value);
    if (address.href === location.href) location.reload();
    else location.replace(address);
  });
}

/**
 * What the browser keeps of a choice of the reader's. It may forbid to read, as in some embeds, or to
 * write, as where there is no room; the page then forgets.
 * @param {string} key
 * @returns {string | null}
 */
export function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string} value */
export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing depends on it.
  }
}
