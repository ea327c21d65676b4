/** Dialogs, closed by their button, by Escape or by a click outside. */

import { element } from "./dom.js";
import { texts } from "./texts.js";

/**
 * Adds a closed dialog to the page. When it opens, its title gets the focus.
 * @param {string} id
 * @param {string} title
 * @param {...(Node | string)} content
 */
export function dialog(id, title, ...content) {
  const close = element("button", { type: "button", class: "quiet close", "aria-label": texts.close, onclick: () => made.close() }, "×");
  const made = element(
    "dialog",
    { id, "aria-labelledby": `${id}-title` },
    element("div", { class: "head" }, element("h2", { id: `${id}-title`, tabindex: -1, autofocus: true }, title), close),
    element("div", { class: "content" }, ...content),
  );
  made.addEventListener("click", (event) => {
    if (event.target === made) made.close();
  });
  document.body.append(made);
  return made;
}

/** Opens a dialog, unless another one was opened while it loaded. @param {HTMLDialogElement} box */
export function openDialog(box) {
  if (!document.querySelector("dialog[open]")) box.showModal();
}

/**
 * A button that copies a text and confirms it; if the browser forbids it, it selects the text.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {Record<string, string>} [properties]
 */
export function copyButton(field, properties = {}) {
  const button = element("button", { type: "button", ...properties }, texts.copy_short);
  const said = element("span", { role: "status", class: "copied" });
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = texts.copied;
    } catch {
      said.textContent = texts.copy_by_hand;
    }
    setTimeout(() => said.replaceChildren(), 2500);
  });
  return element("span", { class: "copying" }, button, said);
}
