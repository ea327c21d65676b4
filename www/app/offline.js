/** After one visit the page works without a network. */

/** Asks the browser to cache the site's files, once the page has loaded. */
export async function offline() {
  try {
    // In a frame without an origin, reading this property is an error.
    await navigator.serviceWorker?.register(new URL("../../sw.js", import.meta.url));
  } catch {
    // If the browser stores nothing, as in a private window, the page works as before.
  }
}
