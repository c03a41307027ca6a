//! Path items: operations by where they go.
//!
//! OpenAPI has one operation per path and method. Where a vendor tells several apart by a field, they become one whose body is
//! any of theirs; or, split, entries whose paths differ behind a `#`, which no client sends.

use sealspec_codegen::model::{Method, Page};
use serde_json::{Value, json};

use super::json::{Names, Object, Sparse};
use super::schemas::{Schemas, flag};
use super::security::requirement;
use super::{Selection, servers};
use crate::prose::{self, Block, Inline};
use crate::sent::Sent;

/// What goes to one path by one method.
struct Entry<'a> {
    path: String,
    method: &'static str,
    sent: Vec<Sent<'a>>,
}

impl Schemas<'_> {
    /// All paths, in the order of the vendor's pages, and the security schemes that their operations need.
    pub(super) fn paths(&self, selection: &Selection<'_>) -> (Object, Object) {
        let mut paths = Object::new();
        let mut schemes = Object::new();
        let mut ids = Names::default();
        for entry in self.entries(selection) {
            let operation = self.entry(&entry, selection, &mut ids, &mut schemes);
            let item = paths.entry(entry.path).or_insert_with(|| json!({}));
            if let Value::Object(item) = item {
                item.insert(entry.method.to_owned(), operation.into());
            }
        }
        (paths, schemes)
    }

    fn entries(&self, selection: &Selection<'_>) -> Vec<Entry<'_>> {
        let mut entries: Vec<Entry<'_>> = Vec::new();
        for sent in Sent::all(self.api) {
            if !selection.holds(&sent) {
                continue;
            }
            let path = path(&sent);
            let method = match sent.variant.method {
                Method::Get => "get",
                Method::Post => "post",
            };
            let found = entries
                .iter_mut()
                .find(|entry| entry.path == path && entry.method == method);
            match found {
                Some(entry) => entry.sent.push(sent),
                None => entries.push(Entry {
                    path,
                    method,
                    sent: vec![sent],
                }),
            }
        }
        if !selection.split {
            return entries;
        }
        let apart = entries.into_iter().flat_map(|entry| {
            let names: Vec<&String> = entry.sent.iter().map(|sent| &sent.operation.name).collect();
            let is_shared = names.len() > 1;
            let by_profiles = names
                .iter()
                .any(|name| names.iter().filter(|own| own == &name).count() > 1);
            entry.sent.into_iter().map(move |sent| {
                let path = match (is_shared, by_profiles) {
                    (false, _) => entry.path.clone(),
                    (true, false) => format!("{}#{}", entry.path, sent.operation.name),
                    (true, true) => format!("{}#{}", entry.path, id(&sent)),
                };
                Entry {
                    path,
                    method: entry.method,
                    sent: vec![sent],
                }
            })
        });
        apart.collect()
    }

    fn entry(
        &self,
        entry: &Entry<'_>,
        selection: &Selection<'_>,
        ids: &mut Names,
        schemes: &mut Object,
    ) -> Object {
        let sent = &entry.sent;
        let mut operation = Object::new();
        let id = match sent.as_slice() {
            [one] => id(one),
            _ => shared_id(entry),
        };
        operation.put("operationId", ids.claim(&id));
        operation.put("tags", self.tags(sent, selection));
        operation.put("summary", self.summary(sent));
        operation.put("description", self.description(sent));
        let sources: Vec<&String> = sent
            .iter()
            .filter_map(|sent| sent.operation.source.as_ref())
            .collect();
        if let Some(source) = sources.first() {
            operation.put("externalDocs", json!({ "url": source }));
        }
        let is_deprecated = |sent: &Sent<'_>| sent.operation.about.deprecated.is_some();
        operation.put("deprecated", flag(sent.iter().all(is_deprecated)));
        operation.put("servers", servers::of_entry(self, sent, selection));
        operation.put("parameters", self.all_parameters(sent));
        operation.put("requestBody", self.bodies(sent));
        operation.put("responses", self.responses(sent));
        let mut alternatives: Vec<Value> = Vec::new();
        for sent in sent {
            let own = self.security(sent);
            let needed = Value::Object(requirement(&own));
            if !alternatives.contains(&needed) {
                alternatives.push(needed);
            }
            schemes.extend(own);
        }
        if alternatives != [json!({})] {
            operation.put("security", alternatives);
        }
        let origins = sent.iter().map(|sent| Value::Object(self.origin(sent)));
        operation.put("x-sealspec-operations", origins.collect::<Vec<_>>());
        operation
    }

    fn tags(&self, sent: &[Sent<'_>], selection: &Selection<'_>) -> Vec<Value> {
        let is_on = |page: &Page| {
            let operations = page.operations.iter();
            let mut names = operations.map(|operation| &operation.name);
            names.any(|name| sent.iter().any(|sent| sent.operation.name == *name))
        };
        let pages = self.api.pages.iter().enumerate();
        pages
            .filter(|(_, page)| is_on(page))
            .filter_map(|(index, _)| selection.tags.get(index))
            .map(|tag| tag.as_str().into())
            .collect()
    }

    fn summary(&self, sent: &[Sent<'_>]) -> String {
        let docs = sent.iter().map(|sent| {
            let doc = self.language.of(&sent.operation.about.doc);
            first_sentence(doc)
        });
        let mut docs: Vec<String> = docs.collect();
        docs.dedup();
        match docs.as_slice() {
            [one] => one.clone(),
            _ => {
                let mut names: Vec<&str> = sent.iter().map(|sent| &*sent.operation.name).collect();
                names.dedup();
                names.join(", ")
            }
        }
    }

    fn description(&self, sent: &[Sent<'_>]) -> String {
        if let [one] = sent {
            return self.markdown(&self.about(one));
        }
        let mut blocks = vec![Block::say(self.language.pick(
            "Several operations share this address, and their fields tell them apart. They are:",
            "以下接口共用此地址，由字段区分：",
        ))];
        for sent in sent {
            let server = self.api.servers.get(sent.variant.server);
            let server = server.map_or("", |server| server.name.as_str());
            let (name, profile) = (&sent.operation.name, &sent.profile.name);
            blocks.push(Block::Heading {
                level: 3,
                anchor: String::new(),
                title: vec![Inline::text(format!("{name} ({profile}, {server})"))],
            });
            blocks.extend(self.about(sent));
        }
        self.markdown(&blocks)
    }

    /// What is said about an operation as one profile calls it.
    fn about(&self, sent: &Sent<'_>) -> Vec<Block> {
        let operation = sent.operation;
        let mut blocks = prose::blocks_of(&operation.about, self.language);
        blocks.extend(prose::blocks_of(&sent.variant.about, self.language));
        blocks.extend(self.rules(&operation.rules));
        let profile = &sent.profile.name;
        let signature = sent.profile.sign.as_ref();
        let signature = signature.and_then(|sign| self.api.signatures.get(sign.signature));
        blocks.push(Block::say(&match signature {
            Some(signature) => self.language.pick(
                format!(
                    "Called as `{profile}`, signed by `{0}`: see `x-sealspec-signatures`.",
                    signature.name
                ),
                format!(
                    "以 `{profile}` 调用，按 `{0}` 签名，见 `x-sealspec-signatures`。",
                    signature.name
                ),
            ),
            None => self.language.pick(
                format!("Called as `{profile}`, unsigned."),
                format!("以 `{profile}` 调用，不签名。"),
            ),
        }));
        if let Some(poll) = &operation.poll {
            blocks.push(Block::say(&prose::poll(operation, poll, self.language)));
            blocks.extend(prose::blocks_of(&poll.about, self.language));
        }
        blocks
    }
}

/// The path; what stands for a URL that callers give.
fn path(sent: &Sent<'_>) -> String {
    match sent.variant.takes_url() {
        true => "/{url}".to_owned(),
        false => sent.variant.path.clone(),
    }
}

/// The name of an operation, and of the profile where several can call it.
fn id(sent: &Sent<'_>) -> String {
    match sent.operation.variants.as_slice() {
        [_] => sent.operation.name.clone(),
        _ => format!("{}_{}", sent.operation.name, sent.profile.name),
    }
}

/// `post_v2_UnifiedPay_Gateway`
fn shared_id(entry: &Entry<'_>) -> String {
    let letters = entry.path.chars();
    let path: String = letters
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    format!("{}{path}", entry.method)
}

/// What a list of operations has room for.
pub(super) fn first_sentence(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    let end = line
        .find(". ")
        .or_else(|| line.find('。'))
        .unwrap_or(line.len());
    line.get(..end)
        .unwrap_or(line)
        .trim_end_matches(['.', ':'])
        .replace('`', "")
}
