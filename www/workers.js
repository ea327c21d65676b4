/** How many compute workers there are: a matter of the machine, not of the experiment. */

import { control } from "./control.js";
import { texts } from "./texts.js";

const MOST = 32;

/**
 * @param {number} cores
 * @param {(size: number) => void} changed
 */
export function workersControl(cores, changed) {
  const state = { size: Math.max(1, Math.min(MOST, cores)) };
  const kind = { type: "number", integer: true };
  const made = control(
    { name: "workers", label: texts.workers, symbol: "", unit: "", help: texts.workers_help, kind },
    (_, value) => {
      const size = Number(value);
      if (!Number.isInteger(size) || size < 1 || size > MOST) return made.complain(texts.workers_problem(MOST), true);
      made.show(size);
      if (size === state.size) return;
      state.size = size;
      changed(size);
    },
  );
  made.show(state.size);
  return {
    element: made.element,
    get size() {
      return state.size;
    },
  };
}
