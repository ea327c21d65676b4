//! The potential in several dimensions: maps of the learned potential, of the reference or the second
//! estimate, and of their difference; in three dimensions planes through a point.

use crate::alternative_text::is_shown;
use crate::axes::{Axis, Chart, Drawn, Entry, Geometry, Mark, Panel, chart, plain_tick};
use crate::field::{Field, Scale};
use crate::labels::{difference, energy, learned, reference, second, symbol};
use crate::picture::Picture;
use crate::{Backend, Content, Look, portrait};
use expression::variables;
use message::{Message, decimals, say};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use statistics::{scored, sorted};

/// Width of the colour legend and of its colour bar, in pixels of the page.
const STRIP: f64 = 74.0;
const COLORS: f64 = 14.0;
/// Share of the bins, lowest first, that sets the scale before a run: most energies are steep at
/// the edges of their regions.
const SHARE: f64 = 0.4;

struct Map {
    title: Message,
    /// The axes that span it.
    plane: [usize; 2],
    field: Field,
    /// Its own colour scale, if it shows no energy like the others.
    scale: Option<Scale>,
}

/// Draws the maps side by side, or one below another in a narrow area, with a common colour scale,
/// but for the difference, which is much smaller than an energy. As a `ground` there is one of them
/// alone: the learned potential or, before there is one, `V`.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    content: &Content,
    look: &Look,
    ground: bool,
) -> Drawn<Geometry> {
    let (axes, mut maps) = maps(content, look.both);
    if ground {
        let is_known = |map: &Map| map.field.values.iter().any(Option::is_some);
        let first = maps.iter().position(is_known).unwrap_or(0);
        maps = vec![maps.swap_remove(first)];
    }
    let scale = scale(content);
    let (wide, high) = area.dim_in_pixel();
    let own = maps.iter().find_map(|map| Some((map, map.scale.as_ref()?)));
    let strips = 1 + i32::from(own.is_some());
    let (figure, strip) = area.split_horizontally(wide as i32 - strips * look.px(STRIP));
    let parts = if wide > high {
        figure.split_evenly((1, maps.len()))
    } else {
        figure.split_evenly((maps.len(), 1))
    };
    let mut geometry = Geometry::default();
    for (part, map) in parts.iter().zip(&maps) {
        let mut chart = frame(part, look, &axes, map)?;
        paint(&mut chart, look, map, map.scale.as_ref().unwrap_or(&scale))?;
        if !ground {
            mark(&mut chart, look, content, map.plane)?;
        }
        // In two dimensions trajectories belong to the first map only, not to those beside it.
        if !ground && (axes.len() > 2 || geometry.panels.is_empty()) {
            portrait::over(&mut chart, look, content, map.plane)?;
        }
        geometry.panels.push(Panel {
            plane: Some(map.plane),
            ..Panel::of(&chart)
        });
    }
    match own {
        Some((map, own)) => {
            let (strip, beside) = strip.split_horizontally(look.px(STRIP));
            legend(&strip, look, &scale, energy())?;
            legend(&beside, look, own, map.title.clone())?;
        }
        None => legend(&strip, look, &scale, energy())?,
    }
    Ok(geometry)
}

/// The axes of the grid, and the maps; the second estimate is compared if `both` are wanted.
fn maps(content: &Content, both: bool) -> (Vec<Vec<f64>>, Vec<Map>) {
    let point = &content.scene.line.origin;
    let Some(outcome) = content.snapshot.map(|s| &s.outcome) else {
        let ground = content.ground.cloned().unwrap_or_default();
        let nothing = vec![None; ground.1.len()];
        let map = |title: Message, plane, values: &[Option<f64>]| Map {
            title,
            plane,
            field: Field::through(&ground.0, values, plane, point),
            scale: None,
        };
        let hidden = !is_shown(&ground.1);
        let maps = if point.len() == 2 && hidden {
            vec![map(learned(), [0, 1], &nothing)]
        } else if point.len() == 2 {
            vec![
                map(learned(), [0, 1], &nothing),
                map(symbol("V"), [0, 1], &ground.1),
                map(symbol("|U − V|"), [0, 1], &nothing),
            ]
        } else {
            let name = if hidden { "U" } else { "V" };
            planes()
                .map(|plane| map(through(name, plane, point), plane, &ground.1))
                .into()
        };
        return (ground.0, maps);
    };
    let potential = &outcome.potential;
    let map = |title: Message, plane, values: &[Option<f64>]| Map {
        title,
        plane,
        field: Field::through(&potential.axes, values, plane, point),
        scale: None,
    };
    let hidden = outcome.reference.is_none() && !is_shown(&potential.original);
    let maps = if point.len() == 2 {
        let beside = second(outcome).filter(|_| both);
        let other: Option<(Message, Vec<Option<f64>>, Message)> = match (beside, &outcome.reference)
        {
            (Some((name, [energy, _])), _) => Some((name, energy.to_vec(), difference())),
            (None, Some(r)) => Some((
                reference(&r.name),
                r.energy.iter().map(|u| u.map(|u| u + r.shift)).collect(),
                symbol(&format!("|U − {}|", r.name)),
            )),
            (None, None) if hidden => None,
            (None, None) => Some((symbol("V"), potential.original.clone(), symbol("|U − V|"))),
        };
        let mut maps = vec![map(learned(), [0, 1], &potential.energy)];
        if let Some((name, other, less)) = other {
            let pairs = potential.energy.iter().zip(&other);
            let apart: Vec<Option<f64>> = pairs
                .map(|(u, r)| Some((u.as_ref()? - r.as_ref()?).abs()))
                .collect();
            maps.push(map(name, [0, 1], &other));
            maps.push(Map {
                scale: Some(up_to_scored(&apart, &potential.density)),
                ..map(less, [0, 1], &apart)
            });
        }
        maps
    } else {
        planes()
            .map(|plane| map(through("U", plane, point), plane, &potential.energy))
            .into()
    };
    (potential.axes.clone(), maps)
}

/// The three planes of a space.
const fn planes() -> [[usize; 2]; 3] {
    [[0, 1], [0, 2], [1, 2]]
}

/// A title with the position of the plane.
fn through(name: &str, [a, b]: [usize; 2], point: &[f64]) -> Message {
    let other = 3 - a - b;
    say!(
        "plane-through",
        "{name}, {axis} = {value}",
        name = name,
        axis = variables(3)[other],
        value = decimals(point[other], 2)
    )
}

/// The least and the largest of these values.
fn range(values: &mut dyn Iterator<Item = f64>) -> [f64; 2] {
    values.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], v| {
        [low.min(v), high.max(v)]
    })
}

/// The range of the lower energies, without the walls.
fn lower_part(energies: &[Option<f64>]) -> [f64; 2] {
    let known: Vec<f64> = energies.iter().flatten().copied().collect();
    let mut known = sorted(&known);
    known.truncate((known.len() as f64 * SHARE) as usize + 1);
    range(&mut known.into_iter())
}

/// The colour scale, up to the highest energy with a small enough error.
fn scale(content: &Content) -> Scale {
    let [low, high] = match (content.snapshot, content.ground) {
        (Some(snapshot), _) => {
            let potential = &snapshot.outcome.potential;
            let kt = 1.0 / snapshot.outcome.inverse_temperature.used;
            let pairs = potential.energy.iter().zip(&potential.standard_error);
            let sure = pairs
                .filter_map(|(u, e)| Some((u.as_ref()?, e.as_ref()?)))
                .filter(|(u, e)| **e < 0.5 * (kt + u.abs()));
            match range(&mut sure.map(|(u, _)| *u)) {
                // Nothing has been learned yet.
                [low, high] if low > high => lower_part(&potential.original),
                learned => learned,
            }
        }
        (None, Some((_, ground))) => lower_part(ground),
        _ => [0.0, 1.0],
    };
    if low < high {
        Scale::new(low, high)
    } else {
        Scale::new(0.0, 1.0)
    }
}

/// A scale of differences: up to the largest one over the bins that a score counts.
fn up_to_scored(difference: &[Option<f64>], density: &[f64]) -> Scale {
    let counted = scored(density).into_iter();
    let most = counted
        .filter_map(|bin| difference[bin])
        .fold(0.0, f64::max);
    Scale::new(0.0, if most > 0.0 { most } else { 1.0 })
}

/// The axes of a map with its title.
fn frame<'a, DB: Backend + 'a>(
    area: &DrawingArea<DB, Shift>,
    look: &Look,
    axes: &[Vec<f64>],
    map: &Map,
) -> Drawn<Chart<'a, DB>> {
    let names = variables(axes.len());
    let axis = |i: usize| {
        let centres = &axes[map.plane[i]];
        let half = centres.get(1).map_or(0.5, |x| 0.5 * (x - centres[0]));
        let from = centres.first().map_or(0.0, |x| x - half);
        Axis {
            from,
            to: centres.last().map_or(1.0, |x| x + half),
            label: symbol(names[map.plane[i]]),
            tick: &plain_tick,
        }
    };
    let title = Entry {
        name: map.title.clone(),
        color: look.text(),
        mark: Mark::Title,
    };
    chart(area, look, &axis(0), &axis(1), &[title])
}

/// Paints the field over the chart as an image.
fn paint<DB: Backend>(chart: &mut Chart<DB>, look: &Look, map: &Map, scale: &Scale) -> Drawn<()> {
    let area = chart.plotting_area().strip_coord_spec();
    let (wide, high) = area.dim_in_pixel();
    if wide == 0 || high == 0 || map.field.values.is_empty() {
        return Ok(());
    }
    let bytes = map.field.picture((wide, high), scale, look);
    area.draw(&Picture {
        size: (wide, high),
        bytes,
    })?;
    Ok(())
}

/// Draws the point of the slice, and its line if the plane contains it.
fn mark<DB: Backend>(
    chart: &mut Chart<DB>,
    look: &Look,
    content: &Content,
    [a, b]: [usize; 2],
) -> Drawn<()> {
    let line = &content.scene.line;
    let inside = |axis: usize| [0, 1].contains(&axis) || line.direction[axis] != 0.0;
    let (under, over) = (RGBColor(20, 20, 30).mix(0.75), WHITE);
    if inside(a) && inside(b) {
        let ends: Vec<(f64, f64)> = content
            .scene
            .curves
            .interval
            .iter()
            .map(|way| {
                let end: Vec<f64> = line.at(*way).collect();
                (end[a], end[b])
            })
            .collect();
        chart.draw_series(LineSeries::new(ends.clone(), look.stroke(under, 3.5)))?;
        chart.draw_series(LineSeries::new(ends, look.stroke(over, 1.5)))?;
    }
    let point = (line.origin[a], line.origin[b]);
    chart.draw_series([
        Circle::new(point, look.px(6.0), under.filled()),
        Circle::new(point, look.px(4.5), over.filled()),
    ])?;
    Ok(())
}

/// Draws the colour bar of a scale.
fn legend<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    look: &Look,
    scale: &Scale,
    label: Message,
) -> Drawn<()> {
    let (wide, _) = area.dim_in_pixel();
    let labels = wide as i32 - look.px(COLORS) - look.px(6.0) - look.px(8.0);
    let axis = Axis {
        from: scale.low,
        to: scale.high,
        label,
        tick: &plain_tick,
    };
    let mut chart = ChartBuilder::on(area)
        .margin_top(look.px(30.0))
        .margin_bottom(look.px(42.0))
        .margin_right(look.px(6.0))
        .margin_left(look.px(8.0))
        .y_label_area_size(labels)
        .build_cartesian_2d(0.0..1.0, axis.range())?;
    chart
        .configure_mesh()
        .disable_mesh()
        .disable_x_axis()
        .axis_style(look.text().mix(0.5))
        .y_labels(8)
        .y_desc((look.say)(&axis.label))
        .y_label_formatter(&|v| axis.written(look, *v))
        .label_style(look.font(12.0, HPos::Center, VPos::Center))
        .axis_desc_style(look.font(12.0, HPos::Center, VPos::Center))
        .draw()?;
    let colors = chart.plotting_area().strip_coord_spec();
    let (wide, high) = colors.dim_in_pixel();
    let row = |y: u32| {
        let share = 1.0 - (f64::from(y) + 0.5) / f64::from(high);
        let color = scale.color(scale.low + share * (scale.high - scale.low));
        [color.0, color.1, color.2].repeat(wide as usize)
    };
    let bytes: Vec<u8> = (0..high).flat_map(row).collect();
    colors.draw(&Picture {
        size: (wide, high),
        bytes,
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::up_to_scored;

    #[test]
    fn the_scale_of_a_difference_ends_at_the_largest_that_a_score_counts() {
        let difference = [Some(0.01), None, Some(0.03), Some(5.0)];
        let scale = up_to_scored(&difference, &[1.0, 0.5, 0.2, 0.001]);
        assert_eq!([scale.low, scale.high], [0.0, 0.03]);
    }
}
