//! Values in place of credentials that aren't known, so that the lines of a signature can be shown all the same.

use sealspec_caller::Caller;
use sealspec_codegen::model::{Api, Operation, Profile};

use crate::credentials::Credentials;

/// In place of a secret: it decodes as hexadecimal digits and as Base64, and is as long as keys of ciphers are.
const SECRET: &str = "00000000000000000000000000000000";

/// A caller that has all its credentials, known or made up.
pub(super) struct Equipped {
    pub(super) caller: Caller,
    /// The profile that calls; `None`: one that has all its credentials.
    pub(super) profile: Option<String>,
    /// Credentials with a value that is made up.
    pub(super) made_up: Vec<String>,
    /// Those of them that only its holder knows.
    pub(super) secrets: Vec<String>,
}

impl Equipped {
    /// A caller for an operation. Credentials that aren't known, but `shown` by a pasted request, are taken from there.
    pub(super) fn new(
        api: &Api,
        credentials: &Credentials,
        operation: Option<&Operation>,
        profile: Option<&str>,
        shown: &[(String, String)],
    ) -> Self {
        let unknown = shown
            .iter()
            .filter(|(name, _)| credentials.get(name).is_none());
        let caller = credentials.give(Caller::new(api.clone()));
        let caller = unknown.fold(caller, |caller, (name, value)| {
            caller.credential(name.clone(), value.clone())
        });
        let mut equipped = Self {
            caller,
            profile: profile.map(str::to_owned),
            made_up: Vec::new(),
            secrets: Vec::new(),
        };
        let variants = operation.iter().flat_map(|operation| &operation.variants);
        let profiles = variants.filter_map(|variant| api.profiles.get(variant.profile));
        let mut profiles = profiles.filter(|own| profile.is_none_or(|name| own.name == name));
        let is_known = |profile: &&Profile| credentials.missing(api, profile).is_empty();
        if let Some(first) = profiles.clone().next()
            && !profiles.any(|profile| is_known(&profile))
        {
            equipped.profile = Some(first.name.clone());
            let mut missing = credentials.missing(api, first);
            missing.retain(|name| shown.iter().all(|(own, _)| own != name));
            equipped.make_up(api, &missing);
        }
        equipped
    }

    fn make_up(&mut self, api: &Api, missing: &[&str]) {
        for credential in &api.credentials {
            let name = credential.name.as_str();
            if !missing.contains(&name) {
                continue;
            }
            let value = match &credential.example {
                _ if credential.sent => format!("[{name}]"),
                _ if credential.secret => SECRET.to_owned(),
                Some(example) => example.clone(),
                None => format!("[{name}]"),
            };
            self.made_up.push(name.to_owned());
            if credential.secret {
                self.secrets.push(name.to_owned());
            }
            self.caller = self.caller.clone().credential(name, value);
        }
    }
}
