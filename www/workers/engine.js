/** The engine: the wasm module, compiled once and shared with every worker. */

import init, { __wbg_reset_state } from "../../wasm/stepsieve.js";

export * from "../../wasm/stepsieve.js";

/** Its bytes, where no address can be fetched. @type {BufferSource | null} */
let bytes = null;

/** @param {BufferSource} given the engine's bytes, which replace its address */
export function giveEngine(given) {
  bytes = given;
}

/** @returns {Promise<WebAssembly.Module>} compiled, and ready for use on this thread */
export async function loadEngine() {
  const module = bytes ? await WebAssembly.compile(bytes) : await download();
  await init({ module_or_path: module });
  return module;
}

function download() {
  const address = new URL("../../wasm/stepsieve_bg.wasm", import.meta.url);
  // A truncated file in a cache does not compile; fetch it again past all caches.
  return compile(fetch(address)).catch(() => compile(fetch(address, { cache: "reload" })));
}

/** Restarts the engine of this thread after a crash; its objects are lost. */
export function restartEngine() {
  __wbg_reset_state();
}

/**
 * Compiles the response. Streaming fails if the server sends another type than `application/wasm`;
 * compiling the bytes does not.
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
