//! The other end: a process of its own, so that what it costs isn't counted, which reads just enough to answer each request
//! with the same bytes.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::Barrier;

use super::{SERVER, ways};

/// A server that runs until it is stopped.
pub(super) struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    url: String,
}

impl Server {
    /// Starts a server that answers once so many requests have come, and then once as many more have.
    pub(super) fn start(held: usize) -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut child = Command::new(program)
            .args([SERVER, &held.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let output = child.stdout.take().ok_or("the server has no output")?;
        let mut output = BufReader::new(output);
        let mut address = String::new();
        output
            .read_line(&mut address)
            .map_err(|error| error.to_string())?;
        let url = format!("http://{}", address.trim_end());
        Ok(Self { child, output, url })
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Stops it; how many connections were made to it.
    pub(super) fn stop(mut self) -> Result<u32, String> {
        drop(self.child.stdin.take());
        let mut connections = String::new();
        self.output
            .read_line(&mut connections)
            .map_err(|error| error.to_string())?;
        self.child.wait().map_err(|error| error.to_string())?;
        let connections = connections.trim_end();
        connections
            .parse()
            .map_err(|_| format!("the server said {connections:?}"))
    }
}

/// Serves until its input ends: prints its address first, and how many connections were made to it last.
pub(super) fn run(held: &str) -> Result<(), String> {
    let held = held.parse().map_err(|_| "how many calls are held?")?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    runtime
        .block_on(serve(held))
        .map_err(|error| error.to_string())
}

async fn serve(held: usize) -> io::Result<()> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(([127, 0, 0, 1], 0).into())?;
    let listener = socket.listen(16_384)?;
    println!("{}", listener.local_addr()?);
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    std::thread::spawn(move || {
        let ended = io::stdin().read_to_end(&mut Vec::new()).map(drop);
        let told =
            ended.and_then(|()| writeln!(io::stdout(), "{}", counted.load(Ordering::Relaxed)));
        std::process::exit(i32::from(told.is_err()));
    });
    let reply: Arc<[u8]> = ways::reply().into();
    let all_came = Arc::new(Barrier::new(held));
    loop {
        let (stream, _) = listener.accept().await?;
        connections.fetch_add(1, Ordering::Relaxed);
        tokio::spawn(answer(stream, Arc::clone(&reply), Arc::clone(&all_came)));
    }
}

/// Answers the requests of one connection.
async fn answer(mut stream: TcpStream, reply: Arc<[u8]>, all_came: Arc<Barrier>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut received = Vec::with_capacity(2048);
    loop {
        while let Some(length) = whole(&received) {
            received.drain(..length);
            all_came.wait().await;
            stream.write_all(&reply).await?;
        }
        if stream.read_buf(&mut received).await? == 0 {
            return Ok(());
        }
    }
}

/// The length of the first request, once it is all there.
fn whole(received: &[u8]) -> Option<usize> {
    const END: &[u8] = b"\r\n\r\n";
    let at = received.windows(END.len()).position(|part| part == END)?;
    let head = std::str::from_utf8(received.get(..at)?).ok()?;
    let lengths = head.lines().filter_map(|line| line.split_once(": "));
    let mut lengths = lengths.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let body: usize = lengths.next()?.1.parse().ok()?;
    let length = at + END.len() + body;
    (received.len() >= length).then_some(length)
}
