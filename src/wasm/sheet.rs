//! A canvas to draw on.

use plotters::prelude::DrawingBackend;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

type Error = <CanvasBackend as DrawingBackend>::ErrorType;
type Done = Result<(), DrawingErrorKind<Error>>;

/// The canvas of plotters-canvas, except that it measures text on the canvas itself. Plotters
/// would measure it by an element with inline style put into the page, which costs a layout each
/// time and which a strict content security policy forbids.
pub struct Sheet {
    canvas: CanvasBackend,
    context: CanvasRenderingContext2d,
}

impl Sheet {
    /// The whole of a canvas, wiped clean; `None` where the browser cannot draw on it.
    pub fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        context.clear_rect(
            0.0,
            0.0,
            f64::from(canvas.width()),
            f64::from(canvas.height()),
        );
        Some(Sheet {
            canvas: CanvasBackend::with_canvas_object(canvas)?,
            context,
        })
    }
}

/// Width and height of a text in pixels, as a canvas would draw it.
pub fn text_size(
    context: &CanvasRenderingContext2d,
    text: &str,
    style: &impl BackendTextStyle,
) -> (u32, u32) {
    context.set_font(&format!(
        "{} {}px {}",
        style.style().as_str(),
        style.size(),
        style.family().as_str()
    ));
    let width = context.measure_text(text).map_or(0.0, |m| m.width());
    (width.ceil() as u32, style.size().ceil() as u32)
}

/// Red, green and blue bytes as what a canvas takes; `None` for a picture of no size.
pub fn image((wide, high): (u32, u32), bytes: &[u8]) -> Option<ImageData> {
    let pixels: Vec<u8> = bytes
        .as_chunks::<3>()
        .0
        .iter()
        .flat_map(|&[red, green, blue]| [red, green, blue, u8::MAX])
        .collect();
    ImageData::new_with_u8_clamped_array_and_sh(Clamped(&pixels), wide, high).ok()
}

impl DrawingBackend for Sheet {
    type ErrorType = Error;

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Error>> {
        Ok(text_size(&self.context, text, style))
    }

    fn get_size(&self) -> (u32, u32) {
        self.canvas.get_size()
    }

    fn ensure_prepared(&mut self) -> Done {
        self.canvas.ensure_prepared()
    }

    fn present(&mut self) -> Done {
        self.canvas.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Done {
        self.canvas.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Done {
        self.canvas.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Done {
        self.canvas.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.canvas.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Done {
        self.canvas.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Done {
        self.canvas.fill_polygon(path, style)
    }

    fn blit_bitmap(&mut self, at: BackendCoord, size: (u32, u32), bytes: &[u8]) -> Done {
        // There is nothing to see of a picture of no size.
        if let Some(image) = image(size, bytes) {
            let corner = (f64::from(at.0), f64::from(at.1));
            let _ = self.context.put_image_data(&image, corner.0, corner.1);
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        self.canvas.draw_text(text, style, at)
    }
}
