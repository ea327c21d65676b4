/** The engine: the wasm module, compiled once and shared with every worker. */

import init, { __wbg_reset_state } from "../../wasm/stepsieve.js";

export * from "../../wasm/stepsieve.js";

/** @returns {Promise<WebAssembly.Module>} compiled, and ready for use on this thread */
export async function loadEngine() {
  const address = new URL("../../wasm/stepsieve_bg.wasm", import.meta.url);
  // A file that a cache holds in part only is fetched again, past all caches.
  const module = await compile(fetch(address)).catch(() => compile(fetch(address, { cache: "reload" })));
  await init({ module_or_path: module });
  return module;
}

/** Starts the engine of this thread again, after it has stopped; what was made by it is gone. */
export function restartEngine() {
  __wbg_reset_state();
}

/**
 * A server that does not know the type of `.wasm` files makes streaming fail; the bytes are as good.
 * @param {Promise<Response>} response
 */
async function compile(response) {
  const { ok, status } = await response;
  if (!ok) throw new Error(`the server answered ${status}`);
  const again = (await response).clone();
  try {
    return await WebAssembly.compileStreaming(response);
  } catch {
    return WebAssembly.compile(await again.arrayBuffer());
  }
}
