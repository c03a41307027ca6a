//! Rules between the fields of a request: which ones must be given, and which ones not.

#[cfg(test)]
mod tests;
mod words;

#[cfg(feature = "client")]
use crate::error::Error;
use crate::fields::Fields;
#[cfg(feature = "client")]
use crate::json::Unsendable;
#[cfg(feature = "client")]
use crate::parts::Parts;
use words::{all_of, one_of};

/// A rule between the fields of a request or of an object in it, by their names on the wire.
///
/// A field counts as given where it is there and not an empty text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rule {
    kind: RuleKind,
    groups: &'static [&'static [&'static str]],
    when: &'static [(&'static str, &'static [&'static str])],
    doc: &'static str,
}

/// What a rule asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleKind {
    /// At least one group of fields is given.
    AnyOf,
    /// Exactly one group of fields is given, and no field of the others.
    OneOf,
    /// All of the fields are given, or none.
    Together,
    /// All of the fields are given.
    Require,
    /// None of the fields is given.
    Forbid,
}

/// The rules of an operation, and where its business fields travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    list: &'static [Rule],
    payload: Option<&'static str>,
    beside: &'static [&'static str],
}

/// How a request breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Breach {
    /// The field at fault, where it is one.
    pub(crate) field: Option<&'static str>,
    pub(crate) what: String,
    pub(crate) remedy: String,
}

impl Rule {
    /// A rule about groups of fields that holds `when` each of these fields has one of its values, compared as text. `doc` is
    /// what the vendor says about it, or nothing.
    pub const fn new(
        kind: RuleKind,
        groups: &'static [&'static [&'static str]],
        when: &'static [(&'static str, &'static [&'static str])],
        doc: &'static str,
    ) -> Self {
        Self {
            kind,
            groups,
            when,
            doc,
        }
    }

    fn breach(&self, fields: &Fields<'_>) -> Option<Breach> {
        let value = |name: &str| fields.get(name).filter(|value| !value.is_empty());
        let applies = self
            .when
            .iter()
            .all(|(name, values)| value(name).is_some_and(|value| values.contains(&value)));
        if !applies {
            return None;
        }
        let names = self.groups.iter().copied().flatten().copied();
        let (given, missing): (Vec<_>, Vec<_>) = names.partition(|name| value(name).is_some());
        let lacks = |group: &&&[&'static str]| group.iter().any(|name| missing.contains(name));
        let whole = self.groups.iter().filter(|group| !lacks(group)).count();
        match self.kind {
            RuleKind::AnyOf if whole == 0 => Some(self.choice(&given, whole)),
            RuleKind::OneOf if whole != 1 || self.is_partly(&given, &missing) => {
                Some(self.choice(&given, whole))
            }
            RuleKind::Together if !given.is_empty() && !missing.is_empty() => {
                let (given, missing) = (all_of(&given), all_of(&missing));
                Some(self.broken(format!("give {missing} too, or leave out {given}")))
            }
            RuleKind::Require => missing.first().map(|name| self.field(name, "give it")),
            RuleKind::Forbid => given.first().map(|name| self.field(name, "leave it out")),
            _ => None,
        }
    }

    /// Whether a field is given whose group isn't.
    fn is_partly(&self, given: &[&str], missing: &[&str]) -> bool {
        let mut groups = self.groups.iter();
        groups.any(|group| {
            group.iter().any(|name| given.contains(name))
                && group.iter().any(|name| missing.contains(name))
        })
    }

    fn choice(&self, given: &[&str], whole: usize) -> Breach {
        let remedy = match (given, whole) {
            ([], _) => "give one of them".to_owned(),
            (_, 0) => format!(
                "give what belongs to {} too, or leave it out",
                all_of(given)
            ),
            _ => format!("leave out one of {}", all_of(given)),
        };
        self.broken(remedy)
    }

    fn broken(&self, remedy: String) -> Breach {
        Breach {
            field: None,
            what: self.kind.statement(self.groups, self.when),
            remedy: self.with_doc(remedy),
        }
    }

    fn field(&self, name: &'static str, remedy: &str) -> Breach {
        let what = match self.kind {
            RuleKind::Forbid => "must not be given",
            _ => "is required",
        };
        Breach {
            field: Some(name),
            what: format!("{what}{}", words::condition(self.when)),
            remedy: self.with_doc(remedy.to_owned()),
        }
    }

    fn with_doc(&self, remedy: String) -> String {
        match self.doc {
            "" => remedy,
            doc => format!("{remedy} ({doc})"),
        }
    }
}

impl RuleKind {
    /// The rule in words: ``exactly one of `a` or `b` must be given when `c` is `1` ``.
    pub fn statement<S: AsRef<str>, L: AsRef<[S]>>(self, groups: &[L], when: &[(S, L)]) -> String {
        let names: Vec<&str> = groups
            .iter()
            .flat_map(|group| group.as_ref())
            .map(AsRef::as_ref)
            .collect();
        let is_are = if names.len() == 1 { "is" } else { "are" };
        let rule = match self {
            Self::AnyOf => format!("at least one of {} must be given", one_of(groups)),
            Self::OneOf => format!("exactly one of {} must be given", one_of(groups)),
            Self::Together => format!("{} must be given together or not at all", all_of(&names)),
            Self::Require => format!("{} {is_are} required", all_of(&names)),
            Self::Forbid => format!("{} must not be given", all_of(&names)),
        };
        rule + &words::condition(when)
    }
}

impl Rules {
    /// None.
    pub const NONE: Self = Self::of(&[]);

    /// Rules between fields that travel beside the common ones.
    pub const fn of(list: &'static [Rule]) -> Self {
        Self {
            list,
            payload: None,
            beside: &[],
        }
    }

    /// Rules between fields that travel as one JSON text in the field `name`, but for those that travel `beside` it.
    pub const fn within(
        name: &'static str,
        beside: &'static [&'static str],
        list: &'static [Rule],
    ) -> Self {
        Self {
            list,
            payload: Some(name),
            beside,
        }
    }

    /// Refuses what breaks one.
    #[cfg(feature = "client")]
    pub(crate) fn check(&self, parts: &Parts<'_>) -> Result<(), Error> {
        if self.list.is_empty() {
            return Ok(());
        }
        let unreadable = |error| {
            Error::refused(
                format!("the fields can't be held against their rules: {error}"),
                "look at the operation's fields",
            )
        };
        let mut all = parts.fields.borrowed();
        if let Some(body) = &parts.json {
            all.push_json(body).map_err(unreadable)?;
        }
        let mut fields = match self.payload {
            None => all.borrowed(),
            Some(name) => {
                let mut own = Fields::default();
                own.push_json(all.get(name).unwrap_or("{}"))
                    .map_err(unreadable)?;
                for name in self.beside {
                    own.push(*name, all.get(name).unwrap_or_default());
                }
                own
            }
        };
        for (name, _) in &parts.files {
            fields.push(&**name, "a file");
        }
        match breach(self.list, &fields) {
            None => Ok(()),
            Some(breach) => Err(Unsendable::from(breach).into_error()),
        }
    }
}

/// How these fields break the first rule that they break.
pub(crate) fn breach(rules: &[Rule], fields: &Fields<'_>) -> Option<Breach> {
    rules.iter().find_map(|rule| rule.breach(fields))
}
