//! Enums that keep a value which the documentation doesn't name.

/// Declares an open enum over texts.
///
/// ```text
/// sealspec::text_enum! {
///     /// How it is paid.
///     pub enum Channel {
///         /// Cash at the counter.
///         Cash = "cash",
///     }
/// }
/// ```
#[macro_export]
macro_rules! text_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $wire:literal,)* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $variant,)*
            /// A value that the documentation doesn't name.
            Other(String),
        }

        impl $name {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Other(text) => text,
                }
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($wire => Self::$variant,)*
                    _ => Self::Other(text),
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::from(text.to_owned())
            }
        }

        impl $crate::Encode for $name {
            fn encode<'a, W: $crate::ValueWriter<'a>>(&'a self, out: W) {
                out.text(self.as_str());
            }
        }

        impl $crate::Decode for $name {
            fn decode<R: $crate::Reader>(reader: &mut R) -> Result<Self, $crate::ShapeError> {
                reader.text().map(Self::from)
            }
        }

        impl $crate::Blank for $name {
            fn blank() -> Self {
                Self::Other(String::new())
            }
        }
    };
}

/// Declares an open enum over whole numbers. `lenient` behind its name says that replies may have them as texts, too.
///
/// ```text
/// sealspec::integer_enum! {
///     /// Where the audit stands.
///     pub enum AuditStatus lenient {
///         /// Approved.
///         Approved = 2,
///     }
/// }
/// ```
#[macro_export]
macro_rules! integer_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident $($lenient:ident)? { $($(#[$doc:meta])* $variant:ident = $wire:literal,)* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $variant,)*
            /// A value that the documentation doesn't name.
            Other(i64),
        }

        impl $name {
            /// The value on the wire.
            pub fn code(&self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Other(code) => *code,
                }
            }
        }

        impl From<i64> for $name {
            fn from(code: i64) -> Self {
                match code {
                    $($wire => Self::$variant,)*
                    _ => Self::Other(code),
                }
            }
        }

        impl $crate::Encode for $name {
            fn encode<'a, W: $crate::ValueWriter<'a>>(&'a self, out: W) {
                out.integer(self.code());
            }
        }

        impl $crate::Decode for $name {
            fn decode<R: $crate::Reader>(reader: &mut R) -> Result<Self, $crate::ShapeError> {
                reader$(.$lenient())?.integer().map(Self::from)
            }
        }

        impl $crate::Blank for $name {
            fn blank() -> Self {
                Self::Other(0)
            }
        }
    };
}
