/** The texts of exercises, which no other page loads, in the language of their reader. */

import { spoken } from "./language.js";
import { texts as english } from "./texts/en-class.js";

export const own = spoken === "en" ? english : { ...english, ...(await import(`./texts/${spoken}-class.js`)).texts };
