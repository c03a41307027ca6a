use super::{Name, about};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::About;
use crate::yaml::{Cursor, Key, Node};

/// How the vendor says to ask what came of a call.
#[derive(Debug)]
pub(crate) struct Poll {
    pub(crate) via: Option<Name>,
    /// In seconds.
    pub(crate) first: u32,
    pub(crate) every: u32,
    pub(crate) until: u32,
    pub(crate) about: About,
}

pub(super) fn poll<'n>((key, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Poll {
    let mut cursor = Cursor::new(node, key.span, "`poll`", problems);
    let about = about::about(&mut cursor, problems);
    let via = cursor.require_text("via", "self");
    let every = cursor.require_text("every", "5s");
    let until = cursor.require_text("until", "180s");
    let first = cursor.text("first").or(every.clone());
    cursor.finish();
    let poll = Poll {
        via,
        first: seconds(first.as_ref(), problems),
        every: seconds(every.as_ref(), problems),
        until: seconds(until.as_ref(), problems),
        about,
    };
    if let Some(until) = until.filter(|_| poll.first > poll.until) {
        refuse_early_end(until.span, problems);
    }
    poll
}

/// A time such as `90s` or `3min`, in seconds.
fn seconds(time: Option<&Name>, problems: &Problems<'_>) -> u32 {
    let Some(time) = time else { return 1 };
    let number = |unit: &str| time.text.strip_suffix(unit)?.parse::<u32>().ok();
    let found = number("min")
        .and_then(|minutes| minutes.checked_mul(60))
        .or(number("s"));
    let most = 24 * 60 * 60;
    found
        .filter(|seconds| (1..=most).contains(seconds))
        .unwrap_or_else(|| {
            let message = format!("`{}` is no time to wait", time.text);
            let help = "write whole seconds or minutes up to a day, like `90s` or `3min`";
            problems.report(
                Diagnostic::new(Code::BadValue, time.span, message)
                    .label("not a time")
                    .help(help),
            );
            1
        })
}

fn refuse_early_end(at: Span, problems: &Problems<'_>) {
    let message = "the poll ends before the vendor was asked again";
    let help = "`until` is the time in all: make it longer than `first`";
    problems.report(
        Diagnostic::new(Code::BadValue, at, message)
            .label("too early")
            .help(help),
    );
}
