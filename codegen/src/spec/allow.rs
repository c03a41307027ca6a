//! Warnings that a spec allows, each with the reason.

use crate::diagnostic::{Allowance, Code, Diagnostic, Problems, Severity, Span, nearest};
use crate::model::Text;
#[cfg(feature = "schema")]
use crate::schema::{self, Generator, Schema};
use crate::yaml::{Entries, Key, Node, Value};

/// Codes of warnings with the reasons why they hold no sway.
#[derive(Debug)]
pub(crate) struct Allowed(Vec<(Key, Code)>);

impl Allowed {
    /// Allows them in all files.
    pub(super) fn anywhere(self, problems: &Problems<'_>) {
        self.allow(None, problems);
    }

    /// Allows them in a part of a file.
    pub(super) fn inside(self, scope: Span, problems: &Problems<'_>) {
        self.allow(Some(scope), problems);
    }

    /// Allows them from a name to the end of what it names.
    pub(super) fn within(self, name: &Key, node: &Node, problems: &Problems<'_>) {
        let end = node.end();
        self.inside(Span { end, ..name.span }, problems);
    }

    fn allow(self, scope: Option<Span>, problems: &Problems<'_>) {
        for (name, code) in self.0 {
            let at = name.span;
            problems.allow(Allowance { code, at, scope });
        }
    }
}

impl Value for Allowed {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let entries: Entries<Node> = Value::read(key, node, problems)?;
        let allowed = entries.0.into_iter().filter_map(|(name, reason)| {
            refuse_no_reason(&name, &reason, problems);
            let code = warning(&name, problems)?;
            Some((name, code))
        });
        Some(Self(allowed.collect()))
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        let reason = Text::schema(generator);
        let warnings = Code::ALL
            .iter()
            .filter(|code| code.severity() == Severity::Warning);
        schema::keys(warnings.map(|code| (code.as_str(), code.title())), &reason)
    }
}

/// The warning of this code.
fn warning(name: &Key, problems: &Problems<'_>) -> Option<Code> {
    let found = Code::find(&name.text);
    match found.map(Code::severity) {
        Some(Severity::Warning) => return found,
        Some(Severity::Error) => {
            let message = format!("`{}` is an error, and errors can't be allowed", name.text);
            let help = "mend what it tells; only warnings (`SW…`) can be allowed";
            problems.report(Diagnostic::new(Code::BadValue, name.span, message).help(help));
        }
        None => {
            let warnings = || {
                Code::ALL
                    .iter()
                    .filter(|own| own.severity() == Severity::Warning)
            };
            let help = match nearest(&name.text, warnings().map(|own| own.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the code that stands in brackets behind `warning`, like `SW0004`"
                    .to_owned(),
            };
            let message = format!("no warning has the code `{}`", name.text);
            problems.report(
                Diagnostic::new(Code::Unresolved, name.span, message)
                    .label("not found")
                    .help(help),
            );
        }
    }
    None
}

fn refuse_no_reason(name: &Key, reason: &Node, problems: &Problems<'_>) {
    let before = problems.count();
    let says_nothing = reason.is_null()
        || Text::read(name, reason, problems).is_none_or(|reason| reason.is_empty());
    if says_nothing && problems.count() == before {
        let message = format!("`{}` is allowed without a reason", name.text);
        let help = "say why it is as it is, in a sentence: whoever reads the spec next asks";
        problems.report(Diagnostic::new(Code::BadValue, name.span, message).help(help));
    }
}
