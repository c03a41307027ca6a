//! What a request's builder can do once it is complete.

/// Declares `prepare`, `explain`, `send` and `send_full` on a builder that holds a client, and what it can do besides.
#[doc(hidden)]
#[macro_export]
macro_rules! __send {
    ($request:ident $call:ident) => {
        impl<P: $crate::Profile, M, G> $call<&$crate::Client<P, M>, G>
        where
            $request: $crate::Operation<P>,
        {
            /// The signed request, for a caller with an HTTP client of its own.
            ///
            /// # Errors
            ///
            /// Where the request is refused before it is sent.
            pub fn prepare(self) -> Result<$crate::Prepared, $crate::Error>
            where
                G: $crate::Complete<$request>,
            {
                self.client.prepare(&self.object)
            }

            /// Shows how it would be signed now, without sending it: each line, the fields that take part, and where the
            /// signature goes. Secrets are masked.
            ///
            /// # Errors
            ///
            /// Where the request is refused before it is sent.
            pub fn explain(self) -> Result<$crate::Explanation, $crate::Error>
            where
                G: $crate::Complete<$request>,
            {
                self.client.explain(&self.object)
            }
        }

        impl<P: $crate::Profile, T: $crate::Transport, G>
            $call<&$crate::Client<P, $crate::Async<T>>, G>
        where
            $request: $crate::Operation<P>,
        {
            /// Sends it and gives the payload of the reply.
            ///
            /// # Errors
            ///
            /// See [`Error`]($crate::Error); its `outcome()` tells whether the vendor may have acted.
            pub fn send(
                self,
            ) -> impl ::core::future::Future<
                Output = Result<<$request as $crate::Operation<P>>::Response, $crate::Error>,
            >
            where
                G: $crate::Complete<$request>,
            {
                $crate::send(self.client, self.object)
            }

            /// Sends it and gives the whole reply.
            ///
            /// # Errors
            ///
            /// See [`Error`]($crate::Error); its `outcome()` tells whether the vendor may have acted.
            pub fn send_full(
                self,
            ) -> impl ::core::future::Future<
                Output = Result<
                    $crate::Received<<$request as $crate::Operation<P>>::Response>,
                    $crate::Error,
                >,
            >
            where
                G: $crate::Complete<$request>,
            {
                $crate::send_full(self.client, self.object)
            }
        }

        impl<P: $crate::Profile, T: $crate::BlockingTransport, G>
            $call<&$crate::Client<P, $crate::Blocking<T>>, G>
        where
            $request: $crate::Operation<P>,
        {
            /// Sends it and gives the payload of the reply.
            ///
            /// # Errors
            ///
            /// See [`Error`]($crate::Error); its `outcome()` tells whether the vendor may have acted.
            pub fn send(
                self,
            ) -> Result<<$request as $crate::Operation<P>>::Response, $crate::Error>
            where
                G: $crate::Complete<$request>,
            {
                self.client.send(&self.object)
            }

            /// Sends it and gives the whole reply.
            ///
            /// # Errors
            ///
            /// See [`Error`]($crate::Error); its `outcome()` tells whether the vendor may have acted.
            pub fn send_full(
                self,
            ) -> Result<$crate::Received<<$request as $crate::Operation<P>>::Response>, $crate::Error>
            where
                G: $crate::Complete<$request>,
            {
                self.client.send_full(&self.object)
            }
        }
    };
}
