//! The page's wasm: what [`web`] exports and nothing else.
//!
//! All crates are optimised as a whole at the level of the last one, functions of a crate compiled
//! for size excepted. So this one, which has no code, is compiled for speed: or else no loop over
//! walkers would be vectorised. And it is a library for nobody but browsers: where a crate is one for
//! Rust, too, cargo does not optimise as a whole, and says nothing.

#[cfg(target_arch = "wasm32")]
pub use web::*;
