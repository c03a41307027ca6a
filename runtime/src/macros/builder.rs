//! The builder of a request or an object.

/// `@sort` parts the fields into required ones, optional ones and one that holds any; then `build` declares the builder and its
/// setters, and `send` hands the required ones to `__send!`.
///
/// A setter takes whatever can become its field's type, except for numbers: of a literal, `impl Into<i64>` would make an `i32`.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    (@sort $then:tt [$(#[$doc:meta])* $kind:ident $field:ident: i64, $($rest:tt)*] $required:tt $optional:tt $open:tt) => {
        $crate::__builder! { @$kind $then [$($rest)*] { $(#[$doc])* $field i64 } $required $optional $open }
    };
    (@sort $then:tt [$(#[$doc:meta])* $kind:ident $field:ident: f64, $($rest:tt)*] $required:tt $optional:tt $open:tt) => {
        $crate::__builder! { @$kind $then [$($rest)*] { $(#[$doc])* $field f64 } $required $optional $open }
    };
    (@sort $then:tt [$(#[$doc:meta])* $kind:ident $field:ident: $type:ty, $($rest:tt)*] $required:tt $optional:tt $open:tt) => {
        $crate::__builder! {
            @$kind $then [$($rest)*] { $(#[$doc])* $field impl Into<$type> } $required $optional $open
        }
    };
    (@required $then:tt $rest:tt $field:tt [$($required:tt)*] $optional:tt $open:tt) => {
        $crate::__builder! { @sort $then $rest [$($required)* $field] $optional $open }
    };
    (@optional $then:tt $rest:tt $field:tt $required:tt [$($optional:tt)*] $open:tt) => {
        $crate::__builder! { @sort $then $rest $required [$($optional)* $field] $open }
    };
    (@open $then:tt $rest:tt $field:tt $required:tt $optional:tt []) => {
        $crate::__builder! { @sort $then $rest $required $optional [$field] }
    };
    (@sort [build $object:ident $marks:ident $builder:ident] []
        [$({ $(#[$doc:meta])* $required:ident $type:ty })*]
        [$({ $(#[$optional_doc:meta])* $optional:ident $optional_type:ty })*]
        [$({ $(#[$open_doc:meta])* $open:ident $open_type:ty })?]
    ) => {
        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_docs)]
        pub mod $marks {
            $(#[derive(Debug, Clone, Copy)] pub enum $required {})*
        }

        #[doc = concat!("Builds [`", stringify!($object), "`], which can't be had before every required field is given.")]
        #[derive(Debug, Clone)]
        #[must_use = "it does nothing until it is built or sent"]
        #[allow(non_camel_case_types)]
        pub struct $builder<C, $($required = $marks::$required,)*> {
            client: C,
            object: $object,
            given: ::core::marker::PhantomData<($($required,)*)>,
        }

        impl<C> $builder<C> {
            fn begin(client: C) -> Self {
                Self {
                    client,
                    object: $crate::Blank::blank(),
                    given: ::core::marker::PhantomData,
                }
            }
        }

        #[allow(non_camel_case_types)]
        impl<C, $($required,)*> $builder<C, $($required,)*> {
            $(
                $(#[$optional_doc])*
                pub fn $optional(mut self, $optional: $optional_type) -> Self {
                    self.object.$optional = Some($optional.into());
                    self
                }
            )*

            $(
                $(#[$open_doc])*
                pub fn field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
                    self.object.$open.push((name.into(), value.into()));
                    self
                }
            )?

            /// The finished value.
            pub fn build(self) -> $object
            where
                $($required: $crate::Given,)*
            {
                self.object
            }
        }

        $crate::__builder! { @setters $builder [] [$({ $(#[$doc])* $required $type })*] }
    };
    (@setters $builder:ident [$($before:ident)*] []) => {};
    (@setters $builder:ident [$($before:ident)*]
        [{ $(#[$doc:meta])* $field:ident $type:ty } $({ $(#[$after_doc:meta])* $after:ident $after_type:ty })*]
    ) => {
        #[allow(non_camel_case_types)]
        impl<C, $($before,)* $field, $($after,)*> $builder<C, $($before,)* $field, $($after,)*> {
            $(#[$doc])*
            pub fn $field(
                mut self,
                $field: $type,
            ) -> $builder<C, $($before,)* $crate::Set, $($after,)*> {
                self.object.$field = $field.into();
                $builder {
                    client: self.client,
                    object: self.object,
                    given: ::core::marker::PhantomData,
                }
            }
        }

        $crate::__builder! {
            @setters $builder [$($before)* $field] [$({ $(#[$after_doc])* $after $after_type })*]
        }
    };
    (@sort [send $($what:tt)*] [] $required:tt $optional:tt $open:tt) => {
        $crate::__send! { $($what)* $required }
    };
}
