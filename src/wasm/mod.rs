//! The browser's side: the only file that names it.
//!
//! Workers use [`WebStudy`] and [`WebCrew`]; the page uses [`WebFigures`] and the functions.
//! Objects cross as plain data. What is wrong with an experiment is thrown as a list of problems.

mod sheet;

use crate::experiment::{Experiment, Link, PRESETS, Problems, SETTINGS, VERSION, View};
use crate::expression::Formula;
use crate::plot::{
    Content, Curves, Figure, Geometry, Look, Theme, alternative, default_zoom, draw, extent, probe,
};
use crate::study::{Crew, Job, Report, Snapshot, Study, envelope};
use js_sys::Uint8Array;
use plotters::prelude::IntoDrawingArea;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use sheet::Sheet;
use std::collections::{BTreeMap, HashMap};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlCanvasElement, WorkerGlobalScope};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// Columns of the curves of a figure.
const COLUMNS: usize = 480;

fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(JsValue::from)
}

fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(JsValue::from)
}

fn refuse(problems: Problems) -> JsValue {
    to_js(&problems).unwrap_or_else(|error| error)
}

fn complain(message: impl std::fmt::Display) -> JsValue {
    js_sys::Error::new(&message.to_string()).into()
}

/// An experiment from the page, complete or not.
fn experiment(value: JsValue) -> Result<Experiment, JsValue> {
    Experiment::read(&from_js(value)?).map_err(refuse)
}

/// The settings, the presets with their complete experiments, and the version of the format.
#[wasm_bindgen(unchecked_return_type = "Description")]
pub fn describe() -> Result<JsValue, JsValue> {
    let presets: Vec<Value> = PRESETS
        .iter()
        .map(|p| {
            let link = Link::read(&format!("preset={}", p.name)).0;
            let references: Vec<Value> = p
                .references
                .iter()
                .map(|r| json!({ "name": r.name, "formula": r.formula, "from_step": r.from_step }))
                .collect();
            json!({
                "name": p.name, "title": p.title, "about": p.about, "formula": p.formula,
                "steps": p.steps, "references": references, "experiment": link.experiment,
            })
        })
        .collect();
    to_js(&json!({ "version": VERSION, "settings": SETTINGS, "presets": presets }))
}

/// Reads the text after an address's `#`.
#[wasm_bindgen(unchecked_return_type = "ReadLink")]
pub fn read_link(fragment: &str) -> Result<JsValue, JsValue> {
    let (link, problems) = Link::read(fragment);
    to_js(
        &json!({ "experiment": link.experiment, "view": link.view, "run": link.run, "problems": problems }),
    )
}

/// The text after an address's `#` for an experiment and a view.
#[wasm_bindgen]
pub fn write_link(
    #[wasm_bindgen(unchecked_param_type = "Link")] link: JsValue,
) -> Result<String, JsValue> {
    #[derive(Deserialize)]
    struct Given {
        experiment: Value,
        #[serde(default)]
        view: View,
        #[serde(default)]
        run: bool,
    }
    let given: Given = from_js(link)?;
    let (experiment, _) = Experiment::resolve(&given.experiment);
    Ok(Link {
        experiment,
        view: given.view,
        run: given.run,
    }
    .write())
}

/// Completes an experiment; what is wrong keeps its default and is listed.
#[wasm_bindgen(unchecked_return_type = "Resolved")]
pub fn resolve(
    #[wasm_bindgen(unchecked_param_type = "object")] experiment: JsValue,
) -> Result<JsValue, JsValue> {
    let (experiment, problems) = Experiment::resolve(&from_js(experiment)?);
    to_js(&json!({ "experiment": experiment, "problems": problems }))
}

/// What a formula says, or what is wrong with it and where, counted as JavaScript counts.
#[wasm_bindgen(unchecked_return_type = "CheckedFormula")]
pub fn check_formula(
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "Record<string, number>")] parameters: JsValue,
) -> Result<JsValue, JsValue> {
    let given: BTreeMap<String, f64> = from_js(parameters)?;
    match Formula::parse_with(text, &given) {
        Ok(formula) => {
            let parameters: Vec<Value> = formula
                .parameters()
                .iter()
                .map(|p| json!({ "name": p.name, "value": p.value, "range": p.range }))
                .collect();
            to_js(&json!({
                "mathml": formula.to_mathml(), "dimension": formula.dimension(), "variables": formula.variables(),
                "parameters": parameters, "problem": null,
            }))
        }
        Err(error) => {
            let units = |bytes: usize| text.get(..bytes).unwrap_or(text).encode_utf16().count();
            to_js(&json!({
                "mathml": "", "dimension": 0, "variables": [], "parameters": [],
                "problem": { "message": error.message, "start": units(error.start), "end": units(error.end), "fix": error.fix },
            }))
        }
    }
}

/// A seed from the browser's entropy: a whole number below a billion, short enough for a link.
#[wasm_bindgen]
pub fn fresh_seed() -> Result<f64, JsValue> {
    let word = getrandom::u64().map_err(complain)?;
    Ok((word % 1_000_000_000) as f64)
}

/// A study in a worker of its own.
#[wasm_bindgen(js_name = Study)]
pub struct WebStudy(Study);

#[wasm_bindgen(js_class = Study)]
impl WebStudy {
    /// Throws a list of problems if the experiment is not valid.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
    ) -> Result<WebStudy, JsValue> {
        Study::new(experiment(given)?).map(WebStudy).map_err(refuse)
    }

    /// The jobs to be done.
    #[wasm_bindgen(unchecked_return_type = "Job[]")]
    pub fn jobs(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.jobs())
    }

    /// Takes in a report of a crew.
    pub fn absorb(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        let report: Report = postcard::from_bytes(bytes).map_err(complain)?;
        self.0.absorb(report);
        Ok(())
    }

    /// How far the study is.
    #[wasm_bindgen(unchecked_return_type = "StudyProgress")]
    pub fn progress(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.progress())
    }

    /// The outcome so far, for `Figures.load`.
    pub fn outcome(&mut self) -> Result<Vec<u8>, JsValue> {
        postcard::to_stdvec(&self.0.snapshot()).map_err(complain)
    }
}

/// Some of a study's jobs in a worker.
#[wasm_bindgen(js_name = Crew)]
pub struct WebCrew(Crew);

#[wasm_bindgen(js_class = Crew)]
impl WebCrew {
    /// Throws a list of problems if the experiment is not valid.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Job[]")] jobs: JsValue,
    ) -> Result<WebCrew, JsValue> {
        let jobs: Vec<Job> = from_js(jobs)?;
        Crew::new(&experiment(given)?, &jobs)
            .map(WebCrew)
            .map_err(refuse)
    }

    /// Advances window by window until the time is used up. Whether work remains.
    pub fn advance(&mut self, milliseconds: f64) -> Result<bool, JsValue> {
        let scope: WorkerGlobalScope = js_sys::global()
            .dyn_into()
            .map_err(|_| complain("Crews work in workers."))?;
        let clock = scope
            .performance()
            .ok_or_else(|| complain("This browser has no clock for workers."))?;
        let end = clock.now() + milliseconds;
        while self.0.advance() {
            if clock.now() >= end {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Advances every block by so many windows. Whether work remains.
    pub fn advance_windows(&mut self, count: u32) -> bool {
        (0..count).fold(true, |_, _| self.0.advance_round())
    }

    /// Walker-steps recorded.
    pub fn steps(&self) -> f64 {
        self.0.steps() as f64
    }

    /// What each job has come to so far, for `Study.absorb`.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array[]")]
    pub fn reports(&self) -> Result<js_sys::Array, JsValue> {
        let bytes = |report: Report| {
            postcard::to_stdvec(&report)
                .map(|b| Uint8Array::from(b.as_slice()))
                .map_err(complain)
        };
        self.0.reports().into_iter().map(bytes).collect()
    }
}

/// The figures of the page.
#[wasm_bindgen(js_name = Figures)]
#[derive(Default)]
pub struct WebFigures {
    sketch: Option<Sketch>,
    snapshot: Option<Snapshot>,
    drawn: HashMap<Figure, (Curves, Geometry)>,
    zoom: Option<[f64; 2]>,
}

/// The compiled curves of an experiment.
struct Sketch {
    region: [f64; 2],
    original: crate::expression::Potential<1>,
    reference: Option<(String, crate::expression::Potential<1>)>,
}

impl Sketch {
    fn new(experiment: &Experiment) -> Option<Self> {
        let reference = experiment.reference_formula().ok()?;
        Some(Sketch {
            region: [experiment.region.lower[0], experiment.region.upper[0]],
            original: experiment.formula().ok()?.compile().ok()?,
            reference: match reference {
                Some((name, formula)) => Some((name, formula.compile().ok()?)),
                None => None,
            },
        })
    }

    fn curves(&self, interval: [f64; 2]) -> Curves {
        Curves {
            interval,
            original: envelope(&self.original, interval, COLUMNS),
            reference: self
                .reference
                .as_ref()
                .map(|(name, potential)| (name.clone(), envelope(potential, interval, COLUMNS))),
        }
    }
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
        self.sketch = Sketch::new(&experiment(given)?);
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
        #[derive(Deserialize)]
        struct Given {
            theme: String,
            ratio: f64,
            #[serde(default)]
            zoom: Option<[f64; 2]>,
        }
        let given: Given = from_js(look)?;
        let figure = Figure::named(figure)
            .ok_or_else(|| complain(format!("There is no figure “{figure}”.")))?;
        let Some(sketch) = &self.sketch else {
            return Ok(());
        };
        let zoom = given.zoom.unwrap_or_else(|| default_zoom(sketch.region));
        self.zoom = Some(zoom);
        let interval = if figure == Figure::Zoom {
            zoom
        } else {
            extent(self.snapshot.as_ref(), sketch.region)
        };
        let curves = sketch.curves(interval);
        let theme = if given.theme == "dark" {
            Theme::Dark
        } else {
            Theme::Light
        };
        let content = Content {
            curves: &curves,
            snapshot: self.snapshot.as_ref(),
            zoom,
        };
        let sheet =
            Sheet::new(canvas).ok_or_else(|| complain("This canvas cannot be drawn on."))?;
        let area = sheet.into_drawing_area();
        let geometry = draw(
            &area,
            figure,
            &content,
            &Look {
                theme,
                ratio: given.ratio,
            },
        )
        .map_err(complain)?;
        self.drawn.insert(figure, (curves, geometry));
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

    /// The data coordinates at a place in device pixels, or `null` outside the axes: what a
    /// pointer that drags something along an axis needs.
    #[wasm_bindgen(unchecked_return_type = "[number, number] | null")]
    pub fn position(&self, figure: &str, x: f64, y: f64) -> Result<JsValue, JsValue> {
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
        self.sketch
            .as_ref()
            .map_or_else(Vec::new, |s| default_zoom(s.region).to_vec())
    }
}

impl WebFigures {
    fn with<T>(&self, name: &str, f: impl FnOnce(Figure, &Geometry, &Content) -> T) -> Option<T> {
        let figure = Figure::named(name)?;
        let (curves, geometry) = self.drawn.get(&figure)?;
        let content = Content {
            curves,
            snapshot: self.snapshot.as_ref(),
            zoom: self.zoom?,
        };
        Some(f(figure, geometry, &content))
    }
}

/// A panic is a mistake of ours: it is told in one sentence before the worker dies.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(
            &format!("Stepsieve stopped because of a mistake in its own code: {info}").into(),
        );
    }));
}
