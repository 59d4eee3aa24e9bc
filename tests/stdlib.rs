//! Reads a whole CPython standard library, wherever `GLASSNAKE_STDLIB` says that one is.
//!
//! CPython rejects a few of its own files: those that are meant to be broken (`bad*.py`), and data of lib2to3, which is Python 2. With
//! `GLASSNAKE_DUMP` naming a directory, the tree and the tokens of file number N are written to `N.ast` and `N.tok` there, to be compared with CPython's.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use glassnake::source::Source;
use glassnake::syntax;

fn python_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            python_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            found.push(path);
        }
    }
}

/// Broken on purpose.
fn cpython_rejects_it(path: &Path) -> bool {
    let path = path.to_string_lossy();
    let name = path.rsplit('/').next().unwrap_or_default();
    path.contains("/test_lib2to3/data/")
        || name.starts_with("bad")
        || name.starts_with("nested_scopes_bad")
}

#[test]
fn every_file_of_the_standard_library_is_accepted() {
    let Some(folder) = std::env::var_os("GLASSNAKE_STDLIB") else {
        eprintln!("skipped: GLASSNAKE_STDLIB names no standard library");
        return;
    };
    let mut files = Vec::new();
    python_files(Path::new(&folder), &mut files);
    files.sort();
    assert!(!files.is_empty(), "no Python files in {folder:?}");
    let dump = std::env::var_os("GLASSNAKE_DUMP").map(PathBuf::from);
    let (mut bytes, mut time, mut failures) = (0, Duration::ZERO, 0);
    for path in &files {
        let content = std::fs::read(path).unwrap();
        bytes += content.len();
        let name = path.to_string_lossy();
        let start = Instant::now();
        let result = match Source::from_bytes(&name, &content) {
            Ok(source) => syntax::parse_module(&source)
                .map_err(|error| error.render(&source))
                .map(|module| (source, module)),
            Err(error) => Err(error.to_string()),
        };
        time += start.elapsed();
        match result {
            Ok((source, module)) => {
                if let Some(folder) = &dump {
                    let stem = name.replace('/', "%");
                    std::fs::write(
                        folder.join(format!("{stem}.ast")),
                        syntax::dump::ast(&module) + "\n",
                    )
                    .unwrap();
                    std::fs::write(
                        folder.join(format!("{stem}.tok")),
                        syntax::dump::tokens(&source).unwrap(),
                    )
                    .unwrap();
                }
            }
            Err(_) if cpython_rejects_it(path) => {}
            Err(error) => {
                failures += 1;
                eprintln!("{name}\n{error}");
            }
        }
    }
    let rate = bytes as f64 / 1e6 / time.as_secs_f64();
    eprintln!(
        "{} files, {:.1} MB, {rate:.1} MB/s",
        files.len(),
        bytes as f64 / 1e6
    );
    assert_eq!(failures, 0, "files refused");
}
