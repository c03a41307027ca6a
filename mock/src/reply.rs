//! What the vendor answers: its documented examples and refusals, signed where it signs.

use bytes::Bytes;
use http::{Response, StatusCode};
use sealspec::Moment;
use sealspec_codegen::model::{Api, Failure, Json, VerifyWhen};

use crate::answer::{self, Answer, Answered, Kind, Seal, Wire};
use crate::credentials::Credentials;
use crate::json;
use crate::outgoing::{Outgoing, put};
use crate::route::{self, Called};
use crate::seen::{Refusal, RefusalKind};
use crate::signature::Reckoner;

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
        self.unasked(Seal::Vendor, None)
            .map_or_else(unprepared, Answered::at_once)
    }

    /// The same, as a script wants it.
    fn unasked(&self, seal: Seal, status: Option<StatusCode>) -> Result<Response<Bytes>, Refusal> {
        let status = status.unwrap_or(StatusCode::OK);
        if self.called.operation.link {
            return Ok(answer::plain(status, String::new()));
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
            Some(reply) => self.sealed(reply, seal, status),
            None => {
                let name = &self.called.operation.name;
                Err(lacking(format!(
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
            Kind::Documented => self.unasked(answer.seal, answer.status)?,
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
        let told = &self.called.operation.reply;
        let succeeds = told.success.hold(reply);
        let mut reply = reply.clone();
        self.reckoner().encrypt(told, &mut reply)?;
        let plain = answer::json(status, &reply);
        let (Json::Object(members), Some(verify)) = (reply, &self.called.profile.verify) else {
            return Ok(plain);
        };
        let seal = match told.verify.unwrap_or(verify.when) {
            VerifyWhen::Never => return Ok(plain),
            VerifyWhen::IfPresent | VerifyWhen::OnSuccess if !succeeds => Seal::Missing,
            _ => seal,
        };
        let mut message = Outgoing {
            method: route::name(self.called.variant.method),
            path: &self.called.variant.path,
            is_form: false,
            members,
            headers: plain.headers().clone(),
        };
        message.seal(verify, seal, self.reckoner(), &self.moment)?;
        let mut response = plain.map(|_| message.body().into());
        *response.headers_mut() = message.headers;
        Ok(response)
    }

    fn reckoner(&self) -> Reckoner<'_> {
        Reckoner {
            api: self.api,
            profile: self.called.profile,
            credentials: self.credentials,
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
