/**
 * The dialog that writes the snippet for a live demo in another page, with a preview.
 *
 * @typedef {import("../app/page.js").Page} Page
 */

import { copyButton, dialog, openDialog } from "../app/dialog.js";
import { element } from "../app/dom.js";
import { FIGURES, HIDDEN } from "../names.js";
import { CONTROLS, writeEmbed } from "./embed-protocol.js";
import { Preview } from "./preview.js";
import { RECIPES } from "./recipes.js";
import { lasting } from "../app/share.js";
import { texts } from "../app/texts.js";
import { nextTask } from "../workers/scheduler.js";

/** Heights in CSS pixels, or `auto` to fit the content. */
const AUTO = "auto";
const HEIGHTS = [AUTO, "400", "500", "600", "800"];
/** The height until the demo has sent its own. */
const LIKELY = 640;
/** Widths of documents in CSS pixels: a phone, a column of text, a wide page. */
const WIDTHS = ["390", "700", "1000"];
const THEMES = ["auto", "light", "dark"];

/** @param {Page} page @returns {() => void} opens the dialog */
export function embedding(page) {
  const box = (/** @type {string} */ group, /** @type {string} */ value, /** @type {string} */ label, /** @type {boolean} */ checked) =>
    element("label", {}, element("input", { type: "checkbox", name: group, value, checked, onchange: () => update() }), ` ${label}`);
  const label = (/** @type {string} */ name) => page.described.settings.find((setting) => setting.name === name)?.label ?? texts.potential;
  const choice = (/** @type {string} */ id, /** @type {readonly string[]} */ values, /** @type {(value: string) => string} */ named, chosen = values[0]) =>
    element("select", { id, onchange: () => update() }, ...values.map((value) => element("option", { value, selected: value === chosen }, named(value))));
  const figures = element("fieldset", {}, element("legend", {}, texts.embed_figures));
  const controls = element(
    "fieldset",
    {},
    element("legend", {}, texts.embed_controls),
    ...CONTROLS.map((name) => box("controls", name, label(name), name === "step")),
  );
  const hidden = element("fieldset", {}, element("legend", {}, texts.embed_hides), ...HIDDEN.map((part) => box("hide", part, texts.hidden[part], false)));
  const theme = choice("embed-theme", THEMES, (theme) => texts.themes[theme]);
  const height = choice("embed-height", HEIGHTS, (height) => (height === AUTO ? texts.embed_auto : texts.pixels(height)));
  const width = choice("embed-width", WIDTHS, (width) => texts.embed_widths[width], WIDTHS[1]);
  const kind = choice("embed-kind", Object.keys(RECIPES), (kind) => texts.recipes[kind]);
  const autorun = element("input", { type: "checkbox", id: "embed-autorun", onchange: () => update() });
  const snippet = element("textarea", { id: "embed-snippet", readonly: true, rows: 8, spellcheck: "false", "aria-label": texts.embed_snippet });
  const alone = element("a", { id: "embed-preview", target: "_blank", rel: "noopener" }, texts.embed_preview);
  const size = element("p", { id: "embed-size", class: "help", role: "status" });
  /** The height of the demo in the preview; `null` until it has sent it. @type {number | null} */
  let measured = null;
  const preview = new Preview((height) => {
    // It grows with its results, and must still fit then.
    measured = Math.max(measured ?? 0, height);
    write();
  });
  const dialogBox = dialog(
    "embed-box",
    texts.embed,
    element("p", {}, texts.embed_about),
    element(
      "div",
      { class: "choices" },
      figures,
      controls,
      hidden,
      element(
        "div",
        { class: "row" },
        element("label", {}, `${texts.embed_theme} `, theme),
        element("label", {}, `${texts.embed_height} `, height),
        element("label", {}, autorun, ` ${texts.embed_autorun}`),
      ),
    ),
    element("div", { class: "trial" }, element("div", { class: "row" }, element("label", {}, `${texts.embed_width} `, width), size), preview.element),
    element(
      "div",
      { class: "written" },
      element("label", {}, `${texts.embed_kind} `, kind),
      snippet,
      element("p", { class: "row" }, copyButton(snippet, { id: "embed-copy" }), alone, element("a", { href: "www/examples/embeds.html", target: "_blank", rel: "noopener" }, texts.embed_examples)),
    ),
  );
  dialogBox.addEventListener("close", () => preview.dismiss());
  const chosen = (/** @type {string} */ group) =>
    [.../** @type {NodeListOf<HTMLInputElement>} */ (dialogBox.querySelectorAll(`input[name=${group}]:checked`))].map(({ value }) => value);
  /** The chosen demo. */
  const demo = () => {
    const own = { show: chosen("show"), controls: chosen("controls"), hide: chosen("hide"), theme: theme.value, autorun: autorun.checked };
    const secret = own.hide.includes("formula");
    // The choice of the potential would name it.
    if (secret) own.controls = own.controls.filter((control) => control !== "potential");
    const { preset, formula, file } = page.experiment.potential;
    const name = page.described.presets.find(({ name }) => name === preset)?.title ?? formula ?? file ?? "";
    return {
      ...own,
      link: secret ? page.engine.obfuscate_link(page.idleLink) : page.idleLink,
      grows: height.value === AUTO,
      height: Number(height.value) || (measured ?? LIKELY),
      title: texts.embed_title(secret ? texts.hidden.name : name),
    };
  };
  const write = () => {
    const { release } = page.described;
    const made = demo();
    const address = (/** @type {boolean} */ natural) =>
      lasting(release, `embed.html#${writeEmbed({ ...made, theme: made.theme === "auto" ? null : made.theme, natural })}&${made.link}`);
    const text = RECIPES[kind.value]({ ...made, page: address(made.grows), script: lasting(release, "www/stepsieve-demo.js") });
    const potential = /** @type {HTMLInputElement} */ (controls.querySelector("[value=potential]"));
    potential.disabled = made.hide.includes("formula");
    // Rewriting the same text would lose the selection.
    if (snippet.value !== text) snippet.value = text;
    alone.href = address(false);
    const said = measured === null ? "" : measured > made.height ? texts.embed_cut(measured) : texts.embed_size(measured);
    if (size.textContent !== said) size.textContent = said;
  };
  /** The attributes of the current preview. */
  let shown = "";
  const update = () => {
    const { show, controls, hide, theme, autorun, link, grows, height, title } = demo();
    const attributes = { link, show: `${show}`, controls: `${controls}`, hide: `${hide}`, theme, autorun, height: grows ? AUTO : `${height}`, title };
    const made = JSON.stringify([attributes, width.value]);
    if (made !== shown) {
      shown = made;
      measured = null;
      preview.show(attributes, Number(width.value));
    }
    write();
  };
  return async () => {
    const there = FIGURES.filter((name) => !page.figures.element(name).hidden);
    // By default the first figure of the result.
    const first = there.find((name) => name !== "walkers");
    figures.replaceChildren(
      figures.children[0],
      ...there.map((name) => box("show", name, page.figures.title(name), name === first)),
      box("show", "findings", texts.findings, true),
      box("show", "numbers", texts.table, false),
    );
    measured = null;
    shown = "";
    write();
    openDialog(dialogBox);
    // The dialog appears first.
    await nextTask();
    if (dialogBox.open) update();
  };
}
