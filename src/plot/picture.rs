//! An image as an element that plotters can draw. (Its own one comes with a whole backend.)

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

/// Red, green and blue bytes, row by row from the top, from the corner of an area on.
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
