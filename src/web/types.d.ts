// The messages of the functions of this crate; `generated.d.ts` holds the types of the others.
export interface Preset {
  name: string; title: string; about: string; formula: string; steps: number[];
  references: { name: string; formula: string; from_step: number }[]; experiment: Experiment;
}
export interface Description { version: number; release: string; settings: Setting[]; presets: Preset[] }
export interface Link { experiment: Experiment; view?: View; run?: boolean; outcome?: string | null }
export interface ReadLink { experiment: Experiment; view: View; run: boolean; outcome: string | null; problems: Problem[] }
export interface Resolved { experiment: Experiment; problems: Problem[] }
export interface CheckedFormula {
  mathml: string; dimension: number; variables: string[];
  parameters: { name: string; value: number; range: [number, number] | null }[];
  problem: null | { message: string; start: number; end: number; fix: string | null };
}
export interface Look { theme: "light" | "dark"; ratio: number; zoom: [number, number] | null; slice: number[] | null; moment: number }
/** An exercise for a class, as its link holds it. */
export interface Exercise {
  version: number; link: string; title: string; question: string; hide: string[]; show: string[]; controls: string[];
  seeds: "same" | "name"; answer: string; expected?: number | string; tolerance?: string; told: boolean;
}
/** What else a teacher's page needs: the experiment, and what can be chosen for it. */
export interface ReadExercise {
  exercise: Exercise | null; problems: Problem[];
  experiment: Experiment; formula: string; reference: string | null; controls: string[]; quantities: string[];
  /** The exercise's own, or what there is where it says nothing. */
  tolerance: string;
}
/** Where something is wrong, there is nothing else. */
export interface CheckedCode {
  wrong: null | "mistyped" | "later" | "exercise" | "name";
  answer: number | null; as_written: boolean | null; experiment: Experiment; changed: Record<string, unknown>; same: boolean | null;
  expected: number | null; right: boolean | null;
}
/** `plain` is the name as names are compared; `code` is empty if nothing looks like one. */
export interface Submission { name: string; plain: string; code: string; text: string; checked: CheckedCode }
export interface Paper { entries: Entry[]; goals: Goal[]; steps: number[]; recipe_steps: number[]; fewest_bins: number }
