/** Work for the screen, one task in each frame, so that none has to wait for the others. */

/** @type {Set<() => void>} */
const tasks = new Set();
let asked = 0;

/** Has a task done in one of the next frames; asking again before it was done changes nothing. @param {() => void} task */
export function inFrame(task) {
  tasks.add(task);
  if (!asked) asked = requestAnimationFrame(next);
}

function next() {
  const [task] = tasks;
  tasks.delete(task);
  // Asked for first, so that a task that fails keeps no other from being done.
  asked = tasks.size ? requestAnimationFrame(next) : 0;
  task();
}
