/** Checks and repeats the submissions of students in the teacher's table. */

import { table } from "./table.js";
import { own } from "./classroom-texts.js";
import { byId } from "../app/dom.js";
import { part } from "../app/notice.js";
import { reasonOf } from "../app/reason.js";
import { save } from "../app/share.js";
import { counting, read } from "./submissions.js";

const root = document.documentElement;

/**
 * @typedef {import("../../wasm/stepsieve.js").Exercise} Exercise
 * @param {typeof import("../workers/engine.js")} engine
 * @param {() => Exercise | null} current
 * @param {(name: string) => string} label of a setting
 */
export function checking(engine, current, label) {
  const [rerun, download] = ["rerun", "download"].map((id) => /** @type {HTMLButtonElement} */ (byId(id)));
  const codes = /** @type {HTMLTextAreaElement} */ (byId("codes"));
  /**
   * @typedef {{ exercise: Exercise, submissions: import("./submissions.js").Submission[], counts: import("./submissions.js").Counts[], rows: ReturnType<typeof table>["rows"], csv: () => string }} Checked
   * @type {Checked | null}
   */
  let checked = null;
  /** Presses of the button: the lines of an older one must not appear after a newer one. */
  let presses = 0;
  /** The runs of the shown lines. */
  let runs = new AbortController();
  const say = (/** @type {string} */ sentence) => {
    byId("checked").textContent = sentence;
  };
  const counted = (/** @type {Checked} */ { submissions, counts }) => submissions.filter((_, place) => ["once", "last"].includes(counts[place]));
  const count = (/** @type {Checked} */ checked) => {
    const valid = counted(checked);
    const repeated = checked.counts.filter((counts) => counts === "last").length;
    say(own.counted(checked.submissions.length, valid.length, valid.filter((each) => each.checked.right).length, repeated));
  };

  byId("check").addEventListener("submit", async (event) => {
    event.preventDefault();
    const exercise = current();
    if (!exercise) return say(own.no_exercise);
    const press = (presses += 1);
    const submissions = await read(engine, exercise, codes.value);
    if (press !== presses) return;
    if (submissions.length === 0) return say(own.no_codes);
    runs.abort();
    const counts = counting(submissions);
    const made = table(exercise, submissions, counts, label);
    checked = { exercise, submissions, counts, ...made };
    byId("results").replaceChildren(made.element);
    byId("results").hidden = download.hidden = false;
    rerun.disabled = counted(checked).length === 0;
    count(checked);
  });

  rerun.addEventListener("click", async () => {
    if (!checked) return;
    const mine = checked;
    const { exercise, submissions, rows } = mine;
    const { signal } = (runs = new AbortController());
    const runner = await part(import("../stepsieve.js"));
    if (!runner) return;
    rerun.disabled = true;
    root.dataset.run = "running";
    for (const each of counted(mine)) {
      const write = rows[submissions.indexOf(each)];
      try {
        write(each.checked, own.running);
        const outcome = await runner.learn(each.checked.experiment, { signal, onProgress: ({ steps, total }) => say(own.progress(each.name, steps / total)) });
        each.checked = engine.check_code(exercise, each.name, each.code, each.text, outcome);
        write(each.checked, each.checked.same ? own.same : own.not_same);
      } catch (error) {
        if (signal.aborted) return;
        write(each.checked, reasonOf(error));
      }
    }
    root.dataset.run = "finished";
    rerun.disabled = false;
    count(mine);
  });

  download.addEventListener("click", () => {
    if (checked) save(checked.csv(), own.csv_name, "text/csv;charset=utf-8");
  });
}
