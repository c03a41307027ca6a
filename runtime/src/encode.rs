use std::borrow::Cow;

use bytes::Bytes;

use crate::codec::Codec;
use crate::file::File;
use crate::secret::Secret;
use crate::text::Text;

/// A value that a request can carry.
pub trait Encode {
    /// Writes the value.
    fn encode<'a, W: ValueWriter<'a>>(&'a self, out: W);
}

/// Takes one value: a form field's or a JSON member's.
pub trait ValueWriter<'a>: Sized {
    /// A text.
    fn text(self, value: impl Into<Text<'a>>);
    /// A text that an explanation masks.
    fn secret(self, value: &'a str) {
        self.text(value);
    }
    /// A whole number.
    fn integer(self, value: i64);
    /// A number. One that isn't finite makes the request refused before it is sent.
    fn number(self, value: f64);
    /// A number by its text. One that JSON can't write makes the request refused before it is sent.
    fn literal(self, number: impl Into<Text<'a>>);
    /// True or false.
    fn boolean(self, value: bool);
    /// A JSON text, as it is.
    fn json(self, text: &'a str);
    /// Nothing: the field is left out.
    fn absent(self);
    /// An object, written member by member.
    fn object(self, members: impl FnOnce(&mut ObjectWriter<'_>));
    /// A list, written item by item.
    fn list<T: Encode>(self, items: &'a [T]);
}

/// Takes the fields of a request in the order in which they are signed.
pub trait RequestWriter<'a> {
    /// A field with a value in its natural form.
    fn field<T: Encode + ?Sized>(&mut self, name: impl Into<Cow<'a, str>>, value: &'a T);
    /// A field with a value that is written as a codec has it.
    fn field_with<T, C: Codec<T> + ?Sized>(
        &mut self,
        name: impl Into<Cow<'a, str>>,
        value: &'a T,
        codec: &C,
    );
    /// A field with a text.
    fn text(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Text<'a>>);
    /// A field whose text is a JSON object, written once: these bytes are signed and sent.
    fn json(&mut self, name: impl Into<Cow<'a, str>>, members: impl FnOnce(&mut ObjectWriter<'_>));
    /// A field whose text is the value's JSON, written once: these bytes are signed and sent.
    fn field_as_json<T: Encode + ?Sized>(&mut self, name: impl Into<Cow<'a, str>>, value: &T);
    /// A field whose text is the items of a list, one behind the other. An item with the separator in it makes the request
    /// refused before it is sent.
    fn field_joined<T: Encode + ?Sized>(
        &mut self,
        name: impl Into<Cow<'a, str>>,
        separator: &str,
        value: &T,
    );
    /// Fields under names of the caller's. One that has a name of the `documented` ones, or none, or one that another has,
    /// makes the request refused before it is sent.
    fn open(&mut self, documented: &[&str], fields: &'a [(String, String)]);
    /// An uploaded file. Files take no part in any signature.
    fn file(&mut self, name: impl Into<Cow<'a, str>>, file: &'a File);
    /// A field with a text that travels in the query though there is a body.
    fn query(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Text<'a>>);
    /// A field with a value in its natural form that travels in the query though there is a body.
    fn query_field<T: Encode + ?Sized>(&mut self, name: impl Into<Cow<'a, str>>, value: &'a T);
    /// A header, its name in lower case. An empty value leaves it out.
    fn header(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Text<'a>>);
    /// The JSON object that is the body, written once: these bytes are signed and sent.
    fn body_json(&mut self, members: impl FnOnce(&mut ObjectWriter<'_>));
    /// A body as it is.
    fn raw_body(&mut self, content_type: impl Into<Cow<'a, str>>, body: impl Into<Bytes>);
}

pub use crate::json::ObjectWriter;

impl Encode for str {
    fn encode<'a, W: ValueWriter<'a>>(&'a self, out: W) {
        out.text(self);
    }
}

impl Encode for String {
    fn encode<'a, W: ValueWriter<'a>>(&'a self, out: W) {
        out.text(self);
    }
}

impl Encode for Secret {
    fn encode<'a, W: ValueWriter<'a>>(&'a self, out: W) {
        out.secret(self.expose());
    }
}

impl Encode for i64 {
    fn encode<'a, W: ValueWriter<'a>>(&'a self, out: W) {
        out.integer(*self);
    }
}

impl Encode for f64 {
    fn encode<'a, W: ValueWriter<'a>>(&'a self, out: W) {
        out.number(*self);
    }
}

impl Encode for bool {
    fn encode<'a, W: ValueWriter<'a>>(&'a self, out: W) {
        out.boolean(*self);
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode<'a, W: ValueWriter<'a>>(&'a self, out: W) {
        match self {
            Some(value) => value.encode(out),
            None => out.absent(),
        }
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode<'a, W: ValueWriter<'a>>(&'a self, out: W) {
        out.list(self);
    }
}
