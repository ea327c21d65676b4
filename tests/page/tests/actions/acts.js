/**
 * What a person does to the page, as far as it can be done from within: by the events that the page
 * would get. Each returns whether it could be done: what cannot be seen, is switched off or lies under
 * something else cannot be touched.
 */
const find = (css) => document.querySelector(css);
const pointer = (type, at) => new PointerEvent(type, { bubbles: true, cancelable: true, pointerType: "mouse", pointerId: 1, button: type === "pointermove" ? -1 : 0, ...at });
const task = () => new Promise((then) => setTimeout(then));

/** What is typed or dragged and not yet let go of. @type {HTMLInputElement | null} */
let held = null;
const let_go = (next) => {
  if (!held || held === next) return;
  const changed = held;
  held = null;
  if (changed.isConnected) changed.dispatchEvent(new Event("change", { bubbles: true }));
};

/** Where a person would touch an element. */
const face = (element) => element.closest("label.button") ?? (element.matches(".unseen") ? element.labels?.[0] : null) ?? element;

/** Brings an element into sight, or gives none. @param {string} css */
const reach = (css) => {
  const element = find(css);
  if (!element) return null;
  const modal = find("dialog:modal");
  if (modal && !modal.contains(element)) return null;
  if (element.matches(":disabled") || element.closest("[inert]")) return null;
  // What is folded is unfolded first, from the outside in.
  const folds = [];
  for (let fold = element.parentElement?.closest("details"); fold; fold = fold.parentElement?.closest("details")) folds.unshift(fold);
  for (const fold of folds) {
    const summary = fold.querySelector("summary");
    if (!fold.open && summary !== element && summary?.checkVisibility({ visibilityProperty: true })) summary.click();
  }
  const shown = face(element);
  if (!shown.checkVisibility({ visibilityProperty: true })) return null;
  shown.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = shown.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const hit = document.elementFromPoint(x, y);
  return hit && (shown.contains(hit) || hit.contains(shown)) ? element : null;
};

const press = (element, at = {}) => {
  const shown = face(element);
  const { left, top, width, height } = shown.getBoundingClientRect();
  const place = { clientX: left + width / 2, clientY: top + height / 2, ...at };
  shown.dispatchEvent(pointer("pointermove", place));
  shown.dispatchEvent(pointer("pointerdown", place));
  element.focus?.({ preventScroll: true });
  shown.dispatchEvent(pointer("pointerup", place));
};

const acts = {
  click: ({ on }) => {
    const element = reach(on);
    if (!element) return false;
    let_go(element);
    press(element);
    element.click();
    return true;
  },
  /** Types a text at once or letter by letter, and leaves the field or not. */
  type: async ({ on, text, letters, leave }) => {
    const field = reach(on);
    if (!field) return false;
    let_go(field);
    field.focus({ preventScroll: true });
    const stages = letters ? [...text].map((_, at) => text.slice(0, at + 1)) : [text];
    for (const stage of stages) {
      field.value = stage;
      field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
      if (letters) await task();
    }
    held = field;
    if (leave) let_go(null);
    return true;
  },
  choose: ({ on, value }) => {
    const list = reach(on);
    if (!list || ![...list.options].some((option) => option.value === value)) return false;
    let_go(list);
    list.value = value;
    for (const type of ["input", "change"]) list.dispatchEvent(new Event(type, { bubbles: true }));
    return true;
  },
  /** Drags a slider over some places, from 0 to 1, and lets it go or not. */
  slide: async ({ on, over, leave }) => {
    const slider = reach(on);
    if (!slider) return false;
    let_go(slider);
    slider.focus({ preventScroll: true });
    for (const place of over) {
      slider.value = String(Number(slider.min) + place * (Number(slider.max) - Number(slider.min)));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await walk.frame();
    }
    held = slider;
    if (leave) let_go(null);
    return true;
  },
  /** Moves the mouse over an element, and presses it there or not. */
  point: ({ on, at: [across, down], click }) => {
    const element = reach(on);
    if (!element) return false;
    const { left, top, width, height } = element.getBoundingClientRect();
    const place = { clientX: left + across * width, clientY: top + down * height };
    element.dispatchEvent(pointer("pointermove", place));
    if (!click) return true;
    let_go(element);
    element.focus({ preventScroll: true });
    element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ...place }));
    return true;
  },
  /** Gives a file to a chooser, or drops it; of those that were saved, the last but so many. */
  file: ({ on, name, text, saved }) => {
    const kept = walk.saved();
    const file = saved === undefined ? { name, text } : kept[kept.length - 1 - saved];
    const place = on === "drop" ? document.body : reach(on);
    if (!file || !place || (on === "drop" && find("dialog:modal"))) return false;
    let_go(place);
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([file.text], file.name));
    if (on === "drop") {
      for (const type of ["dragover", "drop"]) place.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    } else {
      place.files = dataTransfer.files;
      place.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return true;
  },
  hash: ({ link }) => {
    let_go(null);
    location.hash = link;
    return true;
  },
  hide: ({ hidden }) => {
    walk.hide(hidden);
    return true;
  },
  print: () => {
    dispatchEvent(new Event("beforeprint"));
    dispatchEvent(new Event("afterprint"));
    return true;
  },
  /** What the page around an embed says to it. */
  say: async ({ message }) => {
    parent.postMessage(message, "*");
    // It is heard in a task of its own, and before this one.
    await new Promise((then) => {
      addEventListener("message", then, { once: true });
      parent.postMessage("said", "*");
    });
    return true;
  },
  focus: ({ on }) => {
    const element = reach(on);
    if (!element) return false;
    let_go(element);
    element.focus({ preventScroll: true });
    return true;
  },
  frame: () => walk.frame().then(() => true),
};

/**
 * In what state the run was when the button was pressed last, as it may end when one is about to pause
 * it; and how often it has begun since, as it may have ended by the time one looks.
 */
let pressed = "";
let begun = 0;
let down = false;
// What is left by a press may change, and begin a run, before the click.
for (const type of ["pointerdown", "click"]) {
  addEventListener(type, ({ target }) => {
    if (target?.id !== "run") return;
    if (!down) [pressed, begun] = [document.documentElement.dataset.run, 0];
    down = type === "pointerdown";
  }, true);
}
new MutationObserver((changes) => {
  begun += changes.filter(({ oldValue }) => oldValue === "running").length;
}).observe(document, { subtree: true, attributeFilter: ["data-run"], attributeOldValue: true });

/** True if the driver can click there; whatever is held is let go of, as it would be. */
walk.can = (css) => {
  const element = reach(css);
  if (element) let_go(element);
  return element !== null;
};
