use std::fmt;

use bytes::Bytes;

/// A file to upload: its name and content type as the vendor will see them, and its bytes.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct File {
    /// File name sent with the part, such as `shop.png`.
    pub name: String,
    /// Content type sent with the part, such as `image/png`.
    pub content_type: String,
    /// The content.
    pub bytes: Bytes,
}

impl File {
    /// A file from its name, content type and content.
    pub fn new(
        name: impl Into<String>,
        content_type: impl Into<String>,
        bytes: impl Into<Bytes>,
    ) -> Self {
        Self {
            name: name.into(),
            content_type: content_type.into(),
            bytes: bytes.into(),
        }
    }
}

/// Shows the size instead of the content, which may be an identity card.
impl fmt::Debug for File {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("File")
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .field("size", &self.bytes.len())
            .finish()
    }
}
