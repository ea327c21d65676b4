/** The kernels in turn, in a worker of their own: nanoseconds per walker-step of each, and what
 * they have measured. */

import init, { Kernels, Learning } from "../wasm/stepsieve_bench.js";
import { Plain } from "./plain.js";

const ROUNDS = 120;
/** Rounds in which the browser is still compiling. */
const WARM_UP = 4;
/** Windows at a time. */
const WINDOWS = 32;

await init();
const kernels = new Kernels();
const plain = new Plain(kernels.parameters());
const steps = WINDOWS * kernels.window();
/** As many steps of a learning run, which has several blocks. @param {string} preset */
const learning = (preset) => {
  const run = new Learning(preset);
  return () => run.advance(steps / run.window());
};

const rivals = {
  tape: () => kernels.tape(WINDOWS),
  fused: () => kernels.fused(WINDOWS),
  plain: () => plain.advance(WINDOWS),
  test4: learning("test4"),
  test5: learning("test5"),
};
const times = Object.fromEntries(Object.keys(rivals).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, advance] of Object.entries(rivals)) {
    const start = performance.now();
    advance();
    if (round >= WARM_UP) times[name].push(((performance.now() - start) * 1e6) / steps);
  }
}
postMessage({ times, meanSquares: [...kernels.mean_squares(), plain.meanSquare] });
