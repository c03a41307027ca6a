//! Operations that give credentials.

use super::names;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::Profile;
use crate::spec::{self, Spec};

/// Checks that there are the operations that give credentials, and that one of them can be called before.
pub(super) fn check(spec: &Spec, profiles: &[Profile], problems: &Problems<'_>) {
    let operations: Vec<_> = spec
        .pages
        .iter()
        .flat_map(|page| &page.operations)
        .collect();
    for (index, credential) in spec.api.credentials.iter().enumerate() {
        let found: Vec<_> = credential
            .from
            .iter()
            .filter_map(|name| {
                let known = operations.iter().map(|own| own.name.text.as_str());
                let place = "the `operations:` of any page";
                let found = names::resolve(name, known, "operation", place, problems)?;
                operations.get(found).copied()
            })
            .collect();
        let takes = |operation: &&spec::Operation| takes_it(operation, index, profiles);
        if found.len() == credential.from.len() && found.iter().all(takes) {
            refuse_circle(credential, problems);
        }
    }
}

/// Whether no profile can call an operation without this credential.
fn takes_it(operation: &spec::Operation, credential: usize, profiles: &[Profile]) -> bool {
    let needs = |profile: &Profile| {
        let mut needed = profile.credentials.iter();
        needed.any(|own| own.credential == credential && !own.optional)
    };
    let mut routes = operation.routes.iter();
    !routes.any(|route| {
        let mut profiles = profiles.iter();
        let profile = profiles.find(|profile| profile.name == route.profile.text);
        profile.is_none_or(|profile| !needs(profile))
    })
}

fn refuse_circle(credential: &spec::Credential, problems: &Problems<'_>) {
    let Some(first) = credential.from.first() else {
        return;
    };
    let message = format!(
        "whoever has no `{}` yet can call nothing that gives it",
        credential.name.text
    );
    let help = "give one of these operations a profile that goes without it";
    problems.report(
        Diagnostic::new(Code::Origin, first.span, message)
            .label("takes it")
            .help(help),
    );
}
