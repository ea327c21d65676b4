//! Figures of the report: best and median of many measurements, and their output.

use anyhow::{Context, bail};
use serde_json::Value;
use stepsieve_page::Result;

/// Width of the column of names.
const NAME: usize = 44;

/// The statistics of many measurements of one quantity.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    pub best: f64,
    pub median: f64,
    pub worst: f64,
}

impl Figure {
    pub fn of(mut measured: Vec<f64>) -> Result<Figure> {
        measured.sort_by(f64::total_cmp);
        let (Some(&best), Some(&worst)) = (measured.first(), measured.last()) else {
            bail!("nothing was measured");
        };
        let median = measured[measured.len() / 2];
        Ok(Figure {
            best,
            median,
            worst,
        })
    }

    /// From a list of numbers that a script in the page returned.
    pub fn of_list(value: &Value) -> Result<Figure> {
        let list = value.as_array().context("the page returns no list")?;
        Figure::of(list.iter().filter_map(Value::as_f64).collect())
    }
}

/// A heading over columns of figures.
pub fn heading(title: &str, columns: &[&str]) {
    print!("\n{title:NAME$}");
    for column in columns {
        print!(" {column:>9}");
    }
    println!();
}

/// A line of numbers, each with its number of decimals.
pub fn line(name: &str, columns: &[(f64, usize)]) {
    print!("  {name:0$}", NAME - 2);
    for (value, digits) in columns {
        print!(" {value:9.digits$}");
    }
    println!();
}

/// A line with a text instead of numbers.
pub fn remark(name: &str, text: &str) {
    println!("  {name:0$}  {text}", NAME - 2);
}

/// A figure measured outside the browser, or a remark in its place.
#[derive(Debug)]
pub struct Peer {
    pub test: String,
    pub name: String,
    pub figure: std::result::Result<Figure, String>,
}

impl Peer {
    /// `--peer TEST NAME BEST MEDIAN` or `--remark TEST NAME TEXT`, any number of times.
    pub fn from_arguments() -> Result<Vec<Peer>> {
        let mut words = std::env::args().skip(1);
        let mut peers = Vec::new();
        while words.next().is_some() {
            let mut next = || words.next().context("an argument of a peer is missing");
            let (test, name, first) = (next()?, next()?, next()?);
            let figure = match first.parse() {
                Ok(best) => Ok(Figure::of(vec![best, next()?.parse()?])?),
                Err(_) => Err(first),
            };
            peers.push(Peer { test, name, figure });
        }
        Ok(peers)
    }
}
