//! Files of jobs and reports: a line that names what follows with its length and hash, and then the
//! contents in binary. A file that is torn, damaged or foreign is refused by its name.

use crate::arguments::shown;
use crate::output::reason;
use experiment::Digest;
use serde::{Serialize, de::DeserializeOwned};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::Path;

/// Version of the format. Another release may also compute other bits, so the line names both.
const FORMAT: &str = "1";
const RELEASE: &str = env!("CARGO_PKG_VERSION");
/// Most bytes of the first line.
const LONGEST: u64 = 200;

/// The contents of a file, by its kind.
pub trait Sealed: Serialize + DeserializeOwned {
    /// The first word of the file.
    const MARK: &str;
    /// The kind in a sentence.
    const KIND: &str;

    /// The bytes of a file with these contents.
    fn seal(&self) -> Result<Vec<u8>, String> {
        let contents = postcard::to_stdvec(self)
            .map_err(|_| format!("The {} cannot be written.", Self::KIND))?;
        let (mark, length, hash) = (Self::MARK, contents.len(), hash(&contents));
        let line = format!("{mark} {FORMAT} {RELEASE} {length} {hash}\n");
        Ok([line.into_bytes(), contents].concat())
    }

    /// Reads a file; `-` is standard input.
    ///
    /// # Errors
    /// A message that names the file.
    fn open(file: &Path) -> Result<Self, String> {
        if file == Path::new("-") {
            return read(io::stdin(), "Standard input");
        }
        let name = format!("“{}”", shown(file.as_os_str()));
        let unread = |e: io::Error| format!("{name} cannot be read: {}.", reason(&e));
        read(File::open(file).map_err(unread)?, &name)
    }
}

/// The hash of bytes.
pub fn hash(bytes: &[u8]) -> String {
    let mut digest = Digest::default();
    digest.bytes(bytes);
    digest.text()
}

fn read<T: Sealed>(file: impl Read, name: &str) -> Result<T, String> {
    let kind = T::KIND;
    let unread = |e: io::Error| format!("{name} cannot be read: {}.", reason(&e));
    let foreign = || format!("{name} is not a {kind} of Stepsieve.");
    let mut file = BufReader::new(file);
    let mut line = Vec::new();
    let mut start = (&mut file).take(LONGEST);
    start.read_until(b'\n', &mut line).map_err(unread)?;
    let words: Vec<&str> = str::from_utf8(&line)
        .map(|line| line.split_whitespace().collect())
        .unwrap_or_default();
    if words.first() != Some(&T::MARK) {
        return Err(foreign());
    }
    let &[_, format, release, length, expected] = words.as_slice() else {
        return Err(format!("{name} is torn: its first line is not complete."));
    };
    if [format, release] != [FORMAT, RELEASE] {
        return Err(format!(
            "{name} was written by release {release} of Stepsieve in format {format}, but this is release {RELEASE} with format {FORMAT}: all jobs of a study need one release."
        ));
    }
    let length: u64 = length.parse().map_err(|_| foreign())?;
    let mut contents = Vec::new();
    let mut rest = file.take(length.saturating_add(1));
    rest.read_to_end(&mut contents).map_err(unread)?;
    let found = contents.len() as u64;
    if found != length {
        let more = if found > length { "more than " } else { "" };
        let found = found.min(length);
        return Err(format!(
            "{name} is torn: it has {more}{found} of {length} bytes."
        ));
    }
    if hash(&contents) != expected {
        return Err(format!(
            "{name} is damaged: its contents do not have the hash in its first line."
        ));
    }
    postcard::from_bytes(&contents).map_err(|_| foreign())
}
