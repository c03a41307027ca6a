//! The log: every request, what the vendor thought of it and what it answered.

use std::collections::VecDeque;
use std::fmt::{self, Display};
use std::io::{self, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anstyle::{AnsiColor, Style};
use sealspec_mock::{Answered, Seen, Verdict, Wire};
use serde_json::{Value, json};
use tokio::sync::Notify;

use super::welcome::Welcome;
use crate::text::printable;

/// How many requests the web page shows.
const KEPT: usize = 200;

/// Prints each request, and keeps the last ones for the web page.
pub(crate) struct Log {
    is_json: bool,
    state: Mutex<State>,
    ended: Notify,
}

#[derive(Default)]
struct State {
    count: u64,
    entries: VecDeque<Entry>,
    error: Option<io::Error>,
}

/// A request and its reply.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Counted from 1.
    pub(crate) number: u64,
    pub(crate) seen: Seen,
    pub(crate) reply: Reply,
}

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reply {
    /// A whole reply of this HTTP status.
    Whole(u16),
    /// The beginning of one.
    CutMidway(u16),
    /// Nothing.
    Cut,
}

impl Log {
    pub(super) fn new(is_json: bool) -> Self {
        Self {
            is_json,
            state: Mutex::default(),
            ended: Notify::new(),
        }
    }

    /// Prints where the vendor is.
    pub(super) fn begin(&self, welcome: &Welcome<'_>) {
        match self.is_json {
            true => self.print(&mut self.state(), welcome.json()),
            false => self.print(&mut self.state(), welcome),
        }
    }

    /// Prints and keeps a request.
    pub(super) fn record(&self, seen: &Seen, answered: &Answered) {
        let mut state = self.state();
        state.count += 1;
        let entry = Entry {
            number: state.count,
            seen: seen.clone(),
            reply: Reply::of(&answered.wire),
        };
        match self.is_json {
            true => self.print(&mut state, entry.json()),
            false => self.print(&mut state, entry.lines()),
        }
        state.entries.truncate(KEPT - 1);
        state.entries.push_front(entry);
    }

    /// The last requests, the latest first.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.state().entries.iter().cloned().collect()
    }

    /// Waits until the log can't be written any more. That nobody reads it is no mistake.
    pub(super) async fn end(&self) -> io::Result<()> {
        self.ended.notified().await;
        match self.state().error.take() {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        }
    }

    fn print(&self, state: &mut State, text: impl Display) {
        let mut stdout = anstream::stdout();
        if let Err(error) = writeln!(stdout, "{text}").and_then(|()| stdout.flush()) {
            state.error = Some(error);
            self.ended.notify_one();
        }
    }

    /// The state, which a panic elsewhere leaves whole: an entry is added in one step.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reply {
    fn of(wire: &Wire) -> Self {
        match wire {
            Wire::Reply(response) => Self::Whole(response.status().as_u16()),
            Wire::CutMidway(response) => Self::CutMidway(response.status().as_u16()),
            Wire::Cut => Self::Cut,
        }
    }
}

impl Entry {
    fn json(&self) -> Value {
        let Self {
            number,
            seen,
            reply,
        } = self;
        let files = seen.files.iter().map(|file| {
            json!({
                "field": file.field,
                "name": file.name,
                "content_type": file.content_type,
                "size": file.size,
            })
        });
        let (status, cut) = match reply {
            Reply::Whole(status) => (Some(status), None),
            Reply::CutMidway(status) => (Some(status), Some("midway")),
            Reply::Cut => (None, Some("before")),
        };
        json!({
            "number": number,
            "method": seen.method,
            "path": seen.path,
            "operation": seen.operation,
            "profile": seen.profile,
            "accepted": seen.verdict.is_accepted(),
            "reason": self.reason(),
            "string_to_sign": seen.string_to_sign,
            "remarks": seen.remarks,
            "fields": seen.fields,
            "files": files.collect::<Vec<_>>(),
            "status": status,
            "cut": cut,
        })
    }

    /// Why it was refused.
    pub(crate) fn reason(&self) -> Option<&str> {
        match &self.seen.verdict {
            Verdict::Refused(refusal) => Some(&refusal.reason),
            Verdict::Accepted => None,
        }
    }

    fn lines(&self) -> String {
        let Self {
            number,
            seen,
            reply,
        } = self;
        let mut lines = format!("#{number} {} {}\n   ", seen.method, printable(&seen.path));
        if let (Some(operation), Some(profile)) = (&seen.operation, &seen.profile) {
            lines.push_str(&format!("{operation} as {profile}: "));
        }
        let bold = |color: AnsiColor| Style::new().bold().fg_color(Some(color.into()));
        let (good, bad) = (bold(AnsiColor::Green), bold(AnsiColor::Red));
        lines.push_str(&match self.reason() {
            None => format!("{good}accepted{good:#}, {reply}"),
            Some(_) => format!("{bad}refused{bad:#}, {reply}"),
        });
        let mut line = |label: &str, text: &str| {
            let rows: Vec<_> = text.split('\n').map(printable).collect();
            lines.push_str(&format!("\n   {label:<7} {}", rows.join("\n           ")));
        };
        if let Some(reason) = self.reason() {
            line("since", reason);
            if let Some(text) = &seen.string_to_sign {
                line("signed", text);
            }
        }
        for remark in &seen.remarks {
            line("remark", remark);
        }
        lines
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(status) => write!(formatter, "answered with {status}"),
            Self::CutMidway(status) => {
                write!(
                    formatter,
                    "cut off halfway through its answer with {status}"
                )
            }
            Self::Cut => formatter.write_str("cut off unanswered"),
        }
    }
}
