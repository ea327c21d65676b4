// Written by `tests/types.rs` from the names of Rust.
/** Every figure, in the order of the page. */
export const FIGURES = /** @type {const} */ (["walkers", "staircase", "scales", "potential", "zoom", "positions", "momenta", "noise", "convergence", "agreement", "beside", "portrait", "mean", "correlation", "equilibrium"]);
/** Parts of an embed other than figures. */
export const PARTS = /** @type {const} */ (["findings", "numbers", "step"]);
/** Parts of an experiment that can be hidden. */
export const HIDDEN = /** @type {const} */ (["formula", "energy", "reference"]);
/** Most dimensions in which anything is learned or drawn on a grid. */
export const MOST_GRIDDED = 3;
