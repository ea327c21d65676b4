/** The element `<stepsieve-demo>`; `stepsieve-demo.js` describes its attributes and events. */
import type { Outcome } from "../wasm/stepsieve.js";

export interface StepsieveDemo extends HTMLElement {
  /** The last outcome, or `null`. */
  readonly outcome: Outcome | null;
  run(): void;
  pause(): void;
  reset(): void;
  /** Changes settings by their dotted names. */
  set(settings: Record<string, unknown>): void;
  /** Opens the part of a link after the `#`. */
  open(link: string): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "stepsieve-demo": StepsieveDemo;
  }
}
