//! The verdict on a request.

use bytes::Bytes;
use http::Request;
use sealspec_codegen::model::{Api, Field, Json, Payload, Place, Shape};

use crate::common;
use crate::credentials::Credentials;
use crate::json;
use crate::received::Received;
use crate::redact;
use crate::route::{self, Called};
use crate::seen::{Refusal, Seen, Verdict};
use crate::shape::Checker;
use crate::signature::{Material, Reckoner};

/// Judges a request, and tells what it calls where that is documented.
pub(crate) fn judge<'a>(
    api: &'a Api,
    credentials: &Credentials,
    request: &Request<Bytes>,
) -> (Seen, Result<Called<'a>, Refusal>) {
    let mut seen = Seen {
        operation: None,
        profile: None,
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        fields: Vec::new(),
        files: Vec::new(),
        string_to_sign: None,
        remarks: Vec::new(),
        verdict: Verdict::Accepted,
    };
    let called = match route::find(api, request.method(), request.uri()) {
        Ok(called) => called,
        Err(refusal) => {
            seen.verdict = Verdict::Refused(refusal.clone());
            return (seen, Err(refusal));
        }
    };
    seen.operation = Some(called.operation.name.clone());
    seen.profile = Some(called.profile.name.clone());
    if let Err(refusal) = (Judge {
        api,
        credentials,
        called,
    })
    .look_over(request, &mut seen)
    {
        seen.verdict = Verdict::Refused(refusal);
    }
    (seen, Ok(called))
}

struct Judge<'a, 'c> {
    api: &'a Api,
    credentials: &'c Credentials,
    called: Called<'a>,
}

impl Judge<'_, '_> {
    fn look_over(&self, request: &Request<Bytes>, seen: &mut Seen) -> Result<(), Refusal> {
        let received = Received::read(request, self.called.variant.body)?;
        seen.fields = redact::fields(self.api, self.called, &received.fields);
        seen.files.clone_from(&received.files);

        common::check(self.api, self.credentials, self.called.profile, &received)?;
        self.check_signature(request, &received, seen)?;
        self.check_business_fields(&received, seen)
    }

    fn check_signature(
        &self,
        request: &Request<Bytes>,
        received: &Received,
        seen: &mut Seen,
    ) -> Result<(), Refusal> {
        let Some(sign) = &self.called.profile.sign else {
            return Ok(());
        };
        let Some(signature) = self.api.signatures.get(sign.signature) else {
            return Ok(());
        };
        let reckoner = Reckoner {
            api: self.api,
            profile: self.called.profile,
            credentials: self.credentials,
        };
        let moment = common::moment(self.called.profile, received);
        let material = Material::of_request(request, &received.fields, moment);
        let shown = material.showing(&seen.fields);
        let reckoned = reckoner.reckon(signature, &material, &shown)?;
        seen.string_to_sign = reckoned.string_to_sign;

        let (name, found) = match &sign.place {
            Place::Field(name) => (name, received.field(name)),
            Place::Header(name) => (
                name,
                request
                    .headers()
                    .get(name)
                    .and_then(|value| value.to_str().ok()),
            ),
        };
        match found {
            Some(found) if found == reckoned.sign => Ok(()),
            None | Some("") => Err(Refusal::bad_signature(format!("`{name}` is missing"))),
            Some(_) => Err(Refusal::bad_signature(format!(
                "`{name}` isn't the signature of this request"
            ))),
        }
    }

    fn check_business_fields(&self, received: &Received, seen: &mut Seen) -> Result<(), Refusal> {
        let wanted = &self.called.operation.request;
        let mut checker = Checker {
            api: self.api,
            remarks: Vec::new(),
        };
        match &self.called.variant.payload {
            Payload::Fields => checker.fields(wanted, received)?,
            Payload::Json(name) => {
                // Files can't stand in a JSON text, so they travel beside it.
                let (files, members): (Vec<_>, Vec<_>) = wanted
                    .iter()
                    .cloned()
                    .partition(|field| field.shape == Shape::File);
                checker.fields(&files, received)?;
                check_payload(&mut checker, name, &members, received)?;
            }
        }
        seen.remarks = checker.remarks;
        let names = received.fields.iter().map(|(name, _)| name);
        for name in names.chain(received.files.iter().map(|file| &file.field)) {
            if !self.is_documented(name) {
                seen.remarks.push(format!("`{name}` is not documented"));
            }
        }
        Ok(())
    }

    fn is_documented(&self, name: &str) -> bool {
        let Called {
            operation,
            variant,
            profile,
        } = self.called;
        let is_sign = profile
            .sign
            .as_ref()
            .is_some_and(|sign| sign.place == Place::Field(name.to_owned()));
        let is_business = match &variant.payload {
            Payload::Json(own) if own == name => true,
            Payload::Json(_) => is_file_field(&operation.request, name),
            Payload::Fields => operation.request.iter().any(|field| field.wire == name),
        };
        is_sign || is_business || profile.common.iter().any(|field| field.wire == name)
    }
}

fn is_file_field(fields: &[Field], name: &str) -> bool {
    fields
        .iter()
        .any(|field| field.wire == name && field.shape == Shape::File)
}

fn check_payload(
    checker: &mut Checker<'_>,
    name: &str,
    wanted: &[Field],
    received: &Received,
) -> Result<(), Refusal> {
    match received.field(name) {
        Some(text) => {
            let payload = json::parse(text)
                .map_err(|error| Refusal::bad_request(format!("`{name}` isn't JSON: {error}")))?;
            checker.object(wanted, &payload, name)
        }
        // Without business fields the payload is left out; the required ones are told by the check of an empty one.
        None => checker.object(wanted, &Json::Object(Vec::new()), name),
    }
}
