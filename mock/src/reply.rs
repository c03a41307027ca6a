//! What the vendor answers: its documented examples and refusals, signed where it signs.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use sealspec::Moment;
use sealspec_codegen::model::{Api, Failure, Json, Place, TimeUnit, Verify, VerifyWhen};

use crate::answer::{self, Answer, Answered, Kind, Seal, Wire};
use crate::credentials::Credentials;
use crate::json;
use crate::route::Called;
use crate::seen::{Refusal, RefusalKind};
use crate::signature::{Material, Reckoner};

/// Writes the replies of one operation.
pub(crate) struct Replier<'a, 'c> {
    pub(crate) api: &'a Api,
    pub(crate) credentials: &'c Credentials,
    pub(crate) called: Called<'a>,
    /// When the request says it was made: replies bear the same time.
    pub(crate) moment: Moment,
}

impl<'a> Replier<'a, '_> {
    /// The documented reply: the first example of the operation that tells a success; nothing where it is a link.
    pub(crate) fn documented(&self) -> Answered {
        if self.called.operation.link {
            return Answered::at_once(answer::plain(StatusCode::OK, String::new()));
        }
        let examples = self
            .called
            .operation
            .examples
            .iter()
            .filter_map(|example| example.response.as_ref());
        match examples
            .into_iter()
            .find(|reply| self.called.operation.reply.success.hold(reply))
        {
            Some(reply) => self
                .sealed(reply, Seal::Vendor, StatusCode::OK)
                .map_or_else(unprepared, Answered::at_once),
            None => {
                let name = &self.called.operation.name;
                unprepared(lacking(format!(
                    "the spec has no example of a successful reply of `{name}`: script one"
                )))
            }
        }
    }

    /// A scripted answer.
    pub(crate) fn scripted(&self, answer: &Answer) -> Answered {
        match self.response(answer) {
            Ok(None) => Answered {
                delay: answer.delay,
                wire: Wire::Cut,
            },
            Ok(Some(response)) if answer.is_cut_midway => Answered {
                delay: answer.delay,
                wire: Wire::CutMidway(response),
            },
            Ok(Some(response)) => Answered {
                delay: answer.delay,
                wire: Wire::Reply(response),
            },
            Err(refusal) => unprepared(refusal),
        }
    }

    /// What a scripted answer sends; `None`: nothing.
    fn response(&self, answer: &Answer) -> Result<Option<Response<Bytes>>, Refusal> {
        let status = answer.status.unwrap_or(StatusCode::OK);
        let response = match &answer.kind {
            Kind::Cut => return Ok(None),
            Kind::Verbatim { content_type, body } => {
                answer::response(status, content_type, body.clone())
            }
            Kind::Refusal { code, message } => {
                let status = answer
                    .status
                    .unwrap_or_else(|| self.failure("bad_request").map_or(status, http_status));
                self.sealed(&self.coded_refusal(code, message), answer.seal, status)?
            }
            Kind::Json(text) => {
                let reply = json::parse(text)
                    .map_err(|error| lacking(format!("the scripted answer isn't JSON: {error}")))?;
                self.sealed(&reply, answer.seal, status)?
            }
            Kind::Example(index) => match self
                .called
                .operation
                .examples
                .get(*index)
                .map(|example| &example.response)
            {
                Some(Some(reply)) => self.sealed(reply, answer.seal, status)?,
                _ => return Err(lacking(format!("the spec has no reply in example {index}"))),
            },
        };
        Ok(Some(response))
    }

    /// The answer to a request that was refused.
    pub(crate) fn refused(&self, refusal: &Refusal) -> Answered {
        let kind = match refusal.kind {
            RefusalKind::BadSignature => "bad_signature",
            RefusalKind::BadRequest => "bad_request",
            _ => return unprepared(refusal.clone()),
        };
        let Some(failure) = self.failure(kind) else {
            return Answered::at_once(answer::plain(
                StatusCode::BAD_REQUEST,
                refusal.reason.clone(),
            ));
        };
        let mut body = failure.body.clone();
        if refusal.kind == RefusalKind::BadRequest {
            self.tell(&mut body, &refusal.reason);
        }
        self.sealed(&body, Seal::Vendor, http_status(failure))
            .map_or_else(unprepared, Answered::at_once)
    }

    fn failure(&self, kind: &str) -> Option<&'a Failure> {
        let envelope = self.api.envelopes.get(self.called.operation.envelope?)?;
        envelope
            .failures
            .iter()
            .find(|failure| failure.kind == kind)
    }

    /// A refusal of the spec with another code and message.
    fn coded_refusal(&self, code: &str, message: &str) -> Json {
        let failure = self
            .failure("bad_request")
            .or_else(|| self.failure("bad_signature"));
        let mut body =
            failure.map_or_else(|| Json::Object(Vec::new()), |failure| failure.body.clone());
        if let (Json::Object(members), Some(name)) = (&mut body, &self.called.operation.reply.code)
        {
            let is_number = matches!(json::member(members, name), Some(Json::Number(_)));
            let code = match json::parse(code) {
                Ok(number @ Json::Number(_)) if is_number => number,
                _ => Json::String(code.to_owned()),
            };
            put(members, name, code);
        }
        self.tell(&mut body, message);
        body
    }

    fn tell(&self, body: &mut Json, message: &str) {
        if let (Json::Object(members), Some(name)) = (body, &self.called.operation.reply.message) {
            put(members, name, Json::String(message.to_owned()));
        }
    }

    /// A reply on its way out, signed if the vendor signs such a one.
    fn sealed(
        &self,
        reply: &Json,
        seal: Seal,
        status: StatusCode,
    ) -> Result<Response<Bytes>, Refusal> {
        let succeeds = self.called.operation.reply.success.hold(reply);
        let mut reply = reply.clone();
        let told = &self.called.operation.reply;
        self.reckoner().encrypt(told, &mut reply)?;
        let (Json::Object(members), Some(verify)) = (&mut reply, &self.called.profile.verify)
        else {
            return Ok(answer::json(status, &reply));
        };
        let when = self.called.operation.reply.verify.unwrap_or(verify.when);
        let is_signed = match when {
            VerifyWhen::Never => return Ok(answer::json(status, &reply)),
            VerifyWhen::Always => true,
            VerifyWhen::IfPresent | VerifyWhen::OnSuccess => succeeds,
        };
        let mut headers = HeaderMap::new();
        let is_signed = is_signed && seal != Seal::Missing;
        if let Some(fresh) = verify.fresh.as_ref().filter(|_| is_signed) {
            let time = match fresh.unit {
                TimeUnit::Seconds => self.moment.unix_seconds(),
                TimeUnit::Millis => self.moment.unix_millis(),
            };
            put_at(&fresh.place, time.to_string(), true, members, &mut headers);
        }
        let sign = if is_signed {
            self.signature(verify, members, &headers)?
        } else {
            None
        };
        match sign {
            Some(sign) => {
                let sign = if seal == Seal::Forged {
                    forged(&sign)
                } else {
                    sign
                };
                put_at(&verify.place, sign, false, members, &mut headers);
            }
            // A documented signature is a placeholder, which no client could verify.
            None => members.retain(|(name, _)| !is_at(&verify.place, name)),
        }
        let mut response = answer::json(status, &reply);
        response.headers_mut().extend(headers);
        Ok(response)
    }

    fn reckoner(&self) -> Reckoner<'_> {
        Reckoner {
            api: self.api,
            profile: self.called.profile,
            credentials: self.credentials,
        }
    }

    /// What the vendor signs a reply with; `None` where a nested value leaves it undetermined.
    fn signature(
        &self,
        verify: &Verify,
        members: &[(String, Json)],
        headers: &HeaderMap,
    ) -> Result<Option<String>, Refusal> {
        let Some(signature) = self.api.signatures.get(verify.signature) else {
            return Ok(None);
        };
        let text = Json::Object(members.to_vec()).to_string();
        let headers_and_type = {
            let mut all = answer::json(StatusCode::OK, &Json::Null).headers().clone();
            all.extend(headers.clone());
            all
        };
        let moment = self.moment.clone();
        let material = Material::of_reply(self.called, &headers_and_type, &text, moment);
        let made = self
            .reckoner()
            .reckon(signature, &material, &[&verify.value])?;
        Ok(made.and_then(|values| values.into_iter().next()))
    }
}

fn is_at(place: &Place, member: &str) -> bool {
    matches!(place, Place::Field(name) if name == member)
}

/// Puts a text into a member or a header; a number as such where the member is one or isn't there.
fn put_at(
    place: &Place,
    text: String,
    is_number: bool,
    members: &mut Vec<(String, Json)>,
    headers: &mut HeaderMap,
) {
    match place {
        Place::Field(name) => {
            let is_text = matches!(json::member(members, name), Some(Json::String(_)));
            let value = if is_number && !is_text {
                Json::Number(text)
            } else {
                Json::String(text)
            };
            put(members, name, value);
        }
        place => {
            let name = HeaderName::from_bytes(place.name().as_bytes());
            if let (Ok(name), Ok(value)) = (name, HeaderValue::try_from(text)) {
                headers.insert(name, value);
            }
        }
    }
}

/// The answer to a request for which the mock vendor lacks something, or that calls nothing documented.
pub(crate) fn unprepared(refusal: Refusal) -> Answered {
    let status = match refusal.kind {
        RefusalKind::UnknownPath => StatusCode::NOT_FOUND,
        RefusalKind::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
        _ => StatusCode::NOT_IMPLEMENTED,
    };
    Answered::at_once(answer::plain(status, refusal.reason))
}

fn lacking(reason: String) -> Refusal {
    Refusal::new(RefusalKind::Unprepared, reason)
}

fn http_status(failure: &Failure) -> StatusCode {
    StatusCode::from_u16(failure.http_status).unwrap_or(StatusCode::OK)
}

fn put(members: &mut Vec<(String, Json)>, name: &str, value: Json) {
    match members.iter_mut().find(|(own, _)| own == name) {
        Some((_, member)) => *member = value,
        None => members.push((name.to_owned(), value)),
    }
}

/// A signature of the same length that is wrong in its last character.
fn forged(sign: &str) -> String {
    let mut sign = sign.to_owned();
    let last = sign.pop();
    sign.push(if last == Some('0') { '1' } else { '0' });
    sign
}
