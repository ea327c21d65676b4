//! Pictures in SVG: plotters' backend cannot write them, so a text of private-use characters marks
//! their place until the drawing is complete.

use plotters_backend::BackendCoord;
use std::cell::RefCell;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// The pictures of a drawing, in the order of their marks.
#[derive(Default)]
pub struct Pictures(RefCell<Vec<String>>);

impl Pictures {
    /// Stores a picture and returns its mark; `None` if the browser cannot encode it.
    pub fn keep(
        &self,
        (x, y): BackendCoord,
        (wide, high): (u32, u32),
        image: &ImageData,
        canvas: &HtmlCanvasElement,
    ) -> Option<String> {
        let sheet: HtmlCanvasElement = canvas.clone_node().ok()?.dyn_into().ok()?;
        sheet.set_width(wide);
        sheet.set_height(high);
        context(&sheet)?.put_image_data(image, 0.0, 0.0).ok()?;
        let address = sheet.to_data_url().ok()?;
        let mut pictures = self.0.borrow_mut();
        let mark = mark(pictures.len());
        pictures.push(format!(
            r#"<image x="{x}" y="{y}" width="{wide}" height="{high}" href="{address}"/>"#
        ));
        Some(mark)
    }

    /// Replaces the marks in a drawing by their pictures.
    pub fn placed_in(&self, mut text: String) -> String {
        for (number, picture) in self.0.borrow().iter().enumerate() {
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
}

fn mark(number: usize) -> String {
    format!("\u{e000}{number}\u{e001}")
}

/// Converts RGB bytes to image data for a canvas; `None` for a picture of size zero.
pub fn image((wide, high): (u32, u32), bytes: &[u8]) -> Option<ImageData> {
    let pixels: Vec<u8> = bytes
        .as_chunks::<3>()
        .0
        .iter()
        .flat_map(|&[red, green, blue]| [red, green, blue, u8::MAX])
        .collect();
    ImageData::new_with_u8_clamped_array_and_sh(Clamped(&pixels), wide, high).ok()
}

/// The drawing context of a canvas.
pub fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}
