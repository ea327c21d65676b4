//! Measures the cost of the tape: the engine and a kernel written by hand for one formula, in one
//! module, so that both run in turn on the same thread. Also a worker's work in two dimensions,
//! which has no kernel by hand.

mod fused;
mod kernels;
mod learning;
mod wasm;

pub use kernels::Kernels;
pub use learning::Learning;
