//! A server of a few lines that does what a test tells it to.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What to do with a request once it is read. A `CONNECT` is answered as a proxy does that finds every host here.
#[derive(Clone)]
pub(crate) enum Act {
    /// Answer with these bytes.
    Answer(String),
    /// Close the connection.
    Cut,
    /// Answer with nothing, and hold the connection.
    Hang,
    /// Answer with a head and a body without an end.
    Endless,
}

pub(crate) struct Server {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
    last: Arc<Mutex<String>>,
}

impl Server {
    pub(crate) fn start(act: Act) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            requests: Arc::default(),
            last: Arc::default(),
        };
        let (requests, last) = (Arc::clone(&server.requests), Arc::clone(&server.last));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (act, requests, last) = (act.clone(), Arc::clone(&requests), Arc::clone(&last));
                thread::spawn(move || serve(stream.unwrap(), &act, &requests, &last));
            }
        });
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Requests that were read until now.
    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }

    /// The request that was read last.
    pub(crate) fn last(&self) -> String {
        self.last.lock().unwrap().clone()
    }
}

/// An address at which nobody listens.
pub(crate) fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

pub(crate) fn answer(status: &str, headers: &str, body: &str) -> Act {
    let length = body.len();
    Act::Answer(format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n{body}"
    ))
}

fn serve(mut stream: TcpStream, act: &Act, requests: &AtomicUsize, last: &Mutex<String>) {
    while let Some(request) = read_request(&mut stream) {
        if request.starts_with("CONNECT ") {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
            continue;
        }
        requests.fetch_add(1, Ordering::SeqCst);
        *last.lock().unwrap() = request;
        match act {
            Act::Answer(bytes) => {
                stream.write_all(bytes.as_bytes()).unwrap();
                if bytes.contains("connection: close") {
                    return;
                }
            }
            Act::Cut => return,
            Act::Hang => thread::sleep(Duration::from_secs(60)),
            Act::Endless => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
                while stream.write_all(&[b' '; 4096]).is_ok() {}
                return;
            }
        }
    }
}

/// A request with as much of a body as it announces.
fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_lowercase();
            let announced = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= announced.map_or(0, |length| length.parse().unwrap()) {
                return Some(text.into_owned());
            }
        }
        match stream.read(&mut piece) {
            Ok(count) if count > 0 => bytes.extend_from_slice(&piece[..count]),
            _ => return None,
        }
    }
}
