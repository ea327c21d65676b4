/**
 * The results of a race in tables: every way at the end, and all its points.
 *
 * @typedef {import("../../wasm/stepsieve.js").Racer} Racer
 * @typedef {Racer["points"][number]} Point
 */

import { own } from "./when-texts.js";
import { byId, element } from "../app/dom.js";
import { count, measured } from "../app/format.js";
import { texts } from "../app/texts.js";

/** @param {Racer[]} racers */
export function showRacers(racers) {
  byId("results").hidden = racers.length === 0;
  const ends = racers.map(({ name, points }) => ({ name, points: points.slice(-1) }));
  byId("racers").replaceChildren(element("caption", {}, own.at_the_end), ...table(ends));
  byId("points").replaceChildren(...table(racers));
}

/** A row for each point; its way stands once. @param {Racer[]} racers */
function table(racers) {
  const heads = own.columns.map((column) => element("th", { scope: "col" }, column));
  const rows = racers.flatMap(({ name, points }) =>
    points.map((point, place) =>
      element("tr", {}, place === 0 ? element("th", { scope: "rowgroup", rowspan: points.length }, texts.ways[name]) : null, ...numbers(point)),
    ),
  );
  return [element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows)];
}

/** @param {Point} point */
function numbers({ evaluations, rmse, force_rmse }) {
  return [count(evaluations), measured(rmse, 2), measured(force_rmse, 2)].map((number) => element("td", {}, number));
}

/** The ways with the least errors at the end, in words. @param {Racer[]} racers */
export function leaders(racers) {
  const best = (/** @type {"rmse" | "force_rmse"} */ error) => {
    const last = (/** @type {Racer} */ { points }) => points.at(-1)?.[error] ?? Infinity;
    const [first] = [...racers].sort((a, b) => last(a) - last(b));
    return texts.ways[first.name];
  };
  return own.leader(best("rmse"), best("force_rmse"));
}
