//! The native command: `stepsieve run SPEC`, `stepsieve presets`.

#[cfg(not(target_arch = "wasm32"))]
mod coverage;
#[cfg(not(target_arch = "wasm32"))]
mod report;
#[cfg(not(target_arch = "wasm32"))]
mod reproduce;

#[cfg(not(target_arch = "wasm32"))]
mod command {
    use serde_json::Value;
    use std::collections::BTreeMap;
    use std::io::Write as _;
    use std::process::ExitCode;
    use std::time::Instant;
    use stepsieve::classroom::read_veiled;
    use stepsieve::experiment::{Experiment, PRESETS, Problems, VERSION, preset};
    use stepsieve::study::{Stage, StudyProgress, conduct};
    use stepsieve::takeaway::Form;

    const USAGE: &str = "\
Learns the effective potential of an energy with several scales.

Usage:
  stepsieve run SPEC [--threads N] [--out FILE] [--summary] [--potential FILE]
  stepsieve presets
  stepsieve reproduce [--markdown FILE] [--threads N]
  stepsieve coverage [--seeds N] [--steps N] [--threads N]

SPEC is an experiment file (JSON), a preset's name or a permalink. The outcome is JSON on
standard output or in FILE; --summary prints a few lines for people instead.
--potential writes the learned potential to FILE: as data (.json), or as a function with its
gradient in Rust (.rs), Python (.py) or JavaScript (.js, .mjs).

reproduce runs every experiment of the paper and prints the tables of the README, or writes them
to FILE: between its lines <!-- reproduced --> and <!-- end --> if it has these. coverage tells how often the error bars hold, over many seeds.";

    /// Marks around what `reproduce` writes.
    const FROM: &str = "<!-- reproduced -->";
    const TO: &str = "<!-- end -->";

    /// A complaint about the command line, told on standard error with exit code 2.
    type Complaint = String;

    pub fn main() -> ExitCode {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let done = match words.as_slice() {
            ["run", rest @ ..] => run_command(rest),
            ["reproduce", rest @ ..] => reproduce_command(rest),
            ["coverage", rest @ ..] => coverage_command(rest),
            ["presets"] => {
                print(&presets());
                Ok(())
            }
            ["--help" | "-h" | "help"] => {
                print(USAGE);
                Ok(())
            }
            _ => Err(format!("That is not a command.\n\n{USAGE}")),
        };
        match done {
            Ok(()) => ExitCode::SUCCESS,
            Err(complaint) => {
                eprintln!("stepsieve: {complaint}");
                ExitCode::from(2)
            }
        }
    }

    /// The words of a command line: what stands alone, and the values of the options.
    struct Words<'a> {
        alone: Vec<&'a str>,
        options: BTreeMap<&'a str, &'a str>,
    }

    impl<'a> Words<'a> {
        /// Sorts words out; an option is followed by its value unless it is one of the `flags`.
        fn new(
            words: &[&'a str],
            options: &[&'a str],
            flags: &[&'a str],
        ) -> Result<Self, Complaint> {
            let mut sorted = Words {
                alone: Vec::new(),
                options: BTreeMap::new(),
            };
            let mut words = words.iter().copied();
            while let Some(word) = words.next() {
                if flags.contains(&word) {
                    sorted.options.insert(word, "");
                } else if options.contains(&word) {
                    let value = words.next().ok_or(format!("{word} needs a value."))?;
                    sorted.options.insert(word, value);
                } else if word.starts_with("--") {
                    return Err(format!("There is no option {word}.\n\n{USAGE}"));
                } else {
                    sorted.alone.push(word);
                }
            }
            Ok(sorted)
        }

        fn has(&self, flag: &str) -> bool {
            self.options.contains_key(flag)
        }

        fn text(&self, option: &str) -> Option<&'a str> {
            self.options.get(option).copied()
        }

        /// A whole number in a range, in either notation.
        fn whole(&self, option: &str, most: f64) -> Result<Option<u64>, Complaint> {
            let Some(text) = self.text(option) else {
                return Ok(None);
            };
            let number = text.parse::<f64>().ok();
            let number = number.filter(|x| (1.0..=most).contains(x) && x.fract() == 0.0);
            let refuse =
                || format!("{option} must be a whole number from 1 to {most}, not “{text}”.");
            number.map(|x| Some(x as u64)).ok_or_else(refuse)
        }

        /// Threads to work on: those asked for, or as many as there are cores.
        fn threads(&self) -> Result<usize, Complaint> {
            let cores = || std::thread::available_parallelism().map_or(1, usize::from);
            let asked = self.whole("--threads", 1024.0)?;
            Ok(asked.map_or_else(cores, |n| n as usize))
        }

        fn nothing_alone(&self) -> Result<(), Complaint> {
            match self.alone.first() {
                Some(word) => Err(format!("“{word}” is one word too many.\n\n{USAGE}")),
                None => Ok(()),
            }
        }
    }

    fn coverage_command(words: &[&str]) -> Result<(), Complaint> {
        let words = Words::new(words, &["--seeds", "--steps", "--threads"], &[])?;
        words.nothing_alone()?;
        let seeds = words.whole("--seeds", 1e6)?.unwrap_or(200);
        let steps = words.whole("--steps", 1e11)?;
        let tell = |name: &str, seed| eprint!("\r{name}: seed {seed} of {seeds}   ");
        let text = crate::coverage::coverage(seeds, steps, words.threads()?, tell);
        eprintln!();
        print(text.map_err(|problems| problems.to_string())?.trim_end());
        Ok(())
    }

    fn reproduce_command(words: &[&str]) -> Result<(), Complaint> {
        let words = Words::new(words, &["--markdown", "--threads"], &[])?;
        words.nothing_alone()?;
        let tell = |name: &str| eprintln!("{name}");
        let text = crate::reproduce::reproduce(words.threads()?, tell);
        let text = text.map_err(|problems| problems.to_string())?;
        match words.text("--markdown") {
            Some(file) => write(file, placed(file, &text)),
            None => {
                print(text.trim_end());
                Ok(())
            }
        }
    }

    /// A text between the marks of a file that has them; or else by itself.
    fn placed(file: &str, text: &str) -> String {
        let before = std::fs::read_to_string(file).unwrap_or_default();
        match (before.split_once(FROM), before.split_once(TO)) {
            (Some((head, _)), Some((_, tail))) => format!("{head}{FROM}\n\n{text}\n{TO}{tail}"),
            _ => text.to_owned(),
        }
    }

    fn run_command(words: &[&str]) -> Result<(), Complaint> {
        let words = Words::new(
            words,
            &["--threads", "--out", "--potential"],
            &["--summary"],
        )?;
        if let Some(word) = words.alone.get(1) {
            return Err(format!(
                "One experiment at a time: “{word}” is one too many."
            ));
        }
        let (threads, out) = (words.threads()?, words.text("--out"));
        let for_people = words.has("--summary");
        let potential = words.text("--potential").map(with_form).transpose()?;
        let spec = words.alone.first().copied();
        let spec = spec.ok_or_else(|| format!("run needs an experiment.\n\n{USAGE}"))?;
        let (experiment, expected) = read_spec(spec)?;
        let started = Instant::now();
        let study = conduct(experiment, threads, |p| tell(p, started))
            .map_err(|problems| problems.to_string())?;
        eprintln!();
        let outcome = study.outcome();
        if let Some(expected) = expected {
            let same = outcome.hash.as_ref() == Some(&expected);
            eprintln!(
                "{}",
                if same {
                    "Reproduced exactly."
                } else {
                    "NOT reproduced: the link's outcome was another."
                }
            );
        }
        let text = if for_people {
            crate::report::report(
                &outcome,
                study.cost().as_ref(),
                started.elapsed().as_secs_f64(),
            )
        } else {
            serde_json::to_string_pretty(&outcome)
                .map_err(|e| format!("The outcome cannot be written: {e}."))?
        };
        match out {
            Some(file) => write(file, text + "\n")?,
            None => print(&text),
        }
        match potential {
            Some((file, form)) => {
                let taken = study.takeaway(form);
                write(file, taken.map_err(|problems| problems.to_string())?)
            }
            None => Ok(()),
        }
    }

    /// A file for a potential with what to write to it: a name that does not tell is found out
    /// before the run, not after it.
    fn with_form(file: &str) -> Result<(&str, Form), Complaint> {
        let form = Form::of(file).ok_or_else(|| {
            let endings = Form::ENDINGS;
            format!("The name of the potential's file must end in {endings}, unlike “{file}”.")
        })?;
        Ok((file, form))
    }

    fn write(file: &str, text: String) -> Result<(), Complaint> {
        std::fs::write(file, text).map_err(|e| format!("“{file}” cannot be written: {e}."))
    }

    /// A preset's name, a permalink or a file, in this order; with a permalink the hash of the
    /// outcome that it promises.
    fn read_spec(spec: &str) -> Result<(Experiment, Option<String>), Complaint> {
        let complain = |problems: Problems| problems.to_string();
        if preset(spec).is_some() {
            let value = serde_json::json!({ "version": VERSION, "potential": { "preset": spec } });
            return Ok((Experiment::read(&value).map_err(complain)?, None));
        }
        let fragment = spec.split_once('#').map(|(_, fragment)| fragment);
        if let Some(fragment) = fragment.or_else(|| spec.contains('=').then_some(spec)) {
            let (link, problems) = read_veiled(fragment);
            return if problems.is_empty() {
                Ok((link.experiment, link.outcome))
            } else {
                Err(complain(Problems(problems)))
            };
        }
        if let Ok(text) = std::fs::read_to_string(spec) {
            return serde_json::from_str::<Value>(&text)
                .map_err(|e| format!("“{spec}” is not JSON: {e}."))
                .and_then(|value| Experiment::read(&value).map_err(complain))
                .map(|experiment| (experiment, None));
        }
        let names: Vec<&str> = PRESETS.iter().map(|p| p.name).collect();
        let shown: String = spec.chars().take(60).collect();
        Err(format!(
            "“{shown}” is neither a preset ({}), nor a permalink, nor a file that can be read.",
            names.join(", ")
        ))
    }

    fn tell(progress: &StudyProgress, started: Instant) {
        let seconds = started.elapsed().as_secs_f64();
        eprint!(
            "\r{}: {:.1e} of {:.1e} steps, {:.1e} per second, {} absorbed, {} diverged ",
            match progress.stage {
                Stage::Scan => "scanning",
                Stage::Calibrate => "calibrating",
                Stage::Learn => "learning",
                Stage::Compare => "comparing",
            },
            progress.steps as f64,
            progress.total as f64,
            progress.steps as f64 / seconds,
            progress.absorbed,
            progress.diverged
        );
    }

    fn presets() -> String {
        let lines: Vec<String> = PRESETS
            .iter()
            .map(|p| format!("{:<14}{}\n{:<14}{}", p.name, p.title, "", p.formula))
            .collect();
        lines.join("\n")
    }

    /// Prints; a reader that has gone away is no error.
    fn print(text: &str) {
        let _ = writeln!(std::io::stdout(), "{text}");
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
