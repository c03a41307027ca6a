//! What receivers hold callbacks against.

/// Declares what the receiver of a callback must compare: fields with their wire names.
///
/// ```text
/// sealspec::expected! {
///     /// What [`OrderPaid`] is held against.
///     pub struct OrderPaidExpected for OrderPaid {
///         /// Number of the order.
///         "orderNo" order_no: String,
///     }
/// }
/// ```
#[macro_export]
macro_rules! expected {
    (
        $(#[$meta:meta])*
        $visibility:vis struct $expected:ident for $callback:ident {
            $($(#[$doc:meta])* $wire:literal $field:ident: $type:ty,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug)]
        $visibility struct $expected {
            $($(#[$doc])* pub $field: $type,)*
        }

        impl $crate::callback::Expected<$callback> for $expected {
            fn claimed_by(callback: &$callback) -> Self {
                Self { $($field: callback.$field.clone(),)* }
            }

            fn differences(&self, claims: &Self) -> Vec<&'static str> {
                let mut fields = Vec::new();
                $(if self.$field != claims.$field {
                    fields.push($wire);
                })*
                fields
            }
        }
    };
}
