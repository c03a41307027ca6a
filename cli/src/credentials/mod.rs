//! A vendor's credentials: from variables of the environment, or else from a file in the platform's configuration folder.
//!
//! They are never arguments, which other users of the machine can read in the list of processes.

mod file;

use std::path::PathBuf;

use sealspec::Secret;
use sealspec_caller::Caller;
use sealspec_codegen::model::{Api, Operation, Profile};
use sealspec_codegen::suggest;

use crate::failure::Failure;
use crate::vendor;
use file::ConfigFile;

/// The credentials of a vendor in one environment, as far as they are known.
pub(crate) struct Credentials {
    vendor: String,
    environment: String,
    known: Vec<(String, Secret)>,
    file: ConfigFile,
}

impl Credentials {
    /// Looks for all credentials of a vendor. A variable goes before the file, and an empty one counts as none.
    pub(crate) fn find(api: &Api, environment: &str) -> Result<Self, Failure> {
        let file = ConfigFile::read(api)?;
        let mut found = Self {
            vendor: api.name.clone(),
            environment: environment.to_owned(),
            known: Vec::new(),
            file,
        };
        for credential in &api.credentials {
            let value = match std::env::var(vendor::variable(&api.name, &credential.name)) {
                Ok(text) if !text.is_empty() => Some(Secret::new(text)),
                _ => found.file.value(environment, &credential.name).cloned(),
            };
            if let Some(value) = value {
                found.known.push((credential.name.clone(), value));
            }
        }
        Ok(found)
    }

    /// These and no others.
    #[cfg(test)]
    pub(crate) fn of(api: &Api, known: Vec<(String, Secret)>) -> Self {
        Self {
            vendor: api.name.clone(),
            environment: String::new(),
            known,
            file: ConfigFile::none(),
        }
    }

    /// The value of a credential.
    pub(crate) fn get(&self, name: &str) -> Option<&Secret> {
        let known = self.known.iter().find(|(own, _)| own == name);
        known.map(|(_, value)| value)
    }

    /// All that are known, by their names.
    pub(crate) fn known(&self) -> &[(String, Secret)] {
        &self.known
    }

    /// Gives all of them to a caller.
    pub(crate) fn give(&self, caller: Caller) -> Caller {
        let give = |caller: Caller, (name, value): &(String, Secret)| {
            caller.credential(name.clone(), value.clone())
        };
        self.known.iter().fold(caller, give)
    }

    /// The values that the file has for another environment.
    pub(crate) fn of_environment(&self, environment: &str) -> Vec<(String, Secret)> {
        self.file.values(environment)
    }

    /// Environments, but this one, that the file has values for.
    pub(crate) fn other_environments(&self) -> Vec<String> {
        let mut names = self.file.environments();
        names.retain(|name| *name != self.environment);
        names
    }

    /// The credentials of a profile that aren't known and can't be left out.
    pub(crate) fn missing<'a>(&self, api: &'a Api, profile: &Profile) -> Vec<&'a str> {
        let needed = profile.credentials.iter().filter(|own| !own.optional);
        let names = needed.filter_map(|own| api.credentials.get(own.credential));
        let names = names.map(|credential| credential.name.as_str());
        names.filter(|name| self.get(name).is_none()).collect()
    }

    /// Refuses an operation that no profile, or not this one, has all credentials for.
    pub(crate) fn require(
        &self,
        api: &Api,
        operation: &Operation,
        profile: Option<&str>,
    ) -> Result<(), Failure> {
        let profiles = operation.variants.iter();
        let profiles = profiles.filter_map(|variant| api.profiles.get(variant.profile));
        let wanted = profiles.filter(|own| profile.is_none_or(|name| own.name == name));
        let missing: Vec<_> = wanted
            .map(|profile| (profile.name.as_str(), self.missing(api, profile)))
            .collect();
        if missing.is_empty() || missing.iter().any(|(_, names)| names.is_empty()) {
            return Ok(());
        }
        Err(Failure::usage(
            self.lacking(&missing),
            self.remedy(&missing),
        ))
    }

    fn lacking(&self, missing: &[(&str, Vec<&str>)]) -> String {
        let told = |names: &[&str]| {
            let verb = if names.len() == 1 { "isn't" } else { "aren't" };
            format!("{} {verb} known", suggest::list_of(names.iter().copied()))
        };
        match missing {
            [(_, names)] => format!("{} for `{}`", told(names), self.vendor),
            _ => {
                let each = missing
                    .iter()
                    .map(|(profile, names)| format!("\n  to call as `{profile}`: {}", told(names)));
                format!(
                    "no profile has all its credentials for `{}`{}",
                    self.vendor,
                    each.collect::<String>()
                )
            }
        }
    }

    fn remedy(&self, missing: &[(&str, Vec<&str>)]) -> String {
        let mut names: Vec<&str> = Vec::new();
        for name in missing.iter().flat_map(|(_, names)| names) {
            if !names.contains(name) {
                names.push(name);
            }
        }
        let variables: Vec<_> = names
            .iter()
            .map(|name| vendor::variable(&self.vendor, name))
            .collect();
        let set = format!(
            "set {}",
            suggest::list_of(variables.iter().map(String::as_str))
        );
        match self.file.path() {
            None => set,
            Some(path) => {
                let lines = names.iter().map(|name| format!("\n  {name} = \"…\""));
                format!(
                    "{set}, or write into `{}`:\n  [{}]{}",
                    path.display(),
                    self.environment,
                    lines.collect::<String>()
                )
            }
        }
    }
}

/// Where the file of a vendor is, on this platform; `None`: there is no home folder.
fn config_path(vendor: &str) -> Option<PathBuf> {
    use etcetera::BaseStrategy as _;
    let folders = etcetera::choose_base_strategy().ok()?;
    let folder = folders.config_dir().join("sealspec");
    Some(folder.join(format!("{vendor}.toml")))
}
