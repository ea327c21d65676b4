/** After one visit the page works without a network. */

/** The pause before the site's files are fetched into the cache, in milliseconds: the first run has
    the network and the processor to itself. */
const PAUSE = 5000;

/** Asks the browser to cache the site's files, some time after the page has loaded. */
export function offline() {
  setTimeout(async () => {
    try {
      // In a frame without an origin, reading this property is an error.
      await navigator.serviceWorker?.register(new URL("../../sw.js", import.meta.url));
    } catch {
      // If the browser stores nothing, as in a private window, the page works as before.
    }
  }, PAUSE);
}
