//! The figures of the page: drawing, tables, tooltips and outcomes.

use crate::medium::Medium;
use crate::pictures::Pictures;
use crate::{complain, from_js, to_js};
use experiment::paper::Way;
use experiment::{Experiment, Figure, Region};
use js_sys::Function;
use message::{Message, say};
use plot::{
    Content, Display, Drawing, Geometry, Look, Panel, Theme, alternative, default_slice,
    default_zoom, draw, plateau, point, probe, table,
};
use plotters::prelude::IntoDrawingArea;
use serde::Deserialize;
use study::{Hidden, Racer, Snapshot};
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

const NO_CANVAS: &str = "The browser cannot draw on this canvas.";

/// The figures of the page.
#[wasm_bindgen(js_name = Figures)]
pub struct WebFigures {
    pub(super) display: Display,
    pub(super) voice: Voice,
}

/// The page's function that makes a text of a message; without it figures speak English.
#[derive(Default)]
pub(super) struct Voice(Option<Function>);

impl Voice {
    pub(super) fn say(&self, message: &Message) -> String {
        let said = self.0.as_ref().and_then(|say| {
            let said = say.call1(&JsValue::NULL, &to_js(message).ok()?);
            said.ok()?.as_string()
        });
        said.unwrap_or_else(|| message.text.clone())
    }
}

/// Draws the cost of accuracy over a whole canvas. `say` makes a text of a message in the page's
/// language, if that is not English.
#[wasm_bindgen]
pub fn draw_ways(
    canvas: HtmlCanvasElement,
    #[wasm_bindgen(unchecked_param_type = "Way[]")] ways: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Look")] look: JsValue,
    #[wasm_bindgen(unchecked_param_type = "((message: Message) => string) | undefined")]
    say: Option<Function>,
) -> Result<(), JsValue> {
    let ways: Vec<Way> = from_js(ways)?;
    let given: Given = from_js(look)?;
    let voice = Voice(say);
    let area = whole(canvas)?.into_drawing_area();
    let drawn = plot::draw_ways(&area, &ways, &given.look(&|message| voice.say(message)));
    drawn.map(|_| ()).map_err(complain)
}

/// Draws the race over a whole canvas: the errors of the force, or of the energy.
#[wasm_bindgen]
pub fn draw_race(
    canvas: HtmlCanvasElement,
    #[wasm_bindgen(unchecked_param_type = "Racer[]")] racers: JsValue,
    of_force: bool,
    #[wasm_bindgen(unchecked_param_type = "Look")] look: JsValue,
    #[wasm_bindgen(unchecked_param_type = "((message: Message) => string) | undefined")]
    say: Option<Function>,
) -> Result<(), JsValue> {
    let racers: Vec<Racer> = from_js(racers)?;
    let given: Given = from_js(look)?;
    let voice = Voice(say);
    let area = whole(canvas)?.into_drawing_area();
    let say = |message: &Message| voice.say(message);
    let drawn = plot::draw_race(&area, &racers, of_force, &given.look(&say));
    drawn.map(|_| ()).map_err(complain)
}

pub(super) fn whole(canvas: HtmlCanvasElement) -> Result<Medium<'static>, JsValue> {
    Medium::canvas(canvas).ok_or_else(|| complain(NO_CANVAS))
}

/// The look of a figure, from the page.
#[derive(Deserialize)]
pub(super) struct Given {
    theme: String,
    ratio: f64,
    #[serde(default)]
    zoom: Option<[f64; 2]>,
    #[serde(default)]
    slice: Option<Vec<f64>>,
    #[serde(default)]
    moment: Option<f64>,
    /// True to draw the second estimate of the potential, too.
    #[serde(default)]
    both: bool,
    /// The two coordinates in which walkers are seen.
    #[serde(default)]
    plane: Option<[usize; 2]>,
}

impl Given {
    pub(super) fn look<'a>(&self, say: &'a dyn Fn(&Message) -> String) -> Look<'a> {
        Look {
            theme: if self.theme == "dark" {
                Theme::Dark
            } else {
                Theme::Light
            },
            ratio: self.ratio,
            moment: self.moment.unwrap_or(1.0),
            both: self.both,
            plane: self.plane.unwrap_or([0, 1]),
            say,
        }
    }
}

#[wasm_bindgen(js_class = Figures)]
impl WebFigures {
    /// `hide` is a list, with commas, of the results that figures and outcomes hide.
    #[wasm_bindgen(constructor)]
    pub fn new(hide: Option<String>) -> WebFigures {
        let hide = hide.unwrap_or_default();
        let hidden = Hidden::of(&hide.split(',').collect::<Vec<_>>());
        WebFigures {
            display: Display::new(hidden),
            voice: Voice::default(),
        }
    }

    /// Lets the page make the texts of figures from their messages.
    pub fn speak(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "(message: Message) => string")] say: Function,
    ) {
        self.voice = Voice(Some(say));
    }

    /// Makes an experiment current and shows its potential and reference. If it resembles the one
    /// before, the latter's outcome stays as a placeholder until `settle`.
    pub fn show_energy(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
    ) -> Result<(), JsValue> {
        // An invalid experiment is shown as far as possible; a run of it fails with the reason.
        self.display.show(Experiment::resolve(&from_js(given)?).0);
        Ok(())
    }

    /// Takes an outcome from a study. The outcome of an earlier experiment becomes a placeholder if
    /// that experiment resembles the current one; without a current one it brings its own. Returns
    /// true if the outcome belongs to the current experiment.
    pub fn load(&mut self, bytes: &[u8]) -> Result<bool, JsValue> {
        let taken: Snapshot = postcard::from_bytes(bytes).map_err(complain)?;
        Ok(self.display.load(taken))
    }

    /// True if there is a scan of the current potential.
    pub fn scanned(&self) -> bool {
        self.display.staircase().is_some()
    }

    /// True if figures show the placeholder: the outcome of an earlier experiment.
    pub fn stale(&self) -> bool {
        self.display.is_stale()
    }

    /// Drops the placeholder, as no outcome will follow.
    pub fn settle(&mut self) {
        self.display.settle();
    }

    /// Drops the outcome of the current experiment, whose run starts again.
    pub fn restart(&mut self) {
        self.display.restart();
    }

    /// Drops the outcomes.
    pub fn clear(&mut self) {
        self.display.clear();
    }

    /// Keeps the last outcome for comparison with later ones, or drops the one kept.
    pub fn compare(&mut self, keep: bool) {
        self.display.compare(keep);
    }

    /// The outcome of the current experiment as an object, or `null`.
    #[wasm_bindgen(unchecked_return_type = "Outcome | null")]
    pub fn outcome(&self) -> Result<JsValue, JsValue> {
        self.display.outcome().map_or(Ok(JsValue::NULL), to_js)
    }

    /// The outcome that figures show: that of the current experiment, or the placeholder.
    #[wasm_bindgen(unchecked_return_type = "Outcome | null")]
    pub fn shown(&self) -> Result<JsValue, JsValue> {
        self.display.shown().map_or(Ok(JsValue::NULL), to_js)
    }

    /// Computing time of a complete comparison, or `null`.
    #[wasm_bindgen(unchecked_return_type = "{ seconds: number[], saving: number } | null")]
    pub fn cost(&self) -> Result<JsValue, JsValue> {
        to_js(&self.display.snapshot().and_then(|s| s.cost.as_ref()))
    }

    /// Draws a figure over a whole canvas whose size is in device pixels; clears the canvas if
    /// there is nothing to draw.
    pub fn draw(
        &mut self,
        canvas: HtmlCanvasElement,
        figure: &str,
        #[wasm_bindgen(unchecked_param_type = "Look")] look: JsValue,
    ) -> Result<(), JsValue> {
        let given: Given = from_js(look)?;
        let figure = Figure::named(figure)
            .ok_or_else(|| complain(format!("There is no figure “{figure}”.")))?;
        let scene = self.display.exhibits(figure).and_then(|(exhibit, other)| {
            let scene = exhibit.scene(figure, given.zoom, given.slice.as_deref())?;
            Some((exhibit, other, scene))
        });
        let Some((exhibit, other, scene)) = scene else {
            // Setting its size clears a canvas.
            canvas.set_width(canvas.width());
            self.display.forget(figure);
            return Ok(());
        };
        let area = whole(canvas)?.into_drawing_area();
        let content = exhibit.content(&scene, other.as_ref());
        let say = |message: &Message| self.voice.say(message);
        let look = given.look(&say);
        let geometry = draw(&area, figure, &content, &look).map_err(complain)?;
        let drawing = Drawing {
            exhibit,
            other,
            scene,
            geometry,
        };
        self.display.keep(figure, drawing);
        Ok(())
    }

    /// A figure as SVG, of the size of a canvas.
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
            let say = |message: &Message| self.voice.say(message);
            let look = given.look(&say);
            draw(&medium.into_drawing_area(), figure, content, &look)
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

    /// The tooltip of a figure at a place in device pixels, or `null`.
    #[wasm_bindgen(unchecked_return_type = "Tooltip | null")]
    pub fn probe(&self, figure: &str, x: f64, y: f64) -> Result<JsValue, JsValue> {
        let found = self.with(figure, |figure, geometry, content| {
            probe(figure, geometry, content, x, y)
        });
        found
            .flatten()
            .map_or(Ok(JsValue::NULL), |tooltip| to_js(&tooltip))
    }

    /// The position, with all its coordinates, at a place in device pixels of a figure of the
    /// potential, or `null` outside the axes. For dragging.
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

    /// The data coordinates of a place in device pixels, or `null` outside the axes.
    #[wasm_bindgen(unchecked_return_type = "[number, number] | null")]
    pub fn data(&self, figure: &str, x: f64, y: f64) -> Result<JsValue, JsValue> {
        let found = self.with(figure, |_, geometry, _| {
            geometry.panels.iter().find_map(|p| p.data_at(x, y))
        });
        to_js(&found.flatten())
    }

    /// The alternative text of a figure.
    #[wasm_bindgen(unchecked_return_type = "Message")]
    pub fn alternative(&self, figure: &str) -> Result<JsValue, JsValue> {
        let undrawn = || {
            say!(
                "chart-undrawn",
                "Empty chart: the energy of this experiment cannot be drawn."
            )
        };
        let found = self.with(figure, |figure, _, content| alternative(figure, content));
        to_js(&found.unwrap_or_else(undrawn))
    }

    /// The default zoom window.
    pub fn default_zoom(&self) -> Vec<f64> {
        self.region()
            .map_or_else(Vec::new, |region| default_zoom(region).to_vec())
    }

    /// The default slice: a point and an angle in degrees.
    pub fn default_slice(&self) -> Vec<f64> {
        self.region().map_or_else(Vec::new, default_slice)
    }
}

impl WebFigures {
    pub(super) fn with<T>(
        &self,
        name: &str,
        f: impl FnOnce(Figure, &Geometry, &Content) -> T,
    ) -> Option<T> {
        let figure = Figure::named(name)?;
        let drawing = self.display.drawing(figure)?;
        Some(f(figure, &drawing.geometry, &self.display.content(drawing)))
    }

    fn region(&self) -> Option<&Region> {
        Some(self.display.current()?.region())
    }
}
