/**
 * The engine's messages in the reader's language. The engine writes each in English, and beside it
 * as sentences in no language: codes with values. The templates of `texts/` make other languages of
 * these. A message of unknown parts stays English as a whole, and is marked as such.
 *
 * @typedef {import("../../wasm/stepsieve.js").Sentence} Sentence
 * @typedef {import("../../wasm/stepsieve.js").Value} Value
 * @typedef {{ message: string, sentences?: Sentence[], ours?: boolean }} Told  `ours`: in the page's own words, not the engine's.
 */

import { written } from "./format.js";
import { byEngine, spoken, worded } from "./language.js";
import { texts } from "./texts.js";

/** By code; empty in English. */
const templates = await worded(/** @type {Record<string, string>} */ ({}), "messages");

/**
 * Messages in the reader's language.
 * @param {Told[]} messages
 * @returns {{ text: string, own: boolean }} `own`: not in English for want of words
 */
export function inWords(...messages) {
  const each = messages.map(({ message, sentences = [], ours }) => (ours || !message ? message : joined(sentences.map(sentence), " ")));
  return { text: each.map((text, at) => text ?? messages[at].message).join(" "), own: !each.includes(null) };
}

/** The text of a message for the engine's figures; none in English, which they speak themselves. */
export const voice = spoken === "en" ? undefined : (/** @type {Told} */ message) => inWords(message).text;

/**
 * Describes a figure to those who cannot see it.
 * @param {HTMLElement} canvas
 * @param {ReturnType<typeof inWords>} description
 */
export function describe(canvas, { text, own }) {
  byEngine(canvas, !own).setAttribute("aria-label", text);
}

/**
 * Writes messages into an element, marked if one stays English.
 * @template {HTMLElement} Node
 * @param {Node} node
 * @param {Told[]} messages
 */
export function say(node, ...messages) {
  const { text, own } = inWords(...messages);
  // An alert is read out whenever its text is set.
  if (node.textContent !== text) node.textContent = text;
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
  if ("setting" in given) return setting(given.setting);
  if ("sentence" in given) return sentence(given.sentence);
  return joined(given.list.map((item) => value(item, [])), forms[0] ?? " ");
}

/** The label of a setting with its name. @param {string} name */
function setting(name) {
  const { settings } = /** @type {{ settings?: Record<string, { label: string }> }} */ (texts);
  const label = settings?.[name]?.label;
  return label ? `${label} (${name})` : null;
}

/** @param {(string | null)[]} parts @param {string} joint */
function joined(parts, joint) {
  return parts.length === 0 || parts.includes(null) ? null : parts.join(joint);
}
