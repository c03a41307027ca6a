//! The builder of a request or an object.

/// `@sort` parts the fields into marks, optional ones and one that holds any: a mark is a required field or a group of which one must
/// be given, and has the setters that count for it. All marks together are one type parameter of the builder, a tuple: what doesn't
/// ask for a certain mark is generic over that alone, which keeps the compiler's work small.
///
/// A setter takes whatever can become its field's type, except for numbers: of a literal, `impl Into<i64>` would make an `i32`.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    (@sort $own:tt [$(#[$doc:meta])* $kind:ident $field:ident: i64, $($rest:tt)*] $marks:tt $optional:tt $open:tt) => {
        $crate::__builder! { @$kind $own [$($rest)*] $field { $(#[$doc])* $field i64 } $marks $optional $open }
    };
    (@sort $own:tt [$(#[$doc:meta])* $kind:ident $field:ident: f64, $($rest:tt)*] $marks:tt $optional:tt $open:tt) => {
        $crate::__builder! { @$kind $own [$($rest)*] $field { $(#[$doc])* $field f64 } $marks $optional $open }
    };
    (@sort $own:tt [$(#[$doc:meta])* $kind:ident $field:ident: $type:ty, $($rest:tt)*] $marks:tt $optional:tt $open:tt) => {
        $crate::__builder! {
            @$kind $own [$($rest)*] $field { $(#[$doc])* $field impl Into<$type> } $marks $optional $open
        }
    };
    (@required $own:tt $rest:tt $mark:ident $field:tt [$($marks:tt)*] $optional:tt $open:tt) => {
        $crate::__builder! { @sort $own $rest [$($marks)* { required $mark [$field] }] $optional $open }
    };
    (@optional $own:tt $rest:tt $mark:ident $field:tt $marks:tt [$($optional:tt)*] $open:tt) => {
        $crate::__builder! { @sort $own $rest $marks [$($optional)* $field] $open }
    };
    (@open $own:tt $rest:tt $mark:ident $field:tt $marks:tt $optional:tt []) => {
        $crate::__builder! { @sort $own $rest $marks $optional [$field] }
    };
    (@sort $own:tt [$how:ident $group:ident { $($fields:tt)* } $($rest:tt)*] $marks:tt $optional:tt $open:tt) => {
        $crate::__builder! {
            @sort [group $how $group $own [$($rest)*] $marks $optional $open] [$($fields)*] [] [] []
        }
    };
    (@sort [group $how:ident $group:ident $own:tt $rest:tt [$($marks:tt)*] $optional:tt $open:tt]
        [] [] $fields:tt []
    ) => {
        $crate::__builder! { @sort $own $rest [$($marks)* { $how $group $fields }] $optional $open }
    };
    (@sort [$object:ident $module:ident $builder:ident] []
        [$({ $how:ident $mark:ident $setters:tt })*]
        [$({ $(#[$doc:meta])* $optional:ident $type:ty })*]
        [$({ $(#[$open_doc:meta])* $open:ident $open_type:ty })?]
    ) => {
        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_docs)]
        pub mod $module {
            $(pub enum $mark {})*
        }

        #[doc = concat!("Builds [`", stringify!($object), "`], which can't be had before every required field is given.")]
        #[must_use = "it does nothing until it is built or sent"]
        pub struct $builder<C, G = ($(self::$module::$mark,)*)> {
            client: C,
            object: $object,
            given: ::core::marker::PhantomData<G>,
        }

        impl<C: Clone, G> Clone for $builder<C, G> {
            fn clone(&self) -> Self {
                Self {
                    client: self.client.clone(),
                    object: self.object.clone(),
                    given: ::core::marker::PhantomData,
                }
            }
        }

        impl<C: ::core::fmt::Debug, G> ::core::fmt::Debug for $builder<C, G> {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::show_builder(formatter, stringify!($builder), &self.client, &self.object)
            }
        }

        #[allow(non_camel_case_types)]
        impl<$($mark: $crate::Given),*> $crate::Complete<$object> for ($($mark,)*) {}

        impl<C, G> $builder<C, G> {
            fn begin(client: C) -> Self {
                Self {
                    client,
                    object: $crate::Blank::blank(),
                    given: ::core::marker::PhantomData,
                }
            }

            fn __given<H>(self) -> $builder<C, H> {
                $builder {
                    client: self.client,
                    object: self.object,
                    given: ::core::marker::PhantomData,
                }
            }

            $(
                $(#[$doc])*
                pub fn $optional(mut self, $optional: $type) -> Self {
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
                G: $crate::Complete<$object>,
            {
                self.object
            }
        }

        $crate::__setters! { $builder $module [] [$($mark)*] [$($how $setters)*] }
    };
}

/// Declares the setters that count for each mark. The second field of a `one_of` has no setter, once the first is given.
#[doc(hidden)]
#[macro_export]
macro_rules! __setters {
    ($builder:ident $module:ident $before:tt [] []) => {};
    ($builder:ident $module:ident [$($before:ident)*] [$mark:ident $($after:ident)*] [one_of $setters:tt $($rest:tt)*]) => {
        $crate::__setters! {
            @for [$($before)* $($after)*] (($($before,)* self::$module::$mark, $($after,)*)) (($($before,)* $crate::Set, $($after,)*))
            $builder Some $setters
        }
        $crate::__setters! { $builder $module [$($before)* $mark] [$($after)*] [$($rest)*] }
    };
    ($builder:ident $module:ident [$($before:ident)*] [$mark:ident $($after:ident)*] [any_of $setters:tt $($rest:tt)*]) => {
        $crate::__setters! {
            @for [$($before)* $mark $($after)*] (($($before,)* $mark, $($after,)*)) (($($before,)* $crate::Set, $($after,)*))
            $builder Some $setters
        }
        $crate::__setters! { $builder $module [$($before)* $mark] [$($after)*] [$($rest)*] }
    };
    ($builder:ident $module:ident [$($before:ident)*] [$mark:ident $($after:ident)*] [required $setters:tt $($rest:tt)*]) => {
        $crate::__setters! {
            @for [$($before)* $mark $($after)*] (($($before,)* $mark, $($after,)*)) (($($before,)* $crate::Set, $($after,)*))
            $builder ::core::convert::identity $setters
        }
        $crate::__setters! { $builder $module [$($before)* $mark] [$($after)*] [$($rest)*] }
    };
    (@for [$($free:ident)*] ($from:ty) ($to:ty) $builder:ident $wrap:path
        [$({ $(#[$doc:meta])* $field:ident $type:ty })*]
    ) => {
        #[allow(non_camel_case_types)]
        impl<C, $($free,)*> $builder<C, $from> {
            $(
                $(#[$doc])*
                pub fn $field(mut self, $field: $type) -> $builder<C, $to> {
                    self.object.$field = $wrap($field.into());
                    self.__given()
                }
            )*
        }
    };
}
