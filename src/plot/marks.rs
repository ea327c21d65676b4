//! Marks in pixels, as one element of plotters: drawing many of them costs one call and its code once.

use plotters::element::{Drawable, PointCollection};
use plotters::prelude::*;
use plotters_backend::{BackendCoord, DrawingErrorKind};

/// A mark over a whole area.
pub enum Mark {
    Path(Vec<BackendCoord>, ShapeStyle),
    Area(Vec<BackendCoord>, RGBAColor),
    Circle(BackendCoord, i32, ShapeStyle),
    Text(String, BackendCoord, TextStyle<'static>),
}

/// Marks in their order.
pub struct Marks(pub Vec<Mark>);

impl<'a> PointCollection<'a, BackendCoord> for &'a Marks {
    type Point = BackendCoord;
    type IntoIter = [BackendCoord; 1];
    fn point_iter(self) -> Self::IntoIter {
        [(0, 0)]
    }
}

impl<DB: DrawingBackend> Drawable<DB> for Marks {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        backend: &mut DB,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        for mark in &self.0 {
            match mark {
                Mark::Path(path, style) => backend.draw_path(path.iter().copied(), style)?,
                Mark::Area(path, color) => backend.fill_polygon(path.iter().copied(), color)?,
                Mark::Circle(at, radius, style) => {
                    backend.draw_circle(*at, *radius as u32, style, style.filled)?;
                }
                Mark::Text(text, at, style) => backend.draw_text(text, style, *at)?,
            }
        }
        Ok(())
    }
}
