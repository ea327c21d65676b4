/**
 * The languages of the page, and the current one: the reader's choice, else the first available of
 * the reader's languages, else English.
 */

import { byId, element } from "./dom.js";

/** Native names by language code. Another language needs a line here and files of texts. */
export const LANGUAGES = { en: "English", de: "Deutsch" };

const KEY = "stepsieve-language";
/** The address of a run that the page repeats after a reload. */
const RUN = "stepsieve-repeated";

/** @returns {keyof typeof LANGUAGES} */
function language() {
  const codes = [new URLSearchParams(location.search).get("lang"), remembered(KEY), ...navigator.languages.map((code) => code.split("-")[0])];
  const known = codes.find((code) => code !== null && Object.hasOwn(LANGUAGES, code));
  return /** @type {keyof typeof LANGUAGES | undefined} */ (known) ?? "en";
}

/** The current language. */
export const spoken = language();

/**
 * Texts in the current language, from a file of `texts/`; English replaces missing texts, or all of
 * them if the file cannot be loaded.
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
 * Marks a text as the engine's, which is always English, or as the page's own.
 * @template {HTMLElement} Node
 * @param {Node} node
 * @param {boolean} [is]
 */
export function byEngine(node, is = true) {
  if (is && spoken !== "en") node.lang = "en";
  else node.removeAttribute("lang");
  return node;
}

/** Lets the reader choose the language; the page then reloads. */
export function languageChoice() {
  // Links keep the language of the address.
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('a[href$=".html"]'))) link.search = location.search;
  const choice = /** @type {HTMLSelectElement} */ (byId("language"));
  choice.append(...Object.entries(LANGUAGES).map(([code, name]) => element("option", { value: code, lang: code, selected: code === spoken }, name)));
  choice.addEventListener("change", () => {
    remember(KEY, choice.value);
    const address = new URL(location.href);
    const { show, run } = document.documentElement.dataset;
    // The opening demonstration begins anew; its acts are in the address.
    if (show === "on") address.hash = "";
    // A run is repeated, with the same numbers, as its result does not outlive the page.
    else if (["running", "paused", "finished"].includes(run ?? "")) pass(location.hash);
    address.searchParams.delete("lang");
    // If storage fails, the address holds the choice.
    if (remembered(KEY) !== choice.value) address.searchParams.set("lang", choice.value);
    history.replaceState(null, "", address);
    location.reload();
  });
}

/** Leaves the address of a run to the page after a reload, if the browser allows it. @param {string} hash */
function pass(hash) {
  try {
    sessionStorage.setItem(RUN, hash);
  } catch {
    // Storage is optional.
  }
}

/** True, once, if the language was changed with a run of this address on the page. */
export function isRepeated() {
  try {
    const hash = sessionStorage.getItem(RUN);
    sessionStorage.removeItem(RUN);
    return hash === location.hash;
  } catch {
    return false;
  }
}

/**
 * The stored value of a reader's choice. The browser may forbid reading, as in some embeds, or
 * writing, as without space; the page then forgets the choice.
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
    // Storage is optional.
  }
}
