//! A plotters backend that selects canvas or SVG at run time, so that the generic code of the
//! figures is compiled once.

use crate::pictures::{Pictures, context, image};
use plotters::prelude::{DrawingBackend, SVGBackend};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontFamily,
};
use plotters_canvas::CanvasBackend;
use std::io;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

type Done = Result<(), DrawingErrorKind<io::Error>>;

/// A canvas or SVG, by plotters' own backends, except that both measure text on a canvas and draw
/// pictures as pictures. Plotters would draw pictures pixel by pixel and measure text by an element
/// with inline style in the page, which costs a layout each time and which a strict content
/// security policy forbids.
pub struct Medium<'a> {
    surface: Surface<'a>,
    context: CanvasRenderingContext2d,
}

enum Surface<'a> {
    Canvas(CanvasBackend),
    Text(SVGBackend<'a>, &'a Pictures),
}

impl<'a> Medium<'a> {
    /// A whole canvas, cleared; `None` if the browser cannot draw on it.
    pub fn canvas(canvas: HtmlCanvasElement) -> Option<Self> {
        let context = context(&canvas)?;
        let (wide, high) = (f64::from(canvas.width()), f64::from(canvas.height()));
        context.clear_rect(0.0, 0.0, wide, high);
        let surface = Surface::Canvas(CanvasBackend::with_canvas_object(canvas)?);
        Some(Medium { surface, context })
    }

    /// An SVG drawing written to `text`, with marks in place of `pictures`. The canvas gives its
    /// size and measures text.
    pub fn text(
        text: &'a mut String,
        pictures: &'a Pictures,
        canvas: &HtmlCanvasElement,
    ) -> Option<Self> {
        let size = (canvas.width(), canvas.height());
        let surface = Surface::Text(SVGBackend::with_string(text, size), pictures);
        let context = context(canvas)?;
        Some(Medium { surface, context })
    }
}

/// Calls a method of the selected backend.
macro_rules! either {
    ($medium:expr, $one:ident => $asked:expr) => {
        match &mut $medium.surface {
            Surface::Canvas($one) => $asked.map_err(told),
            Surface::Text($one, _) => $asked.map_err(told),
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

/// A copy of any style, as one type.
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
        self.context.set_font(&format!(
            "{} {}px {}",
            style.style().as_str(),
            style.size(),
            style.family().as_str()
        ));
        let width = self.context.measure_text(text).map_or(0.0, |m| m.width());
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }

    fn get_size(&self) -> (u32, u32) {
        match &self.surface {
            Surface::Canvas(one) => one.get_size(),
            Surface::Text(one, _) => one.get_size(),
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
        // A picture of size zero has nothing to draw.
        let Some(image) = image(size, bytes) else {
            return Ok(());
        };
        match &mut self.surface {
            Surface::Canvas(_) => {
                let (x, y) = (f64::from(at.0), f64::from(at.1));
                let _ = self.context.put_image_data(&image, x, y);
                Ok(())
            }
            Surface::Text(svg, pictures) => {
                let canvas = self.context.canvas();
                let Some(mark) = canvas.and_then(|canvas| pictures.keep(at, size, &image, &canvas))
                else {
                    return Ok(());
                };
                svg.draw_text(&mark, &Mark, at).map_err(told)
            }
        }
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        either!(self, one => one.draw_text(text, style, at))
    }
}

/// The style of a mark, which a picture replaces.
struct Mark;

impl BackendTextStyle for Mark {
    type FontError = io::Error;

    fn family(&self) -> FontFamily<'_> {
        FontFamily::SansSerif
    }

    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, DrawFunc: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: DrawFunc,
    ) -> Result<Result<(), E>, Self::FontError> {
        Ok(Ok(()))
    }
}
