//! Files of numbers for their worker, which reads them piece by piece: tables of V, and positions and
//! forces.

use crate::{complain, experiment, refuse, to_js};
use columns::{Table, Unread};
use experiment::{Digest, GridTable, Problem, Problems, is_fingerprint};
use export::Form;
use js_sys::{Function, Uint8Array};
use message::say;
use serde_json::json;
use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;
use study::{Stage, StudyProgress};
use trajectory::{Contents, LearnedRows};
use wasm_bindgen::prelude::*;

/// Length of a piece in bytes, and of the beginning that tells the contents.
const PIECE: usize = 1 << 20;
/// Most bytes of a table of V: a million rows of three numbers with all their digits.
const LARGEST_TABLE: f64 = 1e8;

/// A file, read by a function of the worker.
#[derive(Clone)]
struct Pieces {
    /// Gives `length` bytes from a place on.
    read: Function,
    size: u64,
    at: u64,
    /// The place, for the progress.
    told: Rc<Cell<u64>>,
}

impl Pieces {
    fn new(read: Function, size: f64) -> Self {
        Pieces {
            read,
            size: size as u64,
            at: 0,
            told: Rc::default(),
        }
    }

    /// At most `most` bytes from the start on.
    fn start(&mut self, most: f64) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; self.size.min(most as u64) as usize];
        self.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = (self.size - self.at).min(buffer.len() as u64) as usize;
        if length == 0 {
            return Ok(0);
        }
        let none = &JsValue::NULL;
        let read = self
            .read
            .call2(none, &(self.at as f64).into(), &(length as f64).into());
        // The file was changed or removed meanwhile.
        let bytes: Uint8Array = read.map_err(|_| io::Error::other("gone"))?.unchecked_into();
        if bytes.length() as usize != length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.copy_to(&mut buffer[..length]);
        self.at += length as u64;
        self.told.set(self.at);
        Ok(length)
    }
}

/// The problem of a file that cannot be read.
fn unread(error: Unread) -> Problem {
    Problem::new(
        "",
        match error {
            Unread::Wrong(message) => message,
            Unread::Failed(_) => say!(
                "file-gone",
                "The file cannot be read any more: it was changed, moved or removed. Open it again."
            ),
        },
    )
}

/// Finds out the contents of a file of `size` bytes. `read` gives a number of bytes from a place on,
/// and `tell` gets the share that has been read, now and then.
///
/// A table is kept and returned as an automatic study of it, with its bytes for
/// `keep_table` in another thread; of positions and forces only the hash and the number of coordinates
/// are returned.
#[wasm_bindgen(unchecked_return_type = "OpenedFile")]
pub fn open_file(
    name: &str,
    size: f64,
    #[wasm_bindgen(unchecked_param_type = "(at: number, length: number) => Uint8Array")]
    read: Function,
    #[wasm_bindgen(unchecked_param_type = "(share: number) => void")] tell: &Function,
) -> Result<JsValue, JsValue> {
    let mut pieces = Pieces::new(read, size);
    let opened = pieces.clone().start(PIECE as f64).map_err(Unread::from);
    let opened = opened.and_then(|start| Contents::of(&start, name));
    let answer = match opened {
        Err(error) => json!({ "problems": [unread(error)] }),
        Ok(Contents::Table) if size > LARGEST_TABLE => json!({ "problems": [Problem::new("", say!(
            "table-file-long",
            "The file is too large for a table of V, which has at most a million values."
        ))] }),
        Ok(Contents::Table) => {
            let bytes = pieces.start(LARGEST_TABLE);
            let table = bytes.map_err(|error| unread(error.into()));
            match table.and_then(|bytes| GridTable::read(&bytes, name)) {
                Err(problem) => json!({ "problems": [problem] }),
                Ok(table) => {
                    let experiment = table.experiment(name);
                    let held = experiment["potential"]["table"].as_str();
                    let hash = held.filter(|held| is_fingerprint(held)).map(str::to_owned);
                    json!({ "experiment": experiment, "hash": hash, "problems": [] })
                }
            }
        }
        Ok(Contents::Trajectory { dimension }) => match hash(pieces, tell) {
            Err(error) => json!({ "problems": [unread(error.into())] }),
            Ok(hash) => json!({ "hash": hash, "dimension": dimension, "problems": [] }),
        },
    };
    to_js(&answer)
}

fn hash(mut pieces: Pieces, tell: &Function) -> io::Result<String> {
    let mut digest = Digest::default();
    let mut buffer = vec![0; PIECE];
    loop {
        let length = pieces.read(&mut buffer)?;
        if length == 0 {
            return Ok(digest.text());
        }
        digest.bytes(&buffer[..length]);
        let share = pieces.at as f64 / pieces.size.max(1) as f64;
        let _ = tell.call1(&JsValue::NULL, &share.into());
    }
}

/// The potential learned from a file of positions and forces.
#[wasm_bindgen(js_name = Rows)]
pub struct WebRows(LearnedRows);

#[wasm_bindgen(js_class = Rows)]
impl WebRows {
    /// Learns from the rows of a file of `size` bytes; `tell` gets the progress.
    ///
    /// Throws a list of problems if the experiment or the file is not valid, or if the rows tell
    /// nothing.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "object")] given: JsValue,
        size: f64,
        #[wasm_bindgen(unchecked_param_type = "(at: number, length: number) => Uint8Array")]
        read: Function,
        #[wasm_bindgen(unchecked_param_type = "(progress: StudyProgress) => void")] tell: &Function,
    ) -> Result<WebRows, JsValue> {
        let pieces = Pieces::new(read, size);
        let told = Rc::clone(&pieces.told);
        let open = || Table::new(BufReader::with_capacity(PIECE, pieces.clone()));
        let tell = |stage: Stage, rows: u64| {
            let share = told.get() as f64 / size;
            let progress = progress(stage, rows, (rows as f64 / share) as u64, false);
            let _ = to_js(&progress).and_then(|progress| tell.call1(&JsValue::NULL, &progress));
        };
        let learned = LearnedRows::new(experiment(given)?, open, tell);
        let refused =
            |refusal: trajectory::Refusal| refuse(Problems(vec![refusal.problem(unread)]));
        learned.map(WebRows).map_err(refused)
    }

    /// The outcome, for `Figures.load`.
    pub fn outcome(&self) -> Result<Vec<u8>, JsValue> {
        postcard::to_stdvec(&self.0.snapshot()).map_err(complain)
    }

    /// The progress at the end.
    #[wasm_bindgen(unchecked_return_type = "StudyProgress")]
    pub fn progress(&self) -> Result<JsValue, JsValue> {
        let rows = self.0.outcome().steps;
        to_js(&progress(Stage::Regress, rows, rows, true))
    }

    /// The learned potential as the text of a file, in the form of the name's ending. Throws a list of
    /// problems if too little is known.
    pub fn exported(&self, file_name: &str) -> Result<String, JsValue> {
        let form = Form::of(file_name)
            .ok_or_else(|| complain(format!("A potential's file ends in {}.", Form::ENDINGS)))?;
        self.0.exported(form).map_err(refuse)
    }
}

fn progress(stage: Stage, steps: u64, total: u64, complete: bool) -> StudyProgress {
    StudyProgress {
        stage,
        burn_in_made: 0,
        burn_in_total: 0,
        steps,
        total: total.max(steps),
        absorbed: 0,
        diverged: 0,
        complete,
        failed: None,
    }
}
