use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use super::*;
use crate::{Answer, Running};

/// Everything that comes back on a connection of its own until the vendor ends it.
fn exchange(running: &Running) -> String {
    let body = form(&signed(booking()));
    let mut stream = TcpStream::connect(running.address()).unwrap();
    let head = format!(
        "POST /v1/book HTTP/1.1\r\nHost: {}\r\nContent-Type: {FORM}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        running.address(),
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body).unwrap();
    let mut reply = Vec::new();
    // A cut connection may also end with a reset.
    let _ = stream.read_to_end(&mut reply);
    String::from_utf8(reply).unwrap()
}

#[test]
fn serves_until_dropped() {
    let vendor = vendor();
    let running = vendor.serve().unwrap();
    assert_eq!(running.url(), format!("http://{}", running.address()));
    let reply = exchange(&running);
    assert!(
        reply.starts_with("HTTP/1.1 200 OK\r\n")
            && reply.ends_with(r#""data":{"id":20000000000001788}}"#),
        "{reply}"
    );
    assert!(vendor.seen()[0].verdict.is_accepted());

    let address = running.address();
    drop(running);
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn cuts_connections() {
    let vendor = vendor();
    vendor
        .script("book", [Answer::cut(), Answer::example(1).cut_midway()])
        .unwrap();
    let running = vendor.serve().unwrap();
    assert_eq!(exchange(&running), "");
    let reply = exchange(&running);
    assert!(
        reply.starts_with("HTTP/1.1 200 OK\r\n") && reply.contains("content-length: 57\r\n"),
        "{reply}"
    );
    assert!(
        reply.ends_with(r#"{"status":200,"msg":null,"da"#),
        "{reply}"
    );
    assert!(exchange(&running).ends_with("}}"));
}

#[test]
fn delays_one_answer_and_not_the_others() {
    let vendor = vendor();
    vendor
        .script("book", [Answer::example(1).after(Duration::from_secs(2))])
        .unwrap();
    let running = vendor.serve().unwrap();
    thread::scope(|scope| {
        let begin = Instant::now();
        let late = scope.spawn(|| exchange(&running));
        while vendor.seen().is_empty() {
            thread::yield_now();
        }
        assert!(exchange(&running).starts_with("HTTP/1.1 200"));
        assert!(begin.elapsed() < Duration::from_secs(2));
        assert!(late.join().unwrap().starts_with("HTTP/1.1 200"));
        assert!(begin.elapsed() >= Duration::from_secs(2));
    });
}

#[test]
fn many_at_once_use_up_a_script_exactly() {
    let vendor = vendor();
    vendor
        .script("book", (0..20).map(|_| Answer::refusal("9", "busy")))
        .unwrap();
    let running = vendor.serve().unwrap();
    let replies: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..50)
            .map(|_| scope.spawn(|| exchange(&running)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    assert_eq!(
        replies
            .iter()
            .filter(|reply| reply.contains("busy"))
            .count(),
        20
    );
    assert_eq!(
        replies
            .iter()
            .filter(|reply| reply.contains("20000000000001788"))
            .count(),
        30
    );
    assert_eq!(vendor.seen().len(), 50);
}
