//! A plane of energies as a picture with colours, contour lines, and gaps without data.

use crate::Look;
use plotters::prelude::RGBColor;
use plotters::style::colors::colormaps::{ColorMap, ViridisRGB};

/// Approximate number of contour lines over the scale.
const LINES: f64 = 9.0;

/// Energies at the centres of equal bins of a rectangle; `values[i * y.len() + j]` belongs to
/// `x[i], y[j]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    pub x: Vec<f64>,
    pub y: Vec<f64>,
    pub values: Vec<Option<f64>>,
}

/// The range of energies of the colour scale, and the contour lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    pub low: f64,
    pub high: f64,
    /// Energy between two contour lines.
    pub line: f64,
}

impl Scale {
    /// A scale from `low` to `high` with contour lines at round numbers.
    pub fn new(low: f64, high: f64) -> Self {
        let rough = ((high - low) / LINES).max(f64::MIN_POSITIVE);
        let power = libm::exp10(libm::log10(rough).floor());
        let line = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .map(|m| m * power)
            .find(|step| *step >= rough)
            .unwrap_or(rough);
        Scale { low, high, line }
    }

    /// The colour of an energy, clamped to the ends of the scale.
    pub fn color(&self, energy: f64) -> RGBColor {
        let share = (energy - self.low) / (self.high - self.low).max(f64::MIN_POSITIVE);
        ViridisRGB.get_color(share.clamp(0.0, 1.0) as f32)
    }
}

impl Field {
    /// The plane of a grid through `point`, spanned by the axes `a` and `b`.
    pub fn through(
        axes: &[Vec<f64>],
        values: &[Option<f64>],
        [a, b]: [usize; 2],
        point: &[f64],
    ) -> Self {
        let nearest = |axis: usize| {
            let width = axes[axis].get(1).map_or(1.0, |x| x - axes[axis][0]);
            let place = ((point[axis] - axes[axis][0]) / width).round();
            place.clamp(0.0, axes[axis].len() as f64 - 1.0) as usize
        };
        let mut at: Vec<usize> = (0..axes.len()).map(nearest).collect();
        let mut plane = Vec::with_capacity(axes[a].len() * axes[b].len());
        for i in 0..axes[a].len() {
            for j in 0..axes[b].len() {
                (at[a], at[b]) = (i, j);
                let number = axes
                    .iter()
                    .zip(&at)
                    .fold(0, |n, (axis, i)| n * axis.len() + i);
                plane.push(values[number]);
            }
        }
        Field {
            x: axes[a].clone(),
            y: axes[b].clone(),
            values: plane,
        }
    }

    /// The whole rectangle in red, green and blue bytes, row by row from the top.
    pub fn picture(&self, (wide, high): (u32, u32), scale: &Scale, look: &Look) -> Vec<u8> {
        let columns = places(self.x.len(), wide as usize, false);
        let rows = places(self.y.len(), high as usize, true);
        let energies: Vec<f64> = rows
            .iter()
            .flat_map(|row| columns.iter().map(|column| self.between(column, row)))
            .collect();
        let gap = look.gap();
        let ink = look.contour();
        let half = 0.5 * look.ratio;
        let wide = wide as usize;
        let mut bytes = Vec::with_capacity(3 * energies.len());
        for (at, &energy) in energies.iter().enumerate() {
            if energy.is_nan() {
                bytes.extend([gap.0, gap.1, gap.2]);
                continue;
            }
            let color = scale.color(energy);
            let slope = slope(&energies, at, wide);
            // Distance to the nearest contour line, in pixels.
            let lines = energy / scale.line;
            let distance = (lines - lines.round()).abs() * scale.line / slope;
            let inside = energy < scale.high + 0.5 * scale.line;
            let share = if inside {
                (half + 0.5 - distance).clamp(0.0, 1.0) * 0.55
            } else {
                0.0
            };
            let blend = |c: u8, i: u8| (f64::from(c) + share * (f64::from(i) - f64::from(c))) as u8;
            bytes.extend([
                blend(color.0, ink.0),
                blend(color.1, ink.1),
                blend(color.2, ink.2),
            ]);
        }
        bytes
    }

    /// The energy interpolated between four centres; not a number if the nearest bin has none. The
    /// nearest bin's energy replaces that of a farther bin without one.
    fn between(&self, column: &Place, row: &Place) -> f64 {
        let value = |i: usize, j: usize| self.values[i * self.y.len() + j];
        let Some(near) = value(column.nearest, row.nearest) else {
            return f64::NAN;
        };
        let of = |i: usize, j: usize| value(i, j).unwrap_or(near);
        let (i, j) = (column.low, row.low);
        let below = of(i, j) + column.share * (of(column.high, j) - of(i, j));
        let above = of(i, row.high) + column.share * (of(column.high, row.high) - of(i, row.high));
        below + row.share * (above - below)
    }
}

/// The place of a pixel between the centres of bins.
struct Place {
    low: usize,
    high: usize,
    share: f64,
    nearest: usize,
}

fn places(bins: usize, pixels: usize, turned: bool) -> Vec<Place> {
    let last = bins.saturating_sub(1);
    let place = |pixel: usize| {
        let pixel = if turned { pixels - 1 - pixel } else { pixel };
        let x = (pixel as f64 + 0.5) / pixels as f64 * bins as f64 - 0.5;
        let x = x.clamp(0.0, last as f64);
        let low = x as usize;
        Place {
            low,
            high: (low + 1).min(last),
            share: x - low as f64,
            nearest: x.round() as usize,
        }
    };
    (0..pixels).map(place).collect()
}

/// Change of the energy per pixel.
fn slope(energies: &[f64], at: usize, wide: usize) -> f64 {
    let to = |step: usize| {
        let ahead = energies.get(at + step).map(|e| e - energies[at]);
        let back = at.checked_sub(step).map(|b| energies[at] - energies[b]);
        let change = ahead
            .filter(|c| c.is_finite())
            .or(back.filter(|c| c.is_finite()));
        change.unwrap_or(0.0)
    };
    let (across, down) = (to(1), to(wide));
    (across * across + down * down)
        .sqrt()
        .max(f64::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Theme, english};

    const LOOK: Look = Look {
        moment: 1.0,
        plane: [0, 1],
        both: true,
        theme: Theme::Light,
        ratio: 1.0,
        say: &english,
    };

    fn field() -> Field {
        let axes = vec![vec![0.5, 1.5], vec![0.5, 1.5, 2.5], vec![0.5, 1.5]];
        let values: Vec<Option<f64>> = (0..12).map(|i| Some(f64::from(i))).collect();
        Field::through(&axes, &values, [0, 1], &[0.0, 0.0, 1.4])
    }

    #[test]
    fn a_plane_is_taken_out_of_a_grid() {
        assert_eq!(
            field().values,
            [1.0, 3.0, 5.0, 7.0, 9.0, 11.0].map(Some).to_vec()
        );
    }

    #[test]
    fn pixels_show_the_bins_they_lie_in_and_gaps() {
        let mut field = field();
        field.values[2] = None;
        let scale = Scale {
            low: 0.0,
            high: 11.0,
            line: 1e9,
        };
        let bytes = field.picture((20, 30), &scale, &LOOK);
        let pixel = |x: usize, y: usize| {
            RGBColor(
                bytes[3 * (y * 20 + x)],
                bytes[3 * (y * 20 + x) + 1],
                bytes[3 * (y * 20 + x) + 2],
            )
        };
        // The upper left corner belongs to the last bin along y, which is missing.
        assert_eq!(pixel(0, 0), LOOK.gap());
        assert_eq!(pixel(19, 0), scale.color(11.0));
        assert_eq!(pixel(0, 29), scale.color(1.0));
    }

    #[test]
    fn contour_lines_run_at_round_numbers_and_darken_the_picture() {
        assert_eq!(Scale::new(0.0, 7.3).line, 1.0);
        assert_eq!(Scale::new(0.0, 0.13).line, 0.02);
        let scale = Scale {
            low: 0.0,
            high: 11.0,
            line: 5.0,
        };
        let with = field().picture((200, 300), &scale, &LOOK);
        let without = field().picture((200, 300), &Scale { line: 1e9, ..scale }, &LOOK);
        let changed = with.iter().zip(&without).filter(|(a, b)| a != b).count();
        assert!(changed > 100 && changed < with.len() / 10, "{changed}");
    }
}
