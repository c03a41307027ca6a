//! A profile as the runtime takes it, its signatures made by interpreting the spec.

use sealspec::dynamic::Dress;
use sealspec::signing::{Headers, Input, Line, Signed, SigningError, Text, Trace};
use sealspec::{Place, Secret, Verify};
use sealspec_codegen::model::{Api, Credential, Profile};
use sealspec_codegen::signature::{
    Given, InterpretError, Interpretation, InterpretedLine, Template, Value, evaluate,
    evaluate_placed, interpret,
};

use crate::credentials::Credentials;
use crate::{keep, terms};

/// How the calls of one profile are dressed.
pub(crate) struct Dressing<'d> {
    api: &'d Api,
    profile: &'d Profile,
    credentials: &'d Credentials,
}

impl<'d> Dressing<'d> {
    pub(crate) fn new(api: &'d Api, profile: &'d Profile, credentials: &'d Credentials) -> Self {
        Self {
            api,
            profile,
            credentials,
        }
    }

    /// The profile's credentials, each with whether it may be left out.
    pub(crate) fn known(&self) -> impl Iterator<Item = (&'d Credential, bool)> + use<'d> {
        let Self { api, profile, .. } = *self;
        let own = profile.credentials.iter();
        own.filter_map(|own| Some((api.credentials.get(own.credential)?, own.optional)))
    }

    /// A credential that was given.
    pub(crate) fn credential(&self, index: usize) -> Option<(&'d Credential, &'d Secret)> {
        let credential = self.api.credentials.get(index)?;
        let value = self.credentials.get(&credential.name)?;
        Some((credential, value))
    }

    /// The value of a template that stands in a request or in its headers.
    pub(crate) fn text(
        &self,
        template: &Template,
        input: Input<'_>,
    ) -> Result<String, InterpretError> {
        self.with(input, |given| evaluate(template, given))
    }

    /// Makes the lines of a signature, and of these the texts that stand at places.
    fn made<T: Trace>(
        &self,
        signature: usize,
        values: &[&Template],
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<(Interpretation, Vec<String>), SigningError> {
        let signature = self.api.signatures.get(signature);
        let signature = signature.ok_or_else(|| failed("sign", InterpretError::Unchecked))?;
        self.with(*input, |given| {
            let made = interpret(signature, given)?;
            let texts = values
                .iter()
                .map(|value| evaluate_placed(value, &made, given));
            let texts = texts.collect::<Result<_, _>>()?;
            for (line, own) in made.lines.iter().zip(&signature.lines) {
                trace.made(|| traced(line, own.secret));
            }
            Ok((made, texts))
        })
        .map_err(|error| failed("sign", error))
    }

    fn with<T>(&self, input: Input<'_>, make: impl FnOnce(&Given<'_>) -> T) -> T {
        let value = |name: &str| {
            let given = self.credentials.get(name).map(Secret::expose);
            let mut known = self.known();
            let mut is_optional = || known.any(|(own, optional)| optional && own.name == name);
            given.or_else(|| is_optional().then_some(""))
        };
        make(&Given {
            credentials: &self.api.credentials,
            value: &value,
            input,
        })
    }

    fn sealed_by<T: Trace>(
        &self,
        lines: Option<usize>,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError> {
        let Some(lines) = lines else {
            return input.body_text().map(|text| text.to_owned().into());
        };
        let (made, _) = self.made(lines, &[], input, trace)?;
        Ok(made.sign().unwrap_or_default().to_owned().into())
    }
}

impl Dress for Dressing<'_> {
    fn name(&self) -> &'static str {
        keep::text(&self.profile.name)
    }

    fn places(&self) -> &'static [Place] {
        terms::places(self.profile)
    }

    fn verify(&self) -> Option<Verify> {
        self.profile.verify.as_ref().map(terms::verify)
    }

    fn sealed(&self) -> Option<&'static str> {
        let seal = self.profile.seal.as_ref();
        seal.map(|seal| keep::text(&seal.field))
    }

    fn empty_credential(&self) -> Option<&'static str> {
        let is_empty = |name: &str| {
            let value = self.credentials.get(name);
            value.is_none_or(|value| value.expose().is_empty())
        };
        self.known()
            .find(|(own, optional)| !optional && is_empty(&own.name))
            .map(|(own, _)| keep::text(&own.name))
    }

    fn sent_secrets(&self) -> Vec<&Secret> {
        self.known()
            .filter(|(own, _)| own.sent)
            .filter_map(|(own, _)| self.credentials.get(&own.name))
            .collect()
    }

    fn headers(&self, input: &Input<'_>, out: &mut Headers) -> Result<(), SigningError> {
        for header in &self.profile.headers {
            let value = self.text(&header.value, *input);
            let value = value.map_err(|error| failed(&header.wire, error))?;
            out.set(header.wire.clone(), value);
        }
        Ok(())
    }

    fn seal<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError> {
        let lines = self.profile.seal.as_ref().map(|seal| seal.seal);
        self.sealed_by(lines, input, trace)
    }

    fn open<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError> {
        let lines = self.profile.seal.as_ref().map(|seal| seal.open);
        self.sealed_by(lines, input, trace)
    }

    fn sign<T: Trace>(&self, input: &Input<'_>, trace: &mut T) -> Result<Signed, SigningError> {
        let Some(sign) = &self.profile.sign else {
            return Ok(Signed::default());
        };
        let values: Vec<_> = sign.into.iter().map(|output| &output.value).collect();
        let (_, texts) = self.made(sign.signature, &values, input, trace)?;
        let outputs = sign.into.iter().zip(texts);
        Ok(outputs.fold(Signed::default(), |signed, (output, text)| {
            signed.and(terms::place(&output.place), text)
        }))
    }

    fn expected<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError> {
        let Some(verify) = &self.profile.verify else {
            return Ok(Text::default());
        };
        let (_, texts) = self.made(verify.signature, &[&verify.value], input, trace)?;
        Ok(texts.into_iter().next().unwrap_or_default().into())
    }
}

/// A line as an explanation shows it.
fn traced(line: &InterpretedLine, is_secret: bool) -> Line {
    let made = match &line.value {
        Value::Text(text) => Line::of_text(&line.name, text, line.hidden.clone()),
        Value::Bytes(bytes) => Line::of_bytes(&line.name, is_secret, bytes),
    };
    made.of_fields(line.pieces.clone(), line.left_out.clone())
}

/// Why nothing could be made for a place.
pub(crate) fn failed(place: &str, error: InterpretError) -> SigningError {
    match error {
        InterpretError::Undetermined { field, .. } => SigningError::undetermined(&field),
        InterpretError::MissingCredential(name) => SigningError::new(
            &name,
            "isn't given",
            "give the credential, since a signature made without it would be refused",
        ),
        InterpretError::Unfit {
            line,
            credential: None,
            why,
        } => {
            let place = if line.is_empty() { place } else { &line };
            SigningError::new(place, format!("can't be made: {why}"), LOOK)
        }
        InterpretError::Unfit {
            credential: Some(name),
            why,
            ..
        } => SigningError::new(
            &name,
            format!("can't be used: {why}"),
            "give it as the vendor gave it",
        ),
        error => SigningError::new(place, format!("can't be made: {error}"), LOOK),
    }
}

const LOOK: &str = "look at the signature in the spec";
