/** The common parts of the lessons' demos and questions. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [properties]
 * @param {...(Node | string)} children
 */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Three significant digits, as in the text of the lessons. */
const digits = new Intl.NumberFormat("en", { maximumSignificantDigits: 3, useGrouping: false });

/** @param {number | null | undefined} value */
export function number(value) {
  return value == null ? "unknown" : digits.format(value).replace("-", "−");
}

/**
 * Gives a demo a caption with a link to the playground; in print, the caption replaces the demo.
 * @param {Element} figure
 */
export function dressDemo(figure) {
  const demo = /** @type {HTMLElement} */ (figure.querySelector("stepsieve-demo"));
  const page = new URL("../../index.html", import.meta.url);
  page.hash = demo.getAttribute("link") ?? "";
  const caption = element("figcaption", {}, `${demo.title} `, element("a", { href: page.href }, "Open it in the playground"));
  figure.append(caption);
  return demo;
}

/**
 * A table of a demo's runs; in print, blank lines to fill in.
 * @param {Element} figure
 * @param {[string, (outcome: import("./lesson.js").Outcome) => string][]} columns
 * @returns {(outcome: import("./lesson.js").Outcome) => void} adds a run
 */
export function notebook(figure, columns) {
  if (columns.length === 0) return () => {};
  const body = element("tbody");
  const title = element("caption", {}, "Your runs");
  const heads = columns.map(([name]) => element("th", { scope: "col" }, name));
  const blank = () => element("tr", { className: "blank" }, ...columns.map(() => element("td")));
  body.append(blank(), blank(), blank());
  figure.after(element("table", { className: "runs" }, title, element("thead", {}, element("tr", {}, ...heads)), body));
  return (outcome) => {
    const row = element("tr", {}, ...columns.map(([, value]) => element("td", {}, value(outcome))));
    body.querySelector(".blank")?.before(row);
  };
}

/**
 * Gives a question a button, a place for the verdict and, unless the page has choices, a field.
 * @param {HTMLFormElement} form
 */
export function dressQuestion(form) {
  const fields = /** @type {HTMLFieldSetElement} */ (form.querySelector("fieldset"));
  const isChoice = form.querySelector("[type=radio]") !== null;
  const field = element("input", { type: "text", name: "answer", inputMode: "decimal", autocomplete: "off" });
  const button = element("button", { type: "submit" }, "Check");
  const said = element("p", { className: "said", role: "status" });
  fields.append(isChoice ? element("div", {}, button) : element("label", { className: "answer" }, "Your answer ", field, button));
  fields.append(said);
  return {
    value: () => String(new FormData(form).get("answer") ?? "").trim(),
    /** @param {boolean | null} right `null` while there is no verdict @param {string} text */
    say(right, text) {
      form.dataset.verdict = right === null ? "" : right ? "right" : "wrong";
      said.textContent = right === null ? text : `${right ? "Right." : "Not yet."} ${text}`;
    },
  };
}
