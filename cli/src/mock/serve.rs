//! The port.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use axum::Router;

use super::log::Log;
use crate::failure::{Exit, Failure};

/// Takes a port.
pub(super) fn listen(host: IpAddr, port: u16) -> Result<TcpListener, Failure> {
    let address = SocketAddr::new(host, port);
    TcpListener::bind(address).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => Failure::outside(
            format!("something else listens at {address}"),
            "choose another port by `--port`; 0 takes any that is free",
        ),
        io::ErrorKind::AddrNotAvailable => Failure::outside(
            format!("{host} is no address of this machine"),
            "leave `--host` out to listen on this machine alone, or give 0.0.0.0 for all its addresses",
        ),
        _ => Failure::outside(
            format!("can't listen at {address}: {error}"),
            "choose another port by `--port`; 0 takes any that is free",
        ),
    })
}

/// The address of a port for a caller on this machine.
pub(super) fn url(listener: &TcpListener) -> Result<String, Failure> {
    let address = listener.local_addr().map_err(|error| cant_serve(&error))?;
    let host = match address.ip() {
        IpAddr::V4(own) if own.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(own) if own.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        own => own,
    };
    Ok(format!("http://{}", SocketAddr::new(host, address.port())))
}

/// Serves until the log can't be written any more.
pub(super) fn until_the_end(
    listener: TcpListener,
    router: Router,
    log: &Log,
) -> Result<Exit, Failure> {
    let serve = || -> io::Result<()> {
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            tokio::select! {
                served = async { axum::serve(listener, router).await } => served,
                ended = log.end() => ended,
            }
        })
    };
    serve().map_err(|error| cant_serve(&error))?;
    Ok(Exit::Fine)
}

fn cant_serve(error: &io::Error) -> Failure {
    Failure::outside(
        format!("can't go on serving: {error}"),
        "check where the output goes, and start it again",
    )
}
