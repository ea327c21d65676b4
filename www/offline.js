/** After one visit the page works without a network. */

/** Asks the browser to keep the site's files, once the page itself is there. */
export function offline() {
  // Where the browser keeps nothing, such as in a private window, the page works as before.
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(new URL("../sw.js", import.meta.url)).catch(() => {});
}
