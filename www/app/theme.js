/** Dark and light theme: the system's setting, until the reader chooses; the choice is stored. */

import { remember, remembered } from "./language.js";
import { texts } from "./texts.js";

const KEY = "stepsieve-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

/** Forced system colours include the theme. */
const forced = matchMedia("(forced-colors: active)");
/** Paper is light. */
let printed = false;
addEventListener("beforeprint", () => (printed = true));
addEventListener("afterprint", () => (printed = false));

/** @returns {"dark" | "light"} */
export function theme() {
  if (printed) return "light";
  if (forced.matches) return dark.matches ? "dark" : "light";
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "dark" || chosen === "light") return chosen;
  return dark.matches ? "dark" : "light";
}

/**
 * Lets a button switch the theme.
 * @param {HTMLElement} button
 * @param {() => void} changed
 * @returns {() => void} switches it
 */
export function themeSwitch(button, changed) {
  const show = () => {
    button.textContent = theme() === "dark" ? texts.theme_light : texts.theme_dark;
  };
  const chosen = remembered(KEY);
  if (chosen) document.documentElement.dataset.theme = chosen;
  button.title = texts.theme_help;
  show();
  const change = () => {
    const chosen = theme() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = chosen;
    remember(KEY, chosen);
    show();
    changed();
  };
  button.addEventListener("click", change);
  followSystem(() => {
    show();
    changed();
  });
  return change;
}

/** Reports changes of the system's theme. @param {() => void} changed */
export function followSystem(changed) {
  dark.addEventListener("change", changed);
}
