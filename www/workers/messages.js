/**
 * The messages between the page's threads. Every message that belongs to a run carries the
 * run's generation; a receiver drops what belongs to an older one.
 *
 * The page hears of progress and outcomes only; reports go from the compute workers straight to
 * the study worker, each over a channel of its own.
 *
 * @typedef {import("../../wasm/stepsieve.js").Problem & { ours?: boolean }} Problem
 *   `ours`: in the page's own words, not in the engine's.
 * @typedef {import("../../wasm/stepsieve.js").StudyProgress} Progress
 * @typedef {import("../../wasm/stepsieve.js").Job} Job
 *
 * Page to compute worker.
 * @typedef {(
 *   | { type: "load", module: WebAssembly.Module }
 *   | { type: "connect", port: MessagePort }
 *   | { type: "start", generation: number, experiment: object, jobs: Job[], paused: boolean }
 *   | { type: "pause" | "resume" | "step" | "stop" }
 * )} ToCompute
 *
 * Page to study worker.
 * @typedef {(
 *   | { type: "load", module: WebAssembly.Module }
 *   | { type: "connect", port: MessagePort }
 *   | { type: "start", generation: number, experiment: object }
 *   | { type: "drawn", generation: number }
 *   | { type: "takeaway", name: string, answer: MessagePort }
 *   | { type: "variants", answer: MessagePort }
 *   | { type: "stop" }
 * )} ToStudy
 * Answer of the study worker to whoever wants to take the potential away; `null` if it has no run.
 * @typedef {{ text: string, problems: Problem[] }} Taken
 *
 * Study worker to page. Outcomes are transferred; `jobs` are those of a study's next stage.
 * @typedef {(
 *   | { type: "progress", generation: number, progress: Progress }
 *   | { type: "outcome", generation: number, progress: Progress, bytes: Uint8Array }
 *   | { type: "jobs", generation: number, jobs: Job[] }
 *   | { type: "refused", generation: number, problems: Problem[] }
 * )} FromStudy
 *
 * Compute worker to study worker. Reports are cumulative per block and transferred.
 * @typedef {{ type: "reports", generation: number, reports: Uint8Array[] }} Reports
 */

export {};
