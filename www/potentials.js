/**
 * Learned potentials that are taken away as files, kept as the surrogate of a comparison, or
 * brought back from a file.
 *
 * @typedef {import("./messages.js").Taken} Taken
 */

import { byId } from "./dom.js";
import { reasonOf } from "./reason.js";
import { save } from "./share.js";
import { texts } from "./texts.js";

/**
 * @param {{
 *   name: () => string,
 *   taken: (name: string) => Promise<Taken | null>,
 *   surrogate: (text: string) => void,
 *   say: (sentence: string) => void,
 * }} page `name` is that of a file without its ending; `taken` asks for the text of such a file
 */
export function potentials({ name, taken, surrogate, say }) {
  const form = /** @type {HTMLSelectElement} */ (byId("form"));
  const take = async (/** @type {string} */ ending, /** @type {(text: string, file: string) => void} */ use) => {
    const file = `${name()}.${ending}`;
    const answer = await taken(file);
    if (!answer) say(texts.gone);
    else if (answer.problems.length === 0) use(answer.text, file);
    else say(reasonOf(answer.problems));
  };
  byId("take").addEventListener("click", () => take(form.value, (text, file) => save(text, file, "text/plain")));
  byId("keep").addEventListener("click", () =>
    take("json", (text) => {
      surrogate(short(text));
      say(texts.kept);
    }),
  );
  const chooser = /** @type {HTMLInputElement} */ (byId("load"));
  chooser.addEventListener("change", async () => {
    const file = chooser.files?.[0];
    if (file) surrogate(short(await file.text()));
    // The same file may be chosen again after it has changed.
    chooser.value = "";
  });
}

/**
 * A file's text as short as it goes, because links hold it; what is no JSON is left for the
 * engine to refuse.
 * @param {string} text
 */
export function short(text) {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text.trim().startsWith("{") ? text : `{${text}`;
  }
}
