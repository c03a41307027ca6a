//! Operations on one route: a vendor tells them apart by the constants in their requests.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{Filled, Method, Operation, Variant};
use crate::spec::{self, Spec};

/// A route that is taken, its path aside.
struct Taken<'o> {
    route: (usize, usize, Method),
    operation: &'o Operation,
    span: Span,
}

/// Reports two operations that no vendor could tell apart.
pub(super) fn refuse_shared(spec: &Spec, operations: &[&Operation], problems: &Problems<'_>) {
    let mut all: HashMap<&str, Vec<Taken<'_>>> = HashMap::new();
    let written = spec.pages.iter().flat_map(|page| &page.operations);
    for (operation, written) in operations.iter().zip(written) {
        for variant in &operation.variants {
            let taken = Taken {
                route: (variant.profile, variant.server, variant.method),
                operation,
                span: place(variant, written),
            };
            let of_path = all.entry(&variant.path).or_default();
            let same = of_path.iter().find(|other| {
                other.route == taken.route && !are_told_apart(other.operation, operation)
            });
            if let Some(other) = same {
                report(&taken, other, problems);
            }
            of_path.push(taken);
        }
    }
}

/// Whether two operations differ in a constant, or one has all the constants of the other and more: the other is called
/// where these are missing.
fn are_told_apart(first: &Operation, second: &Operation) -> bool {
    let (first, second) = (&*first.filled, &*second.filled);
    let differs = |own: &Filled| {
        let other = second.iter().find(|other| other.wire == own.wire);
        other.is_some_and(|other| other.text() != own.text())
    };
    let holds = |all: &[Filled], some: &[Filled]| {
        let has = |wire: &str| all.iter().any(|own| own.wire == wire);
        all.len() > some.len() && some.iter().all(|own| has(&own.wire))
    };
    first.iter().any(differs) || holds(first, second) || holds(second, first)
}

fn place(variant: &Variant, written: &spec::Operation) -> Span {
    written
        .routes
        .iter()
        .find(|route| route.path.text == variant.path)
        .map_or(written.name.span, |route| route.path.span)
}

fn report(taken: &Taken<'_>, other: &Taken<'_>, problems: &Problems<'_>) {
    let (own, first) = (&taken.operation.name, &other.operation.name);
    let message =
        format!("`{own}` and `{first}` have one route: the same method, path, server and profile");
    let diagnostic = Diagnostic::new(Code::RouteCollision, taken.span, message)
        .label("the same route")
        .related(other.span, format!("the route of `{first}`"))
        .help("mend the path of one of the two, or make one operation of them; if the vendor tells them apart by a field, give each its value: `method: {const: pay}` under `request:`");
    problems.report(diagnostic);
}
