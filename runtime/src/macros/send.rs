//! What a request's builder can do once it is complete.

/// Declares `prepare`, `explain`, `send` and `send_full` on a builder that holds a client, and what it can do besides.
#[doc(hidden)]
#[macro_export]
macro_rules! __send {
    ($request:ident $call:ident $then:tt [$($required:ident)*]) => {
        #[allow(non_camel_case_types)]
        impl<P: $crate::Profile, M, $($required,)*> $call<&$crate::Client<P, M>, $($required,)*>
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
                $($required: $crate::Given,)*
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
                $($required: $crate::Given,)*
            {
                self.client.explain(&self.object)
            }
        }

        #[allow(non_camel_case_types)]
        impl<P: $crate::Profile, T: $crate::Transport, $($required,)*>
            $call<&$crate::Client<P, $crate::Async<T>>, $($required,)*>
        where
            $request: $crate::Operation<P>,
        {
            /// Sends it and gives the payload of the reply.
            ///
            /// # Errors
            ///
            /// See [`Error`]($crate::Error); its `outcome()` tells whether the vendor may have acted.
            pub async fn send(
                self,
            ) -> Result<<$request as $crate::Operation<P>>::Response, $crate::Error>
            where
                $($required: $crate::Given,)*
            {
                self.client.send(&self.object).await
            }

            /// Sends it and gives the whole reply.
            ///
            /// # Errors
            ///
            /// See [`Error`]($crate::Error); its `outcome()` tells whether the vendor may have acted.
            pub async fn send_full(
                self,
            ) -> Result<$crate::Received<<$request as $crate::Operation<P>>::Response>, $crate::Error>
            where
                $($required: $crate::Given,)*
            {
                self.client.send_full(&self.object).await
            }
        }

        #[allow(non_camel_case_types)]
        impl<P: $crate::Profile, T: $crate::BlockingTransport, $($required,)*>
            $call<&$crate::Client<P, $crate::Blocking<T>>, $($required,)*>
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
                $($required: $crate::Given,)*
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
                $($required: $crate::Given,)*
            {
                self.client.send_full(&self.object)
            }
        }

        $crate::__poll! { $then $request $call [$($required)*] }
    };
}
