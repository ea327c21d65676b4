/**
 * The report of a run in words and numbers: buttons, progress, a brief report for screen readers,
 * the summary, warnings and the table.
 *
 * @typedef {import("../workers/run.js").Run} Run
 */

import { byId, element } from "../app/dom.js";
import { own } from "../app/file-texts.js";
import { say } from "../app/in-words.js";
import { byEngine } from "../app/language.js";
import { showContest } from "./contest.js";
import { rows } from "./findings-table.js";
import { texts } from "../app/texts.js";

/** Time between two read-outs of the progress, in milliseconds. */
const READ_OUT = 8000;

const START = { idle: "start", running: "pause", paused: "resume", finished: "again", failed: "again" };

export class Report {
  #button = byId("run");
  #reset = /** @type {HTMLButtonElement} */ (byId("reset"));
  #progress = /** @type {HTMLProgressElement} */ (byId("progress"));
  #status = byId("status");
  #live = byId("live");
  #summary = byId("summary");
  #warnings = byId("warnings");
  #numbers = byId("numbers");
  #before = byId("before");
  #validity = /** @type {HTMLDetailsElement} */ (byId("trust"));
  /** Buttons for the outcome, available once there is one. */
  #exports = ["download", "take", "keep"].map((id) => /** @type {HTMLButtonElement} */ (byId(id)));
  /** The last message read out; `waiting`: nothing was recorded yet. */
  #said = { state: "", at: 0, waiting: false };

  /** Buttons, bar and status line. @param {Run} run */
  show(run) {
    const { state, progress } = run;
    if (this.#summary.classList.contains("empty")) byEngine(this.#summary, false).textContent = this.#nothing(state);
    const does = texts[/** @type {"start" | "pause" | "resume" | "again"} */ (START[state])];
    const label = state === "running" && run.rows ? own.cancel : does;
    if (this.#button.textContent !== label) this.#button.textContent = label;
    this.#reset.disabled = state === "idle";
    const sentence = state === "failed" ? `${texts.states.failed} ${run.reason}` : texts.states[state];
    const parts = [];
    const calibrating = progress?.stage === "calibrate";
    if (run.rows && progress && (progress.stage === "survey" || progress.stage === "regress")) {
      if (state === "running") parts.push(own.rows_read(progress.stage, progress.steps, progress.total));
    } else if (progress && progress.steps > 0 && progress.stage !== "survey" && progress.stage !== "regress") {
      const stage = run.scans && progress.stage === "learn" ? "scales" : progress.stage;
      // A run may end early: its accuracy is reached, or its walkers are lost.
      const early = state === "finished" && progress.steps < progress.total;
      parts.push(early ? texts.recorded(progress.steps) : texts.stages[stage](progress.steps, progress.total));
      if (state === "running" && run.speed) {
        parts.push(texts.speed(run.speed), texts.left(remaining(progress) / run.speed));
      }
      parts.push(texts.lost_walkers(progress.absorbed + progress.diverged));
    } else if ((state === "running" || state === "paused") && !run.rows) {
      parts.push(progress?.burn_in_total ? texts.burn_in_made(progress.burn_in_made, progress.burn_in_total) : calibrating ? texts.calibrating : texts.burning_in);
      if (progress && state === "running" && run.speed) parts.push(texts.left(remaining(progress) / run.speed));
    }
    this.#progress.value = state === "finished" ? 1 : progress ? 1 - remaining(progress) / (progress.burn_in_total + progress.total) : 0;
    this.#status.classList.toggle("failed", state === "failed");
    this.#status.replaceChildren(
      ...(state === "running" && parts.length ? [] : [element("strong", {}, sentence)]),
      ...parts.map((part) => element("span", {}, part)),
    );
    this.#readOut(state, [sentence, parts.join(", ")].join(" "), Boolean(progress && progress.steps > 0));
  }

  /** Reports that there is no result yet, and the next action. @param {string} state */
  #nothing(state) {
    if (state === "failed") return texts.nothing_found;
    return state === "running" || state === "paused" ? texts.on_its_way_still : texts.nothing_yet;
  }

  /**
   * Shows a message outside the ordinary course of a run.
   * @param {string} sentence
   * @param {boolean} [engines] true if it is in the engine's words
   */
  announce(sentence, engines = false) {
    byEngine(this.#live, engines).textContent = sentence;
    this.#said.at = performance.now();
    this.#said.waiting = false;
  }

  /**
   * The findings; `null` while there are none.
   * @param {import("../../wasm/stepsieve.js").Outcome | null} outcome
   * @param {import("./findings-table.js").Beside & { before?: string | null }} [beside] `before` names the
   *   previous experiment, if its outcome is shown
   */
  tell(outcome, { before = null, ...beside } = {}) {
    document.documentElement.toggleAttribute("data-stale", before !== null);
    this.#before.textContent = before === null ? "" : texts.before(before);
    // A scan may have learned no potential.
    const isSum = Boolean(outcome?.potential?.terms?.length);
    const learned = isSum || outcome?.potential?.energy.some(Number.isFinite);
    for (const button of this.#exports) button.disabled = !outcome || before !== null || (button.id !== "download" && !learned);
    // Rows of a file come without the dynamics to compare with; a circle has none yet, and no file of a sum is read back.
    if (outcome?.experiment.trajectory || outcome?.experiment.periodic?.some(Boolean) || isSum) this.#exports[2].disabled = true;
    if (outcome?.summary) say(this.#summary, { message: outcome.summary, sentences: outcome.sentences });
    else byEngine(this.#summary, false).textContent = this.#nothing(document.documentElement.dataset.run ?? "");
    this.#summary.classList.toggle("empty", !outcome);
    // The summary, where it is shown, gives the reason for its verdict, which need not be read twice.
    const summary = this.#summary.checkVisibility() ? (outcome?.summary ?? "") : "";
    const warnings = outcome?.warnings.filter(({ message }) => !summary.includes(message)) ?? [];
    this.#warnings.hidden = warnings.length === 0;
    this.#warnings
      .querySelector("ul")
      ?.replaceChildren(...warnings.map((warning) => say(element("li", { "data-code": warning.code }), warning)));
    this.#showValidity(outcome?.trust ?? null);
    if (!outcome?.hash) this.verify(null, null);
    showContest(byId("contest"), outcome);
    const found = outcome ? rows(outcome, beside) : [];
    this.#numbers.hidden = found.length === 0;
    this.#numbers.querySelector("tbody")?.replaceChildren(
      ...found.map(([name, value]) =>
        element("tr", { "data-row": name }, element("th", { scope: "row" }, texts.rows[name]), element("td", {}, value)),
      ),
    );
  }

  /**
   * Reports if the outcome equals that of the link.
   * @param {string | null} promised the hash in the link
   * @param {string | null} found
   */
  verify(promised, found) {
    const place = byId("reproduced");
    place.hidden = !promised || !found;
    if (!promised || !found) return;
    const [before, now] = [promised, found].map((hash) => hash.split("-"));
    const differs = texts.hash_parts.filter((_, part) => before[part] !== now[part]);
    place.dataset.same = String(differs.length === 0);
    place.textContent = differs.length === 0 ? texts.reproduced_exactly : texts.not_reproduced(differs);
  }

  /**
   * The validity checks: each assumption of the method with its verdict.
   * @param {import("../../wasm/stepsieve.js").Validity | null} validity
   */
  #showValidity(validity) {
    this.#validity.hidden = !validity;
    if (!validity) return;
    const row = (/** @type {import("../../wasm/stepsieve.js").Row} */ { code, name, number, verdict, reason, sentences }) =>
      element(
        "tr",
        { "data-trust": code, "data-verdict": verdict },
        say(element("th", { scope: "row" }), { message: name, sentences: [{ code, values: {} }] }),
        element("td", {}, element("strong", {}, number === null ? texts.unknown : texts.verdicts[/** @type {"pass" | "warn" | "fail"} */ (verdict)]), " ", say(element("span"), { message: reason, sentences })),
      );
    this.#validity.querySelector("tbody")?.replaceChildren(...validity.rows.map(row));
    const proposed_step = validity.regime?.proposed_step;
    say(byId("regime"), validity.regime ?? { message: "" });
    const tryStep = byId("try-step");
    tryStep.hidden = proposed_step == null;
    tryStep.textContent = texts.try_step(proposed_step ?? 0);
    tryStep.dataset.step = String(proposed_step);
    // A failed check unfolds the report.
    this.#validity.open = this.#validity.open || validity.verdict === "fail";
    this.#validity.dataset.verdict = validity.verdict;
  }

  /**
   * @param {string} state
   * @param {string} sentence
   * @param {boolean} recording
   */
  #readOut(state, sentence, recording) {
    const now = performance.now();
    // The message that nothing is recorded is replaced once recording has begun.
    const isOver = this.#said.waiting && recording;
    if (state === this.#said.state && (state !== "running" || (now - this.#said.at < READ_OUT && !isOver))) return;
    this.#said = { state, at: now, waiting: state === "running" && !recording };
    byEngine(this.#live, false).textContent = sentence;
  }
}

/** The remaining steps of this stage. @param {import("../workers/messages.js").Progress} progress */
function remaining({ burn_in_made, burn_in_total, steps, total }) {
  return burn_in_total - burn_in_made + total - steps;
}
