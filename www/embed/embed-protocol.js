/**
 * The page inside another one: its visible parts, and the message protocol.
 *
 * An embed's address is an ordinary link with `show=`, `controls=`, `theme=`, `height=auto` and
 * `autorun` added; and with `hide=` for parts that the reader has to find: the `formula`, the
 * `energy`, the `reference`. The link itself may be obfuscated as `x=`, against accidental reading.
 *
 * The surrounding page may send, by `postMessage`,
 *   { stepsieve: "set", settings: { step: 0.5, … } }     settings by their dotted names
 *   { stepsieve: "open", link: "v=3&preset=test1&…" }    another experiment
 *   { stepsieve: "run" | "pause" | "reset" | "outcome" }
 *   { stepsieve: "theme", theme: "light" | "dark" }
 * and receives
 *   { stepsieve: "ready", release }
 *   { stepsieve: "state", state, reason }
 *   { stepsieve: "outcome", outcome, complete }          with its warnings and its validity checks
 *   { stepsieve: "warnings", warnings }                  as they occur during a run
 *   { stepsieve: "problems", problems }                  the invalid parts, with reasons
 *   { stepsieve: "height", height }                      needed for all of it, in CSS pixels
 *
 * @typedef {import("../workers/messages.js").Problem} Problem
 * @typedef {import("../app/state.js").Links} Links
 * @typedef {Links & { obfuscate_link: (link: string) => string }} Obfuscating
 * @typedef {{ show: string[], controls: string[], hide: string[], theme: string | null, natural: boolean, autorun: boolean }} EmbedOptions
 *   `natural`: fits its content instead of its frame
 */

import { FIGURES, HIDDEN, PARTS } from "../names.js";
import { texts } from "../app/texts.js";
import { nextTask } from "../workers/scheduler.js";

/** The suggested controls of an embed, which may have any setting. */
export const CONTROLS = ["potential", "step", "friction", "seed", "steps"];
/** The words that an embed adds to a link. */
const OWN = ["show", "controls", "hide", "theme", "height", "autorun"];

/** The maximum number of words in a message, and of characters of each. */
const NAMED = 3;
const NAMED_LENGTH = 30;
/** Limits of a message from the surrounding page: the number of values, where a hundred characters
 * count as one; the depth of nesting; and the length of names. */
const MOST_VALUES = 1e4;
const CHARACTERS = 100;
const DEEPEST = 8;
const LONGEST_NAME = 100;

/**
 * Separates an embed's own part from the link in its address.
 * @param {string} fragment
 * @param {string[]} settings names of all settings
 * @returns {{ options: EmbedOptions, rest: string, problems: Problem[] }}
 */
export function readEmbed(fragment, settings) {
  /** @type {Problem[]} */
  const problems = [];
  const options = { show: ["potential"], controls: ["step"], hide: /** @type {string[]} */ ([]), theme: /** @type {string | null} */ (null), natural: false, autorun: false };
  const complain = (/** @type {string} */ field, /** @type {string} */ message) => {
    if (problems.every((problem) => problem.field !== field)) problems.push({ field, message, ours: true });
  };
  const words = (/** @type {string} */ field, /** @type {string} */ value, /** @type {readonly string[]} */ allowed, named = allowed) => {
    const given = value.split(",").filter(Boolean);
    const wrong = [...new Set(given.filter((word) => !allowed.includes(word)))];
    if (wrong.length > 0) complain(field, texts.no_such_part(field, wrong.slice(0, NAMED).map(short), wrong.length - NAMED, named, named !== allowed));
    return [...new Set(given.filter((word) => allowed.includes(word)))];
  };
  const rest = fragment.split("&").filter((pair) => {
    const [key, value = ""] = pair.split("=", 2).map(decoded);
    if (!key || !OWN.includes(key)) return true;
    if (value === null) complain(key, texts.no_such_escape(short(pair)));
    else if (key === "show") options.show = words(key, value, [...FIGURES, ...PARTS]);
    else if (key === "controls") options.controls = words(key, value, ["potential", ...settings], CONTROLS);
    else if (key === "hide") options.hide = words(key, value, HIDDEN);
    else if (key === "theme") options.theme = words(key, value, ["light", "dark", "auto"]).find((word) => word !== "auto") ?? null;
    else if (key === "height") options.natural = words(key, value, ["auto"]).length > 0;
    else options.autorun = true;
    return false;
  });
  // The choice of a potential would show its name.
  if (options.hide.includes("formula")) options.controls = options.controls.filter((name) => !name.startsWith("potential"));
  return { options, rest: rest.join("&"), problems };
}

/** Decodes a part of an address; `null` for an invalid percent code. @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** A word, shortened for a message. @param {string} word */
const short = (word) => (word.length > NAMED_LENGTH ? `${word.slice(0, NAMED_LENGTH - 1)}…` : word);

/** Writes an embed's own part of an address. @param {EmbedOptions} options */
export function writeEmbed({ show, controls, hide, theme, natural, autorun }) {
  return [`show=${show.join(",")}`, `controls=${controls.join(",")}`, hide.length && `hide=${hide.join(",")}`, theme && `theme=${theme}`, natural && "height=auto", autorun && "autorun"].filter(Boolean).join("&");
}

/**
 * Links with the embed's own part; obfuscated if the formula is hidden or the link was obfuscated.
 * @param {Obfuscating} links
 * @param {string[]} settings
 * @returns {Links}
 */
export function embedLinks(links, settings) {
  return {
    read_link: (fragment) => {
      const { rest, problems } = readEmbed(fragment, settings);
      const read = links.read_link(rest);
      return { ...read, problems: [...problems, ...read.problems] };
    },
    write_link: (state) => {
      const { options, rest } = readEmbed(location.hash.slice(1), settings);
      const link = links.write_link(state);
      const obfuscated = options.hide.includes("formula") || /(^|&)x=/.test(rest);
      return `${writeEmbed(options)}&${obfuscated ? links.obfuscate_link(link) : link}`;
    },
  };
}

/**
 * Exchanges messages with the surrounding page.
 * @param {import("../app/page.js").Page} page
 * @param {Links} links
 */
export function converse(page, links) {
  const tell = (/** @type {string} */ stepsieve, /** @type {object} */ more) => parent.postMessage({ stepsieve, ...more }, "*");
  let [state, warned] = ["", ""];
  page.listen((news) => {
    if (news.state !== state) {
      state = news.state;
      tell("state", { state, reason: news.reason });
    }
    if (news.last) tell("outcome", { outcome: news.outcome, complete: true });
    const warnings = news.outcome?.warnings ?? [];
    const codes = warnings.map(({ code }) => code).join();
    if (codes !== warned) {
      warned = codes;
      tell("warnings", { warnings });
    }
    if (news.problems.length > 0) tell("problems", { problems: news.problems });
  });
  const complain = (/** @type {Problem[]} */ problems) => problems.length > 0 && tell("problems", { problems });
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || typeof data?.stepsieve !== "string") return;
    switch (data.stepsieve) {
      case "set":
        if (isGroup(data.settings) && isPlain(data.settings)) complain(page.changes.set(Object.entries(data.settings)));
        else complain([{ field: "settings", message: texts.no_settings, ours: true }]);
        break;
      case "open":
        if (typeof data.link === "string" && isPlain(data.link)) {
          const { experiment, problems, run } = links.read_link(data.link.replace(/^#/, ""));
          page.load(experiment, null, run, "command", problems);
        } else {
          complain([{ field: "link", message: texts.no_link, ours: true }]);
        }
        break;
      case "run":
        page.transport.run();
        break;
      case "pause":
        page.transport.pause();
        break;
      case "reset":
        page.transport.reset();
        break;
      case "theme":
        if (["light", "dark"].includes(data.theme)) document.documentElement.dataset.theme = data.theme;
        page.figures.touch();
        break;
      case "outcome":
        tell("outcome", { outcome: page.outcome, complete: page.outcome?.complete ?? false });
        break;
    }
  });
  // In a separate task, as below.
  const measure = () => nextTask().then(() => tell("height", { height: Math.ceil(document.body.getBoundingClientRect().height) }));
  new ResizeObserver(measure).observe(document.body);
  tell("ready", { release: page.described.release });
}

/** @type {(value: unknown) => value is Record<string, unknown>} */
const isGroup = (value) => typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/**
 * True if a message holds only the values of an experiment: texts, numbers, and a limited number of
 * lists and groups of them. A message can hold other values, such as itself.
 * @param {unknown} message
 */
function isPlain(message) {
  let left = MOST_VALUES;
  /** @type {(value: unknown, depth?: number) => boolean} */
  const look = (value, depth = DEEPEST) => {
    left -= typeof value === "string" ? value.length / CHARACTERS : 1;
    if (left < 0 || depth < 0) return false;
    if (value === null || ["string", "number", "boolean"].includes(typeof value)) return true;
    const inner = Array.isArray(value) ? value : isGroup(value) ? Object.values(value) : null;
    if (!inner || inner.length > left) return false;
    return Object.keys(/** @type {object} */ (value)).every((name) => name.length <= LONGEST_NAME) && inner.every((/** @type {unknown} */ one) => look(one, depth - 1));
  };
  return look(message);
}

/**
 * Reports if the page is visible: a frame may be scrolled out of view.
 * @param {(away: boolean) => void} leave
 */
export function watchVisibility(leave) {
  // In a separate task: WebKit gives messages sent from an observer the wrong source.
  const watch = (/** @type {IntersectionObserverEntry[]} */ entries) => nextTask().then(() => leave(!entries[entries.length - 1].isIntersecting));
  new IntersectionObserver(watch).observe(document.body);
}
