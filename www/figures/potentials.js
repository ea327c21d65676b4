/**
 * Learned potentials saved as files, or kept as the surrogate of a comparison.
 *
 * @typedef {import("../workers/messages.js").Taken} Taken
 */

import { byId } from "../app/dom.js";
import { notice, noticeOf } from "../app/notice.js";
import { save } from "../app/share.js";
import { texts } from "../app/texts.js";

/**
 * @param {{
 *   name: () => string,
 *   taken: (name: string) => Promise<Taken | null>,
 *   surrogate: (text: string) => import("../workers/messages.js").Problem[],
 *   say: (sentence: string) => void,
 * }} page `name` is that of a file without extension; `taken` requests the text of such a file;
 *   `surrogate` returns the reasons why a potential cannot be one
 */
export function potentials({ name, taken, surrogate, say }) {
  const form = /** @type {HTMLSelectElement} */ (byId("form"));
  const take = async (/** @type {string} */ ending, /** @type {(text: string, file: string) => void} */ use) => {
    // The plain name is that of the outcome's file.
    const file = `${name()}-potential.${ending}`;
    const answer = await taken(file);
    if (!answer) notice(texts.no_potential);
    else if (answer.problems.length > 0) noticeOf(answer.problems);
    else use(answer.text, file);
  };
  byId("take").addEventListener("click", () => take(form.value, (text, file) => save(text, file, "text/plain")));
  byId("keep").addEventListener("click", () =>
    take("json", (text) => {
      // Links hold it, so it is as short as possible.
      const problems = surrogate(JSON.stringify(JSON.parse(text)));
      if (problems.length > 0) noticeOf(problems);
      else say(texts.kept);
    }),
  );
}
