/**
 * Files of numbers: a table becomes the energy, positions and forces take its place. A worker reads
 * them, with a progress that can be cancelled; they are kept by their hashes.
 *
 * @typedef {import("./page.js").Page} Page
 * @typedef {import("../workers/messages.js").Problem} Problem
 * @typedef {Extract<import("../workers/messages.js").FromRows, { type: "opened" }>} Opened
 */

import { byId, element } from "./dom.js";
import { own } from "./file-texts.js";
import { keep, recalled } from "./kept-files.js";
import { reasonOf } from "./reason.js";
import { rowsWorker } from "../workers/rows.js";

/** Names of files that hold numbers if they hold anything. */
const NUMBERS = /\.(csv|tsv|dat|grid|xvg|table|npy)$/i;
/** The codes of the problem that a table is not here, which names its hash. */
const ELSEWHERE = ["table-elsewhere", "table-of-file-elsewhere"];

/** Ends the reading under way. */
let stop = () => {};

/**
 * Reads a file of numbers and makes it the experiment, or reports what is wrong with it.
 * @param {Page} page
 * @param {File} file
 */
export async function openNumbers(page, file) {
  const read = await opened(page, file);
  if (!read) return;
  const { opened: found, bytes } = read;
  if (found.experiment && bytes) {
    // Once it is kept, nothing is missing.
    const wanted = missing(page.engine.read_link(location.hash.slice(1)).problems);
    page.engine.keep_table(bytes);
    if (found.hash) void keep(found.hash, bytes);
    if (found.hash && found.hash === wanted) page.reread();
    else page.load(found.experiment, null, false, "file");
  } else if (found.hash) {
    void keep(found.hash, file);
    const { trajectory } = page.experiment;
    // The file that a link has named.
    if (trajectory?.hash === found.hash) return page.repeat();
    const { version } = page.described;
    const rows = { hash: found.hash, dimension: found.dimension };
    page.load({ version, potential: { file: file.name }, trajectory: rows }, null, true, "file");
  } else {
    const told = NUMBERS.test(file.name) ? found.problems : [{ message: own.no_file(file.name), ours: true }];
    page.complain(told.map((problem) => ({ ...problem, field: "" })), "no_file");
  }
}

/**
 * The contents of a file, once a worker has read it; `null` if it was cancelled.
 * @param {Page} page
 * @param {File} file
 * @returns {Promise<Opened | null>}
 */
function opened(page, file) {
  stop();
  const worker = rowsWorker(page.module);
  const bar = element("progress", { max: 1, value: 0, "aria-label": own.reading(file.name) });
  const box = element(
    "div",
    { class: "message", role: "status", id: "reading" },
    element("p", {}, `${own.reading(file.name)} `, bar),
    element("button", { type: "button", class: "quiet", onclick: () => stop() }, own.cancel),
  );
  byId("messages").append(box);
  return new Promise((resolve) => {
    const end = (/** @type {Opened | null} */ found) => {
      worker.terminate();
      box.remove();
      stop = () => {};
      resolve(found);
    };
    stop = () => end(null);
    worker.onmessage = ({ data }) => {
      if (data.type === "share") bar.value = data.share;
      else end(data);
    };
    // As for want of memory.
    worker.onerror = (event) => end({ type: "opened", opened: { problems: [{ field: "", message: reasonOf(event), sentences: [] }] } });
    worker.postMessage({ type: "open", file });
  });
}

/**
 * Brings the table or the rows of an address here, if they are kept; otherwise a message names the
 * file that is wanted.
 * @param {Page} page
 * @param {Problem[]} problems of the address
 */
export async function recall(page, problems) {
  const table = missing(problems);
  if (table && (await recallTable(page.engine, problems))) page.reread();
  const { experiment } = page;
  const hash = experiment.trajectory?.hash;
  if (!hash || (await recalled(hash)) || page.experiment !== experiment) return;
  page.complain(page.lacking().map((problem) => ({ ...problem, field: "" })), "missing");
}

/**
 * Brings the table of an address here.
 * @param {Pick<typeof import("../workers/engine.js"), "keep_table" | "table_bytes">} engine
 * @param {Problem[]} problems of the address
 * @returns {Promise<boolean>} true if it is
 */
export async function recallTable({ keep_table, table_bytes }, problems) {
  const hash = missing(problems);
  const bytes = hash ? await recalled(hash) : null;
  if (!hash || !(bytes instanceof Uint8Array)) return false;
  keep_table(bytes);
  return table_bytes(hash) !== undefined;
}

/** The hash of the table that an address waits for. @param {Problem[]} problems */
function missing(problems) {
  const sentences = problems.flatMap(({ sentences = [] }) => sentences);
  const value = sentences.find(({ code }) => ELSEWHERE.includes(code))?.values.hash;
  return value && "text" in value ? value.text : null;
}
