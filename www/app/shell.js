/** The page's buttons and dialogs, and the other parts around the experiment. */

import { actions } from "./actions.js";
import { byId } from "./dom.js";
import { FIGURES } from "../names.js";
import { attempt, oneAtATime, part } from "./notice.js";
import { opening } from "./opening.js";
import { palette } from "./palette.js";
import { potentials } from "../figures/potentials.js";
import { printing } from "./printing.js";
import { fileName, sharing } from "./share.js";
import { exportButtons } from "../figures/figure-export.js";
import { themeSwitch } from "./theme.js";
import { walkers } from "../figures/walkers.js";

/** Delay before the help is loaded, which is not needed at once, in milliseconds. */
const LATER = 1000;

/** @param {import("./page.js").Page} page */
export function openShell(page) {
  const name = () => fileName(page.experiment);
  const { figures } = page;
  const switchTheme = themeSwitch(byId("theme"), () => figures.touch());
  const tour = oneAtATime(async () => (await part(import("./tour.js")))?.tour());
  const project = oneAtATime(async () => (await part(import("./projector.js")))?.projector(page));
  /** Opens the dialog, once loaded. @type {(() => void) | undefined} */
  let embedding;
  const embed = oneAtATime(async () => {
    embedding ??= (await part(import("../embed/embed-dialog.js")))?.embedding(page);
    embedding?.();
  });
  if (new URLSearchParams(location.search).has("projector")) void project();
  const all = actions(page, { tour, projector: project, share: sharing(page), embed, theme: switchTheme });
  const openPalette = palette(all);
  byId("palette-open").addEventListener("click", openPalette);
  // Every action with its own button.
  for (const { name, keys, act, possible } of all) {
    const button = document.getElementById(name);
    if (!(button instanceof HTMLButtonElement)) continue;
    if (keys) button.setAttribute("aria-keyshortcuts", keys);
    // The page itself handles the buttons that embeds also have.
    if (["run", "step", "reset", "theme"].includes(name)) continue;
    button.addEventListener("click", () => attempt(act));
    if (["undo", "redo"].includes(name)) {
      const show = () => {
        button.disabled = !possible?.();
      };
      page.listen(show);
      show();
    }
  }
  walkers(page);
  potentials({
    name,
    taken: (file) => page.exportPotential(file),
    surrogate: (text) => page.changes.compare(text),
    say: (sentence) => page.say(sentence),
  });
  for (const figure of FIGURES) {
    figures.element(figure).querySelector("figcaption")?.append(exportButtons(figure, figures, name));
  }
  opening(page);
  printing(page);
  setTimeout(async () => (await part(import("./help.js")))?.helping(), LATER);
}
