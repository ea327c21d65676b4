/** Makes and finds the elements of the page. */

/**
 * Makes an element. Properties are attributes; `true` sets an empty one, `false` and `null` leave
 * it out, and a function named `on…` listens to that event.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} [properties]
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/**
 * The element with an id; it must exist.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no element #${id}`);
  return found;
}

/**
 * Fills every element that names one of the page's texts.
 * @param {Record<string, unknown>} texts
 */
export function fillTexts(texts) {
  for (const place of document.querySelectorAll("[data-text]")) {
    place.textContent = String(texts[place.getAttribute("data-text") ?? ""]);
  }
  for (const place of document.querySelectorAll("[data-label]")) {
    place.setAttribute("aria-label", String(texts[place.getAttribute("data-label") ?? ""]));
  }
}

/**
 * Adds an optional stylesheet; resolves once it applies.
 * @param {string} href
 * @returns {Promise<void>}
 */
export function styled(href) {
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((ready) => {
    // The page works without it.
    document.head.append(element("link", { rel: "stylesheet", href, onload: () => ready(), onerror: () => ready() }));
  });
}
