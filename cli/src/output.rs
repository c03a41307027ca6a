//! Where results go: standard output, files.
//!
//! `anstream`'s macros panic where the disk is full, so all output takes one of these ways.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Prints a part of the result, which may be coloured.
///
/// Whether somebody reads to the end is the reader's business: `sealspec … | head -1` ends quietly, and as it would have.
pub(crate) fn print(shown: impl Display) -> Result<(), Failure> {
    written(write_to(&mut anstream::stdout(), &shown))
}

/// Prints a document byte for byte: JSON, a generated file.
pub(crate) fn document(text: &str) -> Result<(), Failure> {
    written(write_to(&mut io::stdout(), &text))
}

/// Prints a line beside the result, to standard error.
pub(crate) fn note(shown: impl Display) {
    // If nobody can be told, nobody can be told that either.
    let _ = writeln!(anstream::stderr(), "{shown}");
}

fn write_to(stream: &mut impl Write, shown: &dyn Display) -> io::Result<()> {
    write!(stream, "{shown}")?;
    stream.flush()
}

fn written(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::outside(
            format!("can't write the result: {error}"),
            "check where the output goes",
        )),
        _ => Ok(()),
    }
}

/// Brings a file to hold this text: all of it or, if that fails, what it held before. A file that holds it already is left
/// alone. Gives whether the file was written. Folders that are missing are made.
pub(crate) fn save(path: &Path, text: &str) -> Result<bool, Failure> {
    if fs::read(path).is_ok_and(|before| before == text.as_bytes()) {
        return Ok(false);
    }
    match try_save(path, text) {
        Ok(()) => Ok(true),
        Err(error) => Err(Failure::outside(
            format!("can't write `{}`: {error}", path.display()),
            "check that the path is that of a file, that its folder may be written to, and that the disk has room",
        )),
    }
}

fn try_save(path: &Path, text: &str) -> io::Result<()> {
    // A link stays a link: what it leads to is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&target).ok();
    if before.as_ref().is_some_and(|before| !before.is_file()) {
        // A device or a pipe takes what it is given; a folder refuses.
        return fs::write(&target, text);
    }
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    let new = beside(&target);
    let result = File::create_new(&new)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .and_then(|()| {
            before.map_or(Ok(()), |before| {
                fs::set_permissions(&new, before.permissions())
            })
        })
        .and_then(|()| fs::rename(&new, &target));
    if result.is_err() {
        // What failed is told already, and nothing else can be done about the rest.
        let _ = fs::remove_file(&new);
    }
    result
}

/// A path in the same folder, and so on the same disk, for what is to take the place of `path`.
pub(crate) fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.new", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of one test, empty.
    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("sealspec-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn a_file_is_written_whole_and_only_where_it_changes() {
        let folder = scratch("save");
        let path = folder.join("deep/api.json");
        assert!(save(&path, "1").unwrap());
        assert!(!save(&path, "1").unwrap());
        assert!(save(&path, "2").unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "2");
        assert_eq!(names(&folder.join("deep")), ["api.json"]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_folder_in_the_way_is_told_and_nothing_is_left_behind() {
        let folder = scratch("save-folder");
        fs::create_dir_all(folder.join("api.json/kept")).unwrap();
        let failure = save(&folder.join("api.json"), "1").unwrap_err();
        assert!(failure.render().contains("api.json"), "{failure:?}");
        assert_eq!(names(&folder), ["api.json"]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = scratch("save-link");
        let (real, link) = (folder.join("real.json"), folder.join("link.json"));
        save(&real, "1").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real.json", &link).unwrap();
        save(&link, "2").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&real).unwrap(), "2");
        let mode = fs::metadata(&real).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        fs::remove_dir_all(folder).unwrap();
    }
}
