/** The gallery's own texts, which no other page loads, in the reader's language. */

import { worded } from "../app/language.js";
import { texts as english } from "../texts/en-gallery.js";

export const own = await worded(english, "gallery");
