//! What a caller makes of replies, and what generated code makes of them.

use std::fmt::Debug;

use sealspec::{Bytes, Error, Json, Operation, Profile, ReadPolicy, dynamic, http};
use sealspec_caller::Call;
use sealspec_mock::{Answer, MockVendor, StatusCode};
use serde_json::{Value, json};

/// Holds what both make of an operation's documented replies, of these with one value changed, and of what is no reply.
pub(super) fn compare<P: Profile, O: Operation<P>>(
    vendor: &MockVendor,
    call: &Call,
    profile: &P,
    request: &O,
    sent: &http::Request<Bytes>,
) -> Tally
where
    O::Response: Debug,
{
    let mut tally = Tally::default();
    let examples = &call.operation().examples;
    let documented = examples.iter().filter_map(|own| own.response.as_ref());
    let documented: Vec<Value> = documented
        .map(|reply| serde_json::from_str(&reply.to_string()).expect("the example is JSON"))
        .collect();
    let mut answers = vec![
        Answer::garbage(),
        Answer::verbatim(""),
        Answer::verbatim("{}"),
        Answer::verbatim("[7]"),
        Answer::status(StatusCode::BAD_GATEWAY),
    ];
    for reply in &documented {
        let answer = Answer::json(reply.to_string());
        answers.push(answer.clone().unsigned());
        answers.push(answer.clone().forged());
        answers.push(answer.clone().with_status(StatusCode::BAD_REQUEST));
        answers.push(answer);
        let changed = changed(reply).into_iter();
        answers.extend(changed.map(|reply| Answer::json(reply.to_string())));
    }
    for answer in answers {
        vendor
            .script(O::NAME, [answer])
            .expect("it is an operation");
        let response = vendor.answer(sent).into_response();
        let response = response.expect("the vendor answers");
        let policy = ReadPolicy::default().at(super::doc::moment().unix_millis());
        for policy in [policy, policy.require_signature()] {
            match alike(call, profile, request, &response, policy) {
                None => tally.done += 1,
                Some(Error::Shape { .. }) => tally.misshapen += 1,
                Some(_) => tally.failed += 1,
            }
        }
    }
    let seen = vendor.seen();
    assert!(seen.iter().all(|own| own.verdict.is_accepted()), "{seen:?}");
    tally
}

/// What became of replies.
#[derive(Debug, Default)]
pub(super) struct Tally {
    done: usize,
    misshapen: usize,
    failed: usize,
}

impl Tally {
    /// Replies of every kind were read, so that the comparison says something.
    pub(super) fn check(&self) {
        let Self {
            done,
            misshapen,
            failed,
        } = self;
        assert!(*done > 0 && *misshapen > 0 && *failed > 0, "{self:?}");
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.done += other.done;
        self.misshapen += other.misshapen;
        self.failed += other.failed;
    }
}

/// Holds what both make of a response against each other; gives the error that both have found.
fn alike<P: Profile, O: Operation<P>>(
    call: &Call,
    profile: &P,
    request: &O,
    response: &http::Response<Bytes>,
    policy: ReadPolicy,
) -> Option<Error>
where
    O::Response: Debug,
{
    let context = || {
        let body = String::from_utf8_lossy(response.body()).into_owned();
        format!("{} as {}: {body}", O::NAME, P::NAME)
    };
    let generated = sealspec::read::<P, O>(profile, response.clone(), policy);
    match (generated, call.read(response.clone(), policy)) {
        (Ok(generated), Ok(read)) => {
            assert_eq!(read.status, generated.status);
            assert_eq!(read.code, generated.code, "{}", context());
            assert_eq!(read.message, generated.message, "{}", context());
            assert_eq!(read.verification, generated.verification, "{}", context());
            assert_eq!(read.extra, generated.extra, "{}", context());
            assert_eq!(read.body, generated.body);
            let payload = payload(profile, request, response, policy);
            assert_eq!(read.payload, payload, "{}", context());
            None
        }
        (Err(generated), Err(read)) => {
            assert_eq!(read.outcome(), generated.outcome(), "{}", context());
            assert_eq!(told(&read), told(&generated), "{}", context());
            Some(read)
        }
        (generated, read) => panic!(
            "{}: {:?} and {:?}",
            context(),
            generated.map(|_| "done"),
            read.map(|_| "done")
        ),
    }
}

/// All that an error tells.
fn told(error: &Error) -> (String, String, Option<&Bytes>) {
    (error.to_string(), format!("{error:?}"), error.body())
}

/// The payload's JSON, as the generated profile verifies and opens it.
fn payload<P: Profile, O: Operation<P>>(
    profile: &P,
    request: &O,
    response: &http::Response<Bytes>,
    policy: ReadPolicy,
) -> Json {
    let call = dynamic::Call {
        dress: profile,
        name: O::NAME,
        route: O::ROUTE,
        rules: O::RULES,
        reply: O::REPLY,
        url: request.url(),
    };
    let received = call.read(response.clone(), policy);
    received.expect("generated code has read it").payload
}

/// The same reply with one value in another's place, or without a member: each once.
fn changed(reply: &Value) -> Vec<Value> {
    let mut paths = Vec::new();
    list(reply, "", &mut paths);
    let others = [
        json!(null),
        json!(""),
        json!("x"),
        json!("7"),
        json!(7),
        json!(1.5),
        json!(true),
        json!({}),
        json!([]),
    ];
    let mut all = Vec::new();
    for path in &paths {
        for other in &others {
            let mut changed = reply.clone();
            let place = changed.pointer_mut(path).expect("it is there");
            if place != other {
                *place = other.clone();
                all.push(changed);
            }
        }
        let (parent, name) = path.rsplit_once('/').expect("it begins with a slash");
        let mut changed = reply.clone();
        if let Some(Value::Object(members)) = changed.pointer_mut(parent) {
            members.remove(&name.replace("~1", "/").replace("~0", "~"));
            all.push(changed);
        }
    }
    all
}

/// The places of all values but the outermost, as JSON pointers.
fn list(value: &Value, at: &str, paths: &mut Vec<String>) {
    let mut step = |name: &str, value: &Value| {
        let path = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        list(value, &path, paths);
        paths.push(path);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| step(name, value)),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, value)| step(&index.to_string(), value));
        }
        _ => {}
    }
}
