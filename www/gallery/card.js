/**
 * One experiment of the gallery: its picture, its text and the result of its run.
 *
 * @typedef {import("../workers/sequential-runner.js").SequentialRunner} SequentialRunner
 * @typedef {{ key: string, link: string, shows?: string[] }} Experiment
 *   As `experiments.json` has it: the key of its texts; the link, as it stands after the `#` of an
 *   address; and the validity checks or warnings that show why it fails, if it is meant to.
 * @typedef {import("../../wasm/stepsieve.js").Outcome} Outcome
 * @typedef {NonNullable<Outcome["trust"]>["rows"][number]} Row
 */

import { element } from "../app/dom.js";
import { sharpen } from "../figures/figures.js";
import { inFrame } from "../app/frame-tasks.js";
import { own } from "./gallery-texts.js";
import { describe, say } from "../app/in-words.js";
import { problemsOf } from "../app/reason.js";
import { Painter } from "../figures/painter.js";
import { texts } from "../app/texts.js";
import { theme } from "../app/theme.js";

export class Card {
  #run;
  #shows;
  #painter;
  #experiment;
  #energyShown = false;
  /** The picture is visible, and out of date. */
  #seen = false;
  #stale = true;
  #canvas = element("canvas", { role: "img" });
  #button;
  #progress = element("progress", { max: 1, value: 0, "aria-label": texts.progress });
  #found = element("div", { class: "found", role: "status" });

  /**
   * @param {typeof import("../workers/engine.js")} engine
   * @param {Experiment} experiment
   * @param {(card: Card) => void} run asks for a run
   */
  constructor(engine, { key, link, shows }, run) {
    const { title, about } = own.experiments[key];
    this.#run = run;
    this.#shows = shows;
    this.#painter = new Painter(engine);
    this.#experiment = engine.read_link(link).experiment;
    this.several = this.#experiment.bins.length > 1;
    this.#canvas.setAttribute("aria-label", title);
    this.#progress.hidden = true;
    this.#button = element("button", { type: "button", "aria-describedby": `title-${key}`, onclick: () => this.ask() }, own.run_here);
    this.element = element(
      "article",
      { class: this.several ? "card several" : "card", "data-experiment": key, "aria-labelledby": `title-${key}` },
      this.#canvas,
      element("h3", { id: `title-${key}` }, title),
      element("p", {}, about),
      element(
        "div",
        { class: "ways" },
        this.#button,
        element("a", { href: `index.html${location.search}#${link}&run`, "aria-describedby": `title-${key}` }, own.open),
      ),
      this.#progress,
      this.#found,
    );
  }

  /** The outcome, or null. */
  get outcome() {
    return this.#painter.shown();
  }

  /** Remakes the picture in a restarted engine. */
  renew() {
    this.#painter.renew();
    this.touch();
  }

  /** @param {boolean} seen */
  see(seen) {
    this.#seen = seen;
    if (seen && this.#stale) this.touch();
  }

  /** Marks the picture as out of date. Its energy is sampled in one frame and drawn in another. */
  touch() {
    this.#stale = true;
    if (!this.#seen) return;
    if (!this.#energyShown) inFrame(this.#showEnergy);
    inFrame(this.#paint);
  }

  #showEnergy = () => {
    if (this.#energyShown) return;
    this.#painter.showEnergy(this.#experiment);
    this.#energyShown = true;
  };

  #paint = () => {
    if (this.#stale) this.draw();
  };

  /** Draws at once, visible or not. */
  draw() {
    if (this.#canvas.clientWidth === 0) return;
    this.#showEnergy();
    // There is no close-up here: an empty window is not marked.
    this.#painter.draw(sharpen(this.#canvas), "potential", { theme: theme(), ratio: devicePixelRatio, zoom: [0, 0], slice: null, moment: 1 });
    describe(this.#canvas, this.#painter.alternative("potential"));
    this.#stale = false;
  }

  /** Requests a run, which waits for its turn. */
  ask() {
    this.#button.disabled = true;
    this.#progress.hidden = false;
    this.#progress.value = 0;
    this.#found.replaceChildren();
    this.#run(this);
  }

  /** Runs to the end and shows the result. @param {SequentialRunner} runner */
  async run(runner) {
    const begun = performance.now();
    try {
      await runner.run(this.#experiment, {
        outcome: (bytes) => {
          this.#painter.load(bytes);
          this.touch();
        },
        progress: ({ steps, total }) => {
          this.#progress.value = steps / total;
        },
      });
      const outcome = this.outcome;
      if (outcome) this.#tell(outcome, (performance.now() - begun) / 1000);
    } catch (error) {
      this.#found.replaceChildren(say(element("p", { class: "failed" }), ...problemsOf(error)));
    }
    this.#progress.hidden = true;
    this.#button.disabled = false;
    this.#button.textContent = texts.again;
  }

  /**
   * @param {Outcome} outcome
   * @param {number} seconds
   */
  #tell({ summary, sentences, steps, trust, warnings }, seconds) {
    const doubts = trust?.rows.filter(({ verdict }) => verdict !== "pass") ?? [];
    // The failures named in the text come first; the others can be unfolded.
    const main = doubts.filter(({ code }) => this.#shows?.includes(code) ?? true);
    const more = doubts.filter((row) => !main.includes(row));
    this.#found.replaceChildren(
      element("p", {}, say(element("span"), { message: summary, sentences }), " ", texts.came_of_it(steps, seconds)),
    );
    // The summary mentions warnings.
    if (doubts.length || !warnings.length) {
      const verdict = doubts.length ? own.doubted : own.trusted;
      this.#found.append(element("p", { class: "verdict", "data-verdict": trust?.verdict }, verdict));
    }
    if (main.length) this.#found.append(element("ul", {}, ...main.map(doubt)));
    if (more.length) this.#found.append(element("details", {}, element("summary", {}, own.more_doubts(more.length)), element("ul", {}, ...more.map(doubt))));
  }
}

/** An assumption of the method that does not hold. @param {Row} row */
function doubt({ code, name, verdict, reason, sentences }) {
  return element(
    "li",
    { "data-trust": code, "data-verdict": verdict },
    say(element("strong"), { message: name, sentences: [{ code, values: {} }] }),
    ": ",
    texts.verdicts[verdict],
    ". ",
    say(element("span"), { message: reason, sentences }),
  );
}
