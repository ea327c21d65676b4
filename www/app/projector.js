/**
 * The page for a lecture hall: large type, a few figures that fill the screen, and one key to run.
 * The address holds the mode and the chosen figures as `?projector=potential,zoom`, outside the
 * experiment.
 *
 * @typedef {import("./page.js").Page} Page
 * @typedef {import("../figures/figures.js").Figure} Figure
 */

import { byId, element, styled } from "./dom.js";
import { FIGURES } from "../names.js";
import { worded } from "./language.js";
import { writes } from "./palette.js";
import { texts as english } from "../texts/en-projector.js";

const own = await worded(english, "projector");

/** The figures shown by default, if available. @type {Figure[]} */
const FOREMOST = ["staircase", "potential", "zoom"];
/** Type size of figures in the ordinary page, in CSS pixels. */
const USUAL = 16;
/** More figures than this take two rows, with smaller type. */
const IN_A_ROW = 3;
const SMALLER = 0.65;

const root = document.documentElement;

/** Leaves the mode, while it is on. @type {(() => void) | null} */
let leaving = null;

/** Enters or leaves the mode. @param {Page} page */
export async function projector(page) {
  if (leaving) return leaving();
  const [address] = await Promise.all([new URLSearchParams(location.search).get("projector"), styled("www/styles/projector.css")]);
  /** @type {Set<Figure>} */
  const chosen = new Set(address ? FIGURES.filter((name) => address.split(",").includes(name)) : FOREMOST);
  const { figures } = page;
  const stage = byId("stage");
  const choices = element("span", { class: "choices" });
  const bar = element(
    "div",
    { id: "projector-bar", role: "group", "aria-label": own.bar },
    choices,
    hint("projector-leave-help", own.leave_help),
    element("button", { type: "button", id: "projector-leave", "aria-describedby": "projector-leave-help", onclick: () => leave() }, own.leave, " ", element("kbd", {}, "Esc")),
  );
  /** The figures of this experiment. @type {Figure[]} */
  let there = [];

  const choose = (/** @type {Figure} */ name) => {
    if (!chosen.delete(name)) chosen.add(name);
    write(FIGURES.filter((name) => chosen.has(name)).join(","));
    show();
  };
  const show = () => {
    const shown = there.filter((name) => chosen.has(name));
    for (const name of FIGURES) figures.element(name).toggleAttribute("data-unchosen", !chosen.has(name));
    stage.dataset.shown = String(Math.min(shown.length, 5));
    grow(shown.length > IN_A_ROW);
    for (const choice of choices.querySelectorAll("input")) choice.checked = chosen.has(/** @type {Figure} */ (choice.value));
  };
  /** Offers the figures of the current experiment. */
  const offer = () => {
    const now = FIGURES.filter((name) => !figures.element(name).hidden);
    if (String(now) !== String(there)) {
      there = now;
      choices.replaceChildren(
        ...there.map((name, at) =>
          element(
            "label",
            {},
            element("input", { type: "checkbox", value: name, "aria-describedby": `choice-${name}`, onchange: () => choose(name) }),
            at < 9 ? element("kbd", { "aria-hidden": "true" }, String(at + 1)) : null,
            own.figures[name],
            hint(`choice-${name}`, own.choose_help(at + 1)),
          ),
        ),
      );
    }
    show();
  };

  /** True if the pressed key has been handled; its release must then not press a button. */
  let used = false;
  const press = (/** @type {KeyboardEvent} */ event) => {
    const { key, target, repeat, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || document.querySelector("dialog[open]") || writes(target)) return;
    const at = /^[1-9]$/.test(key) ? there[Number(key) - 1] : undefined;
    if (key !== " " && key !== "Escape" && !at) return;
    event.preventDefault();
    event.stopPropagation();
    used = key === " ";
    if (repeat) return;
    if (key === " ") page.transport.toggle();
    else if (at) choose(at);
    else leave();
  };
  const release = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== " " || !used) return;
    event.preventDefault();
    used = false;
  };
  /** Enlarges the type in figures by the same factor as the stylesheet's type. */
  const grow = (/** @type {boolean} */ crowded) => {
    figures.enlarged = (parseFloat(getComputedStyle(root).fontSize) / USUAL) * (crowded ? SMALLER : 1);
    figures.touch();
  };
  const watch = new MutationObserver(offer);
  const leave = () => {
    leaving = null;
    watch.disconnect();
    removeEventListener("resize", show);
    removeEventListener("keydown", press, true);
    removeEventListener("keyup", release, true);
    delete root.dataset.projector;
    bar.remove();
    figures.enlarged = 1;
    figures.touch();
    write(null);
    byId("projector").focus();
  };

  leaving = leave;
  root.dataset.projector = "";
  addEventListener("resize", show);
  byId("figures").append(bar);
  // Figures report when they appear or disappear.
  for (const name of FIGURES) watch.observe(figures.element(name), { attributeFilter: ["hidden"] });
  offer();
  addEventListener("keydown", press, true);
  addEventListener("keyup", release, true);
  write(address ?? "");
  byId("run").focus();
  page.say(own.entered);
}

/** Help of a control for screen readers. @param {string} id @param {string} text */
function hint(id, text) {
  return element("span", { id, hidden: true }, text);
}

/** Writes the chosen figures into the address; `null` removes them. @param {string | null} chosen */
function write(chosen) {
  const address = new URL(location.href);
  // Unencoded commas keep it readable.
  const others = [...address.searchParams].filter(([name]) => name !== "projector").map((pair) => new URLSearchParams([pair]).toString());
  const mine = chosen === null ? [] : [chosen ? `projector=${chosen}` : "projector"];
  const query = [...others, ...mine].join("&");
  history.replaceState(history.state, "", `${address.pathname}${query && `?${query}`}${address.hash}`);
}
