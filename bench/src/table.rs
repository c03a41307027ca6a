//! Rows of figures, each with what it is held against and whether its aim was reached.

use std::fmt;

/// What one part of the bench has measured.
#[derive(Debug)]
pub struct Section {
    title: &'static str,
    rows: Vec<Row>,
}

/// One figure.
#[derive(Debug, Clone)]
pub struct Row {
    what: String,
    value: f64,
    unit: Unit,
    against: Option<(String, f64)>,
    aim: Option<Aim>,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Instructions of the processor, as callgrind counts them.
    Instructions,
    /// Allocations on the heap.
    Allocations,
    /// Lines of source.
    Lines,
    /// Crates, each counted once.
    Crates,
    /// Files.
    Files,
    /// Bytes.
    Bytes,
    /// 2²⁰ bytes.
    MebiBytes,
    /// Nanoseconds.
    Nanoseconds,
    /// Microseconds.
    Microseconds,
    /// Seconds.
    Seconds,
    /// How many there are in a second.
    PerSecond,
    /// Calls.
    Calls,
    /// Connections.
    Connections,
}

/// What is to be reached.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Aim {
    Value(f64),
    Ratio(f64),
    RatioAtLeast(f64),
}

impl Section {
    /// A part without figures.
    pub fn new(title: &'static str) -> Self {
        Self {
            title,
            rows: Vec::new(),
        }
    }

    /// Adds a figure.
    pub fn push(&mut self, row: Row) {
        self.rows.push(row);
    }
}

impl Row {
    /// A figure that nothing is asked of.
    pub fn new(what: impl Into<String>, value: f64, unit: Unit) -> Self {
        Self {
            what: what.into(),
            value,
            unit,
            against: None,
            aim: None,
        }
    }

    /// Another figure of the same unit and the same run.
    pub fn against(mut self, what: impl Into<String>, value: f64) -> Self {
        self.against = Some((what.into(), value));
        self
    }

    /// The figure is to be this at most.
    pub fn at_most(mut self, value: f64) -> Self {
        self.aim = Some(Aim::Value(value));
        self
    }

    /// The figure is to be this part of the other one at most.
    pub fn ratio_at_most(mut self, ratio: f64) -> Self {
        self.aim = Some(Aim::Ratio(ratio));
        self
    }

    /// The figure is to be this part of the other one at least.
    pub fn ratio_at_least(mut self, ratio: f64) -> Self {
        self.aim = Some(Aim::RatioAtLeast(ratio));
        self
    }

    fn ratio(&self) -> Option<f64> {
        let (_, other) = self.against.as_ref()?;
        (*other != 0.0).then(|| self.value / other)
    }

    fn is_reached(&self) -> Option<bool> {
        let ratio = self.ratio();
        Some(match self.aim? {
            Aim::Value(most) => self.value <= most,
            Aim::Ratio(most) => ratio? <= most,
            Aim::RatioAtLeast(least) => ratio? >= least,
        })
    }
}

impl fmt::Display for Section {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "### {}\n", self.title)?;
        writeln!(
            formatter,
            "| what | measured | next to | ratio | aim | reached |"
        )?;
        writeln!(formatter, "| --- | ---: | --- | ---: | --- | --- |")?;
        for row in &self.rows {
            writeln!(formatter, "{row}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = self.unit;
        write!(formatter, "| {} | {}", self.what, unit.shown(self.value))?;
        match &self.against {
            Some((what, value)) => write!(formatter, " | {what}: {}", unit.shown(*value))?,
            None => formatter.write_str(" |")?,
        }
        match self.ratio() {
            Some(ratio) => write!(formatter, " | {ratio:.3}")?,
            None => formatter.write_str(" |")?,
        }
        match self.aim {
            Some(Aim::Value(most)) => write!(formatter, " | at most {}", unit.shown(most))?,
            Some(Aim::Ratio(most)) => write!(formatter, " | ratio ≤ {most:.3}")?,
            Some(Aim::RatioAtLeast(least)) => write!(formatter, " | ratio ≥ {least:.3}")?,
            None => formatter.write_str(" |")?,
        }
        match self.is_reached() {
            Some(true) => formatter.write_str(" | yes |"),
            Some(false) => formatter.write_str(" | **no** |"),
            None => formatter.write_str(" | |"),
        }
    }
}

impl Unit {
    fn shown(self, value: f64) -> String {
        match self {
            Self::Instructions => format!("{value:.0} instructions"),
            Self::Allocations => format!("{value:.0} allocations"),
            Self::Lines => format!("{value:.0} lines"),
            Self::Crates => format!("{value:.0} crates"),
            Self::Files => format!("{value:.0} files"),
            Self::Bytes => format!("{value:.0} B"),
            Self::MebiBytes => format!("{value:.1} MiB"),
            Self::Nanoseconds => format!("{value:.0} ns"),
            Self::Microseconds => format!("{value:.1} µs"),
            Self::Seconds => format!("{value:.2} s"),
            Self::PerSecond => format!("{value:.0} /s"),
            Self::Calls => format!("{value:.0} calls"),
            Self::Connections => format!("{value:.0} connections"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_whether_its_aim_was_reached() {
        let row = Row::new("a call", 50.0, Unit::Instructions).against("naive", 400.0);
        assert_eq!(
            row.clone().ratio_at_most(0.125).to_string(),
            "| a call | 50 instructions | naive: 400 instructions | 0.125 | ratio ≤ 0.125 | yes |"
        );
        assert!(
            row.clone()
                .at_most(49.0)
                .to_string()
                .ends_with("| **no** |")
        );
        assert!(row.ratio_at_least(1.0).to_string().ends_with("| **no** |"));
    }

    #[test]
    fn a_row_without_an_aim_leaves_the_cells_empty() {
        let row = Row::new("a call", 1.0, Unit::Allocations);
        assert_eq!(row.to_string(), "| a call | 1 allocations | | | | |");
    }
}
