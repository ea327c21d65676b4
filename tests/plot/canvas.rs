//! A backend that keeps count of what it is asked to draw.

use plotters::prelude::DrawingBackend;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind,
};
use std::cell::RefCell;
use std::rc::Rc;

/// What has been drawn, and where it reached.
#[derive(Debug, Default)]
pub struct Seen {
    pub lines: usize,
    pub areas: usize,
    pub texts: Vec<String>,
    /// Texts that do not lie on the canvas as a whole.
    pub cut: Vec<String>,
    pub points: usize,
}

pub struct Counting {
    pub size: (u32, u32),
    pub seen: Rc<RefCell<Seen>>,
}

type Done = Result<(), DrawingErrorKind<std::io::Error>>;

impl DrawingBackend for Counting {
    type ErrorType = std::io::Error;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<std::io::Error>> {
        // Somewhat wider than the usual system fonts.
        let width = text.chars().count() as f64 * style.size() * 0.6;
        Ok((width as u32, style.size() as u32))
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Done {
        Ok(())
    }

    fn blit_bitmap(&mut self, at: BackendCoord, (wide, high): (u32, u32), bytes: &[u8]) -> Done {
        assert_eq!(bytes.len(), 3 * (wide * high) as usize);
        let inside = at.0 >= 0 && at.1 >= 0;
        let fits = at.0 as u32 + wide <= self.size.0 && at.1 as u32 + high <= self.size.1;
        assert!(inside && fits, "{wide} × {high} at {at:?}");
        self.seen.borrow_mut().areas += 1;
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, _: BackendCoord, _: BackendCoord, _: &S) -> Done {
        self.seen.borrow_mut().lines += 1;
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        _: BackendCoord,
        _: BackendCoord,
        _: &S,
        _: bool,
    ) -> Done {
        self.seen.borrow_mut().areas += 1;
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        _: &S,
    ) -> Done {
        let mut seen = self.seen.borrow_mut();
        seen.lines += 1;
        seen.points += path.into_iter().count();
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        _: &S,
    ) -> Done {
        let mut seen = self.seen.borrow_mut();
        seen.areas += 1;
        seen.points += path.into_iter().count();
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        use plotters_backend::text_anchor::HPos;
        let width = self
            .estimate_text_size(text, style)
            .map_or(0, |s| s.0 as i32);
        let left = match style.anchor().h_pos {
            HPos::Left => at.0,
            HPos::Center => at.0 - width / 2,
            HPos::Right => at.0 - width,
        };
        let upright = matches!(style.transform(), plotters_backend::FontTransform::None);
        let mut seen = self.seen.borrow_mut();
        if upright
            && (left < 0
                || left + width > self.size.0 as i32
                || at.1 < 0
                || at.1 > self.size.1 as i32)
        {
            seen.cut.push(format!(
                "{text:?} from {left} to {} of {}",
                left + width,
                self.size.0
            ));
        }
        seen.texts.push(text.to_owned());
        Ok(())
    }
}
