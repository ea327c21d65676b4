/**
 * The study worker: merges the compute workers' reports and estimates outcomes, for which the page
 * never has to wait. It makes a new outcome only after the page has drawn the last one.
 *
 * @typedef {import("./messages.js").ToStudy} ToStudy
 * @typedef {import("./messages.js").FromStudy} FromStudy
 * @typedef {import("./messages.js").Reports} Reports
 */

import { Study, initSync, keep_table } from "../../wasm/stepsieve.js";
import { reasoned } from "../app/reason.js";
import { scheduled } from "./scheduler.js";
import { taken } from "./taken.js";

/** Shortest time between two outcomes of one run in milliseconds: ten per second look smooth and
 * leave the cores to the walkers. */
const REST = 100;

/** @type {Study | null} */
let study = null;
let generation = 0;
/** True if reports have come in since the last outcome. */
let fresh = false;
/** True if the page is still drawing the last outcome. */
let drawing = false;
let rested = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let alarm;

const consider = scheduled(estimate);

self.onmessage = reasoned((/** @type {MessageEvent<ToStudy>} */ { data }) => {
  switch (data.type) {
    case "load":
      initSync({ module: data.module });
      break;
    case "table":
      keep_table(data.bytes);
      break;
    case "connect":
      data.port.onmessage = reasoned(absorb);
      break;
    case "start":
      drop();
      generation = data.generation;
      attempt(() => {
        study = new Study(data.experiment);
      });
      break;
    case "export":
      data.answer.postMessage(taken(study, data.name));
      break;
    case "variants":
      data.answer.postMessage(study?.variants() ?? []);
      break;
    case "drawn":
      if (data.generation === generation) drawing = false;
      consider();
      break;
    case "stop":
      drop();
      break;
  }
});

/** @param {MessageEvent<Reports>} event */
function absorb({ data }) {
  if (!study || data.generation !== generation) return;
  attempt(() => {
    for (const bytes of data.reports) {
      if (study?.absorb(bytes)) post({ type: "jobs", generation, jobs: study.jobs() });
    }
    fresh = true;
    consider();
  });
}

/** Runs a task; problems that the engine throws end the run. @param {() => void} task */
function attempt(task) {
  try {
    task();
  } catch (problems) {
    if (!Array.isArray(problems)) throw problems;
    post({ type: "refused", generation, problems });
    drop();
  }
}

/** Makes an outcome if there are new reports, the page is ready and the last one is old enough. */
function estimate() {
  if (!study || !fresh) return;
  const progress = study.progress();
  const wait = rested - performance.now();
  if (drawing || (wait > 0 && !progress.complete)) {
    post({ type: "progress", generation, progress });
    clearTimeout(alarm);
    if (!drawing) alarm = setTimeout(consider, wait);
    return;
  }
  fresh = false;
  // A complete run has an outcome even if its last stage recorded nothing.
  if (progress.stage !== "calibrate" && (progress.steps > 0 || (progress.complete && !progress.failed))) {
    const bytes = study.outcome();
    drawing = true;
    post({ type: "outcome", generation, progress, bytes }, [bytes.buffer]);
  } else {
    post({ type: "progress", generation, progress });
  }
  rested = performance.now() + REST;
}

function drop() {
  clearTimeout(alarm);
  study?.free();
  study = null;
  fresh = false;
  drawing = false;
  rested = 0;
}

/**
 * @param {FromStudy} message
 * @param {Transferable[]} [transfer]
 */
function post(message, transfer = []) {
  self.postMessage(message, { transfer });
}
