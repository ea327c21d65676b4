//! An image as an element of plotters, whose own one requires a whole backend.

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

/// An image in red, green and blue bytes, row by row from the top left corner of an area.
pub struct Picture {
    pub size: (u32, u32),
    pub bytes: Vec<u8>,
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Picture {
    type Point = BackendCoord;
    type IntoIter = [BackendCoord; 1];
    fn point_iter(self) -> Self::IntoIter {
        [(0, 0)]
    }
}

impl<DB: DrawingBackend> Drawable<DB> for Picture {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        corners: I,
        backend: &mut DB,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        for corner in corners {
            backend.blit_bitmap(corner, self.size, &self.bytes)?;
        }
        Ok(())
    }
}
