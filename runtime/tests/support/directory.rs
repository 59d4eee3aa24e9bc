//! A directory of a test's own that goes when the test is done.

use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};

pub struct Directory(PathBuf);

impl Directory {
    /// A new, empty directory; `name` is unique among the tests of a binary.
    pub fn new(name: &str) -> Directory {
        let path = std::env::temp_dir().join(format!("glassnake-{}-{name}", std::process::id()));
        fs::create_dir(&path).unwrap();
        Directory(path)
    }
}

impl Deref for Directory {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl AsRef<Path> for Directory {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // A failed test may have left it unreadable; the test's own message matters more.
        let _ = fs::remove_dir_all(&self.0);
    }
}
