/**
 * The command palette, searchable by typing, and the shortcuts, which work without it.
 *
 * @typedef {import("./actions.js").Action} Action
 */

import { keysOf } from "./actions.js";
import { dialog, openDialog } from "./dialog.js";
import { element } from "./dom.js";
import { attempt } from "./notice.js";
import { texts } from "./texts.js";

/** The keys that open the palette. */
const OPEN = "Control+K";

/** @param {Action[]} actions @returns {() => void} opens the palette */
export function palette(actions) {
  const field = element("input", {
    type: "text",
    id: "palette-field",
    role: "combobox",
    autocomplete: "off",
    "aria-expanded": "true",
    "aria-controls": "palette-list",
    "aria-label": texts.palette_field,
    placeholder: texts.palette_field,
  });
  const list = element("ul", { id: "palette-list", role: "listbox", "aria-label": texts.palette });
  const none = element("p", { id: "palette-none", role: "status" });
  const box = dialog("palette", texts.palette, field, list, none);
  let chosen = 0;
  /** @type {Action[]} */
  let found = [];

  const show = () => {
    const wanted = field.value.trim().toLowerCase();
    found = actions.filter(({ name, possible }) => (possible?.() ?? true) && texts.actions[name].toLowerCase().includes(wanted));
    chosen = Math.max(0, Math.min(chosen, found.length - 1));
    list.replaceChildren(
      ...found.map((action, place) =>
        element(
          "li",
          { role: "option", id: `action-${action.name}`, "aria-selected": String(place === chosen), onclick: () => perform(action) },
          texts.actions[action.name],
          action.keys ? element("kbd", {}, written(action.keys)) : null,
        ),
      ),
    );
    field.setAttribute("aria-expanded", String(found.length > 0));
    none.textContent = found.length > 0 ? "" : texts.no_command;
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", found[chosen] ? `action-${found[chosen].name}` : "");
  };
  const perform = (/** @type {Action | undefined} */ action) => {
    if (!action) return;
    box.close();
    void attempt(action.act);
  };
  const open = () => {
    field.value = "";
    chosen = 0;
    show();
    openDialog(box);
    field.focus();
  };
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) chosen = (chosen + step + found.length) % Math.max(1, found.length);
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) perform(found[chosen]);
    else if (step) show();
    else return;
    event.preventDefault();
  });

  addEventListener("keydown", (event) => {
    const keys = keysOf(event);
    if (document.querySelector("dialog[open]")) return;
    const action = actions.find((action) => action.keys === keys);
    // A text field gets these keys.
    if (action && ["Control+Z", "Control+Shift+Z", "Control+Backspace"].includes(keys) && writes(event.target)) return;
    if (keys === OPEN) open();
    else if (action && (action.possible?.() ?? true)) void attempt(action.act);
    else return;
    event.preventDefault();
  });
  return open;
}

/** True if the reader is writing there. @param {EventTarget | null} target */
export function writes(target) {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === "text");
}

/** Keys as labelled on the keyboard. @param {string} keys */
export function written(keys) {
  const apple = /Mac|iPhone|iPad/.test(navigator.platform);
  return keys.replace("Control", apple ? "⌘" : texts.control_key).replace("Enter", "↵").replace("Backspace", "⌫").replaceAll("+", " ");
}
