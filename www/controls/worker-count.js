/** The control of the number of compute workers. */

import { control } from "./control.js";
import { cores, MOST } from "./cores.js";
import { texts } from "../app/texts.js";

/** @param {(size: number) => void} changed */
export function workersControl(changed) {
  const state = { size: cores() };
  const kind = { type: "number", integer: true };
  const made = control(
    { name: "workers", label: texts.workers, symbol: "", unit: "", help: texts.workers_help, kind },
    (_, value) => {
      const size = Number(value);
      if (!Number.isInteger(size) || size < 1 || size > MOST) return made.complain({ message: texts.workers_problem(MOST), ours: true });
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
