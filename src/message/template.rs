//! Templates: sentences with places for values.

/// The template with each place filled by `put`, which gets the place's name and its forms.
pub(super) fn filled(template: &str, put: &dyn Fn(&str, &[&str]) -> String) -> String {
    let (mut text, mut rest) = (String::new(), template);
    while let Some((before, after)) = rest.split_once('{') {
        let Some((place, after)) = after.split_once('}') else {
            break;
        };
        let parts: Vec<&str> = place.split('|').collect();
        text = text + before + &put(parts[0], &parts[1..]);
        rest = after;
    }
    text + rest
}

/// True if the template names exactly these values.
pub const fn fits(template: &str, names: &[&str]) -> bool {
    let text = template.as_bytes();
    let mut used = [false; MOST];
    let mut at = 0;
    while at < text.len() {
        if text[at] == b'{' {
            let mut which = 0;
            while which < names.len() && !is_at(text, at + 1, names[which].as_bytes()) {
                which += 1;
            }
            if which >= names.len() || which >= MOST {
                return false;
            }
            used[which] = true;
        }
        at += 1;
    }
    let mut which = 0;
    while which < names.len() && used[which] {
        which += 1;
    }
    which == names.len()
}

/// Most values of a message.
const MOST: usize = 16;

/// True if a place of this name begins here.
const fn is_at(text: &[u8], start: usize, name: &[u8]) -> bool {
    let mut i = 0;
    while i < name.len() {
        if start + i >= text.len() || text[start + i] != name[i] {
            return false;
        }
        i += 1;
    }
    let end = start + name.len();
    end < text.len() && matches!(text[end], b'}' | b'|')
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_template_names_each_value_and_no_other() {
        assert!(fits("No value.", &[]));
        assert!(fits("{a} of {b|, }, {a|one|many}", &["a", "b"]));
        assert!(!fits("{a}", &[]) && !fits("{a}", &["a", "b"]));
        assert!(!fits("{ab}", &["a"]) && !fits("{a", &["a"]));
    }
}
