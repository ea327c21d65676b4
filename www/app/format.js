/** The format of the page's numbers. Nothing is computed here. */

import { spoken } from "./language.js";

const compact = new Intl.NumberFormat(spoken, { notation: "compact", compactDisplay: "long", maximumSignificantDigits: 3 });
/** The decimal separator. */
const POINT = new Intl.NumberFormat(spoken).formatToParts(0.5).find(({ type }) => type === "decimal")?.value ?? ".";
const whole = new Intl.NumberFormat(spoken, { maximumFractionDigits: 0 });

/**
 * A count in words: `64 million`.
 * @param {number} value
 */
export function count(value) {
  if (!Number.isFinite(value)) return measured(null);
  return value < 1e5 ? whole.format(value) : compact.format(value);
}

/**
 * A value in a text box, with an exponent if that is much shorter: `0.065`, `6.4e7`.
 * @param {unknown} value
 * @returns {string}
 */
export function plain(value) {
  if (value == null) return "";
  if (Array.isArray(value)) return value.map(plain).join(value.some(Array.isArray) ? "; " : ", ");
  if (typeof value !== "number") return String(value);
  const [long, short] = [String(value), value.toExponential().replace("e+", "e")];
  return short.length + 2 < long.length ? short : long;
}

/**
 * A number, or several, with the language's decimal separator.
 * @param {unknown} value
 * @returns {string}
 */
export function local(value) {
  if (typeof value === "number") return plain(value).replace(".", POINT);
  return Array.isArray(value) && value.every((one) => typeof one === "number") ? list(value.map(local)) : plain(value);
}

/** Several items, separated by another mark than decimals. @param {string[]} items */
export function list(items) {
  return items.join(POINT === "," ? "; " : ", ");
}

/** The items of such a list; one comma alone is a decimal separator where the language has it. @param {string} text */
export function listed(text) {
  if (text.includes(";")) return text.split(";");
  return POINT === "," && /^[^,.]*,\S[^,.]*$/.test(text) ? [text] : text.split(",");
}

/** Digits in groups of three, by the mark of the language; no group begins with a zero. */
const GROUPED = POINT === "," ? /^-?[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/ : /^-?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;

/** True for a number in groups, as `1,000` in English and `1.000` in German. @param {string} text */
export function isGrouped(text) {
  return GROUPED.test(text);
}

/** Reads a number of the language; a point that separates no groups is valid in every language. @param {string} text */
export function neutral(text) {
  const whole = isGrouped(text) ? text.replaceAll(POINT === "," ? "." : ",", "") : text;
  return whole.replace(POINT, ".");
}

/**
 * A measured value.
 * @param {number | null | undefined} value
 * @param {number} [digits] significant ones
 */
export function measured(value, digits = 3) {
  if (value == null || !Number.isFinite(value)) return "–";
  if (value !== 0 && (exponent(value) < -4 || exponent(value) > 6)) return local(Number(value.toPrecision(digits)));
  return signed(String(Number(value.toPrecision(digits))));
}

/**
 * A measured value with its standard error, which sets the number of digits.
 * @param {number | null | undefined} value
 * @param {number | null | undefined} error
 * @returns {string}
 */
export function withError(value, error) {
  if (value == null || !Number.isFinite(value)) return "–";
  if (error == null || !Number.isFinite(error) || error <= 0) return measured(value);
  const power = exponent(Math.max(Math.abs(value), error));
  if (power < -4) return `(${withError(value / 10 ** power, error / 10 ** power)}) · 10${raised(power)}`;
  const decimals = Math.min(12, Math.max(0, 1 - exponent(error)));
  return `${signed(value.toFixed(decimals))} ± ${signed(error.toFixed(decimals))}`;
}

/**
 * A number of an English sentence, as the language writes it.
 * @param {import("../../wasm/stepsieve.js").WrittenNumber} number
 */
export function written({ value, text }) {
  // A comma separates thousands, and a word follows a count of millions.
  return value !== null && /,| [a-z]/.test(text) ? count(value) : text.replaceAll(".", POINT);
}

/**
 * Values with the same number of decimals: four digits of the largest.
 * @param {(number | null)[]} values `null` or not finite if missing
 */
export function alike(values) {
  const known = (/** @type {number | null} */ value) => value !== null && Number.isFinite(value);
  const largest = Math.max(0, ...values.map((value) => (known(value) ? Math.abs(Number(value)) : 0)));
  const decimals = largest > 0 ? Math.min(12, Math.max(0, 3 - exponent(largest))) : 0;
  return values.map((value) => (known(value) ? signed(Number(value).toFixed(decimals)) : measured(null)));
}

/** A power as a superscript. @param {number} power */
function raised(power) {
  return String(power).replace("-", "⁻").replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]);
}

/** The power of ten of a number's leading digit. @param {number} value */
function exponent(value) {
  return Number(value.toExponential().split("e")[1]);
}

/** With a true minus sign and the decimal separator of the language. @param {string} text */
function signed(text) {
  return text.replace("-", "−").replace(".", POINT);
}
