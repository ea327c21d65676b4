//! The engine beside a kernel written by hand for one formula, in one module, so that both run
//! on the same thread of the same machine in turn: what the tape costs is the difference. And
//! what a worker does in two dimensions, where there is no kernel by hand.

mod fused;
mod kernels;
mod learning;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use kernels::Kernels;
pub use learning::Learning;
