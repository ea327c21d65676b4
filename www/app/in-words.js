/**
 * The engine's messages in the reader's language. The engine writes each in English, and beside it
 * as sentences in no language: codes with values. The templates of `texts/` make other languages of
 * these. A message of unknown parts stays English as a whole, and is marked as such.
 *
 * @typedef {import("../../wasm/stepsieve.js").Sentence} Sentence
 * @typedef {import("../../wasm/stepsieve.js").Value} Value
 */

import { written } from "./format.js";
import { byEngine, worded } from "./language.js";

/** By code; empty in English. */
const templates = await worded(/** @type {Record<string, string>} */ ({}), "messages");

/**
 * A message in the reader's language.
 * @param {string} english
 * @param {Sentence[]} sentences the same in no language; empty if unknown
 * @returns {{ text: string, own: boolean }} `own`: not in English for want of words
 */
export function inWords(english, sentences) {
  const text = joined(sentences.map(sentence), " ");
  return text === null ? { text: english, own: false } : { text, own: true };
}

/**
 * Writes a message into an element, marked if it stays English.
 * @template {HTMLElement} Node
 * @param {Node} node
 * @param {string} english
 * @param {Sentence[]} sentences
 */
export function say(node, english, sentences) {
  const { text, own } = inWords(english, sentences);
  node.textContent = text;
  return byEngine(node, !own);
}

/** @param {Sentence} sentence @returns {string | null} `null` if a part of it is unknown */
function sentence({ code, values }) {
  if (!Object.hasOwn(templates, code)) return null;
  let known = true;
  const text = templates[code].replace(/\{(\w+)([^}]*)\}/g, (_, name, forms) => {
    const said = value(values[name], forms.split("|").slice(1));
    known &&= said !== null;
    return said ?? "";
  });
  return known ? text : null;
}

/**
 * @param {Value | undefined} given
 * @param {string[]} forms what joins a list, or the words for one and for several
 * @returns {string | null}
 */
function value(given, forms) {
  if (given === undefined) return null;
  if ("number" in given) return forms.length > 1 ? forms[given.number.text === "1" ? 0 : 1] : written(given.number);
  if ("text" in given) return given.text;
  if ("sentence" in given) return sentence(given.sentence);
  return joined(given.list.map((item) => value(item, [])), forms[0] ?? " ");
}

/** @param {(string | null)[]} parts @param {string} joint */
function joined(parts, joint) {
  return parts.length === 0 || parts.includes(null) ? null : parts.join(joint);
}
