//! Templates, with their mistakes placed in the file.

use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::signature::parse::{self, ProblemKind};
use crate::signature::{Expression, Scope, Template, ValueType};
use crate::spec::Name;

/// Reads a template; gives an empty one in the place of one with mistakes, which are reported where they stand.
pub(super) fn template(
    text: Option<&Name>,
    scope: &Scope<'_>,
    problems: &Problems<'_>,
) -> Template {
    text.and_then(|text| read(text, scope, problems))
        .unwrap_or(Template {
            parts: Vec::new(),
            value_type: ValueType::Text,
        })
}

fn read(text: &Name, scope: &Scope<'_>, problems: &Problems<'_>) -> Option<Template> {
    let mut found = Vec::new();
    let template = parse::template(&text.text, scope, &mut found);
    for problem in found {
        let code = match problem.kind {
            ProblemKind::UnknownName | ProblemKind::UnknownFunction => Code::Unresolved,
            _ => Code::Template,
        };
        let mut diagnostic = Diagnostic::new(
            code,
            problems
                .sources
                .within(text.span, &text.text, problem.range),
            problem.message,
        );
        diagnostic.help = Some(problem.help).filter(|help| !help.is_empty());
        problems.report(diagnostic);
    }
    template
}

/// Reports steps that can fail where a request is only written: nothing may go wrong there any more.
pub(super) fn refuse_fallible(template: &Template, text: &Name, problems: &Problems<'_>) {
    let functions = template
        .expressions()
        .flat_map(Expression::all_functions)
        .find(|function| function.is_fallible());
    if let Some(function) = functions {
        let message = format!(
            "`{}` fails for some values, and where this field is written nothing may fail any more",
            function.name()
        );
        let help = "let callers give the credential in the form that is sent, or make the value in a line of the signature";
        problems.report(Diagnostic::new(Code::Template, text.span, message).help(help));
    }
}
