//! The text of `--help`.

use crate::arguments::{Choice, Command, Takes, range};
use crate::failure::CODES;

/// Columns of a line, and of the names in a list.
const WIDTH: usize = 80;
const NAMES: usize = 20;

/// Help on a command, or on all of them.
pub fn help(commands: &[Command], command: Option<&Command>) -> String {
    let codes = CODES.map(|(code, about)| (code.to_owned(), about.to_owned()));
    let codes = format!("Exit codes:\n{}", list(codes));
    let Some(command) = command else {
        let commands = commands.iter().map(|c| (called(c), c.about.to_owned()));
        return format!(
            "Learns the effective potential of an energy with several scales.\n\n\
             Usage: stepsieve COMMAND …\n\n\
             Commands:\n{}\n\
             stepsieve COMMAND --help tells more of each; --version (-V) prints the version.\n\n\
             {codes}",
            list(commands)
        );
    };
    let usage = command
        .options
        .iter()
        .map(|o| format!(" [{}]", o.spelled()));
    let usage: String = usage.collect();
    let options = list(command.options.iter().map(|o| (o.spelled(), about(o))));
    let options = if options.is_empty() {
        options
    } else {
        format!("Options:\n{options}\n")
    };
    format!(
        "{}\n{}\n{options}{codes}",
        wrapped(&format!("Usage: stepsieve {}{usage}", called(command)), 0),
        wrapped(command.help, 0)
    )
}

/// What an option does, with the numbers that it takes.
fn about(option: &Choice) -> String {
    match option.takes {
        Takes::Whole(least, most) => format!("{}, {}", option.help, range(least, most)),
        Takes::Nothing | Takes::File => option.help.to_owned(),
    }
}

/// A command with what stands alone after it.
fn called(command: &Command) -> String {
    format!("{} {}", command.name, command.operands)
        .trim_end()
        .to_owned()
}

/// Names, each with what there is to say of it beside it.
fn list(rows: impl IntoIterator<Item = (String, String)>) -> String {
    let row = |(name, about): (String, String)| {
        let about = wrapped(&about, NAMES);
        format!("  {name:<width$}{}", about.trim_start(), width = NAMES - 2)
    };
    rows.into_iter().map(row).collect()
}

/// Paragraphs in lines that are not too long, behind so many spaces.
fn wrapped(text: &str, indent: usize) -> String {
    let mut lines = String::new();
    for paragraph in text.lines() {
        let mut line = " ".repeat(indent);
        let mut length = indent;
        for word in paragraph.split(' ') {
            let more = word.chars().count() + 1;
            if length + more > WIDTH {
                lines += line.trim_end();
                lines.push('\n');
                line = " ".repeat(indent);
                length = indent;
            }
            line += word;
            line.push(' ');
            length += more;
        }
        lines += line.trim_end();
        lines.push('\n');
    }
    lines
}
