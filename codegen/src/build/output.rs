//! Writing generated files, and only what changed of them: a file that stays as it was is not compiled again.

use std::fs;
use std::io;
use std::path::{Component, Path};

use crate::emit::GeneratedFile;

/// Names the files of the last run, so that those which are no longer made can be removed.
const LIST: &str = "sealspec.files";

/// Brings a folder to hold these files and none that an earlier run made besides.
pub(super) fn write(folder: &Path, files: &[GeneratedFile]) -> Result<(), String> {
    let before = fs::read_to_string(folder.join(LIST)).unwrap_or_default();
    let stale = before
        .lines()
        .filter(|path| is_inside(path) && files.iter().all(|file| file.path != *path));
    for path in stale {
        remove(&folder.join(path))?;
    }
    for file in files {
        update(&folder.join(&file.path), &file.text)?;
    }
    let list: String = files
        .iter()
        .map(|file| format!("{}\n", file.path))
        .collect();
    update(&folder.join(LIST), &list)
}

fn is_inside(path: &str) -> bool {
    Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
}

pub(super) fn remove(path: &Path) -> Result<(), String> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(problem("remove", path, &error))
        }
        _ => Ok(()),
    }
}

pub(super) fn update(path: &Path, text: &str) -> Result<(), String> {
    if fs::read(path).is_ok_and(|before| before == text.as_bytes()) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| problem("make", folder, &error))?;
    }
    fs::write(path, text).map_err(|error| problem("write", path, &error))
}

fn problem(what: &str, path: &Path, error: &io::Error) -> String {
    format!(
        "can't {what} `{}`: {error}; check that the disk has room and that the folder may be written to",
        path.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> GeneratedFile {
        GeneratedFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn only_changes_are_written_and_stale_files_go() {
        let folder = std::env::temp_dir().join(format!("sealspec-output-{}", std::process::id()));
        let modified = |path: &str| fs::metadata(folder.join(path)).unwrap().modified().unwrap();
        write(
            &folder,
            &[file("acme/mod.rs", "1"), file("acme/old.rs", "2")],
        )
        .unwrap();
        fs::write(folder.join("acme/mine.rs"), "kept").unwrap();
        let first = modified("acme/mod.rs");

        write(
            &folder,
            &[file("acme/mod.rs", "1"), file("acme/new.rs", "3")],
        )
        .unwrap();
        assert_eq!(modified("acme/mod.rs"), first);
        assert!(!folder.join("acme/old.rs").exists());
        assert!(folder.join("acme/new.rs").exists());
        assert!(folder.join("acme/mine.rs").exists());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn nothing_outside_the_folder_is_removed() {
        for outside in ["../x.rs", "/x.rs", "a/../../x.rs"] {
            assert!(!is_inside(outside), "{outside}");
        }
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told_with_the_remedy() {
        let file_in_the_way = std::env::current_exe().unwrap();
        let error = write(&file_in_the_way, &[file("a.rs", "")]).unwrap_err();
        assert!(error.contains("check that"), "{error}");
    }
}
