//! Counts the instructions of each task once: `cargo run --release -p sealspec-bench -- instructions` runs it and reads it.

#![allow(
    missing_docs,
    unreachable_pub,
    reason = "so are the modules that the macros declare"
)]
#![allow(clippy::expect_used, reason = "nobody can be told but by ending")]

use gungraun::prelude::*;
use sealspec_bench::instructions::tasks;
use sealspec_bench::task::Task;

/// A task that was done before, so that what is made ready once isn't counted. It is kept, so that dropping it isn't either.
fn warm(index: usize) -> &'static Task {
    let tasks = tasks().expect("the tasks are ready");
    let task = tasks.into_iter().nth(index).expect("there is such a task");
    task.run();
    Box::leak(Box::new(task))
}

#[library_benchmark]
#[benches::task(iter = 0..tasks().expect("the tasks are ready").len(), setup = warm)]
fn counted(task: &'static Task) -> usize {
    task.run()
}

library_benchmark_group!(name = instructions, benchmarks = counted);

main!(library_benchmark_groups = instructions);
