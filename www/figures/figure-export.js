/**
 * The export of a figure: as a picture file, as data, and as a table on the page.
 *
 * @typedef {import("./figures.js").Figure} Figure
 * @typedef {import("../../wasm/stepsieve.js").Table} Table
 */

import { dialog, openDialog } from "../app/dialog.js";
import { element } from "../app/dom.js";
import { sharpen } from "./figures.js";
import { measured } from "../app/format.js";
import { byEngine } from "../app/language.js";
import { attempt } from "../app/notice.js";
import { separated } from "../app/csv.js";
import { save } from "../app/share.js";
import { texts } from "../app/texts.js";

/** Maximum rows of a table on the page; files hold all of them. */
const MOST_ROWS = 500;

/**
 * A fold of buttons for a figure.
 * @param {Figure} figure
 * @param {import("./figures.js").Figures} figures
 * @param {() => string} name of a file without extension
 */
export function exportButtons(figure, figures, name) {
  const { painter } = figures;
  const canvas = figures.canvas(figure);
  const file = (/** @type {string} */ ending) => `${name()}-${figure}-figure.${ending}`;
  const ways = {
    png: async () => {
      const blob = await new Promise((/** @type {BlobCallback} */ ready) => opaque(canvas).toBlob(ready));
      if (!blob) throw new Error(texts.no_picture);
      save(blob, file("png"), "image/png");
    },
    svg: () => save(painter.svg(sharpen(canvas), figure, figures.look), file("svg"), "image/svg+xml"),
    csv: () => {
      const { columns, rows } = painter.table(figure);
      save(separated([columns, ...rows]), file("csv"), "text/csv");
    },
    json: () => save(JSON.stringify(columns(painter.table(figure)), null, 1), file("json"), "application/json"),
    table: () => read(figure, painter.table(figure)),
  };
  const fold = element(
    "details",
    { class: "figure-export" },
    element("summary", { "aria-label": texts.export_figure(figures.title(figure)) }, texts.save),
    element(
      "div",
      {},
      ...Object.entries(ways).map(([way, act]) =>
        element(
          "button",
          {
            type: "button",
            "data-take": way,
            onclick: () => {
              close();
              void attempt(() => {
                // The last change of the experiment may not be on the screen yet.
                figures.draw();
                return act();
              });
            },
          },
          texts.ways_to_take[/** @type {keyof typeof ways} */ (way)],
        ),
      ),
    ),
  );
  /** Returns the focus to the opening button. */
  const close = () => {
    fold.querySelector("summary")?.focus();
    fold.open = false;
  };
  // It covers the figure, so it closes after use.
  fold.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !fold.contains(relatedTarget)) fold.open = false;
  });
  fold.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && fold.open) close();
  });
  return fold;
}

/** A copy with the page's background and what moves over it; a canvas itself is transparent. @param {HTMLCanvasElement} canvas */
function opaque(canvas) {
  const copy = element("canvas", { width: canvas.width, height: canvas.height });
  const context = copy.getContext("2d");
  if (context) {
    context.fillStyle = getComputedStyle(canvas.closest(".figure") ?? canvas).backgroundColor;
    context.fillRect(0, 0, copy.width, copy.height);
    for (const layer of canvas.parentElement?.querySelectorAll("canvas") ?? []) context.drawImage(layer, 0, 0);
  }
  return copy;
}

/** A table by column. @param {Table} table */
function columns({ columns, rows }) {
  return Object.fromEntries(columns.map((name, place) => [name, rows.map((row) => row[place])]));
}

/**
 * @param {Figure} figure
 * @param {Table} table
 */
function read(figure, { columns, rows }) {
  const note = rows.length === 0 ? texts.no_data : rows.length > MOST_ROWS ? texts.more_rows(MOST_ROWS, rows.length) : "";
  const box = dialog(
    "table-box",
    `${texts.figure_titles[figure]}: ${texts.data_table}`,
    element("p", {}, note),
    element(
      "div",
      { class: "scroll", tabindex: 0, role: "group", "aria-label": texts.data_table },
      element(
        "table",
        {},
        element("thead", {}, element("tr", {}, ...columns.map((name) => byEngine(element("th", { scope: "col" }, name))))),
        element("tbody", {}, ...rows.slice(0, MOST_ROWS).map((row) => element("tr", {}, ...row.map((value) => element("td", {}, measured(value, 5)))))),
      ),
    ),
  );
  box.addEventListener("close", () => box.remove());
  openDialog(box);
}
