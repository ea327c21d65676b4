//! `stepsieve fit-forces`: the effective potential from a file of positions and forces.

use crate::arguments::{shown, whole};
use crate::failure::{CODES, Failure};
use crate::fit_report::{report, table};
use crate::output::{Target, deliver, reason, say};
use crate::progress::Ticker;
use clap::Args;
use columns::{Table, Unread};
use experiment::Region;
use expression::{Formula, Potential};
use message::{Message, count};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use study::Stage;
use trajectory::{Refusal, Settings, fit};

/// Learn U from a trajectory that you have: a file of positions and forces; print it as JSON, and
/// what was chosen on standard error
///
/// The file is a table in text (CSV, or columns between spaces) or a NumPy array (.npy), with a row
/// for each sample, best in the order of time. Names in its first line tell the columns: positions q
/// or x,y,z or x1,x2,x3; gradients ∂V/∂q as g or gx,gy,gz or dV/dx; or forces −∂V/∂q as f or
/// fx,fy,fz. Other columns are ignored.
#[derive(Args)]
#[command(after_help = CODES)]
pub struct Options {
    /// The file; it is read twice
    file: PathBuf,
    /// Set the least distance of the knots, for each coordinate or for all: structure finer than it
    /// averages out (default: 1.5 times the displacement from row to row)
    #[arg(long, value_name = "LENGTH,…", value_delimiter = ',', value_parser = length)]
    mesh: Vec<f64>,
    /// Set the region in which U is evaluated; repeat it for each coordinate (default: where the rows
    /// are)
    #[arg(long, value_name = "LOWER,UPPER", value_parser = interval, allow_hyphen_values = true)]
    region: Vec<[f64; 2]>,
    /// Set the bins at which U is evaluated, for each coordinate or for all (default: 400, 100 or 24, by
    /// dimension)
    #[arg(long, value_name = "N,…", value_delimiter = ',', value_parser = |text: &str| whole(text, 8.0, 2000.0))]
    bins: Vec<u64>,
    /// Set the period of each coordinate, such as 2*pi, or 0 for none (default: none)
    #[arg(long, value_name = "LENGTH,…", value_delimiter = ',', value_parser = period)]
    periodic: Vec<f64>,
    /// Set kT, the unit of the checks (default: by the virial theorem)
    #[arg(long, value_name = "ENERGY", value_parser = length)]
    temperature: Option<f64>,
    /// Name the columns of the file, in place of its own names
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    columns: Option<Vec<String>>,
    /// Compare U with a formula; it changes nothing else
    #[arg(long, value_name = "FORMULA", allow_hyphen_values = true)]
    reference: Option<String>,
    /// Print a summary in plain text instead of JSON
    #[arg(long, conflicts_with = "csv")]
    summary: bool,
    /// Print U with its errors as a table (CSV) instead of JSON
    #[arg(long)]
    csv: bool,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub fn act(options: &Options) -> Result<(), Failure> {
    let out = options.out.as_deref().map(Target::checked).transpose()?;
    let name = shown(options.file.as_os_str());
    // A pipe gives its rows only once.
    if fs::metadata(&options.file).is_ok_and(|about| !about.is_file()) {
        return Err(Failure::wrong(format!(
            "“{name}” is not a regular file, which is needed because it is read twice."
        )));
    }
    let mut ticker = Ticker::new();
    let open = || opened(&options.file);
    let names = options.columns.as_deref();
    let tell = |stage: Stage, rows: u64| {
        let doing = stage.doing();
        ticker.tell(&format!("{doing}: {}", count(rows as f64)), false);
    };
    let settings = settings(options);
    let reference = |d| {
        let text = options.reference.as_deref();
        text.map(|text| compiled(text, d)).transpose()
    };
    let learned = fit(open, names, &settings, reference, tell);
    drop(ticker);
    let learned = learned.map_err(|refusal| refused(refusal, &name))?;
    for choice in &learned.choices {
        say(&choice.text);
    }
    let text = if options.summary {
        report(&learned)
    } else if options.csv {
        table(&learned)
    } else {
        serde_json::to_string_pretty(&learned)
            .map_err(|_| Failure::failed(["The fit cannot be written as JSON.".to_owned()]))?
    };
    match deliver(text.trim_end(), out.as_ref()) {
        failures if failures.is_empty() => Ok(()),
        failures => Err(Failure::failed(failures)),
    }
}

fn opened(file: &Path) -> Result<Table<BufReader<File>>, Unread> {
    Table::new(BufReader::with_capacity(1 << 16, File::open(file)?))
}

fn settings(options: &Options) -> Settings {
    let given = |values: &[f64]| (!values.is_empty()).then(|| values.to_vec());
    let ends = |end: usize| options.region.iter().map(|ends| ends[end]).collect();
    let bins: Vec<u32> = options.bins.iter().map(|n| *n as u32).collect();
    let periods = options.periodic.iter();
    Settings {
        mesh: given(&options.mesh),
        region: (!options.region.is_empty()).then(|| Region {
            lower: ends(0),
            upper: ends(1),
        }),
        bins: (!bins.is_empty()).then_some(bins),
        periods: periods
            .map(|period| (*period > 0.0).then_some(*period))
            .collect(),
        temperature: options.temperature,
    }
}

/// The reference in the coordinates of the file.
fn compiled(text: &str, dimension: usize) -> Result<Potential, Message> {
    let formula = Formula::parse_in(text, &BTreeMap::new(), dimension);
    let compiled = formula.and_then(|formula| formula.compile());
    compiled.map_err(|error| error.message)
}

fn refused(refusal: Refusal, name: &str) -> Failure {
    match refusal {
        Refusal::Unread(Unread::Wrong(message)) => {
            Failure::wrong(format!("“{name}”: {}", message.text))
        }
        Refusal::Unread(Unread::Failed(error)) => {
            Failure::wrong(format!("“{name}” cannot be read: {}.", reason(&error)))
        }
        Refusal::Nothing(message) => Failure::failed([message.text]),
    }
}

/// A positive number, or an expression of one.
fn length(text: &str) -> Result<f64, String> {
    let number = Formula::constant(text).filter(|x| *x > 0.0 && x.is_finite());
    number.ok_or_else(|| "must be a positive number".to_owned())
}

fn period(text: &str) -> Result<f64, String> {
    let number = Formula::constant(text).filter(|x| *x >= 0.0 && x.is_finite());
    number.ok_or_else(|| "must be a positive number, such as 2*pi, or 0 for no period".to_owned())
}

fn interval(text: &str) -> Result<[f64; 2], String> {
    let ends: Vec<Option<f64>> = text.split(',').map(Formula::constant).collect();
    match ends[..] {
        [Some(lower), Some(upper)] if lower < upper && (upper - lower).is_finite() => {
            Ok([lower, upper])
        }
        _ => {
            Err("must be two numbers, the lower end before the upper one, such as -2,2".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{interval, length, period};

    #[test]
    fn options_are_numbers_or_expressions_of_one() {
        assert_eq!(interval("-2,2"), Ok([-2.0, 2.0]));
        assert!(interval("2,-2").is_err() && interval("-2").is_err() && interval("a,b").is_err());
        assert_eq!(length("0.25"), Ok(0.25));
        assert!(length("0").is_err() && length("x").is_err());
        assert_eq!(period("2*pi"), Ok(2.0 * std::f64::consts::PI));
        assert_eq!(period("0"), Ok(0.0));
    }
}
