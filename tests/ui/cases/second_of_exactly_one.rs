//! Of a group of which exactly one is wanted, no second one can be given.

sealspec_client::sealspec::object! {
    /// Where an order is fetched.
    pub struct Place from place by PlaceBuilder {
        /// City.
        required city: String,
    }
    one_of pickup_or_locker {
        /// A shop.
        optional pickup: String,
        /// A locker.
        optional locker: i64,
    }
}

fn main() {
    let _ = Place::builder().locker(7).city("x").build();
    let _ = Place::builder().city("x").pickup("A").locker(7).build();
    let _ = Place::builder().city("x").build();
}
