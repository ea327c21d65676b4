/** The texts of exercises, which no other page loads, in the language of their reader. */

import { worded } from "../app/language.js";
import { texts as english } from "../texts/en-class.js";

export const own = await worded(english, "class");
