//! What the compiler checks of a builder.
//!
//! A required field is one type in a tuple, which is a type parameter of the builder: the field's own name while it is missing,
//! [`Set`] once it is given. The builder can be finished when the tuple is [`Complete`], which it is when each of them is
//! [`Given`]: the compiler's message names the one that isn't.

use std::fmt;

/// The mark of a required field that has been given.
#[derive(Debug, Clone, Copy)]
pub enum Set {}

/// Holds for [`Set`] alone.
#[diagnostic::on_unimplemented(
    message = "the required field `{Self}` is missing",
    label = "set the field `{Self}` before this call"
)]
pub trait Given {}

impl Given for Set {}

/// Holds for the marks of an `Object` of which each is [`Given`].
pub trait Complete<Object> {}

/// Shows a builder.
///
/// # Errors
///
/// Where the formatter fails.
pub fn show_builder(
    formatter: &mut fmt::Formatter<'_>,
    name: &str,
    client: &dyn fmt::Debug,
    object: &dyn fmt::Debug,
) -> fmt::Result {
    formatter
        .debug_struct(name)
        .field("client", client)
        .field("object", object)
        .finish_non_exhaustive()
}

/// A placeholder value for a field that its builder has yet to be given. Never seen by a caller.
pub trait Blank {
    /// The placeholder.
    fn blank() -> Self;
}

impl Blank for crate::File {
    fn blank() -> Self {
        Self::new("", "", "")
    }
}

/// Implements [`Blank`] where a type's default will do.
macro_rules! blank_by_default {
    ($($type:ty),*) => {
        $(impl Blank for $type {
            fn blank() -> Self {
                Self::default()
            }
        })*
    };
}

blank_by_default!(
    String,
    bool,
    i64,
    f64,
    crate::Secret,
    crate::Money,
    crate::Date,
    crate::DateTime
);

impl<T> Blank for Option<T> {
    fn blank() -> Self {
        None
    }
}

impl<T> Blank for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }
}
