// Remembers the workers that this page sends messages to. `breakWorker` sends the one it wrote to
// last a message that is none: the worker dies of it, as it would of a trap in the engine.
(() => {
  const post = Worker.prototype.postMessage;
  const workers = new Map();
  Worker.prototype.postMessage = function (message, ...rest) {
    // Jobs go to compute workers alone, runs without jobs and questions to the study worker.
    const { type } = message;
    if (type === "start") workers.set("jobs" in message ? "compute" : "study", this);
    if (["drawn", "takeaway", "variants"].includes(type)) workers.set("study", this);
    return post.call(this, message, ...rest);
  };
  window.breakWorker = (which) => post.call(workers.get(which), null);
})()
