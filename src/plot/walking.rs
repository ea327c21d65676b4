//! Walkers on the ground of their figure: each with its last step, its trail or the place of its copy.

use crate::axes::{Drawn, Geometry, Panel};
use crate::clip::{area_within, within};
use crate::leaps::{Leap, leap};
use crate::marks::{Mark, Marks};
use crate::potential_curves::{learned, lift};
use crate::{Backend, Content, Look};
use expression::Vectors;
use message::{decimals, exact, say};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use study::{Replay, envelope};

/// Share of the panel's height below the curves, for the histogram.
pub const BELOW: f64 = 0.25;
/// Sizes in pixels of the page: a walker, the head of an arrow, the gap beside the lens, its label.
const DOT: f64 = 3.5;
const HEAD: f64 = 4.0;
const GAP: f64 = 8.0;
const LABEL: f64 = 12.0;
/// Pieces of an arc.
const PIECES: u32 = 12;
/// Width of the lens, in steps of a walker at the momentum that it starts with.
const FLIGHTS: f64 = 3.0;

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
    let mut scene = Walking {
        panel,
        content,
        replay,
        look,
        marks: Vec::new(),
    };
    match panel.plane {
        Some(plane) => scene.trails(plane),
        None => scene.histogram(),
    }
    scene.walkers();
    if !is_hidden(content) && panel.plane.is_none() {
        scene.lens(f64::from(area.dim_in_pixel().0));
    }
    area.draw(&Marks(scene.marks))?;
    Ok(())
}

/// The walker nearest to a place in device pixels, and where it is.
pub fn nearest(panel: &Panel, content: &Content, x: f64, y: f64) -> Option<(usize, [f64; 2])> {
    let replay = content.replay?;
    let far = |[across, down]: [f64; 2]| {
        let [dx, dy] = [across - x, down - y];
        dx * dx + dy * dy
    };
    let places = (0..replay.shown()).map(|lane| (lane, place(panel, content, replay, lane)));
    let seen = places.filter(|(_, at)| far(*at).is_finite());
    seen.min_by(|(_, a), (_, b)| far(*a).total_cmp(&far(*b)))
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

/// Where `V` is hidden, walkers have no height.
fn is_hidden(content: &Content) -> bool {
    content.scene.curves.original.x.is_empty()
}

/// The pixel of a walker within its step.
fn place(panel: &Panel, content: &Content, replay: &Replay, lane: usize) -> [f64; 2] {
    match panel.plane {
        Some([a, b]) => panel.place_of(replay.now(lane, a), replay.now(lane, b)),
        None if is_hidden(content) => panel.place_of(replay.now(lane, 0), floor(panel)),
        None => leap(content, replay, lane).arc(panel, replay.share()),
    }
}

/// The height between the curves and the histogram.
fn floor(panel: &Panel) -> f64 {
    panel.y[0] + BELOW * (panel.y[1] - panel.y[0])
}

/// A whole pixel; a wall may be as high as numbers go.
fn whole(panel: &Panel, [across, down]: [f64; 2]) -> (i32, i32) {
    let down = down.clamp(panel.top, panel.bottom);
    (across.round() as i32, down.round() as i32)
}

fn is_inside(panel: &Panel, [across, down]: [f64; 2]) -> bool {
    let high = panel.plane.is_none() || (panel.top..=panel.bottom).contains(&down);
    high && (panel.left..=panel.right).contains(&across)
}

struct Walking<'a> {
    panel: &'a Panel,
    content: &'a Content<'a>,
    replay: &'a Replay,
    look: &'a Look<'a>,
    marks: Vec<Mark>,
}

impl Walking<'_> {
    /// The walkers, each with its last step in one dimension, and the copies.
    fn walkers(&mut self) {
        let (panel, replay) = (self.panel, self.replay);
        for lane in 0..replay.shown() {
            let is_followed = lane == replay.followed();
            if panel.plane.is_none() && !is_hidden(self.content) {
                let leap = leap(self.content, replay, lane);
                self.step(panel, &leap, is_followed);
            }
            let at = place(panel, self.content, replay, lane);
            if is_inside(panel, at) {
                self.dot(whole(panel, at), is_followed);
            }
        }
        for lane in replay.copies() {
            self.copy(lane);
        }
    }

    /// The colour of walkers: that of text, or over a map, which is as dark in either theme, white.
    fn color(&self) -> RGBColor {
        match self.content.dimension() {
            2 => WHITE,
            _ => self.look.text(),
        }
    }

    fn dot(&mut self, at: (i32, i32), is_followed: bool) {
        let (look, color) = (self.look, self.color());
        let size = look.px(DOT);
        self.marks.push(Mark::Circle(at, size, color.filled()));
        if is_followed {
            let ring = look.stroke(color, 1.5);
            self.marks.push(Mark::Circle(at, 2 * size, ring));
        }
    }

    /// The arc that a walker has made of its step, and its kick in the middle. Too many steps to tell
    /// them apart are drawn without.
    fn step(&mut self, panel: &Panel, leap: &Leap, is_followed: bool) {
        let (look, share) = (self.look, self.replay.share());
        let at = |t: f64| whole(panel, leap.arc(panel, t));
        let ends = [0.0, 1.0].map(|t| leap.arc(panel, t));
        if look.moment == 0.0 || !ends.iter().all(|end| is_inside(panel, *end)) {
            return;
        }
        let width = if is_followed { 2.0 } else { 1.0 };
        let arc = (0..=PIECES).map(|i| at(share * f64::from(i) / f64::from(PIECES)));
        let stroke = look.stroke(look.text().mix(0.5), width);
        self.marks.push(Mark::Path(arc.collect(), stroke));
        if share < 0.5 {
            return;
        }
        let (mut from, y) = at(0.5);
        for (part, color) in [(leap.resolved, look.resolved()), (leap.noise, look.noise())] {
            let to = f64::from(from) + panel.scale() * part;
            let to = to.clamp(panel.left, panel.right).round() as i32;
            let head = look.px(HEAD).min((to - from).abs());
            let back = to - head * (to - from).signum();
            let arrow = vec![
                (from, y),
                (to, y),
                (back, y - head),
                (to, y),
                (back, y + head),
            ];
            if from != to {
                let stroke = look.stroke(color, width + 0.5);
                self.marks.push(Mark::Path(arrow, stroke));
            }
            from = to;
        }
    }

    /// A copy, with the number of its original.
    fn copy(&mut self, lane: usize) {
        let (panel, look) = (self.panel, self.look);
        let along = |axis: usize| self.replay.copied(lane, axis);
        let [x, y] = match panel.plane {
            Some(plane) => plane.map(along),
            None if is_hidden(self.content) => [along(0), floor(panel)],
            None => {
                let places = Vectors::of(1, vec![along(0)]);
                let height = self.replay.potential().energies(&places)[0];
                [along(0), height + lift(self.content)]
            }
        };
        let at = panel.place_of(x, y);
        if !is_inside(panel, at) {
            return;
        }
        let (at, color) = (whole(panel, at), look.reference());
        let size = look.px(1.5 * DOT);
        let stroke = look.stroke(color, 2.0);
        self.marks.push(Mark::Circle(at, size, stroke));
        let name = say!("copy", "copy of {n}", n = exact(lane as f64 + 1.0));
        // Towards the middle, where there is room for it.
        let (side, anchor) = match f64::from(at.0) > 0.5 * (panel.left + panel.right) {
            true => (-2 * size, HPos::Right),
            false => (2 * size, HPos::Left),
        };
        let mut style = look.font(LABEL, anchor, VPos::Center);
        style.color = color.to_backend_color();
        let text = (look.say)(&name);
        self.marks
            .push(Mark::Text(text, (at.0 + side, at.1), style));
    }

    /// The places visited as a filled staircase at the foot of the panel.
    fn histogram(&mut self) {
        let (panel, visits) = (self.panel, self.replay.visits());
        let most = visits.iter().copied().max().unwrap_or(0).max(1);
        let unit = 0.9 * BELOW * (panel.bottom - panel.top) / f64::from(most);
        let [lower, upper] = [self.content.region.lower[0], self.content.region.upper[0]];
        let width = (upper - lower) / visits.len() as f64;
        let mut stairs = Vec::new();
        let mut stair = |place: usize, visits: u32| {
            let x = (lower + place as f64 * width).clamp(panel.x[0], panel.x[1]);
            let [across, down] = panel.place_of(x, panel.y[0]);
            stairs.push(whole(panel, [across, down - unit * f64::from(visits)]));
        };
        stair(0, 0);
        for (place, visits) in visits.iter().enumerate() {
            stair(place, *visits);
            stair(place + 1, *visits);
        }
        stair(visits.len(), 0);
        let color = self.look.bars().mix(0.4);
        self.marks.push(Mark::Area(stairs, color));
    }

    /// Short trails in a plane of two coordinates.
    fn trails(&mut self, [a, b]: [usize; 2]) {
        let (panel, replay) = (self.panel, self.replay);
        let stroke = self.look.stroke(self.color().mix(0.5), 1.0);
        let far = 0.5 * (panel.right - panel.left);
        for lane in 0..replay.shown() {
            let mut trail: Vec<(i32, i32)> = Vec::new();
            for (x, y) in replay.trail(lane, a).zip(replay.trail(lane, b)) {
                let at = panel.place_of(x, y);
                let last = trail.last();
                // Round a periodic coordinate, or to where it has been resampled, is no way.
                let jumps = last.is_some_and(|last| (f64::from(last.0) - at[0]).abs() > far);
                if jumps || !is_inside(panel, at) {
                    self.marks
                        .push(Mark::Path(std::mem::take(&mut trail), stroke));
                }
                if is_inside(panel, at) {
                    trail.push(whole(panel, at));
                }
            }
            self.marks.push(Mark::Path(trail, stroke));
        }
    }

    /// The landscape around the followed walker, magnified equally in both directions.
    fn lens(&mut self, wide: f64) {
        let (panel, look, replay) = (self.panel, self.look, self.replay);
        let [left, right] = [panel.right + look.ratio * GAP, wide - look.ratio * GAP];
        let leap = leap(self.content, replay, replay.followed());
        let [x, y] = leap.at(replay.share());
        if right - left < look.ratio * LABEL || !(x.is_finite() && y.is_finite()) {
            return;
        }
        let whole_width = panel.x[1] - panel.x[0];
        let pace = replay.plan().initial.momentum.spread[0];
        let pace = if pace > 0.0 { pace } else { 1.0 };
        let width = (FLIGHTS * replay.plan().step * pace).min(whole_width);
        let times = (right - left) / width / panel.scale();
        let high = (panel.y[1] - panel.y[0]) / times;
        let seen = Panel {
            left,
            right,
            x: [x - 0.5 * width, x + 0.5 * width],
            y: [y - 0.5 * high, y + 0.5 * high],
            ..*panel
        };
        let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].map(|(x, y)| {
            let place = seen.place_of(seen.x[x], seen.y[y]);
            whole(&seen, place)
        });
        self.marks.push(Mark::Area(corners.into(), look.grid()));
        let lift = lift(self.content);
        let energies = |q: &[f64]| replay.potential().energies(&Vectors::of(1, q.to_vec()));
        let v = envelope(energies, seen.x, ((right - left) / look.ratio) as usize);
        let columns = 0..v.x.len();
        let upper = columns.clone().map(|i| (v.x[i], v.high[i] + lift));
        let lower = columns.rev().map(|i| (v.x[i], v.low[i] + lift));
        let outline: Vec<(f64, f64)> = upper.chain(lower).collect();
        let outline = area_within(&outline, seen.y).into_iter();
        let outline = outline.map(|(x, y)| whole(&seen, seen.place_of(x, y)));
        let outline: Vec<(i32, i32)> = outline.collect();
        let color = look.original();
        self.marks.push(Mark::Area(outline.clone(), color.mix(0.6)));
        // Its edge shows it where it is thin.
        self.marks
            .push(Mark::Path(outline, look.stroke(color, 1.5)));
        for run in learned(self.content, self.content.snapshot) {
            let points: Vec<(f64, f64)> = run.iter().map(|(x, u, _)| (*x, *u)).collect();
            for piece in within(&points, seen.y) {
                let inside = piece
                    .iter()
                    .filter(|(x, _)| (seen.x[0]..=seen.x[1]).contains(x));
                let line = inside.map(|(x, u)| whole(&seen, seen.place_of(*x, *u)));
                let stroke = look.stroke(look.learned(), 2.0);
                self.marks.push(Mark::Path(line.collect(), stroke));
            }
        }
        self.step(&seen, &leap, true);
        self.dot(whole(&seen, leap.arc(&seen, replay.share())), true);
        let name = say!("times", "× {factor}", factor = decimals(times, 1));
        let at = (corners[3].0 + look.px(4.0), corners[3].1 + look.px(LABEL));
        let style = look.font(LABEL, HPos::Left, VPos::Center);
        self.marks.push(Mark::Text((look.say)(&name), at, style));
    }
}
