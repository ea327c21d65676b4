/**
 * What holds of the page after every action. Each of `holds` gives sentences on what does not, which
 * begin with what is broken; those that are `at rest` may need some frames, or the address some time.
 */
/** How long a run may take to count something, and the address and the figures to follow, in milliseconds. */
const PATIENCE = 50_000;
const FOLLOWING = 15_000;

const modules = async () => {
  const at = (path) => import(new URL(path, document.baseURI).href);
  const [{ texts }, engine] = await Promise.all([at("www/app/texts.js"), at("www/workers/engine.js")]);
  return { texts, engine };
};
/** @type {Promise<Awaited<ReturnType<typeof modules>>> | null} */
let loaded = null;
const ours = () => (loaded ??= modules());

const outcome = () => window.stepsieve?.outcome() ?? null;
const stale = () => find("[data-stale]") !== null || document.documentElement.matches("[data-stale]");
const state = () => document.documentElement.dataset.run;
const bar = () => find("#progress").value;

/** What the state of the run says, the transport says. */
const transport = async () => {
  const { texts } = await ours();
  const [run, reset, status] = ["#run", "#reset", "#status"].map(find);
  const said = { idle: texts.start, running: texts.pause, paused: texts.resume, finished: texts.again, failed: texts.again }[state()];
  const broken = [];
  if (said === undefined) broken.push(`transport: there is no state ${state()}`);
  if (run.textContent !== said) broken.push(`transport: ${state()}, and the button says “${run.textContent}”`);
  if (reset.disabled !== (state() === "idle")) broken.push(`transport: ${state()}, and reset is ${reset.disabled ? "off" : "on"}`);
  if (!(bar() >= 0 && bar() <= 1)) broken.push(`transport: progress is ${bar()}`);
  if (state() === "idle" && bar() !== 0) broken.push(`transport: idle, and progress is ${bar()}`);
  if (state() === "finished" && bar() !== 1) broken.push(`transport: finished, and progress is ${bar()}`);
  if (status.textContent.trim() === "") broken.push(`transport: ${state()}, and the status says nothing`);
  const failed = status.textContent.trim();
  if (state() === "failed" && failed.length <= texts.states.failed.length) broken.push(`transport: failed, and nothing says why: ${failed}`);
  if (status.classList.contains("failed") !== (state() === "failed")) broken.push(`transport: ${state()}, and the status looks otherwise`);
  return broken;
};

/** What a run chooses where nobody has. */
const AUTOMATIC = ["friction", "walkers", "burn_in", "scan.lower", "scan.upper", "scan.friction_ratio"];

/** Where what was asked for and what was made differ. */
const differs = (asked, made, path = "") => {
  if (asked === made || (asked === null && AUTOMATIC.includes(path))) return null;
  if (typeof asked !== "object" || typeof made !== "object" || !asked || !made) return `${path} is ${JSON.stringify(made)}, not ${JSON.stringify(asked)}`;
  for (const name of new Set([...Object.keys(asked), ...Object.keys(made)])) {
    const found = differs(asked[name], made[name], path ? `${path}.${name}` : name);
    if (found) return found;
  }
  return null;
};

/** What is shown is of the experiment in the address. */
const belongs = async () => {
  const { engine } = await ours();
  const found = outcome();
  if (!found) {
    const told = !find("#summary").classList.contains("empty") || !find("#numbers").hidden;
    return told && !stale() ? ["belongs: there is no outcome, and findings stand there unmarked"] : [];
  }
  if (stale()) return ["belongs: the outcome is of this experiment, and is marked as of another"];
  if (find("#summary").classList.contains("empty")) return ["belongs: there is an outcome, and the findings say there is none"];
  const asked = told_of(engine.read_link(framed(location.hash.slice(1))).experiment);
  const made = told_of(found.experiment);
  // An automatic study chooses all but the energy and the seed.
  const same = asked.kind === "auto" ? [{ ...made, potential: asked.potential, seed: asked.seed }, made] : [asked, made];
  const other = differs(...same);
  return other ? [`belongs: of the outcome, ${other} as in the address`] : [];
};
/** What an embed that hides something tells of an experiment. */
const told_of = (experiment) => {
  const { potential, compare, ...rest } = experiment;
  const hides = (part) => new RegExp(`hide=[^&]*${part}`).test(location.hash);
  if (!hides("formula") && !hides("reference")) return experiment;
  const { reference: _, ...own } = potential;
  return { ...rest, potential: hides("formula") ? null : own, compare: compare && hides("reference") ? { ...compare, third: null } : compare };
};
/** A link without an embed's own part. */
const framed = (fragment) => fragment.split("&").filter((pair) => !/^(show|controls|hide|theme|height|autorun)(=|$)/.test(pair)).join("&");

/** What these figures show is of an outcome, whatever else is known. */
const OF_OUTCOMES = ["positions", "momenta", "noise", "convergence", "agreement", "beside", "portrait", "mean", "correlation", "equilibrium"];

/** The figures are of the same experiment, and of the same outcome. */
const figures = async () => {
  const { engine } = await ours();
  const canvas = find("#figure-potential");
  if (document.hidden || location.hash.includes("hide=") || stale() || !canvas.checkVisibility() || canvas.clientHeight === 0) return [];
  const { region, kind } = engine.read_link(framed(location.hash.slice(1))).experiment;
  // In English or German, with numbers as JavaScript writes them.
  const said = (canvas.getAttribute("aria-label") ?? "").replaceAll("−", "-").replace(/(\d),(\d)/g, "$1.$2");
  // There is nothing to draw of an energy that is none.
  if (said === "" && !outcome()) return [];
  // Where something was learned, the axis ends with what was.
  const over = / (?:over positions from|über den Orten von) (\S+) (?:to|bis) (-?[\d.e-]*\d)/.exec(said);
  // More than three dimensions have a map only until something is learned.
  const isMap = region.lower.length > 3 || /map|karte/i.test(said);
  if (region.lower.length > 1 ? over || !isMap : !over) return [`figures: the potential's is of another dimension: ${said}`];
  const ends = [region.lower[0], region.upper[0]];
  const off = (/** @type {number} */ end) => Math.abs(Number(over?.[end + 1]) - ends[end]) > 0.006 * Math.max(...ends.map(Math.abs), ends[1] - ends[0]);
  if (over && !outcome() && (off(0) || off(1))) return [`figures: the potential's is of another region: ${said}`];
  const empty = /nothing has been learned yet|noch wurde nichts gelernt/i.test(said);
  if (empty && outcome() && kind !== "scan") return [`figures: there is an outcome, and the potential's figure says: ${said}`];
  if (!empty && !outcome()) return [`figures: there is no outcome, and the potential's figure says: ${said}`];
  if (outcome()) return [];
  const others = [...document.querySelectorAll("canvas[data-figure]")].filter((canvas) => canvas.checkVisibility() && canvas.clientHeight > 0);
  const speaking = others.filter(({ dataset, ariaLabel }) => OF_OUTCOMES.includes(dataset.figure) && ariaLabel && !/^(Empty|Leere)/.test(ariaLabel));
  return speaking.map(({ dataset, ariaLabel }) => `figures: there is no outcome, and ${dataset.figure} says: ${ariaLabel}`);
};

/** What is said is said in words, and briefly. */
const messages = () => {
  const broken = [];
  for (const place of document.querySelectorAll("#messages li, #status, #live, #summary, #copied, #regime, .problem, #warnings li, #trust td, #numbers td")) {
    // What was typed is quoted.
    const said = place.textContent.replace(/“[^”]*”|„[^“]*“/g, "");
    if (/\[object|undefined|\bNaN\b|Infinity/.test(said)) broken.push(`messages: #${place.id || place.className || place.nodeName} says “${said.slice(0, 300)}”`);
  }
  if (document.querySelectorAll("dialog[open]").length > 1) broken.push("messages: two dialogs are open");
  return broken;
};

/** Nothing on the page is unknown to the walk. */
const known = () => {
  const all = [...document.querySelectorAll("button, input, select, textarea, summary, a[href], canvas[tabindex]")];
  const missed = all.filter((control) => control.checkVisibility() && !control.matches(walk.known));
  return missed.map((control) => `known: the walk does nothing with ${control.cloneNode(false).outerHTML}`);
};

/** Waits until a condition holds that gives what is broken, and gives that if it never does. */
const patient = async (condition, patience = PATIENCE) => {
  const until = performance.now() + patience;
  let broken = await condition();
  while (broken.length > 0 && walk.faults.length === 0 && performance.now() < until) {
    await (document.hidden ? task() : walk.frame());
    broken = await condition();
  }
  return broken;
};

/** @param {boolean} rest true if figures and texts are looked at too */
const holds = async (rest) => {
  const broken = await transport();
  broken.push(...(await patient(belongs, FOLLOWING)));
  if (rest && broken.length === 0) broken.push(...(await patient(figures, FOLLOWING)), ...messages(), ...known());
  return broken;
};

/** How far the run is, in words: it differs as soon as something is counted. */
const counted = () => `${state()} ${bar()} ${outcome()?.steps ?? 0} ${outcome()?.scan?.length ?? 0}`;

/** A run that goes on counts steps, or ends and says how. */
const progresses = async () => {
  const before = counted();
  return patient(async () => (state() === "running" && counted() === before ? [`progress: nothing is counted: ${before}; ${find("#status").textContent}`] : []));
};

/** After a click on *Run* there is a run, or it is said why not. */
const started = async () => {
  const before = pressed;
  // The run may have ended meanwhile, or failed with its reason.
  const ended = state() === "finished" || (state() === "failed" && find("#status").textContent);
  if (before === "running") return state() === "paused" || ended ? [] : [`progress: pausing led to ${state()}`];
  if (state() === before && before !== "failed" && begun === 0) {
    const why = find("#hindrance");
    return why.checkVisibility() && why.textContent ? [] : [`progress: Run did nothing when ${before}, and nobody says why`];
  }
  return state() === "idle" ? ["progress: Run led to idle"] : progresses();
};

/** Waits for the end of a run that is short enough. */
const ends = async () => {
  const { engine } = await ours();
  const { steps, scan, calibration } = engine.read_link(framed(location.hash.slice(1))).experiment;
  const short = steps <= 2e5 && (scan?.steps ?? 0) <= 2e4 && (calibration?.steps ?? 0) <= 1e5;
  if (!short) return progresses();
  const endless = await patient(async () => (state() === "running" ? [`progress: the run does not end: ${counted()}`] : []));
  // An automatic burn-in may be long, whatever is recorded after it.
  return endless.length > 0 && !outcome()?.steps ? progresses() : endless;
};

/**
 * Does one action and says what came of it.
 * @param {{ act: string, rest?: boolean }} action
 */
walk.act = async (action) => {
  const before = state();
  const { act, rest } = action;
  let broken = [];
  let done = true;
  if (act === "settle") broken = before === "running" ? await progresses() : [];
  else if (act === "end") broken = before === "running" ? await ends() : [];
  else done = await acts[act](action);
  if (done && (action.on === "#run" || action.started)) broken = await started();
  else if (action.message?.stepsieve === "run") broken = await progresses();
  return walk.report(broken, done, rest);
};

/** What holds after something that the driver did. */
walk.report = async (broken = [], done = true, rest = false) => {
  if (broken.length === 0 && walk.faults.length === 0) broken = await holds(rest);
  broken.push(...walk.faults.splice(0).map((fault) => `errors: ${fault}`));
  return { done, broken, state: state(), steps: outcome()?.steps ?? 0, complete: outcome()?.complete ?? false };
};
/** True if the page is open. */
walk.ready = () => window.stepsieve !== undefined;
