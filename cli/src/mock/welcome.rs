//! What is said at the start: where the vendor is, who it takes its caller for, and how to call it.

use std::fmt;

use anstyle::Style;
use sealspec_codegen::model::{Api, Json, Operation, Presence};
use serde_json::{Map, Value, json};

use super::credentials::Credentials;
use crate::text::{command_line, printable};
use crate::vendor::{self, VendorArgs};

/// What there is to say.
pub(super) struct Welcome<'w> {
    pub(super) vendor: &'w VendorArgs,
    pub(super) api: &'w Api,
    pub(super) credentials: &'w Credentials,
    pub(super) url: String,
}

impl Welcome<'_> {
    pub(super) fn json(&self) -> Value {
        let credentials = self.credentials.iter();
        let credentials = credentials.map(|known| (known.name.clone(), known.shown().into()));
        json!({
            "vendor": self.api.name,
            "url": self.url,
            "page": self.page(),
            "credentials": credentials.collect::<Map<String, Value>>(),
        })
    }

    fn page(&self) -> String {
        format!("{}{}/", self.url, super::web::ROOT)
    }

    /// Variables by which `sealspec call` is told the credentials, as far as these may be shown.
    fn variables(&self) -> impl Iterator<Item = String> {
        self.credentials.iter().filter_map(|known| {
            let name = vendor::variable(&self.api.name, &known.name);
            let set = format!("{name}={}", known.shown()?);
            Some(command_line(["export", &set]))
        })
    }

    /// A call to paste.
    fn call(&self) -> Option<String> {
        let all = self.api.pages.iter().flat_map(|page| &page.operations);
        let (operation, fields) = all
            .filter_map(|operation| Some((operation, plain_fields(operation)?)))
            .next()?;
        let mut words = ["sealspec", "call"].map(str::to_owned).to_vec();
        words.extend([self.vendor.vendor.clone(), operation.name.clone()]);
        words.extend(self.vendor.overlay_arguments());
        if let [variant, _, ..] = operation.variants.as_slice() {
            let profile = self.api.profiles.get(variant.profile)?;
            words.extend(["--profile".to_owned(), profile.name.clone()]);
        }
        for (name, value) in fields {
            words.extend(["--field".to_owned(), format!("{name}={value}")]);
        }
        words.extend(["--base-url".to_owned(), self.url.clone()]);
        Some(command_line(words.iter().map(String::as_str)))
    }
}

/// The documented fields of an operation, where it is called by single values alone.
fn plain_fields(operation: &Operation) -> Option<Vec<(&str, String)>> {
    if operation.link || operation.takes_url() {
        return None;
    }
    let mut examples = operation.examples.iter();
    let Some(Json::Object(members)) = examples.find_map(|example| example.request.as_ref()) else {
        return None;
    };
    let text = |name: &str| {
        let (_, value) = members.iter().find(|(own, _)| own == name)?;
        match value {
            Json::Number(_) | Json::String(_) | Json::Boolean(_) => Some(value.text()),
            _ => None,
        }
    };
    let is_needed = |presence| presence != Presence::Optional;
    let needed = operation
        .request
        .iter()
        .filter(|field| is_needed(field.presence));
    let fields = needed.map(|field| Some((field.wire.as_str(), text(&field.wire)?)));
    fields.collect()
}

impl fmt::Display for Welcome<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bold = Style::new().bold();
        writeln!(
            formatter,
            "{bold}{} is at {}{bold:#}",
            self.api.name, self.url
        )?;
        writeln!(formatter, "Its web page: {}", self.page())?;
        writeln!(formatter, "\n{bold}It knows its caller by{bold:#}")?;
        let names = self.credentials.iter().map(|known| known.name.len());
        let width = names.max().unwrap_or_default();
        for known in self.credentials.iter() {
            let value = known.shown().unwrap_or("[from the file]");
            writeln!(formatter, "  {:width$}  {}", known.name, printable(value))?;
        }
        writeln!(
            formatter,
            "\n{bold}To call it from another terminal{bold:#}"
        )?;
        for variable in self.variables() {
            writeln!(formatter, "  {variable}")?;
        }
        if let Some(call) = self.call() {
            writeln!(formatter, "  {call}")?;
        }
        writeln!(
            formatter,
            "\n{bold}To point a generated client at it{bold:#}"
        )?;
        let url = &self.url;
        writeln!(
            formatter,
            "  Settings::default().base_url({url:?}).allow_cleartext()"
        )?;
        write!(formatter, "\nCtrl-C ends it. Every request is told here:")
    }
}
