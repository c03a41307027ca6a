use std::borrow::Cow;

use super::joined::Joined;
use super::writer::JsonValue;
use crate::encode::Encode;
#[cfg(feature = "client")]
use crate::error::Error;
use crate::rules::Breach;
use crate::secret::Secret;
use crate::text::{Buffer, Text};

/// What came up while values were written.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// The first value that can't be sent.
    pub(crate) unsendable: Option<Unsendable>,
    /// Secret texts as they were written, where an explanation is to mask them.
    pub(crate) secrets: Option<Vec<Secret>>,
}

/// A value that has no right form on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unsendable {
    /// Where it stands.
    pub(crate) path: String,
    /// What is wrong with it.
    pub(crate) what: String,
    /// What to do about it.
    pub(crate) remedy: Cow<'static, str>,
    /// Whether `what` is about what the object at the path holds.
    pub(crate) is_inside: bool,
}

#[cfg(feature = "client")]
impl Unsendable {
    /// The refusal of the request.
    pub(crate) fn into_error(self) -> Error {
        match (self.is_inside, &*self.path) {
            (false, _) => Error::refused_field(self.path, self.what, self.remedy),
            (true, "") => Error::refused(self.what, self.remedy),
            (true, path) => Error::refused(format!("in `{path}`, {}", self.what), self.remedy),
        }
    }
}

impl From<Breach> for Unsendable {
    fn from(breach: Breach) -> Self {
        Self {
            path: breach.field.unwrap_or_default().to_owned(),
            what: breach.what,
            remedy: breach.remedy.into(),
            is_inside: breach.field.is_none(),
        }
    }
}

impl Notes {
    /// Notes that keep secrets.
    pub(crate) fn watched() -> Self {
        Self {
            secrets: Some(Vec::new()),
            ..Self::default()
        }
    }

    /// Takes a note of the value at hand, which can't be sent.
    pub(crate) fn refuse(&mut self, what: impl Into<String>, remedy: &'static str) {
        self.unsendable.get_or_insert_with(|| Unsendable {
            path: String::new(),
            what: what.into(),
            remedy: remedy.into(),
            is_inside: false,
        });
    }

    /// Takes a note of the object at hand, which breaks a rule between its members.
    pub(crate) fn broken(&mut self, breach: Breach) {
        self.unsendable.get_or_insert_with(|| breach.into());
    }

    /// Takes a note of a number that isn't finite.
    pub(crate) fn not_finite(&mut self) {
        self.refuse("isn't a finite number", "give one that is");
    }

    /// Lets `write` go on inside the member or field `name`, and puts that name before the paths it notes.
    pub(crate) fn within<T>(
        &mut self,
        name: impl std::fmt::Display,
        write: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let noted = self.unsendable.is_some();
        let written = write(self);
        if let Some(Unsendable { path, .. }) = self.unsendable.as_mut().filter(|_| !noted) {
            let dot = if path.is_empty() || path.starts_with('[') {
                ""
            } else {
                "."
            };
            path.insert_str(0, &format!("{name}{dot}"));
        }
        written
    }

    /// Takes notes of fields under names of the caller's that can't have them.
    pub(crate) fn look_over(&mut self, documented: &[&str], fields: &[(String, String)]) {
        for (index, (name, _)) in fields.iter().enumerate() {
            let mut before = fields.iter().take(index);
            let what = if name.is_empty() {
                "has no name"
            } else if documented.contains(&name.as_str()) {
                "is a field that the call has itself"
            } else if before.any(|(other, _)| other == name) {
                "is given twice"
            } else {
                continue;
            };
            self.within(name, |notes| {
                notes.refuse(what, "give each further field a name of its own");
            });
        }
    }

    /// Keeps a secret text as it was written, where somebody asks.
    pub(crate) fn keep_secret(&mut self, secret: impl FnOnce() -> Secret) {
        if let Some(secrets) = &mut self.secrets {
            secrets.push(secret());
        }
    }

    /// The JSON text of a value; nothing where it is absent.
    pub(crate) fn json_of<T: Encode + ?Sized>(&mut self, name: &str, value: &T) -> Text<'static> {
        let mut out = Buffer::default();
        self.within(name, |notes| {
            value.encode(JsonValue {
                out: &mut out,
                notes,
            })
        });
        out.into()
    }

    /// The items of a list as one text; `None` where the list is absent.
    pub(crate) fn joined<T: Encode + ?Sized>(
        &mut self,
        name: &str,
        separator: &str,
        value: &T,
    ) -> Option<String> {
        let mut out = None;
        self.within(name, |notes| {
            value.encode(Joined {
                out: &mut out,
                separator,
                notes,
            })
        });
        out
    }

    /// Lets `write` make a JSON text that will stand in another one as a text: a secret in it is escaped once more.
    pub(crate) fn escaped_once_more(
        &mut self,
        write: impl FnOnce(&mut Self) -> Text<'static>,
    ) -> Text<'static> {
        let before = self.secrets.as_ref().map_or(0, Vec::len);
        let written = write(self);
        if let Some(secrets) = &mut self.secrets {
            let inner = secrets.get(before..).unwrap_or_default();
            let again: Vec<_> = inner
                .iter()
                .map(|secret| super::text(secret.expose()))
                .map(|quoted| Secret::new(quoted.get(1..quoted.len() - 1).unwrap_or_default()))
                .collect();
            secrets.extend(again);
        }
        written
    }
}
