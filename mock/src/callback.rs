//! What the vendor sends by itself: its documented callbacks, signed by the spec's own rule.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, Uri, header};
use sealspec::{Clock as _, Moment, SystemClock};
use sealspec_codegen::model::{Api, Body, Callback, Json, Profile};

use crate::answer::{self, Seal};
use crate::credentials::Credentials;
use crate::json;
use crate::outgoing::Outgoing;
use crate::signature::Reckoner;

/// What a callback says and how it is signed: see [`MockVendor::callback`](crate::MockVendor::callback).
#[derive(Debug, Clone)]
pub struct Notice {
    content: Content,
    seal: Seal,
    profile: Option<String>,
    moment: Option<Moment>,
}

#[derive(Debug, Clone)]
enum Content {
    /// The documented example of this index.
    Example(usize),
    /// The text of a JSON object.
    Members(String),
}

impl Notice {
    fn new(content: Content) -> Self {
        Self {
            content,
            seal: Seal::Vendor,
            profile: None,
            moment: None,
        }
    }

    /// The callback's documented example number `index`, counted from 0.
    pub fn example(index: usize) -> Self {
        Self::new(Content::Example(index))
    }

    /// These members: a JSON object, whatever the callback's body is. They are sent in this order; a form takes the text of
    /// each and leaves out what is `null`.
    pub fn members(members: impl Into<String>) -> Self {
        Self::new(Content::Members(members.into()))
    }

    /// Signed with the key of this profile. It may be left out where the spec names one alone.
    #[must_use]
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.profile = Some(name.into());
        self
    }

    /// Made at this moment, which counts where the vendor signs the time; the system's time otherwise.
    #[must_use]
    pub fn at(mut self, moment: Moment) -> Self {
        self.moment = Some(moment);
        self
    }

    /// Without its signature.
    #[must_use]
    pub fn unsigned(mut self) -> Self {
        self.seal = Seal::Missing;
        self
    }

    /// With a signature that is wrong.
    #[must_use]
    pub fn forged(mut self) -> Self {
        self.seal = Seal::Forged;
        self
    }
}

/// Why a callback can't be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackError(String);

impl fmt::Display for CallbackError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for CallbackError {}

/// A callback as the vendor would send it.
pub(crate) fn make(
    api: &Api,
    credentials: &Credentials,
    name: &str,
    notice: &Notice,
) -> Result<Request<Bytes>, CallbackError> {
    let callback = find(api, name)?;
    let mut message = Outgoing {
        method: "POST",
        path: PATH,
        is_form: callback.body == Body::Form,
        members: members(callback, &notice.content)?,
        headers: HeaderMap::new(),
    };
    let content_type = match message.is_form {
        true => "application/x-www-form-urlencoded",
        false => answer::JSON,
    };
    let content_type = HeaderValue::from_static(content_type);
    message.headers.insert(header::CONTENT_TYPE, content_type);
    if message.is_form {
        message.members.retain(|(_, value)| *value != Json::Null);
    }
    if let Some(profile) = signer(api, callback, notice)? {
        let reckoner = Reckoner {
            api,
            profile,
            credentials,
        };
        sign(&mut message, notice, reckoner)?;
    }
    Ok(request(message))
}

fn find<'a>(api: &'a Api, name: &str) -> Result<&'a Callback, CallbackError> {
    let all = || api.pages.iter().flat_map(|page| &page.callbacks);
    all().find(|callback| callback.name == name).ok_or_else(|| {
        CallbackError(format!(
            "the spec has no callback `{name}`; it has {}",
            listed(all().map(|callback| &*callback.name))
        ))
    })
}

fn members(callback: &Callback, content: &Content) -> Result<Vec<(String, Json)>, CallbackError> {
    let body = match content {
        Content::Example(index) => callback.examples.get(*index).cloned().ok_or_else(|| {
            let (name, count) = (&callback.name, callback.examples.len());
            CallbackError(format!(
                "`{name}` has {count} examples and no number {index}"
            ))
        })?,
        Content::Members(text) => json::parse(text)
            .map_err(|error| CallbackError(format!("the members aren't JSON: {error}")))?,
    };
    match body {
        Json::Object(members) => Ok(members),
        other => Err(CallbackError(format!(
            "the members must be an object, not {}",
            json::kind(&other)
        ))),
    }
}

/// The profile whose key signs a callback; `None` where the vendor signs nothing.
fn signer<'a>(
    api: &'a Api,
    callback: &Callback,
    notice: &Notice,
) -> Result<Option<&'a Profile>, CallbackError> {
    let signers = callback
        .profiles
        .iter()
        .filter_map(|own| api.profiles.get(*own));
    let signers: Vec<_> = signers.collect();
    let name = &callback.name;
    let known = || listed(signers.iter().map(|profile| &*profile.name));
    match (signers.as_slice(), &notice.profile) {
        ([], None) if notice.seal != Seal::Forged => Ok(None),
        ([], _) => Err(CallbackError(format!(
            "nobody signs `{name}`, so there is no profile to sign it and no signature to forge"
        ))),
        ([only], None) => Ok(Some(only)),
        (_, None) => Err(CallbackError(format!(
            "several profiles may have signed `{name}`: choose by `Notice::profile` from {}",
            known()
        ))),
        (_, Some(wanted)) => match signers.iter().find(|profile| profile.name == *wanted) {
            Some(found) => Ok(Some(found)),
            None => Err(CallbackError(format!(
                "no profile `{wanted}` signs `{name}`; these do: {}",
                known()
            ))),
        },
    }
}

fn sign(
    message: &mut Outgoing<'_>,
    notice: &Notice,
    reckoner: Reckoner<'_>,
) -> Result<(), CallbackError> {
    let Some(verify) = &reckoner.profile.verify else {
        return Ok(());
    };
    let moment = match &notice.moment {
        Some(moment) => moment.clone(),
        None => SystemClock.moment().map_err(CallbackError)?,
    };
    let sealed = message.seal(verify, notice.seal, reckoner, &moment);
    match sealed.map_err(|refusal| CallbackError(refusal.reason))? {
        false if notice.seal != Seal::Missing => Err(CallbackError(
            "the signature covers an object or a list, and the spec doesn't say how such a value is signed".to_owned(),
        )),
        _ => Ok(()),
    }
}

fn request(message: Outgoing<'_>) -> Request<Bytes> {
    let mut request = Request::new(Bytes::from(message.body()));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = Uri::from_static(PATH);
    *request.headers_mut() = message.headers;
    request
}

fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<_> = names.collect();
    match names.is_empty() {
        true => "none".to_owned(),
        false => names.join(", "),
    }
}

/// Path of the receiver, which no vendor that is known signs.
const PATH: &str = "/";
