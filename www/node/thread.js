// @ts-nocheck The page's types know nothing of Node.
/** A thread of Node that is a worker as in a browser: it runs the module of the address it is given. */

import { parentPort, workerData } from "node:worker_threads";

globalThis.self = globalThis;
// The engine asks for the clock of a worker.
globalThis.WorkerGlobalScope = class {
  static [Symbol.hasInstance](value) {
    return value === globalThis;
  }
};
globalThis.postMessage = (message, { transfer } = {}) => parentPort.postMessage(message, transfer);

await import(workerData);
parentPort.on("message", (data) => globalThis.onmessage({ data }));
