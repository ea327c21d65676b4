/** Screen updates, one task per frame, to keep each frame short. */

/** @type {Set<() => void>} */
const tasks = new Set();
let asked = 0;

/** Schedules a task for one of the next frames; a second request before it ran has no effect. @param {() => void} task */
export function inFrame(task) {
  tasks.add(task);
  if (!asked) asked = requestAnimationFrame(next);
}

function next() {
  const [task] = tasks;
  tasks.delete(task);
  // Requested first: a failing task must not block the others.
  asked = tasks.size ? requestAnimationFrame(next) : 0;
  task();
}
