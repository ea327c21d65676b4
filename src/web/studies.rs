//! The study and the runner, as the workers use them.

use crate::{complain, experiment, from_js, refuse, to_js};
use export::Form;
use js_sys::Uint8Array;
use sampling::{Job, Report, Runner};
use study::Study;
use wasm_bindgen::prelude::*;
use web_sys::WorkerGlobalScope;

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

    /// The jobs of the stage that the study is at.
    #[wasm_bindgen(unchecked_return_type = "Job[]")]
    pub fn jobs(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.jobs())
    }

    /// Takes in a report of a runner. Returns true if another stage begins, with jobs of its own.
    pub fn absorb(&mut self, bytes: &[u8]) -> Result<bool, JsValue> {
        let report: Report = postcard::from_bytes(bytes).map_err(complain)?;
        self.0.absorb(report).map_err(refuse)
    }

    /// How far the study is.
    #[wasm_bindgen(unchecked_return_type = "StudyProgress")]
    pub fn progress(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.progress())
    }

    /// The text of a file that holds the potential learned so far: what its name ends in says how.
    /// Throws a list of problems if there is too little of it.
    pub fn takeaway(&self, file_name: &str) -> Result<String, JsValue> {
        let form = Form::of(file_name)
            .ok_or_else(|| complain(format!("A potential's file ends in {}.", Form::ENDINGS)))?;
        self.0.takeaway(form).map_err(refuse)
    }

    /// What every estimator makes of the data so far with every fit, against the reference.
    #[wasm_bindgen(unchecked_return_type = "Variant[]")]
    pub fn variants(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.variants())
    }

    /// The outcome so far, for `Figures.load`.
    pub fn outcome(&mut self) -> Result<Vec<u8>, JsValue> {
        postcard::to_stdvec(&self.0.snapshot()).map_err(complain)
    }
}

/// Some of a study's jobs in a worker.
#[wasm_bindgen(js_name = Runner)]
pub struct WebCrew(Runner);

#[wasm_bindgen(js_class = Runner)]
impl WebCrew {
    /// Throws a list of problems if the experiment is not valid.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Job[]")] jobs: JsValue,
    ) -> Result<WebCrew, JsValue> {
        let jobs: Vec<Job> = from_js(jobs)?;
        Runner::new(&experiment(given)?, &jobs)
            .map(WebCrew)
            .map_err(refuse)
    }

    /// Advances window by window until the time is used up. Returns true if work remains.
    pub fn advance(&mut self, milliseconds: f64) -> Result<bool, JsValue> {
        let scope: WorkerGlobalScope = js_sys::global()
            .dyn_into()
            .map_err(|_| complain("Runners work in workers."))?;
        let clock = scope
            .performance()
            .ok_or_else(|| complain("This browser has no clock for workers."))?;
        let mut now = clock.now();
        let end = now + milliseconds;
        loop {
            let more = self.0.advance();
            let before = std::mem::replace(&mut now, clock.now());
            self.0.charge(1e-3 * (now - before));
            if !more || now >= end {
                return Ok(more);
            }
        }
    }

    /// Advances every block by so many windows. Returns true if work remains.
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
