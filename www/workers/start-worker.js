/** Starts workers, also ahead of the engine: their scripts then load while it does. */

/** @typedef {"compute-worker.js" | "study-worker.js"} Script */

/** Workers that nobody uses yet, by script. @type {Map<Script, Worker[]>} */
const spare = new Map();

/**
 * Starts a worker of each kind that the first run needs. One that fails is forgotten; the run then
 * starts another, and tells of its failure.
 * @param {number} size the number of compute workers
 */
export function startAhead(size) {
  for (const script of /** @type {Script[]} */ (["study-worker.js", ...Array(size).fill("compute-worker.js")])) {
    const worker = workerOf(script);
    worker.onerror = (event) => {
      event.preventDefault();
      spare.set(script, (spare.get(script) ?? []).filter((other) => other !== worker));
    };
    spare.set(script, [...(spare.get(script) ?? []), worker]);
  }
}

/**
 * A worker started ahead, else a new one.
 * @param {Script} script
 */
export function startWorker(script) {
  return spare.get(script)?.pop() ?? workerOf(script);
}

/**
 * Browsers allow no worker script from another origin, but a local script may import it. So pages
 * of any origin can use the engine, and so can a sandboxed frame, which has none.
 * @param {Script} script
 */
function workerOf(script) {
  const address = new URL(`./${script}`, import.meta.url);
  if (address.origin === self.origin) return new Worker(address, { type: "module" });
  // A classic script, as Chromium refuses module workers to a frame without an origin. It queues
  // messages until the module is loaded.
  const source = `const early = [];
    onmessage = (event) => early.push(event);
    import(${JSON.stringify(address.href)})
      .then(() => early.forEach((event) => onmessage(event)))
      .catch((error) => setTimeout(() => { throw error; }));`;
  const local = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(local);
  worker.addEventListener("message", () => URL.revokeObjectURL(local), { once: true });
  return worker;
}
