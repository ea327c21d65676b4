/**
 * Starts a worker of a module. Browsers allow no worker script from another origin, but a local
 * script may import it. So pages of any origin can use the engine, and so can a sandboxed frame,
 * which has none.
 * @param {URL} address
 */
export function workerAt(address) {
  if (address.origin === self.origin) return new Worker(address, { type: "module" });
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
