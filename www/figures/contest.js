/** The contest: every way to the potential, with its errors and its cost. */

import { element } from "../app/dom.js";
import { count, measured } from "../app/format.js";
import { texts } from "../app/texts.js";

/**
 * Fills a place with the table of an outcome. Without a reference there are no errors, but distances
 * from the learned potential.
 * @param {HTMLElement} place
 * @param {import("../../wasm/stepsieve.js").Outcome | null} outcome
 */
export function showContest(place, outcome) {
  const ways = outcome?.baselines ?? [];
  place.hidden = ways.length === 0;
  const scored = ways.some(({ rmse }) => rmse != null);
  // U itself is one of the ways.
  const learned = outcome?.positions ? "forces" : "positions";
  const { way, energy, force, distance, evaluations } = texts.contest_columns;
  const head = [way, ...(scored ? [energy, force] : [distance]), evaluations].map((column) => element("th", { scope: "col" }, column));
  const row = (/** @type {typeof ways[number]} */ way) => {
    const distance = way.name === learned ? texts.u_itself : measured(way.distance, 2);
    const told = scored ? [way.rmse, way.force_rmse].map((x) => measured(x, 2)) : [distance];
    const cells = [...told, count(way.evaluations)];
    const name = element("th", { scope: "row" }, texts.ways[way.name], way.width == null ? "" : texts.flights(measured(way.width, 2)));
    return element("tr", {}, name, ...cells.map((cell) => element("td", {}, cell)));
  };
  place.replaceChildren(
    element(
      "table",
      {},
      element("caption", {}, caption(outcome)),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...ways.map(row)),
    ),
  );
}

/**
 * A scan learns on each of its plateaus; the contest is on the last, which the outcome shows.
 * @param {import("../../wasm/stepsieve.js").Outcome | null} outcome
 */
function caption(outcome) {
  const learned = outcome?.scales?.scales.findLast(({ energy }) => energy);
  return learned ? texts.contest_at(measured(learned.step)) : texts.contest;
}
