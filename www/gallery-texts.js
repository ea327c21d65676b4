/** The gallery's own texts, which no other page loads, in the language of its reader. */

import { spoken } from "./language.js";
import { texts as english } from "./texts/en-gallery.js";

export const own = spoken === "en" ? english : { ...english, ...(await import(`./texts/${spoken}-gallery.js`)).texts };
