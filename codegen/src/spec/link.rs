use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::yaml::Cursor;

/// Reports what an operation says of sending a link, or of what is answered: neither happens here.
pub(super) fn refuse_replies<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) {
    for key in ["response", "envelope", "reply", "safe", "poll"] {
        if let Some((found, _)) = cursor.take_entry(key) {
            let message = format!("`{key}` of a link, which someone else opens");
            let help =
                "drop it: a link is made here and opened elsewhere; what is called says `get:`";
            problems.report(Diagnostic::new(Code::Misplaced, found.span, message).help(help));
        }
    }
}
