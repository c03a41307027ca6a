//! Counts allocations, behind the feature `allocations`: to count takes instructions, so where those are counted nobody counts these.

/// What some work has allocated in this thread.
#[derive(Debug, Clone, Copy)]
pub struct Allocations {
    /// How often.
    pub count: f64,
    /// The most bytes at a time.
    pub most_bytes: f64,
}

/// Does the work once and counts; without the feature the figures are no numbers.
pub fn measure(work: impl FnOnce()) -> Allocations {
    #[cfg(feature = "allocations")]
    {
        let counted = allocation_counter::measure(work);
        Allocations {
            count: counted.count_total as f64,
            most_bytes: counted.bytes_max as f64,
        }
    }
    #[cfg(not(feature = "allocations"))]
    {
        work();
        Allocations {
            count: f64::NAN,
            most_bytes: f64::NAN,
        }
    }
}
