//! Walkers on the ground of their figure: each with its last step, its trail or the place of its copy.

use crate::axes::{Drawn, Geometry, Panel};
use crate::clip::area_within;
use crate::potential_curves::lift;
use crate::walkers::BELOW;
use crate::{Backend, Content, Look, labels};
use expression::Vectors;
use message::{exact, say};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use sampling::Replay;
use study::envelope;

/// Sizes in pixels of the page: a walker, the head of an arrow, the gap beside the lens, its label.
const DOT: f64 = 3.5;
const HEAD: f64 = 4.0;
const GAP: f64 = 8.0;
const LABEL: f64 = 12.0;
/// Pieces of an arc, and its height as a share of its width and at most of the panel's height.
const PIECES: u32 = 12;
const RISE: f64 = 0.25;
const HIGHEST: f64 = 0.25;
/// Width of the lens, in steps of a walker at the momentum that it starts with.
const FLIGHTS: f64 = 3.0;
/// Share of the region below which a displacement has no slope of its own.
const STILL: f64 = 1e-9;

/// The last step of a walker in one dimension: its ends with their heights, and the two parts of the
/// kick, each as the displacement that it makes of the next step.
pub struct Leap {
    pub from: (f64, f64),
    pub to: (f64, f64),
    /// The part of the mean slope of `V` over the step.
    pub resolved: f64,
    /// The rest, which the landscape within the step makes.
    pub noise: f64,
}

impl Leap {
    /// The pixel of the walker at a share of its step: it leaps over what lies between the ends.
    fn arc(&self, panel: &Panel, t: f64) -> (f64, f64) {
        let [a, b] = [self.from, self.to].map(|(x, y)| panel.place_of(x, y));
        let rise = (RISE * (b[0] - a[0]).abs()).min(HIGHEST * (panel.bottom - panel.top));
        let down = a[1] + t * (b[1] - a[1]) - 4.0 * rise * t * (1.0 - t);
        // A wall may be as high as numbers go.
        (
            a[0] + t * (b[0] - a[0]),
            down.clamp(panel.top, panel.bottom),
        )
    }
}

/// The last steps of the shown walkers in one dimension. The mean slope of `V` between the ends of a
/// step is what the step resolves; the force at its middle, which kicks, differs from it by noise.
pub fn leaps(content: &Content, replay: &Replay) -> Vec<Leap> {
    let last = replay.last_step();
    let step = replay.plan().step;
    let size = content.region.upper[0] - content.region.lower[0];
    let lanes = 0..replay.shown();
    let ends = [&last.from, &last.to];
    let places = lanes.clone().flat_map(|lane| ends.map(|q| q[0][lane]));
    let places: Vec<f64> = places.collect();
    let heights = heights(content, replay, places.clone());
    // In one dimension masses are one.
    let momenta = replay.momenta_before();
    let middles = lanes
        .clone()
        .map(|lane| last.from[0][lane] + 0.5 * step * momenta[0][lane]);
    let middles = Vectors::of(1, middles.collect());
    let forces = replay.potential().gradients(&middles);
    let leap = |lane: usize| {
        let at = |i: usize| (places[2 * lane + i], heights[2 * lane + i]);
        let [from, to] = [at(0), at(1)];
        let force = forces[lane][0];
        let way = to.0 - from.0;
        let mean = if way.abs() > STILL * size {
            (to.1 - from.1) / way
        } else {
            force
        };
        Leap {
            from,
            to,
            resolved: -step * step * mean,
            noise: -step * step * (force - mean),
        }
    };
    lanes.map(leap).collect()
}

/// The heights of places on the curve of `V`.
fn heights(content: &Content, replay: &Replay, places: Vec<f64>) -> Vec<f64> {
    let lift = lift(content);
    let energies = replay.potential().energies(&Vectors::of(1, places));
    energies.iter().map(|v| v + lift).collect()
}

/// Draws the walkers, if they walk.
pub fn draw<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    geometry: &Geometry,
    content: &Content,
    look: &Look,
) -> Drawn<()> {
    let (Some(replay), Some(panel)) = (content.replay, geometry.panels.first()) else {
        return Ok(());
    };
    match panel.plane {
        Some(plane) => across(area, panel, plane, replay, look),
        None => along(area, panel, content, replay, look),
    }
}

/// In one dimension: on the curve, over the histogram of the places visited.
fn along<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    panel: &Panel,
    content: &Content,
    replay: &Replay,
    look: &Look,
) -> Drawn<()> {
    histogram(area, panel, content, replay, look)?;
    if content.scene.curves.original.x.is_empty() {
        return on_floor(area, panel, replay, look);
    }
    let leaps = leaps(content, replay);
    for (lane, leap) in leaps.iter().enumerate() {
        walker(
            area,
            panel,
            leap,
            replay.share(),
            look,
            lane == replay.followed(),
        )?;
    }
    let copies: Vec<(usize, Vec<f64>)> = replay.copies().collect();
    let places = copies.iter().map(|(_, q)| q[0]).collect();
    for ((lane, q), height) in copies.iter().zip(heights(content, replay, places)) {
        copy(area, panel, *lane, (q[0], height), look)?;
    }
    match leaps.get(replay.followed()) {
        Some(leap) => lens(area, panel, content, replay, leap, look),
        None => Ok(()),
    }
}

/// The places visited as a filled staircase at the foot of the panel.
fn histogram<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    panel: &Panel,
    content: &Content,
    replay: &Replay,
    look: &Look,
) -> Drawn<()> {
    let visits = replay.visits();
    let most = visits.iter().copied().max().unwrap_or(0).max(1);
    let high = 0.9 * BELOW * (panel.y[1] - panel.y[0]) / f64::from(most);
    let [lower, upper] = [content.region.lower[0], content.region.upper[0]];
    let width = (upper - lower) / visits.len() as f64;
    let mut stairs = Vec::new();
    for (i, visits) in visits.iter().enumerate() {
        for edge in [i, i + 1] {
            let x = (lower + edge as f64 * width).clamp(panel.x[0], panel.x[1]);
            stairs.push(pixel(panel, (x, panel.y[0] + high * f64::from(*visits))));
        }
    }
    stairs.push(pixel(panel, (panel.x[1], panel.y[0])));
    stairs.push(pixel(panel, (panel.x[0], panel.y[0])));
    area.draw(&Polygon::new(stairs, look.bars().mix(0.4).filled()))?;
    Ok(())
}

/// Where `V` is hidden, walkers have no height.
fn on_floor<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    panel: &Panel,
    replay: &Replay,
    look: &Look,
) -> Drawn<()> {
    let last = replay.last_step();
    for lane in 0..replay.shown() {
        let way = last.to[0][lane] - last.from[0][lane];
        let x = last.from[0][lane] + replay.share() * way;
        let y = panel.y[0] + BELOW * (panel.y[1] - panel.y[0]);
        dot(area, panel, (x, y), look, lane == replay.followed())?;
    }
    Ok(())
}

/// The place of a copy of a walker that is held at a pixel; its other coordinates stay.
pub fn held(panel: &Panel, content: &Content, lane: usize, x: f64, y: f64) -> Option<Vec<f64>> {
    let at = panel.data_at(x, y)?;
    let walkers = content.replay?.walkers();
    let mut place: Vec<f64> = walkers.q.iter().map(|q| q[lane]).collect();
    match panel.plane {
        Some([a, b]) => (place[a], place[b]) = (at[0], at[1]),
        None => place[0] = at[0],
    }
    Some(place)
}

/// The walker nearest to a place in device pixels, and where it is.
pub fn nearest(panel: &Panel, content: &Content, x: f64, y: f64) -> Option<(usize, [f64; 2])> {
    let replay = content.replay?;
    let last = replay.last_step();
    let now = |axis: usize, lane: usize| {
        let [from, to] = [last.from[axis][lane], last.to[axis][lane]];
        from + replay.share() * (to - from)
    };
    let places = match panel.plane {
        Some([a, b]) => {
            let place = |lane| panel.place_of(now(a, lane), now(b, lane));
            (0..replay.shown()).map(place).collect()
        }
        None if content.scene.curves.original.x.is_empty() => {
            let y = panel.y[0] + BELOW * (panel.y[1] - panel.y[0]);
            let place = |lane| panel.place_of(now(0, lane), y);
            (0..replay.shown()).map(place).collect()
        }
        None => {
            let leaps = leaps(content, replay);
            let place = |leap: &Leap| {
                let (x, y) = leap.arc(panel, replay.share());
                [x, y]
            };
            leaps.iter().map(place).collect::<Vec<_>>()
        }
    };
    let far = |place: &[f64; 2]| {
        let [dx, dy] = [place[0] - x, place[1] - y];
        dx * dx + dy * dy
    };
    let places = places.into_iter().enumerate();
    let seen = places.filter(|(_, [x, y])| x.is_finite() && y.is_finite());
    seen.min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b)))
}

fn pixel(panel: &Panel, (x, y): (f64, f64)) -> (i32, i32) {
    let [across, down] = panel.place_of(x, y);
    // A wall may be as high as numbers go.
    let down = down.clamp(panel.top, panel.bottom);
    (across.round() as i32, down.round() as i32)
}

fn is_seen(panel: &Panel, x: f64) -> bool {
    (panel.x[0]..=panel.x[1]).contains(&x)
}

/// A walker where it is in its step, with the arc that it has made and its kick.
fn walker<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    panel: &Panel,
    leap: &Leap,
    share: f64,
    look: &Look,
    followed: bool,
) -> Drawn<()> {
    let at = |t: f64| {
        let (across, down) = leap.arc(panel, t);
        (across.round() as i32, down.round() as i32)
    };
    let ends = [leap.from.0, leap.to.0];
    // Too many steps to tell them apart are drawn without arcs.
    if look.moment > 0.0 && ends.iter().all(|x| is_seen(panel, *x)) {
        let width = if followed { 1.75 } else { 1.0 };
        let pieces = (0..=PIECES).map(|i| at(share * f64::from(i) / f64::from(PIECES)));
        let arc: Vec<(i32, i32)> = pieces.collect();
        area.draw(&PathElement::new(
            arc,
            look.stroke(look.text().mix(0.6), width),
        ))?;
        if share >= 0.5 {
            let scale = (panel.right - panel.left) / (panel.x[1] - panel.x[0]);
            let (start, y) = at(0.5);
            let turn = start + (scale * leap.resolved) as i32;
            let end = turn + (scale * leap.noise) as i32;
            let inside = |x: i32| x.clamp(panel.left as i32, panel.right as i32);
            let (turn, end) = (inside(turn), inside(end));
            arrow(area, (start, turn), y, look.resolved(), look, width)?;
            arrow(area, (turn, end), y, look.noise(), look, width)?;
        }
    }
    if is_seen(panel, leap.from.0 + share * (leap.to.0 - leap.from.0)) {
        point(area, at(share), look, followed)?;
    }
    Ok(())
}

/// A horizontal arrow between two pixels.
fn arrow<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    (from, to): (i32, i32),
    y: i32,
    color: RGBColor,
    look: &Look,
    width: f64,
) -> Drawn<()> {
    if from == to {
        return Ok(());
    }
    let head = look.px(HEAD).min((to - from).abs());
    let back = to - head * (to - from).signum();
    let path = [
        (from, y),
        (to, y),
        (back, y - head),
        (to, y),
        (back, y + head),
    ];
    area.draw(&PathElement::new(path, look.stroke(color, width + 0.25)))?;
    Ok(())
}

fn dot<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    panel: &Panel,
    at: (f64, f64),
    look: &Look,
    followed: bool,
) -> Drawn<()> {
    match is_seen(panel, at.0) {
        true => point(area, pixel(panel, at), look, followed),
        false => Ok(()),
    }
}

fn point<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    at: (i32, i32),
    look: &Look,
    followed: bool,
) -> Drawn<()> {
    area.draw(&Circle::new(at, look.px(DOT), look.text().filled()))?;
    if followed {
        let ring = look.stroke(look.text(), 1.5);
        area.draw(&Circle::new(at, look.px(2.0 * DOT), ring))?;
    }
    Ok(())
}

/// A copy, with the number of its original.
fn copy<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    panel: &Panel,
    lane: usize,
    place: (f64, f64),
    look: &Look,
) -> Drawn<()> {
    if !is_seen(panel, place.0) {
        return Ok(());
    }
    let at = pixel(panel, place);
    let stroke = look.stroke(look.reference(), 2.0);
    area.draw(&Circle::new(at, look.px(1.5 * DOT), stroke))?;
    let name = say!("copy", "copy of {n}", n = exact(lane as f64 + 1.0));
    // Towards the middle, where there is room for it.
    let is_right = f64::from(at.0) > 0.5 * (panel.left + panel.right);
    let (side, anchor) = if is_right {
        (-1, HPos::Right)
    } else {
        (1, HPos::Left)
    };
    let place = (at.0 + side * look.px(2.5 * DOT), at.1);
    area.draw(&Text::new(
        (look.say)(&name),
        place,
        look.font(LABEL, anchor, VPos::Center)
            .color(&look.reference()),
    ))?;
    Ok(())
}

/// The landscape around the followed walker, magnified equally in both directions.
fn lens<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    panel: &Panel,
    content: &Content,
    replay: &Replay,
    leap: &Leap,
    look: &Look,
) -> Drawn<()> {
    let (wide, _) = area.dim_in_pixel();
    let left = panel.right + look.ratio * GAP;
    let right = f64::from(wide) - look.ratio * GAP;
    let whole = panel.x[1] - panel.x[0];
    let pace = replay.plan().initial.momentum.spread[0];
    let pace = if pace > 0.0 { pace } else { 1.0 };
    let width = (FLIGHTS * replay.plan().step * pace).min(whole);
    let x = leap.from.0 + replay.share() * (leap.to.0 - leap.from.0);
    let y = leap.from.1 + replay.share() * (leap.to.1 - leap.from.1);
    if right - left < look.ratio * LABEL || !(x.is_finite() && y.is_finite()) {
        return Ok(());
    }
    let times = (right - left) / width * whole / (panel.right - panel.left);
    let high = (panel.y[1] - panel.y[0]) / times;
    let seen = Panel {
        left,
        right,
        x: [x - 0.5 * width, x + 0.5 * width],
        y: [y - 0.5 * high, y + 0.5 * high],
        ..*panel
    };
    let corner = |x: f64, y: f64| (x.round() as i32, y.round() as i32);
    let corners = [corner(seen.left, seen.top), corner(seen.right, seen.bottom)];
    area.draw(&Rectangle::new(corners, look.grid().filled()))?;
    let lift = lift(content);
    let energies = |q: &[f64]| replay.potential().energies(&Vectors::of(1, q.to_vec()));
    let columns = ((right - left) / look.ratio) as usize;
    let v = envelope(energies, seen.x, columns);
    let upper = (0..v.x.len()).map(|i| (v.x[i], v.high[i] + lift));
    let lower = (0..v.x.len()).rev().map(|i| (v.x[i], v.low[i] + lift));
    let outline: Vec<(f64, f64)> = upper.chain(lower).collect();
    let outline = area_within(&outline, seen.y).into_iter();
    let outline: Vec<(i32, i32)> = outline.map(|at| pixel(&seen, at)).collect();
    if let Some(first) = outline.first().copied() {
        area.draw(&Polygon::new(
            outline.clone(),
            look.original().mix(0.6).filled(),
        ))?;
        // Its edge shows it where it is thin.
        let edge: Vec<(i32, i32)> = outline.into_iter().chain([first]).collect();
        area.draw(&PathElement::new(edge, look.stroke(look.original(), 1.0)))?;
    }
    walker(area, &seen, leap, replay.share(), look, true)?;
    let name = labels::value(times, format!("{times:.1}"));
    let name = say!("times", "× {factor}", factor = name);
    let place = (corners[0].0 + look.px(4.0), corners[0].1 + look.px(LABEL));
    let style = look.font(LABEL, HPos::Left, VPos::Center);
    area.draw(&Text::new((look.say)(&name), place, style))?;
    Ok(())
}

/// In several dimensions: in a plane of two coordinates, with short trails.
fn across<DB: Backend>(
    area: &DrawingArea<DB, Shift>,
    panel: &Panel,
    plane: [usize; 2],
    replay: &Replay,
    look: &Look,
) -> Drawn<()> {
    // On a map, which is as dark in either theme.
    let color = match replay.plan().positions.dimension() {
        2 => WHITE.to_rgba(),
        _ => look.text().to_rgba(),
    };
    let inside = |place: [f64; 2]| {
        let [(x, y), (left, top), (right, bottom)] = [
            (place[0], place[1]),
            (panel.left, panel.top),
            (panel.right, panel.bottom),
        ];
        (left..=right).contains(&x) && (top..=bottom).contains(&y)
    };
    let corner = |[x, y]: [f64; 2]| (x.round() as i32, y.round() as i32);
    let last = replay.last_step();
    let far = 0.5 * (panel.right - panel.left);
    for lane in 0..replay.shown() {
        let trail = replay.trail().iter();
        let trail = trail.map(|q| panel.place_of(q[plane[0]][lane], q[plane[1]][lane]));
        let trail: Vec<[f64; 2]> = trail.collect();
        for pair in trail.windows(2) {
            let [a, b] = [pair[0], pair[1]];
            // Round a periodic coordinate, or to where it has been resampled, is no way.
            let is_way = (a[0] - b[0]).abs() < far && (a[1] - b[1]).abs() < far;
            if is_way && inside(a) && inside(b) {
                let stroke = look.stroke(color.mix(0.5), 1.0);
                area.draw(&PathElement::new([corner(a), corner(b)], stroke))?;
            }
        }
        let [x, y] = plane.map(|axis| {
            let [from, to] = [last.from[axis][lane], last.to[axis][lane]];
            from + replay.share() * (to - from)
        });
        let at = panel.place_of(x, y);
        if inside(at) {
            area.draw(&Circle::new(corner(at), look.px(DOT), color.filled()))?;
            if lane == replay.followed() {
                let ring = look.stroke(color, 1.5);
                area.draw(&Circle::new(corner(at), look.px(2.0 * DOT), ring))?;
            }
        }
    }
    for (lane, q) in replay.copies() {
        let place = (q[plane[0]], q[plane[1]]);
        if inside(panel.place_of(place.0, place.1)) {
            copy(area, panel, lane, place, look)?;
        }
    }
    Ok(())
}
