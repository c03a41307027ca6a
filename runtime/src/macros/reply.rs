//! Objects that replies bring.

/// Declares an object that replies bring, and how it is read. Behind each field stand its wire name, and how its value is
/// read where that isn't plainly by its type:
///
/// ```text
/// sealspec::reply! {
///     /// What became of a message.
///     pub struct QueryMessageResponse {
///         /// Its number.
///         always message_id: i64 = "messageId",
///         /// When it was delivered.
///         optional delivered_at: DateTime = "deliveredAt".absent_if(&[""]).read_with(&DELIVERED_AT_FORMAT),
///     }
/// }
/// ```
///
/// What is `always` there is relied upon: a reply without it is an error. Members that the documentation doesn't name
/// are kept in the field `extra`.
#[macro_export]
macro_rules! reply {
    (
        $(#[$meta:meta])*
        pub struct $object:ident {
            $(
                $(#[$doc:meta])*
                $presence:ident $field:ident: $type:ty = $wire:literal $(. $step:ident $arguments:tt)*,
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct $object {
            $($(#[$doc])* pub $field: $crate::__member!($presence $type),)*
            /// Members that the documentation doesn't name.
            pub extra: $crate::Extra,
        }

        impl $crate::Decode for $object {
            fn decode<R: $crate::Reader>(reader: &mut R) -> Result<Self, $crate::ShapeError> {
                $(let mut $field = None;)*
                let mut extra = $crate::Extra::default();
                reader.object(|name, value| match name {
                    $($wire => $crate::put(&mut $field, $crate::__read!(value $(. $step $arguments)*)),)*
                    _ => value.keep(name, &mut extra),
                })?;
                Ok(Self {
                    $($field: $crate::__finished!($presence $wire $field),)*
                    extra,
                })
            }
        }
    };
}

/// The type of a member's field.
#[doc(hidden)]
#[macro_export]
macro_rules! __member {
    (always $type:ty) => { $type };
    (optional $type:ty) => { Option<$type> };
}

/// Reads a member's value.
#[doc(hidden)]
#[macro_export]
macro_rules! __read {
    ($value:ident) => { $value.read() };
    ($value:ident $(. $step:ident $arguments:tt)+) => { $value $(. $step $arguments)+ };
}

/// What a member's field holds in the end.
#[doc(hidden)]
#[macro_export]
macro_rules! __finished {
    (always $wire:literal $field:ident) => {
        $crate::required($wire, $field)?
    };
    (optional $wire:literal $field:ident) => {
        $field
    };
}
