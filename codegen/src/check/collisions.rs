//! What must differ between operations, types and pages: their names in generated code, and their routes.

use super::names::{self, Registry};
use super::reserved;
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{Method, Operation, Variant};
use crate::spec::{self, Spec};

/// Reports two things of the generated code with one name.
pub(super) fn check_generated_names(spec: &Spec, problems: &Problems<'_>) {
    let mut types = Registry::default();
    let mut methods = Registry::default();
    let mut modules = Registry::default();
    let rename = "rename one of the two";
    for declared in spec
        .api
        .types
        .iter()
        .chain(spec.pages.iter().flat_map(|page| &page.types))
    {
        let name = &declared.name;
        names::check_upper_camel_case(name, "a type", reserved::TYPES, problems);
        let what = format!("the type `{}`", name.text);
        if types.declare(&name.text, &what, name.span, rename, problems)
            && matches!(declared.kind, spec::TypeKind::Object(_))
        {
            types.declare(
                &format!("{}Builder", name.text),
                &format!("the builder of `{}`", name.text),
                name.span,
                rename,
                problems,
            );
        }
    }
    for profile in &spec.api.profiles {
        let name = &profile.name;
        let type_name = names::type_name(&name.text);
        let what = format!("the profile `{}`", name.text);
        if reserved::PROFILE_TYPES.contains(&type_name.as_str()) {
            report_reserved(&type_name, &what, name.span, problems);
        }
        declare_type(&type_name, &what, name.span, &mut types, problems);
    }
    for page in &spec.pages {
        modules.declare(
            &page.name.text,
            &format!("the page `{}`", page.name.text),
            page.name.span,
            rename,
            problems,
        );
        for operation in &page.operations {
            let (name, what) = (
                &operation.name,
                format!("the operation `{}`", operation.name.text),
            );
            if !methods.declare(&name.text, &what, name.span, rename, problems) {
                continue;
            }
            let type_name = names::type_name(&name.text);
            declare_type(
                &type_name,
                &format!("the request of `{}`", name.text),
                name.span,
                &mut types,
                problems,
            );
            types.declare(
                &format!("{type_name}Call"),
                &format!("the builder of `{}`", name.text),
                name.span,
                rename,
                problems,
            );
            if let Some(spec::Response::Fields(span, _)) = &operation.response {
                types.declare(
                    &format!("{type_name}Response"),
                    &format!("the response of `{}`", name.text),
                    *span,
                    rename,
                    problems,
                );
            }
        }
    }
}

/// Declares a type whose name is made of another name, and so may be reserved without looking it.
fn declare_type(
    type_name: &str,
    what: &str,
    span: Span,
    types: &mut Registry,
    problems: &Problems<'_>,
) {
    if reserved::TYPES.contains(&type_name) {
        report_reserved(type_name, what, span, problems);
    }
    types.declare(type_name, what, span, "rename one of the two", problems);
}

fn report_reserved(type_name: &str, what: &str, span: Span, problems: &Problems<'_>) {
    let message = format!(
        "{what} would be the type `{type_name}`, and generated code uses `{type_name}` itself"
    );
    problems.report(
        Diagnostic::new(Code::Reserved, span, message)
            .label("reserved")
            .help("give it a longer name"),
    );
}

/// A route that is taken.
struct Taken<'o> {
    route: (usize, usize, Method, &'o str),
    operation: &'o str,
    span: Span,
}

/// Reports two operations that no vendor could tell apart.
pub(super) fn refuse_shared_routes(
    spec: &Spec,
    operations: &[&Operation],
    problems: &Problems<'_>,
) {
    let mut all: Vec<Taken<'_>> = Vec::new();
    let written = spec.pages.iter().flat_map(|page| &page.operations);
    for (operation, written) in operations.iter().zip(written) {
        for variant in &operation.variants {
            let route = (
                variant.profile,
                variant.server,
                variant.method,
                variant.path.as_str(),
            );
            let span = place(variant, written);
            match all.iter().find(|taken| taken.route == route) {
                None => all.push(Taken {
                    route,
                    operation: &operation.name,
                    span,
                }),
                Some(other) => report_shared(operation, span, other, problems),
            }
        }
    }
}

fn place(variant: &Variant, written: &spec::Operation) -> Span {
    written
        .routes
        .iter()
        .find(|route| route.path.text == variant.path)
        .map_or(written.name.span, |route| route.path.span)
}

fn report_shared(operation: &Operation, span: Span, other: &Taken<'_>, problems: &Problems<'_>) {
    let message = format!(
        "`{}` and `{}` have one route: the same method, path, server and profile",
        operation.name, other.operation
    );
    let diagnostic = Diagnostic::new(Code::RouteCollision, span, message)
        .label("the same route")
        .related(other.span, format!("the route of `{}`", other.operation))
        .help("mend the path of one of the two, or make one operation of them");
    problems.report(diagnostic);
}
