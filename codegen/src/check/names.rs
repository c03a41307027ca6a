//! Names: how they are spelled, what they become in Rust, and that no two things share one.

use std::collections::HashMap;

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::reserved::is_keyword;
use crate::diagnostic::{Code, Diagnostic, Problems, Span, list_of, nearest};
use crate::model::Credential;
use crate::signature::built_in_names;
use crate::spec::{Field, Name};

/// Whether a text is spelled `like_this`.
fn is_snake_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !name.ends_with('_')
        && !name.contains("__")
}

/// Whether a text is spelled `LikeThis`.
fn is_upper_camel_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The name of a generated type, method or module: `send_sms_code` → `SendSmsCode`.
pub(super) fn type_name(name: &str) -> String {
    name.to_upper_camel_case()
}

/// Checks a name that is to be spelled `like_this` and stands in Rust as it is. `what` has its article: `an operation`.
pub(super) fn check_snake_case(
    name: &Name,
    what: &str,
    reserved: &[&str],
    problems: &Problems<'_>,
) {
    let text = &name.text;
    if !is_snake_case(text) {
        let better = text.to_snake_case();
        let help = if is_snake_case(&better) && !is_keyword(&better) {
            format!("write `{better}`")
        } else {
            "use lower-case letters, digits and single underscores, a letter first, like `send_sms_code`".to_owned()
        };
        let message =
            format!("`{text}` can't be the name of {what}: it becomes a Rust name as it is");
        problems.report(
            Diagnostic::new(Code::BadName, name.span, message)
                .label("not snake_case")
                .help(help),
        );
    } else if is_keyword(text) {
        let message = format!("`{text}` can't be the name of {what}: it is a Rust keyword");
        problems.report(
            Diagnostic::new(Code::BadName, name.span, message)
                .label("keyword")
                .help(format!("write a longer name, like `{text}_call`")),
        );
    } else if reserved.contains(&text.as_str()) {
        let message =
            format!("`{text}` can't be the name of {what}: generated code uses `{text}` itself");
        problems.report(
            Diagnostic::new(Code::Reserved, name.span, message)
                .label("reserved")
                .help("give it a longer name"),
        );
    }
}

/// Reports a name that means something else in every template.
pub(super) fn refuse_built_in(name: &Name, what: &str, problems: &Problems<'_>) {
    if built_in_names().any(|built_in| built_in == name.text) {
        let message = format!(
            "`{}` can't be the name of {what}: templates give `{0}` a meaning of their own",
            name.text
        );
        problems.report(
            Diagnostic::new(Code::Reserved, name.span, message)
                .label("reserved")
                .help("give it a longer name"),
        );
    }
}

/// Reports a line with the name of a credential.
pub(super) fn refuse_credential(name: &Name, credentials: &[Credential], problems: &Problems<'_>) {
    if let Some(credential) = credentials
        .iter()
        .find(|credential| credential.name == name.text)
    {
        let message = format!(
            "the line `{}` has the name of a credential, which the lines below it could no longer use",
            credential.name
        );
        problems.report(
            Diagnostic::new(Code::Reserved, name.span, message)
                .label("taken")
                .help("give the line another name"),
        );
    }
}

/// Checks a name that is to be spelled `LikeThis`.
pub(super) fn check_upper_camel_case(
    name: &Name,
    what: &str,
    reserved: &[&str],
    problems: &Problems<'_>,
) {
    let text = &name.text;
    if !is_upper_camel_case(text) {
        let better = text.to_upper_camel_case();
        let help = if is_upper_camel_case(&better) {
            format!("write `{better}`")
        } else {
            "use letters and digits, a capital first, like `AuditStatus`".to_owned()
        };
        let message =
            format!("`{text}` can't be the name of {what}: it becomes a Rust name as it is");
        problems.report(
            Diagnostic::new(Code::BadName, name.span, message)
                .label("not UpperCamelCase")
                .help(help),
        );
    } else if reserved.contains(&text.as_str()) {
        let message =
            format!("`{text}` can't be the name of {what}: generated code uses `{text}` itself");
        problems.report(
            Diagnostic::new(Code::Reserved, name.span, message)
                .label("reserved")
                .help("put what it belongs to in front, like `OrderState` for `State`"),
        );
    }
}

/// The Rust names of the fields of one struct.
pub(super) fn field_names(
    fields: &[Field],
    reserved: &[&str],
    problems: &Problems<'_>,
) -> Vec<String> {
    let mut taken = Registry::default();
    let mut names = Vec::new();
    for field in fields {
        let name = field_name(field, reserved, problems);
        let at = field.rust.as_ref().unwrap_or(&field.wire).span;
        taken.declare(
            &name,
            &format!("the field `{}`", field.wire.text),
            at,
            "give one of the two another Rust name with `rust:`",
            problems,
        );
        names.push(name);
    }
    names
}

fn field_name(field: &Field, reserved: &[&str], problems: &Problems<'_>) -> String {
    if let Some(rust) = &field.rust {
        check_snake_case(rust, "a Rust field", reserved, problems);
        return rust.text.clone();
    }
    let wire = &field.wire.text;
    let (derived, is_name) = match is_snake_case(wire) {
        true => (wire.clone(), true),
        false => {
            let derived = wire.to_snake_case();
            let is_name = is_snake_case(&derived);
            (derived, is_name)
        }
    };
    let obstacle = if !is_name {
        Some((
            Code::Keyword,
            format!("no Rust name can be made of the field `{wire}`"),
        ))
    } else if is_keyword(&derived) {
        Some((
            Code::Keyword,
            format!("the field `{wire}` would be named `{derived}`, which is a Rust keyword"),
        ))
    } else if reserved.contains(&derived.as_str()) {
        Some((
            Code::Reserved,
            format!(
                "the field `{wire}` would be named `{derived}`, which generated code needs itself"
            ),
        ))
    } else {
        None
    };
    if let Some((code, message)) = obstacle {
        let better = if is_snake_case(&derived) {
            format!("{derived}_value")
        } else {
            "some_name".to_owned()
        };
        let help = format!("state its Rust name beside its type, like `rust: {better}`");
        problems.report(
            Diagnostic::new(code, field.wire.span, message)
                .label("needs a Rust name")
                .help(help),
        );
    }
    derived
}

/// Names in one scope of the generated code, with what has them.
#[derive(Debug, Default)]
pub(super) struct Registry {
    taken: HashMap<String, (String, Span)>,
}

impl Registry {
    /// Takes a name for something; where it is taken, reports that and says `false`.
    pub(super) fn declare(
        &mut self,
        name: &str,
        what: &str,
        span: Span,
        help: &str,
        problems: &Problems<'_>,
    ) -> bool {
        let Some((other, first)) = self.taken.get(name) else {
            self.taken.insert(name.to_owned(), (what.to_owned(), span));
            return true;
        };
        let (message, label, related) = if what == other {
            let message = format!("{what} is there twice: all pages of an API share their names");
            (message, "defined again here", "first defined here")
        } else {
            let message = format!("{what} and {other} would both be `{name}` in Rust");
            (message, "this one", "the other one")
        };
        let diagnostic = Diagnostic::new(Code::RustCollision, span, message)
            .label(label)
            .related(*first, related)
            .help(help);
        problems.report(diagnostic);
        false
    }
}

/// The index of the thing of this name. `what` names the kind, `place` where such things are declared.
pub(super) fn resolve<'c>(
    name: &Name,
    candidates: impl IntoIterator<Item = &'c str>,
    what: &str,
    place: &str,
    problems: &Problems<'_>,
) -> Option<usize> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let found = candidates
        .iter()
        .position(|candidate| *candidate == name.text);
    if found.is_none() {
        let help = match nearest(&name.text, candidates.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if candidates.is_empty() => {
                format!("declare it under {place}, which declares none")
            }
            None if candidates.len() > 12 => format!("declare it under {place}"),
            None => format!(
                "declare it under {place}, or use one that is there: {}",
                list_of(candidates.iter().copied())
            ),
        };
        let message = format!("no {what} is named `{}`", name.text);
        problems.report(
            Diagnostic::new(Code::Unresolved, name.span, message)
                .label("not found")
                .help(help),
        );
    }
    found
}
