//! The credentials by which the mock vendor knows its caller.

use std::fs;
use std::path::Path;

use sealspec::Secret;
use sealspec_caller::Caller;
use sealspec_codegen::model::{Api, Credential};
use sealspec_codegen::suggest;
use sealspec_mock::MockVendor;
use toml::{Table, Value};

use crate::failure::Failure;

/// All credentials of a vendor: test values, which may be shown, and those of a file, which may not.
pub(crate) struct Credentials(Vec<Known>);

/// A credential and its value.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) value: Secret,
    is_from_file: bool,
}

impl Known {
    /// Its value, where that is a test value and no secret of anyone's.
    pub(crate) fn shown(&self) -> Option<&str> {
        (!self.is_from_file).then(|| self.value.expose())
    }
}

impl Credentials {
    /// Those of a file, and test values for all others.
    pub(super) fn new(api: &Api, file: Option<&Path>) -> Result<Self, Failure> {
        let given = match file {
            Some(path) => read(path, api)?,
            None => Vec::new(),
        };
        let known = api.credentials.iter().map(|credential| {
            let given = given.iter().find(|(name, _)| *name == credential.name);
            Known {
                name: credential.name.clone(),
                value: given.map_or_else(|| test_value(credential), |(_, value)| value.clone()),
                is_from_file: given.is_some(),
            }
        });
        Ok(Self(known.collect()))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Known> {
        self.0.iter()
    }

    /// Gives all of them to a caller.
    pub(super) fn give(&self, caller: Caller) -> Caller {
        self.iter().fold(caller, |caller, known| {
            caller.credential(known.name.clone(), known.value.clone())
        })
    }

    /// Tells a vendor all of them.
    pub(super) fn tell(&self, vendor: MockVendor) -> MockVendor {
        self.iter().fold(vendor, |vendor, known| {
            vendor.credential(known.name.clone(), known.value.clone())
        })
    }
}

/// The value that the spec shows, or else one that nobody takes for real.
fn test_value(credential: &Credential) -> Secret {
    match &credential.example {
        Some(example) => Secret::new(example.clone()),
        None => Secret::new(format!("test-{}", credential.name)),
    }
}

/// The credentials that a file holds.
fn read(path: &Path, api: &Api) -> Result<Vec<(String, Secret)>, Failure> {
    let shown = path.display();
    let text = fs::read_to_string(path).map(Secret::new).map_err(|error| {
        Failure::outside(
            format!("can't read the credentials in `{shown}`: {error}"),
            "give a TOML file of `NAME = \"VALUE\"` lines",
        )
    })?;
    let refused = |what, remedy| Failure::usage(format!("`{shown}`: {what}"), remedy);
    // The parser's own words would show the line, and with it a secret.
    let table: Table = text.expose().parse().map_err(|error: toml::de::Error| {
        let before = error
            .span()
            .and_then(|span| text.expose().get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count() + 1);
        refused(
            format!("line {line} isn't TOML"),
            "write `NAME = \"VALUE\"`, with the value in quotes".to_owned(),
        )
    })?;
    let entries = table.into_iter().map(|(name, value)| match value {
        _ if api.credentials.iter().all(|own| own.name != name) => Err(refused(
            format!("`{name}` is no credential of `{}`", api.name),
            meant(&name, api),
        )),
        Value::String(text) if !text.is_empty() => Ok((name, Secret::new(text))),
        _ => Err(refused(
            format!("`{name}` isn't a text, or is empty"),
            format!("write `{name} = \"VALUE\"`, with the value in quotes"),
        )),
    });
    entries.collect()
}

fn meant(name: &str, api: &Api) -> String {
    let names = || api.credentials.iter().map(|own| own.name.as_str());
    match suggest::nearest(name, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("its credentials are {}", suggest::list_of(names())),
    }
}
