use std::fmt;

/// How much something matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The spec can't be used.
    Error,
    /// The spec can be used, and says less than it should or contradicts itself where nothing depends on it.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($($name:ident = $number:literal: $title:literal,)*) => {
        /// Which mistake it is. Numbers are never given to another mistake.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every code, errors first, in order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The number: `SE0001`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $number,)* }
            }

            /// What it means.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

impl Code {
    /// The code of this number.
    #[must_use]
    pub fn find(number: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str() == number)
    }

    /// Whether it is an error (`SE…`) or a warning (`SW…`).
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self.as_str().as_bytes() {
            [b'S', b'W', ..] => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

codes! {
    Syntax = "SE0001": "The file is not YAML.",
    NotPlain = "SE0002": "An anchor, alias, tag, merge key or second document: a spec is plain data.",
    DuplicateKey = "SE0003": "A key that stands twice in one mapping.",
    TooBig = "SE0004": "A file too large, too deep or with too many nodes.",
    UnknownKey = "SE0005": "A key that means nothing where it stands.",
    MissingKey = "SE0006": "A key that must be there and isn't.",
    WrongKind = "SE0007": "A mapping, list or text where another of these belongs.",
    BadValue = "SE0008": "A value that is none of those allowed.",
    Version = "SE0009": "A version of the spec language that isn't known.",
    BadName = "SE0010": "A name not spelled as such names are.",
    Unresolved = "SE0011": "A name that nothing has.",
    Keyword = "SE0012": "A field whose wire name makes no Rust name.",
    RustCollision = "SE0013": "Two things that would have one name in Rust.",
    WireCollision = "SE0014": "Two fields of one request with one wire name.",
    RouteCollision = "SE0015": "Two operations on one route.",
    Route = "SE0016": "An operation without a route, or with two.",
    Recursive = "SE0017": "A type that holds itself.",
    BothWays = "SE0018": "An object that travels in requests and in replies.",
    File = "SE0019": "A file where none can travel.",
    Nested = "SE0020": "A list or object directly in a form.",
    NotSecret = "SE0021": "`secret` on what isn't text.",
    Misplaced = "SE0022": "An attribute where it doesn't apply.",
    SecretOnWire = "SE0023": "A secret that would be sent.",
    Cleartext = "SE0024": "Plain `http` that nothing says is documented.",
    BadUrl = "SE0025": "Not a URL that can be used.",
    BadPath = "SE0026": "Not a path.",
    Example = "SE0027": "An example that doesn't fit its own operation.",
    Vector = "SE0028": "A signature vector that doesn't verify.",
    Template = "SE0029": "A template that can't be read.",
    NoSignLine = "SE0030": "A signature without a line named `sign`.",
    Files = "SE0031": "A spec without `api.yaml`.",
    Optional = "SE0032": "An optional common field that isn't one credential.",
    Reserved = "SE0033": "A name that generated code needs for itself.",
    Failure = "SE0034": "A documented failure that counts as success.",
    Body = "SE0035": "A body that can't carry the request.",
    Envelopes = "SE0036": "An operation whose profiles wrap its replies differently.",
    Place = "SE0037": "A signature that goes nowhere.",
    Unused = "SE0038": "A line of a signature that nothing uses.",
    Source = "SE0039": "A signature of something that the request doesn't have.",
    Pending = "SE0040": "A pending reply that would count as done.",
    Poll = "SE0041": "A call that can't be asked after as the spec says.",
    Seal = "SE0042": "A seal that lacks the line that seals or the one that opens.",
    Unspecified = "SE0043": "A fact that the vendor doesn't document and no overlay supplies.",
    Overlay = "SE0044": "An overlay that says what the spec says already, or of another API.",
    Origin = "SE0045": "A credential that can only be had by whoever has it.",
    Unverified = "SE0046": "A callback of which nothing says who verifies it.",
    Compare = "SE0047": "A field of a callback that can't be compared.",
    Length = "SW0001": "An example longer than its documented length.",
    Unproven = "SW0002": "A signature or a seal that no vector shows.",
    Undocumented = "SW0003": "An operation or callback of which no page tells.",
    NoExample = "SW0004": "An operation or callback without an example.",
    NoDoc = "SW0005": "A field without documentation.",
    FieldExample = "SW0006": "A field's example that doesn't fit the field.",
    UnusedType = "SW0007": "A type that nothing holds.",
    UnusedAllow = "SW0008": "An `allow` that allows nothing.",
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Severity};

    #[test]
    fn numbers_count_up_without_a_gap() {
        for (prefix, severity) in [("SE", Severity::Error), ("SW", Severity::Warning)] {
            let of_kind = Code::ALL.iter().filter(|code| code.severity() == severity);
            for (index, code) in of_kind.enumerate() {
                assert_eq!(code.as_str(), format!("{prefix}{:04}", index + 1));
            }
        }
        assert!(Code::ALL.is_sorted_by_key(|code| code.severity()));
    }
}
