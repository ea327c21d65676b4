/** The texts of exercises, which no other page loads, in the reader's language. */

import { worded } from "../app/language.js";
import { texts as english } from "../texts/en-class.js";

export const own = await worded(english, "class");
