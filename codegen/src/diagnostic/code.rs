use std::fmt;

macro_rules! codes {
    ($($name:ident = $number:literal: $title:literal,)*) => {
        /// Which mistake it is. Numbers are never given to another mistake.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The number: `E0001`.
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

codes! {
    Syntax = "E0001": "The file is not YAML.",
    NotPlain = "E0002": "An anchor, alias, tag, merge key or second document: a spec is plain data.",
    DuplicateKey = "E0003": "A key that stands twice in one mapping.",
    TooBig = "E0004": "A file too large, too deep or with too many nodes.",
    UnknownKey = "E0005": "A key that means nothing where it stands.",
    MissingKey = "E0006": "A key that must be there and isn't.",
    WrongKind = "E0007": "A mapping, list or text where another of these belongs.",
    BadValue = "E0008": "A value that is none of those allowed.",
    Version = "E0009": "A version of the spec language that isn't known.",
    BadName = "E0010": "A name not spelled as such names are.",
    Unresolved = "E0011": "A name that nothing has.",
    Keyword = "E0012": "A field whose wire name makes no Rust name.",
    RustCollision = "E0013": "Two things that would have one name in Rust.",
    WireCollision = "E0014": "Two fields of one request with one wire name.",
    RouteCollision = "E0015": "Two operations on one route.",
    Route = "E0016": "An operation without a route, or with two.",
    Recursive = "E0017": "A type that holds itself.",
    BothWays = "E0018": "An object that travels in requests and in replies.",
    File = "E0019": "A file where none can travel.",
    Nested = "E0020": "A list or object directly in a form.",
    NotSecret = "E0021": "`secret` on what isn't text.",
    Misplaced = "E0022": "An attribute where it doesn't apply.",
    SecretOnWire = "E0023": "A secret that would be sent.",
    Cleartext = "E0024": "Plain `http` that nothing says is documented.",
    BadUrl = "E0025": "Not a URL that can be used.",
    BadPath = "E0026": "Not a path.",
    Example = "E0027": "An example that doesn't fit its own operation.",
    Vector = "E0028": "A signature vector that doesn't verify.",
    Template = "E0029": "A template that can't be read.",
    NoSignLine = "E0030": "A signature without a line named `sign`.",
    Files = "E0031": "A spec without `api.yaml`.",
    Optional = "E0032": "An optional common field that isn't one credential.",
    Reserved = "E0033": "A name that generated code needs for itself.",
    Failure = "E0034": "A documented failure that counts as success.",
    Body = "E0035": "A body that can't carry the request.",
    Envelopes = "E0036": "An operation whose profiles wrap its replies differently.",
    Place = "E0037": "A signature that goes nowhere.",
    Unused = "E0038": "A line of a signature that nothing uses.",
    Source = "E0039": "A signature of something that the request doesn't have.",
    Pending = "E0040": "A pending reply that would count as done.",
    Poll = "E0041": "A call that can't be asked after as the spec says.",
    Seal = "E0042": "A seal that lacks the line that seals or the one that opens.",
    Unspecified = "E0043": "A fact that the vendor doesn't document and no overlay supplies.",
    Overlay = "E0044": "An overlay that says what the spec says already, or of another API.",
    Origin = "E0045": "A credential that can only be had by whoever has it.",
    Unverified = "E0046": "A callback of which nothing says who verifies it.",
    Compare = "E0047": "A field of a callback that can't be compared.",
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn numbers_count_up_without_a_gap() {
        for (index, code) in Code::ALL.iter().enumerate() {
            assert_eq!(code.as_str(), format!("E{:04}", index + 1));
        }
    }
}
