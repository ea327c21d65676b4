//! Axes and legends of charts, and the geometry of their data.

use crate::marker::Marker;
use crate::{Backend, Look};
use message::{Message, raised};
use plotters::coord::Shift;
use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use std::error::Error;

/// A chart with two linear axes.
pub type Chart<'a, DB> = ChartContext<'a, DB, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// The result of drawing.
pub type Drawn<T> = Result<T, Box<dyn Error>>;

/// Sizes in pixels of the page.
const LABEL: f64 = 12.0;
const LEFT: f64 = 60.0;
/// The left margin of areas narrower than [`LITTLE`].
const LEFT_OF_LITTLE: f64 = 46.0;
const LITTLE: f64 = 160.0;
const BOTTOM: f64 = 38.0;
/// The bottom margin of an axis without a label.
const TICKS: f64 = 20.0;
/// A tick mark and the space beside it.
const TICK: f64 = 10.0;
/// Most ticks of an axis.
const MOST: usize = 9;
const LEGEND_ROW: f64 = 20.0;
const LEGEND_LEFT: f64 = 52.0;
const SWATCH: f64 = 18.0;

/// An axis: interval, label and the text of its ticks.
pub struct Axis<'a> {
    pub from: f64,
    pub to: f64,
    pub label: Message,
    pub tick: &'a dyn Fn(f64) -> String,
}

impl Axis<'_> {
    /// The interval, or 0 to 1 if it cannot be drawn: plotters searches endlessly for ticks between
    /// numbers that are not finite or too close together.
    pub fn range(&self) -> std::ops::Range<f64> {
        let size = self.from.abs().max(self.to.abs());
        let drawable = size.is_finite() && self.to - self.from > 1e-9 * size;
        if drawable {
            self.from..self.to
        } else {
            0.0..1.0
        }
    }

    /// The text of a tick; one as near to zero as a rounding error is zero.
    fn named(&self, x: f64) -> String {
        let near = 1e-9 * self.from.abs().max(self.to.abs());
        (self.tick)(if x.abs() < near { 0.0 } else { x })
    }

    /// A tick in the language of the figure.
    pub fn written(&self, look: &Look, x: f64) -> String {
        let text = self.named(x);
        match text.contains('.') {
            true => look.number(x, text),
            false => text,
        }
    }
}

/// An entry of a legend.
#[derive(Clone)]
pub struct Entry {
    pub name: Message,
    pub color: RGBColor,
    pub mark: Mark,
}

/// The mark of a legend entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Line,
    Dashes,
    /// A line with the marker of its points.
    Points {
        dashed: bool,
        marker: Marker,
    },
    Band,
    /// None: the name is a title.
    Title,
}

/// The panels of a figure, which map pointer positions to data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Geometry {
    pub panels: Vec<Panel>,
}

/// A rectangle in device pixels and its intervals of data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Panel {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub x: [f64; 2],
    pub y: [f64; 2],
    /// The two variables of a panel that shows a plane of positions.
    pub plane: Option<[usize; 2]>,
}

impl Panel {
    /// The panel of a chart.
    pub fn of<DB: Backend>(chart: &Chart<DB>) -> Self {
        let (across, down) = chart.plotting_area().get_pixel_range();
        let (x, y) = (chart.x_range(), chart.y_range());
        Panel {
            left: f64::from(across.start),
            right: f64::from(across.end),
            top: f64::from(down.start),
            bottom: f64::from(down.end),
            x: [x.start, x.end],
            y: [y.start, y.end],
            plane: None,
        }
    }

    /// The data at a place; `None` outside the panel.
    pub fn data_at(&self, across: f64, down: f64) -> Option<[f64; 2]> {
        let (s, t) = (
            (across - self.left) / (self.right - self.left),
            (down - self.top) / (self.bottom - self.top),
        );
        let inside = (0.0..=1.0).contains(&s) && (0.0..=1.0).contains(&t);
        inside.then(|| {
            [
                self.x[0] + s * (self.x[1] - self.x[0]),
                self.y[1] - t * (self.y[1] - self.y[0]),
            ]
        })
    }

    /// Pixels for a unit of data across.
    pub fn scale(&self) -> f64 {
        (self.right - self.left) / (self.x[1] - self.x[0])
    }

    /// The place of a pair of data.
    pub fn place_of(&self, x: f64, y: f64) -> [f64; 2] {
        let s = (x - self.x[0]) / (self.x[1] - self.x[0]);
        let t = (self.y[1] - y) / (self.y[1] - self.y[0]);
        [
            self.left + s * (self.right - self.left),
            self.top + t * (self.bottom - self.top),
        ]
    }
}

/// A chart with axes and grid; the legend is above it and covers no data.
pub fn chart<'a, DB: Backend + 'a>(
    area: &DrawingArea<DB, Shift>,
    look: &Look,
    x: &Axis,
    y: &Axis,
    legend: &[Entry],
) -> Drawn<Chart<'a, DB>> {
    let rows = draw_legend(area, look, legend)?;
    let (wide, high) = area.dim_in_pixel();
    let is_narrow = f64::from(wide) < LITTLE * look.ratio;
    let left = if is_narrow { LEFT_OF_LITTLE } else { LEFT };
    let bottom = if x.label.is_empty() { TICKS } else { BOTTOM };
    let mut chart = ChartBuilder::on(area)
        .margin_top(look.px(rows * LEGEND_ROW + 10.0))
        .margin_right(look.px(16.0))
        .margin_bottom(look.px(4.0))
        .margin_left(look.px(4.0))
        .x_label_area_size(look.px(bottom))
        .y_label_area_size(look.px(left))
        .build_cartesian_2d(x.range(), y.range())?;
    let fits =
        |pixels: u32, each: f64| ((f64::from(pixels) / look.ratio / each) as usize).clamp(2, MOST);
    let (across, down) = chart.plotting_area().dim_in_pixel();
    // A label of the axis leaves less room.
    let room = left - TICK - if y.label.is_empty() { 0.0 } else { LABEL };
    let x_labels = ticks(x, fits(wide, 70.0), |apart, widest| {
        apart * f64::from(across) / look.ratio > widest + LABEL
    });
    let y_labels = ticks(y, fits(high, 45.0), |apart, widest| {
        apart * f64::from(down) / look.ratio > 1.25 * LABEL && widest < room
    });
    chart
        .configure_mesh()
        .bold_line_style(look.grid())
        .light_line_style(TRANSPARENT)
        .axis_style(look.text().mix(0.5))
        .x_labels(x_labels)
        .y_labels(y_labels)
        .x_desc((look.say)(&x.label))
        .y_desc((look.say)(&y.label))
        .x_label_formatter(&|v| x.written(look, *v))
        .y_label_formatter(&|v| y.written(look, *v))
        .label_style(look.font(LABEL, HPos::Center, VPos::Center))
        .axis_desc_style(look.font(LABEL, HPos::Center, VPos::Center))
        .draw()?;
    Ok(chart)
}

/// The maximal number of ticks of an axis: `wanted`, or more if that leaves a single named tick and
/// finer ones fit. `have_room` takes the distance of two ticks, as a share of the axis, and the
/// width of the widest.
fn ticks(axis: &Axis, wanted: usize, have_room: impl Fn(f64, f64) -> bool) -> usize {
    let range = axis.range();
    let length = range.end - range.start;
    let ticks = RangedCoordf64::from(range);
    let named = |most: usize| -> Vec<(f64, usize)> {
        let each = ticks.key_points(most).into_iter();
        let each = each.map(|at| (at, axis.named(at).chars().count()));
        each.filter(|(_, letters)| *letters > 0).collect()
    };
    if named(wanted).len() > 1 {
        return wanted;
    }
    let finer = (wanted + 1..=MOST).find(|most| named(*most).len() > 1);
    finer
        .filter(|most| {
            let named = named(*most);
            let widest = named.iter().map(|tick| tick.1).max().unwrap_or(0) as f64;
            have_room((named[1].0 - named[0].0) / length, 0.6 * LABEL * widest)
        })
        .unwrap_or(wanted)
}

/// Draws a legend for several charts. Returns the area below it.
pub fn below_legend<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    look: &Look,
    legend: &[Entry],
) -> Drawn<DrawingArea<DB, Shift>> {
    let rows = draw_legend(area, look, legend)?;
    Ok(area.split_vertically(look.px(rows * LEGEND_ROW)).1)
}

/// Draws the entries in rows from the left. Returns the number of rows.
fn draw_legend<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    look: &Look,
    legend: &[Entry],
) -> Drawn<f64> {
    let style = look.font(LABEL, HPos::Left, VPos::Center);
    let (wide, _) = area.dim_in_pixel();
    let titled = legend.iter().any(|entry| entry.mark == Mark::Title);
    let start = look.px(if titled { 8.0 } else { LEGEND_LEFT });
    let (mut across, mut row) = (start, 0);
    for entry in legend {
        let name = (look.say)(&entry.name);
        let text = area.estimate_text_size(&name, &style)?.0 as i32;
        let swatch = match entry.mark {
            Mark::Title => 0,
            _ => look.px(SWATCH),
        };
        let width = swatch + look.px(6.0) + text + look.px(16.0);
        if across > start && across + width > wide as i32 {
            (across, row) = (start, row + 1);
        }
        let middle = look.px(LEGEND_ROW * (f64::from(row) + 0.5) + 4.0);
        let line = |from: i32, to: i32| {
            PathElement::new(
                [(across + from, middle), (across + to, middle)],
                look.stroke(entry.color, 2.0),
            )
        };
        match entry.mark {
            Mark::Title => {}
            Mark::Line | Mark::Points { dashed: false, .. } => area.draw(&line(0, swatch))?,
            Mark::Dashes | Mark::Points { dashed: true, .. } => {
                area.draw(&line(0, swatch * 2 / 5))?;
                area.draw(&line(swatch * 3 / 5, swatch))?;
            }
            Mark::Band => {
                let half = look.px(4.0);
                area.draw(&Rectangle::new(
                    [(across, middle - half), (across + swatch, middle + half)],
                    entry.color.mix(0.45).filled(),
                ))?;
            }
        }
        if let Mark::Points { marker, .. } = entry.mark {
            marker.draw(area, (across + swatch / 2, middle), entry.color, look)?;
        }
        area.draw(&Text::new(
            name,
            (across + swatch + look.px(6.0), middle),
            style.clone(),
        ))?;
        across += width;
    }
    Ok(if legend.is_empty() {
        0.0
    } else {
        f64::from(row) + 1.0
    })
}

/// A tick of a linear axis, without the rounding errors of binary fractions, and zero without a sign.
pub fn plain_tick(x: f64) -> String {
    let rounded = format!("{x:.8e}").parse().unwrap_or(x) + 0.0;
    if rounded != 0.0 && (rounded.abs() >= 1e5 || rounded.abs() < 1e-3) {
        format!("{rounded:e}")
    } else {
        format!("{rounded}")
    }
}

/// A tick of an axis of decimal logarithms; empty between whole powers.
pub fn power_tick(exponent: f64) -> String {
    let whole = exponent.round();
    if (exponent - whole).abs() > 1e-6 {
        return String::new();
    }
    format!("10{}", raised(whole as i32))
}

/// Draws a note in the middle of an empty figure.
pub fn note<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    look: &Look,
    message: &Message,
) -> Drawn<Geometry> {
    let (wide, high) = area.dim_in_pixel();
    let style = look.font(13.0, HPos::Center, VPos::Center);
    area.draw(&Text::new(
        (look.say)(message),
        (wide as i32 / 2, high as i32 / 2),
        style,
    ))?;
    Ok(Geometry::default())
}

/// Decimal logarithm.
pub fn log(x: f64) -> f64 {
    libm::log10(x)
}

/// Three to four significant digits.
pub fn short(x: f64) -> String {
    let size = x.abs();
    if size != 0.0 && !(1e-4..1e5).contains(&size) {
        return format!("{x:.2e}");
    }
    let decimals = (3 - log(size.max(1e-4)).floor() as i32).clamp(0, 6) as usize;
    format!("{x:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::{Axis, Message, plain_tick, power_tick, ticks};
    use plotters::coord::ranged1d::Ranged;
    use plotters::coord::types::RangedCoordf64;

    #[test]
    fn a_tick_at_zero_has_no_sign() {
        let axis = |from, to| Axis {
            from,
            to,
            label: Message::default(),
            tick: &plain_tick,
        };
        let named = [-1e-17, 0.0, -0.0].map(|x| axis(-1.0, 1.0).named(x));
        assert_eq!(named, ["0", "0", "0"]);
        assert_eq!([-0.1 - 0.2, 1e-4].map(plain_tick), ["-0.3", "1e-4"]);
        assert_eq!(axis(0.0, 3e-20).named(1e-20), "1e-20");
    }

    #[test]
    fn an_axis_has_two_named_ticks_where_there_is_room() {
        for (from, to, tick) in [
            (-4.0, 4.0, &plain_tick as &dyn Fn(f64) -> String),
            (-1.9, 1.9, &plain_tick),
            (0.97, 1.06, &plain_tick),
            (4.0, 6.0, &power_tick),
            (5.0, 6.0, &power_tick),
        ] {
            let axis = Axis {
                from,
                to,
                label: Message::default(),
                tick,
            };
            let named = |most: usize| {
                let points = RangedCoordf64::from(from..to).key_points(most);
                points.iter().filter(|at| !tick(**at).is_empty()).count()
            };
            for wanted in 2..=9 {
                let most = ticks(&axis, wanted, |_, _| true);
                assert!(named(most) > 1, "{from} to {to}: {wanted} became {most}");
                assert_eq!(ticks(&axis, wanted, |_, _| false), wanted);
            }
        }
    }
}
