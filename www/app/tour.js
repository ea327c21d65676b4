/**
 * A tour of the page: a box explains one part after the other. The page stays usable meanwhile.
 */

import { byId, element, styled } from "./dom.js";
import { worded } from "./language.js";
import { texts as english } from "../texts/en-tour.js";

const own = await worded(english, "tour");

/** The stops with the selectors of their parts. @type {[keyof typeof own.stops, string][]} */
const STOPS = [
  ["potential", ".control:has(> #preset)"],
  ["step", ".control:has(#set-step)"],
  ["run", ".transport"],
  ["curve", ".figure.potential"],
  ["kind", ".control:has(#set-kind)"],
  ["findings", ".findings"],
  ["share", "#share"],
];
/** Distance from the box to its part, in CSS pixels. */
const GAP = 12;

const still = matchMedia("(prefers-reduced-motion: reduce)");
/** The width below which the box spans the edge of the window. */
const narrow = matchMedia("(max-width: 40rem)");

/** The box, while there is one. @type {HTMLElement | null} */
let box = null;

/** Runs the tour. */
export function tour() {
  box?.remove();
  const stops = STOPS.filter(([, selector]) => document.querySelector(selector)?.checkVisibility());
  let at = 0;
  /** @type {Element | null} */
  let shown = null;

  const count = element("p", { class: "count" });
  const title = element("h2", { id: "tour-title" });
  const text = element("p", { id: "tour-text" });
  const onward = element(
    "p",
    { class: "onward" },
    element("a", { href: "www/lessons/index.html" }, own.lessons),
    element("a", { href: `gallery.html${location.search}` }, own.gallery),
  );
  const next = element("button", { type: "button", id: "tour-next", class: "main", onclick: () => (at < stops.length ? go(at + 1) : leave()) });
  const back = element("button", { type: "button", id: "tour-back", onclick: () => go(at - 1) }, own.back);
  const skip = element("button", { type: "button", id: "tour-skip", class: "quiet", onclick: () => leave() }, own.skip);
  const made = element(
    "div",
    { id: "tour-box", class: "tour", role: "dialog", "aria-labelledby": title.id, "aria-describedby": text.id },
    element("div", { "aria-live": "polite" }, count, title, text),
    onward,
    element("div", { class: "row" }, next, back, skip),
  );

  const place = () => {
    const [wide, high] = [document.documentElement.clientWidth, innerHeight];
    const [width, height] = [made.offsetWidth, made.offsetHeight];
    const target = shown?.getBoundingClientRect() ?? new DOMRect(wide / 2, high / 2, -width - 2 * GAP, -height);
    const corner = () => {
      if (narrow.matches) return [GAP, target.top > high / 2 ? GAP : high - height - GAP];
      if (target.right + GAP + width <= wide) return [target.right + GAP, target.top];
      if (target.bottom + GAP + height <= high) return [target.left, target.bottom + GAP];
      if (target.top - GAP - height >= 0) return [target.left, target.top - GAP - height];
      return [target.left - GAP - width, target.top];
    };
    const within = (/** @type {number} */ place, /** @type {number} */ most) => Math.max(GAP, Math.min(place, most - GAP));
    const [left, top] = corner();
    made.style.translate = `${narrow.matches ? 0 : within(left, wide - width)}px ${within(top, high - height)}px`;
  };
  const go = (/** @type {number} */ to) => {
    at = Math.max(0, to);
    const [name, selector] = stops[at] ?? [null, ""];
    const { title: heading, text: words } = name ? own.stops[name] : own.end;
    shown?.removeAttribute("data-toured");
    shown = name ? document.querySelector(selector) : null;
    shown?.setAttribute("data-toured", "");
    count.textContent = name ? own.count(at + 1, stops.length) : "";
    title.textContent = heading;
    text.textContent = words;
    onward.hidden = name !== null;
    skip.hidden = name === null;
    next.textContent = name ? own.next : own.done;
    back.disabled = at === 0;
    if (at === 0) next.focus({ preventScroll: true });
    shown?.scrollIntoView({ block: narrow.matches ? "start" : "center", behavior: still.matches ? "instant" : "smooth" });
    place();
  };
  const leave = () => {
    shown?.removeAttribute("data-toured");
    const focused = made.contains(document.activeElement);
    removeEventListener("scroll", place, true);
    removeEventListener("resize", place);
    removeEventListener("keydown", key);
    made.remove();
    box = null;
    if (focused) byId("tour").focus({ preventScroll: true });
  };
  const key = (/** @type {KeyboardEvent} */ event) => {
    // A dialog over the page gets the key first.
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) leave();
  };

  box = made;
  document.body.append(made);
  addEventListener("scroll", place, true);
  addEventListener("resize", place);
  addEventListener("keydown", key);
  styled("www/styles/tour.css").then(() => {
    if (box === made) go(0);
  });
}
