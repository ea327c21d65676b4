/**
 * The teacher's page: turns an experiment into an exercise, writes its two links, and checks the
 * students' codes.
 *
 * @typedef {import("../workers/messages.js").Problem} Problem
 * @typedef {import("../../wasm/stepsieve.js").Exercise} Exercise
 */

import { checking } from "./checking.js";
import { demo as demoOf } from "./demo.js";
import { own } from "./classroom-texts.js";
import { copyButton } from "../app/dialog.js";
import { byId, element } from "../app/dom.js";
import { failure } from "../app/failure.js";
import { say } from "../app/in-words.js";
import { kept, languageChoice } from "../app/language.js";
import { mysteries } from "./mysteries.js";
import { lasting, LONG_LINK } from "../app/share.js";
import { opened, start } from "../app/start.js";
import { form } from "./teach-form.js";
import { texts, translated } from "../app/texts.js";
import { theme, themeSwitch } from "../app/theme.js";

const root = document.documentElement;
/** Delay of the new address and preview after the last change, in milliseconds. */
const REST = 400;

const fragment = () => location.hash.slice(1);

await start(own, open);

async function open() {
  const engine = await import("../workers/engine.js");
  await engine.loadEngine();
  const { settings, release } = translated(engine.describe());
  const label = (/** @type {string} */ name) => settings.find((setting) => setting.name === name)?.label ?? name;
  /** Reads the form. @type {() => Exercise} */
  let written;
  /** The exercise of the form, if valid. @type {Exercise | null} */
  let sound = null;
  /** The exercise of the links: a valid one with a question. @type {Exercise | null} */
  let exercise = null;
  /** @type {import("./demo.js").Demo | null} */
  let demo = null;
  let own_fragment = "";

  const links = Object.fromEntries(
    /** @type {const} */ (["student", "teacher"]).map((who) => {
      const field = element("textarea", { id: `link-${who}`, readonly: true, rows: 3, spellcheck: "false" });
      const length = element("p", { class: "help" });
      const go = element("a", { target: "_blank", rel: "noopener" }, own.open_link);
      byId("links").append(
        element("div", {}, element("label", { for: `link-${who}` }, own.links[who]), field, element("div", { class: "row" }, copyButton(field, { id: `copy-${who}` }), go), length),
      );
      return [who, { field, length, go }];
    }),
  );

  /** Opens an exercise, or an experiment to make one of. @param {string} given */
  const adopt = (given) => {
    byId("messages").replaceChildren();
    let found = engine.read_exercise(given);
    if (!found.exercise || found.problems.length > 0) complain(own.bad_link, found.problems);
    if (!found.exercise) found = engine.read_exercise("");
    if (!found.exercise) return;
    written = form(byId("form"), { ...found, exercise: found.exercise }, settings);
    byId("revealed").replaceChildren(
      ...[[own.formula, found.formula], ...(found.reference ? [[own.reference, found.reference]] : [])].flatMap(([term, text]) => [
        element("dt", {}, term),
        element("dd", {}, element("code", {}, text)),
      ]),
      element("dd", {}, element("a", { href: `index.html${location.search}#${found.exercise.link}` }, own.open_experiment)),
    );
    write();
    show();
  };

  /** Writes the links. */
  const write = () => {
    sound = exercise = null;
    byId("problems").replaceChildren();
    try {
      const given = written();
      const fragments = { student: engine.write_exercise(given, true), teacher: engine.write_exercise(given, false) };
      sound = given;
      if (given.question.trim() === "") throw [{ field: "", message: own.question_needed, ours: true }];
      exercise = given;
      own_fragment = fragments.teacher;
      for (const who of /** @type {const} */ (["student", "teacher"])) {
        const { field, length, go } = links[who];
        field.value = lasting(release, `${who === "student" ? "exercise" : "teach"}.html#${fragments[who]}`);
        go.href = field.value;
        const long = field.value.length > LONG_LINK;
        length.textContent = long ? texts.long_link(field.value.length) : texts.link_length(field.value.length);
        length.classList.toggle("problem", long);
      }
      if (fragment() !== own_fragment) history.replaceState(null, "", `#${own_fragment}`);
    } catch (problems) {
      if (!Array.isArray(problems)) throw problems;
      byId("problems").append(...problems.map((problem) => say(element("p"), problem)));
    }
    byId("links").hidden = exercise === null;
  };

  /** Shows the experiment in the students' view. */
  const show = () => {
    if (!sound) return;
    const made = demoOf(sound, engine.exercise_link(sound, ""), demo);
    if (made !== demo) byId("preview").replaceChildren(made);
    demo = made;
  };

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let rest;
  byId("form").addEventListener("input", () => {
    clearTimeout(rest);
    // Until then the links are those of before.
    byId("links").ariaBusy = "true";
    rest = setTimeout(() => {
      write();
      show();
      byId("links").ariaBusy = null;
    }, REST);
  });
  byId("form").addEventListener("submit", (event) => event.preventDefault());
  byId("start").addEventListener("submit", (event) => {
    event.preventDefault();
    const given = /** @type {HTMLInputElement} */ (byId("link-field")).value.trim();
    const link = fragmentOf(given);
    if (link) adopt(link);
    else complain(given ? own.no_link : own.link_needed, []);
  });
  byId("mysteries").append(
    ...Object.entries(mysteries).map(([key, mystery]) =>
      element(
        "button",
        { type: "button", "data-mystery": key, onclick: () => adopt(engine.write_exercise({ ...mystery, ...own.mysteries_texts[key] }, false)) },
        own.mysteries_texts[key].title,
      ),
    ),
  );
  addEventListener("hashchange", () => {
    if (fragment() !== own_fragment) adopt(fragment());
  });
  themeSwitch(byId("theme"), () => demo?.setAttribute("theme", theme()));
  languageChoice(["codes"]);
  /** @type {HTMLTextAreaElement} */ (byId("codes")).value = kept().typed.codes ?? "";
  adopt(fragment());
  checking(engine, () => exercise, label);
  byId("teach").hidden = false;
  opened();
  Object.assign(window, { stepsieve: { outcome: () => demo?.outcome ?? null } });
}

/**
 * The fragment of a link, or a fragment given alone.
 * @param {string} given
 * @returns {string | null} `null` if it cannot hold an experiment or an exercise
 */
function fragmentOf(given) {
  const after = given.includes("#") ? given.slice(given.indexOf("#") + 1) : /^\w+:/.test(given) ? "" : given;
  return after.includes("=") ? after : null;
}

/** @param {string} sentence @param {Problem[]} problems */
function complain(sentence, problems) {
  byId("messages").replaceChildren(failure(sentence, problems));
}
