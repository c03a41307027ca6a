//! How operations are asked after, for code and for readers.

use crate::model::{Operation, Poll, Profile};

use super::code::Code;
use super::docs::Docs;
use super::scope::Scope;

/// What the declaration of a request says of it: `then [settle FindOrder]`.
pub(crate) fn clause(api: &Scope<'_>, operation: &Operation) -> Option<String> {
    let poll = operation.poll.as_ref()?;
    Some(match &poll.via {
        None => "then [poll]".to_owned(),
        Some(_) => format!("then [settle {}]", via(api, operation, poll)),
    })
}

/// The implementation of `Polled` for one profile.
pub(crate) fn implementation(
    api: &Scope<'_>,
    operation: &Operation,
    profile: &Profile,
    code: &mut Code,
) {
    let Some(poll) = &operation.poll else { return };
    let polled = format!("Polled<{}>", profile.type_name);
    code.blank();
    code.implementation(&polled, &operation.type_name, |code| {
        code.split("type Via =", &format!("{};", via(api, operation, poll)));
        code.line(format!(
            "const SCHEDULE: Schedule = Schedule::seconds({}, {}, {});",
            poll.first, poll.every, poll.until
        ));
    });
}

/// Adds how it is asked after to the docs of an operation.
pub(crate) fn describe(api: &Scope<'_>, operation: &Operation, docs: &mut Docs) {
    let Some(poll) = &operation.poll else { return };
    let Poll {
        first,
        every,
        until,
        ..
    } = poll;
    let how = match &poll.via {
        None => "Call `poll()` to wait until it is done: it is called again".to_owned(),
        Some(_) => format!(
            "Call `settle()` where it must be known whether it was done: asked after by [`{}`]",
            via(api, operation, poll)
        ),
    };
    docs.markdown(format!(
        "{how} {first} s later, then every {every} s, up to {until} s."
    ));
    docs.text("", &poll.about.doc);
    docs.remarks(&poll.about);
}

/// The request type of the operation that is called to ask.
fn via<'a>(api: &Scope<'a>, operation: &'a Operation, poll: &Poll) -> &'a str {
    let other = poll.via.as_ref().and_then(|name| api.operation(name));
    other.map_or(&operation.type_name, |(other, _)| &other.type_name)
}
