/** After one visit the page works without a network. */

/** Asks the browser to keep the site's files, once the page itself is there. */
export async function offline() {
  try {
    // In a frame without an origin, even to look at it is an error.
    await navigator.serviceWorker?.register(new URL("../../sw.js", import.meta.url));
  } catch {
    // Where the browser keeps nothing, such as in a private window, the page works as before.
  }
}
