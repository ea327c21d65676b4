//! The engine beside a kernel written by hand for one formula, in one module, so that both run
//! on the same thread of the same machine in turn: what the tape costs is the difference.

mod fused;
mod kernels;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use kernels::Kernels;
