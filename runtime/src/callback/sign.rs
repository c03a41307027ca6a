//! Callbacks as a vendor would send them, for tests of one's own handler.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Method, Request, Uri};

use super::{Callback, SignedBy, UnsignedCallback};
use crate::clock::{Clock as _, SystemClock};
use crate::error::Error;
use crate::fields::{Fields, Source};
use crate::form;
use crate::json::{self, Document, Scalar};
use crate::moment::Moment;
use crate::operation::{Body, Fresh, Place, Profile, TimeUnit};
use crate::prepare::refuse_empty_credential;
use crate::signing::{Input, Quiet, Text, received_headers};

/// A callback with these members, signed as the vendor would sign it for this profile: for tests of one's own handler.
///
/// `members` is a JSON object, whatever the callback's body is: `{"orderNo": "X-1", "total": "400"}`. They are sent in this
/// order; a form takes the text of each and leaves out what is `null`. A signature among them is replaced.
///
/// # Errors
///
/// Where `members` isn't a JSON object, or no signature can be made from the profile.
pub fn signed<P: Profile, C: SignedBy<P>>(
    profile: &P,
    members: &str,
) -> Result<Request<Bytes>, Error> {
    let now = SystemClock
        .moment()
        .map_err(|problem| Error::refused(problem, "give the moment yourself: call `signed_at`"))?;
    signed_at::<P, C>(profile, members, &now)
}

/// As [`signed`], at a moment that the caller gives: it counts where the vendor signs the time of a callback.
///
/// # Errors
///
/// As for [`signed`].
pub fn signed_at<P: Profile, C: SignedBy<P>>(
    profile: &P,
    members: &str,
    moment: &Moment,
) -> Result<Request<Bytes>, Error> {
    refuse_empty_credential(profile.empty_credential())?;
    let Some(rule) = P::VERIFY else {
        return Err(Error::refused(
            format!("what the profile `{}` receives isn't signed", P::NAME),
            "let the spec say `verify` where the vendor documents it",
        ));
    };
    let mut sending = Sending::new::<C>(members, Some(rule.place))?;
    if let Some(fresh) = rule.fresh {
        sending.put_time(fresh, moment)?;
    }
    let sign = sending.sign(profile, moment)?;
    sending.put(rule.place, &sign)?;
    Ok(sending.into_request())
}

/// A callback with these members that nobody signs: see [`signed`].
///
/// # Errors
///
/// Where `members` isn't a JSON object.
pub fn unsigned<C: UnsignedCallback>(members: &str) -> Result<Request<Bytes>, Error> {
    Sending::new::<C>(members, None).map(Sending::into_request)
}

/// A callback on its way out.
struct Sending {
    kind: Body,
    headers: HeaderMap,
    body: String,
}

impl Sending {
    /// One without signature: what stands at its place among the members is left out.
    fn new<C: Callback>(members: &str, place: Option<Place>) -> Result<Self, Error> {
        let members = Document::object(members).map_err(|error| {
            Error::refused(
                format!("the members of the callback aren't a JSON object: {error}"),
                "write them as `{\"name\": \"value\"}`",
            )
        })?;
        let is_json = C::BODY == Body::Json;
        let content_type = if is_json {
            "application/json"
        } else {
            form::CONTENT_TYPE
        };
        let mut body = String::from(if is_json { "{}" } else { "" });
        for member in members.members() {
            match place {
                Some(Place::Field(name)) if *name == *member.name => {}
                _ if is_json => json::append_json(&mut body, &member.name, member.json),
                _ if member.json == "null" => {}
                _ => match member.scalar {
                    Scalar::Text(text) => push_form(&mut body, &member.name, &text),
                    Scalar::Nested => push_form(&mut body, &member.name, member.json),
                },
            }
        }
        let content_type = HeaderValue::from_static(content_type);
        Ok(Self {
            kind: C::BODY,
            headers: HeaderMap::from_iter([(CONTENT_TYPE, content_type)]),
            body,
        })
    }

    /// Puts the time where a signed message tells it, unless its members do.
    fn put_time(&mut self, fresh: Fresh, moment: &Moment) -> Result<(), Error> {
        let time = match fresh.unit {
            TimeUnit::Seconds => moment.unix_seconds(),
            TimeUnit::Millis => moment.unix_millis(),
        };
        match fresh.place {
            Place::Field(name) if self.has(name)? => Ok(()),
            Place::Field(name) if self.kind == Body::Json => {
                json::append_json(&mut self.body, name, &time.to_string());
                Ok(())
            }
            place => self.put(place, &time.to_string()),
        }
    }

    fn put(&mut self, place: Place, value: &str) -> Result<(), Error> {
        match place {
            Place::Field(name) if self.kind == Body::Json => {
                json::append_member(&mut self.body, name, value);
            }
            Place::Field(name) => push_form(&mut self.body, name, value),
            place => {
                let (name, value) = header(place, value).ok_or_else(|| {
                    Error::refused(
                        format!("{place} of a callback can't hold what is to be put there"),
                        "look at the spec's `verify`",
                    )
                })?;
                self.headers.insert(name, value);
            }
        }
        Ok(())
    }

    fn has(&self, name: &str) -> Result<bool, Error> {
        Ok(self.fields()?.get(name).is_some())
    }

    fn fields(&self) -> Result<Fields<'_>, Error> {
        let mut fields = Fields::default();
        let pushed = match self.kind {
            Body::Json => fields.push_json(&self.body),
            _ => fields.push_form(Source::Body, &self.body),
        };
        pushed.map_err(|error| Error::refused(error.to_string(), "look at the members"))?;
        Ok(fields)
    }

    fn sign<P: Profile>(&self, profile: &P, moment: &Moment) -> Result<Text<'static>, Error> {
        let fields = self.fields()?;
        let headers = received_headers(&self.headers);
        let input = Input {
            fields: &fields,
            headers: &headers,
            scheme: "",
            method: Method::POST.as_str(),
            host: "",
            path: PATH,
            query: "",
            body: self.body.as_bytes(),
            moment,
        };
        Ok(profile.expected(&input, &mut Quiet)?)
    }

    fn into_request(self) -> Request<Bytes> {
        let mut request = Request::new(Bytes::from(self.body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = Uri::from_static(PATH);
        *request.headers_mut() = self.headers;
        request
    }
}

/// Path of the receiver, which no vendor that is known signs.
const PATH: &str = "/";

fn push_form(body: &mut String, name: &str, value: &str) {
    let mut bytes = std::mem::take(body).into_bytes();
    form::push(&mut bytes, name, value);
    // What was added is ASCII.
    *body = String::from_utf8(bytes).unwrap_or_default();
}

fn header(place: Place, value: &str) -> Option<(HeaderName, HeaderValue)> {
    let Place::Header(name) = place else {
        return None;
    };
    let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
    Some((name, HeaderValue::from_str(value).ok()?))
}
