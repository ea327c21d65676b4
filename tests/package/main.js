// The same module in every project: a short run, whose hash the test compares with the native one.
import { learn } from "stepsieve";

const outcome = await learn({ version: 3, potential: { preset: "test1" }, step: 0.5, steps: 1e5 }, { workers: 2 });
if (globalThis.document) document.documentElement.dataset.hash = outcome.hash;
else console.log(outcome.hash);
