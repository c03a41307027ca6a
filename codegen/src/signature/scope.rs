//! Which names a template may use where it stands.

use super::{Line, Operand, ValueType};
use crate::diagnostic::nearest;
use crate::model::Credential;

/// Where a template stands, and the names that the spec gives it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope<'s> {
    place: Place,
    credentials: &'s [Credential],
    /// Lines made before this one.
    lines: &'s [Line],
    /// Names of this line and the ones after it, which can't be used yet.
    later: &'s [&'s str],
}

/// Where a template stands, which decides the built-in names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The value of a field that every request carries.
    CommonField,
    /// The value of a field that is made from the URL of the call.
    Derived,
    /// A line of a signature.
    Line,
    /// What goes to a place in the signed request.
    Placed,
    /// How a signed field is written.
    Each,
    /// A line of a seal, which sealing and opening share.
    Seal,
    /// The line that seals.
    Sealing,
    /// The line that opens.
    Opening,
}

/// What became of a name.
pub(crate) enum Lookup {
    /// It stands for this.
    Found(Operand, ValueType),
    /// A line of this name is made later.
    Later,
    /// A built-in name that means nothing here, and why.
    NotHere(&'static str),
    /// Nothing of this name; the nearest that there is.
    Unknown(Option<String>),
}

/// The built-in names: a credential or a line can't have one.
const BUILT_IN: [(&str, Operand, ValueType, Place); 17] = [
    ("now", Operand::Now, ValueType::Instant, Place::CommonField),
    ("nonce", Operand::Nonce, ValueType::Text, Place::CommonField),
    ("method", Operand::Method, ValueType::Text, Place::Line),
    ("scheme", Operand::Scheme, ValueType::Text, Place::Line),
    ("host", Operand::Host, ValueType::Text, Place::Line),
    ("hostname", Operand::Hostname, ValueType::Text, Place::Line),
    ("port", Operand::Port, ValueType::Text, Place::Line),
    ("path", Operand::Path, ValueType::Text, Place::Line),
    ("query", Operand::Query, ValueType::Text, Place::Line),
    ("target", Operand::Target, ValueType::Text, Place::Line),
    ("url", Operand::Url, ValueType::Text, Place::Line),
    ("body", Operand::Body, ValueType::Body, Place::Line),
    ("name", Operand::Name, ValueType::Text, Place::Each),
    ("value", Operand::Value, ValueType::Text, Place::Each),
    ("json", Operand::Json, ValueType::Text, Place::Each),
    ("plain", Operand::Body, ValueType::Body, Place::Sealing),
    ("sealed", Operand::Body, ValueType::Body, Place::Opening),
];

/// Makes the operand of a name in parentheses.
pub(super) type MakeOperand = fn(String) -> Operand;

/// Built-in names with a name in parentheses: `field('timestamp')`.
const LOOKUPS: [(&str, MakeOperand); 2] = [
    ("field", Operand::Field),
    ("header", |name| Operand::Header(name.to_ascii_lowercase())),
];

/// The names that templates give a meaning of their own, so that no credential or line can have one.
pub(crate) fn built_in_names<'n>() -> impl Iterator<Item = &'n str> {
    let lookups = LOOKUPS.iter().map(|(name, _)| *name);
    BUILT_IN.iter().map(|(name, ..)| *name).chain(lookups)
}

impl<'s> Scope<'s> {
    /// A field that every request carries.
    pub(crate) fn common(credentials: &'s [Credential]) -> Self {
        Self {
            place: Place::CommonField,
            credentials,
            lines: &[],
            later: &[],
        }
    }

    /// A field that is made from the URL of the call.
    pub(crate) fn derived() -> Self {
        Self {
            place: Place::Derived,
            ..Self::common(&[])
        }
    }

    /// A line of a signature, with the lines made before it.
    pub(crate) fn line(credentials: &'s [Credential], earlier: &'s [Line]) -> Self {
        Self {
            place: Place::Line,
            credentials,
            lines: earlier,
            later: &[],
        }
    }

    /// How a line of fields writes each of them.
    pub(crate) fn each(credentials: &'s [Credential], earlier: &'s [Line]) -> Self {
        Self {
            place: Place::Each,
            ..Self::line(credentials, earlier)
        }
    }

    /// What goes to a place in the request once it is signed: all lines are made.
    pub(crate) fn placed(credentials: &'s [Credential], lines: &'s [Line]) -> Self {
        Self {
            place: Place::Placed,
            ..Self::line(credentials, lines)
        }
    }

    /// A line of a seal, with the lines made before it.
    pub(crate) fn seal(credentials: &'s [Credential], earlier: &'s [Line]) -> Self {
        Self {
            place: Place::Seal,
            ..Self::line(credentials, earlier)
        }
    }

    /// The line that seals: the payload's text is at hand.
    pub(crate) fn sealing(credentials: &'s [Credential], earlier: &'s [Line]) -> Self {
        Self {
            place: Place::Sealing,
            ..Self::line(credentials, earlier)
        }
    }

    /// The line that opens: what was received is at hand.
    pub(crate) fn opening(credentials: &'s [Credential], earlier: &'s [Line]) -> Self {
        Self {
            place: Place::Opening,
            ..Self::line(credentials, earlier)
        }
    }

    /// The same, with names of lines that are made later, so that using one is told apart from a name that nothing has.
    pub(crate) fn before(self, later: &'s [&'s str]) -> Self {
        Self { later, ..self }
    }

    /// Whether bytes alone may stand here.
    pub(super) fn takes_bytes(&self) -> bool {
        matches!(self.place, Place::Line | Place::Seal)
    }

    /// What takes a name in parentheses here, such as `field`; `None`: nothing of this name does.
    pub(super) fn request_part(&self, name: &str) -> Option<Result<MakeOperand, &'static str>> {
        let (_, make) = LOOKUPS.iter().find(|(built_in, _)| *built_in == name)?;
        Some(match self.place.offers(Place::Line) {
            true => Ok(*make),
            false => Err(Place::Line.explanation()),
        })
    }

    /// What a name stands for here.
    pub(crate) fn lookup(&self, name: &str) -> Lookup {
        if let Some((_, operand, value_type, from)) =
            BUILT_IN.iter().find(|(built_in, ..)| *built_in == name)
        {
            return match self.has(operand, *from) {
                true => Lookup::Found(operand.clone(), *value_type),
                false => Lookup::NotHere(from.explanation()),
            };
        }
        if let Some((index, line)) = self
            .lines
            .iter()
            .enumerate()
            .find(|(_, line)| line.name == name)
        {
            return Lookup::Found(Operand::Line(index), line.value_type);
        }
        if let Some(index) = self
            .credentials
            .iter()
            .position(|credential| credential.name == name)
        {
            return Lookup::Found(Operand::Credential(index), ValueType::Text);
        }
        if self.later.contains(&name) {
            return Lookup::Later;
        }
        Lookup::Unknown(nearest(name, self.names()).map(str::to_owned))
    }

    /// Whether a built-in name means something here. The URL that a caller gives is known before the request is made.
    fn has(&self, operand: &Operand, from: Place) -> bool {
        let is_given = self.place == Place::Derived && *operand == Operand::Url;
        is_given || self.place.offers(from)
    }

    /// Every name that may be used here.
    pub(crate) fn names(&self) -> Vec<&str> {
        let lines = self.lines.iter().map(|line| line.name.as_str());
        let credentials = self
            .credentials
            .iter()
            .map(|credential| credential.name.as_str());
        let built_in = BUILT_IN
            .iter()
            .filter(|(_, operand, _, from)| self.has(operand, *from))
            .map(|(name, ..)| *name);
        let lookups = LOOKUPS
            .iter()
            .filter(|_| self.place.offers(Place::Line))
            .map(|(name, _)| *name);
        lines
            .chain(credentials)
            .chain(built_in)
            .chain(lookups)
            .collect()
    }
}

impl Place {
    fn offers(self, from: Self) -> bool {
        match from {
            Self::CommonField => !self.is_in_seal(),
            Self::Line | Self::Placed => {
                !matches!(self, Self::CommonField | Self::Derived) && !self.is_in_seal()
            }
            Self::Derived | Self::Each | Self::Seal | Self::Sealing | Self::Opening => self == from,
        }
    }

    /// What is sealed must be opened by credentials alone.
    fn is_in_seal(self) -> bool {
        matches!(self, Self::Seal | Self::Sealing | Self::Opening)
    }

    fn explanation(self) -> &'static str {
        match self {
            Self::CommonField | Self::Derived | Self::Line | Self::Placed => {
                "it is known only when the request is signed: use it in a line of a signature"
            }
            Self::Each => {
                "it stands for one field: use it in `each`, `name` or `value` of a field list"
            }
            Self::Seal | Self::Sealing => {
                "it is the payload's text: use it in the line `seal` of a seal"
            }
            Self::Opening => "it is what was received: use it in the line `open` of a seal",
        }
    }
}
