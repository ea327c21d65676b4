/**
 * Files opened by drop or by button: an outcome, an experiment, a learned potential, or numbers.
 *
 * @typedef {import("./page.js").Page} Page
 */

import { byId } from "./dom.js";
import { own } from "./file-texts.js";
import { openNumbers } from "./files.js";

/** A limit far above any file that the page writes, in bytes. */
const LONGEST = 1e8;
/** The length of the beginning that tells such a file from one of numbers. */
const BEGINNING = 1000;

/** @param {Page} page */
export function opening(page) {
  const root = document.documentElement;
  const drags = (/** @type {DragEvent} */ event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragover", (event) => {
    if (!drags(event)) return;
    event.preventDefault();
    root.dataset.drop = "";
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) delete root.dataset.drop;
  });
  addEventListener("drop", (event) => {
    delete root.dataset.drop;
    if (!drags(event)) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 1) complain(page, own.one_file);
    else if (files.length === 1) void open(page, files[0], take);
  });
  choosing("open", (file) => open(page, file, take));
  choosing("load", (file) => open(page, file, compare));
}

/**
 * @param {string} id of a field
 * @param {(file: File) => void} use
 */
function choosing(id, use) {
  const chooser = /** @type {HTMLInputElement} */ (byId(id));
  chooser.addEventListener("change", () => {
    const file = chooser.files?.[0];
    if (file) use(file);
    // Allows choosing the same file again after a change.
    chooser.value = "";
  });
}

/**
 * @param {Page} page
 * @param {File} file
 * @param {(page: Page, read: object | null) => boolean} use returns true if it can use the file
 */
async function open(page, file, use) {
  let read = null;
  try {
    const isOurs = /\.json$/i.test(file.name);
    const mayBeOurs = isOurs || /^[\s\ufeff]*[{["]/.test(decoded(await file.slice(0, BEGINNING).arrayBuffer()));
    if (use === take && !mayBeOurs) return await openNumbers(page, file);
    if (file.size > LONGEST) return complain(page, own.long_file(file.name, LONGEST));
    const text = decoded(await file.arrayBuffer());
    try {
      read = JSON.parse(text);
    } catch {
      // A table may begin with a quotation mark.
      if (use === take && !isOurs) return await openNumbers(page, file);
    }
  } catch {
    return complain(page, own.unreadable_file(file.name));
  }
  if (!use(page, read)) complain(page, own.no_file(file.name));
}

/** Text in UTF-8, or in UTF-16 with its mark, as some shells write it. @param {ArrayBuffer} bytes */
function decoded(bytes) {
  const mark = [...new Uint8Array(bytes.slice(0, 2))].join();
  return new TextDecoder(mark === "255,254" ? "utf-16le" : mark === "254,255" ? "utf-16be" : "utf-8").decode(bytes);
}

/**
 * @param {Page} page
 * @param {{ experiment?: unknown, potential?: unknown, hash?: string } | null} read
 */
function take(page, read) {
  // A potential's file holds the link of its experiment, an outcome the experiment itself.
  if (typeof read?.experiment === "string") return compare(page, read);
  if (isObject(read?.experiment) && "potential" in read.experiment && isObject(read.experiment.potential)) {
    // The link reader validates the hash.
    const { outcome, problems } = page.engine.read_link(read.hash == null ? "" : `outcome=${encodeURIComponent(read.hash)}`);
    page.load(read.experiment, outcome, true, "file", problems);
  } else if (isObject(read?.potential)) page.load(read, null, false, "file");
  else return false;
  return true;
}

/** @param {Page} page @param {unknown} read */
function compare(page, read) {
  if (!isObject(read)) return false;
  // Links hold it, so it is as short as possible.
  const problems = page.changes.compare(JSON.stringify(read));
  // All of it is refused, so there is no replacement value.
  page.complain(problems.map((problem) => ({ ...problem, field: "" })), "no_file");
  return true;
}

/** @param {unknown} read @returns {read is object} */
function isObject(read) {
  return typeof read === "object" && read !== null && !Array.isArray(read);
}

/** @param {Page} page @param {string} message */
function complain(page, message) {
  page.complain([{ field: "", message, ours: true }], "no_file");
}
