// The objects that this crate assembles or takes, for which Rust has no type; `generated.d.ts` holds
// the types of Rust.
export interface Description { version: number; release: string; settings: Setting[]; presets: (Preset & { experiment: Experiment })[] }
export type ReadLink = Required<Link> & { problems: Problem[] };
export interface Resolved { experiment: Experiment; problems: Problem[] }
/** What a file of numbers holds: the experiment of a table, with the hash of a large one, or the hash and the number of coordinates of positions and forces; or the problems. */
export interface OpenedFile { experiment?: { potential: { table: string } }; hash?: string | null; dimension?: number; problems: Problem[] }
export interface CheckedFormula {
  mathml: string; dimension: number; variables: string[];
  parameters: Parameter[];
  problem: null | Message & { start: number; end: number; fix: string | null };
}
export interface Look { theme: "light" | "dark"; ratio: number; zoom: [number, number] | null; slice: number[] | null; moment: number; both?: boolean; plane?: [number, number] }
/** An exercise, as in its link. */
export interface Exercise {
  version: number; link: string; title: string; question: string; hide: string[]; show: string[]; controls: string[];
  seeds: "same" | "name"; answer: string; expected?: number | string; tolerance?: string; told: boolean;
}
/** An exercise with its experiment and the available controls and quantities. */
export interface ReadExercise {
  exercise: Exercise | null; problems: Problem[];
  experiment: Experiment; formula: string; reference: string | null; controls: string[]; quantities: string[];
  /** The tolerance of the exercise, or the default. */
  tolerance: string;
}
/** If `wrong` is set, the other fields are missing. */
export type CheckedCode = Checked & { wrong: Wrong | null };
/** `plain` is the normalized name for comparisons; `code` is empty if the line has none. */
export interface Submission { name: string; plain: string; code: string; text: string; checked: CheckedCode }
/** The energies of the race, and the steps of its runs. */
export interface Races { races: Race[]; steps: number[] }
export interface Paper { entries: Entry[]; goals: Goal[]; steps: number[]; recipe_steps: number[]; fewest_bins: number }
