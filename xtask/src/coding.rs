//! HTTP content codings: compresses files by the best one that a browser accepts.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::process::target_dir;

/// A content coding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    /// The best coding that an `Accept-Encoding` header names.
    pub fn accepted(header: &str) -> Option<Coding> {
        let names = |coding: &Coding| {
            let mut named = header.split(',').map(|part| part.split(';'));
            named.any(|mut part| part.next().is_some_and(|name| name.trim() == coding.name()))
        };
        [Coding::Brotli, Coding::Gzip].into_iter().find(names)
    }

    /// Its name in HTTP.
    pub fn name(self) -> &'static str {
        match self {
            Coding::Brotli => "br",
            Coding::Gzip => "gzip",
        }
    }

    /// Compresses at the highest level. That takes seconds for the wasm, so results are cached in
    /// cargo's target folder.
    pub fn compress(self, bytes: &[u8]) -> Result<Vec<u8>> {
        let kept =
            target_dir()
                .join("compressed")
                .join(format!("{:016x}.{}", hash(bytes), self.name()));
        if let Ok(compressed) = fs::read(&kept) {
            return Ok(compressed);
        }
        let compressed = match self {
            Coding::Brotli => brotli(bytes),
            Coding::Gzip => gzip(bytes),
        }?;
        keep(&kept, &compressed)?;
        Ok(compressed)
    }
}

/// A hash of a file's contents.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

/// Writes a cache file atomically, as several servers may write the same one at once.
fn keep(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let thread = format!("{:?}", std::thread::current().id());
    let part = path.with_extension(format!("{}-{thread}", std::process::id()));
    fs::write(&part, bytes)?;
    fs::rename(part, path)
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::Coding;

    #[test]
    fn the_best_accepted_coding_is_taken() {
        let accepted = Coding::accepted;
        assert_eq!(
            accepted("gzip, deflate, br;q=1, zstd"),
            Some(Coding::Brotli)
        );
        assert_eq!(accepted("deflate,gzip"), Some(Coding::Gzip));
        assert_eq!(accepted("zstd, brotli"), None);
        assert_eq!(accepted(""), None);
    }

    #[test]
    fn brotli_is_smaller_than_gzip_and_both_are_smaller_than_nothing() {
        let text = include_bytes!("coding.rs");
        let size = |coding: Coding| coding.compress(text).unwrap().len();
        assert!(size(Coding::Brotli) < size(Coding::Gzip));
        assert!(size(Coding::Gzip) < text.len() / 2);
    }
}
