//! How the command ends.

use std::process::ExitCode;

use anstyle::{AnsiColor, Style};

/// What a script reads of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, and all is well.
    Fine = 0,
    /// Done, and the answer is no: a spec has mistakes, a file is stale, a vendor refused.
    No = 1,
    /// The arguments make no sense. Clap ends with the same code.
    Usage = 2,
    /// Something outside stood in the way: a file, a port, the network. No vendor has acted.
    Outside = 3,
    /// A call was sent, and whether the vendor acted on it isn't known.
    Unknown = 4,
    /// A call is done, and its reply couldn't be shown or its file not be fetched. Calling again would do it twice.
    Incomplete = 5,
}

/// The exit codes, for the help of the command.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  done, and all is well
  1  the answer is no: a mistake in a spec, a stale file, a vendor's refusal
  2  the arguments make no sense
  3  a file, a port or the network stood in the way; no vendor has acted
  4  a call was sent, and nobody knows what came of it: ask the vendor first
  5  a call is done, but its reply couldn't be shown or its file not be fetched";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command can't do its work, and what to do about it.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
    remedy: Option<String>,
}

impl Failure {
    /// The arguments make no sense.
    pub(crate) fn usage(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            exit: Exit::Usage,
            message: message.into(),
            remedy: Some(remedy.into()),
        }
    }

    /// Something outside stood in the way.
    pub(crate) fn outside(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            exit: Exit::Outside,
            ..Self::usage(message, remedy)
        }
    }

    /// The answer is no, and `message` is all there is to say: mistakes of a spec, which bring their own remedies.
    pub(crate) fn no(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::No,
            message: message.into(),
            remedy: None,
        }
    }

    /// A vendor refused a call.
    pub(crate) fn refused(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            exit: Exit::No,
            ..Self::usage(message, remedy)
        }
    }

    /// A call was sent, and whether the vendor acted on it isn't known.
    pub(crate) fn unknown(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            exit: Exit::Unknown,
            ..Self::usage(message, remedy)
        }
    }

    /// A call is done, and what was wanted besides isn't.
    pub(crate) fn incomplete(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            exit: Exit::Incomplete,
            ..Self::usage(message, remedy)
        }
    }

    /// What it says, and what to do about it.
    pub(crate) fn into_parts(self) -> (String, Option<String>) {
        (self.message, self.remedy)
    }

    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }

    /// As it is shown, with colours that the output stream drops where they aren't wanted.
    pub(crate) fn render(&self) -> String {
        let Some(remedy) = &self.remedy else {
            return self.message.trim_end().to_owned();
        };
        let bold = |color: AnsiColor| Style::new().bold().fg_color(Some(color.into()));
        let (error, help) = (bold(AnsiColor::BrightRed), bold(AnsiColor::BrightCyan));
        format!(
            "{error}error{error:#}: {}\n{help}help{help:#}: {remedy}",
            self.message
        )
    }
}
