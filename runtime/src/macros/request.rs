//! Requests and the objects that they carry.

/// Declares a request: its struct, the method that begins it, and the builder that can be sent once
/// every required field is given.
///
/// ```text
/// sealspec::request! {
///     /// Sends an SMS verification code.
///     pub struct SendSmsCode from Api::send_sms_code by SendSmsCodeCall {
///         /// Mobile number that receives the code.
///         required mobile: String,
///         /// Language of the text message.
///         optional language: String,
///     }
/// }
/// ```
///
/// A last field `open extra: Vec<(String, String)>` holds fields under names of the caller's; the builder has the method `field`
/// for them.
///
/// After the builder's name, `then [poll]` or `then [settle Query]` says how it is asked after, and `with #[…]` adds an attribute to
/// the struct alone. Behind the fields stand groups of optional ones, of which `any_of` or `one_of` must be given before the call can
/// be sent:
///
/// ```text
///     any_of number_or_reference {
///         optional number: String,
///         optional reference: String,
///     }
/// ```
#[macro_export]
macro_rules! request {
    (
        $(#[$meta:meta])*
        pub struct $request:ident from $api:ident::$method:ident by $call:ident
        $(then [$($then:tt)*])?
        $(with #[$attribute:meta])*
        { $($fields:tt)* }
        $($how:ident $group:ident { $($member:tt)* })*
    ) => {
        $crate::object! {
            $(#[$meta])*
            pub struct $request from $method by $call $(with #[$attribute])* { $($fields)* }
            $($how $group { $($member)* })*
        }

        impl<P: $crate::Profile, M> $api<P, M> {
            $(#[$meta])*
            pub fn $method(&self) -> $call<&$crate::Client<P, M>>
            where
                $request: $crate::Operation<P>,
            {
                $call::begin(self.as_client())
            }
        }

        $crate::__send! { $request $call }
        $($crate::__poll! { [$($then)*] $request $call })?
    };
}

/// Declares an object that requests carry: its struct, and a builder that can be finished once every
/// required field is given.
///
/// Fields are written as in [`request!`]; the name after `from` is that of the module that holds their
/// marks.
#[macro_export]
macro_rules! object {
    (
        $(#[$meta:meta])*
        pub struct $object:ident from $marks:ident by $builder:ident
        $(with #[$attribute:meta])*
        { $($fields:tt)* }
        $($how:ident $group:ident { $($member:tt)* })*
    ) => {
        $crate::__struct! {
            [$(#[$meta])* $(#[$attribute])*] $object { $($fields)* $($($member)*)* }
        }

        impl $object {
            /// Begins one, field by field.
            pub fn builder() -> $builder<()> {
                $builder::begin(())
            }
        }

        $crate::__builder! {
            @sort [$object $marks $builder] [$($fields)* $($how $group { $($member)* })*] [] [] []
        }
    };
}

/// Declares the struct itself.
#[doc(hidden)]
#[macro_export]
macro_rules! __struct {
    (
        [$(#[$meta:meta])*] $object:ident
        { $($(#[$doc:meta])* $kind:ident $field:ident: $type:ty,)* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct $object {
            $($(#[$doc])* pub $field: $crate::__field_type!($kind $type),)*
        }

        impl $crate::Blank for $object {
            fn blank() -> Self {
                Self { $($field: $crate::Blank::blank(),)* }
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __field_type {
    (required $type:ty) => { $type };
    (optional $type:ty) => { Option<$type> };
    (open $type:ty) => { $type };
}
