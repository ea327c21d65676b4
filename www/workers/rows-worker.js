/**
 * The worker for files of numbers. It reads them piece by piece, without a pause for messages: who
 * wants it to stop ends it.
 *
 * @typedef {import("./messages.js").ToRows} ToRows
 * @typedef {import("./messages.js").FromRows} FromRows
 * @typedef {import("./messages.js").FromStudy} FromStudy
 */

import { Rows, initSync, open_file, table_bytes } from "../../wasm/stepsieve.js";
import { reasoned } from "../app/reason.js";
import { taken } from "./taken.js";

/** Shortest time between two messages of progress, in milliseconds. */
const REST = 50;

/** @type {Rows | null} */
let rows = null;
let told = 0;

self.onmessage = reasoned((/** @type {MessageEvent<ToRows>} */ { data }) => {
  switch (data.type) {
    case "load":
      initSync({ module: data.module });
      break;
    case "open":
      open(data.file);
      break;
    case "start":
      learn(data);
      break;
    case "export":
      data.answer.postMessage(taken(rows, data.name));
      break;
    case "stop":
      drop();
      break;
  }
});

/** @param {File} file */
function open(file) {
  const tell = (/** @type {number} */ share) => now(() => post({ type: "share", share }));
  const opened = open_file(file.name, file.size, pieces(file), tell);
  const bytes = opened.experiment && table_bytes(opened.experiment.potential.table);
  post({ type: "opened", opened, bytes }, bytes ? [bytes.buffer] : []);
}

/** @param {Extract<ToRows, { type: "start" }>} message */
function learn({ generation, experiment, file }) {
  drop();
  try {
    rows = new Rows(experiment, file.size, pieces(file), (progress) => now(() => post({ type: "progress", generation, progress })));
  } catch (problems) {
    if (!Array.isArray(problems)) throw problems;
    return post({ type: "refused", generation, problems });
  }
  const bytes = rows.outcome();
  post({ type: "outcome", generation, progress: rows.progress(), bytes }, [bytes.buffer]);
}

/** Reads a part of a file. @param {Blob} file */
function pieces(file) {
  // Only workers have it, of which the checked types know nothing.
  const reader = new (/** @type {{ FileReaderSync: new () => { readAsArrayBuffer: (part: Blob) => ArrayBuffer } }} */ (/** @type {unknown} */ (self)).FileReaderSync)();
  return (/** @type {number} */ at, /** @type {number} */ length) => new Uint8Array(reader.readAsArrayBuffer(file.slice(at, at + length)));
}

/** Does something unless it was done just before. @param {() => void} tell */
function now(tell) {
  if (performance.now() - told < REST) return;
  told = performance.now();
  tell();
}

function drop() {
  rows?.free();
  rows = null;
}

/**
 * @param {FromRows | FromStudy} message
 * @param {Transferable[]} [transfer]
 */
function post(message, transfer = []) {
  self.postMessage(message, { transfer });
}
