//! What a figure is drawn on, chosen while it runs: the code of the figures, which is made for one
//! type of backend, is there once.

use super::sheet::Sheet;
use super::vector::Vector;
use plotters::prelude::DrawingBackend;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind,
};
use std::io;

type Done = Result<(), DrawingErrorKind<io::Error>>;

/// A canvas, or a text of scalable vector graphics.
pub enum Medium<'a> {
    Canvas(Sheet),
    Text(Vector<'a>),
}

/// Asks the one that it is.
macro_rules! either {
    ($medium:expr, $one:ident => $asked:expr) => {
        match $medium {
            Medium::Canvas($one) => $asked.map_err(told),
            Medium::Text($one) => $asked.map_err(told),
        }
    };
}

fn told<E: std::error::Error + Send + Sync + 'static>(
    error: DrawingErrorKind<E>,
) -> DrawingErrorKind<io::Error> {
    match error {
        DrawingErrorKind::DrawingError(error) => {
            DrawingErrorKind::DrawingError(io::Error::other(error))
        }
        DrawingErrorKind::FontError(error) => DrawingErrorKind::FontError(error),
    }
}

/// Any style, as one type.
struct Plain {
    color: BackendColor,
    width: u32,
}

impl Plain {
    fn of(style: &impl BackendStyle) -> Plain {
        Plain {
            color: style.color(),
            width: style.stroke_width(),
        }
    }
}

impl BackendStyle for Plain {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

impl DrawingBackend for Medium<'_> {
    type ErrorType = io::Error;

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<io::Error>> {
        either!(self, one => one.estimate_text_size(text, style))
    }

    fn get_size(&self) -> (u32, u32) {
        match self {
            Medium::Canvas(one) => one.get_size(),
            Medium::Text(one) => one.get_size(),
        }
    }

    fn ensure_prepared(&mut self) -> Done {
        either!(self, one => one.ensure_prepared())
    }

    fn present(&mut self) -> Done {
        either!(self, one => one.present())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Done {
        either!(self, one => one.draw_pixel(point, color))
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Done {
        either!(self, one => one.draw_line(from, to, &Plain::of(style)))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done {
        either!(self, one => one.draw_rect(upper_left, bottom_right, &Plain::of(style), fill))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        let path: Vec<BackendCoord> = path.into_iter().collect();
        either!(self, one => one.draw_path(path, &Plain::of(style)))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        either!(self, one => one.draw_circle(center, radius, &Plain::of(style), fill))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        let path: Vec<BackendCoord> = path.into_iter().collect();
        either!(self, one => one.fill_polygon(path, &Plain::of(style)))
    }

    fn blit_bitmap(&mut self, at: BackendCoord, size: (u32, u32), bytes: &[u8]) -> Done {
        either!(self, one => one.blit_bitmap(at, size, bytes))
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        either!(self, one => one.draw_text(text, style, at))
    }
}
