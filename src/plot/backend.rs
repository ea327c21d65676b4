//! The drawing backend of figures.

use plotters::prelude::DrawingBackend;

/// Any plotters backend with a `'static` error type.
pub trait Backend: DrawingBackend<ErrorType: 'static> {}

impl<T: DrawingBackend<ErrorType: 'static>> Backend for T {}
