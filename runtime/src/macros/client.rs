//! A vendor's client.

/// Declares a vendor's client: `Api` with its operations as methods, and `Client`, `blocking::Client`
/// for the transports that are compiled in.
#[macro_export]
macro_rules! client {
    () => {
        /// The vendor's operations as methods: `P` is the profile that signs, `M` how calls are sent.
        ///
        /// Usually one of its aliases: `Client`, or `blocking::Client`.
        #[derive(Debug)]
        pub struct Api<P, M>($crate::Client<P, M>);

        /// A cheap copy that shares connections and settings.
        impl<P, M> Clone for Api<P, M> {
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
        }

        impl<P, M> Api<P, M> {
            /// The same client with other credentials, or by another of the vendor's profiles: connections and settings
            /// are shared.
            ///
            /// # Errors
            ///
            /// Where a credential is empty, the profile is another vendor's, or the settings don't fit it.
            pub fn with_credentials<Q: $crate::Profile>(
                &self,
                profile: Q,
            ) -> Result<Api<Q, M>, $crate::Error>
            where
                P: $crate::Profile,
            {
                self.0.with_credentials(profile).map(Api)
            }

            /// The same client, calling one server at another address, such as one that a reply names: all else is shared.
            ///
            /// # Errors
            ///
            /// Where the vendor has no such server, or the URL isn't one or is plain `http` without leave.
            pub fn with_server_url(
                &self,
                server: impl Into<String>,
                url: impl Into<String>,
            ) -> Result<Self, $crate::Error>
            where
                P: $crate::Profile + Clone,
            {
                self.0.with_server_url(server, url).map(Self)
            }

            /// The client under the vendor's methods.
            pub fn as_client(&self) -> &$crate::Client<P, M> {
                &self.0
            }
        }

        impl<P: $crate::Profile, T> Api<P, $crate::Async<T>> {
            /// A client with a transport of the caller's.
            ///
            /// # Errors
            ///
            /// Where a credential is empty or the settings don't fit the vendor.
            pub fn with_transport(
                profile: P,
                settings: $crate::Settings,
                transport: T,
            ) -> Result<Self, $crate::Error> {
                $crate::Client::with_transport(profile, settings, $crate::Async(transport))
                    .map(Self)
            }
        }

        impl<P: $crate::Profile, T> Api<P, $crate::Blocking<T>> {
            /// A blocking client with a transport of the caller's.
            ///
            /// # Errors
            ///
            /// Where a credential is empty or the settings don't fit the vendor.
            pub fn with_blocking_transport(
                profile: P,
                settings: $crate::Settings,
                transport: T,
            ) -> Result<Self, $crate::Error> {
                $crate::Client::with_transport(profile, settings, $crate::Blocking(transport))
                    .map(Self)
            }
        }

        impl<P: $crate::Profile, T: $crate::Transport> Api<P, $crate::Async<T>> {
            /// Fetches the file at an address that the vendor gave: a plain GET, which is not signed.
            ///
            /// # Errors
            ///
            /// Where the address isn't one, is plain `http` though that isn't allowed, or gives no file.
            pub async fn download(&self, url: &str) -> Result<$crate::Bytes, $crate::Error> {
                self.0.download(url).await
            }
        }

        impl<P: $crate::Profile, T: $crate::BlockingTransport> Api<P, $crate::Blocking<T>> {
            /// Fetches the file at an address that the vendor gave: a plain GET, which is not signed.
            ///
            /// # Errors
            ///
            /// Where the address isn't one, is plain `http` though that isn't allowed, or gives no file.
            pub fn download(&self, url: &str) -> Result<$crate::Bytes, $crate::Error> {
                self.0.download(url)
            }
        }

        $crate::__async_client! {}
        $crate::__blocking_client! {}
    };
}

#[cfg(feature = "reqwest")]
#[doc(hidden)]
#[macro_export]
macro_rules! __async_client {
    () => {
        /// The client for async programs, on `reqwest`.
        pub type Client<P> = Api<P, $crate::Async<$crate::Reqwest>>;

        impl<P: $crate::Profile> Client<P> {
            /// A client with default settings.
            ///
            /// # Errors
            ///
            /// Where a credential is empty.
            pub fn new(profile: P) -> Result<Self, $crate::Error> {
                Self::with_settings(profile, $crate::Settings::default())
            }

            /// A client with these settings.
            ///
            /// # Errors
            ///
            /// Where a credential is empty or the settings don't fit the vendor.
            pub fn with_settings(
                profile: P,
                settings: $crate::Settings,
            ) -> Result<Self, $crate::Error> {
                $crate::Client::<P, $crate::Async<$crate::Reqwest>>::new(profile, settings)
                    .map(Self)
            }
        }
    };
}

#[cfg(not(feature = "reqwest"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __async_client {
    () => {};
}

#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_client {
    () => {
        /// The client for programs without an async runtime; it works inside one too.
        pub mod blocking {
            /// The blocking client, on `ureq`.
            pub type Client<P> = super::Api<P, $crate::Blocking<$crate::Ureq>>;
        }

        impl<P: $crate::Profile> blocking::Client<P> {
            /// A blocking client with default settings.
            ///
            /// # Errors
            ///
            /// Where a credential is empty.
            pub fn new(profile: P) -> Result<Self, $crate::Error> {
                Self::with_settings(profile, $crate::Settings::default())
            }

            /// A blocking client with these settings.
            ///
            /// # Errors
            ///
            /// Where a credential is empty or the settings don't fit the vendor.
            pub fn with_settings(
                profile: P,
                settings: $crate::Settings,
            ) -> Result<Self, $crate::Error> {
                $crate::Client::<P, $crate::Blocking<$crate::Ureq>>::new(profile, settings)
                    .map(Self)
            }
        }
    };
}

#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_client {
    () => {};
}
