//! The verdict on a request.

use bytes::Bytes;
use http::Request;
use sealspec::Moment;
use sealspec_codegen::model::{Api, Field, Json, Operation, Payload, Place, Shape, Slot};
use sealspec_codegen::signature::{Operand, Signature, Template};

use crate::common;
use crate::constants;
use crate::credentials::Credentials;
use crate::json;
use crate::moment;
use crate::received::Received;
use crate::redact;
use crate::route::{self, Called};
use crate::rules;
use crate::seen::{Refusal, Seen, Verdict};
use crate::shape::Checker;
use crate::signature::{Material, Reckoner, Shown};

/// A request that calls something documented, and the moment that it says it was made at.
pub(crate) type Asked<'a> = (Called<'a>, Moment);

/// Judges a request, and tells what it calls where that is documented.
pub(crate) fn judge<'a>(
    api: &'a Api,
    credentials: &Credentials,
    request: &Request<Bytes>,
) -> (Seen, Result<Asked<'a>, Refusal>) {
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
    let called = match route::find(api, request) {
        Ok(called) => called,
        Err(refusal) => {
            seen.verdict = Verdict::Refused(refusal.clone());
            return (seen, Err(refusal));
        }
    };
    seen.operation = Some(called.operation.name.clone());
    seen.profile = Some(called.profile.name.clone());
    let judge = Judge {
        api,
        credentials,
        called,
    };
    let mut moment = Moment::new(0, "");
    if let Err(refusal) = judge.look_over(request, &mut seen, &mut moment) {
        seen.verdict = Verdict::Refused(refusal);
    }
    (seen, Ok((called, moment)))
}

struct Judge<'a, 'c> {
    api: &'a Api,
    credentials: &'c Credentials,
    called: Called<'a>,
}

impl Judge<'_, '_> {
    fn look_over(
        &self,
        request: &Request<Bytes>,
        seen: &mut Seen,
        moment: &mut Moment,
    ) -> Result<(), Refusal> {
        let received = Received::read(request, self.called.variant.body)?;
        let shown = redact::fields(self.api, self.called, &received);
        seen.fields = [shown.query.as_slice(), &shown.fields].concat();
        seen.files.clone_from(&received.files);

        let profile = self.called.profile;
        let signature = profile.sign.as_ref();
        let signature = signature.and_then(|sign| self.api.signatures.get(sign.signature));
        *moment = moment::told(profile, signature, &received);
        // Where the caller's URL has a field of the body, that one isn't sent again.
        let (as_one, takes_url) = (received.as_one(), self.called.variant.takes_url());
        let named = if takes_url { &as_one } else { &received };
        common::check(self.api, self.credentials, profile, named)?;
        let material = Material::of_request(request, self.called, &received, moment.clone());
        self.check_headers(&received, &material)?;
        if let Some(signature) = signature {
            self.check_signature(signature, &received, &material, &shown, seen)?;
        }
        self.check_business_fields(named, seen)
    }

    fn reckoner(&self) -> Reckoner<'_> {
        Reckoner {
            api: self.api,
            profile: self.called.profile,
            credentials: self.credentials,
        }
    }

    /// Checks headers that tell of the rest of the request, such as a digest of its body.
    fn check_headers(&self, received: &Received, material: &Material<'_>) -> Result<(), Refusal> {
        for field in &self.called.profile.headers {
            let found = received.header(&field.wire).unwrap_or_default();
            if found.is_empty() || !is_of_request(&field.value) {
                continue;
            }
            match self.reckoner().header(field, material) {
                Some(wanted) if wanted != found => {
                    let reason = format!("`{}` doesn't fit this request", field.wire);
                    return Err(Refusal::bad_request(reason));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn check_signature(
        &self,
        signature: &Signature,
        received: &Received,
        material: &Material<'_>,
        shown: &Shown,
        seen: &mut Seen,
    ) -> Result<(), Refusal> {
        let outputs = self.called.profile.sign.iter().flat_map(|sign| &sign.into);
        let outputs: Vec<_> = outputs.collect();
        let templates: Vec<_> = outputs.iter().map(|output| &output.value).collect();
        let reckoner = self.reckoner();
        let Some(wanted) = reckoner.reckon(signature, material, &templates)? else {
            let reason = "the spec doesn't say how a value of this request is signed";
            return Err(Refusal::bad_signature(reason));
        };
        seen.string_to_sign = reckoner.string_to_sign(signature, &material.showing(shown));
        for (output, wanted) in outputs.iter().zip(wanted) {
            let name = output.place.name();
            match received.at(&output.place) {
                Some(found) if found == wanted => {}
                None | Some("") => {
                    return Err(Refusal::bad_signature(format!("`{name}` is missing")));
                }
                Some(_) => {
                    return Err(Refusal::bad_signature(format!(
                        "`{name}` isn't the signature of this request"
                    )));
                }
            }
        }
        Ok(())
    }

    fn check_business_fields(&self, received: &Received, seen: &mut Seen) -> Result<(), Refusal> {
        constants::check(self.api, self.called, received)?;
        let wanted = &self.called.operation.request;
        let between = &self.called.operation.rules;
        let mut checker = Checker {
            api: self.api,
            remarks: Vec::new(),
        };
        match (&self.called.variant.payload, &received.json) {
            (Payload::Fields, None) => {
                checker.fields(wanted, received)?;
                rules::of_fields(between, received)?;
            }
            (Payload::Fields, Some(body)) => {
                checker.members(wanted, body)?;
                rules::of_object(between, body, "", |_| None)?;
            }
            (Payload::Json(name), _) => {
                let fields = wanted.iter().cloned().enumerate();
                let (beside, members): (Vec<_>, Vec<_>) =
                    fields.partition(|(index, field)| self.is_beside(*index, field));
                let [beside, members] = [beside, members].map(|fields| {
                    fields
                        .into_iter()
                        .map(|(_, field)| field)
                        .collect::<Vec<_>>()
                });
                checker.fields(&beside, received)?;
                self.check_payload(&mut checker, name, &members, received)?;
            }
        }
        seen.remarks = checker.remarks;
        let names = received.query.iter().chain(&received.fields);
        let names = names.map(|(name, _)| name);
        for name in names.chain(received.files.iter().map(|file| &file.field)) {
            if !self.is_documented(name) {
                seen.remarks.push(format!("`{name}` is not documented"));
            }
        }
        Ok(())
    }

    fn check_payload(
        &self,
        checker: &mut Checker<'_>,
        name: &str,
        wanted: &[Field],
        received: &Received,
    ) -> Result<(), Refusal> {
        let Operation { filled, rules, .. } = self.called.operation;
        let mut payload = match received.field(name) {
            Some(text) => {
                let opened = self.reckoner().opened(name, text)?;
                json::parse(opened.as_deref().unwrap_or(text)).map_err(|error| {
                    Refusal::bad_request(format!("`{name}` isn't JSON: {error}"))
                })?
            }
            // Without business fields the payload is left out; the required ones are told by the check of an empty one.
            None => Json::Object(Vec::new()),
        };
        let kept = rules::of_object(rules, &payload, "", |name| {
            self.names_beside(name)
                .then(|| rules::given(received, name))?
        });
        if let Json::Object(members) = &mut payload {
            members.retain(|(name, _)| filled.iter().all(|own| own.wire != *name));
            if self.called.operation.open.is_some() {
                members.retain(|(name, _)| wanted.iter().any(|own| own.wire == *name));
            }
        }
        checker.object(wanted, &payload, name)?;
        kept
    }

    /// Whether a field travels beside the payload: as the spec says, or since a file can't stand in a JSON text.
    fn is_beside(&self, index: usize, field: &Field) -> bool {
        field.shape == Shape::File || self.called.variant.order.contains(&Slot::Field(index))
    }

    /// Whether a field of the operation that travels beside the payload has this name.
    fn names_beside(&self, name: &str) -> bool {
        let Called {
            operation, variant, ..
        } = self.called;
        let mut fields = operation.request.iter().enumerate();
        let mut filled = operation.filled.iter().enumerate();
        fields.any(|(index, own)| own.wire == name && self.is_beside(index, own))
            || filled.any(|(index, own)| {
                own.wire == name && variant.order.contains(&Slot::Filled(index))
            })
    }

    fn is_documented(&self, name: &str) -> bool {
        let Called {
            operation,
            variant,
            profile,
        } = self.called;
        let mut outputs = profile.sign.iter().flat_map(|sign| &sign.into);
        let is_sign = outputs.any(
            |output| matches!(&output.place, Place::Field(own) | Place::Query(own) if own == name),
        );
        let is_business = match &variant.payload {
            _ if variant.takes_url() => true,
            Payload::Json(own) if own == name => true,
            Payload::Json(_) => self.names_beside(name),
            Payload::Fields => {
                if operation.open.is_some() {
                    return true;
                }
                let fields = operation.request.iter().map(|field| &field.wire);
                let filled = operation.filled.iter().map(|filled| &filled.wire);
                fields.chain(filled).any(|wire| wire == name)
            }
        };
        let mut common = profile.common.iter().chain(&profile.query);
        is_sign || is_business || common.any(|field| field.wire == name)
    }
}

/// Whether a header's template tells of the request and of nothing that is known to its sender alone.
fn is_of_request(template: &Template) -> bool {
    let operands: Vec<_> = template
        .expressions()
        .flat_map(|expression| expression.all_operands())
        .collect();
    let is_free = |operand: &&Operand| matches!(operand, Operand::Now | Operand::Nonce);
    let is_plain =
        |operand: &&Operand| matches!(operand, Operand::Literal(_) | Operand::Credential(_));
    !operands.iter().any(is_free) && !operands.iter().all(is_plain)
}
