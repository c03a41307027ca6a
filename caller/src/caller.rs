use std::fmt;
use std::sync::Arc;

use sealspec::Secret;
use sealspec_codegen::model::{Api, Operation, Profile, Variant};
use sealspec_codegen::suggest::{choice_of, list_of};
use sealspec_codegen::{Diagnostics, Sources};

use crate::call::Call;
use crate::credentials::Credentials;
use crate::error::CallError;

/// A caller made from a spec. Clones are cheap.
#[derive(Clone)]
pub struct Caller {
    pub(crate) api: Arc<Api>,
    pub(crate) credentials: Arc<Credentials>,
    /// Hosts that count as the vendor's though no spec says so.
    pub(crate) hosts: Vec<String>,
}

impl Caller {
    /// The caller of a checked spec.
    pub fn new(api: Api) -> Self {
        Self {
            api: Arc::new(api),
            credentials: Arc::default(),
            hosts: Vec::new(),
        }
    }

    /// The caller of a spec's sources.
    ///
    /// # Errors
    ///
    /// Where the spec has mistakes: all of them.
    pub fn from_sources(sources: &Sources) -> Result<Self, Diagnostics> {
        sealspec_codegen::check(sources).map(Self::new)
    }

    /// Gives a credential by its name in the spec. A name that the spec doesn't know is refused by [`call`](Self::call).
    #[must_use]
    pub fn credential(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        Arc::make_mut(&mut self.credentials).insert(name.into(), value.into());
        self
    }

    /// Lets a host count as the vendor's, for calls to URLs that are known at run time only: `qr.example`, or with its port
    /// `127.0.0.1:8080`. It makes plain `http` no better.
    #[must_use]
    pub fn url_host(mut self, host: impl Into<String>) -> Self {
        self.hosts.push(host.into());
        self
    }

    /// The spec that the caller was made from.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// A call of an operation as one profile makes it.
    ///
    /// The profile may be left out where one alone can call it, or where only one of those that can has all its credentials.
    ///
    /// # Errors
    ///
    /// Where the spec has no such operation or profile, the profile can't call the operation or isn't clear, or a credential was
    /// given that the spec doesn't know.
    pub fn call(&self, operation: &str, profile: Option<&str>) -> Result<Call, CallError> {
        self.refuse_unknown_credentials()?;
        let operation = self.operation(operation)?;
        let (variant, profile) = self.variant(operation, profile)?;
        Ok(Call::new(
            self.clone(),
            operation.clone(),
            variant.clone(),
            profile.clone(),
        ))
    }

    fn refuse_unknown_credentials(&self) -> Result<(), CallError> {
        let known = || self.api.credentials.iter().map(|own| own.name.as_str());
        let unknown = |given: &&str| known().all(|own| own != *given);
        match self.credentials.names().find(unknown) {
            None => Ok(()),
            Some(name) => Err(CallError::unknown(
                format!("the spec has no credential `{name}`"),
                name,
                known(),
                format!("it has {}", list_of(known())),
            )),
        }
    }

    fn operation(&self, name: &str) -> Result<&Operation, CallError> {
        let operations = || self.api.pages.iter().flat_map(|page| &page.operations);
        if let Some(operation) = operations().find(|own| own.name == name) {
            return Ok(operation);
        }
        let mut left_out = self.api.unspecified.iter();
        if let Some(own) = left_out.find(|own| own.operations.iter().any(|own| own == name)) {
            let missing = own.missing.iter().map(|(place, _)| place.as_str());
            return Err(CallError::new(
                format!("`{name}` can't be called, since the vendor doesn't say all that it takes"),
                format!("let an overlay supply {}", list_of(missing)),
            ));
        }
        let names = || operations().map(|own| own.name.as_str());
        Err(CallError::unknown(
            format!("the spec has no operation `{name}`"),
            name,
            names(),
            format!("it has {}", list_of(names())),
        ))
    }

    fn variant<'a>(
        &'a self,
        operation: &'a Operation,
        profile: Option<&str>,
    ) -> Result<(&'a Variant, &'a Profile), CallError> {
        let variants = || {
            let variants = operation.variants.iter();
            variants.filter_map(|own| Some((own, self.api.profiles.get(own.profile)?)))
        };
        let names = || variants().map(|(_, profile)| profile.name.as_str());
        let name = &operation.name;
        if let Some(wanted) = profile {
            let found = variants().find(|(_, own)| own.name == wanted);
            let is_known = self.api.profiles.iter().any(|own| own.name == wanted);
            return found.ok_or_else(|| match is_known {
                true => CallError::new(
                    format!("the profile `{wanted}` can't call `{name}`"),
                    format!("name {}", choice_of(names())),
                ),
                false => CallError::unknown(
                    format!("the spec has no profile `{wanted}`"),
                    wanted,
                    names(),
                    format!("`{name}` is called by {}", list_of(names())),
                ),
            });
        }
        let able: Vec<_> = variants()
            .filter(|(_, profile)| self.missing(profile).is_empty())
            .collect();
        let all: Vec<_> = variants().collect();
        match (able.as_slice(), all.as_slice()) {
            (_, [alone]) | ([alone], _) => Ok(*alone),
            ([], _) => {
                let lacks = all.iter().map(|(_, profile)| {
                    let missing = self.missing(profile);
                    format!("`{}` lacks {}", profile.name, list_of(missing))
                });
                Err(CallError::new(
                    format!("no profile that can call `{name}` has all its credentials"),
                    lacks.collect::<Vec<_>>().join("; "),
                ))
            }
            _ => {
                let able = able.iter().map(|(_, profile)| profile.name.as_str());
                Err(CallError::new(
                    format!("`{name}` can be called by several profiles"),
                    format!("name {}", choice_of(able)),
                ))
            }
        }
    }

    /// Names of the credentials that a profile must have and lacks.
    pub(crate) fn missing(&self, profile: &Profile) -> Vec<&str> {
        let required = profile.credentials.iter().filter(|own| !own.optional);
        required
            .filter_map(|own| self.api.credentials.get(own.credential))
            .map(|own| own.name.as_str())
            .filter(|name| {
                let value = self.credentials.get(name);
                value.is_none_or(|value| value.expose().is_empty())
            })
            .collect()
    }
}

impl fmt::Debug for Caller {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Caller")
            .field("api", &self.api.name)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
