/**
 * The page as part of another one: what of it is shown, and what both say to each other.
 *
 * An embed's address is an ordinary link with `show=`, `controls=`, `theme=`, `height=auto` and
 * `autorun` added; and with `hide=` where something is to be found out by itself: the `formula`,
 * the `energy`, the `reference`. The link itself may be veiled, as `x=`, so that nobody reads it by
 * accident.
 *
 * The page around it may send, by `postMessage`,
 *   { stepsieve: "set", settings: { step: 0.5, … } }     settings by their dotted names
 *   { stepsieve: "open", link: "preset=test1&…" }        another experiment
 *   { stepsieve: "run" | "pause" | "reset" | "outcome" }
 *   { stepsieve: "theme", theme: "light" | "dark" }
 * and hears
 *   { stepsieve: "ready", release }
 *   { stepsieve: "state", state, reason }
 *   { stepsieve: "outcome", outcome, complete }          with its warnings and its trust report
 *   { stepsieve: "warnings", warnings }                  as they come up while it runs
 *   { stepsieve: "problems", problems }                  what could not be used, and why
 *   { stepsieve: "height", height }                      that all of it would need, in CSS pixels
 *
 * @typedef {import("./messages.js").Problem} Problem
 * @typedef {import("./state.js").Links} Links
 * @typedef {Links & { veil_link: (link: string) => string }} Veiling
 * @typedef {{ show: string[], controls: string[], hide: string[], theme: string | null, natural: boolean, autorun: boolean }} Frame
 *   `natural`: as high as what it shows, instead of as its frame
 */

import { names as figures } from "./figures.js";
import { texts } from "./texts.js";
import { nextTask } from "./turn.js";

/** What can be shown besides figures. */
export const OTHERS = ["findings", "numbers", "step"];
/** What can be hidden. */
export const HIDDEN = ["formula", "energy", "reference"];

/**
 * Takes an embed's own part out of its address.
 * @param {string} fragment
 * @param {string[]} settings names of the settings there are
 * @returns {{ frame: Frame, rest: string, problems: Problem[] }}
 */
export function readFrame(fragment, settings) {
  /** @type {Problem[]} */
  const problems = [];
  const frame = { show: ["potential"], controls: ["step"], hide: /** @type {string[]} */ ([]), theme: /** @type {string | null} */ (null), natural: false, autorun: false };
  const words = (/** @type {string} */ field, /** @type {string} */ value, /** @type {readonly string[]} */ allowed) => {
    const given = value.split(",").filter(Boolean);
    for (const word of given) {
      if (!allowed.includes(word)) problems.push({ field, message: texts.no_such_part(field, word, allowed), ours: true });
    }
    return given.filter((word) => allowed.includes(word));
  };
  const rest = fragment.split("&").filter((pair) => {
    const [key, value = ""] = pair.split("=", 2).map(decodeURIComponent);
    if (key === "show") frame.show = words(key, value, [...figures, ...OTHERS]);
    else if (key === "controls") frame.controls = words(key, value, ["potential", ...settings]);
    else if (key === "hide") frame.hide = words(key, value, HIDDEN);
    else if (key === "theme") frame.theme = words(key, value, ["light", "dark", "auto"]).find((word) => word !== "auto") ?? null;
    else if (key === "height") frame.natural = words(key, value, ["auto"]).length > 0;
    else if (key === "autorun") frame.autorun = true;
    else return true;
    return false;
  });
  // To choose a potential is to see its name.
  if (frame.hide.includes("formula")) frame.controls = frame.controls.filter((name) => !name.startsWith("potential"));
  return { frame, rest: rest.join("&"), problems };
}

/** The same as part of an address. @param {Frame} frame */
export function writeFrame({ show, controls, hide, theme, natural, autorun }) {
  return [`show=${show.join(",")}`, `controls=${controls.join(",")}`, hide.length && `hide=${hide.join(",")}`, theme && `theme=${theme}`, natural && "height=auto", autorun && "autorun"].filter(Boolean).join("&");
}

/**
 * Links that keep the embed's own part, and a hidden formula veiled.
 * @param {Veiling} links
 * @param {string[]} settings
 * @returns {Links}
 */
export function framed(links, settings) {
  return {
    read_link: (fragment) => {
      const { rest, problems } = readFrame(fragment, settings);
      const read = links.read_link(rest);
      return { ...read, problems: [...problems, ...read.problems] };
    },
    write_link: (state) => {
      const { frame } = readFrame(location.hash.slice(1), settings);
      const link = links.write_link(state);
      return `${writeFrame(frame)}&${frame.hide.includes("formula") ? links.veil_link(link) : link}`;
    },
  };
}

/**
 * Lets the page around this one and this one talk.
 * @param {import("./page.js").Page} page
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
    const codes = warnings.map((/** @type {any} */ { code }) => code).join();
    if (codes !== warned) {
      warned = codes;
      tell("warnings", { warnings });
    }
    if (news.problems.length > 0) tell("problems", { problems: news.problems });
  });
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || typeof data?.stepsieve !== "string") return;
    switch (data.stepsieve) {
      case "set":
        for (const [name, value] of Object.entries(data.settings ?? {})) page.changes.edit(name, value, true);
        break;
      case "open": {
        const { experiment, problems, run } = links.read_link(String(data.link ?? "").replace(/^#/, ""));
        page.load(experiment, null, run, "command", problems);
        break;
      }
      case "run":
        page.run();
        break;
      case "pause":
        page.pause();
        break;
      case "reset":
        page.reset();
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
  // In a task of its own, as below.
  const measure = () => nextTask().then(() => tell("height", { height: document.body.scrollHeight }));
  new ResizeObserver(measure).observe(document.body);
  tell("ready", { release: page.described.release });
}

/**
 * Tells whether the page can be seen: a frame may be scrolled out of sight.
 * @param {(away: boolean) => void} leave
 */
export function watchSight(leave) {
  // In a task of its own: WebKit gives what is said from within an observer the wrong sender.
  const watch = (/** @type {IntersectionObserverEntry[]} */ entries) => nextTask().then(() => leave(!entries[entries.length - 1].isIntersecting));
  new IntersectionObserver(watch).observe(document.body);
}
