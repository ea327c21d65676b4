/** A page that exchanges messages with a demo. */

/** @type {any} */
const demo = document.getElementById("well");
const heard = document.getElementById("heard");

for (const button of document.querySelectorAll("button")) {
  button.addEventListener("click", () => {
    demo.set({ step: Number(button.dataset.step) });
    demo.run();
  });
}

demo.addEventListener("stepsieve-outcome", (/** @type {CustomEvent} */ { detail: { outcome } }) => {
  const { experiment, reference } = outcome;
  if (heard) heard.textContent = `With a step of ${experiment.step}, U is within ${reference.rmse.toPrecision(2)} of ${reference.name}.`;
});

const frame = /** @type {HTMLIFrameElement} */ (document.getElementById("frame"));

addEventListener("message", ({ source, data }) => {
  if (source === frame.contentWindow && data?.stepsieve === "height") frame.height = data.height;
});
