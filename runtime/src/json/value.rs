use super::document::Document;
use super::reader::JsonReader;
use crate::builder::Blank;
use crate::decode::{Decode, Reader, ShapeError};
use crate::encode::{Encode, ValueWriter};

/// Any JSON value, by its text. Two are equal where their texts are.
///
/// ```
/// use sealspec::Json;
///
/// let json = Json::new(r#"{"fee": 1.50}"#)?;
/// assert_eq!(json.text(), r#"{"fee": 1.50}"#);
/// assert!(Json::new("{fee: 1}").is_err());
/// # Ok::<(), sealspec::ShapeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "String", into = "String"))]
pub struct Json(String);

impl Json {
    /// Takes a JSON text. It is kept as it is, but for blanks around it.
    ///
    /// # Errors
    ///
    /// Where it isn't JSON, or an object in it has two members of one name.
    pub fn new(text: impl AsRef<str>) -> Result<Self, ShapeError> {
        let text = text.as_ref().trim_ascii();
        Document::parse(text)?;
        Ok(Self(text.to_owned()))
    }

    /// The JSON text.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Reads the value as one of shape `T`.
    ///
    /// # Errors
    ///
    /// Where it isn't of that shape.
    pub fn parse<T: Decode>(&self) -> Result<T, ShapeError> {
        JsonReader::decode(&self.0)
    }
}

impl TryFrom<String> for Json {
    type Error = ShapeError;

    fn try_from(text: String) -> Result<Self, ShapeError> {
        Self::new(text)
    }
}

impl From<Json> for String {
    fn from(json: Json) -> Self {
        json.0
    }
}

impl Encode for Json {
    fn encode<'a, W: ValueWriter<'a>>(&'a self, out: W) {
        out.json(&self.0);
    }
}

impl Decode for Json {
    fn decode<R: Reader>(reader: &mut R) -> Result<Self, ShapeError> {
        reader.json().map(Self)
    }
}

impl Blank for Json {
    fn blank() -> Self {
        Self("null".to_owned())
    }
}
