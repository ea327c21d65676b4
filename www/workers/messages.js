/**
 * The messages between the page's threads. Every message of a run carries the run's generation; a
 * receiver drops those of an older one.
 *
 * The page receives progress and outcomes only; each compute worker sends its reports to the study
 * worker over its own channel.
 *
 * @typedef {Omit<import("../../wasm/stepsieve.js").Problem, "sentences"> & import("../app/in-words.js").Told} Problem
 *   `ours`: the page wrote the message, not the engine.
 * @typedef {import("../../wasm/stepsieve.js").StudyProgress} Progress
 * @typedef {import("../../wasm/stepsieve.js").Job} Job
 *
 * Page to compute worker.
 * @typedef {(
 *   | { type: "load", module: WebAssembly.Module }
 *   | { type: "connect", port: MessagePort }
 *   | { type: "table", bytes: Uint8Array }
 *   | { type: "start", generation: number, experiment: object, jobs: Job[], paused: boolean }
 *   | { type: "pause" | "resume" | "step" | "stop" }
 * )} ToCompute
 *
 * Page to study worker.
 * @typedef {(
 *   | { type: "load", module: WebAssembly.Module }
 *   | { type: "connect", port: MessagePort }
 *   | { type: "table", bytes: Uint8Array }
 *   | { type: "start", generation: number, experiment: object }
 *   | { type: "drawn", generation: number }
 *   | { type: "export", name: string, answer: MessagePort }
 *   | { type: "variants", answer: MessagePort }
 *   | { type: "stop" }
 * )} ToStudy
 * Answer of the study worker to `export`; `null` if it has no run.
 * @typedef {{ text: string, problems: Problem[] }} Taken
 *
 * Study worker to page. Outcomes are transferred; `jobs` belong to the next stage of the study.
 * @typedef {(
 *   | { type: "progress", generation: number, progress: Progress }
 *   | { type: "outcome", generation: number, progress: Progress, bytes: Uint8Array }
 *   | { type: "jobs", generation: number, jobs: Job[] }
 *   | { type: "refused", generation: number, problems: Problem[] }
 * )} FromStudy
 *
 * Page to the worker for files, which answers `start` as the study worker answers a run.
 * @typedef {(
 *   | { type: "load", module: WebAssembly.Module }
 *   | { type: "open", file: File }
 *   | { type: "start", generation: number, experiment: object, file: Blob }
 *   | { type: "export", name: string, answer: MessagePort }
 *   | { type: "stop" }
 * )} ToRows
 * Its answers to `open`; `bytes` hold a table.
 * @typedef {(
 *   | { type: "share", share: number }
 *   | { type: "opened", opened: import("../../wasm/stepsieve.js").OpenedFile, bytes?: Uint8Array }
 * )} FromRows
 *
 * Compute worker to study worker. Reports are cumulative per block and transferred.
 * @typedef {{ type: "reports", generation: number, reports: Uint8Array[] }} Reports
 */

export {};
