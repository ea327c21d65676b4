//! No two modules of a crate import each other, directly or indirectly: every file can be read with
//! only those below it in mind. Between crates, cargo ensures the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree, Visibility};

/// Path of a module in its crate: the names after `crate`.
type Place = Vec<String>;

#[test]
fn no_two_modules_import_each_other() {
    let rooms = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for entry in fs::read_dir(rooms).unwrap() {
        let library = entry.unwrap().path().join("lib.rs");
        if library.is_file() {
            let named = |ring: Vec<Place>| format!("{}: {}", library.display(), written(&ring));
            found.extend(rings(&modules_of(&library)).into_iter().map(named));
        }
    }
    assert!(
        found.is_empty(),
        "these import each other:\n{}",
        found.join("\n")
    );
}

fn written(ring: &[Place]) -> String {
    let names: Vec<String> = ring
        .iter()
        .map(|place| {
            ["crate"]
                .into_iter()
                .chain(place.iter().map(String::as_str))
                .collect::<Vec<_>>()
                .join("::")
        })
        .collect();
    names.join(", ")
}

/// A module: its exports and the names that it uses.
#[derive(Default)]
struct Module {
    children: BTreeSet<String>,
    /// Re-exported names, with their paths.
    exports: BTreeMap<String, Vec<String>>,
    named: Vec<Vec<String>>,
}

/// Reads the module of a file and those that it declares; tests may import anything.
fn read(file: &Path, place: Place, modules: &mut BTreeMap<Place, Module>) {
    let text = fs::read_to_string(file).unwrap();
    let parsed = syn::parse_file(&text).unwrap();
    let mut module = Module::default();
    let items = parsed.items.iter();
    for item in items.filter(|item| !attributes(item).iter().any(is_for_tests)) {
        match item {
            Item::Mod(ItemMod {
                ident,
                content: None,
                ..
            }) => {
                module.children.insert(ident.to_string());
            }
            Item::Use(ItemUse { vis, tree, .. }) => {
                let mut paths = Vec::new();
                leaves(tree, &mut Vec::new(), &mut paths);
                if matches!(vis, Visibility::Public(_)) {
                    let named = |path: Vec<String>| Some((path.last()?.clone(), path));
                    module.exports.extend(paths.into_iter().filter_map(named));
                } else {
                    module.named.extend(paths);
                }
            }
            item => Paths(&mut module.named).visit_item(item),
        }
    }
    let home = match place.is_empty() {
        true => file.with_file_name(""),
        false => file.with_extension(""),
    };
    for child in module.children.clone() {
        let place = [place.clone(), vec![child.clone()]].concat();
        read(&home.join(child).with_extension("rs"), place, modules);
    }
    modules.insert(place, module);
}

/// The modules of the crate whose root is this file.
fn modules_of(library: &Path) -> BTreeMap<Place, Module> {
    let mut modules = BTreeMap::new();
    read(library, Vec::new(), &mut modules);
    modules
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Mod(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        _ => &[],
    }
}

fn is_for_tests(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute
            .parse_args::<syn::Ident>()
            .is_ok_and(|condition| condition == "test")
}

/// The paths that a `use` imports.
fn leaves(tree: &UseTree, so_far: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    match tree {
        UseTree::Path(path) => {
            so_far.push(path.ident.to_string());
            leaves(&path.tree, so_far, paths);
            so_far.pop();
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                leaves(tree, so_far, paths);
            }
        }
        UseTree::Name(name) => paths.push([&so_far[..], &[name.ident.to_string()]].concat()),
        UseTree::Rename(name) => paths.push([&so_far[..], &[name.ident.to_string()]].concat()),
        UseTree::Glob(_) => paths.push(so_far.clone()),
    }
}

/// Collects every path in code.
struct Paths<'a>(&'a mut Vec<Vec<String>>);

impl<'ast> Visit<'ast> for Paths<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path.segments.iter();
        self.0.push(segments.map(|s| s.ident.to_string()).collect());
        visit::visit_path(self, path);
    }
}

/// The module that holds a path named in `from`; `None` outside the crate.
fn target(modules: &BTreeMap<Place, Module>, from: &Place, path: &[String]) -> Option<Place> {
    let own = &modules[from];
    let (mut place, rest) = match path.first()?.as_str() {
        "crate" => (Vec::new(), &path[1..]),
        "self" => (from.clone(), &path[1..]),
        "super" => (from[..from.len().checked_sub(1)?].to_vec(), &path[1..]),
        name if own.children.contains(name) => (from.clone(), path),
        // A module may itself use its re-exports.
        name => return target(modules, from, own.exports.get(name)?),
    };
    for name in rest {
        let module = &modules[&place];
        if module.children.contains(name) {
            place.push(name.clone());
        } else if let Some(path) = module.exports.get(name) {
            return target(modules, &place, path);
        } else {
            break;
        }
    }
    Some(place)
}

/// The groups of modules that all depend on one another.
fn rings(modules: &BTreeMap<Place, Module>) -> Vec<Vec<Place>> {
    let mut reached: BTreeMap<&Place, BTreeSet<Place>> = BTreeMap::new();
    for (from, module) in modules {
        let targets = module
            .named
            .iter()
            .filter_map(|path| target(modules, from, path));
        reached.insert(from, targets.filter(|to| to != from).collect());
    }
    // Until no further module is reached indirectly.
    loop {
        let before: usize = reached.values().map(BTreeSet::len).sum();
        for from in modules.keys() {
            let further = reached[from]
                .iter()
                .flat_map(|to| reached[to].clone())
                .collect::<Vec<_>>();
            reached
                .get_mut(from)
                .into_iter()
                .for_each(|set| set.extend(further.clone()));
        }
        if before == reached.values().map(BTreeSet::len).sum::<usize>() {
            break;
        }
    }
    let ring = |place: &Place| -> Vec<Place> {
        let both =
            |other: &&Place| reached[place].contains(*other) && reached[*other].contains(place);
        modules.keys().filter(both).cloned().collect()
    };
    let rings: BTreeSet<Vec<Place>> = modules
        .keys()
        .map(ring)
        .filter(|ring| ring.len() > 1)
        .collect();
    rings.into_iter().collect()
}

/// The rings of a crate of these files.
fn rings_of(name: &str, files: &[(&str, &str)]) -> Vec<Vec<Place>> {
    let folder = std::env::temp_dir().join(format!("stepsieve-{name}-{}", std::process::id()));
    for (file, text) in files {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let modules = modules_of(&folder.join("lib.rs"));
    fs::remove_dir_all(folder).unwrap();
    rings(&modules)
}

#[test]
fn a_loop_is_found_through_what_the_crate_passes_on() {
    let lib = ("lib.rs", "mod a;\nmod b;\npub use a::A;\npub use b::B;\n");
    let a = ("a.rs", "use crate::B;\npub struct A(B);\n");
    let there_and_back = (
        "b.rs",
        "pub struct B;\nfn f() -> Option<crate::A> { None }\n",
    );
    assert_eq!(
        rings_of("loop", &[lib, a, there_and_back]),
        [["a", "b"].map(|m| vec![m.to_owned()])]
    );
    let one_way = (
        "b.rs",
        "pub struct B;\n#[cfg(test)]\nmod tests {\n    use crate::A;\n}\n",
    );
    assert!(rings_of("one-way", &[lib, a, one_way]).is_empty());
}

#[test]
fn a_loop_may_go_by_the_root_and_by_a_folder() {
    let root = (
        "lib.rs",
        "mod a;\npub use a::f;\npub struct Root;\nfn g() { f(); }\n",
    );
    let child = ("a.rs", "mod deep;\nuse deep::h;\npub fn f() { h() }\n");
    let up = ("a/deep.rs", "use crate::Root;\npub fn h() {}\n");
    let found = rings_of("root", &[root, child, up]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].len(), 3);
}
