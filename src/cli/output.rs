//! Where texts go: standard output, standard error, and files that are whole or untouched.

use crate::arguments::shown;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Most symbolic links from a name to its file.
const LINKS: usize = 40;
/// Names that stand for what is open already.
const OPEN: [&str; 4] = ["/dev/stdout", "/dev/stderr", "/dev/fd", "/proc"];

/// Prints a line, or many.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.write_all(b"\n")?;
    out.flush()
}

/// What is said where printing failed.
pub fn unprinted(error: &io::Error) -> String {
    format!("Standard output cannot be written: {}.", reason(error))
}

/// Says something that is no result; if nobody can hear it, that is no matter.
pub fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// A file that a text is to be written to.
#[derive(Debug)]
pub struct Target {
    /// As it was named.
    name: PathBuf,
    way: Way,
}

#[derive(Debug)]
enum Way {
    /// A file that is there or not: another takes its place once it is whole.
    Replace(PathBuf),
    /// A pipe, a terminal, a device.
    Stream,
}

impl Target {
    /// Finds out whether the file can be written, and leaves everything as it is.
    ///
    /// # Errors
    /// Why it cannot be, in a sentence.
    pub fn new(name: &Path) -> Result<Self, String> {
        let target = |way| Target {
            name: name.to_owned(),
            way,
        };
        let refuse = |why| format!("“{}” cannot be written: {why}.", shown(name.as_os_str()));
        way_to(name).map(target).map_err(refuse)
    }

    /// True if both are one file.
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

    /// What the file holds now, if it is one that can hold anything.
    pub fn before(&self) -> io::Result<String> {
        match &self.way {
            Way::Replace(file) if file.exists() => fs::read_to_string(file),
            _ => Ok(String::new()),
        }
    }

    /// Writes all of a text, or else leaves the file as it was.
    ///
    /// # Errors
    /// Why it could not be written, in a sentence.
    pub fn write(&self, text: &str) -> Result<(), String> {
        match &self.way {
            Way::Replace(file) => replace(file, text),
            Way::Stream => stream(&self.name, text),
        }
        .map_err(|error| format!("{self} cannot be written: {}.", reason(&error)))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”", shown(self.name.as_os_str()))
    }
}

/// How a file of this name can be written, or why not.
fn way_to(name: &Path) -> Result<Way, String> {
    let why = |error: io::Error| reason(&error);
    match fs::metadata(name) {
        Ok(about) if about.is_dir() => return Err("it is a folder".to_owned()),
        Ok(about) if !about.is_file() || OPEN.iter().any(|open| name.starts_with(open)) => {
            return Ok(Way::Stream);
        }
        Ok(_) => {
            // It may be protected, and the folder not.
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

/// The file that a name leads to, over symbolic links; there may be nothing yet.
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

/// A new file in the same folder.
fn beside(file: &Path) -> io::Result<(File, PathBuf)> {
    let id = std::process::id();
    let mut number = 0;
    loop {
        let name = folder(file).join(format!(".stepsieve-{id}-{number}.tmp"));
        match OpenOptions::new().write(true).create_new(true).open(&name) {
            Ok(new) => return Ok((new, name)),
            // Left behind by another of this number, which was ended from outside.
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < 100 => number += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Writes a text beside a file, down to the disk, and then puts it in the file's place.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let (mut new, temporary) = beside(file)?;
    let mut filled = || {
        new.write_all(text.as_bytes())?;
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

fn stream(name: &Path, text: &str) -> io::Result<()> {
    let mut stream = OpenOptions::new().append(true).open(name)?;
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

/// Why something cannot be read or written, as the end of a sentence.
pub fn reason(error: &io::Error) -> String {
    let why = match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::NotADirectory => "a part of its path is not a folder",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::PermissionDenied => "you have no permission",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "your share of the disk is full",
        ErrorKind::FileTooLarge => "it would be too large",
        ErrorKind::BrokenPipe => "whatever was reading it has ended",
        ErrorKind::InvalidFilename => "the name is too long or not allowed",
        ErrorKind::InvalidInput => "the name is not allowed",
        ErrorKind::ResourceBusy => "it is in use",
        ErrorKind::InvalidData => "it is not UTF-8 text",
        _ => return format!("the system says “{}”", system(error)),
    };
    why.to_owned()
}

/// What the system says, without the number that Rust appends.
fn system(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    text[..end].to_owned()
}
