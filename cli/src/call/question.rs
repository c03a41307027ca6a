//! Asking what came of a call.

use std::time::{Duration, Instant};

use sealspec::{Error, Json, Received, Schedule};
use sealspec_caller::Caller;

use super::progress;
use super::session::Session;
use crate::failure::Failure;
use crate::request::{self, Given, Request, RequestArgs};

/// How a call is asked after, as its spec has it.
pub(super) struct Question {
    /// What is called to ask; `None`: the same call again.
    via: Option<Request>,
    schedule: Schedule,
    until: Duration,
}

impl Question {
    /// The question that the spec has for a call. It is refused before the call is made, if it would be refused later.
    pub(super) fn of(
        caller: &Caller,
        request: &Request,
        (given, asked): (&Given, &Given),
        args: &RequestArgs,
    ) -> Result<Self, Failure> {
        let operation = request.call.operation();
        let Some(poll) = &operation.poll else {
            return Err(Failure::usage(
                format!(
                    "`{}` can't be waited for: the spec doesn't say how it is asked after",
                    operation.name
                ),
                "leave `--wait` out",
            ));
        };
        let via = match &poll.via {
            None => None,
            Some(name) => Some(Self::request(caller, request, (given, asked), args, name)?),
        };
        Ok(Self {
            via,
            schedule: Schedule::seconds(poll.first, poll.every, poll.until),
            until: Duration::from_secs(poll.until.into()),
        })
    }

    fn request(
        caller: &Caller,
        request: &Request,
        (given, asked): (&Given, &Given),
        args: &RequestArgs,
        name: &str,
    ) -> Result<Request, Failure> {
        let profile = Some(request.call.profile().name.as_str());
        let mut call = caller
            .call(name, profile)
            .map_err(|error| request::refused(&error))?;
        let own = given.fitting(call.operation());
        if let Some(field) = own.name_in(asked) {
            return Err(Failure::usage(
                format!("`{field}` is the call's own, and `--ask` can't give it another value"),
                "leave it out: what asks after a call takes it from the call",
            ));
        }
        own.write(&mut call)?;
        asked.write(&mut call)?;
        let base_url = match &args.base_url {
            Some(url) => url.clone(),
            None => {
                let environment =
                    args.environment_of(caller.api(), Some(&request.call.operation().name));
                let own = call.base_url(Some(environment));
                own.map_err(|error| request::refused(&error))?.to_owned()
            }
        };
        if let Err(error) = call.prepare(&base_url, &request::now()?) {
            let (what, _) = request::refused_before(&error).into_parts();
            return Err(Failure::usage(
                format!("`--wait` asks by `{name}`, and {what}"),
                "give fields that the call itself hasn't by `--ask NAME=VALUE`",
            ));
        }
        Ok(Request { call, base_url })
    }

    /// Asks until the outcome is known or time is up. The answer, and the call that it came to.
    pub(super) fn settle<'a>(
        &'a self,
        session: &Session,
        request: &'a Request,
        mut answer: Result<Received<Json>, Error>,
    ) -> (Result<Received<Json>, Error>, &'a Request) {
        let question = self.via.as_ref().unwrap_or(request);
        let begun = Instant::now();
        let mut waits = 0;
        while let Some(wait) = self.schedule.wait(waits, begun.elapsed()) {
            waits += 1;
            let left = self.until.saturating_sub(begun.elapsed());
            progress::count_down(wait, &question.call.operation().name, left);
            match session.ask(question) {
                Err(error) if may_pass(&error) => answer = self.unsettled(answer, error),
                Err(error) => return (self.unsettled(answer, error), request),
                done => return (done, question),
            }
        }
        (answer, request)
    }

    /// What is known of a call after a question that didn't tell. A refusal by the same call is the call's own.
    fn unsettled(
        &self,
        call: Result<Received<Json>, Error>,
        asked: Error,
    ) -> Result<Received<Json>, Error> {
        let is_word_of_vendor = matches!(asked, Error::Vendor { .. } | Error::Pending { .. });
        if self.via.is_none() && is_word_of_vendor {
            return Err(asked);
        }
        Err(match call {
            Err(Error::Unsettled { call, .. }) => Error::Unsettled {
                call,
                query: Some(Box::new(asked)),
            },
            Err(call) => Error::Unsettled {
                call: Box::new(call),
                query: Some(Box::new(asked)),
            },
            Ok(_) => asked,
        })
    }
}

/// Whether the next question may bring more: nothing is decided yet, or nothing arrived.
fn may_pass(error: &Error) -> bool {
    match error {
        Error::Pending { .. } | Error::NotSent(_) | Error::MaybeSent(_) => true,
        Error::Status { status, .. } => status.is_server_error(),
        _ => false,
    }
}
