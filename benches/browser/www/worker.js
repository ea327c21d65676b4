/** Runs the kernels in turn; posts the nanoseconds per walker-step and the mean square of each. */

import init, { Kernels, Learning } from "../wasm/stepsieve_bench.js";
import { Plain } from "./plain.js";

const ROUNDS = 120;
/** Rounds in which the browser may still be compiling. */
const WARM_UP = 4;
/** Windows per measurement. */
const WINDOWS = 32;

await init();
const kernels = new Kernels();
const plain = new Plain(kernels.parameters());
const steps = WINDOWS * kernels.window();
/** The same number of steps of a learning run, which has several blocks. @param {string} preset */
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
