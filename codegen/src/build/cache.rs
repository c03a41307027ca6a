//! What the last run was made of, kept beside what it made: whoever knows both need not make all of it again.
//!
//! It is written last and taken away first, so that none is there while files are written; one that was cut off or that another
//! program wrote counts as none.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::output;
use crate::source::{SourceFile, Sources};

const FILE: &str = "sealspec.cache";

/// What is kept of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cache {
    /// The program that ran, and its options.
    pub(super) maker: String,
    /// The vendors that were generated.
    pub(super) vendors: Vec<Vendor>,
    /// What was warned of.
    pub(super) warnings: Vec<String>,
    /// The files that were written.
    pub(super) files: Vec<Stamp>,
}

/// A vendor that was generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Vendor {
    pub(super) sources: Sources,
    /// For each file of them the number of the pages that it belongs to, see [`Page::group`](crate::model::Page).
    pub(super) groups: Vec<usize>,
}

/// A file that was written, and by what it is seen whether it is still the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    path: String,
    state: String,
}

impl Stamp {
    pub(super) fn of(folder: &Path, path: &str) -> Self {
        Self {
            path: path.to_owned(),
            state: state(&folder.join(path)).unwrap_or_default(),
        }
    }

    fn holds(&self, folder: &Path) -> bool {
        state(&folder.join(&self.path)).as_ref() == Some(&self.state)
    }
}

/// Size and time of a file.
pub(super) fn state(path: &Path) -> Option<String> {
    let metadata = fs::metadata(path).ok()?;
    let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} {}", metadata.len(), modified.as_nanos()))
}

impl Cache {
    /// What the last run of this maker left, where all that it made is still there.
    pub(super) fn read(folder: &Path, maker: &str) -> Option<Self> {
        let text = fs::read_to_string(folder.join(FILE)).ok()?;
        let cache = parse(&mut Texts(&text)).filter(|cache| cache.maker == maker)?;
        let mut files = cache.files.iter();
        files.all(|stamp| stamp.holds(folder)).then_some(cache)
    }

    /// The same after these vendors were generated again and one file was written for it.
    pub(super) fn after(mut self, vendors: Vec<Sources>, path: &str, folder: &Path) -> Self {
        for (own, sources) in self.vendors.iter_mut().zip(vendors) {
            own.sources = sources;
        }
        for stamp in self.files.iter_mut().filter(|stamp| stamp.path == path) {
            *stamp = Stamp::of(folder, path);
        }
        self
    }

    /// Takes it away before anything that it tells of is changed.
    pub(super) fn remove(folder: &Path) -> Result<(), String> {
        output::remove(&folder.join(FILE))
    }

    /// Keeps it, once all files are written.
    pub(super) fn write(&self, folder: &Path) -> Result<(), String> {
        output::update(&folder.join(FILE), &self.text())
    }

    fn text(&self) -> String {
        let mut out = String::new();
        put(&self.maker, &mut out);
        put_all(&self.warnings, &mut out, |text, out| put(text, out));
        put_all(&self.files, &mut out, |stamp, out| {
            put(&stamp.path, out);
            put(&stamp.state, out);
        });
        put_all(&self.vendors, &mut out, |vendor, out| {
            put(vendor.sources.vendor(), out);
            let files = vendor.sources.files().iter().zip(&vendor.groups);
            put_all(&files.collect::<Vec<_>>(), out, |(file, group), out| {
                put(&file.path, out);
                put(&file.text, out);
                put(&group.to_string(), out);
            });
        });
        put(END, &mut out);
        out
    }
}

/// What stands behind all else.
const END: &str = "end";

/// A text behind its length.
fn put(text: &str, out: &mut String) {
    out.push_str(&text.len().to_string());
    out.push('\n');
    out.push_str(text);
}

fn put_all<T>(items: &[T], out: &mut String, put_one: impl Fn(&T, &mut String)) {
    put(&items.len().to_string(), out);
    items.iter().for_each(|item| put_one(item, out));
}

fn parse(texts: &mut Texts<'_>) -> Option<Cache> {
    let cache = Cache {
        maker: texts.next()?.to_owned(),
        warnings: texts.all(|texts| texts.next().map(str::to_owned))?,
        files: texts.all(|texts| {
            Some(Stamp {
                path: texts.next()?.to_owned(),
                state: texts.next()?.to_owned(),
            })
        })?,
        vendors: texts.all(vendor)?,
    };
    (texts.next()? == END).then_some(cache)
}

fn vendor(texts: &mut Texts<'_>) -> Option<Vendor> {
    let name = texts.next()?.to_owned();
    let files: Vec<(SourceFile, usize)> = texts.all(|texts| {
        let file = SourceFile {
            path: texts.next()?.to_owned(),
            text: texts.next()?.to_owned(),
        };
        Some((file, texts.number()?))
    })?;
    let (files, groups): (Vec<_>, _) = files.into_iter().unzip();
    Some(Vendor {
        sources: Sources::of(name, files),
        groups,
    })
}

/// Texts as [`put`] wrote them.
struct Texts<'t>(&'t str);

impl<'t> Texts<'t> {
    fn next(&mut self) -> Option<&'t str> {
        let (length, rest) = self.0.split_once('\n')?;
        let (text, rest) = rest.split_at_checked(length.parse().ok()?)?;
        self.0 = rest;
        Some(text)
    }

    fn number(&mut self) -> Option<usize> {
        self.next()?.parse().ok()
    }

    fn all<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        (0..count).map(|_| one(self)).collect()
    }
}
