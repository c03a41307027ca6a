//! Server Objects.

use sealspec_codegen::model::{Environment, Server};
use serde_json::{Value, json};

use super::Selection;
use super::json::{Object, Sparse, object};
use super::schemas::Schemas;
use crate::prose;
use crate::sent::Sent;

impl Selection<'_> {
    /// The environments of a server that were asked for.
    pub(super) fn environments<'s>(&self, server: &'s Server) -> Vec<&'s Environment> {
        let environments = server.environments.iter();
        environments
            .filter(|own| self.environment.is_none_or(|name| own.name == name))
            .collect()
    }
}

/// The environments of a server, the default one first.
pub(super) fn of(schemas: &Schemas<'_>, server: &Server, selection: &Selection<'_>) -> Vec<Value> {
    let environments = selection.environments(server).into_iter();
    environments
        .map(|own| Value::Object(environment(schemas, server, own)))
        .collect()
}

/// The servers of operations at one address, where they are others than the first.
pub(super) fn of_entry(
    schemas: &Schemas<'_>,
    sent: &[Sent<'_>],
    selection: &Selection<'_>,
) -> Vec<Value> {
    if sent.iter().any(|sent| sent.variant.takes_url()) {
        return vec![given_url(schemas, selection)];
    }
    let mut indices: Vec<usize> = sent.iter().map(|sent| sent.variant.server).collect();
    indices.sort_unstable();
    indices.dedup();
    if indices == [0] {
        return Vec::new();
    }
    let servers = indices
        .into_iter()
        .filter_map(|index| schemas.api.servers.get(index));
    servers
        .flat_map(|server| of(schemas, server, selection))
        .collect()
}

fn environment(schemas: &Schemas<'_>, server: &Server, environment: &Environment) -> Object {
    let about = prose::blocks_of(&environment.about, schemas.language);
    let mut description = format!("{} ({})", environment.name, server.name);
    let told = schemas.markdown(&about);
    if !told.is_empty() {
        description = format!("{description}: {told}");
    }
    let mut shown = object([("url", environment.url.as_str().into())]);
    shown.put("description", description);
    shown
}

/// A URL that the vendor gives at run time, of which only the host is named here.
fn given_url(schemas: &Schemas<'_>, selection: &Selection<'_>) -> Value {
    let servers = schemas.api.servers.iter();
    let origins: Vec<&str> = servers
        .flat_map(|server| selection.environments(server))
        .map(|environment| environment.url.as_str())
        .collect();
    let about = schemas.language.pick(
        "Scheme and host of the URL that the vendor gave; one of its own.",
        "厂商给出的 URL 的协议与域名，必须是厂商自己的域名。",
    );
    json!({
        "url": "{origin}",
        "description": about,
        "variables": {"origin": {"default": origins.first(), "enum": origins}},
    })
}
