//! `sealspec openapi`: a spec as OpenAPI 3.1, for the tools that read it.
//!
//! What OpenAPI can't say, signatures above all, stands in extensions whose names begin with `x-sealspec-`, and in the
//! descriptions.

mod callbacks;
mod encodings;
mod examples;
mod json;
mod messages;
mod paths;
mod replies;
mod schemas;
mod security;
mod servers;
mod signature;
mod together;

use std::path::PathBuf;

use sealspec_codegen::model::{Api, Callback, Profile};
use sealspec_codegen::suggest::{choice_of, nearest};
use serde_json::{Value, json};

use crate::failure::{Exit, Failure};
use crate::output;
use crate::prose::{self, Block, Inline, Language};
use crate::sent::Sent;
use crate::vendor::VendorArgs;

use json::{Names, Object, Sparse, object};
use schemas::Schemas;

/// Arguments of `sealspec openapi`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealspec openapi acme -o acme.json         for Swagger UI, Postman, Apifox
  sealspec openapi acme --split --lang zh    an address per operation, in Chinese")]
pub(crate) struct Args {
    #[command(flatten)]
    vendor: VendorArgs,
    /// Only what this profile calls.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Only this environment of the servers. Operations whose server has none of this name are left out.
    #[arg(long, value_name = "NAME")]
    environment: Option<String>,
    /// The language of descriptions; the vendor's own words stand where there are no others.
    #[arg(long, value_enum, default_value_t = Language::En)]
    lang: Language,
    /// Keep operations that share an address apart, by paths like `/gateway#pay`. Tools show each by itself then, but strictly a
    /// path has no `#`.
    #[arg(long)]
    split: bool,
    /// Write to this file.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What of an API was asked for.
struct Selection<'s> {
    profile: Option<&'s str>,
    environment: Option<&'s str>,
    split: bool,
    api: &'s Api,
    /// The tag of each page.
    tags: Vec<String>,
}

/// Writes the document.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let api = args.vendor.api()?;
    let selection = select(args, &api)?;
    let left_out = selection.without_environment();
    if !left_out.is_empty() {
        output::note(format!(
            "left out, since their servers have no environment `{}`: {}",
            args.environment.as_deref().unwrap_or_default(),
            left_out.join(", ")
        ));
    }
    let document = Value::Object(document(&api, args.lang, &selection));
    let text = format!("{document:#}\n");
    match &args.output {
        Some(file) => output::save(file, &text).map(|_| ())?,
        None => output::document(&text)?,
    }
    Ok(Exit::Fine)
}

fn select<'s>(args: &'s Args, api: &'s Api) -> Result<Selection<'s>, Failure> {
    let profiles = api.profiles.iter().map(|profile| profile.name.as_str());
    refuse_unknown("profile", args.profile.as_deref(), profiles.collect())?;
    let mut environments: Vec<&str> = Vec::new();
    for environment in api.servers.iter().flat_map(|server| &server.environments) {
        if !environments.contains(&environment.name.as_str()) {
            environments.push(&environment.name);
        }
    }
    refuse_unknown("environment", args.environment.as_deref(), environments)?;
    let mut names = Names::default();
    let pages = api.pages.iter();
    Ok(Selection {
        profile: args.profile.as_deref(),
        environment: args.environment.as_deref(),
        split: args.split,
        api,
        tags: pages
            .map(|page| names.claim(args.lang.of(&page.title)))
            .collect(),
    })
}

fn refuse_unknown(what: &str, name: Option<&str>, known: Vec<&str>) -> Result<(), Failure> {
    match name {
        Some(name) if !known.contains(&name) => {
            let remedy = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it is one of {}", choice_of(known)),
            };
            Err(Failure::usage(
                format!("there is no {what} `{name}`"),
                remedy,
            ))
        }
        _ => Ok(()),
    }
}

impl Selection<'_> {
    fn holds(&self, sent: &Sent<'_>) -> bool {
        self.is_of(sent.profile) && self.has_environment(sent)
    }

    fn is_of(&self, profile: &Profile) -> bool {
        self.profile.is_none_or(|name| profile.name == name)
    }

    fn has_environment(&self, sent: &Sent<'_>) -> bool {
        let mut servers = self.api.servers.iter().enumerate();
        // A URL that callers give may be at any of them.
        servers.any(|(index, server)| {
            let is_own = sent.variant.takes_url() || sent.variant.server == index;
            is_own && !self.environments(server).is_empty()
        })
    }

    /// Names of operations that are left out for their server's sake.
    fn without_environment(&self) -> Vec<String> {
        let all = Sent::all(self.api).into_iter();
        let missing = all.filter(|sent| self.is_of(sent.profile) && !self.has_environment(sent));
        let mut names: Vec<String> = missing
            .map(|sent| format!("`{}`", sent.operation.name))
            .collect();
        names.dedup();
        names
    }

    fn verifies(&self, callback: &Callback) -> bool {
        let mut profiles = callback.profiles.iter();
        callback.profiles.is_empty()
            || profiles.any(|index| {
                let profile = self.api.profiles.get(*index);
                profile.is_some_and(|profile| self.is_of(profile))
            })
    }
}

/// The whole document.
fn document(api: &Api, language: Language, selection: &Selection<'_>) -> Object {
    let schemas = Schemas::new(api, language);
    let (paths, security_schemes) = schemas.paths(selection);
    let webhooks = schemas.webhooks(selection);
    let profiles: Vec<&Profile> = api
        .profiles
        .iter()
        .filter(|profile| selection.is_of(profile))
        .collect();
    let mut document = object([
        ("openapi", "3.1.0".into()),
        ("info", info(&schemas, &profiles).into()),
        ("externalDocs", json!({ "url": api.source })),
    ]);
    let first = api.servers.first();
    let servers = first.map(|server| servers::of(&schemas, server, selection));
    document.put("servers", servers.unwrap_or_default());
    document.put("tags", tags(&schemas, selection, (&paths, &webhooks)));
    // Signatures are no scheme of OpenAPI's, so most operations have none.
    document.insert("security".to_owned(), json!([]));
    document.insert("paths".to_owned(), paths.into());
    document.put("webhooks", webhooks);
    let mut components = Object::new();
    components.put("schemas", schemas.components());
    components.put("securitySchemes", security_schemes);
    document.put("components", components);
    document.put("x-sealspec-credentials", schemas.credentials());
    document.put("x-sealspec-profiles", {
        let profiles = profiles.iter();
        let shown = profiles.map(|own| (own.name.clone(), schemas.profile(own).into()));
        shown.collect::<Object>()
    });
    document.put("x-sealspec-signatures", schemas.signatures(&profiles));
    document
}

fn info(schemas: &Schemas<'_>, profiles: &[&Profile]) -> Object {
    let (api, language) = (schemas.api, schemas.language);
    let mut about = prose::blocks_of(&api.about, language);
    about.push(Block::say(language.pick(
        "Requests are signed. OpenAPI has no words for that: `x-sealspec-signatures` holds how, `x-sealspec-profiles` which \
         requests are signed how and how replies are verified, and `x-sealspec-operations` with each operation how its outcome \
         is told.",
        "请求需要签名，而 OpenAPI 无法描述签名：`x-sealspec-signatures` 写明签名方法，`x-sealspec-profiles` 写明各类请求如何签名、\
         回复如何验签，各接口的 `x-sealspec-operations` 写明如何判断结果。",
    )));
    for left_out in &api.unspecified {
        let names = left_out.operations.iter().chain(&left_out.callbacks);
        let names = names.map(|name| format!("`{name}`")).collect();
        let names = language.all_of(names);
        let profile = &left_out.profile;
        about.push(Block::say(&language.pick(
            format!("Left out, since the vendor doesn't say all that `{profile}` takes: {names}."),
            format!("未收录（厂商没有写明 `{profile}` 所需的全部内容）：{names}。"),
        )));
        let missing = left_out.missing.iter().map(|(place, what)| {
            vec![
                Inline::code(place.as_str()),
                Inline::text(format!(" {}", language.of(what))),
            ]
        });
        about.push(Block::List {
            numbered: false,
            items: missing.collect(),
        });
    }
    about.extend(schemas.told_signatures(profiles));
    let mut info = object([("title", language.of(&api.title).into())]);
    info.put("description", schemas.markdown(&about));
    // No vendor so far gives its documentation one.
    info.put("version", "unversioned");
    info
}

/// The pages that have something in the document.
fn tags(
    schemas: &Schemas<'_>,
    selection: &Selection<'_>,
    (paths, webhooks): (&Object, &Object),
) -> Vec<Value> {
    let pages = schemas.api.pages.iter().zip(&selection.tags);
    let is_used = |name: &String| {
        let items = paths.values().chain(webhooks.values());
        let operations = items.filter_map(Value::as_object).flat_map(Object::values);
        let mut tags = operations.filter_map(|operation| operation.get("tags")?.as_array());
        tags.any(|tags| tags.iter().any(|tag| tag == name))
    };
    let tags = pages.filter(|(_, name)| is_used(name));
    let tags = tags.map(|(page, name)| {
        let mut tag = object([("name", name.as_str().into())]);
        if let Some(source) = &page.source {
            tag.put("externalDocs", json!({ "url": source }));
        }
        Value::Object(tag)
    });
    tags.collect()
}
