//! A call that is put together from arguments: what `call` sends and `explain` shows.

mod given;
mod target;

use sealspec::{Clock as _, Moment, SystemClock};
use sealspec_caller::{Call, CallError, Caller};
use sealspec_codegen::model::{Api, Operation, Variant};

use crate::credentials::Credentials;
use crate::failure::Failure;
pub(crate) use given::Given;
pub(crate) use target::{check_url, origin};

/// What goes into a call, and where it goes.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct RequestArgs {
    /// The profile that calls, where several can and more than one has all its credentials.
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// A field by its name on the wire. `NAME=@FILE` takes the content of a file, `NAME=@@TEXT` a text that begins with `@`. Lists and
    /// objects are JSON.
    #[arg(long = "field", short, value_name = "NAME=VALUE")]
    fields: Vec<String>,
    /// Fields as a JSON object in a file, as the spec's examples show them; `-` reads from standard input. `--field` goes before it.
    #[arg(long, value_name = "FILE")]
    request: Option<String>,
    /// The vendor's environment, which decides the address and the credentials. The first that the spec has, unless said otherwise.
    #[arg(long, value_name = "NAME")]
    environment: Option<String>,
    /// Short for `--environment sandbox`.
    #[arg(long, conflicts_with = "environment")]
    sandbox: bool,
    /// The whole URL, for operations that are called where the vendor says at run time. A host that its page doesn't name must be
    /// named by `--base-url`.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Another address in place of the vendor's own: a mock's, or a gateway's. Plain `http` on this machine only.
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// The time of the call in milliseconds since 1970, so that it can be repeated to the byte.
    #[arg(long, value_name = "UNIX_MILLIS", allow_negative_numbers = true)]
    pub(crate) at: Option<i64>,
    /// The nonce of the call, likewise.
    #[arg(long, value_name = "TEXT")]
    pub(crate) nonce: Option<String>,
}

impl RequestArgs {
    /// The environment's name; `None`: the first one.
    pub(crate) fn environment(&self) -> Option<&str> {
        let named = self.environment.as_deref();
        named.or(self.sandbox.then_some("sandbox"))
    }

    /// The name of the environment that credentials and address of an operation are of: where none is named, the first of the
    /// operation's own server.
    pub(crate) fn environment_of<'a>(&'a self, api: &'a Api, name: Option<&str>) -> &'a str {
        let called_by = |variant: &&Variant| {
            let profile = api.profiles.get(variant.profile);
            let wanted = self.profile.as_deref();
            wanted.is_none_or(|wanted| profile.is_some_and(|own| own.name == wanted))
        };
        let variants = name.and_then(|name| operation(api, name));
        let variant = variants.and_then(|own| own.variants.iter().find(called_by));
        let server = variant.and_then(|own| api.servers.get(own.server));
        let server = server.or(api.servers.first());
        let first = server.and_then(|server| server.environments.first());
        let first = first.map(|environment| environment.name.as_str());
        self.environment().or(first).unwrap_or_default()
    }

    /// The environment that a call acts on. `--url` and `--base-url` may lead to another than the one whose credentials it has.
    pub(crate) fn environment_at<'a>(&'a self, api: &'a Api, request: &Request) -> &'a str {
        let own = self.environment_of(api, Some(&request.call.operation().name));
        if self.url.is_none() && self.base_url.is_none() {
            return own;
        }
        let mut others = target::environments_at(api, request.address());
        others.find(|name| *name != own).unwrap_or(own)
    }

    /// Where a call goes, as arguments of another command.
    pub(crate) fn address_arguments(&self) -> Vec<String> {
        let named = |name: &str, value: Option<&str>| {
            let pair = value.map(|value| [name.to_owned(), value.to_owned()]);
            pair.into_iter().flatten()
        };
        let environment = named("--environment", self.environment());
        environment
            .chain(named("--base-url", self.base_url.as_deref()))
            .collect()
    }

    /// The URL of an operation that is called where the vendor says, likewise.
    pub(crate) fn url_arguments(&self) -> Vec<String> {
        let url = self.url.iter();
        url.flat_map(|url| ["--url".to_owned(), url.clone()])
            .collect()
    }

    /// Refuses fields beside a request that brings its own.
    pub(crate) fn refuse_fields(&self) -> Result<(), Failure> {
        let others = [&self.request, &self.url, &self.base_url, &self.nonce];
        if self.fields.is_empty() && self.at.is_none() && others.iter().all(|own| own.is_none()) {
            return Ok(());
        }
        Err(Failure::usage(
            "address, fields, time and nonce are those of the pasted request",
            "leave `--field`, `--request`, `--url`, `--base-url`, `--at` and `--nonce` out",
        ))
    }

    /// The fields that were given.
    pub(crate) fn given(&self) -> Result<Given, Failure> {
        Given::read(&self.fields, self.request.as_deref())
    }

    /// Now, unless said otherwise.
    pub(crate) fn moment(&self) -> Result<Moment, Failure> {
        let now = now()?;
        let millis = self.at.unwrap_or_else(|| now.unix_millis());
        let nonce = self.nonce.as_deref().unwrap_or_else(|| now.nonce());
        Ok(Moment::new(millis, nonce))
    }

    /// Puts a call together.
    pub(crate) fn call(
        &self,
        caller: &Caller,
        operation: &str,
        given: &Given,
    ) -> Result<Request, Failure> {
        let base_url = self.base_url.as_deref().map(target::check_base_url);
        let base_url = base_url.transpose()?;
        let environment = self.environment_of(caller.api(), Some(operation));
        let mut own = caller.clone();
        if let Some(host) = base_url.as_ref().and_then(|own| own.authority()) {
            own = own.url_host(host.as_str());
        }
        let mut call = own
            .call(operation, self.profile.as_deref())
            .map_err(|error| refused(&error))?;
        given.write(&mut call)?;
        if let Some(url) = &self.url {
            call.url(url).map_err(|error| refused(&error))?;
        }
        let base_url = match &self.base_url {
            Some(url) => url.clone(),
            None => call
                .base_url(Some(environment))
                .map_err(|error| refused(&error))?
                .to_owned(),
        };
        Ok(Request { call, base_url })
    }
}

/// A call and the address that it goes to.
pub(crate) struct Request {
    pub(crate) call: Call,
    pub(crate) base_url: String,
}

impl Request {
    /// Where it goes.
    pub(crate) fn address(&self) -> &str {
        self.call.address(&self.base_url)
    }
}

/// The time, and a new nonce.
pub(crate) fn now() -> Result<Moment, Failure> {
    SystemClock.moment().map_err(|problem| {
        Failure::outside(
            format!("can't tell the time: {problem}"),
            "mend this, or give `--at` and `--nonce`",
        )
    })
}

/// An operation by its name.
pub(crate) fn operation<'a>(api: &'a Api, name: &str) -> Option<&'a Operation> {
    let mut operations = api.pages.iter().flat_map(|page| &page.operations);
    operations.find(|operation| operation.name == name)
}

/// A caller of a spec with all credentials that are known, once those that `operation` needs are.
pub(crate) fn caller(
    api: &Api,
    credentials: &Credentials,
    name: &str,
    profile: Option<&str>,
) -> Result<Caller, Failure> {
    if let Some(operation) = operation(api, name) {
        credentials.require(api, operation, profile)?;
    }
    Ok(credentials.give(Caller::new(api.clone())))
}

/// What can't be put together.
pub(crate) fn refused(error: &CallError) -> Failure {
    Failure::usage(error.what(), error.remedy())
}

/// What was refused before it was sent, by the runtime.
pub(crate) fn refused_before(error: &sealspec::Error) -> Failure {
    match error {
        sealspec::Error::Refused(refusal) => {
            let field = refusal.field();
            let what = field.map_or_else(
                || refusal.what().to_owned(),
                |field| format!("`{field}` {}", refusal.what()),
            );
            Failure::usage(what, refusal.remedy())
        }
        error => Failure::usage(error.to_string(), "mend the call"),
    }
}
