/**
 * The dialog that writes what puts a live demo into another page.
 *
 * @typedef {import("./page.js").Page} Page
 * @typedef {{ page: string, script: string, link: string, show: string[], controls: string[], hide: string[], theme: string, autorun: boolean, height: number, title: string }} Demo
 */

import { copyButton, dialog } from "./dialog.js";
import { element } from "./dom.js";
import { names } from "./figures.js";
import { HIDDEN, writeFrame } from "./frame.js";
import { lasting } from "./share.js";
import { texts } from "./texts.js";

/** Height of an embed in CSS pixels unless another one is chosen. */
const HEIGHT = 460;
/** Controls worth having in an embed. */
const CONTROLS = ["potential", "step", "friction", "seed", "steps"];
const THEMES = ["auto", "light", "dark"];

/** As an attribute's value. @param {string} text */
const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** @param {Demo} demo */
const frame = ({ page, title, height }) =>
  `<iframe src="${quoted(page)}" title="${quoted(title)}" width="100%" height="${height}" style="border: 0" loading="lazy"></iframe>`;

/** What each kind of document takes. @type {Record<string, (demo: Demo) => string>} */
export const RECIPES = {
  element: ({ script, link, show, controls, hide, theme, autorun, height, title }) =>
    `<script type="module" src="${quoted(script)}"></script>\n` +
    `<stepsieve-demo link="${quoted(link)}" show="${show}" controls="${controls}"${hide.length > 0 ? ` hide="${hide}"` : ""} theme="${theme}"${autorun ? " autorun" : ""} height="${height}" title="${quoted(title)}"></stepsieve-demo>`,
  html: frame,
  // mdBook and Quarto take HTML as it is; an empty line must not be in it.
  mdbook: frame,
  quarto: (demo) => "```{=html}\n" + frame(demo) + "\n```",
  sphinx: (demo) => ".. raw:: html\n\n   " + frame(demo),
  myst: (demo) => "```{raw} html\n" + frame(demo) + "\n```",
  jupyter: ({ page, height }) => `from IPython.display import IFrame\nIFrame("${page}", width="100%", height=${height})`,
};

/** @param {Page} page @returns {() => void} opens the dialog */
export function embedding(page) {
  const box = (/** @type {string} */ group, /** @type {string} */ value, /** @type {string} */ label, /** @type {boolean} */ checked) =>
    element("label", {}, element("input", { type: "checkbox", name: group, value, checked, onchange: () => write() }), ` ${label}`);
  const label = (/** @type {string} */ name) => page.described.settings.find((/** @type {any} */ setting) => setting.name === name)?.label ?? texts.potential;
  const figures = element("fieldset", {}, element("legend", {}, texts.embed_figures));
  const controls = element(
    "fieldset",
    {},
    element("legend", {}, texts.embed_controls),
    ...CONTROLS.map((name) => box("controls", name, label(name), name === "step")),
  );
  const hidden = element("fieldset", {}, element("legend", {}, texts.embed_hides), ...HIDDEN.map((part) => box("hide", part, texts.hidden[part], false)));
  const choice = (/** @type {string} */ id, /** @type {readonly string[]} */ values, /** @type {Record<string, string>} */ named) =>
    element("select", { id, onchange: () => write() }, ...values.map((value) => element("option", { value }, named[value])));
  const theme = choice("embed-theme", THEMES, texts.themes);
  const kind = choice("embed-kind", Object.keys(RECIPES), texts.recipes);
  const autorun = element("input", { type: "checkbox", id: "embed-autorun", onchange: () => write() });
  const height = element("input", { type: "text", id: "embed-height", inputmode: "numeric", value: HEIGHT, oninput: () => write() });
  const snippet = element("textarea", { id: "embed-snippet", readonly: true, rows: 6, spellcheck: "false", "aria-label": texts.embed_snippet });
  const preview = element("a", { id: "embed-preview", target: "_blank", rel: "noopener" }, texts.embed_preview);
  const dialogBox = dialog(
    "embed-box",
    texts.embed,
    element("p", {}, texts.embed_about),
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
    element("label", {}, `${texts.embed_kind} `, kind),
    snippet,
    element("p", { class: "row" }, copyButton(snippet, { id: "embed-copy" }), preview, element("a", { href: "www/examples/embeds.html", target: "_blank", rel: "noopener" }, texts.embed_examples)),
  );
  const chosen = (/** @type {string} */ group) =>
    [.../** @type {NodeListOf<HTMLInputElement>} */ (dialogBox.querySelectorAll(`input[name=${group}]:checked`))].map(({ value }) => value);
  const write = () => {
    const { release } = page.described;
    const own = { show: chosen("show"), controls: chosen("controls"), hide: chosen("hide"), theme: theme.value, autorun: autorun.checked };
    const secret = own.hide.includes("formula");
    const link = secret ? page.engine.veil_link(page.ownLink) : page.ownLink;
    const { preset, formula } = page.experiment.potential;
    const demo = {
      ...own,
      link,
      height: Math.max(160, Number(height.value) || HEIGHT),
      title: texts.embed_title(secret ? texts.hidden.name : (preset ?? formula)),
      page: lasting(release, `embed.html#${writeFrame({ ...own, theme: own.theme === "auto" ? null : own.theme, natural: false })}&${link}`),
      script: lasting(release, "www/stepsieve-demo.js"),
    };
    snippet.value = RECIPES[kind.value](demo);
    preview.href = demo.page;
  };
  return () => {
    const shown = names.filter((name) => !page.figures.element(/** @type {any} */ (name)).hidden);
    figures.replaceChildren(
      figures.children[0],
      ...shown.map((name) => box("show", name, page.figures.title(/** @type {any} */ (name)), name === shown[0])),
      box("show", "findings", texts.findings, true),
      box("show", "numbers", texts.table, false),
    );
    write();
    dialogBox.showModal();
  };
}
