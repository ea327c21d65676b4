/**
 * The page's texts in the reader's language, from `texts/`; English replaces missing texts.
 */

import { spoken, worded } from "./language.js";
import { texts as english } from "../texts/en.js";

export const texts = await worded(english);
document.documentElement.lang = texts === english ? "en" : spoken;

/**
 * The engine's settings table and presets, in the same language.
 * @param {import("../../wasm/stepsieve.js").Description} described
 */
export function translated(described) {
  const { settings = {}, presets = {} } = /** @type {{ settings?: Record<string, object>, presets?: Record<string, object> }} */ (texts);
  return {
    ...described,
    settings: described.settings.map((setting) => ({ ...setting, ...settings[setting.name] })),
    presets: described.presets.map((preset) => ({ ...preset, ...presets[preset.name] })),
  };
}
