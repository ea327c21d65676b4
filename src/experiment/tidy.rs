//! Links as they arrive: with the address before them, encoded as a whole, in the text of a web page,
//! or with the sign that followed them in a sentence.

use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// Blanks in an address.
const BLANKS: [&str; 4] = ["%20", "%09", "%0A", "%0D"];
/// Signs that follow a link in a sentence.
const SIGNS: [&str; 12] = [
    ")", ".", ",", ">", "]", ";", "!", "\"", "”", "%3E", "%22", "%5D",
];

/// The text of a link without the parts that do not belong to it: an address before it, blanks around it, and
/// the encoding of the whole or of a web page.
pub fn tidied(text: &str) -> Cow<'_, str> {
    let mut text = after_address(text.trim());
    while let Some(rest) = BLANKS.iter().find_map(|blank| text.strip_prefix(blank)) {
        text = rest;
    }
    while let Some(rest) = BLANKS.iter().find_map(|blank| text.strip_suffix(blank)) {
        text = rest;
    }
    // A link has a bare sign of equality.
    let is_encoded = !text.contains('=') && (text.contains("%3D") || text.contains("%3d"));
    if is_encoded {
        let decoded = percent_decode_str(text).decode_utf8_lossy();
        return Cow::Owned(tidied(&decoded).into_owned());
    }
    match text.contains("&amp;") {
        true => Cow::Owned(text.replace("&amp;", "&")),
        false => Cow::Borrowed(text),
    }
}

/// The part after `#`, or after `?` without one; a value may hold either sign.
fn after_address(text: &str) -> &str {
    let is_address = |before: &str| before.contains(['?', ':']) || !before.contains('=');
    let after = |sign| {
        text.split_once(sign)
            .filter(|(before, _)| is_address(before))
    };
    let after = after('#').or_else(|| after('?'));
    after.map_or(text, |(_, link)| link.trim_start_matches('#'))
}

/// The text without the last sign, if that may belong to a sentence around the link.
pub(super) fn without_sign(text: &str) -> Option<&str> {
    SIGNS.iter().find_map(|sign| text.strip_suffix(sign))
}
