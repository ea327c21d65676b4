/**
 * Sharing: a link that lasts, the run as a file, a citation.
 *
 * @typedef {import("./page.js").Page} Page
 */

import { copyButton, dialog, openDialog } from "./dialog.js";
import { byId, element } from "./dom.js";
import { own } from "./file-texts.js";
import { texts } from "./texts.js";

const SHOWN = 2500;
/** The length above which some programs cut links. */
export const LONG_LINK = 2000;

/**
 * The permanent address of a page in this release: every release stays at `v/<release>/`.
 * @param {string} release
 * @param {string} page with its fragment
 */
export function lasting(release, page) {
  const here = new URL(".", location.href);
  const versioned = `v/${release}/`;
  const base = here.pathname.endsWith(`/${versioned}`) ? here : new URL(versioned, here);
  return new URL(page, base).href;
}

/** The dialog of the link. @param {Page} page @returns {() => void} opens it */
export function sharing(page) {
  const link = element("textarea", { id: "share-link", readonly: true, rows: 3, "aria-label": texts.share_link });
  const length = element("p", { id: "share-length", class: "help" });
  const hash = element("p", { id: "share-hash", class: "help" });
  const citation = element("textarea", { id: "citation", readonly: true, rows: 16, "aria-label": texts.citation, spellcheck: "false" });
  const box = dialog(
    "share-box",
    texts.share,
    element("p", {}, texts.share_about),
    link,
    copyButton(link, { id: "share-copy" }),
    length,
    hash,
    element("h3", {}, texts.run_file),
    element("p", {}, texts.run_file_about),
    element("button", { type: "button", id: "share-file", onclick: () => download(page) }, texts.download),
    element("h3", {}, texts.citation),
    citation,
    copyButton(citation),
  );
  const file = /** @type {HTMLButtonElement} */ (box.querySelector("#share-file"));
  return () => {
    link.value = lasting(page.described.release, `index.html#${page.link}`);
    length.textContent = link.value.length > LONG_LINK ? texts.long_link(link.value.length) : texts.link_length(link.value.length);
    length.classList.toggle("problem", link.value.length > LONG_LINK);
    const { file: beside } = page.experiment.potential;
    hash.textContent = [page.outcome?.hash ? texts.link_hash(page.outcome.hash) : texts.link_without_hash, beside ? own.beside(beside) : ""].join(" ").trim();
    citation.value = texts.bibtex(page.described.release, link.value);
    file.disabled = !page.outcome;
    openDialog(box);
  };
}

/** The outcome as a file that the page can open, with the whole of its table. @param {Page} page */
export function download({ outcome, engine }) {
  if (!outcome) return;
  const { potential } = outcome.experiment;
  const table = potential.table && engine.table_text(potential.table);
  const whole = table ? { ...outcome, experiment: { ...outcome.experiment, potential: { ...potential, table } } } : outcome;
  save(JSON.stringify(whole, null, 1), `${fileName(outcome.experiment)}.json`, "application/json");
}

/** Copies the lasting link. @param {Page} page */
export async function copyLink(page) {
  const copied = byId("copied");
  const link = lasting(page.described.release, `index.html#${page.link}`);
  try {
    await navigator.clipboard.writeText(link);
    const long = link.length > LONG_LINK;
    copied.textContent = long ? `${texts.copied} ${texts.long_link(link.length)}` : texts.copied;
    if (!long) setTimeout(() => copied.replaceChildren(), SHOWN);
  } catch {
    // If the page may not write to the clipboard, the reader can copy the link by hand.
    const box = element("input", { type: "text", readonly: true, value: link, "aria-label": texts.copy_by_hand });
    copied.replaceChildren(box);
    box.select();
  }
}

/**
 * A file name, without extension, for the results of an experiment.
 * @param {import("../../wasm/stepsieve.js").Experiment} experiment
 */
export function fileName({ potential, step, seed, trajectory }) {
  // Without the ending, and without signs that have a meaning in names of files.
  if (trajectory) return `stepsieve-${(potential.file ?? "rows").replace(/\.\w+$/, "").replace(/[^\p{L}\p{N}_-]+/gu, "-")}`;
  return `stepsieve-${potential.preset ?? "formula"}-step-${step}-seed-${seed}`;
}

/**
 * Saves a text or a blob as a file.
 * @param {string | Blob} content
 * @param {string} name
 * @param {string} type
 */
export function save(content, name, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), SHOWN);
}
