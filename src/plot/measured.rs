//! A backend that estimates the size of a text from the text alone.
//!
//! In a browser, plotters measures a text by putting it on the page and laying the page out
//! again, several times a figure: that takes longer than the drawing, and a page that forbids
//! inline styles refuses it.

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

/// Widths of characters in ems: a little wide of the usual sans-serif fonts, so that what is
/// placed by them never touches.
const NARROW: f64 = 0.31;
const USUAL: f64 = 0.57;
const WIDE: f64 = 0.72;

/// Any backend, with its texts measured by the table above.
#[derive(Debug)]
pub struct Measured<B>(pub B);

/// The width of a text in ems.
fn width(text: &str) -> f64 {
    let width_of = |c: char| match c {
        // Marks that stand over the letter before them.
        '\u{300}'..='\u{36f}' => 0.0,
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '(' | ')' | '[' | ']' | '-' | 'i' | 'j'
        | 'l' | 't' | 'f' | 'r' | 'I' => NARROW,
        'm' | 'w' | '−' | '±' | '×' | '=' | '+' => WIDE,
        c if c.is_uppercase() => WIDE,
        _ => USUAL,
    };
    text.chars().map(width_of).sum()
}

impl<B: DrawingBackend> DrawingBackend for Measured<B> {
    type ErrorType = B::ErrorType;

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<B::ErrorType>> {
        let size = style.size();
        Ok((
            (size * width(text)).ceil() as u32,
            (1.2 * size).ceil() as u32,
        ))
    }

    fn get_size(&self) -> (u32, u32) {
        self.0.get_size()
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.0.ensure_prepared()
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.0.present()
    }

    fn draw_pixel(
        &mut self,
        point: BackendCoord,
        color: BackendColor,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.0.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.0.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.0.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.0.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.0.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.0.fill_polygon(corners, style)
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        place: BackendCoord,
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.0.draw_text(text, style, place)
    }

    fn blit_bitmap(
        &mut self,
        place: BackendCoord,
        size: (u32, u32),
        pixels: &[u8],
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        self.0.blit_bitmap(place, size, pixels)
    }
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn longer_texts_are_wider_and_marks_take_no_room() {
        assert!(width("learned U") > width("U"));
        assert_eq!(width("β\u{302}"), width("β"));
        assert!(width("0.25") < 4.0 * width("0"));
    }
}
