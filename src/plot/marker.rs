//! Markers of points, which tell lines apart without their colours.

use crate::{Backend, Look};
use plotters::coord::Shift;
use plotters::prelude::*;
use std::error::Error;

/// Size in pixels of the page.
const SIZE: f64 = 3.5;

/// The shape of a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    Dot,
    Diamond,
    Square,
    Triangle,
    Cross,
}

impl Marker {
    /// Draws a marker around a pixel.
    pub fn draw<DB: Backend>(
        self,
        area: &DrawingArea<DB, Shift>,
        (x, y): (i32, i32),
        color: RGBColor,
        look: &Look,
    ) -> Result<(), Box<dyn Error>> {
        let size = look.px(SIZE);
        let (left, right, top, bottom) = (x - size, x + size, y - size, y + size);
        let path = |corners: &[(i32, i32)]| {
            let stroke = look.stroke(color, 1.5);
            area.draw(&PathElement::new(corners, stroke))
        };
        let corners = [(left, bottom), (right, bottom), (right, top), (left, top)];
        match self {
            Marker::Dot => area.draw(&Circle::new((x, y), size, color.filled()))?,
            Marker::Diamond => path(&[(x, top), (right, y), (x, bottom), (left, y), (x, top)])?,
            Marker::Square => {
                area.draw(&Rectangle::new([corners[0], corners[2]], color.filled()))?
            }
            Marker::Triangle => path(&[corners[0], corners[1], (x, top), corners[0]])?,
            Marker::Cross => {
                path(&[corners[0], corners[2]])?;
                path(&[corners[1], corners[3]])?;
            }
        }
        Ok(())
    }
}
