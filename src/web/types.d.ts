/** What is wrong with one field, in a sentence that says what is allowed. */
export interface Problem { field: string; message: string; span?: [number, number]; fix?: string | null; instead?: string }
export type SettingKind =
  | { type: "number"; min: number; max: number; integer: boolean; logarithmic: boolean; automatic: boolean }
  | { type: "vector"; min: number; max: number; integer: boolean }
  | { type: "choice"; options: string[] }
  | { type: "flag" | "text" | "map" | "group" };
export interface Setting { name: string; key: string; label: string; symbol: string; unit: string; help: string; kind: SettingKind }
export interface Preset {
  name: string; title: string; about: string; formula: string; steps: number[];
  references: { name: string; formula: string; from_step: number }[]; experiment: object;
}
export interface Description { version: number; release: string; settings: Setting[]; presets: Preset[] }
/** `slice`: a point of the line and its angle in degrees. */
export interface View { zoom: [number, number] | null; slice: number[] | null }
export interface Link { experiment: object; view?: View; run?: boolean; outcome?: string | null }
export interface ReadLink { experiment: object; view: View; run: boolean; outcome: string | null; problems: Problem[] }
export interface Resolved { experiment: object; problems: Problem[] }
export interface CheckedFormula {
  mathml: string; dimension: number; variables: string[];
  parameters: { name: string; value: number; range: [number, number] | null }[];
  problem: null | { message: string; start: number; end: number; fix: string | null };
}
export interface Job { run: number; block: number; inverse_mass: number[]; friction: number[]; steps: number; surface: object | null }
export interface StudyProgress { stage: "scan" | "calibrate" | "learn" | "compare"; settled: number; settling: number; steps: number; total: number; absorbed: number; diverged: number; complete: boolean; failed: string | null }
export interface Look { theme: "light" | "dark"; ratio: number; zoom: [number, number] | null; slice: number[] | null; moment: number }
export interface Readout { x: number; y: number; lines: { label: string; value: string }[] }
/** The numbers behind a figure; null where there is none. */
export interface Table { columns: string[]; rows: (number | null)[][] }
/** `fit` is null for the logarithm of the histogram as it is. */
export interface Variant { estimator: string; fit: string | null; rmse: number; max_error: number; bins: number }
/** Steps, seconds and error. */
export interface Way { name: string; ours: boolean; rmse: number; points: [number, number, number | null][] }
/** An exercise for a class, as its link holds it. */
export interface Exercise {
  version: number; link: string; title: string; question: string; hide: string[]; show: string[]; controls: string[];
  seeds: "same" | "name"; answer: string; expected?: number | string; tolerance?: string; told: boolean;
}
/** What else a teacher's page needs: the experiment, and what can be chosen for it. */
export interface ReadExercise {
  exercise: Exercise | null; problems: Problem[];
  experiment: any; formula: string; reference: string | null; controls: string[]; quantities: string[];
  /** The exercise's own, or what there is where it says nothing. */
  tolerance: string;
}
/** Where something is wrong, there is nothing else. */
export interface CheckedCode {
  wrong: null | "mistyped" | "later" | "exercise" | "name";
  answer: number | null; as_written: boolean | null; experiment: any; changed: Record<string, unknown>; same: boolean | null;
  expected: number | null; right: boolean | null;
}
/** `plain` is the name as names are compared; `code` is empty if nothing looks like one. */
export interface Submission { name: string; plain: string; code: string; text: string; checked: CheckedCode }
export interface Entry { figure: number; title: string; link: string; shows: string[]; paper: string; differs: string; runs: boolean }
export interface Goal { name: string; rmse: number; ours: string; recipe: string }
export interface Paper { entries: Entry[]; goals: Goal[]; steps: number[]; recipe_steps: number[]; fewest_bins: number }
/** What to change. No two of an outcome contradict each other. */
export type Advice =
  | "smaller-step" | "larger-step" | "another-step" | "more-steps" | "longer-burn-in"
  | "more-calibration-steps" | "wider-region" | "resampling" | "calibration" | "finer-ripples" | "rising-energy";
/** Fields that stay as they are; there are more, those of `study::Outcome`. */
export interface Outcome {
  experiment: any;
  complete: boolean; steps: number; walkers: number; summary: string; hash: string | null;
  resampled: { absorbed: number; diverged: number };
  momentum: { covariance: number[][]; symmetric_covariance: number[][]; excess_kurtosis: number[]; skewness: number[]; normal: boolean; distribution: { axis: number[]; density: number[]; outside: number }[] };
  inverse_temperature: { naive: number; symmetric: number; corrected: number; standard_error: number };
  noise_covariance: { estimate: number[][]; standard_error: number[][] } | null;
  friction: number[][];
  /** `axes` are bin centres, the others row-major over the bins; null where there are no data. */
  potential: { axes: number[][]; energy: (number | null)[]; standard_error: (number | null)[]; log_histogram: (number | null)[] };
  /** `energy` plus `shift` lies over the learned energy. */
  reference: { name: string; energy: (number | null)[]; rmse: number; max_error: number; shift: number } | null;
  scan: { step: number; noise_power: number; excess_kurtosis: number; absorbed_per_million: number }[] | null;
  trust: { verdict: "pass" | "warn" | "fail"; rows: { code: string; name: string; number: number | null; threshold: number; limit: number; verdict: "pass" | "warn" | "fail"; reason: string; advice: Advice[] }[] } | null;
  warnings: { code: string; message: string; advice: Advice[] }[];
  [more: string]: unknown;
}
