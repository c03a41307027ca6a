//! The texts that a client is generated from.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Span;

/// The name of the file that describes the API as a whole.
pub(crate) const API_FILE: &str = "api.yaml";

/// The spec of one vendor: the files of one folder, in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    vendor: String,
    files: Vec<SourceFile>,
}

/// One file of a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path as it stands in diagnostics and in generated headers, always with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// A path and what is in the file there.
impl From<(&str, &str)> for SourceFile {
    fn from((path, text): (&str, &str)) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }
}

impl Sources {
    /// Takes the files of one vendor's folder. Their order doesn't matter: they are sorted by path.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = impl Into<SourceFile>>) -> Self {
        let mut files: Vec<SourceFile> = files.into_iter().map(Into::into).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let vendor = files
            .first()
            .map(|file| folder_name(&file.path).to_owned())
            .unwrap_or_default();
        Self { vendor, files }
    }

    /// Files that are sorted already, under the name of their vendor's folder.
    pub(crate) fn of(vendor: String, files: Vec<SourceFile>) -> Self {
        Self { vendor, files }
    }

    /// Reads the `*.yaml` files of a folder. `shown_as` is the folder's path in diagnostics and generated headers, so that
    /// these are the same wherever the folder lies.
    ///
    /// # Errors
    ///
    /// Where the folder or a file of it can't be read, or the folder has no `*.yaml` file.
    pub fn read(folder: &Path, shown_as: &str) -> Result<Self, ReadError> {
        let shown_as = shown_as.replace('\\', "/");
        let shown_as = shown_as.trim_end_matches('/');
        let prefix = match shown_as {
            "." => String::new(),
            _ => format!("{shown_as}/"),
        };
        let mut files = Vec::new();
        for name in yaml_names(folder)? {
            let path = folder.join(&name);
            let text =
                fs::read_to_string(&path).map_err(|error| ReadError::of_file(&path, error))?;
            files.push(SourceFile {
                path: format!("{prefix}{name}"),
                text,
            });
        }
        if files.is_empty() {
            let error = io::Error::new(io::ErrorKind::NotFound, "it holds no *.yaml file");
            return Err(ReadError::of_folder(folder, error));
        }
        Ok(Self {
            vendor: vendor_name(folder, &prefix),
            ..Self::new(files)
        })
    }

    /// The same with an overlay: a file in which a user of the spec says what the vendor's page doesn't, such as
    /// `overlays/acme.yaml`.
    #[must_use]
    pub fn overlay(self, file: impl Into<SourceFile>) -> Self {
        let mut files = self.files;
        files.push(file.into());
        Self {
            vendor: self.vendor,
            ..Self::new(files)
        }
    }

    /// Name of the vendor's folder.
    #[must_use]
    pub fn vendor(&self) -> &str {
        &self.vendor
    }

    /// The files, sorted by path.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Where in its file a part of a scalar stands; the whole scalar where YAML wrote it otherwise than it reads (escapes,
    /// folded lines).
    pub(crate) fn within(&self, scalar: Span, text: &str, part: std::ops::Range<usize>) -> Span {
        let raw = self
            .files
            .get(scalar.file)
            .and_then(|file| file.text.get(scalar.start..scalar.end))
            .unwrap_or_default();
        let quotes = [raw, raw.get(1..).unwrap_or_default()]
            .iter()
            .position(|raw| raw.starts_with(text));
        let escaped = raw.starts_with('"') && text.contains('\\')
            || raw.starts_with('\'') && text.contains('\'');
        match quotes {
            Some(quotes) if !escaped && part.end <= text.len() => {
                let start = scalar.start + quotes;
                Span {
                    file: scalar.file,
                    start: start + part.start,
                    end: start + part.end,
                }
            }
            _ => scalar,
        }
    }
}

impl SourceFile {
    /// Name without folder.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Name without folder and extension.
    pub(crate) fn stem(&self) -> &str {
        self.name().trim_end_matches(".yaml")
    }
}

/// Names of the `*.yaml` files of a folder, sorted.
///
/// Hidden files are an editor's, not the spec's. A page that ends in `.yml` would be missed without a word.
fn yaml_names(folder: &Path) -> Result<Vec<String>, ReadError> {
    let of_folder = |error| ReadError::of_folder(folder, error);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(of_folder)? {
        let name = entry.map_err(of_folder)?.file_name().into_string();
        let Some(name) = name.ok().filter(|name| !name.starts_with('.')) else {
            continue;
        };
        if name.ends_with(".yml") {
            return Err(ReadError::of_misnamed(&folder.join(name)));
        }
        if name.ends_with(".yaml") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// The name of a vendor's folder, also where its path says `.` or `..`.
fn vendor_name(folder: &Path, prefix: &str) -> String {
    let name = folder_name(prefix);
    if !matches!(name, "" | "." | "..") {
        return name.to_owned();
    }
    let real = fs::canonicalize(folder).ok();
    let name = real.as_deref().and_then(Path::file_name);
    name.map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The last folder of a path.
fn folder_name(path: &str) -> &str {
    path.rsplit('/').nth(1).unwrap_or_default()
}

/// Why the files of a spec could not be read. Shown with what to do about it.
#[derive(Debug)]
pub struct ReadError {
    path: PathBuf,
    error: io::Error,
    remedy: String,
}

impl ReadError {
    fn of_folder(path: &Path, error: io::Error) -> Self {
        let remedy = format!(
            "check the folder's path: a vendor's spec is a folder with `{API_FILE}` and one `*.yaml` file, in UTF-8, per page of \
             its documentation"
        );
        Self::new(path, error, remedy)
    }

    fn of_file(path: &Path, error: io::Error) -> Self {
        let remedy = match error.kind() {
            io::ErrorKind::InvalidData => "save the file as UTF-8",
            _ => "make it a file that you may read, or move it out of the spec's folder",
        };
        Self::new(path, error, remedy.to_owned())
    }

    fn of_misnamed(path: &Path) -> Self {
        let named = path.with_extension("yaml");
        let name = named.file_name().unwrap_or_default().to_string_lossy();
        let error = io::Error::other("the files of a spec end in `.yaml`");
        Self::new(path, error, format!("rename it to `{name}`"))
    }

    fn new(path: &Path, error: io::Error, remedy: String) -> Self {
        Self {
            path: path.to_owned(),
            error,
            remedy,
        }
    }

    /// What is wrong, without the remedy.
    #[must_use]
    pub fn problem(&self) -> String {
        format!(
            "can't read the spec in `{}`: {}",
            self.path.display(),
            self.error
        )
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> &str {
        &self.remedy
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}; {}", self.problem(), self.remedy)
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> SourceFile {
        SourceFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn files_are_sorted_and_the_folder_names_the_vendor() {
        let sources = Sources::new(vec![
            file("spec/acme/orders.yaml", ""),
            file("spec/acme/api.yaml", ""),
        ]);
        assert_eq!(sources.vendor(), "acme");
        assert_eq!(sources.files()[0].name(), "api.yaml");
        assert_eq!(sources.files()[1].stem(), "orders");
    }

    #[test]
    fn a_missing_folder_is_named_with_the_remedy() {
        let error = Sources::read(Path::new("no/such/folder"), "spec/acme")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("no/such/folder") && error.contains("api.yaml"),
            "{error}"
        );
    }

    #[test]
    fn what_is_no_page_is_passed_over_and_what_looks_like_one_is_told() {
        let folder = std::env::temp_dir().join(format!("sealspec-sources-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for name in ["api.yaml", ".api.yaml", "notes.md"] {
            fs::write(folder.join(name), "").unwrap();
        }
        let names = |folder| yaml_names(folder).map_err(|error| error.to_string());
        assert_eq!(names(&folder), Ok(vec!["api.yaml".to_owned()]));
        fs::write(folder.join("orders.yml"), "").unwrap();
        let told = names(&folder).unwrap_err();
        fs::write(folder.join("orders.yaml"), b"title: \xe9").unwrap();
        fs::remove_file(folder.join("orders.yml")).unwrap();
        let latin = Sources::read(&folder, "spec/acme").unwrap_err();
        fs::remove_dir_all(&folder).unwrap();
        assert!(told.ends_with("rename it to `orders.yaml`"), "{told}");
        assert_eq!(latin.remedy(), "save the file as UTF-8");
    }

    #[test]
    fn a_part_of_a_scalar_is_found_unless_it_is_escaped() {
        let sources = Sources::new(vec![file("a/api.yaml", r#"x: "{ab}" y: "\u0061b""#)]);
        let quoted = Span {
            file: 0,
            start: 3,
            end: 9,
        };
        assert_eq!(
            sources.within(quoted, "{ab}", 1..3),
            Span {
                file: 0,
                start: 5,
                end: 7
            }
        );
        let escaped = Span {
            file: 0,
            start: 13,
            end: 22,
        };
        assert_eq!(sources.within(escaped, "ab", 0..1), escaped);
    }
}
