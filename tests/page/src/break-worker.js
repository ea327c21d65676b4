// Remembers the workers that this page posts to. `breakWorker` posts `null` to the last one of a
// kind, which kills it as a trap in the engine would.
(() => {
  const post = Worker.prototype.postMessage;
  const workers = new Map();
  Worker.prototype.postMessage = function (message, ...rest) {
    // Only compute workers get jobs; a start without jobs and requests go to the study worker.
    const { type } = message;
    if (type === "start") workers.set("jobs" in message ? "compute" : "study", this);
    if (["drawn", "export", "variants"].includes(type)) workers.set("study", this);
    return post.call(this, message, ...rest);
  };
  window.breakWorker = (which) => post.call(workers.get(which), null);
})()
