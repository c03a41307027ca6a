//! From the spec as it is written to the model that everything downstream relies on.
//!
//! This is the only step that fails. It stops at no mistake: each part is checked on its own, a part with mistakes still has
//! its name, and so a mistake is told once, where it was made, together with all others.

mod callbacks;
mod collisions;
mod conditions;
mod credentials;
mod encodings;
mod enums;
mod envelopes;
mod examples;
mod field_list;
mod fields;
mod filled;
mod fit;
mod given_url;
mod groups;
mod join;
mod leaks;
mod links;
mod names;
mod one_of;
mod open;
mod operations;
mod origins;
mod overlays;
mod places;
mod polls;
mod profiles;
mod recursion;
mod replies;
mod reserved;
mod routes;
mod rows;
mod rules;
mod seals;
mod servers;
mod signatures;
mod signing;
mod templates;
#[cfg(test)]
mod tests;
mod types;
mod unspecified;
mod usage;
mod variants;
mod vector_inputs;
mod vectors;
mod verifying;
mod warnings;
mod wire;

use crate::diagnostic::{Diagnostics, Problems};
use crate::model::{Api, Callback, Operation, Page, TypeDefinition};
use crate::source::Sources;
use crate::spec::{self, Spec};
use operations::Context;
use types::TypeNames;

/// Reads and checks the spec of one vendor.
///
/// # Errors
///
/// All mistakes of all its files.
pub fn check(sources: &Sources) -> Result<Api, Diagnostics> {
    let review = review(sources);
    review.api.ok_or(review.diagnostics.into_errors())
}

/// What is to be said about the spec of one vendor.
#[derive(Debug, Clone)]
pub struct Review {
    /// What the spec says; `None` where it has errors.
    pub api: Option<Api>,
    /// Its errors, and the warnings that it doesn't allow.
    pub diagnostics: Diagnostics,
}

/// Reads and checks the spec of one vendor, and looks for what to warn of.
#[must_use]
pub fn review(sources: &Sources) -> Review {
    let problems = Problems::new(sources);
    let api = spec::read(&problems).map(|spec| api(&spec, &problems));
    Review {
        api: api.filter(|_| problems.count() == 0),
        diagnostics: problems.into_diagnostics(),
    }
}

fn api(spec: &Spec, problems: &Problems<'_>) -> Api {
    let before = problems.count();
    names::check_snake_case(&spec.api.name, "an API", &["sealspec"], problems);
    let servers = servers::servers(&spec.api, problems);
    let credentials = credentials::credentials(&spec.api, problems);
    let checked = signatures::signatures(spec, &credentials, problems);
    vectors::check(spec, &checked, &credentials, problems);
    let written = overlays::applied(spec, problems);
    let seals = seals::seals(&written, &spec.api.signatures, &credentials, problems);
    let sealing = seals::signatures(&seals);
    let specified = checked.len() + 2 * seals.iter().filter(|seal| seal.missing.is_empty()).count();
    let signatures: Vec<_> = checked
        .into_iter()
        .map(|checked| checked.signature)
        .chain(sealing)
        .collect();

    let type_names = TypeNames::new(spec);
    let mut types = types::definitions(&type_names, problems);
    let declared: Vec<_> = type_names.iter().map(|declared| declared.spec).collect();
    rules::of_types(&mut types, &declared, problems);
    let envelopes = envelopes::envelopes(spec, &type_names, problems);
    let parts = profiles::Parts {
        seals: &seals,
        credentials: &credentials,
        signatures: &signatures,
        envelopes: &envelopes,
    };
    let mut profiles = profiles::profiles(spec, &parts, problems);
    origins::check(spec, &profiles, problems);
    // An example is held against its operation only where all that the operation leans on is right itself: a misspelled type
    // would otherwise be told again at each example.
    let sound = spec.sound && problems.count() == before;

    let context = Context {
        spec,
        operations: operations::by_name(spec),
        names: &type_names,
        servers: &servers,
        profiles: &profiles,
        signatures: &signatures,
        envelopes: &envelopes,
        problems,
    };
    let mut pages = pages(&mut types, &context);
    let operations: Vec<&Operation> = pages
        .iter()
        .flat_map(|page| page.model.operations.iter())
        .collect();
    let callbacks: Vec<&Callback> = pages
        .iter()
        .flat_map(|page| page.model.callbacks.iter())
        .collect();
    let received = usage::Received {
        envelopes: &envelopes,
        callbacks: &callbacks,
    };
    usage::mark(&mut types, &received, &operations, &type_names, problems);
    if sound {
        signing::check(spec, &signatures, &profiles, &operations, problems);
        verifying::check(spec, &signatures, &profiles, problems);
    }
    collisions::check_generated_names(spec, problems);
    routes::refuse_shared(spec, &operations, problems);

    let against = examples::Context {
        profiles: &profiles,
        envelopes: &envelopes,
        types: &types,
        problems,
    };
    for (page, written) in pages.iter_mut().zip(&spec.pages) {
        add_examples(page, written, sound, &against);
    }
    let mut pages: Vec<Page> = pages.into_iter().map(|page| page.model).collect();
    warnings::warn(&warnings::Context {
        spec,
        types: &types,
        envelopes: &envelopes,
        pages: &pages,
        problems,
    });
    groups::number(&mut pages, &types, &envelopes, &credentials);
    let unspecified = unspecified::leave_out(&mut profiles, &mut pages, &mut types, &seals);
    let mut signatures = signatures;
    signatures.truncate(specified);
    Api {
        name: spec.api.name.text.clone(),
        file: path_of(spec.api.file, problems),
        title: spec.api.title.clone(),
        source: spec.api.source.clone(),
        about: spec.api.about.clone(),
        servers,
        credentials,
        signatures,
        profiles,
        unspecified,
        envelopes,
        types,
        pages,
    }
}

/// A page, and which of its operations and callbacks were found without a mistake.
struct CheckedPage {
    model: Page,
    sound: Vec<bool>,
    sound_callbacks: Vec<bool>,
}

fn pages(types: &mut Vec<TypeDefinition>, context: &Context<'_>) -> Vec<CheckedPage> {
    context
        .spec
        .pages
        .iter()
        .enumerate()
        .map(|(index, spec)| page(spec, index, types, context))
        .collect()
}

fn page(
    spec: &spec::Page,
    index: usize,
    types: &mut Vec<TypeDefinition>,
    context: &Context<'_>,
) -> CheckedPage {
    let problems = context.problems;
    names::check_snake_case(&spec.name, "a page", reserved::MODULES, problems);
    let mut operations = Vec::new();
    let mut sound = Vec::new();
    for written in &spec.operations {
        let before = problems.count();
        operations.push(operations::operation(written, index, types, context));
        sound.push(written.sound && problems.count() == before);
    }
    let mut callbacks = Vec::new();
    let mut sound_callbacks = Vec::new();
    for written in &spec.callbacks {
        let before = problems.count();
        callbacks.push(callbacks::callback(written, index, types, context));
        sound_callbacks.push(written.sound && problems.count() == before);
    }
    let file = path_of(spec.file, problems);
    let model = Page {
        name: spec.name.text.clone(),
        file,
        title: spec.title.clone(),
        source: spec.source.clone(),
        operations,
        callbacks,
        // Known once all pages are.
        group: 0,
    };
    CheckedPage {
        model,
        sound,
        sound_callbacks,
    }
}

fn path_of(file: usize, problems: &Problems<'_>) -> String {
    let files = problems.sources.files();
    files
        .get(file)
        .map(|file| file.path.clone())
        .unwrap_or_default()
}

fn add_examples(
    page: &mut CheckedPage,
    spec: &spec::Page,
    sound: bool,
    context: &examples::Context<'_>,
) {
    for ((operation, written), own) in page
        .model
        .operations
        .iter_mut()
        .zip(&spec.operations)
        .zip(&page.sound)
    {
        operation.examples = written
            .examples
            .iter()
            .map(|example| examples::example(example, operation, sound && *own, context))
            .collect();
    }
    let callbacks = page.model.callbacks.iter_mut().zip(&spec.callbacks);
    for ((callback, written), own) in callbacks.zip(&page.sound_callbacks) {
        callback.examples = callbacks::examples(written, callback, sound && *own, context);
    }
}
