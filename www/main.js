/** Opens the page: its texts, the engine, the state, and then everything that rests on them. */

import { byId, element, fillTexts } from "./dom.js";
import { Page } from "./page.js";
import { Store } from "./state.js";
import { texts } from "./texts.js";
import { nextTask } from "./turn.js";

fillTexts(texts);
// The address's fragment is the experiment, so a link within the page must not change it.
document.querySelector(".skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  byId("figures").focus();
});

try {
  await open();
} catch (error) {
  document.documentElement.dataset.run = "failed";
  const reason = error instanceof Error ? error.message : String(error);
  byId("messages").append(element("p", { class: "message failed", role: "alert" }, texts.cannot_start(reason)));
  throw error;
}

/** In several tasks, so that the browser can attend to the reader in between. */
async function open() {
  // Imported here, so that a page whose engine is missing can say so.
  const engine = await import("./engine.js");
  const module = await engine.loadEngine();
  await nextTask();
  const store = new Store(engine);
  const described = engine.describe();
  await nextTask();
  const page = new Page(engine, module, store, described);
  await nextTask();
  page.open();
}
