/**
 * The languages of the page, and the current one: the reader's choice, else the first available of
 * the reader's languages, else English.
 */

import { byId, element } from "./dom.js";

/** Native names by language code. Another language needs a line here and files of texts. */
export const LANGUAGES = { en: "English", de: "Deutsch" };

const KEY = "stepsieve-language";
/** What outlives the reload of a page for another language. */
const KEPT = "stepsieve-kept";

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

/**
 * Lets the reader choose the language; the page then reloads.
 * @param {string[]} [fields] whose texts are kept, by their `id`
 */
export function languageChoice(fields = []) {
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
    const repeats = show !== "on" && ["running", "paused", "finished"].includes(run ?? "");
    const typed = Object.fromEntries(fields.map((id) => [id, /** @type {HTMLInputElement} */ (byId(id)).value]));
    keep({ hash: address.hash, repeats, typed });
    address.searchParams.delete("lang");
    // If storage fails, the address holds the choice.
    if (remembered(KEY) !== choice.value) address.searchParams.set("lang", choice.value);
    history.replaceState(null, "", address);
    location.reload();
  });
}

/** @typedef {{ hash: string, repeats: boolean, typed: Record<string, string> }} Kept */

/** Leaves something to the page after a reload, if the browser allows it. @param {Kept} kept */
function keep(kept) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // Storage is optional.
  }
}

/**
 * The run to repeat and the texts to type after another language was chosen on a page of this
 * address: once, then nothing.
 * @returns {Omit<Kept, "hash">}
 */
export function kept() {
  try {
    /** @type {Kept | null} */
    const found = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    sessionStorage.removeItem(KEPT);
    if (found?.hash === location.hash) return found;
  } catch {
    // Storage is optional.
  }
  return { repeats: false, typed: {} };
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
