//! Links.

/// Declares a link: its struct, the method that begins it, and the builder that makes it once every required field is given.
/// It is written like a [`request!`](crate::request).
#[macro_export]
macro_rules! link {
    (
        $(#[$meta:meta])*
        pub struct $request:ident from $api:ident::$method:ident by $call:ident
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
                $request: $crate::Link<P>,
            {
                $call::begin(self.as_client())
            }
        }

        $crate::__link! { $request $call }
    };
}

/// Declares `link` and `explain` on a builder that holds a client.
#[doc(hidden)]
#[macro_export]
macro_rules! __link {
    ($request:ident $call:ident) => {
        impl<P: $crate::Profile, M, G> $call<&$crate::Client<P, M>, G>
        where
            $request: $crate::Link<P>,
        {
            /// The address, for someone else to open.
            ///
            /// # Errors
            ///
            /// Where a request like it would be refused before it is sent.
            pub fn link(self) -> Result<String, $crate::Error>
            where
                G: $crate::Complete<$request>,
            {
                self.client.link(&self.object)
            }

            /// Shows how it would be signed now: each line, the fields that take part, and where the signature goes. Secrets
            /// are masked.
            ///
            /// # Errors
            ///
            /// As for `link`.
            pub fn explain(self) -> Result<$crate::Explanation, $crate::Error>
            where
                G: $crate::Complete<$request>,
            {
                self.client.explain_link(&self.object)
            }
        }
    };
}
