/** Yields to waiting messages without the four milliseconds of a timer. */

/**
 * Runs a task after the messages that are already waiting.
 *
 * @param {() => void} task
 * @returns {() => void} requests one run of the task; repeated requests before it have no effect
 */
export function scheduled(task) {
  const { port1, port2 } = new MessageChannel();
  let asked = false;
  port1.onmessage = () => {
    asked = false;
    task();
  };
  return () => {
    if (asked) return;
    asked = true;
    port2.postMessage(null);
  };
}

/** Resolves in a new task, after the messages that are already waiting. @returns {Promise<void>} */
export function nextTask() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
