//! The configuration file: a table for each environment, and in it a text for each credential.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use sealspec::Secret;
use sealspec_codegen::model::Api;
use sealspec_codegen::suggest;
use toml::{Table, Value};

use super::config_path;
use crate::failure::Failure;

/// What the file of a vendor holds.
pub(super) struct ConfigFile {
    path: Option<PathBuf>,
    environments: Vec<Environment>,
}

/// An environment's name, and its credentials by their names.
type Environment = (String, Vec<(String, Secret)>);

impl ConfigFile {
    /// Reads the file of a vendor, if there is one. A name in it that the spec doesn't have is refused.
    pub(super) fn read(api: &Api) -> Result<Self, Failure> {
        let path = config_path(&api.name);
        let environments = match &path {
            Some(path) => match read_guarded(path)? {
                Some(text) => parse(path, &text, api)?,
                None => Vec::new(),
            },
            None => Vec::new(),
        };
        Ok(Self { path, environments })
    }

    /// No file.
    #[cfg(test)]
    pub(super) fn none() -> Self {
        Self {
            path: None,
            environments: Vec::new(),
        }
    }

    pub(super) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    pub(super) fn environments(&self) -> Vec<String> {
        self.environments
            .iter()
            .map(|(name, _)| name.clone())
            .collect()
    }

    pub(super) fn values(&self, environment: &str) -> Vec<(String, Secret)> {
        let mut tables = self.environments.iter();
        let table = tables.find(|(name, _)| name == environment);
        table.map(|(_, values)| values.clone()).unwrap_or_default()
    }

    pub(super) fn value(&self, environment: &str, credential: &str) -> Option<&Secret> {
        let mut tables = self.environments.iter();
        let (_, values) = tables.find(|(name, _)| name == environment)?;
        let value = values.iter().find(|(name, _)| name == credential);
        value.map(|(_, value)| value)
    }
}

/// The text of a file that nobody but its owner can read; `None`: there is no such file.
fn read_guarded(path: &Path) -> Result<Option<Secret>, Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::outside(
            format!(
                "can't read the credentials in `{}`: {error}",
                path.display()
            ),
            "make the file readable for you, or remove it and set the variables of the environment",
        )
    };
    let mut file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(unreadable)?,
    };
    refuse_open_to_others(path, &file).map_err(unreadable)??;
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(unreadable)?;
    Ok(Some(Secret::new(text)))
}

#[cfg(unix)]
fn refuse_open_to_others(path: &Path, file: &File) -> std::io::Result<Result<(), Failure>> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = file.metadata()?.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        return Ok(Ok(()));
    }
    let path = path.display();
    Ok(Err(Failure::outside(
        format!("others than you can get at the credentials in `{path}` (its mode is {mode:03o})"),
        format!("run `chmod 600 {path}`; if it stood open for long, ask the vendor for new ones"),
    )))
}

#[cfg(not(unix))]
fn refuse_open_to_others(_: &Path, _: &File) -> std::io::Result<Result<(), Failure>> {
    Ok(Ok(()))
}

fn parse(path: &Path, text: &Secret, api: &Api) -> Result<Vec<Environment>, Failure> {
    let refused = |what: String, remedy: String| {
        Failure::usage(format!("`{}`: {what}", path.display()), remedy)
    };
    // An error of the parser would show the line, and with it a secret.
    let root: Table = text.expose().parse().map_err(|error: toml::de::Error| {
        let before = error
            .span()
            .and_then(|span| text.expose().get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count() + 1);
        refused(
            format!("line {line} isn't TOML: {}", error.message()),
            "write a table for each environment and in it `NAME = \"VALUE\"` for each credential"
                .to_owned(),
        )
    })?;
    let environments = || {
        let servers = api.servers.iter().flat_map(|server| &server.environments);
        servers.map(|environment| environment.name.as_str())
    };
    let credentials = || api.credentials.iter().map(|own| own.name.as_str());
    let mut tables = Vec::new();
    for (environment, table) in root {
        if !environments().any(|known| known == environment) {
            return Err(refused(
                format!("`{environment}` is no environment of `{}`", api.name),
                meant(&environment, environments()),
            ));
        }
        let Value::Table(table) = table else {
            return Err(refused(
                format!("`{environment}` isn't a table"),
                format!(
                    "write `[{environment}]` on a line of its own, and the credentials below it"
                ),
            ));
        };
        let mut values = Vec::new();
        for (name, value) in table {
            if !credentials().any(|known| known == name) {
                return Err(refused(
                    format!("`{name}` is no credential of `{}`", api.name),
                    meant(&name, credentials()),
                ));
            }
            match value {
                Value::String(text) if !text.is_empty() => values.push((name, Secret::new(text))),
                _ => {
                    return Err(refused(
                        format!("`{name}` isn't a text, or is empty"),
                        format!("write `{name} = \"…\"`, with its value in quotes"),
                    ));
                }
            }
        }
        tables.push((environment, values));
    }
    Ok(tables)
}

/// The name that was probably meant, or all that there are.
fn meant<'n>(name: &str, known: impl Iterator<Item = &'n str> + Clone) -> String {
    match suggest::nearest(name, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let mut names: Vec<&str> = Vec::new();
            for name in known {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            format!("write {}", suggest::choice_of(names))
        }
    }
}
