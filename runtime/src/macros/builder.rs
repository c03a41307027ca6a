//! The builder of a request or an object.

/// `@sort` parts the fields into marks, optional ones and one that holds any: a mark is a required field or a group of which one must
/// be given. It is one type parameter of the builder, and has the setters that count for it. Then `build` declares the builder, and
/// `send` hands the marks to `__send!`, `link` to `__link!`.
///
/// A setter takes whatever can become its field's type, except for numbers: of a literal, `impl Into<i64>` would make an `i32`.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    (@sort $then:tt [$(#[$doc:meta])* $kind:ident $field:ident: i64, $($rest:tt)*] $marks:tt $optional:tt $open:tt) => {
        $crate::__builder! { @$kind $then [$($rest)*] $field { $(#[$doc])* $field i64 } $marks $optional $open }
    };
    (@sort $then:tt [$(#[$doc:meta])* $kind:ident $field:ident: f64, $($rest:tt)*] $marks:tt $optional:tt $open:tt) => {
        $crate::__builder! { @$kind $then [$($rest)*] $field { $(#[$doc])* $field f64 } $marks $optional $open }
    };
    (@sort $then:tt [$(#[$doc:meta])* $kind:ident $field:ident: $type:ty, $($rest:tt)*] $marks:tt $optional:tt $open:tt) => {
        $crate::__builder! {
            @$kind $then [$($rest)*] $field { $(#[$doc])* $field impl Into<$type> } $marks $optional $open
        }
    };
    (@required $then:tt $rest:tt $mark:ident $field:tt [$($marks:tt)*] $optional:tt $open:tt) => {
        $crate::__builder! { @sort $then $rest [$($marks)* { required $mark [$field] }] $optional $open }
    };
    (@optional $then:tt $rest:tt $mark:ident $field:tt $marks:tt [$($optional:tt)*] $open:tt) => {
        $crate::__builder! { @sort $then $rest $marks [$($optional)* $field] $open }
    };
    (@open $then:tt $rest:tt $mark:ident $field:tt $marks:tt $optional:tt []) => {
        $crate::__builder! { @sort $then $rest $marks $optional [$field] }
    };
    (@sort $then:tt [$how:ident $group:ident { $($fields:tt)* } $($rest:tt)*] $marks:tt $optional:tt $open:tt) => {
        $crate::__builder! {
            @sort [group $how $group $then [$($rest)*] $marks $optional $open] [$($fields)*] [] [] []
        }
    };
    (@sort [group $how:ident $group:ident $then:tt $rest:tt [$($marks:tt)*] $optional:tt $open:tt]
        [] [] $fields:tt []
    ) => {
        $crate::__builder! { @sort $then $rest [$($marks)* { $how $group $fields }] $optional $open }
    };
    (@sort [build $object:ident $module:ident $builder:ident] []
        [$({ $how:ident $mark:ident $setters:tt })*]
        [$({ $(#[$doc:meta])* $optional:ident $type:ty })*]
        [$({ $(#[$open_doc:meta])* $open:ident $open_type:ty })?]
    ) => {
        #[doc(hidden)]
        #[allow(non_camel_case_types, missing_docs)]
        pub mod $module {
            $(#[derive(Debug, Clone, Copy)] pub enum $mark {})*
        }

        #[doc = concat!("Builds [`", stringify!($object), "`], which can't be had before every required field is given.")]
        #[derive(Debug, Clone)]
        #[must_use = "it does nothing until it is built or sent"]
        #[allow(non_camel_case_types)]
        pub struct $builder<C, $($mark = self::$module::$mark,)*> {
            client: C,
            object: $object,
            given: ::core::marker::PhantomData<($($mark,)*)>,
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
        impl<C, $($mark,)*> $builder<C, $($mark,)*> {
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
                $($mark: $crate::Given,)*
            {
                self.object
            }
        }

        $crate::__setters! { $builder $module [] [$($mark)*] [$($how $setters)*] }
    };
    (@sort [send $($what:tt)*] [] [$({ $how:ident $mark:ident $setters:tt })*] $optional:tt $open:tt) => {
        $crate::__send! { $($what)* [$($mark)*] }
    };
    (@sort [link $($what:tt)*] [] [$({ $how:ident $mark:ident $setters:tt })*] $optional:tt $open:tt) => {
        $crate::__link! { $($what)* [$($mark)*] }
    };
}

/// Declares the setters that count for each mark. The second field of a `one_of` has no setter, once the first is given.
#[doc(hidden)]
#[macro_export]
macro_rules! __setters {
    ($builder:ident $module:ident $before:tt [] []) => {};
    ($builder:ident $module:ident [$($before:ident)*] [$mark:ident $($after:ident)*] [one_of $setters:tt $($rest:tt)*]) => {
        $crate::__setters! {
            @for [$($before)* $($after)*]
            ($builder<C, $($before,)* self::$module::$mark, $($after,)*>)
            ($builder<C, $($before,)* $crate::Set, $($after,)*>)
            $builder Some $setters
        }
        $crate::__setters! { $builder $module [$($before)* $mark] [$($after)*] [$($rest)*] }
    };
    ($builder:ident $module:ident [$($before:ident)*] [$mark:ident $($after:ident)*] [any_of $setters:tt $($rest:tt)*]) => {
        $crate::__setters! {
            @for [$($before)* $mark $($after)*]
            ($builder<C, $($before,)* $mark, $($after,)*>)
            ($builder<C, $($before,)* $crate::Set, $($after,)*>)
            $builder Some $setters
        }
        $crate::__setters! { $builder $module [$($before)* $mark] [$($after)*] [$($rest)*] }
    };
    ($builder:ident $module:ident [$($before:ident)*] [$mark:ident $($after:ident)*] [required $setters:tt $($rest:tt)*]) => {
        $crate::__setters! {
            @for [$($before)* $mark $($after)*]
            ($builder<C, $($before,)* $mark, $($after,)*>)
            ($builder<C, $($before,)* $crate::Set, $($after,)*>)
            $builder ::core::convert::identity $setters
        }
        $crate::__setters! { $builder $module [$($before)* $mark] [$($after)*] [$($rest)*] }
    };
    (@for [$($free:ident)*] ($from:ty) ($to:ty) $builder:ident $wrap:path
        [$({ $(#[$doc:meta])* $field:ident $type:ty })*]
    ) => {
        #[allow(non_camel_case_types)]
        impl<C, $($free,)*> $from {
            $(
                $(#[$doc])*
                pub fn $field(mut self, $field: $type) -> $to {
                    self.object.$field = $wrap($field.into());
                    $builder {
                        client: self.client,
                        object: self.object,
                        given: ::core::marker::PhantomData,
                    }
                }
            )*
        }
    };
}
