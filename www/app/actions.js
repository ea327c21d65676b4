/**
 * The commands of the page, in one list for its buttons, shortcuts and palette.
 *
 * @typedef {import("./page.js").Page} Page
 * @typedef {{ name: keyof typeof texts.actions, keys?: string, act: () => void, possible?: () => boolean }} Action
 *   `keys` as in `Control+Shift+Z`; Control includes the Command key of Apple keyboards.
 */

import { copyLink, download } from "./share.js";
import { texts } from "./texts.js";

/**
 * @param {Page} page
 * @param {{ tour: () => void, projector: () => void, share: () => void, embed: () => void, theme: () => void }} open
 * @returns {Action[]}
 */
export function actions(page, open) {
  return [
    { name: "run", keys: "Control+Enter", act: () => page.transport.toggle() },
    { name: "step", act: () => page.transport.step(), possible: () => page.experiment.trajectory === null },
    { name: "reset", keys: "Control+Backspace", act: () => page.transport.reset(), possible: () => page.state !== "idle" },
    { name: "undo", keys: "Control+Z", act: () => page.undo(), possible: () => page.canUndo },
    { name: "redo", keys: "Control+Shift+Z", act: () => page.redo(), possible: () => page.canRedo },
    { name: "share", keys: "Control+Shift+S", act: open.share },
    { name: "copy", act: () => void copyLink(page) },
    { name: "embed", keys: "Control+Shift+E", act: open.embed },
    { name: "exercise", act: () => location.assign(`teach.html${location.search}#${page.link}`), possible: () => page.experiment.trajectory === null },
    { name: "download", act: () => download(page), possible: () => page.outcome !== null },
    { name: "theme", act: open.theme },
    { name: "projector", act: open.projector },
    { name: "tour", act: open.tour },
    { name: "gallery", act: () => location.assign(`gallery.html${location.search}`) },
    { name: "reproduce", act: () => location.assign(`reproduce.html${location.search}`) },
    { name: "when", act: () => location.assign(`when.html${location.search}`) },
  ];
}

/** The keys of an event in the notation of an action. @param {KeyboardEvent} event */
export function keysOf({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  const held = [(ctrlKey || metaKey) && "Control", altKey && "Alt", shiftKey && "Shift"].filter(Boolean);
  return [...held, key.length === 1 ? key.toUpperCase() : key].join("+");
}
