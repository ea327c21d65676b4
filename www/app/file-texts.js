/** The texts for files in the reader's language. */

import { worded } from "./language.js";
import { texts as english } from "../texts/en-files.js";

export const own = await worded(english, "files");
