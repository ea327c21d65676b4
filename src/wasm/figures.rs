//! The figures of the page.

use super::medium::Medium;
use super::pictures::Pictures;
use super::{complain, experiment, from_js, to_js};
use crate::experiment::PotentialSpec;
use crate::paper::Way;
use crate::plot::{
    Content, Figure, Geometry, Ground, Look, Panel, Scene, Theme, alternative, default_slice,
    default_zoom, draw, ground, plateau, point, probe, scene, table,
};
use crate::study::{Hidden, Sketch, Snapshot};
use plotters::prelude::IntoDrawingArea;
use serde::Deserialize;
use std::collections::HashMap;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

const NO_CANVAS: &str = "This canvas cannot be drawn on.";

/// The figures of the page.
#[wasm_bindgen(js_name = Figures)]
#[derive(Default)]
pub struct WebFigures {
    sketch: Option<Sketch>,
    /// `V` over the grid, where there are several dimensions.
    ground: Option<Ground>,
    /// The potential that is shown.
    potential: Option<PotentialSpec>,
    snapshot: Option<Snapshot>,
    other: Option<Snapshot>,
    /// The scan that was there before something was learned of the same potential, and the
    /// potential of the last one.
    scan: Option<Snapshot>,
    scanned: Option<PotentialSpec>,
    /// What each figure has been drawn with, and where it stands.
    drawn: HashMap<Figure, (Scene, Geometry)>,
    hidden: Hidden,
}

/// Draws what accuracy costs over a whole canvas.
#[wasm_bindgen]
pub fn draw_ways(
    canvas: HtmlCanvasElement,
    #[wasm_bindgen(unchecked_param_type = "Way[]")] ways: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Look")] look: JsValue,
) -> Result<(), JsValue> {
    let ways: Vec<Way> = from_js(ways)?;
    let given: Given = from_js(look)?;
    let area = whole(canvas)?.into_drawing_area();
    let drawn = crate::plot::draw_ways(&area, &ways, &given.look());
    drawn.map(|_| ()).map_err(complain)
}

fn whole(canvas: HtmlCanvasElement) -> Result<Medium<'static>, JsValue> {
    Medium::canvas(canvas).ok_or_else(|| complain(NO_CANVAS))
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
    #[serde(default)]
    moment: Option<f64>,
}

impl Given {
    fn look(&self) -> Look {
        Look {
            theme: if self.theme == "dark" {
                Theme::Dark
            } else {
                Theme::Light
            },
            ratio: self.ratio,
            moment: self.moment.unwrap_or(1.0),
        }
    }
}

#[wasm_bindgen(js_class = Figures)]
impl WebFigures {
    /// `hide` names what neither figures nor outcomes are to give away, with commas.
    #[wasm_bindgen(constructor)]
    pub fn new(hide: Option<String>) -> WebFigures {
        WebFigures {
            hidden: Hidden::of(&hide.unwrap_or_default().split(',').collect::<Vec<_>>()),
            ..WebFigures::default()
        }
    }

    /// Shows an experiment's potential and reference. What was learned of it stays until
    /// `clear`.
    pub fn sketch(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
    ) -> Result<(), JsValue> {
        let given = experiment(given)?;
        self.sketch = Sketch::new(&given).ok();
        self.potential = Some(given.potential);
        if let Some(sketch) = &mut self.sketch {
            sketch.hide(self.hidden);
        }
        self.ground = self.sketch.as_ref().and_then(ground);
        self.drawn.clear();
        Ok(())
    }

    /// Takes an outcome from a study.
    pub fn load(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        let scan = self.staircase().cloned();
        let taken: Snapshot = postcard::from_bytes(bytes).map_err(complain)?;
        if taken.outcome.scan.is_some() {
            self.scanned = self.potential.clone();
        }
        self.scan = scan.filter(|_| taken.outcome.scan.is_none());
        self.snapshot.insert(taken).hide(self.hidden);
        Ok(())
    }

    /// Whether there is a scan of the potential that is shown.
    pub fn scanned(&self) -> bool {
        self.staircase().is_some()
    }

    /// Forgets what was learned.
    pub fn clear(&mut self) {
        self.snapshot = None;
        self.scan = None;
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

    /// Computing time of a comparison that has ended, or `null`.
    #[wasm_bindgen(unchecked_return_type = "{ seconds: number[], saving: number } | null")]
    pub fn cost(&self) -> Result<JsValue, JsValue> {
        to_js(&self.snapshot.as_ref().and_then(|s| s.cost.as_ref()))
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
        let (snapshot, slice) = (self.snapshot.as_ref(), given.slice.as_deref());
        let scene = scene(sketch, snapshot, figure, given.zoom, slice);
        let look = given.look();
        let area = whole(canvas)?.into_drawing_area();
        let geometry =
            draw(&area, figure, &self.content(figure, &scene), &look).map_err(complain)?;
        self.drawn.insert(figure, (scene, geometry));
        Ok(())
    }

    /// A figure as it would be drawn over the whole of a canvas, as a text of scalable vector
    /// graphics.
    pub fn svg(
        &mut self,
        canvas: &HtmlCanvasElement,
        figure: &str,
        #[wasm_bindgen(unchecked_param_type = "Look")] look: JsValue,
    ) -> Result<String, JsValue> {
        let given: Given = from_js(look)?;
        let mut text = String::new();
        let pictures = Pictures::default();
        let drawn = self.with(figure, |figure, _, content| {
            let medium = Medium::text(&mut text, &pictures, canvas);
            let medium = medium.ok_or_else(|| NO_CANVAS.to_owned())?;
            draw(&medium.into_drawing_area(), figure, content, &given.look())
        });
        drawn
            .ok_or_else(|| complain(format!("There is no figure “{figure}” yet.")))?
            .map_err(complain)?;
        Ok(pictures.placed_in(text))
    }

    /// The numbers that a figure shows.
    #[wasm_bindgen(unchecked_return_type = "Table")]
    pub fn table(&self, figure: &str) -> Result<JsValue, JsValue> {
        let found = self.with(figure, |figure, _, content| table(figure, content));
        to_js(&found.unwrap_or_default())
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

    /// The step and the friction of the plateau at a place of the staircase, or `null`.
    #[wasm_bindgen(unchecked_return_type = "{ step: number, friction: number } | null")]
    pub fn plateau(&self, x: f64, y: f64) -> Result<JsValue, JsValue> {
        let found = self.with("staircase", |_, geometry, content| {
            let [x, _] = geometry.panels.iter().find_map(|p| p.data_at(x, y))?;
            let scale = plateau(content, x)?;
            Some(serde_json::json!({ "step": scale.step, "friction": scale.friction }))
        });
        to_js(&found.flatten())
    }

    /// The pair of data at a place in device pixels, or `null` outside the axes.
    #[wasm_bindgen(unchecked_return_type = "[number, number] | null")]
    pub fn data(&self, figure: &str, x: f64, y: f64) -> Result<JsValue, JsValue> {
        let found = self.with(figure, |_, geometry, _| {
            geometry.panels.iter().find_map(|p| p.data_at(x, y))
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
        self.sketch.as_ref().map_or_else(Vec::new, |s| {
            default_zoom([s.lower[0], s.upper[0]]).to_vec()
        })
    }

    /// The slice when none has been chosen: a point and an angle in degrees.
    pub fn default_slice(&self) -> Vec<f64> {
        self.sketch.as_ref().map_or_else(Vec::new, default_slice)
    }
}

impl WebFigures {
    fn with<T>(&self, name: &str, f: impl FnOnce(Figure, &Geometry, &Content) -> T) -> Option<T> {
        let figure = Figure::named(name)?;
        let (scene, geometry) = self.drawn.get(&figure)?;
        Some(f(figure, geometry, &self.content(figure, scene)))
    }

    /// The scan of the potential that is shown, be it the last outcome or from before it.
    fn staircase(&self) -> Option<&Snapshot> {
        let scans = [&self.snapshot, &self.scan].into_iter().flatten();
        scans
            .filter(|_| self.scanned == self.potential)
            .find(|s| s.outcome.scan.is_some())
    }

    fn content<'a>(&'a self, figure: Figure, scene: &'a Scene) -> Content<'a> {
        let last = self.snapshot.as_ref();
        let (snapshot, other) = match figure {
            // What is learned has its place on the staircase.
            Figure::Staircase => (self.staircase(), last.filter(|s| s.outcome.scan.is_none())),
            _ => (last, self.other.as_ref()),
        };
        Content {
            scene,
            ground: self.ground.as_ref(),
            snapshot,
            other,
        }
    }
}
