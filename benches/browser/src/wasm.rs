//! The kernels' JavaScript interface.

use crate::{Kernels, Learning};
use stepsieve::statistics::BlockTally;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_name = Kernels)]
#[derive(Default)]
pub struct WebKernels(Kernels);

#[wasm_bindgen(js_class = Kernels)]
impl WebKernels {
    #[wasm_bindgen(constructor)]
    pub fn new() -> WebKernels {
        WebKernels::default()
    }

    /// Advances the engine's block.
    pub fn tape(&mut self, windows: u32) {
        self.0.tape(windows);
    }

    /// Advances the block by hand.
    pub fn fused(&mut self, windows: u32) {
        self.0.fused(windows);
    }

    /// Walker-steps in a window.
    pub fn window(&self) -> u32 {
        Kernels::window()
    }

    /// Step, friction, kick, and edge of the histogram of momenta.
    pub fn parameters(&self) -> Vec<f64> {
        self.0.parameters().to_vec()
    }

    /// Recorded mean squared symmetric momentum of each block, the engine's first; it shows that
    /// all kernels do the same.
    pub fn mean_squares(&self) -> Vec<f64> {
        self.0.tallies().map(mean_square).to_vec()
    }
}

/// A worker's part of a learning run.
#[wasm_bindgen(js_name = Learning)]
pub struct WebLearning(Learning);

#[wasm_bindgen(js_class = Learning)]
impl WebLearning {
    #[wasm_bindgen(constructor)]
    pub fn new(preset: &str) -> WebLearning {
        WebLearning(Learning::new(preset))
    }

    /// Advances every block.
    pub fn advance(&mut self, windows: u32) {
        self.0.advance(windows);
    }

    /// Walker-steps in a window of all blocks.
    pub fn window(&self) -> u32 {
        Learning::window()
    }
}

fn mean_square(tally: &BlockTally) -> f64 {
    let place = stepsieve::statistics::Observables::new(1).symmetric(0, 0);
    let sum: f64 = tally.segments.iter().map(|s| s.sums[place]).sum();
    let samples: u64 = tally.segments.iter().map(|s| s.samples).sum();
    sum / samples as f64
}
