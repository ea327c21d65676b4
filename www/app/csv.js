/** Comma-separated values (RFC 4180). */

/**
 * Numbers have all their digits; `null` is an empty field.
 * @param {(string | number | null)[][]} rows
 */
export function separated(rows) {
  const quoted = (/** @type {string} */ text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map((value) => quoted(String(value ?? ""))).join(",") + "\r\n").join("");
}
