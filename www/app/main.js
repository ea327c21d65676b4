/** Opens the page: its texts, the engine, the state, then the parts that depend on them. */

import { byId } from "./dom.js";
import { recallTable } from "./files.js";
import { kept, languageChoice } from "./language.js";
import { part } from "./notice.js";
import { offline } from "./offline.js";
import { Page } from "./page.js";
import { rescue } from "./rescue.js";
import { copyLink } from "./share.js";
import { PARTS } from "../names.js";
import { opened, start } from "./start.js";
import { Store } from "./state.js";
import { texts, translated } from "./texts.js";
import { nextTask } from "../workers/scheduler.js";

const root = document.documentElement;

// `data-embed` marks the page inside another page.
await start(texts, "embed" in root.dataset ? openEmbed : open);

/** Opens in several tasks, so the browser stays responsive in between. */
async function open() {
  // Without a link the page starts with a demonstration.
  const show = location.hash.length > 1 ? null : part(import("./intro.js"));
  // Imported here: without the engine, the page can still show a message.
  const engine = await import("../workers/engine.js");
  const module = await engine.loadEngine();
  await nextTask();
  // A table that the address names may be of an earlier visit.
  await recallTable(engine, engine.read_link(location.hash.slice(1)).problems);
  const store = new Store(engine);
  if (kept().repeats) store.state = { ...store.state, run: true };
  await nextTask();
  const described = translated(engine.describe());
  await nextTask();
  const page = new Page(engine, module, store, described);
  rescue(page, () => void copyLink(page));
  await nextTask();
  page.open();
  (await show)?.playIntro(page);
  languageChoice();
  root.dataset.opening = "shell";
  await nextTask();
  // The parts not needed before the first curve.
  (await part(import("./shell.js")))?.openShell(page);
  opened();
  page.expose();
  offline();
}

async function openEmbed() {
  const [engine, protocol] = await Promise.all([import("../workers/engine.js"), import("../embed/embed-protocol.js")]);
  const module = await engine.loadEngine();
  const described = translated(engine.describe());
  const names = described.settings.map((/** @type {{ name: string }} */ { name }) => name);
  const links = protocol.embedLinks(engine, names);
  const own = () => protocol.readEmbed(location.hash.slice(1), names).options;
  const options = own();
  // The visible parts are set once; another choice reloads the frame.
  addEventListener("hashchange", () => {
    if (protocol.writeEmbed(own()) !== protocol.writeEmbed(options)) location.reload();
  });
  const store = new Store(links, { entries: false });
  if (options.autorun && !store.problems.some(({ instead }) => instead)) store.state = { ...store.state, run: true };
  if (options.theme) root.dataset.theme = options.theme;
  root.toggleAttribute("data-natural", options.natural);
  if (options.natural) byId("stage").after(byId("status"));
  for (const part of PARTS) root.toggleAttribute(`data-show-${part}`, options.show.includes(part));
  const page = new Page(engine, module, store, described, { figures: options.show, controls: options.controls, hide: options.hide, later: true });
  rescue(page, () => void copyLink(page));
  (await part(import("../embed/embed-chrome.js")))?.addChrome(page, described.release, options.hide);
  if (options.show.includes("walkers")) (await part(import("../figures/walkers.js")))?.walkers(page);
  // Nothing runs before the frame is visible.
  page.leave(true);
  page.open();
  opened();
  page.expose();
  protocol.converse(page, links);
  protocol.watchVisibility((away) => page.leave(away));
}
