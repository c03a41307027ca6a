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
            let message = format!("`{key}` of a link, which someone else opens");
            let help =
                "drop it: a link is made here and opened elsewhere; what is called says `get:`";
            problems.report(Diagnostic::new(Code::Misplaced, found, message).help(help));
        }
    }
}
