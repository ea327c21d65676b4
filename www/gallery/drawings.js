/** The drawings of a page that runs experiments one after the other. */

import { byId } from "../app/dom.js";
import { languageChoice } from "../app/language.js";
import { rescue } from "../app/rescue.js";
import { themeSwitch } from "../app/theme.js";

/**
 * Keeps drawings up to date: the theme, their size, printing and a crash of the engine call for new
 * ones.
 * @param {object} page
 * @param {typeof import("../workers/engine.js")} page.engine
 * @param {() => void} page.draw
 * @param {() => void} [page.renew] makes anew what a crash has lost
 * @param {() => void} page.stop ends the page after a second crash
 * @param {Element} page.watched its size is that of the drawings
 * @returns {() => void} asks for new drawings
 */
export function keepDrawn({ engine, draw, renew = () => {}, stop, watched }) {
  let due = 0;
  const redraw = () => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(draw);
  };
  rescue({
    renew: () => {
      engine.restartEngine();
      renew();
      redraw();
    },
    resume: redraw,
    stop,
  });
  themeSwitch(byId("theme"), redraw);
  languageChoice();
  addEventListener("beforeprint", draw);
  addEventListener("afterprint", redraw);
  new ResizeObserver(redraw).observe(watched);
  return redraw;
}
