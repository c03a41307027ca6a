//! One of a group of fields must be given.

sealspec_client::sealspec::object! {
    /// Which order it is.
    pub struct Search from search by SearchBuilder {
        /// City.
        optional city: String,
    }
    any_of number_or_reference {
        /// Number of the order.
        optional number: i64,
        /// Reference of the caller's.
        optional reference: String,
    }
}

fn main() {
    let _ = Search::builder().city("x").number(1).reference("A").build();
    let _ = Search::builder().reference("A").build();
    let _ = Search::builder().city("x").build();
}
