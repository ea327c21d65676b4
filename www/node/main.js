// @ts-nocheck The page's types know nothing of Node.
/**
 * The npm package's module for Node: the engine, with wasm from the disk and threads for workers.
 */

import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { Worker as Thread } from "node:worker_threads";
import * as engine from "../stepsieve.js";
import { giveEngine } from "../workers/engine.js";
import { startWorkersBy } from "../workers/worker-at.js";

export { describe, read } from "../stepsieve.js";

giveEngine(await readFile(new URL("../../wasm/stepsieve_bg.wasm", import.meta.url)));

startWorkersBy((address) => {
  const thread = new Thread(new URL("./thread.js", import.meta.url), { workerData: address.href });
  const worker = {
    onmessage: null,
    onerror: null,
    postMessage: (message, { transfer } = {}) => thread.postMessage(message, transfer),
    terminate: () => void thread.terminate(),
  };
  thread.on("message", (data) => worker.onmessage?.({ data }));
  thread.on("error", ({ message }) => worker.onerror?.({ type: "error", message, preventDefault() {} }));
  return worker;
});

export function learn(experiment, options) {
  return engine.learn(experiment, { ...options, workers: options?.workers ?? availableParallelism() });
}
