/**
 * The paper, reproduced: every experiment in sequence, drawn and scored beside the paper's result.
 *
 * @typedef {import("../../wasm/stepsieve.js").Entry} Entry
 * @typedef {import("../../wasm/stepsieve.js").Variant} Variant
 * @typedef {import("../../wasm/stepsieve.js").Way} Way
 * @typedef {{ entry: Entry, experiment: import("../../wasm/stepsieve.js").Experiment, view: import("../../wasm/stepsieve.js").View, painter: Painter, found: HTMLElement, canvases: Map<import("../figures/figures.js").Figure, HTMLCanvasElement> }} Part
 */

import { SequentialRunner } from "../workers/sequential-runner.js";
import { byId, element } from "../app/dom.js";
import { sharpen } from "../figures/figures.js";
import { count, measured } from "../app/format.js";
import { describe, say, voice } from "../app/in-words.js";
import { byEngine, worded } from "../app/language.js";
import { keepDrawn } from "./drawings.js";
import { outcomeOf } from "./outcome-of.js";
import { Painter } from "../figures/painter.js";
import { problemsOf } from "../app/reason.js";
import { opened, start } from "../app/start.js";
import { texts } from "../app/texts.js";
import { theme } from "../app/theme.js";

const ESTIMATORS = ["naive", "symmetric", "corrected"];
const FITS = ["histogram-spline", "poisson-spline"];

/** The engine's texts on the paper in the reader's language. */
const translations = await worded(/** @type {Record<string, string>} */ ({}), "paper");

await start({}, open);

async function open() {
  const engine = await import("../workers/engine.js");
  const module = await engine.loadEngine();
  const paper = engine.paper();
  // `#steps=1e6` shortens every learning run and omits the others; `#run` starts.
  const asked_for = new URLSearchParams(location.hash.slice(1));
  const steps = asked_for.get("steps");
  const shorter = (/** @type {string} */ link) => (steps === null ? link : `${link}&steps=${steps}`);
  const parts = paper.entries.map((entry) => part(engine, { ...entry, link: shorter(entry.link) }));
  /** @type {Way[]} */
  let ways = [];
  const ways_canvas = /** @type {HTMLCanvasElement} */ (byId("ways"));
  const draw = () => {
    for (const each of parts) paint(each);
    engine.draw_ways(sharpen(ways_canvas), ways, look(null), voice);
  };
  const runner = new SequentialRunner(engine, module);
  keepDrawn({
    engine,
    draw,
    renew: () => {
      for (const { painter } of parts) painter.renew();
    },
    stop: () => runner.dismiss(),
    watched: byId("entries"),
  });
  showScores([]);
  showWays(paper, ways);
  ways_canvas.setAttribute("aria-label", texts.cost_about);

  const button = /** @type {HTMLButtonElement} */ (byId("run"));
  /** @type {Awaited<ReturnType<typeof reproduce>>[]} */
  let rows = [];
  const run = async () => {
    button.disabled = true;
    document.documentElement.dataset.run = "running";
    rows = [];
    const wanted = parts.filter(({ entry, experiment }) => entry.runs && (steps === null || experiment.kind === "learn"));
    const total = wanted.length + 2 * paper.goals.length;
    let done = 0;
    const over = () => {
      done += 1;
      /** @type {HTMLProgressElement} */ (byId("progress")).value = done / total;
    };
    for (const each of wanted) {
      byId("status").textContent = texts.at(translations[each.entry.title] ?? each.entry.title);
      try {
        rows.push(await reproduce(runner, each));
      } catch (error) {
        each.found.replaceChildren(say(element("span"), ...problemsOf(error)));
      }
      showScores(rows);
      over();
    }
    ways = [];
    for (const goal of paper.goals) {
      for (const ours of [false, true]) {
        byId("status").textContent = texts.at(texts.cost);
        const way = { name: goal.name, ours, rmse: goal.rmse, points: /** @type {Way["points"]} */ ([]) };
        ways.push(way);
        for (const walked of ours ? paper.steps : paper.recipe_steps) {
          if (steps !== null && walked > Number(steps)) continue;
          const { experiment } = engine.read_link(`${ours ? goal.ours : goal.recipe}&steps=${walked}`);
          const begun = performance.now();
          const outcome = await outcomeOf(engine, runner, experiment);
          const seconds = (performance.now() - begun) / 1000;
          const plain = (await runner.variants()).find((v) => v.fit === null);
          const theirs = plain && plain.bins >= paper.fewest_bins ? plain.rmse : null;
          way.points.push([walked, seconds, ours ? (outcome?.reference?.rmse ?? null) : theirs]);
          showWays(paper, ways);
          engine.draw_ways(sharpen(ways_canvas), ways, look(null), voice);
        }
        over();
      }
    }
    byId("status").textContent = texts.all_done;
    button.disabled = false;
    document.documentElement.dataset.run = "finished";
  };
  button.addEventListener("click", run);
  // For scripts and tests: the results so far.
  Object.assign(window, { stepsieve: { rows: () => rows, ways: () => ways } });
  opened();
  if (asked_for.has("run")) await run();
}

/**
 * The section of an entry.
 * @param {typeof import("../workers/engine.js")} engine
 * @param {Entry} entry
 * @returns {Part}
 */
function part(engine, entry) {
  const { experiment, view } = engine.read_link(entry.link);
  const painter = new Painter(engine);
  painter.showEnergy(experiment);
  const several = experiment.bins.length > 1;
  const canvases = new Map(
    entry.shows.map((name) => [/** @type {import("../figures/figures.js").Figure} */ (name), element("canvas", { class: `drawing ${name} ${several ? "several" : ""}`, role: "img" })]),
  );
  const found = element("dd", {}, entry.runs ? texts.not_run : texts.nothing_to_run);
  const title = element("h2", {}, `${texts.figure_of_paper(entry.figure)}: `, ofPaper("span", entry.title));
  const rows = [
    [texts.paper_says, entry.paper],
    [texts.differs, entry.differs],
  ].filter(([, text]) => text);
  byId("entries").append(
    element(
      "section",
      { "data-entry": entry.title },
      title,
      element(
        "dl",
        {},
        ...rows.flatMap(([term, text]) => [element("dt", {}, term), ofPaper("dd", text)]),
        element("dt", {}, texts.found_here),
        found,
        element("dt", {}, texts.experiment),
        element("dd", {}, element("a", { href: `index.html${location.search}#${entry.link}` }, texts.open_in_playground)),
      ),
      element("div", { class: "drawings" }, ...canvases.values()),
    ),
  );
  return { entry, experiment, view, painter, found, canvases };
}

/**
 * An element with a text of the engine on the paper.
 * @param {"span" | "dd"} tag
 * @param {string} text
 */
function ofPaper(tag, text) {
  return byEngine(element(tag, {}, translations[text] ?? text), !Object.hasOwn(translations, text));
}

/** @param {Part} part */
function paint({ view, painter, canvases }) {
  for (const [name, canvas] of canvases) {
    if (canvas.clientWidth === 0) continue;
    painter.draw(sharpen(canvas), name, look(view.zoom));
    describe(canvas, painter.alternative(name));
  }
}

/** @param {[number, number] | null} zoom */
function look(zoom) {
  return { theme: theme(), ratio: devicePixelRatio, zoom, slice: null, moment: 1 };
}

/**
 * Runs an entry, draws its outcomes and shows the result.
 * @param {SequentialRunner} runner
 * @param {Part} part
 */
async function reproduce(runner, part) {
  const { entry, experiment, painter, found } = part;
  const begun = performance.now();
  await runner.run(experiment, {
    outcome: (bytes) => {
      painter.load(bytes);
      paint(part);
    },
    progress: ({ steps, total }) => {
      found.textContent = texts.on_its_way(steps, total);
    },
  });
  const seconds = (performance.now() - begun) / 1000;
  const outcome = /** @type {import("../../wasm/stepsieve.js").Outcome} */ (painter.shown());
  const variants = await runner.variants();
  found.replaceChildren(say(element("span"), { message: outcome.summary, sentences: outcome.sentences }), " ", texts.came_of_it(outcome.steps, seconds));
  return { entry, outcome, variants, seconds };
}

/** @param {{ entry: Entry, outcome: import("../../wasm/stepsieve.js").Outcome, variants: Variant[], seconds: number }[]} rows */
function showScores(rows) {
  const pairs = FITS.flatMap((fit) => ESTIMATORS.map((estimator) => ({ fit, estimator })));
  const heads = [texts.figure, texts.run_title, texts.steps_title, texts.reference_title, ...pairs.map(({ fit, estimator }) => texts.variant(estimator, fit)), texts.ways.forces, texts.seconds_title];
  const body = rows
    .filter(({ variants, outcome }) => variants.length > 0 && outcome.experiment.kind === "learn")
    .map(({ entry, outcome, variants, seconds }) => [
      String(entry.figure),
      ofPaper("span", entry.title),
      count(outcome.steps),
      outcome.reference?.name ?? "–",
      ...pairs.map(({ fit, estimator }) => {
        const found = variants.find((v) => v.fit === fit && v.estimator === estimator);
        return found ? `${measured(found.rmse, 2)} / ${measured(found.max_error, 2)}` : "–";
      }),
      measured(outcome.forces?.rmse, 2),
      measured(seconds, 2),
    ]);
  table("scores", heads, body);
}

/**
 * @param {import("../../wasm/stepsieve.js").Paper} paper
 * @param {Way[]} ways
 */
function showWays(paper, ways) {
  const heads = [texts.after_steps, ...paper.steps.map((steps) => count(steps)), texts.goal, texts.reached];
  const body = ways.map(({ name, ours, rmse, points }) => {
    const reached = points.find(([, , found]) => found !== null && found <= rmse);
    const cells = paper.steps.map((_, place) => (points[place] ? (points[place][2] === null ? texts.absorbed : measured(points[place][2], 2)) : ""));
    return [texts.way(name, ours), ...cells, measured(rmse), reached ? texts.reached_after(reached[0], reached[1]) : texts.not_reached];
  });
  table("ways-table", heads, body);
}

/**
 * @param {string} id
 * @param {string[]} heads
 * @param {(string | Node)[][]} body
 */
function table(id, heads, body) {
  byId(id).replaceChildren(
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...body.map((cells) => element("tr", {}, ...cells.map((cell, place) => element(place === 0 ? "th" : "td", place === 0 ? { scope: "row" } : {}, cell))))),
  );
}
