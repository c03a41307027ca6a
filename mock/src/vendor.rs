use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::Request;
use sealspec::{Moment, Secret};
use sealspec_codegen::model::{Api, Operation};
use sealspec_codegen::{Diagnostics, Sources};

use crate::answer::{Answer, Answered, Kind};
use crate::callback::{self, CallbackError, Notice};
use crate::credentials::Credentials;
use crate::json;
use crate::judge::judge;
use crate::reply::{Replier, unprepared};
use crate::route;
use crate::seen::{Seen, Verdict};

/// A vendor made from a spec.
///
/// Clones are the same vendor: what one is told and sees, all know.
#[derive(Clone)]
pub struct MockVendor {
    shared: Arc<Shared>,
}

struct Shared {
    api: Api,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    credentials: Credentials,
    scripts: HashMap<String, VecDeque<Answer>>,
    seen: Vec<Seen>,
    watcher: Option<Watcher>,
}

/// Who is told of each request.
type Watcher = Arc<dyn Fn(&Seen, &Answered) + Send + Sync>;

impl MockVendor {
    /// The vendor of a checked spec.
    pub fn new(api: Api) -> Self {
        Self {
            shared: Arc::new(Shared {
                api,
                state: Mutex::default(),
            }),
        }
    }

    /// The vendor of a spec's sources.
    ///
    /// # Errors
    ///
    /// Where the spec has mistakes: all of them.
    pub fn from_sources(sources: &Sources) -> Result<Self, Diagnostics> {
        sealspec_codegen::check(sources).map(Self::new)
    }

    /// Tells the vendor a credential: what the spec calls `name` is `value` for its one caller.
    ///
    /// A request that names another is refused, and a signature made with another is wrong. A credential that the vendor
    /// wasn't told isn't compared; a signature that needs it is answered with HTTP status 501.
    #[must_use]
    pub fn credential(self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.state().credentials.insert(name.into(), value.into());
        self
    }

    /// Gives the next answers of an operation, after those given before.
    ///
    /// They are used up in this order, one for each request that is as documented; a request that isn't is refused as ever.
    /// When they are used up, the documented example is answered again.
    ///
    /// # Errors
    ///
    /// Where the spec has no such operation or example, or a text isn't JSON.
    pub fn script(
        &self,
        operation: &str,
        answers: impl IntoIterator<Item = Answer>,
    ) -> Result<(), ScriptError> {
        let answers: Vec<_> = answers.into_iter().collect();
        let known = self.operation(operation)?;
        for answer in &answers {
            check_answer(known, &answer.kind)?;
        }
        self.state()
            .scripts
            .entry(operation.to_owned())
            .or_default()
            .extend(answers);
        Ok(())
    }

    /// Answers a request. Nothing is waited for and nothing is sent: a delay is part of the answer.
    pub fn answer(&self, request: &Request<Bytes>) -> Answered {
        let api = &self.shared.api;
        let mut state = self.state();
        let State {
            credentials,
            scripts,
            seen: log,
            watcher,
        } = &mut *state;
        let (seen, called) = judge(api, credentials, request);
        let answered = match called {
            Err(refusal) => unprepared(refusal),
            Ok((called, moment)) => {
                let replier = Replier {
                    api,
                    credentials,
                    called,
                    moment,
                };
                match &seen.verdict {
                    Verdict::Refused(refusal) => replier.refused(refusal),
                    Verdict::Accepted => match scripts
                        .get_mut(&called.operation.name)
                        .and_then(VecDeque::pop_front)
                    {
                        Some(answer) => replier.scripted(&answer),
                        None => replier.documented(),
                    },
                }
            }
        };
        let Some(watcher) = watcher.clone() else {
            log.push(seen);
            return answered;
        };
        drop(state);
        watcher(&seen, &answered);
        answered
    }

    /// Tells someone of each request as it comes, and what is answered, in place of keeping it for [`seen`](Self::seen).
    ///
    /// For a vendor that is served for days, whose list would grow without end. Only the last one who watches is told.
    #[must_use]
    pub fn watch(self, watcher: impl Fn(&Seen, &Answered) + Send + Sync + 'static) -> Self {
        self.state().watcher = Some(Arc::new(watcher));
        self
    }

    /// The moment that a request says it was made at; the epoch where it tells none, `None` where it calls nothing documented.
    pub fn moment(&self, request: &Request<Bytes>) -> Option<Moment> {
        let (_, called) = judge(self.api(), &self.state().credentials, request);
        called.ok().map(|(_, moment)| moment)
    }

    /// A callback as the vendor would send it, signed by interpreting the spec: hand it to your own handler.
    ///
    /// Nothing is sent, and the address is `/`, which a handler's own takes the place of.
    ///
    /// ```no_run
    /// # use sealspec_mock::{MockVendor, Notice};
    /// # fn example(vendor: MockVendor) -> Result<(), Box<dyn std::error::Error>> {
    /// let paid = vendor.callback("order_paid", Notice::example(0))?;
    /// let forged = vendor.callback("order_paid", Notice::members(r#"{"number": "7"}"#).forged())?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Where the spec has no such callback, example or profile, the members aren't a JSON object, or the vendor wasn't told a
    /// credential that the signature needs.
    pub fn callback(&self, name: &str, notice: Notice) -> Result<Request<Bytes>, CallbackError> {
        callback::make(self.api(), &self.state().credentials, name, &notice)
    }

    /// Every request so far, in the order in which they came.
    pub fn seen(&self) -> Vec<Seen> {
        self.state().seen.clone()
    }

    /// The spec that the vendor was made from.
    pub fn api(&self) -> &Api {
        &self.shared.api
    }

    fn operation(&self, name: &str) -> Result<&Operation, ScriptError> {
        route::operations(self.api())
            .find(|operation| operation.name == name)
            .ok_or_else(|| {
                let names: Vec<_> = route::operations(self.api())
                    .map(|operation| &*operation.name)
                    .collect();
                ScriptError(format!(
                    "the spec has no operation `{name}`; it has {}",
                    names.join(", ")
                ))
            })
    }

    /// The state, which a panic elsewhere leaves whole: it is changed by single assignments alone.
    fn state(&self) -> MutexGuard<'_, State> {
        self.shared
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for MockVendor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        formatter
            .debug_struct("MockVendor")
            .field("api", &self.shared.api.name)
            .field("credentials", &state.credentials)
            .field("seen", &state.seen.len())
            .finish_non_exhaustive()
    }
}

/// Why an answer can't be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptError(String);

impl fmt::Display for ScriptError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for ScriptError {}

fn check_answer(operation: &Operation, kind: &Kind) -> Result<(), ScriptError> {
    match kind {
        Kind::Json(text) => json::parse(text)
            .map(drop)
            .map_err(|error| ScriptError(format!("the answer isn't JSON: {error}"))),
        Kind::Example(index) => match operation
            .examples
            .get(*index)
            .map(|example| &example.response)
        {
            Some(Some(_)) => Ok(()),
            Some(None) => Err(ScriptError(format!(
                "example {index} of `{}` has no reply",
                operation.name
            ))),
            None => {
                let count = operation.examples.len();
                Err(ScriptError(format!(
                    "`{}` has {count} examples and no number {index}",
                    operation.name
                )))
            }
        },
        Kind::Documented | Kind::Refusal { .. } | Kind::Verbatim { .. } | Kind::Cut => Ok(()),
    }
}
