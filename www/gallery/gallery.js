/**
 * The gallery: experiments beyond the paper's, each drawn when it is scrolled into view, and run in
 * place on request.
 */

import { Card } from "./card.js";
import { SequentialRunner } from "../workers/sequential-runner.js";
import { byId, element } from "../app/dom.js";
import { languageChoice } from "../app/language.js";
import { own } from "./gallery-texts.js";
import { rescue } from "../app/rescue.js";
import { opened, start } from "../app/start.js";
import { themeSwitch } from "../app/theme.js";
import { nextTask } from "../workers/scheduler.js";

const root = document.documentElement;

await start(own, open);

async function open() {
  const engine = await import("../workers/engine.js");
  const [module, answer] = await Promise.all([engine.loadEngine(), fetch(new URL("experiments.json", import.meta.url))]);
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  /** @type {{ key: "wells" | "ripples" | "several" | "fails", experiments: import("./card.js").Experiment[] }[]} */
  const sections = await answer.json();
  opened();
  // `#steps=1e6` makes every run a short one; `#run` starts all of them.
  const asked = new URLSearchParams(location.hash.slice(1));
  const steps = asked.get("steps");
  // Starts the workers before a card needs them.
  const runner = new SequentialRunner(engine, module);
  /** The current run and the waiting ones, in sequence. */
  let queue = Promise.resolve();
  let waiting = 0;
  /** @type {Card | null} */
  let last = null;
  const run = (/** @type {Card} */ card) => {
    waiting += 1;
    root.dataset.run = "running";
    queue = queue.then(async () => {
      await card.run(runner);
      last = card;
      waiting -= 1;
      if (waiting === 0) root.dataset.run = "finished";
    });
  };

  /** @type {Map<Element, Card>} */
  const cards = new Map();
  for (const { key, experiments } of sections) {
    await nextTask();
    const made = experiments.map((each) => new Card(engine, steps === null ? each : { ...each, link: `${each.link}&steps=${steps}` }, run));
    for (const card of made) cards.set(card.element, card);
    const { title, about } = own.sections[key];
    byId("gallery").append(
      element(
        "section",
        { "aria-labelledby": `section-${key}` },
        element("h2", { id: `section-${key}` }, title),
        element("p", {}, about),
        element("div", { class: made.every(({ several }) => several) ? "cards wide" : "cards" }, ...made.map((card) => card.element)),
      ),
    );
  }
  const redraw = () => {
    for (const card of cards.values()) card.touch();
  };
  rescue({
    renew: () => {
      engine.restartEngine();
      for (const card of cards.values()) card.renew();
    },
    resume: redraw,
    stop: () => runner.dismiss(),
  });
  themeSwitch(byId("theme"), redraw);
  languageChoice();
  addEventListener("beforeprint", () => {
    for (const card of cards.values()) card.draw();
  });
  addEventListener("afterprint", redraw);
  // Cards about to come into view are drawn too.
  const visibility = new IntersectionObserver((entries) => entries.forEach(({ target, isIntersecting }) => cards.get(target)?.see(isIntersecting)), {
    rootMargin: "25%",
  });
  const size = new ResizeObserver((entries) => entries.forEach(({ target }) => cards.get(target)?.touch()));
  for (const each of cards.keys()) {
    visibility.observe(each);
    size.observe(each);
  }
  // For scripts and tests: the last outcome.
  Object.assign(window, { stepsieve: { outcome: () => last?.outcome ?? null } });
  if (asked.has("run")) for (const card of cards.values()) card.ask();
}
