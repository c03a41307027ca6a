use super::Name;
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::About;
#[cfg(feature = "schema")]
use crate::schema::{self, Generator, Schema};
use crate::yaml::{Key, Mapping, Node, Value, mapping, text};

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

mapping! {
    /// How the vendor is asked what came of a call whose outcome is unknown.
    struct PollKeys: "`poll`" {
        /// The operation that asks, which is `safe: true` and can be called by the same profiles; or `self`: the operation itself is
        /// called again until it is done or refused.
        via: Option<Name> = "self",
        /// When to ask for the first time: `90s` or `3min`. Default: as `every`.
        first: Option<Time>,
        /// How often to ask: `5s`.
        every: Option<Time> = "5s",
        /// For how long in all: `180s` or `3min`, a day at most.
        until: Option<Time> = "180s",
        ..about: About,
    }
}

impl Value for Poll {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = PollKeys::read_at(key.span, node, problems);
        let seconds = |time: Option<Time>| time.map_or(1, |time| time.seconds);
        let poll = Self {
            via: keys.via,
            first: seconds(keys.first.or(keys.every)),
            every: seconds(keys.every),
            until: seconds(keys.until),
            about: keys.about,
        };
        if let Some(until) = keys.until.filter(|_| poll.first > poll.until) {
            refuse_early_end(until.span, problems);
        }
        Some(poll)
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        PollKeys::schema(generator)
    }
}

/// A time such as `90s` or `3min`.
#[derive(Debug, Clone, Copy)]
struct Time {
    seconds: u32,
    span: Span,
}

impl Value for Time {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let time = text(node, &key.text, problems)?;
        let number = |unit: &str| time.text.strip_suffix(unit)?.parse::<u32>().ok();
        let seconds = number("min")
            .and_then(|minutes| minutes.checked_mul(60))
            .or(number("s"));
        let most = 24 * 60 * 60;
        let seconds = seconds.filter(|seconds| (1..=most).contains(seconds));
        if seconds.is_none() {
            let message = format!("`{}` is no time to wait", time.text);
            let help = "write whole seconds or minutes up to a day, like `90s` or `3min`";
            problems.report(
                Diagnostic::new(Code::BadValue, time.span, message)
                    .label("not a time")
                    .help(help),
            );
        }
        Some(Self {
            seconds: seconds.unwrap_or(1),
            span: time.span,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut Generator) -> Schema {
        schema::text(
            "^\\+?[0-9]+(s|min)$",
            "Write whole seconds or minutes up to a day, like `90s` or `3min`.",
        )
    }
}

fn refuse_early_end(at: Span, problems: &Problems<'_>) {
    let message = "the poll ends before the vendor is asked for the first time";
    let help = "`until` is the time in all: make it longer than `first`, which is `every` where it isn't said";
    problems.report(
        Diagnostic::new(Code::BadValue, at, message)
            .label("too early")
            .help(help),
    );
}
