//! Experiments: files of every kind, links, presets.

use super::{SHORT, ended, fed, folder, within};
use std::fs::{self, File};

const EXPERIMENT: &str =
    r#"{ "version": 3, "potential": { "preset": "test1" }, "step": 0.5, "steps": 1e5 }"#;

#[test]
fn an_experiment_may_come_as_a_file_in_many_ways() {
    let folder = folder("ways");
    let usual = ended(["run", SHORT]);
    usual.assert(0, "learning");
    for (name, text) in [
        ("plain.json", EXPERIMENT.to_owned()),
        ("marked.json", format!("\u{feff}{EXPERIMENT}")),
        ("outcome.json", usual.out.clone()),
        ("marked-outcome.json", format!("\u{feff}{}", usual.out)),
        // It looks like a link, and is a file.
        ("step=0.5#a.json", EXPERIMENT.to_owned()),
    ] {
        fs::write(folder.join(name), text).unwrap();
        let ran = within(&folder, &["run", name]);
        ran.assert(0, "learning");
        assert_eq!(ran.out, usual.out, "{name}");
    }
    let wide: Vec<u16> = format!("\u{feff}{}", usual.out).encode_utf16().collect();
    let words = |bytes: fn(u16) -> [u8; 2]| wide.iter().flat_map(|w| bytes(*w)).collect();
    let orders: [Vec<u8>; 2] = [words(u16::to_le_bytes), words(u16::to_be_bytes)];
    for bytes in orders {
        assert_eq!(fed(&bytes, &["run", "-"]).out, usual.out);
    }
    assert_eq!(fed(EXPERIMENT.as_bytes(), &["run", "-"]).out, usual.out);

    let words = ["run", SHORT, "--summary", "--potential", "learned.json"];
    within(&folder, &words).assert(0, "learning");
    let again = within(&folder, &["run", "learned.json"]);
    assert_eq!(again.out, usual.out);
    let address = format!("https://example.org/v/0.1.0/index.html?projector#{SHORT}&run");
    let within = format!("<{}>.", address.replace('&', "&amp;"));
    let behind = format!("https://example.org/?lang=de&{SHORT}");
    let encoded = SHORT.replace('=', "%3D").replace('&', "%26");
    for link in [address, within, behind, encoded, format!(" {SHORT}\n")] {
        assert_eq!(ended(["run", &link]).out, usual.out, "{link}");
    }
}

#[test]
fn what_is_no_experiment_is_refused_in_a_sentence() {
    let folder = folder("refused");
    fs::create_dir(folder.join("folder")).unwrap();
    File::create(folder.join("large"))
        .unwrap()
        .set_len(100_000_000)
        .unwrap();
    for (name, text) in [
        ("empty", &b""[..]),
        ("blank", b"\xef\xbb\xbf \n"),
        ("binary", b"\x7fELF\x02\x01\x01\x00\xff\xfe"),
        ("part", br#"{ "step": 0.5, "#),
        ("comma", b"{\n  \"step\": 0.5,\n}"),
        ("word", b"{ \"step\": half }"),
        ("list", b"[1, 2]"),
        ("deep", "[".repeat(100_000).as_bytes()),
        (
            "field",
            br#"{ "potential": { "preset": "test1" }, "stepp": 1 }"#,
        ),
        (
            "number",
            br#"{ "potential": { "preset": "test1" }, "step": 1e999 }"#,
        ),
        (
            "wrong",
            br#"{ "experiment": { "potential": { "preset": "test99" } } }"#,
        ),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    for (name, said) in [
        ("folder", "“folder” is a folder, not an experiment file."),
        (
            "large",
            "“large” is too large for an experiment file: the limit is 64 MB.",
        ),
        ("empty", "“empty” is empty."),
        ("blank", "“blank” is empty."),
        (
            "binary",
            "“binary” is not an experiment file, which is JSON in UTF-8.",
        ),
        ("part", "the text ends too early"),
        (
            "comma",
            "“comma” is not JSON: in line 3, column 1, a bracket closes where a value or a name is expected",
        ),
        ("word", "“word” is not JSON: in line 1, column 11, “"),
        ("list", "An experiment is an object of named fields"),
        ("deep", "nested too deeply"),
        ("field", "There is no field “stepp”"),
        ("number", "“number” is not JSON: in line 1"),
        ("wrong", "There is no preset “test99”"),
        (
            "q^2/2+0.1*sin(q/0.1)",
            "is a formula, not a file. Study it automatically: run --formula \"q^2/2+0.1*sin(q/0.1)\".",
        ),
        (
            "q^2/2 + a*sin(q/a); a = 0.05 in [0.01, 0.2]",
            "run --formula \"q^2/2 + a*sin(q/a); a = 0.05 in [0.01, 0.2]\".",
        ),
        (
            &format!("q^2/2{}", " + 0.1*sin(q)".repeat(20)),
            "Study it automatically: run --formula \"…\".",
        ),
        (
            "q^2/2 + sn(q)",
            "There is no file “q^2/2 + sn(q)”. A formula needs a link: run \"v=3&formula=…\".",
        ),
        (
            "q^2 + sn(q)",
            "nor a file. A formula needs a link: run \"v=3&formula=…\".",
        ),
        ("missing.json", "There is no file “missing.json”."),
        ("missing", "“missing” is neither a preset (test1, "),
        (
            "empty/file",
            "“empty/file” cannot be read: a part of its path is not a folder.",
        ),
        ("", "“” is neither a preset"),
        (
            "kind=foo",
            "(kind) must be auto or learn or compare or scan, not “foo”.",
        ),
        ("x=AAAA", "This link is damaged"),
    ] {
        let refused = within(&folder, &["run", name]);
        refused.assert(2, said);
        assert!(refused.out.is_empty());
    }
    fed(b"", &["run", "-"]).assert(2, "Standard input is empty.");
    fed(b"{", &["run", "-"]).assert(2, "the text ends too early");
}

/// A file without end is as long as one that is too long.
#[cfg(target_os = "linux")]
#[test]
fn a_file_without_end_is_refused() {
    ended(["run", "/dev/zero"]).assert(2, "“/dev/zero” is too large");
    ended(["run", "/dev/null"]).assert(2, "“/dev/null” is empty.");
}

#[test]
fn of_many_problems_some_are_told() {
    let fields: Vec<String> = (0..40).map(|n| format!("\"mistake{n}\": 1")).collect();
    let text = format!("{{ {} }}", fields.join(", "));
    let refused = fed(text.as_bytes(), &["run", "-"]);
    refused.assert(2, "more settings are invalid.");
    assert_eq!(refused.said.lines().count(), 6, "{}", refused.said);
}
