//! The study and the runner for the workers.

use crate::{complain, experiment, from_js, refuse, to_js};
use export::Form;
use js_sys::Uint8Array;
use sampling::{Job, Report, Runner};
use study::Study;
use wasm_bindgen::prelude::*;
use web_sys::WorkerGlobalScope;

/// A study, for the study worker.
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

    /// The jobs of the current stage.
    #[wasm_bindgen(unchecked_return_type = "Job[]")]
    pub fn jobs(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.jobs())
    }

    /// Merges a report of a runner. Returns true if a new stage begins, with its own jobs.
    pub fn absorb(&mut self, bytes: &[u8]) -> Result<bool, JsValue> {
        let report: Report = postcard::from_bytes(bytes).map_err(complain)?;
        self.0.absorb(report).map_err(refuse)
    }

    /// The progress of the study.
    #[wasm_bindgen(unchecked_return_type = "StudyProgress")]
    pub fn progress(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.progress())
    }

    /// The potential learned so far as the text of a file, in the form of the name's ending. Throws
    /// a list of problems if too little has been learned.
    pub fn exported(&self, file_name: &str) -> Result<String, JsValue> {
        let form = Form::of(file_name)
            .ok_or_else(|| complain(format!("A potential's file ends in {}.", Form::ENDINGS)))?;
        self.0.exported(form).map_err(refuse)
    }

    /// The scores of every estimator with every fit on the data so far, against the reference.
    #[wasm_bindgen(unchecked_return_type = "Variant[]")]
    pub fn variants(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.variants())
    }

    /// The outcome so far, for `Figures.load`.
    pub fn outcome(&mut self) -> Result<Vec<u8>, JsValue> {
        postcard::to_stdvec(&self.0.snapshot()).map_err(complain)
    }
}

/// Runs some of a study's jobs, in a compute worker.
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
            .map_err(|_| complain("A runner must be in a worker."))?;
        let clock = scope
            .performance()
            .ok_or_else(|| complain("The browser gives workers no clock."))?;
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

    /// Advances every block by `count` windows. Returns true if work remains.
    pub fn advance_windows(&mut self, count: u32) -> bool {
        (0..count).fold(true, |_, _| self.0.advance_round())
    }

    /// Walker-steps recorded.
    pub fn steps(&self) -> f64 {
        self.0.steps() as f64
    }

    /// The cumulative report of each job, for `Study.absorb`.
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
