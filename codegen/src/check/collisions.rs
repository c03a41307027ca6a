//! What must differ between operations, types and pages: their names in generated code.

use super::names::{self, Registry};
use super::reserved;
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
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
        for callback in &page.callbacks {
            declare_callback(callback, &mut types, problems);
        }
    }
}

fn declare_callback(callback: &spec::Callback, types: &mut Registry, problems: &Problems<'_>) {
    let name = &callback.name;
    let type_name = names::type_name(&name.text);
    let what = format!("the callback `{}`", name.text);
    declare_type(&type_name, &what, name.span, types, problems);
    if let Some(first) = callback.compare.first() {
        types.declare(
            &format!("{type_name}Expected"),
            &format!("what `{}` is held against", name.text),
            first.span,
            "rename one of the two",
            problems,
        );
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
