//! `cargo xtask shot`: a screenshot of the built page.

use std::ffi::OsString;

use anyhow::{Result, ensure};
use lexopt::{Arg, Parser, ValueExt};

use crate::browser::Browser;
use crate::process::run;
use crate::stage::Stage;

pub const USAGE: &str = "FRAGMENT OUT.png [--width N] [--height N] [--scale X] [--dark] [--full] \
                         [--wait STATE] [--timeout SECONDS] [--no-build] \
                         [--browser chromium|firefox|webkit]";

pub fn command(mut parser: Parser) -> Result<()> {
    let mut browser = Browser::Chromium;
    let (mut is_built, mut passed, mut places) = (false, Vec::<OsString>::new(), 0);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("no-build") => is_built = true,
            Arg::Long("browser") => browser = Browser::named(&parser.value()?.string()?)?,
            Arg::Long(flag @ ("dark" | "full")) => passed.push(format!("--{flag}").into()),
            Arg::Long(option @ ("width" | "height" | "scale" | "wait" | "timeout")) => {
                let option = format!("--{option}");
                passed.extend([option.into(), parser.value()?]);
            }
            Arg::Value(place) => {
                // The last one is a file, which the program below would look for elsewhere.
                places += 1;
                passed.push(match places {
                    2 => std::path::absolute(place)?.into(),
                    _ => place,
                });
            }
            other => return Err(other.unexpected().into()),
        }
    }
    ensure!(
        places == 2,
        "shot needs a fragment (it may be \"\") and a file"
    );
    let stage = Stage::set(browser, is_built)?;
    let mut shot = stage.cargo("run");
    run(shot.args(["--bin", "shot", "--"]).args(passed))
}
