//! A figure as scalable vector graphics.

use super::sheet::{image, text_size};
use plotters::prelude::{DrawingBackend, SVGBackend};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind,
};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

type Error = <SVGBackend<'static> as DrawingBackend>::ErrorType;
type Done = Result<(), DrawingErrorKind<Error>>;

/// The pictures of a drawing, in the order of their marks in its text.
pub type Pictures = Rc<RefCell<Vec<String>>>;

/// Plotters' own backend, except that it measures text on a canvas, as [`super::sheet::Sheet`]
/// does, and that it leaves a mark where a picture belongs, which plotters would draw pixel by
/// pixel.
pub struct Vector<'a> {
    svg: SVGBackend<'a>,
    context: CanvasRenderingContext2d,
    pictures: Pictures,
}

impl<'a> Vector<'a> {
    /// A drawing that is written to `text`, of the size of the canvas that measures.
    pub fn new(
        text: &'a mut String,
        canvas: &HtmlCanvasElement,
        pictures: Pictures,
    ) -> Option<Self> {
        let size = (canvas.width(), canvas.height());
        Some(Vector {
            svg: SVGBackend::with_string(text, size),
            context: canvas.get_context("2d").ok()??.dyn_into().ok()?,
            pictures,
        })
    }
}

/// Puts pictures in the place of their marks.
pub fn with_pictures(mut text: String, pictures: &Pictures) -> String {
    for (number, picture) in pictures.borrow().iter().enumerate() {
        let mark = mark(number);
        let Some(at) = text.find(&mark) else { continue };
        let from = text[..at].rfind("<text").unwrap_or(at);
        let to = text[at..]
            .find("</text>")
            .map_or(at, |end| at + end + "</text>".len());
        text.replace_range(from..to, picture);
    }
    text
}

fn mark(number: usize) -> String {
    format!("\u{e000}{number}\u{e001}")
}

/// Red, green and blue bytes as the address of a PNG picture.
fn address(canvas: &HtmlCanvasElement, (wide, high): (u32, u32), bytes: &[u8]) -> Option<String> {
    let sheet: HtmlCanvasElement = canvas.clone_node().ok()?.dyn_into().ok()?;
    sheet.set_width(wide);
    sheet.set_height(high);
    let context: CanvasRenderingContext2d = sheet.get_context("2d").ok()??.dyn_into().ok()?;
    context
        .put_image_data(&image((wide, high), bytes)?, 0.0, 0.0)
        .ok()?;
    sheet.to_data_url().ok()
}

impl DrawingBackend for Vector<'_> {
    type ErrorType = Error;

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Error>> {
        Ok(text_size(&self.context, text, style))
    }

    fn get_size(&self) -> (u32, u32) {
        self.svg.get_size()
    }

    fn ensure_prepared(&mut self) -> Done {
        self.svg.ensure_prepared()
    }

    fn present(&mut self) -> Done {
        self.svg.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Done {
        self.svg.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Done {
        self.svg.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done {
        self.svg.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.svg.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        self.svg.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.svg.fill_polygon(path, style)
    }

    fn blit_bitmap(&mut self, at: BackendCoord, size: (u32, u32), bytes: &[u8]) -> Done {
        let canvas = self.context.canvas();
        // There is nothing to see of a picture of no size.
        let Some(address) = canvas.and_then(|canvas| address(&canvas, size, bytes)) else {
            return Ok(());
        };
        let number = self.pictures.borrow().len();
        let ((x, y), (wide, high)) = (at, size);
        self.pictures.borrow_mut().push(format!(
            r#"<image x="{x}" y="{y}" width="{wide}" height="{high}" href="{address}"/>"#
        ));
        self.svg.draw_text(&mark(number), &Mark, at)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        self.svg.draw_text(text, style, at)
    }
}

/// The style of a mark, which nobody sees.
struct Mark;

impl BackendTextStyle for Mark {
    type FontError = std::io::Error;

    fn family(&self) -> plotters_backend::FontFamily<'_> {
        plotters_backend::FontFamily::SansSerif
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
