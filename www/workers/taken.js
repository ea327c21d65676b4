/**
 * The learned potential as the text of a file, or the reason why there is none.
 * @param {{ exported: (name: string) => string } | null} source
 * @param {string} name of the file
 * @returns {import("./messages.js").Taken | null} `null` without a source
 */
export function taken(source, name) {
  if (!source) return null;
  try {
    return { text: source.exported(name), problems: [] };
  } catch (problems) {
    if (!Array.isArray(problems)) throw problems;
    return { text: "", problems };
  }
}
