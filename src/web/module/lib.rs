//! The page's wasm, which exports the functions of [`web`].
//!
//! Link-time optimisation treats all crates at the level of the last one, except functions of
//! crates compiled for size. So this crate without code is compiled for speed; otherwise no loop
//! over walkers would be vectorised. It is a `cdylib` only: if a crate is also a Rust library,
//! cargo silently skips link-time optimisation.

pub use web::*;
