//! What follows from an edit of one page, without generating all others.
//!
//! A page is generated from `api.yaml`, from itself and from the pages whose types and operations it names or that name its own.
//! These alone are generated twice, as the page was and as it is. Where that gives the same but for the page's own file, nobody
//! else can see the edit, and all other files are what they were. Where anything else differs, or anything is wrong, all is
//! generated as if for the first time, so that whatever there is to tell is told by one way.

use std::fs;
use std::path::Path;

use super::cache::{Cache, Vendor};
use crate::check::Review;
use crate::emit::{GeneratedFile, Options, emit};
use crate::model::{Api, TypeKind};
use crate::source::Sources;

/// What has to be written.
#[derive(Debug)]
pub(super) enum Edit {
    /// Nothing: all is as it was.
    Nothing,
    /// One file.
    Page(GeneratedFile),
}

impl Edit {
    /// What has changed since the last run that can be followed; `None`: all must be generated.
    pub(super) fn since(
        last: &Cache,
        vendors: &[Sources],
        options: &Options,
        output: &Path,
    ) -> Option<Self> {
        if last.vendors.len() != vendors.len() {
            return None;
        }
        let pairs = last.vendors.iter().zip(vendors);
        let mut changed = pairs.filter(|(before, now)| before.sources != **now);
        let Some((before, now)) = changed.next() else {
            return Some(Self::Nothing);
        };
        let page = changed_page(&before.sources, now).filter(|_| changed.next().is_none())?;
        one_page(before, now, page, options, output).map(Self::Page)
    }
}

/// The one file that differs, by its index.
fn changed_page(before: &Sources, now: &Sources) -> Option<usize> {
    let (files, others) = (before.files(), now.files());
    let same_names = before.vendor() == now.vendor()
        && files.len() == others.len()
        && files
            .iter()
            .zip(others)
            .all(|(own, other)| own.path == other.path);
    let mut pairs = files.iter().zip(others);
    let page = pairs.position(|(own, other)| own.text != other.text)?;
    (same_names && pairs.all(|(own, other)| own.text == other.text)).then_some(page)
}

/// The file of a page that was edited, where that changes nothing else.
fn one_page(
    before: &Vendor,
    now: &Sources,
    page: usize,
    options: &Options,
    output: &Path,
) -> Option<GeneratedFile> {
    let group = before.groups.get(page).filter(|group| **group > 0)?;
    let path = &now.files().get(page)?.path;
    let part = |sources: &Sources| {
        let files = sources.files().iter().zip(&before.groups);
        let files = files.filter(|(_, own)| **own == 0 || *own == group);
        let files = files.map(|(file, _)| file.clone()).collect();
        crate::review(&Sources::of(sources.vendor().to_owned(), files))
    };
    let (old, new) = (part(&before.sources), part(now));
    let (old_api, new_api) = (old.api.as_ref()?, new.api.as_ref()?);
    if leaves_out(old_api) || leaves_out(new_api) {
        return None;
    }
    if told(&old) != told(&new) || outline(old_api, path)? != outline(new_api, path)? {
        return None;
    }
    let own = file_of(old_api, path)?;
    let (old, new) = (emit(old_api, options), emit(new_api, options));
    let is_same =
        |(a, b): (&GeneratedFile, &GeneratedFile)| a == b || a.path == own && b.path == own;
    if old.len() != new.len() || !old.iter().zip(&new).all(is_same) {
        return None;
    }
    // That the part gives what the whole gave is seen by what is there.
    let old = old.into_iter().find(|file| file.path == own)?;
    let is_there = fs::read(output.join(&own)).is_ok_and(|text| text == old.text.as_bytes());
    new.into_iter().find(|file| file.path == own && is_there)
}

/// Whether operations were checked that the model doesn't show.
fn leaves_out(api: &Api) -> bool {
    let mut all = api.unspecified.iter();
    all.any(|own| !own.operations.is_empty() || !own.callbacks.is_empty())
}

/// What is warned of, wherever it stands.
fn told(review: &Review) -> Vec<(&'static str, &str)> {
    let diagnostics = review.diagnostics.iter();
    diagnostics
        .map(|own| (own.code.as_str(), own.message.as_str()))
        .collect()
}

/// Where a page is generated to.
fn file_of(api: &Api, path: &str) -> Option<String> {
    let page = api.pages.iter().find(|page| page.file == *path)?;
    Some(format!("{}/{}.rs", api.name, page.name))
}

/// All of an API but what nobody else can see of a page: what its operations and types hold, and what is said about them.
fn outline(api: &Api, path: &str) -> Option<String> {
    let mut api = api.clone();
    let index = api.pages.iter().position(|page| page.file == *path)?;
    let page = api.pages.get_mut(index)?;
    for operation in &mut page.operations {
        operation.about = Default::default();
        operation.request.clear();
        operation.rules.clear();
        operation.examples.clear();
        operation.filled.iter_mut().for_each(|own| {
            own.about = Default::default();
            (own.at, own.after) = Default::default();
        });
        operation.variants.iter_mut().for_each(|variant| {
            variant.about = Default::default();
            variant.order.clear();
        });
    }
    for callback in &mut page.callbacks {
        callback.about = Default::default();
        callback.examples.clear();
    }
    for definition in api.types.iter_mut().filter(|own| own.page == Some(index)) {
        definition.about = Default::default();
        definition.rules.clear();
        match &mut definition.kind {
            TypeKind::Object(fields) | TypeKind::Row { fields, .. } => fields.clear(),
            // A variant may have the name of a type of another page, which a file then imports: so their names are compared.
            TypeKind::IntegerEnum { values, .. } => {
                values
                    .iter_mut()
                    .for_each(|own| own.about = Default::default());
            }
            TypeKind::StringEnum { values } => {
                values
                    .iter_mut()
                    .for_each(|own| own.about = Default::default());
            }
            TypeKind::Newtype(_) | TypeKind::OneOf(_) => {}
        }
    }
    Some(format!("{api:?}"))
}
