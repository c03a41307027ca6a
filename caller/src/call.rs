use std::fmt;

use bytes::Bytes;
use http::Response;
use sealspec::json::Document;
use sealspec::{
    Error, Explanation, File, Json, Moment, Prepared, ReadPolicy, Received, Refusal, ShapeError,
    dynamic,
};
use sealspec_codegen::model::{Environment, Operation, Presence, Profile, Variant};
use sealspec_codegen::suggest::list_of;

use crate::caller::Caller;
use crate::dressing::Dressing;
use crate::error::CallError;
use crate::terms;
use crate::value::{Direction, Member, Shapes};
use crate::write::Writer;

/// A call that is being put together. `Debug` shows the names of its fields alone.
#[derive(Clone)]
pub struct Call {
    pub(crate) caller: Caller,
    pub(crate) operation: Operation,
    pub(crate) variant: Variant,
    pub(crate) profile: Profile,
    /// As many as the operation has.
    pub(crate) fields: Vec<Option<Given>>,
    pub(crate) open: Vec<(String, String)>,
    pub(crate) url: Option<String>,
}

/// A field that was given.
#[derive(Clone)]
pub(crate) enum Given {
    /// A value, and its JSON as the caller gave it.
    Value(Member, String),
    /// A file under its name on the wire.
    File(String, File),
}

impl Call {
    pub(crate) fn new(
        caller: Caller,
        operation: Operation,
        variant: Variant,
        profile: Profile,
    ) -> Self {
        Self {
            fields: vec![None; operation.request.len()],
            caller,
            operation,
            variant,
            profile,
            open: Vec::new(),
            url: None,
        }
    }

    /// The operation that is called.
    pub fn operation(&self) -> &Operation {
        &self.operation
    }

    /// The profile that calls it.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The vendor's own base URL for this call in an environment; the first one where none is named.
    ///
    /// # Errors
    ///
    /// Where the spec has no such environment.
    pub fn base_url(&self, environment: Option<&str>) -> Result<&str, CallError> {
        let server = self.caller.api.servers.get(self.variant.server);
        let all = server.map_or(&[] as &[Environment], |server| &server.environments);
        let found = match environment {
            None => all.first(),
            Some(name) => all.iter().find(|own| own.name == name),
        };
        let names = || all.iter().map(|own| own.name.as_str());
        found.map(|own| own.url.as_str()).ok_or_else(|| {
            let wanted = environment.unwrap_or_default();
            let server = server.map_or("", |server| &server.name);
            CallError::unknown(
                format!("the server `{server}` has no environment `{wanted}`"),
                wanted,
                names(),
                format!("it has {}", list_of(names())),
            )
        })
    }

    /// Encodes and signs the request. The base URL doesn't count where the call has a URL of its own.
    ///
    /// # Errors
    ///
    /// Where it is refused: a required field or a credential is missing (all of them are told), fields break a rule between
    /// them, or whatever else [`sealspec::prepare`] refuses.
    pub fn prepare(&self, base_url: &str, moment: &Moment) -> Result<Prepared, Error> {
        self.check()?;
        let dressing = self.dressing();
        let writer = self.writer(&dressing, moment);
        let mut failure = None;
        let prepared = self
            .documented(&dressing)
            .prepare(base_url, moment, |out| failure = writer.write(out).err());
        failure.map_or(prepared, |failure| Err(failure.into()))
    }

    /// Encodes and signs the request, and tells how the signature came about. A link's address is the URI of what is prepared.
    ///
    /// # Errors
    ///
    /// As for [`prepare`](Self::prepare).
    pub fn explain(
        &self,
        base_url: &str,
        moment: &Moment,
    ) -> Result<(Prepared, Explanation), Error> {
        self.check()?;
        let dressing = self.dressing();
        let writer = self.writer(&dressing, moment);
        let mut failure = None;
        let explained = self
            .documented(&dressing)
            .explain(base_url, moment, |out| failure = writer.write(out).err());
        failure.map_or(explained, |failure| Err(failure.into()))
    }

    /// Reads a reply: verifies it, tells whether the call is done, and gives the payload, which is of the documented shape.
    ///
    /// # Errors
    ///
    /// As for [`sealspec::read`].
    pub fn read(
        &self,
        response: Response<Bytes>,
        policy: ReadPolicy,
    ) -> Result<Received<Json>, Error> {
        if self.operation.link {
            return Err(refusal(
                format!(
                    "`{}` is a link, to which nothing is replied",
                    self.operation.name
                ),
                "let whoever it is for open it",
            ));
        }
        let dressing = self.dressing();
        let received = self.documented(&dressing).read(response, policy)?;
        match self.check_payload(&received) {
            Ok(()) => Ok(received),
            Err(error) => Err(Error::Shape {
                error,
                body: received.body,
            }),
        }
    }

    fn check_payload(&self, received: &Received<Json>) -> Result<(), ShapeError> {
        let Some(shape) = &self.operation.response else {
            return Ok(());
        };
        let shapes = self.shapes(Direction::Received);
        let read = Document::parse(received.payload.text())
            .and_then(|payload| shapes.present(shape, &mut payload.reader()));
        let Some(member) = &self.operation.reply.payload else {
            return read;
        };
        read.map_err(|error| match received.member(member) {
            Some(_) => error.within(member),
            None => ShapeError::new("is missing").within(member),
        })
    }

    fn dressing(&self) -> Dressing<'_> {
        Dressing::new(&self.caller.api, &self.profile, &self.caller.credentials)
    }

    fn documented<'c>(&'c self, dressing: &'c Dressing<'c>) -> dynamic::Call<'c, Dressing<'c>> {
        dynamic::Call {
            dress: dressing,
            name: crate::keep::text(&self.operation.name),
            route: terms::route(&self.caller.api, &self.variant),
            rules: terms::rules_of(&self.operation, &self.variant),
            reply: terms::reply(&self.operation.reply),
            url: self.url.as_deref(),
        }
    }

    fn writer<'c>(&'c self, dressing: &'c Dressing<'c>, moment: &'c Moment) -> Writer<'c> {
        Writer {
            dressing,
            operation: &self.operation,
            profile: &self.profile,
            variant: &self.variant,
            fields: &self.fields,
            open: &self.open,
            url: self.url.as_deref().unwrap_or_default(),
            moment,
        }
    }

    pub(crate) fn shapes(&self, direction: Direction) -> Shapes<'_> {
        Shapes {
            api: &self.caller.api,
            direction,
        }
    }

    /// Refuses a call that lacks what it must have.
    fn check(&self) -> Result<(), Error> {
        let fields = self.operation.request.iter().zip(&self.fields);
        let missing = fields
            .filter(|(field, given)| field.presence != Presence::Optional && given.is_none())
            .map(|(field, _)| field.wire.as_str());
        let url = (self.variant.takes_url() && self.url.is_none()).then_some("url");
        let missing: Vec<&str> = url.into_iter().chain(missing).collect();
        match missing.as_slice() {
            [] => {}
            [name] => return Err(refused_field(name, "is required", "give it")),
            _ => {
                let what = format!("{} are required", list_of(missing));
                return Err(refusal(what, "give them"));
            }
        }
        let missing = self.caller.missing(&self.profile);
        let why = "since a signature made without it would be refused";
        match missing.as_slice() {
            [] => Ok(()),
            [name] => Err(refused_field(
                name,
                "isn't given",
                &format!("give the credential, {why}"),
            )),
            _ => Err(refusal(
                format!("the credentials {} aren't given", list_of(missing)),
                "give them, since a signature made without them would be refused",
            )),
        }
    }

    /// The fields that were given, by their names.
    pub(crate) fn given(&self) -> impl Iterator<Item = (&str, &Given)> {
        let fields = self.operation.request.iter().zip(&self.fields);
        fields.filter_map(|(field, given)| Some((&*field.wire, given.as_ref()?)))
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.given().map(|(name, _)| name).collect();
        formatter
            .debug_struct("Call")
            .field("operation", &self.operation.name)
            .field("profile", &self.profile.name)
            .field("fields", &names)
            .finish_non_exhaustive()
    }
}

fn refusal(what: String, remedy: &str) -> Error {
    Error::Refused(Refusal::new(None, what, remedy))
}

fn refused_field(name: &str, what: &str, remedy: &str) -> Error {
    Error::Refused(Refusal::new(Some(name.to_owned()), what, remedy))
}
