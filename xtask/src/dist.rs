//! Gathers the site's files in one folder: its pages, rendered from their templates, `www/`, and
//! `wasm/`, which [`crate::glue`] fills. A second copy goes to `v/<release>/`, to which links lead:
//! as long as a host keeps these folders, links do not change.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::Crc;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, context};

use crate::process::root;

/// The pages at the top of the site.
pub const PAGES: [&str; 6] = [
    "index.html",
    "reproduce.html",
    "when.html",
    "gallery.html",
    "exercise.html",
    "teach.html",
];

/// The first page for embedding.
const EMBED: &str = "embed.html";

/// The service worker, which caches the site's files.
const KEEPER: &str = include_str!("sw.js");

/// Refuses an output folder where the build would overwrite the sources.
pub fn check_place(out: &Path) -> Result<()> {
    let root = root();
    let www = root.join("www");
    if root.starts_with(out) || out.starts_with(www) {
        bail!(
            "{} holds the page's sources: choose another folder",
            out.display()
        );
    }
    Ok(())
}

/// Updates the pages and `www/` in `out`.
pub fn gather(out: &Path) -> Result<()> {
    let root = root();
    fs::create_dir_all(out)?;
    mirror(&root.join("www"), &out.join("www"))?;
    for folder in [TEMPLATES, NODE] {
        fs::remove_dir_all(out.join(folder))?;
    }
    for folder in PARTS {
        lighten(&out.join(folder))?;
    }
    let templates = templates(out)?;
    for page in PAGES {
        fs::write(out.join(page), fill(&templates, page, false)?)?;
    }
    fs::write(out.join(EMBED), fill(&templates, PAGES[0], true)?)?;
    for entry in fs::read_dir(root.join(LESSONS))? {
        let name = Path::new(LESSONS).join(entry?.file_name());
        if name.extension().is_some_and(|end| end == "html") {
            let page = fill(&templates, &name.to_string_lossy(), false)?;
            fs::write(out.join(name), page)?;
        }
    }
    fs::write(out.join("sw.js"), keeper(out)?)?;
    let release = out.join("v").join(env!("CARGO_PKG_VERSION"));
    for folder in PARTS {
        mirror(&out.join(folder), &release.join(folder))?;
    }
    for file in PAGES.iter().chain(&[EMBED, "sw.js"]) {
        copy_file(&out.join(file), &release.join(file))?;
    }
    Ok(())
}

/// What only the npm package needs.
pub const NODE: &str = "www/node";

/// The base templates of the pages, and the lessons, which extend one.
const TEMPLATES: &str = "www/templates";
const LESSONS: &str = "www/lessons";

/// The templates that pages extend. Their function `imports` lists all modules that the modules of
/// a list import, without the last one of the list, which the page itself names.
fn templates(out: &Path) -> Result<Environment<'static>> {
    let mut templates = Environment::new();
    templates.set_auto_escape_callback(|_| AutoEscape::None);
    for entry in fs::read_dir(root().join(TEMPLATES))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        templates.add_template_owned(name, fs::read_to_string(entry.path())?)?;
    }
    let out = out.to_owned();
    templates.add_function("imports", move |modules: Vec<String>| {
        let mut named = Vec::new();
        for module in &modules {
            imported(&out, PathBuf::from(module), &mut named)
                .map_err(|e| Error::new(ErrorKind::InvalidOperation, format!("{e:#}")))?;
        }
        named.retain(|name| modules.last().is_none_or(|last| *name != Path::new(last)));
        let names = named.iter().map(|name| name.display().to_string());
        Ok(names.collect::<Vec<_>>())
    });
    Ok(templates)
}

/// Renders a page.
fn fill(templates: &Environment, page: &str, embed: bool) -> Result<String> {
    let text = fs::read_to_string(root().join(page))?;
    Ok(templates.render_named_str(page, &text, context!(embed))?)
}

/// The folders of the site, except the releases.
const PARTS: [&str; 2] = ["www", "wasm"];

/// The service worker with the name, length and CRC-32 of every file, and a hash of all of them as
/// the build's name.
fn keeper(out: &Path) -> Result<String> {
    let mut files: Vec<PathBuf> = PAGES.iter().chain(&[EMBED]).map(PathBuf::from).collect();
    for folder in PARTS {
        list(out, Path::new(folder), &mut files)?;
    }
    // Type declarations are for developers, not for the page.
    files.retain(|file| !file.to_string_lossy().ends_with(".d.ts"));
    files.sort();
    let mut hasher = DefaultHasher::new();
    let mut sums = String::new();
    for file in &files {
        let bytes = fs::read(out.join(file))?;
        hasher.write(&bytes);
        let mut sum = Crc::new();
        sum.update(&bytes);
        let name = file.to_string_lossy();
        sums += &format!("  {name:?}: [{}, {}],\n", bytes.len(), sum.sum());
    }
    Ok(format!(
        "const BUILD = \"{}-{:016x}\";\nconst FILES = {{\n{sums}}};\n\n{KEEPER}",
        env!("CARGO_PKG_VERSION"),
        hasher.finish(),
    ))
}

/// Lists all files in `folder`, with paths relative to `out`.
fn list(out: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(out.join(folder))? {
        let entry = entry?;
        let name = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            list(out, &name, files)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}

/// Makes `to` an exact copy of the folder `from`.
pub fn mirror(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(to)? {
        let path = entry?.path();
        let original = from.join(path.file_name().unwrap_or_default());
        if path.is_dir() && !original.is_dir() {
            fs::remove_dir_all(path)?;
        } else if path.is_file() && !original.is_file() {
            fs::remove_file(path)?;
        }
    }
    if !from.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let copy = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            mirror(&path, &copy)?;
        } else {
            copy_file(&path, &copy)?;
        }
    }
    Ok(())
}

/// Adds a module and its static imports, recursively; no dynamic imports.
fn imported(out: &Path, module: PathBuf, named: &mut Vec<PathBuf>) -> Result<()> {
    if named.contains(&module) {
        return Ok(());
    }
    let text = fs::read_to_string(out.join(&module))
        .with_context(|| format!("a page or a module names {}", module.display()))?;
    let folder = module.parent().unwrap_or(Path::new("")).to_owned();
    named.push(module);
    for line in text.lines() {
        let from = line.split_once(" from \"").map(|(_, rest)| rest);
        let name = from
            .or(line.strip_prefix("import \""))
            .and_then(|rest| rest.strip_suffix("\";"));
        if let Some(name) = name {
            imported(out, beside(&folder, name), named)?;
        }
    }
    Ok(())
}

/// Resolves `./a.js` or `../a.js` relative to a module's folder.
fn beside(folder: &Path, name: &str) -> PathBuf {
    let mut path = folder.to_owned();
    for part in name.split('/') {
        match part {
            "." => {}
            ".." => {
                path.pop();
            }
            _ => path.push(part),
        }
    }
    path
}

/// Removes comments and indentation from the scripts and style sheets in a folder: they are a fifth of
/// the transfer of a visit besides the wasm.
fn lighten(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            lighten(&path)?;
        } else if path
            .extension()
            .is_some_and(|end| end == "js" || end == "css")
        {
            let text = fs::read_to_string(&path)?;
            fs::write(&path, lightened(&text))?;
        }
    }
    Ok(())
}

/// Empties the comments that have lines to themselves, and removes the indentation of code; lines keep
/// their numbers. Comments after code stay, and so do texts that look like one.
fn lightened(text: &str) -> String {
    let mut light = String::with_capacity(text.len());
    let (mut is_comment, mut is_template) = (false, false);
    for line in text.lines() {
        let code = line.trim_start();
        if is_template {
            light += line;
        } else if is_comment || code.starts_with("/*") {
            match code.split_once("*/") {
                None => is_comment = true,
                Some((_, rest)) if is_comment || rest.trim().is_empty() => {
                    light += rest;
                    is_comment = false;
                }
                Some(_) => light += code,
            }
        } else if !code.starts_with("//") {
            light += code;
        }
        // A text over several lines is as it is written.
        is_template ^= !is_comment && code.matches('`').count() % 2 == 1;
        light.push('\n');
    }
    light
}

/// Copies a file unless the copy is as long and not older.
fn copy_file(from: &Path, to: &Path) -> Result<()> {
    let source = fs::metadata(from).with_context(|| format!("there is no {}", from.display()))?;
    let is_fresh = fs::metadata(to).is_ok_and(|copy| {
        copy.len() == source.len()
            && matches!((copy.modified(), source.modified()), (Ok(made), Ok(changed)) if made >= changed)
    });
    if !is_fresh {
        fs::copy(from, to).with_context(|| format!("{} cannot be written", to.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mirror_follows_changes_and_removals() {
        let folder = std::env::temp_dir().join(format!("stepsieve-dist-{}", std::process::id()));
        let (from, to) = (folder.join("from"), folder.join("to"));
        fs::create_dir_all(from.join("deep")).unwrap();
        fs::write(from.join("deep/kept.js"), "1").unwrap();
        fs::write(from.join("gone.js"), "1").unwrap();
        mirror(&from, &to).unwrap();
        assert!(to.join("gone.js").exists());

        fs::remove_file(from.join("gone.js")).unwrap();
        fs::write(from.join("deep/kept.js"), "changed").unwrap();
        mirror(&from, &to).unwrap();
        assert!(!to.join("gone.js").exists());
        assert_eq!(fs::read(to.join("deep/kept.js")).unwrap(), b"changed");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_module_is_listed_with_all_that_it_imports_each_once() {
        let folder = std::env::temp_dir().join(format!("stepsieve-pages-{}", std::process::id()));
        fs::create_dir_all(folder.join("www/deep")).unwrap();
        let modules = [
            (
                "main.js",
                "import { a } from \"./a.js\";\nimport(\"./later.js\");",
            ),
            ("a.js", "import {\n  b,\n} from \"./deep/b.js\";"),
            (
                "deep/b.js",
                "import \"../a.js\";\nexport * from \"../c.js\";",
            ),
            ("c.js", ""),
        ];
        for (name, text) in modules {
            fs::write(folder.join("www").join(name), text).unwrap();
        }
        let list = || {
            let mut named = Vec::new();
            imported(&folder, PathBuf::from("www/main.js"), &mut named).map(|()| named)
        };
        let wanted =
            ["main.js", "a.js", "deep/b.js", "c.js"].map(|name| Path::new("www").join(name));
        assert_eq!(list().unwrap(), wanted);

        fs::remove_file(folder.join("www/c.js")).unwrap();
        assert!(list().is_err(), "a module is missing");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn comments_and_indentation_are_taken_out_and_lines_keep_their_numbers() {
        let text =
            "/** a`\n * b */\n  let x = 1; // c\n  // d\n/** e */ f();\n/* g */\nh(); /* i\n*/\n";
        let light = "\n\nlet x = 1; // c\n\n/** e */ f();\n\nh(); /* i\n*/\n";
        assert_eq!(lightened(text), light);
        let template = "  f(`a\n  // b\n  c`);\n  g();\n";
        assert_eq!(lightened(template), "f(`a\n  // b\n  c`);\ng();\n");
    }

    #[test]
    fn the_sources_are_no_place_to_build_in() {
        let root = root();
        assert!(check_place(&root).is_err());
        assert!(check_place(&root.join("www")).is_err());
        assert!(check_place(&root.join("dist")).is_ok());
    }
}
