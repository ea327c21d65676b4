/**
 * The messages between the page's threads. Every message of a run carries its generation; a
 * receiver drops messages of an older one.
 *
 * The page receives progress and outcomes only; reports go directly from the compute workers to the
 * study worker, each over its own channel.
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
 * The study worker's answer to a request for the potential; `null` if it has no run.
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
