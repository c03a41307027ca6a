//! Where a crate is, as seen from elsewhere.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// The way from one folder to another, both given from the root of the disk and without `..`; `None` where there is none.
pub(super) fn relative(from: &Path, to: &Path) -> Option<PathBuf> {
    let shared = from
        .components()
        .zip(to.components())
        .take_while(|(one, other)| one == other)
        .count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    (shared > 0).then(|| up.chain(to.components().skip(shared)).collect())
}

/// The workspace in which a crate's folder is: the path of its manifest as seen from here, and the folder's as seen from there.
pub(super) fn workspace_around(folder: &Path) -> Option<(String, String)> {
    let folder = fs::canonicalize(folder).ok()?;
    let here = fs::canonicalize(".").ok()?;
    let root = folder
        .ancestors()
        .skip(1)
        .find(|above| is_workspace(above))?;
    let manifest = relative(&here, &root.join("Cargo.toml"))?;
    let member = folder.strip_prefix(root).ok()?;
    let shown = |path: &Path| path.display().to_string().replace('\\', "/");
    Some((shown(&manifest), shown(member)))
}

fn is_workspace(folder: &Path) -> bool {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    manifest
        .parse::<toml::Table>()
        .is_ok_and(|manifest| manifest.contains_key("workspace"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_from_one_folder_to_another() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(way("/a/b/c", "/a/d"), Some(PathBuf::from("../../d")));
        assert_eq!(way("/a", "/a/b/c"), Some(PathBuf::from("b/c")));
        assert_eq!(way("/a", "/b"), Some(PathBuf::from("../b")));
    }
}
