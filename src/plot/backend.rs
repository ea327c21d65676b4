//! The surface that figures are drawn on.

use plotters::prelude::DrawingBackend;

/// What figures are drawn on: any backend of plotters whose errors can be told.
pub trait Backend: DrawingBackend<ErrorType: 'static> {}

impl<T: DrawingBackend<ErrorType: 'static>> Backend for T {}
