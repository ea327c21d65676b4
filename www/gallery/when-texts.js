/** The own texts of the page “When to use it”, in the reader's language. */

import { worded } from "../app/language.js";
import { texts as english } from "../texts/en-when.js";

export const own = await worded(english, "when");
