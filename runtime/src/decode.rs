use std::fmt;

use crate::codec::Codec;
use crate::excerpt::Excerpt;
use crate::json::{self, Document};
use crate::secret::Secret;

/// A value that a reply can bring.
pub trait Decode: Sized {
    /// Reads the value that comes next.
    ///
    /// # Errors
    ///
    /// Where the reply isn't of the documented shape.
    fn decode<R: Reader>(reader: &mut R) -> Result<Self, ShapeError>;
}

/// Reads a reply, value by value.
pub trait Reader: Sized {
    /// Whether nothing comes next: `null`, or what [`absent_if`](Self::absent_if) has named. Takes it if so.
    ///
    /// # Errors
    ///
    /// Like every method here: where what comes next isn't of the wanted shape.
    fn absent(&mut self) -> Result<bool, ShapeError>;
    /// Takes a text.
    fn text(&mut self) -> Result<String, ShapeError>;
    /// Takes a whole number of 64 bits.
    fn integer(&mut self) -> Result<i64, ShapeError>;
    /// Takes a number.
    fn number(&mut self) -> Result<f64, ShapeError>;
    /// Takes true or false.
    fn boolean(&mut self) -> Result<bool, ShapeError>;
    /// Takes a single value of any kind, as it is written.
    fn literal(&mut self) -> Result<Literal, ShapeError>;
    /// Takes an object; `each` takes the value of every member.
    fn object(
        &mut self,
        each: impl FnMut(&str, &mut Self) -> Result<(), ShapeError>,
    ) -> Result<(), ShapeError>;
    /// Takes a list; `each` takes every item.
    fn list(
        &mut self,
        each: impl FnMut(&mut Self) -> Result<(), ShapeError>,
    ) -> Result<(), ShapeError>;
    /// Takes whatever comes next, as its JSON text.
    fn json(&mut self) -> Result<String, ShapeError>;
    /// Takes whatever comes next into `extra`, unless it is the envelope's own.
    fn keep(&mut self, name: &str, extra: &mut Extra) -> Result<(), ShapeError>;
    /// The first of these names that a member of the object that comes next has, `null` left aside. Takes nothing.
    fn first_present<'n>(&mut self, names: &[&'n str]) -> Result<&'n str, ShapeError>;
    /// From here on and for the value that comes next, a number may stand as text and a text as number.
    fn lenient(&mut self) -> &mut Self;
    /// For the value that comes next, these texts and the numbers that they show count as absent.
    fn absent_if(&mut self, values: &'static [&'static str]) -> &mut Self;

    /// Takes what comes next, which may be absent.
    fn read<T: Decode>(&mut self) -> Result<Option<T>, ShapeError> {
        if self.absent()? {
            Ok(None)
        } else {
            T::decode(self).map(Some)
        }
    }

    /// Takes a text that holds JSON. What it holds may be absent, too.
    fn read_json<T: Decode>(&mut self) -> Result<Option<T>, ShapeError> {
        if self.absent()? {
            return Ok(None);
        }
        Document::parse(&self.text()?)?.reader().read()
    }

    /// Takes a text that holds the items of a list, one behind the other; an empty one holds none.
    fn read_joined<T: Decode>(&mut self, separator: &str) -> Result<Option<Vec<T>>, ShapeError> {
        if self.absent()? {
            return Ok(None);
        }
        let text = self.text()?;
        let items = text.split(separator).filter(|_| !text.is_empty());
        let items = items.enumerate().map(|(index, item)| {
            let item = json::text(item);
            let item = Document::parse(&item)?;
            T::decode(item.reader().lenient()).map_err(|error| error.at(index))
        });
        items.collect::<Result<_, _>>().map(Some)
    }

    /// Takes what comes next, which may be absent, and is written as a codec has it.
    fn read_with<T, C: Codec<T> + ?Sized>(&mut self, codec: &C) -> Result<Option<T>, ShapeError> {
        if self.absent()? {
            Ok(None)
        } else {
            codec.decode(self).map(Some)
        }
    }
}

/// A single value as a reply has it.
#[derive(Clone, PartialEq, Eq)]
pub enum Literal {
    /// A text.
    Text(String),
    /// A number's own text.
    Number(String),
    /// True or false.
    Boolean(bool),
    /// The text of a value where all values are texts, as in a CSV file.
    Untold(String),
}

impl Literal {
    /// The text of a text or of a number.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Untold(text) => Some(text),
            Self::Boolean(_) => None,
        }
    }

    /// What kind of value it is, with its article.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) | Self::Untold(_) => "a text",
            Self::Number(_) => "a number",
            Self::Boolean(_) => "true or false",
        }
    }
}

/// Shows the kind alone: what a vendor sends may be personal.
impl fmt::Debug for Literal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.kind())
    }
}

/// Members of a reply that its documentation doesn't name, each with its JSON text.
///
/// `Debug` shows the names alone: what an undocumented member holds may be a secret.
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Extra(Vec<(String, String)>);

impl fmt::Debug for Extra {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Extra")
            .field(&self.0.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .finish()
    }
}

impl Extra {
    /// The JSON text of a member.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(own, _)| *own == name)
            .map(|(_, json)| json)
    }

    /// All members in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, json)| (&**name, &**json))
    }

    /// Whether every member was documented.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a member.
    pub fn push(&mut self, name: impl Into<String>, json: impl Into<String>) {
        self.0.push((name.into(), json.into()));
    }
}

/// Why a reply isn't of the documented shape, and where in it.
///
/// `Display` and `Debug` cut the path and the problem after 200 characters each.
#[derive(Clone, PartialEq, Eq)]
pub struct ShapeError(Box<Misfit>);

/// What an error says, in a box of its own: results of reading stay as small as what is read.
#[derive(Clone, PartialEq, Eq)]
struct Misfit {
    path: String,
    problem: String,
}

impl ShapeError {
    /// A problem with the value at hand.
    #[cold]
    pub fn new(problem: impl Into<String>) -> Self {
        Self(Box::new(Misfit {
            path: String::new(),
            problem: problem.into(),
        }))
    }

    /// The same problem, seen from the object that holds the member `name`.
    #[must_use]
    pub fn within(mut self, name: &str) -> Self {
        let step = if is_plain(name) {
            format!(".{name}")
        } else {
            format!("[{:?}]", Excerpt(name))
        };
        self.0.path.insert_str(0, &step);
        self
    }

    /// The same problem, seen from the list that holds item `index`.
    #[must_use]
    pub fn at(mut self, index: usize) -> Self {
        self.0.path.insert_str(0, &format!("[{index}]"));
        self
    }

    /// The same problem, in this line of a file.
    #[cfg(feature = "csv")]
    #[must_use]
    pub(crate) fn on_line(mut self, line: u64) -> Self {
        self.0.problem.push_str(&format!(" (line {line})"));
        self
    }

    /// JSON path of the value, from `$`. A name that isn't plain stands in brackets and quotes, escaped and cut after 200
    /// characters: undocumented ones are the vendor's words.
    pub fn path(&self) -> String {
        format!("${}", self.0.path)
    }

    /// What is wrong with it.
    pub fn problem(&self) -> &str {
        &self.0.problem
    }
}

impl fmt::Display for ShapeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        write!(formatter, "{}: {}", Excerpt(&path), Excerpt(self.problem()))
    }
}

impl fmt::Debug for ShapeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ShapeError")
            .field("path", &Excerpt(&self.path()))
            .field("problem", &Excerpt(self.problem()))
            .finish()
    }
}

impl std::error::Error for ShapeError {}

/// Whether a name can stand in a path as it is.
fn is_plain(name: &str) -> bool {
    let mut characters = name.chars();
    (1..=64).contains(&name.len())
        && characters.all(|character| character.is_alphanumeric() || matches!(character, '_' | '-'))
}

/// The value of a member that must be there.
///
/// # Errors
///
/// Where it isn't.
pub fn required<T>(name: &str, value: Option<T>) -> Result<T, ShapeError> {
    value.ok_or_else(|| {
        ShapeError::new("is missing or null, though it is always there by the documentation")
            .within(name)
    })
}

/// Keeps what was read of a member.
///
/// # Errors
///
/// Where it couldn't be read.
pub fn put<T>(
    place: &mut Option<T>,
    read: Result<Option<T>, ShapeError>,
) -> Result<(), ShapeError> {
    *place = read?;
    Ok(())
}

impl Decode for String {
    fn decode<R: Reader>(reader: &mut R) -> Result<Self, ShapeError> {
        reader.text()
    }
}

impl Decode for Secret {
    fn decode<R: Reader>(reader: &mut R) -> Result<Self, ShapeError> {
        reader.text().map(Self::new)
    }
}

impl Decode for i64 {
    fn decode<R: Reader>(reader: &mut R) -> Result<Self, ShapeError> {
        reader.integer()
    }
}

impl Decode for f64 {
    fn decode<R: Reader>(reader: &mut R) -> Result<Self, ShapeError> {
        reader.number()
    }
}

impl Decode for bool {
    fn decode<R: Reader>(reader: &mut R) -> Result<Self, ShapeError> {
        reader.boolean()
    }
}

/// The payload of an operation that brings none: whatever is there is passed over.
impl Decode for () {
    fn decode<R: Reader>(reader: &mut R) -> Result<Self, ShapeError> {
        reader.keep("", &mut Extra::default())
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode<R: Reader>(reader: &mut R) -> Result<Self, ShapeError> {
        T::decode(reader).map(Self::new)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode<R: Reader>(reader: &mut R) -> Result<Self, ShapeError> {
        let mut items = Self::new();
        reader.list(|reader| {
            items.push(T::decode(reader)?);
            Ok(())
        })?;
        Ok(items)
    }
}
