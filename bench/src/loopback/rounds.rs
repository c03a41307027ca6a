//! Many calls in each way, in turns.

use std::time::Instant;

use cpu_time::ProcessTime;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::of;
use super::server::Server;
use super::ways::{Naive, Ours, Unsigned, Way};
use crate::allocations;

const CALLS: usize = 20_000;
const ROUNDS: usize = 40;

/// What one call costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures {
    pub(super) seconds: f64,
    pub(super) cpu_micros: f64,
    pub(super) allocations: f64,
}

/// What a call costs in each of the three ways, and how many connections they made.
pub(super) fn measure(concurrency: usize) -> Result<[(Figures, f64); 3], String> {
    let runtime = runtime()?;
    let mut ours = Lane::<Ours>::new()?;
    let mut unsigned = Lane::<Unsigned>::new()?;
    let mut naive = Lane::<Naive>::new()?;
    for _ in 0..=ROUNDS {
        ours.round(&runtime, concurrency)?;
        unsigned.round(&runtime, concurrency)?;
        naive.round(&runtime, concurrency)?;
    }
    Ok([ours.end()?, unsigned.end()?, naive.end()?])
}

/// A runtime on the thread that measures, so that the work is the thread's own.
pub(super) fn runtime() -> Result<Runtime, String> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())
}

/// One way with a server of its own, and what its rounds gave.
struct Lane<W> {
    server: Server,
    way: W,
    rounds: Vec<Figures>,
}

impl<W: Way> Lane<W> {
    fn new() -> Result<Self, String> {
        let server = Server::start(1)?;
        let way = W::new(server.url())?;
        Ok(Self {
            server,
            way,
            rounds: Vec::new(),
        })
    }

    fn round(&mut self, runtime: &Runtime, concurrency: usize) -> Result<(), String> {
        let each = CALLS / ROUNDS / concurrency;
        let calls = of(each * concurrency);
        let (begin, cpu) = (Instant::now(), ProcessTime::now());
        let mut outcome = Ok(());
        let counted = allocations::measure(|| {
            outcome = runtime.block_on(call(&self.way, concurrency, each));
        });
        self.rounds.push(Figures {
            seconds: begin.elapsed().as_secs_f64() / calls,
            cpu_micros: cpu.elapsed().as_secs_f64() * 1e6 / calls,
            allocations: counted.count / calls,
        });
        outcome
    }

    /// The best of each figure: whatever else the machine does makes it worse.
    fn end(self) -> Result<(Figures, f64), String> {
        let least = |figure: fn(&Figures) -> f64| {
            let all = self.rounds.iter().map(figure);
            all.fold(f64::INFINITY, f64::min)
        };
        let figures = Figures {
            seconds: least(|of| of.seconds),
            cpu_micros: least(|of| of.cpu_micros),
            allocations: least(|of| of.allocations),
        };
        Ok((figures, f64::from(self.server.stop()?)))
    }
}

/// So many callers, each of which makes so many calls, one after another.
pub(super) async fn call<W: Way>(way: &W, callers: usize, each: usize) -> Result<(), String> {
    let mut all: JoinSet<Result<(), String>> = JoinSet::new();
    for _ in 0..callers {
        let way = way.clone();
        all.spawn(async move {
            for _ in 0..each {
                way.call().await?;
            }
            Ok(())
        });
    }
    while let Some(caller) = all.join_next().await {
        caller.map_err(|error| error.to_string())??;
    }
    Ok(())
}
