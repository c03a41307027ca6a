use std::fmt;

use bytes::Bytes;
use http::Response;
use sealspec::json::{JsonReader, Members};
use sealspec::{
    Error, Explanation, File, Json, Moment, Prepared, ReadPolicy, Received, Refusal, ShapeError,
    dynamic,
};
use sealspec_codegen::model::{
    Environment, Field, FilledValue, Operation, Presence, Profile, Shape, TypeKind, Variant,
};
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
    caller: Caller,
    operation: Operation,
    variant: Variant,
    profile: Profile,
    /// As many as the operation has.
    fields: Vec<Option<Given>>,
    open: Vec<(String, String)>,
    url: Option<String>,
}

/// A field that was given.
#[derive(Debug, Clone)]
pub(crate) enum Given {
    Value(Member),
    /// A file under its name on the wire.
    File(String, File),
}

/// What a name stands for.
enum Named {
    Field(usize),
    Filled(usize),
    Open,
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

    /// Gives a field as a text, as one types it: read by the field's shape. Dates and the like are spelled as on the wire, lists
    /// and objects as JSON, a list that travels as one text as that text. A field that was given before gets the new value.
    ///
    /// # Errors
    ///
    /// Where the operation has no such field, or the text doesn't fit it.
    pub fn text(&mut self, name: &str, value: &str) -> Result<(), CallError> {
        match self.named(name)? {
            Named::Field(index) => {
                let json = match self
                    .field(index)
                    .is_some_and(|own| self.is_json(own, value))
                {
                    true => value.to_owned(),
                    false => terms::json_text(value),
                };
                self.set(index, &json)
            }
            Named::Filled(index) => self.check_filled(index, Some(value)),
            Named::Open => {
                self.set_open(name, value);
                Ok(())
            }
        }
    }

    /// Gives fields by a JSON object of their names and values on the wire, as the examples of a spec have them.
    ///
    /// # Errors
    ///
    /// Where it isn't one, names a field that the operation doesn't have, or has a value that doesn't fit. No field is given then.
    pub fn json(&mut self, request: &str) -> Result<(), CallError> {
        let not_json = |error: ShapeError| {
            CallError::new(
                format!("the request isn't a JSON object: {error}"),
                "give the fields by their names, such as `{\"id\": \"7\"}`",
            )
        };
        let members = Members::split(request).map_err(not_json)?;
        let mut changed = self.clone();
        for member in members.iter() {
            match changed.named(&member.name)? {
                Named::Field(index) => changed.set(index, member.json)?,
                Named::Filled(index) => {
                    let text = scalar(member.json);
                    changed.check_filled(index, text.as_deref())?;
                }
                Named::Open => {
                    let text = scalar(member.json).ok_or_else(|| {
                        CallError::new(
                            format!("`{}` is an object or a list", member.name),
                            "give further fields as texts",
                        )
                    })?;
                    changed.set_open(&member.name, &text);
                }
            }
        }
        *self = changed;
        Ok(())
    }

    /// Gives a file.
    ///
    /// # Errors
    ///
    /// Where the operation has no such field, or it isn't a file.
    pub fn file(&mut self, name: &str, file: File) -> Result<(), CallError> {
        let refused =
            || CallError::new(format!("`{name}` isn't a file"), "give its value as a text");
        let Named::Field(index) = self.named(name)? else {
            return Err(refused());
        };
        let is_file = self
            .field(index)
            .is_some_and(|own| own.shape == Shape::File);
        match self.fields.get_mut(index).filter(|_| is_file) {
            Some(place) => {
                *place = Some(Given::File(name.to_owned(), file));
                Ok(())
            }
            None => Err(refused()),
        }
    }

    /// Gives the whole URL, for operations whose path is `{url}`.
    ///
    /// # Errors
    ///
    /// Where the operation has a path of its own, or the URL isn't at a host of the vendor's ([`Caller::url_host`]) or isn't
    /// `https`, which matters since whoever made it would have fields of its choice signed, or could read the request.
    pub fn url(&mut self, url: &str) -> Result<(), CallError> {
        if !self.variant.takes_url() {
            return Err(CallError::new(
                format!("`{}` has a path of its own", self.operation.name),
                "leave out the URL",
            ));
        }
        self.check_url(url)?;
        self.url = Some(url.to_owned());
        Ok(())
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
        let read = JsonReader::new(received.payload.text())
            .and_then(|mut reader| shapes.present(shape, &mut reader));
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

    fn shapes(&self, direction: Direction) -> Shapes<'_> {
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

    fn field(&self, index: usize) -> Option<&Field> {
        self.operation.request.get(index)
    }

    fn named(&self, name: &str) -> Result<Named, CallError> {
        let Operation {
            request,
            filled,
            open,
            ..
        } = &self.operation;
        if let Some(index) = request.iter().position(|field| field.wire == name) {
            return Ok(Named::Field(index));
        }
        if let Some(index) = filled.iter().position(|filled| filled.wire == name) {
            return Ok(Named::Filled(index));
        }
        let Profile {
            name: profile,
            common,
            query,
            ..
        } = &self.profile;
        if common.iter().chain(query).any(|field| field.wire == name) {
            return Err(CallError::new(
                format!("`{name}` is filled in by the profile `{profile}`"),
                "leave it out",
            ));
        }
        if open.is_some() {
            return Ok(Named::Open);
        }
        let known = || request.iter().map(|field| field.wire.as_str());
        let all = match request.is_empty() {
            true => "it has none".to_owned(),
            false => format!("it has {}", list_of(known())),
        };
        Err(CallError::unknown(
            format!("`{}` has no field `{name}`", self.operation.name),
            name,
            known(),
            all,
        ))
    }

    fn set(&mut self, index: usize, json: &str) -> Result<(), CallError> {
        let Some(field) = self.field(index) else {
            return Ok(());
        };
        if field.shape == Shape::File {
            return Err(CallError::new(
                format!("`{}` is a file", field.wire),
                "give the file itself, not a text",
            ));
        }
        let shapes = self.shapes(Direction::Given);
        let member = JsonReader::new(json).and_then(|mut reader| shapes.field(field, &mut reader));
        let member =
            member.map_err(|error| CallError::unfit(&field.wire, &error, remedy(field)))?;
        if let Some(place) = self.fields.get_mut(index) {
            *place = member.map(Given::Value);
        }
        Ok(())
    }

    /// Lets a field pass that the operation fills in itself, if it is what it would be anyway.
    fn check_filled(&self, index: usize, given: Option<&str>) -> Result<(), CallError> {
        let Some(filled) = self.operation.filled.get(index) else {
            return Ok(());
        };
        match (&filled.value, given) {
            (FilledValue::Constant(value), given) if given != Some(&value.text()) => {
                Err(CallError::new(
                    format!("`{}` is always `{}`", filled.wire, value.text()),
                    "leave it out",
                ))
            }
            _ => Ok(()),
        }
    }

    fn set_open(&mut self, name: &str, value: &str) {
        match self.open.iter_mut().find(|(own, _)| own == name) {
            Some((_, own)) => value.clone_into(own),
            None => self.open.push((name.to_owned(), value.to_owned())),
        }
    }

    /// Whether what a caller types for a field is JSON already.
    fn is_json(&self, field: &Field, value: &str) -> bool {
        let mut shape = &field.shape;
        while let Shape::Named(index) = shape {
            match self.caller.api.types.get(*index).map(|own| &own.kind) {
                Some(TypeKind::Newtype(inner)) => shape = inner,
                Some(TypeKind::Object(_)) => return true,
                _ => return false,
            }
        }
        match shape {
            Shape::List(_) => true,
            Shape::Any => Json::new(value).is_ok(),
            _ => false,
        }
    }

    fn check_url(&self, url: &str) -> Result<(), CallError> {
        let Some(host) = dynamic::host_of(url) else {
            return Err(CallError::new(
                "the URL isn't one",
                "give it as the vendor gave it, such as `https://qr.example/7`",
            ));
        };
        let is_host = |own: &str| own.eq_ignore_ascii_case(&host);
        let is_here =
            |own: &&Environment| dynamic::host_of(&own.url).is_some_and(|own| is_host(&own));
        let servers = self.caller.api.servers.iter();
        let mut documented = servers.flat_map(|server| &server.environments);
        let documented = documented.find(is_here);
        let is_named = self.caller.hosts.iter().any(|own| is_host(own));
        if documented.is_none() && !is_named {
            return Err(CallError::new(
                "the URL is at a host that isn't the vendor's",
                "name the host as the vendor's if the vendor says that it is its own: whoever made the URL has fields of its choice signed with your key",
            ));
        }
        let is_secure = url
            .get(..8)
            .is_some_and(|start| start.eq_ignore_ascii_case("https://"));
        if !is_secure && !is_named && !documented.is_some_and(|own| own.cleartext) {
            return Err(CallError::new(
                "the URL isn't https",
                "ask the vendor for https: whoever is on the way reads the request and may change the reply",
            ));
        }
        Ok(())
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = self.operation.request.iter().zip(&self.fields);
        let given = fields.filter(|(_, given)| given.is_some());
        let names: Vec<_> = given.map(|(field, _)| &field.wire).collect();
        formatter
            .debug_struct("Call")
            .field("operation", &self.operation.name)
            .field("profile", &self.profile.name)
            .field("fields", &names)
            .finish_non_exhaustive()
    }
}

/// The text of a single value; `None` for a list or an object.
fn scalar(json: &str) -> Option<String> {
    let literal =
        JsonReader::new(json).and_then(|mut reader| sealspec::Reader::literal(&mut reader));
    let literal = literal.ok()?;
    Some(literal.as_text().unwrap_or(json).to_owned())
}

fn remedy(field: &Field) -> String {
    match &field.example {
        Some(example) if !field.secret => format!("give it like `{}`", example.text()),
        _ => "give it as the vendor documents it".to_owned(),
    }
}

fn refusal(what: String, remedy: &str) -> Error {
    Error::Refused(Refusal::new(None, what, remedy))
}

fn refused_field(name: &str, what: &str, remedy: &str) -> Error {
    Error::Refused(Refusal::new(Some(name.to_owned()), what, remedy))
}
