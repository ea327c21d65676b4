/**
 * A line of help for every control. If none is beside it, screen readers get one, and a bubble
 * shows it on hover, tap or keyboard focus.
 */

import { element } from "./dom.js";
import { worded } from "./language.js";
import { written } from "./palette.js";
import { texts as english } from "../texts/en-help.js";

/** @type {Record<string, string>} */
const lines = await worded(english, "help");

const CONTROLS = "button, input, select, textarea, summary";
/** Delay of the help after the pointer comes to rest, in milliseconds. */
const REST = 450;
/** Distance from a control to its help, and from there to the window's edge, in CSS pixels. */
const GAP = 6;

export function helping() {
  const places = Object.entries(lines).map(([selector, line], place) => ({ selector, line: element("span", { id: `help-${place}` }, line) }));
  const describe = (/** @type {Element} */ control) => {
    // The bubble replaces the browser's own tooltip.
    const line = control.hasAttribute("aria-describedby") ? null : places.find(({ selector }) => control.matches(selector))?.line;
    if (!line) return;
    control.removeAttribute("title");
    control.setAttribute("aria-describedby", line.id);
  };
  document.body.append(element("div", { hidden: true }, ...places.map(({ line }) => line)));
  for (const control of document.querySelectorAll(CONTROLS)) describe(control);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.matches(CONTROLS)) describe(node);
        for (const control of node.querySelectorAll(CONTROLS)) describe(control);
      }
    }
  }).observe(document.body, { childList: true, subtree: true });
  bubbling();
}

/** Shows the help of one control at a time. */
function bubbling() {
  const bubble = element("div", { class: "bubble", id: "bubble", popover: "manual", "aria-hidden": "true" });
  document.body.append(bubble);
  /** @type {Element | null} */
  let about = null;
  /** The control on which the pointer rests. @type {Element | null} */
  let next = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let alarm;

  const hide = () => {
    clearTimeout(alarm);
    if (about) bubble.hidePopover();
    about = next = null;
  };
  /** It reappears when the pointer returns, not on small movements. */
  const dismiss = () => {
    const was = about ?? next;
    hide();
    next = was;
  };
  const show = (/** @type {Element} */ control) => {
    hide();
    const help = helpOf(control);
    if (!help || !control.isConnected) return;
    about = control;
    const keys = control.getAttribute("aria-keyshortcuts");
    bubble.replaceChildren(help, ...(keys ? [" ", element("kbd", {}, written(keys))] : []));
    bubble.showPopover();
    // A file field is invisible; its label is not.
    const box = (control.closest("label.button") ?? control).getBoundingClientRect();
    const [width, height] = [bubble.offsetWidth, bubble.offsetHeight];
    const left = Math.max(GAP, Math.min(box.left, document.documentElement.clientWidth - width - GAP));
    const below = box.bottom + GAP;
    const top = below + height <= innerHeight ? below : Math.max(0, box.top - height - GAP);
    bubble.style.translate = `${left}px ${top}px`;
  };

  // Clicks pass through the bubble, so its rectangle decides if the pointer is on it.
  const isOnBubble = (/** @type {number} */ x, /** @type {number} */ y) => {
    const { left, right, top, bottom } = bubble.getBoundingClientRect();
    return x >= left && x <= right && y >= top - GAP && y <= bottom + GAP;
  };
  document.addEventListener("pointermove", ({ target, pointerType, clientX, clientY }) => {
    if (pointerType !== "mouse") return;
    const control = controlAt(target);
    if (control === (about ?? next) || (about && isOnBubble(clientX, clientY))) return;
    hide();
    next = control;
    if (control) alarm = setTimeout(() => show(control), REST);
  });
  document.addEventListener("pointerdown", dismiss);
  document.addEventListener("pointerup", ({ target, pointerType }) => {
    const control = controlAt(target);
    if (pointerType !== "mouse" && control) show(control);
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.matches(`:is(${CONTROLS}):focus-visible`)) show(target);
  });
  document.addEventListener("focusout", hide);
  addEventListener("resize", hide);
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") dismiss();
  });
  addEventListener("scroll", () => about && !about.matches(":focus-visible") && hide(), { capture: true, passive: true });
}

/** The control of an event. @param {EventTarget | null} target @returns {Element | null} */
function controlAt(target) {
  const found = target instanceof Element ? target.closest(`${CONTROLS}, label.button`) : null;
  return found instanceof HTMLLabelElement ? found.control : found;
}

/** The help of a control, unless it is already visible or would be in the way. @param {Element} control */
function helpOf(control) {
  // A field's list of suggestions takes the place of the bubble.
  if (control.closest(".tour") || control.matches("[role=combobox][aria-expanded=true]")) return "";
  const ids = control.getAttribute("aria-describedby")?.split(" ") ?? [];
  const helps = ids.map((id) => document.getElementById(id)).filter((help) => help !== null);
  return helps.some((help) => help.checkVisibility()) ? "" : helps.map((help) => help.textContent).join(" ");
}
