//! A published vector and the three ways to its signature.

use sealspec::signing::{Input, Recording};
use sealspec::{Moment, Profile};
use sealspec_codegen::model::{Api, Sign};
use sealspec_codegen::signature::{Given, Interpretation, Vector, evaluate_placed, interpret};

use super::call::{Call, Case};
use super::found;

/// What came of a vector on each path: nothing where it holds.
pub(super) struct Outcome {
    pub(super) interpreter: Result<(), String>,
    pub(super) emitted: Result<(), String>,
    pub(super) request: Result<(), String>,
}

/// One vector as one profile signs it.
pub(super) struct Published<'a> {
    api: &'a Api,
    pub(super) sign: &'a Sign,
    pub(super) vector: &'a Vector,
}

impl<'a> Published<'a> {
    pub(super) fn new(api: &'a Api, profile: &str, index: usize) -> Self {
        let profile = api
            .profiles
            .iter()
            .find(|own| own.name == profile)
            .expect("the profile is there");
        let sign = profile.sign.as_ref().expect("it signs");
        let vector = &api.signatures[sign.signature].vectors[index];
        Self { api, sign, vector }
    }

    /// A credential's value; one that the signature doesn't take, and the vector doesn't give, is its own name.
    fn credential<'n>(&'n self, name: &'n str) -> &'n str {
        let given = self.vector.given.iter().find(|(given, _)| given == name);
        given.map_or(name, |(_, value)| value)
    }

    /// What the interpreter makes of an input: all lines, and the value for each place.
    fn interpret(&self, input: Input<'_>) -> Result<(Interpretation, Vec<String>), String> {
        let value = |name: &str| {
            self.vector
                .given
                .iter()
                .find(|(given, _)| given == name)
                .map(|(_, value)| value.as_str())
                .or_else(|| {
                    let known = self.api.credentials.iter().find(|own| own.name == name)?;
                    Some(known.name.as_str())
                })
        };
        let given = Given {
            credentials: &self.api.credentials,
            value: &value,
            input,
        };
        let signature = &self.api.signatures[self.sign.signature];
        let made = interpret(signature, &given).map_err(|error| error.to_string())?;
        let placed = self
            .sign
            .into
            .iter()
            .map(|output| evaluate_placed(&output.value, &made, &given));
        let placed = placed
            .collect::<Result<_, _>>()
            .map_err(|error| error.to_string())?;
        Ok((made, placed))
    }

    /// The first path: signature and string to sign as published.
    pub(super) fn by_interpreter(&self) -> Result<Vec<String>, String> {
        let request = &self.vector.request;
        let (made, placed) = request.with_input(|input| self.interpret(input))??;
        agree(
            "the signature",
            &self.vector.sign,
            made.sign().unwrap_or_default(),
        )?;
        for (line, published) in &self.vector.lines {
            let value = made.value(line).map(ToString::to_string);
            agree(
                &format!("the line `{line}`"),
                published,
                &value.unwrap_or_default(),
            )?;
        }
        Ok(placed)
    }

    /// The second: what generated code puts into each place is what the interpreter does.
    fn by_generated_code<P: Profile>(&self, placed: &[String]) -> Result<(), String> {
        let profile = self.profile::<P>()?;
        let mut lines = Recording::default();
        let signed = self
            .vector
            .request
            .with_input(|input| profile.sign(&input, &mut lines))?
            .map_err(|error| error.to_string())?;
        let sign = lines.lines.iter().find(|line| line.name == "sign");
        agree(
            "the signature",
            &self.vector.sign,
            sign.map_or("", |line| &line.value),
        )?;
        agree(
            "the number of places",
            &placed.len().to_string(),
            &signed.values().len().to_string(),
        )?;
        for (expected, (place, value)) in placed.iter().zip(signed.values()) {
            agree(&place.to_string(), expected, value)?;
        }
        Ok(())
    }

    /// The third: a whole request that carries it in every place. Gives the request as a text for the golden file.
    fn by_request<P: Profile, C: Case>(&self, placed: &[String]) -> Result<String, String> {
        let profile = self.profile::<P>()?;
        let request = &self.vector.request;
        let moment = Moment::new(request.now, request.nonce.as_str());
        let base_url = match request.host.as_str() {
            "" => "https://vendor.example".to_owned(),
            host => format!("{}://{host}", request.scheme),
        };
        let call = Call::<C>::new(self.vector, self.sign);
        let prepared = sealspec::prepare(&profile, &base_url, &call, &moment)
            .map_err(|error| error.to_string())?;
        let http = prepared.into_request();
        for (index, (output, expected)) in self.sign.into.iter().zip(placed).enumerate() {
            let kind = std::mem::discriminant(&output.place);
            let behind = self.sign.into[index + 1..].iter();
            let behind = behind.filter(|other| std::mem::discriminant(&other.place) == kind);
            let value = found::value(&http, &output.place, behind.count())?;
            agree(
                &format!("{:?} of the request", output.place),
                expected,
                &value,
            )?;
        }
        Ok(found::rendered(&http))
    }

    pub(super) fn profile<P: Profile>(&self) -> Result<P, String> {
        P::from_credentials(&|name| Some(self.credential(name).to_owned()))
            .map_err(|error| error.to_string())
    }
}

/// All three paths of one vector, and the whole request where it came about.
pub(super) fn run<P: Profile, C: Case>(published: &Published<'_>) -> (Outcome, String) {
    let placed = published.by_interpreter();
    let expected = placed.as_deref().unwrap_or_default();
    let emitted = published.by_generated_code::<P>(expected);
    let request = published.by_request::<P, C>(expected);
    let text = request
        .clone()
        .unwrap_or_else(|problem| format!("{problem}\n"));
    let outcome = Outcome {
        interpreter: placed.map(drop),
        emitted,
        request: request.map(drop),
    };
    (outcome, text)
}

fn agree(what: &str, expected: &str, actual: &str) -> Result<(), String> {
    if expected == actual {
        return Ok(());
    }
    Err(format!(
        "{what}\n    expected {expected:?}\n    got      {actual:?}"
    ))
}
