/**
 * What the browser keeps of the reader's choices. It may forbid to read, in some embeds, or to
 * write, where there is no room; the page then forgets.
 */

/** @param {string} key @returns {string | null} */
export function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string} value */
export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing depends on it.
  }
}
