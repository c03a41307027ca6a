//! Work that is measured: by its instructions, its allocations and its time.

use std::hint::black_box;
use std::time::Instant;

use crate::allocations;
use crate::table::{Row, Unit};

/// Work that is ready to be done over and over.
pub struct Task {
    pub(crate) what: &'static str,
    work: Box<dyn Fn() -> usize>,
    instructions: Option<f64>,
    /// Other tasks, of whose instructions so many parts together are to be enough.
    those_of: &'static [(&'static str, f64)],
    allocations: Option<f64>,
    /// Other tasks, and which part of their instructions it is to take at most.
    beside: Vec<(&'static str, Option<f64>)>,
}

impl Task {
    /// Work under a name of its own; what it gives only keeps the compiler from leaving it out.
    pub fn new(what: &'static str, work: impl Fn() -> usize + 'static) -> Self {
        Self {
            what,
            work: Box::new(work),
            instructions: None,
            those_of: &[],
            allocations: None,
            beside: Vec::new(),
        }
    }

    /// It is to take so many instructions at most.
    pub fn instructions_at_most(mut self, most: f64) -> Self {
        self.instructions = Some(most);
        self
    }

    /// It is to take no more instructions than these parts of other tasks' together.
    pub fn instructions_at_most_those_of(mut self, parts: &'static [(&'static str, f64)]) -> Self {
        self.those_of = parts;
        self
    }

    /// It is to allocate so often at most.
    pub fn allocations_at_most(mut self, most: f64) -> Self {
        self.allocations = Some(most);
        self
    }

    /// It is to take this part of another task's instructions at most.
    pub fn ratio_at_most(mut self, other: &'static str, ratio: f64) -> Self {
        self.beside.push((other, Some(ratio)));
        self
    }

    /// It is shown beside another task.
    pub fn beside(mut self, other: &'static str) -> Self {
        self.beside.push((other, None));
        self
    }

    /// Does the work once.
    pub fn run(&self) -> usize {
        black_box((self.work)())
    }

    /// How often it allocates, once it is warm.
    fn allocates(&self) -> f64 {
        self.run();
        let counted = allocations::measure(|| {
            self.run();
        });
        counted.count
    }
}

/// The rows of a section, of which `counts` has the instructions of each task.
pub fn instructions(tasks: &[Task], counts: &[f64]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (task, count) in tasks.iter().zip(counts) {
        let row = Row::new(task.what, *count, Unit::Instructions);
        let parts = task.those_of.iter();
        let together = parts
            .map(|(other, part)| part * of(tasks, counts, other))
            .sum();
        let together = (!task.those_of.is_empty()).then_some(together);
        if let Some(most) = task.instructions.or(together) {
            rows.push(row.clone().at_most(most));
        } else if task.beside.is_empty() {
            rows.push(row.clone());
        }
        for (other, ratio) in &task.beside {
            let row = row.clone().against(*other, of(tasks, counts, other));
            rows.push(match ratio {
                Some(ratio) => row.ratio_at_most(*ratio),
                None => row,
            });
        }
    }
    rows
}

/// Rows of allocations, then of times next to the same tasks as the instructions are.
pub fn allocations_and_times(tasks: &[Task]) -> Vec<Row> {
    let mut rows = Vec::new();
    for task in tasks {
        let row = Row::new(task.what, task.allocates(), Unit::Allocations);
        rows.push(match task.allocations {
            Some(most) => row.at_most(most),
            None => row,
        });
    }
    let times = nanoseconds(tasks);
    for (task, time) in tasks.iter().zip(&times) {
        let row = Row::new(task.what, *time, Unit::Nanoseconds);
        if task.beside.is_empty() {
            rows.push(row.clone());
        }
        for (other, _) in &task.beside {
            rows.push(row.clone().against(*other, of(tasks, &times, other)));
        }
    }
    rows
}

/// The figure of the task of this name.
fn of(tasks: &[Task], figures: &[f64], what: &str) -> f64 {
    let mut all = tasks.iter().zip(figures);
    let found = all.find(|(task, _)| task.what == what);
    found.map_or(f64::NAN, |(_, figure)| *figure)
}

/// The least time that each task took, in nanoseconds. They take turns, so that what else the machine does hits all alike.
fn nanoseconds(tasks: &[Task]) -> Vec<f64> {
    const ROUNDS: u32 = 400;
    const RUNS: u32 = 100;
    let mut least = vec![f64::INFINITY; tasks.len()];
    for _ in 0..ROUNDS {
        for (task, least) in tasks.iter().zip(&mut least) {
            let begin = Instant::now();
            for _ in 0..RUNS {
                task.run();
            }
            let each = begin.elapsed().as_secs_f64() * 1e9 / f64::from(RUNS);
            *least = least.min(each);
        }
    }
    least
}
