//! Output to standard output, to standard error, and to files, which are written atomically.

use crate::arguments::shown;
use crate::failure::Failure;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// The most symbolic links that are followed from a name to its file.
const LINKS: usize = 40;
/// Mark after the generated part of a file.
const TO: &str = "<!-- end -->";
/// Paths under which open files appear.
const OPEN: [&str; 4] = ["/dev/stdout", "/dev/stderr", "/dev/fd", "/proc"];

/// Prints a text and a line feed to standard output.
pub fn print(text: &str) -> io::Result<()> {
    print_bytes(format!("{text}\n").as_bytes())
}

/// Writes bytes to standard output.
pub fn print_bytes(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// The message for standard output that cannot be written.
pub fn unprinted(error: &io::Error) -> String {
    format!("Standard output cannot be written: {}.", reason(error))
}

/// Prints a text that is cheap to reproduce; a closed pipe, as of `head`, is a silent failure.
pub fn show(text: &str) -> Result<(), Failure> {
    print(text.trim_end()).map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => Failure::failed([]),
        _ => Failure::failed([unprinted(&error)]),
    })
}

/// Prints a message to standard error, and ignores a failure to do so.
pub fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Writes the outcome to the file or to standard output; returns messages of failures. If the file
/// has become unwritable since its check, the outcome goes to standard output and is not lost.
pub fn deliver(text: &str, out: Option<&Target>) -> Vec<String> {
    let refused = match out.map(|out| out.write(format!("{text}\n"))) {
        Some(Ok(())) => return Vec::new(),
        Some(Err(why)) => Some(why),
        None => None,
    };
    match (refused, print(text)) {
        (None, Ok(())) => Vec::new(),
        (None, Err(error)) => vec![unprinted(&error)],
        (Some(why), Ok(())) => vec![format!("{why} The outcome is on standard output instead.")],
        (Some(why), Err(error)) => vec![why, unprinted(&error)],
    }
}

/// An output file.
#[derive(Debug)]
pub struct Target {
    /// The name on the command line.
    name: PathBuf,
    way: Way,
}

#[derive(Debug)]
enum Way {
    /// A regular file, existing or not: a complete new file replaces it.
    Replace(PathBuf),
    /// A pipe, a terminal or a device.
    Stream,
}

impl Target {
    /// Checks that the file can be written, without changing it.
    ///
    /// # Errors
    /// A message with the reason why it cannot.
    pub fn new(name: &Path) -> Result<Self, String> {
        let target = |way| Target {
            name: name.to_owned(),
            way,
        };
        let refuse = |why| format!("“{}” cannot be written: {why}.", shown(name.as_os_str()));
        way_to(name).map(target).map_err(refuse)
    }

    /// The same; a file that cannot be written is an invalid command line.
    ///
    /// # Errors
    /// The failure with the reason.
    pub fn checked(name: &Path) -> Result<Self, Failure> {
        Target::new(name).map_err(Failure::wrong)
    }

    /// True if both are the same file.
    pub fn is(&self, other: &Target) -> bool {
        let place = |target: &Target| match &target.way {
            Way::Replace(file) => {
                let folder = fs::canonicalize(folder(file)).ok()?;
                Some(folder.join(file.file_name()?))
            }
            Way::Stream => None,
        };
        place(self).is_some_and(|file| place(other) == Some(file))
    }

    /// The current contents of a regular file; empty for any other or missing file.
    pub fn before(&self) -> io::Result<String> {
        match &self.way {
            Way::Replace(file) if file.exists() => fs::read_to_string(file),
            _ => Ok(String::new()),
        }
    }

    /// Writes all of the text or bytes, or leaves the file unchanged.
    ///
    /// # Errors
    /// A message with the reason why it could not be written.
    pub fn write(&self, text: impl AsRef<[u8]>) -> Result<(), String> {
        match &self.way {
            Way::Replace(file) => replace(file, text.as_ref()),
            Way::Stream => stream(&self.name, text.as_ref()),
        }
        .map_err(|error| format!("{self} cannot be written: {}.", reason(&error)))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”", shown(self.name.as_os_str()))
    }
}

/// The new contents of a file: `text` between the marks `from` and [`TO`], or alone if it has none.
///
/// # Errors
/// A message if the file cannot be read or has only one mark, or both in the wrong order.
pub fn placed(file: &Target, from: &str, text: &str) -> Result<String, String> {
    let before = file.before();
    let before = before.map_err(|e| format!("{file} cannot be read: {}.", reason(&e)))?;
    let parts = before.split_once(from);
    let parts = parts.and_then(|(head, rest)| Some((head, rest.split_once(TO)?.1)));
    match parts {
        Some((head, tail)) => Ok(format!("{head}{from}\n\n{text}\n{TO}{tail}")),
        None if before.contains(from) || before.contains(TO) => Err(format!(
            "{file} must have both marks, {from} before {TO}, or none."
        )),
        None => Ok(text.to_owned()),
    }
}

/// The way to write a file of this name, or the reason why there is none.
fn way_to(name: &Path) -> Result<Way, String> {
    let why = |error: io::Error| reason(&error);
    match fs::metadata(name) {
        Ok(about) if about.is_dir() => return Err("it is a folder".to_owned()),
        Ok(about) if !about.is_file() || OPEN.iter().any(|open| name.starts_with(open)) => {
            return Ok(Way::Stream);
        }
        Ok(_) => {
            // The file may be write-protected in a folder that is not.
            OpenOptions::new().write(true).open(name).map_err(why)?;
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(reason(&error)),
    }
    let file = followed(name);
    let text = file.as_os_str().to_string_lossy();
    if file.file_name().is_none() || text.ends_with(std::path::is_separator) {
        return Err("that is not the name of a file".to_owned());
    }
    let (_, temporary) = beside(&file).map_err(why)?;
    fs::remove_file(temporary).map_err(why)?;
    Ok(Way::Replace(file))
}

/// Resolves symbolic links; the file itself need not exist.
fn followed(name: &Path) -> PathBuf {
    let mut file = name.to_owned();
    for _ in 0..LINKS {
        match fs::read_link(&file) {
            Ok(to) => file = folder(&file).join(to),
            Err(_) => break,
        }
    }
    file
}

fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Creates a temporary file in the same folder.
fn beside(file: &Path) -> io::Result<(File, PathBuf)> {
    let id = std::process::id();
    let mut number = 0;
    loop {
        let name = folder(file).join(format!(".stepsieve-{id}-{number}.tmp"));
        match OpenOptions::new().write(true).create_new(true).open(&name) {
            Ok(new) => return Ok((new, name)),
            // Left behind by an earlier process of this id, which was killed.
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < 100 => number += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Writes and syncs a temporary file, then renames it to the file.
fn replace(file: &Path, text: &[u8]) -> io::Result<()> {
    let (mut new, temporary) = beside(file)?;
    let mut filled = || {
        new.write_all(text)?;
        if let Ok(old) = fs::metadata(file) {
            new.set_permissions(old.permissions())?;
        }
        new.sync_all()?;
        fs::rename(&temporary, file)
    };
    filled().inspect_err(|_| {
        let _ = fs::remove_file(&temporary);
    })
}

fn stream(name: &Path, text: &[u8]) -> io::Result<()> {
    let mut stream = OpenOptions::new().append(true).open(name)?;
    stream.write_all(text)?;
    stream.flush()
}

/// The reason for an I/O error, as the end of a sentence.
pub fn reason(error: &io::Error) -> String {
    let why = match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::NotADirectory => "a part of its path is not a folder",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::PermissionDenied => "you have no permission",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "your disk quota is used up",
        ErrorKind::FileTooLarge => "it would be too large",
        ErrorKind::BrokenPipe => "the process reading it has ended",
        ErrorKind::InvalidFilename => "the name is too long or not allowed",
        ErrorKind::InvalidInput => "the name is not allowed",
        ErrorKind::ResourceBusy => "it is in use",
        ErrorKind::InvalidData => "it is not UTF-8 text",
        _ => return format!("the system reports “{}”", system(error)),
    };
    why.to_owned()
}

/// The system's message without the error number that Rust appends.
fn system(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    text[..end].to_owned()
}
