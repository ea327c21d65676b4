//! The figures of the page.

use super::sheet::Sheet;
use super::{complain, experiment, from_js, to_js};
use crate::plot::{
    Content, Curves, Figure, Geometry, Ground, Look, Panel, Theme, alternative, default_zoom, draw,
    extent, point, probe,
};
use crate::study::{Line, Sketch, Snapshot};
use plotters::prelude::IntoDrawingArea;
use serde::Deserialize;
use std::collections::HashMap;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// Columns of the curves of a figure.
const COLUMNS: usize = 480;

/// The figures of the page.
#[wasm_bindgen(js_name = Figures)]
#[derive(Default)]
pub struct WebFigures {
    sketch: Option<Sketch>,
    /// `V` over the grid, where there are several dimensions.
    ground: Option<Ground>,
    snapshot: Option<Snapshot>,
    other: Option<Snapshot>,
    drawn: HashMap<Figure, Drawn>,
}

/// What a figure has been drawn with.
struct Drawn {
    curves: Curves,
    line: Line,
    zoom: [f64; 2],
    geometry: Geometry,
}

/// How the page wants a figure.
#[derive(Deserialize)]
struct Given {
    theme: String,
    ratio: f64,
    #[serde(default)]
    zoom: Option<[f64; 2]>,
    #[serde(default)]
    slice: Option<Vec<f64>>,
}

#[wasm_bindgen(js_class = Figures)]
impl WebFigures {
    #[wasm_bindgen(constructor)]
    pub fn new() -> WebFigures {
        WebFigures::default()
    }

    /// Shows an experiment's potential and reference. What was learned of it stays until
    /// `clear`.
    pub fn sketch(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
    ) -> Result<(), JsValue> {
        self.sketch = Sketch::new(&experiment(given)?).ok();
        let several = self.sketch.as_ref().filter(|s| s.dimension() > 1);
        self.ground = several.map(|s| (s.axes(), s.over()));
        self.drawn.clear();
        Ok(())
    }

    /// Takes an outcome from a study.
    pub fn load(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        self.snapshot = Some(postcard::from_bytes(bytes).map_err(complain)?);
        Ok(())
    }

    /// Forgets what was learned.
    pub fn clear(&mut self) {
        self.snapshot = None;
    }

    /// Keeps the last outcome for comparison with those that come, or forgets the one kept.
    pub fn compare(&mut self, keep: bool) {
        self.other = self.snapshot.clone().filter(|_| keep);
    }

    /// The last outcome as an object, or `null`.
    #[wasm_bindgen(unchecked_return_type = "Outcome | null")]
    pub fn outcome(&self) -> Result<JsValue, JsValue> {
        self.snapshot
            .as_ref()
            .map_or(Ok(JsValue::NULL), |s| to_js(&s.outcome))
    }

    /// Draws a figure over a whole canvas whose size is in device pixels.
    pub fn draw(
        &mut self,
        canvas: HtmlCanvasElement,
        figure: &str,
        #[wasm_bindgen(unchecked_param_type = "Look")] look: JsValue,
    ) -> Result<(), JsValue> {
        let given: Given = from_js(look)?;
        let figure = Figure::named(figure)
            .ok_or_else(|| complain(format!("There is no figure “{figure}”.")))?;
        let Some(sketch) = &self.sketch else {
            return Ok(());
        };
        let mut drawn = prepare(sketch, self.snapshot.as_ref(), figure, &given);
        let theme = if given.theme == "dark" {
            Theme::Dark
        } else {
            Theme::Light
        };
        let look = Look {
            theme,
            ratio: given.ratio,
        };
        let sheet =
            Sheet::new(canvas).ok_or_else(|| complain("This canvas cannot be drawn on."))?;
        let area = sheet.into_drawing_area();
        drawn.geometry = draw(&area, figure, &self.content(&drawn), &look).map_err(complain)?;
        self.drawn.insert(figure, drawn);
        Ok(())
    }

    /// What a figure shows at a place in device pixels, or `null`.
    #[wasm_bindgen(unchecked_return_type = "Readout | null")]
    pub fn probe(&self, figure: &str, x: f64, y: f64) -> Result<JsValue, JsValue> {
        let found = self.with(figure, |figure, geometry, content| {
            probe(figure, geometry, content, x, y)
        });
        found
            .flatten()
            .map_or(Ok(JsValue::NULL), |readout| to_js(&readout))
    }

    /// The position, all of its coordinates, at a place in device pixels of a figure of the
    /// potential, or `null` outside the axes: what a pointer that drags something needs.
    #[wasm_bindgen(unchecked_return_type = "number[] | null")]
    pub fn point(&self, figure: &str, x: f64, y: f64) -> Result<JsValue, JsValue> {
        let at = |panel: &Panel, content: &Content| {
            let [x, y] = panel.data_at(x, y)?;
            Some(point(panel, content, x, y))
        };
        let found = self.with(figure, |_, geometry, content| {
            geometry.panels.iter().find_map(|p| at(p, content))
        });
        to_js(&found.flatten())
    }

    /// What a figure shows, in words.
    pub fn alternative(&self, figure: &str) -> String {
        self.with(figure, |figure, _, content| alternative(figure, content))
            .unwrap_or_default()
    }

    /// The zoom window when none has been chosen.
    pub fn default_zoom(&self) -> Vec<f64> {
        self.sketch
            .as_ref()
            .map_or_else(Vec::new, |s| default_zoom(region(s)).to_vec())
    }

    /// The slice when none has been chosen: a point and an angle in degrees.
    pub fn default_slice(&self) -> Vec<f64> {
        self.sketch.as_ref().map_or_else(Vec::new, default_slice)
    }
}

impl WebFigures {
    fn with<T>(&self, name: &str, f: impl FnOnce(Figure, &Geometry, &Content) -> T) -> Option<T> {
        let figure = Figure::named(name)?;
        let drawn = self.drawn.get(&figure)?;
        Some(f(figure, &drawn.geometry, &self.content(drawn)))
    }

    fn content<'a>(&'a self, drawn: &'a Drawn) -> Content<'a> {
        Content {
            curves: &drawn.curves,
            line: &drawn.line,
            ground: self.ground.as_ref(),
            snapshot: self.snapshot.as_ref(),
            other: self.other.as_ref(),
            zoom: drawn.zoom,
        }
    }
}

/// The curves of a figure and the line they run along.
fn prepare(sketch: &Sketch, snapshot: Option<&Snapshot>, figure: Figure, given: &Given) -> Drawn {
    let zoom = given.zoom.unwrap_or_else(|| default_zoom(region(sketch)));
    let line = if sketch.dimension() == 1 {
        Line::axis()
    } else {
        slice(sketch, given.slice.as_deref())
    };
    let interval = match (sketch.dimension(), figure) {
        (1, Figure::Zoom) => zoom,
        (1, _) => extent(snapshot, region(sketch)),
        _ => line.within(&sketch.lower, &sketch.upper),
    };
    let needed = sketch.dimension() == 1 || figure == Figure::Zoom;
    let (original, reference) = if needed {
        sketch.along(&line, interval, COLUMNS)
    } else {
        Default::default()
    };
    Drawn {
        curves: Curves {
            interval,
            original,
            reference,
        },
        line,
        zoom,
        geometry: Geometry::default(),
    }
}

/// The interval of a single variable, or that of the first of several.
fn region(sketch: &Sketch) -> [f64; 2] {
    [sketch.lower[0], sketch.upper[0]]
}

fn default_slice(sketch: &Sketch) -> Vec<f64> {
    let edges = sketch.lower.iter().zip(&sketch.upper);
    edges
        .map(|(lower, upper)| 0.5 * (lower + upper))
        .chain([0.0])
        .collect()
}

/// The line of a slice; the one nobody chose where what was chosen does not fit.
fn slice(sketch: &Sketch, chosen: Option<&[f64]>) -> Line {
    let d = sketch.dimension();
    let inside = |slice: &&[f64]| {
        let within = |i: usize| (sketch.lower[i]..=sketch.upper[i]).contains(&slice[i]);
        slice.len() == d + 1 && (0..d).all(within)
    };
    let default = default_slice(sketch);
    let slice = chosen.filter(inside).unwrap_or(&default);
    Line::through(&slice[..d], slice[d])
}
