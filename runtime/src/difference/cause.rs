use std::fmt;

/// A known reason for two strings to sign to differ.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// One string ends in a line break or a space that the other lacks.
    End(Whose),
    /// `\r\n` on one side, `\n` on the other.
    LineBreaks,
    /// Another text stands where this secret does.
    Key(String),
    /// The vendor's string lacks this secret, or doesn't show it.
    KeyMissing(String),
    /// The vendor's string has this secret more often.
    KeyTwice(String),
    /// The same fields in another order; the vendor's, where it is a known one.
    Order(Option<&'static str>),
    /// A field without a value that only one side signs.
    Empty(Whose, String),
    /// A field that only one side signs; on the vendor's side with the reason why it is left out here.
    Field(Whose, String, Option<&'static str>),
    /// One side escapes what the other signs as it is.
    Escaped(Whose),
    /// One side escapes what is escaped already.
    EscapedTwice(Whose),
    /// A space is `+` on one side and `%20` on the other.
    Space,
    /// This character is escaped on one side only.
    EscapedCharacter(char),
    /// The digits of escapes are capitals on one side only.
    EscapeCase,
    /// The texts differ in capitals only.
    Case,
    /// JSON with spaces on one side.
    JsonSpaces,
    /// JSON with `\/` for `/` on one side.
    JsonSlashes,
    /// JSON with `\uXXXX` for characters on one side.
    JsonUnicode,
    /// JSON with its members in another order.
    JsonOrder,
    /// Another moment.
    Time,
    /// Seconds on one side, milliseconds on the other.
    TimeUnit,
}

/// One of the two sides of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// What was made here.
    Ours,
    /// What the vendor says it made.
    Theirs,
}

impl Whose {
    fn string(self) -> &'static str {
        match self {
            Self::Ours => "the string made here",
            Self::Theirs => "the vendor's string",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::End(whose) => write!(
                formatter,
                "{} ends in a line break or a space that the other lacks. Look at the end of the template.",
                whose.string()
            ),
            Self::Key(name) => write!(
                formatter,
                "another text stands where `{name}` does: another key (sandbox for production, one application's for \
                 another's), or the vendor masks it when it shows the string."
            ),
            Self::KeyMissing(name) => write!(
                formatter,
                "the vendor's string lacks `{name}`. Vendors often leave the key out where they show the string, so this \
                 may be nothing; if they don't, the key belongs elsewhere."
            ),
            Self::KeyTwice(name) => write!(
                formatter,
                "the vendor's string has `{name}` once more. Some rules put the key both in front and at the end, or after \
                 every pair."
            ),
            Self::Order(theirs) => match theirs {
                Some(theirs) => write!(
                    formatter,
                    "the same fields in another order. The vendor's are sorted {theirs}: look at `sort`."
                ),
                None => formatter.write_str(
                    "the same fields in another order, which is none of the usual ones: it may be that of the page, or the one \
                     in which the fields were sent.",
                ),
            },
            Self::Empty(..) | Self::Field(..) => self.write_field(formatter),
            _ => formatter.write_str(self.about_spelling()),
        }
    }
}

impl Cause {
    fn write_field(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty(Whose::Ours, field) => write!(
                formatter,
                "`{field}` is empty. It is signed here and the vendor leaves it out: try `empty: skip`."
            ),
            Self::Empty(Whose::Theirs, field) => write!(
                formatter,
                "`{field}` is empty. It is left out here and the vendor signs it: try `empty: keep`, or don't send it."
            ),
            Self::Field(Whose::Ours, field, _) => write!(
                formatter,
                "`{field}` is signed here and not by the vendor. Either it takes no part (`except`), or it didn't arrive: \
                 its name may be wrong."
            ),
            Self::Field(_, field, Some(why)) => write!(
                formatter,
                "the vendor signs `{field}`, which is left out here ({why})."
            ),
            Self::Field(_, field, None) => write!(
                formatter,
                "the vendor signs `{field}`, which isn't among the fields here. It may be one that must be sent, or one \
                 that the signature must add."
            ),
            _ => Ok(()),
        }
    }

    fn about_spelling(&self) -> &'static str {
        match self {
            Self::LineBreaks => {
                "lines end in `\\r\\n` on one side and in `\\n` on the other. A file or an editor may have changed them."
            }
            Self::Escaped(Whose::Ours) => {
                "the string made here is escaped and the vendor signs values as they are: leave the escape out."
            }
            Self::Escaped(Whose::Theirs) => {
                "the vendor signs escaped values, the string made here has them as they are: try `uri_escape` or \
                 `form_escape` on the value."
            }
            Self::EscapedTwice(Whose::Ours) => {
                "the string made here is escaped once more than the vendor's."
            }
            Self::EscapedTwice(Whose::Theirs) => {
                "the vendor's string is escaped once more than the one made here: some rules escape each value and then the \
                 whole string again."
            }
            Self::Space => {
                "a space is `+` on one side and `%20` on the other: `form_escape` makes the one, `uri_escape` the other."
            }
            Self::EscapedCharacter(_) => self.about_character(),
            Self::EscapeCase => {
                "the digits of escapes are capitals on one side only (`%2F` and `%2f`): `percent` makes capitals, \
                 `percent_lower` small ones."
            }
            Self::Case => "the texts differ in capitals only: look for `lower` and `upper`.",
            Self::JsonSpaces => {
                "the same JSON with spaces on one side: somebody wrote it anew. Sign the text that is sent."
            }
            Self::JsonSlashes => {
                "the same JSON with `\\/` for `/` on one side, as PHP writes it: somebody wrote it anew. Sign the text \
                 that is sent."
            }
            Self::JsonUnicode => {
                "the same JSON with `\\uXXXX` for characters on one side: somebody wrote it anew. Sign the text that is sent."
            }
            Self::JsonOrder => {
                "the same JSON with its members in another order: somebody wrote it anew, from a map. Sign the text that is \
                 sent."
            }
            Self::Time => {
                "the two were made at different moments, so they belong to different requests, or the time was taken twice."
            }
            Self::TimeUnit => {
                "one time is in seconds and the other in milliseconds: `unix` and `unix_ms`."
            }
            _ => "",
        }
    }

    fn about_character(&self) -> &'static str {
        match self {
            Self::EscapedCharacter('*') => {
                "`*` is escaped on one side only: forms leave it, RFC 3986 escapes it. `percent` takes the characters to leave."
            }
            Self::EscapedCharacter('~') => {
                "`~` is escaped on one side only: RFC 3986 leaves it, forms escape it. `percent` takes the characters to leave."
            }
            Self::EscapedCharacter('/') => {
                "`/` is escaped on one side only: paths keep it, values don't. `percent` takes the characters to leave."
            }
            _ => {
                "a character is escaped on one side only: escapes differ in what they leave, and `percent` takes the \
                 characters to leave."
            }
        }
    }
}
