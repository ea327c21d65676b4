/** In a bundle it may be the address of the source on a disk. */
const here = import.meta.url;

/** How workers start where the platform has other ones, as Node has. @type {((address: URL) => Worker) | null} */
let other = null;

/** @param {(address: URL) => Worker} start */
export function startWorkersBy(start) {
  other = start;
}

/**
 * Starts a worker of a module. Browsers allow no worker script from another origin, but a local
 * script may import it. So pages of any origin can use the engine, and so can a sandboxed frame,
 * which has none.
 * @param {string} name of the module beside this one
 * @param {() => Worker} start starts it, in the very words by which bundlers find a worker's module
 */
export function workerAt(name, start) {
  const address = new URL(name, here);
  if (other) return other(address);
  if (address.origin === self.origin || address.protocol === "file:") return start();
  // A classic script, as Chromium refuses module workers to a frame without an origin. It queues
  // messages until the module is loaded.
  const script = `const early = [];
    onmessage = (event) => early.push(event);
    import(${JSON.stringify(address.href)})
      .then(() => early.forEach((event) => onmessage(event)))
      .catch((error) => setTimeout(() => { throw error; }));`;
  const local = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(local);
  worker.addEventListener("message", () => URL.revokeObjectURL(local), { once: true });
  return worker;
}
