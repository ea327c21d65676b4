/** The contest: every way to the potential, with its errors and its cost. */

import { element } from "../app/dom.js";
import { count, measured } from "../app/format.js";
import { texts } from "../app/texts.js";

/**
 * Fills a place with the table of an outcome; without a reference there are no errors to show.
 * @param {HTMLElement} place
 * @param {import("../../wasm/stepsieve.js").Outcome | null} outcome
 */
export function showContest(place, outcome) {
  const ways = outcome?.baselines ?? [];
  place.hidden = ways.every(({ rmse }) => rmse == null);
  const head = texts.contest_columns.map((column) => element("th", { scope: "col" }, column));
  const row = (/** @type {typeof ways[number]} */ { name, rmse, force_rmse, evaluations, width }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, texts.ways[name], width == null ? "" : texts.flights(measured(width, 2))),
      ...[measured(rmse, 2), measured(force_rmse, 2), count(evaluations)].map((cell) => element("td", {}, cell)),
    );
  place.replaceChildren(
    element(
      "table",
      {},
      element("caption", {}, texts.contest),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...ways.map(row)),
    ),
  );
}
