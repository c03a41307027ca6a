//! How the vendor is asked what came of a call.

/// Declares `poll` and `poll_until`, or `settle`, on a builder that holds a client; nothing where the vendor says of neither.
#[doc(hidden)]
#[macro_export]
macro_rules! __poll {
    ([poll] $request:ident $call:ident) => {
        impl<P: $crate::Profile, T: $crate::Transport, G>
            $call<&$crate::Client<P, $crate::Async<T>>, G>
        where
            $request: $crate::Polled<P, Via = $request>,
        {
            /// Calls it until it is done or refused, as often and as long as the vendor says.
            ///
            /// # Errors
            ///
            /// See [`Client::poll`]($crate::Client::poll): when time is up, the outcome is unknown.
            pub async fn poll(
                self,
            ) -> Result<<$request as $crate::Operation<P>>::Response, $crate::Error>
            where
                G: $crate::Complete<$request>,
            {
                self.client.poll(&self.object).await
            }

            /// The same until the payload is one that the caller waits for.
            ///
            /// # Errors
            ///
            /// As for `poll`.
            pub async fn poll_until(
                self,
                is_wanted: impl ::core::ops::FnMut(
                    &<$request as $crate::Operation<P>>::Response,
                ) -> bool
                + ::core::marker::Send,
            ) -> Result<<$request as $crate::Operation<P>>::Response, $crate::Error>
            where
                G: $crate::Complete<$request>,
            {
                self.client.poll_until(&self.object, is_wanted).await
            }
        }

        impl<P: $crate::Profile, T: $crate::BlockingTransport, G>
            $call<&$crate::Client<P, $crate::Blocking<T>>, G>
        where
            $request: $crate::Polled<P, Via = $request>,
        {
            /// Calls it until it is done or refused, as often and as long as the vendor says.
            ///
            /// # Errors
            ///
            /// See [`Client::poll`]($crate::Client::poll): when time is up, the outcome is unknown.
            pub fn poll(self) -> Result<<$request as $crate::Operation<P>>::Response, $crate::Error>
            where
                G: $crate::Complete<$request>,
            {
                self.client.poll(&self.object)
            }

            /// The same until the payload is one that the caller waits for.
            ///
            /// # Errors
            ///
            /// As for `poll`.
            pub fn poll_until(
                self,
                is_wanted: impl ::core::ops::FnMut(
                    &<$request as $crate::Operation<P>>::Response,
                ) -> bool,
            ) -> Result<<$request as $crate::Operation<P>>::Response, $crate::Error>
            where
                G: $crate::Complete<$request>,
            {
                self.client.poll_until(&self.object, is_wanted)
            }
        }
    };
    ([settle $query:ident] $request:ident $call:ident) => {
        impl<P: $crate::Profile, T: $crate::Transport, G>
            $call<&$crate::Client<P, $crate::Async<T>>, G>
        where
            $request: $crate::Polled<P, Via = $query>,
            $query: $crate::Operation<P>,
        {
            /// Sends it, and where that leaves unknown what came of it, asks after it by this query, as often and as long as
            /// the vendor says.
            ///
            /// # Errors
            ///
            /// See [`Client::settle`]($crate::Client::settle): unless it was refused or never sent, the outcome is unknown.
            pub async fn settle(
                self,
                query: $query,
            ) -> Result<$crate::Settlement<P, $request>, $crate::Error>
            where
                G: $crate::Complete<$request>,
            {
                self.client.settle(&self.object, &query).await
            }
        }

        impl<P: $crate::Profile, T: $crate::BlockingTransport, G>
            $call<&$crate::Client<P, $crate::Blocking<T>>, G>
        where
            $request: $crate::Polled<P, Via = $query>,
            $query: $crate::Operation<P>,
        {
            /// Sends it, and where that leaves unknown what came of it, asks after it by this query, as often and as long as
            /// the vendor says.
            ///
            /// # Errors
            ///
            /// See [`Client::settle`]($crate::Client::settle): unless it was refused or never sent, the outcome is unknown.
            pub fn settle(
                self,
                query: $query,
            ) -> Result<$crate::Settlement<P, $request>, $crate::Error>
            where
                G: $crate::Complete<$request>,
            {
                self.client.settle(&self.object, &query)
            }
        }
    };
}
