/**
 * Runs before the scripts of every document: notes what goes wrong in it, and keeps a walk on the
 * page, where a file would be saved or another window opened.
 *
 * A document that is hidden gets no frames. No driver can hide one, so `walk.hide` does what the
 * browser would.
 */
const walk = (window.walk = {
  /** What has gone wrong since this was last asked. @type {string[]} */
  faults: [],
  /** Hides or shows the document. @param {boolean} hidden */
  hide: (hidden) => {},
});

const note = (kind, what) => walk.faults.push(`${kind}: ${String(what).slice(0, 600)}`);
const told = (thrown) => thrown?.stack ?? thrown?.message ?? JSON.stringify(thrown);

addEventListener(
  "error",
  ({ message, error, target }) => {
    if (!message) {
      // What cannot be loaded ahead is loaded when it is needed, or the page says that it cannot be.
      if (!target?.matches?.("link[rel$=preload]")) note("error", `${target?.outerHTML?.slice(0, 200)} cannot be loaded`);
    } else if (!message.startsWith("ResizeObserver loop")) {
      // An observer that comes too late is told a frame later: no fault of anybody's.
      note("error", `${message} ${error?.stack ?? ""}`);
    }
  },
  true,
);
addEventListener("unhandledrejection", ({ reason }) => note("rejection", told(reason)));

const complain = console.error.bind(console);
console.error = (...words) => {
  note("console", words.map((word) => (word instanceof Error ? told(word) : word)).join(" "));
  complain(...words);
};

window.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("error", (event) => note("worker", event.message ?? event.type));
    this.addEventListener("messageerror", () => note("worker", "it cannot read a message"));
  }
};

// Files that are saved are kept, so that they can be opened again.
const blobs = new Map();
const address = URL.createObjectURL.bind(URL);
URL.createObjectURL = (blob) => {
  const made = address(blob);
  blobs.set(made, blob);
  return made;
};
const follow = HTMLAnchorElement.prototype.click;
HTMLAnchorElement.prototype.click = function () {
  if (!this.download) return follow.call(this);
  const blob = blobs.get(this.href);
  if (!blob) return note("saving", `${this.download} holds nothing`);
  if (!this.download.endsWith(".json")) return;
  void blob.text().then((text) => {
    const kept = walk.saved().filter(({ name }) => name !== this.download);
    // What is saved may be larger than what a browser keeps.
    if (text.length < 400_000) sessionStorage.setItem("walk-saved", JSON.stringify([...kept, { name: this.download, text }].slice(-4)));
  });
};
/** The files that were saved last, also before the page was opened anew. */
walk.saved = () => JSON.parse(sessionStorage.getItem("walk-saved") ?? "[]");
window.open = () => null;

let hidden = false;
/** Frames that are asked for while there are none, by their numbers. */
const waiting = new Map();
let asked = -1;
const ask = requestAnimationFrame.bind(window);
const cancel = cancelAnimationFrame.bind(window);
const given = new Map();
window.requestAnimationFrame = (task) => {
  if (!hidden) return ask(task);
  waiting.set(--asked, task);
  return asked;
};
window.cancelAnimationFrame = (number) => {
  waiting.delete(number);
  cancel(given.get(number) ?? number);
};
Object.defineProperty(document, "hidden", { get: () => hidden });
Object.defineProperty(document, "visibilityState", { get: () => (hidden ? "hidden" : "visible") });
walk.hide = (wanted) => {
  hidden = wanted;
  if (!hidden) {
    for (const [number, task] of waiting) given.set(number, ask(task));
    waiting.clear();
  }
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
};
/** The next frame, or the next task where there is none. */
walk.frame = () => new Promise((then) => (hidden ? setTimeout(then) : ask(() => then())));
