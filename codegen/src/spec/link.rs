use super::operation::OperationKeys;
use crate::diagnostic::{Code, Diagnostic, Problems};

/// Reports what an operation says of sending a link, or of what is answered: neither happens here.
pub(super) fn refuse_replies(keys: &OperationKeys, problems: &Problems<'_>) {
    let refused = [
        ("response", keys.response.as_ref().map(|at| at.key)),
        ("envelope", keys.envelope.as_ref().map(|at| at.key)),
        ("reply", keys.reply.as_ref().map(|at| at.key)),
        ("safe", keys.safe.map(|safe| safe.0)),
        ("poll", keys.poll.as_ref().map(|at| at.key)),
    ];
    for (key, found) in refused {
        if let Some(found) = found {
            let message = format!("a link has no `{key}`: someone else opens it");
            let help = "drop it; an operation that is called here says `get:` in place of `link:`";
            problems.report(Diagnostic::new(Code::Misplaced, found, message).help(help));
        }
    }
}
