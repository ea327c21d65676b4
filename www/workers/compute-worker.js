/**
 * A compute worker: advances its blocks of walkers in slices short enough to receive `pause` and
 * `stop` in time, and reports to the study worker.
 *
 * @typedef {import("./messages.js").ToCompute} ToCompute
 */

import { Runner, initSync, keep_table } from "../../wasm/stepsieve.js";
import { reasoned } from "../app/reason.js";
import { scheduled } from "./scheduler.js";

/** Length of a slice in milliseconds; shorter until the first report, which must not be late. */
const SLICE = 8;
const FIRST_SLICE = 4;
/** Time from the start of recording to the first report in milliseconds; each interval is 1.5 times
 * the last, up to the longest. */
const FIRST_REPORT = 10;
const LONGEST_REPORT = 250;
/** Time between two progress reports during burn-in, which records nothing, in milliseconds. */
const SETTLING_REPORT = 500;

/** @type {MessagePort | null} */
let study = null;
/** @type {Runner | null} */
let runner = null;
let generation = 0;
let paused = false;
let interval = FIRST_REPORT;
/** When the next report is due; `null` while nothing has been recorded. @type {number | null} */
let due = null;
/** When the next progress report of burn-in is due. */
let told = 0;

const again = scheduled(slice);

self.onmessage = reasoned((/** @type {MessageEvent<ToCompute>} */ { data }) => {
  switch (data.type) {
    case "load":
      initSync({ module: data.module });
      break;
    case "table":
      keep_table(data.bytes);
      break;
    case "connect":
      study?.close();
      study = data.port;
      break;
    case "start":
      drop();
      generation = data.generation;
      paused = data.paused;
      interval = FIRST_REPORT;
      runner = new Runner(data.experiment, data.jobs);
      told = performance.now() + SETTLING_REPORT;
      again();
      break;
    case "pause":
      paused = true;
      if (runner) report();
      break;
    case "resume":
      paused = false;
      again();
      break;
    case "step":
      step();
      break;
    case "stop":
      drop();
      break;
  }
});

/** Advances for one slice and yields to waiting messages. */
function slice() {
  if (!runner || paused) return;
  const more = runner.advance(interval === FIRST_REPORT ? FIRST_SLICE : SLICE);
  if (!more) {
    report();
    drop();
    return;
  }
  const now = performance.now();
  if (due === null) {
    if (runner.steps() > 0) due = now + interval;
    else if (now >= told) {
      report();
      told = now + SETTLING_REPORT;
    }
  } else if (now >= due) {
    report();
    interval = Math.min(interval * 1.5, LONGEST_REPORT);
    due = now + interval;
  }
  again();
}

/** Advances every block by one window, for single steps. */
function step() {
  if (!runner) return;
  const more = runner.advance_windows(1);
  report();
  if (!more) drop();
}

function report() {
  if (!runner || !study) return;
  const reports = runner.reports();
  study.postMessage({ type: "reports", generation, reports }, reports.map((bytes) => bytes.buffer));
}

function drop() {
  runner?.free();
  runner = null;
  due = null;
}
