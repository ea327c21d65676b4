//! Colours, sizes and fonts.

use crate::labels::value;
use message::Message;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// The colour theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

/// The look of a figure: its theme, device pixels per pixel of the page, the share of the
/// trajectories' time shown, from 0 to 1 (0 for walkers whose steps are too many to tell apart), both
/// estimates of the potential or one, the two coordinates in which walkers are seen, and the language of
/// its words.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    pub theme: Theme,
    pub ratio: f64,
    pub moment: f64,
    pub both: bool,
    pub plane: [usize; 2],
    pub say: &'a dyn Fn(&Message) -> String,
}

/// The words of a figure in English.
pub fn english(message: &Message) -> String {
    message.text.clone()
}

/// Colours for the colour-blind (Okabe & Ito), in pairs for the light and the dark theme.
impl Look<'_> {
    fn pick(&self, light: (u8, u8, u8), dark: (u8, u8, u8)) -> RGBColor {
        let (r, g, b) = if self.theme == Theme::Light {
            light
        } else {
            dark
        };
        RGBColor(r, g, b)
    }

    /// A number in the language of the words.
    pub fn number(&self, x: f64, text: String) -> String {
        (self.say)(&value(x, text))
    }

    /// The learned potential.
    pub fn learned(&self) -> RGBColor {
        self.pick((0, 114, 178), (86, 180, 233))
    }

    /// The reference.
    pub fn reference(&self) -> RGBColor {
        self.pick((196, 78, 0), (240, 160, 40))
    }

    /// The original `V`.
    pub fn original(&self) -> RGBColor {
        self.pick((130, 134, 142), (150, 154, 164))
    }

    /// Histograms.
    pub fn bars(&self) -> RGBColor {
        self.pick((0, 158, 115), (0, 178, 134))
    }

    /// Text and axes.
    pub fn text(&self) -> RGBColor {
        self.pick((58, 62, 70), (205, 208, 214))
    }

    /// Gaps in a map.
    pub fn gap(&self) -> RGBColor {
        self.pick((226, 228, 232), (44, 48, 58))
    }

    /// Contour lines of a map.
    pub fn contour(&self) -> RGBColor {
        RGBColor(12, 12, 24)
    }

    /// The outcome kept for comparison.
    pub fn other(&self) -> RGBColor {
        self.pick((160, 60, 130), (224, 140, 200))
    }

    /// The part of a kick that a step resolves, and the part that acts as noise.
    pub fn resolved(&self) -> RGBColor {
        self.learned()
    }

    pub fn noise(&self) -> RGBColor {
        self.other()
    }

    /// Force matching.
    pub fn matched(&self) -> RGBColor {
        self.pick((160, 145, 0), (240, 228, 66))
    }

    /// The mixture of two colours, with this share of `to`.
    pub fn between(&self, from: RGBColor, to: RGBColor, share: f64) -> RGBColor {
        let mixed = |a: u8, b: u8| (f64::from(a) + share * (f64::from(b) - f64::from(a))) as u8;
        RGBColor(
            mixed(from.0, to.0),
            mixed(from.1, to.1),
            mixed(from.2, to.2),
        )
    }

    /// Grid lines.
    pub fn grid(&self) -> RGBAColor {
        self.text().mix(0.12)
    }

    /// A length in pixels of the page as device pixels.
    pub fn px(&self, length: f64) -> i32 {
        (length * self.ratio).round().max(1.0) as i32
    }

    /// A line of this width in pixels of the page.
    pub fn stroke(&self, color: impl Color, width: f64) -> ShapeStyle {
        color.stroke_width(self.px(width) as u32)
    }

    /// Text of this size in pixels of the page.
    pub fn font(&self, size: f64, horizontal: HPos, vertical: VPos) -> TextStyle<'static> {
        (FontFamily::Name("system-ui, sans-serif"), size * self.ratio)
            .into_font()
            .color(&self.text())
            .pos(Pos::new(horizontal, vertical))
    }
}
