//! The format of a hash of an outcome or of a table, which a link may carry.

/// Number of parts of a hash, and bits per part; written in hexadecimal, separated by hyphens.
pub const PARTS: usize = 4;
pub const BITS: u32 = 24;

/// True if a text has the format of a fingerprint.
pub fn is_fingerprint(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_part = |part: &&str| part.len() == BITS as usize / 4 && part.bytes().all(is_digit);
    parts.len() == PARTS && parts.iter().all(is_part)
}

/// Parts of a hash as text, each folded to [`BITS`] bits by exclusive or, as FNV recommends.
pub fn written(parts: [u64; PARTS]) -> String {
    let folded = |hash: u64| (hash ^ (hash >> BITS) ^ (hash >> (2 * BITS))) & ((1 << BITS) - 1);
    parts.map(|part| format!("{:06x}", folded(part))).join("-")
}

fn is_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}
