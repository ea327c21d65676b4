/**
 * The page's texts in the language of its reader. Every language is a file of `texts/`; what one
 * does not say is said in English.
 */

import { spoken } from "./language.js";
import { texts as english } from "./texts/en.js";

document.documentElement.lang = spoken;

/** @type {typeof english} */
export const texts = spoken === "en" ? english : { ...english, ...(await import(`./texts/${spoken}.js`)).texts };

/**
 * The settings' table and the presets, as the engine describes them, in the same language.
 * @param {any} described
 */
export function translated(described) {
  const { settings = {}, presets = {} } = /** @type {any} */ (texts);
  return {
    ...described,
    settings: described.settings.map((/** @type {any} */ setting) => ({ ...setting, ...settings[setting.name] })),
    presets: described.presets.map((/** @type {any} */ preset) => ({ ...preset, ...presets[preset.name] })),
  };
}
