/**
 * The student's page of an exercise: a question, the experiment with its hidden parts, an answer,
 * and the code to hand in.
 *
 * @typedef {import("../workers/messages.js").Problem} Problem
 * @typedef {import("../../wasm/stepsieve.js").Exercise} Exercise
 */

import { demo as demoOf } from "./demo.js";
import { own } from "./classroom-texts.js";
import { copyButton } from "../app/dialog.js";
import { byId, element } from "../app/dom.js";
import { failure } from "../app/failure.js";
import { inWords } from "../app/in-words.js";
import { kept, languageChoice } from "../app/language.js";
import { opened, start } from "../app/start.js";
import { theme, themeSwitch } from "../app/theme.js";

const root = document.documentElement;
const field = (/** @type {string} */ id) => /** @type {HTMLInputElement | HTMLTextAreaElement} */ (byId(id));

/** The experiment in the page. @type {import("./demo.js").Demo | null} */
let demo = null;
/** Its last complete outcome. @type {import("../../wasm/stepsieve.js").Outcome | null} */
let outcome = null;

addEventListener("hashchange", () => location.reload());

await start(own, open);

async function open() {
  const engine = await import("../workers/engine.js");
  await engine.loadEngine();
  themeSwitch(byId("theme"), () => demo?.setAttribute("theme", theme()));
  const before = kept();
  languageChoice(["name-field", "answer-field"]);
  // Without a link, the engine would make an exercise of its first preset.
  if (location.hash.length < 2) return fail(own.empty_address, []);
  const { exercise, problems } = engine.read_exercise(location.hash);
  if (!exercise || problems.length > 0) return fail(own.bad_link, problems);
  if (exercise.title) {
    byId("title").textContent = exercise.title;
    document.title = `${exercise.title} · Stepsieve`;
  }
  byId("question").textContent = exercise.question || own.no_question;
  byId("name-help").textContent = own.name_help[exercise.seeds];
  byId("answer-field").replaceWith(
    exercise.answer === "text"
      ? element("textarea", { id: "answer-field", rows: 4 })
      : element("input", { id: "answer-field", type: "text", inputmode: "decimal", autocomplete: "off" }),
  );
  for (const [id, text] of Object.entries(before.typed)) field(id).value = text;
  byId("copy-code").append(copyButton(/** @type {HTMLInputElement} */ (field("code"))));
  for (const id of ["name-field", "answer-field"]) byId(id).addEventListener("input", forget);
  const begin = () => show(exercise, engine.exercise_link(exercise, field("name-field").value));
  byId("who").addEventListener("submit", (event) => {
    event.preventDefault();
    if (field("name-field").value.trim() === "") return;
    if (exercise.seeds === "name") begin();
    byId("demo").focus();
  });
  // Another name has another seed, so the outcome of the previous one does not belong to it.
  field("name-field").addEventListener("change", () => {
    if (exercise.seeds !== "name") return;
    if (field("name-field").value.trim() === "") wait();
    else begin();
  });
  byId("answer").addEventListener("submit", (event) => {
    event.preventDefault();
    hand_in(engine, exercise);
  });
  if (exercise.seeds === "same" || field("name-field").value.trim() !== "") begin();
  else wait();
  if (before.repeats) demo?.run();
  byId("exercise").hidden = false;
  opened();
  // For scripts and tests: the last outcome.
  Object.assign(window, { stepsieve: { outcome: () => outcome } });
}

/** Waits for the name, if the seed is derived from it. */
function wait() {
  demo = null;
  outcome = null;
  byId("demo").replaceChildren(element("p", { class: "help" }, own.name_first));
  byId("answer").hidden = true;
}

/**
 * Adds the experiment to the page.
 * @param {Exercise} exercise
 * @param {string} link
 */
function show(exercise, link) {
  const made = demoOf(exercise, link, demo);
  if (made === demo) return;
  outcome = null;
  demo = made;
  // The content below appears once the height of the experiment is known, and so does not move.
  demo.addEventListener("stepsieve-height", () => (byId("answer").hidden = false), { once: true });
  demo.addEventListener("stepsieve-state", (event) => {
    const { state, reason } = /** @type {CustomEvent<{ state: import("../workers/run.js").RunState, reason: string }>} */ (event).detail;
    root.dataset.run = state;
    if (state !== "finished") outcome = null;
    if (state === "failed") say(reason);
  });
  demo.addEventListener("stepsieve-outcome", (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    if (!detail.complete) return;
    outcome = detail.outcome;
    forget();
  });
  byId("demo").replaceChildren(demo);
  root.dataset.run = "idle";
}

/**
 * @param {typeof import("../workers/engine.js")} engine
 * @param {Exercise} exercise
 */
function hand_in(engine, exercise) {
  const answer = field("answer-field").value;
  forget();
  try {
    field("code").value = engine.result_code(exercise, field("name-field").value, answer, outcome ?? {});
  } catch (problems) {
    if (!Array.isArray(problems)) throw problems;
    const { field: where } = /** @type {Problem} */ (problems[0]);
    const missing = where === "answer" && exercise.answer !== "text" ? "number" : where || "run";
    say(own.missing[missing] ?? inWords(problems[0]).text);
    return byId(where === "name" ? "name-field" : where === "answer" ? "answer-field" : "demo").focus();
  }
  byId("hand-in").hidden = false;
  if (!exercise.told) return say(own.made);
  const { right } = engine.check_code(exercise, field("name-field").value, field("code").value, "", outcome);
  say(right === null ? own.made : right ? own.right : own.wrong_answer, right);
}

/** Removes the verdict and the code, which belong to the previous answer. */
function forget() {
  byId("hand-in").hidden = true;
  say("");
}

/** @param {string} sentence @param {boolean | null} [right] */
function say(sentence, right = null) {
  byId("said").textContent = sentence;
  byId("answer").dataset.verdict = right === null ? "" : right ? "right" : "wrong";
}

/** @param {string} sentence @param {Problem[]} problems */
function fail(sentence, problems) {
  opened();
  root.dataset.run = "failed";
  byId("messages").append(failure(sentence, problems));
  Object.assign(window, { stepsieve: { outcome: () => null } });
}
