//! A static file server on the loopback interface, for `serve`, the page's tests and screenshots.
//! Like a good host it compresses files, and sends unchanged ones only once.

use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Result, anyhow};
use percent_encoding::percent_decode_str;

use crate::coding::{Coding, hash};

/// The number of ports to try, from the wanted one up.
const PORTS: u16 = 100;
/// The longest request in bytes; browsers send a tenth of it.
const LONGEST_REQUEST: usize = 16_384;
/// Timeout of a connection without data.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server that runs until it is dropped.
///
/// Each connection has its own thread and carries one request: with a thread pool, browsers would
/// wait, sometimes forever, once they hold more connections open than it has threads.
pub struct Server {
    accepting: Option<JoinHandle<()>>,
    stopped: Arc<AtomicBool>,
    port: u16,
    url: String,
}

impl Server {
    /// Serves `folder` under `prefix` (`/`, or a path that begins and ends with `/`) on
    /// `port`, or the next free one; on any free one if `port` is 0.
    pub fn start(folder: &Path, prefix: &str, port: u16) -> Result<Server> {
        let listener = bind(port)?;
        let port = listener.local_addr()?.port();
        let stopped = Arc::new(AtomicBool::new(false));
        let site = Arc::new(Site {
            folder: folder.to_path_buf(),
            prefix: prefix.to_owned(),
        });
        let ended = stopped.clone();
        let accepting = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ended.load(Ordering::Relaxed) {
                    return;
                }
                let site = site.clone();
                // A browser may close the connection early; ignore the error.
                thread::spawn(move || site.answer(stream));
            }
        });
        Ok(Server {
            accepting: Some(accepting),
            stopped,
            port,
            url: format!("http://127.0.0.1:{port}{prefix}"),
        })
    }

    /// The address of the page.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Serves until the program ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.accepting.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        // A last connection wakes the thread that waits for connections.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
        if let Some(thread) = self.accepting.take() {
            let _ = thread.join();
        }
    }
}

fn bind(port: u16) -> Result<TcpListener> {
    let last = if port == 0 {
        0
    } else {
        port.saturating_add(PORTS)
    };
    let mut taken = None;
    for port in port..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) => taken = Some(error),
        }
    }
    let reason = taken.map(|error| error.to_string()).unwrap_or_default();
    Err(anyhow!("no port from {port} to {last} is free: {reason}"))
}

struct Site {
    folder: PathBuf,
    prefix: String,
}

/// The target of a path.
#[derive(Debug, PartialEq)]
enum Target {
    File(PathBuf),
    /// A folder named without its final `/`, which would break relative addresses.
    Redirect(String),
    Nothing,
}

impl Site {
    fn answer(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        let Some(request) = Request::read(&mut stream)? else {
            return respond(&mut stream, "400 Bad Request", &[], b"", true);
        };
        let body = request.method != "HEAD";
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return respond(&mut stream, "405 Method Not Allowed", &[], b"", true);
        }
        match self.target(&request.url) {
            Target::File(path) => match fs::read(&path) {
                Ok(bytes) => send(&mut stream, &request, content_type(&path), bytes),
                Err(error) if error.kind() == ErrorKind::NotFound => not_found(&mut stream, body),
                Err(_) => respond(&mut stream, "500 Internal Server Error", &[], b"", body),
            },
            Target::Redirect(place) => {
                let headers = [("Location", place.as_str())];
                respond(&mut stream, "308 Permanent Redirect", &headers, b"", body)
            }
            Target::Nothing => not_found(&mut stream, body),
        }
    }

    fn target(&self, url: &str) -> Target {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        if !path.is_ascii() {
            return Target::Nothing;
        }
        let Some(inside) = path.strip_prefix(&self.prefix) else {
            return match format!("{path}/") == self.prefix {
                true => Target::Redirect(self.prefix.clone()),
                false => Target::Nothing,
            };
        };
        let inside = percent_decode_str(inside).decode_utf8_lossy();
        let Some(file) = join(&self.folder, &inside) else {
            return Target::Nothing;
        };
        if !fs::metadata(&file).is_ok_and(|found| found.is_dir()) {
            Target::File(file)
        } else if path.ends_with('/') {
            Target::File(file.join("index.html"))
        } else {
            Target::Redirect(format!("{path}/"))
        }
    }
}

/// An HTTP request.
struct Request {
    method: String,
    url: String,
    /// The lines after the first.
    headers: Vec<String>,
}

impl Request {
    /// Reads a request; `None` if it is malformed.
    fn read(stream: &mut TcpStream) -> io::Result<Option<Request>> {
        let mut text = Vec::new();
        let mut part = [0; 2048];
        while !text.windows(4).any(|end| end == b"\r\n\r\n") {
            let read = stream.read(&mut part)?;
            text.extend_from_slice(&part[..read]);
            if read == 0 || text.len() > LONGEST_REQUEST {
                return Ok(None);
            }
        }
        let text = String::from_utf8_lossy(&text);
        let mut lines = text.lines().map(str::to_owned);
        let first = lines.next().unwrap_or_default();
        let mut words = first.split(' ').map(str::to_owned);
        Ok(words.next().zip(words.next()).map(|(method, url)| Request {
            method,
            url,
            headers: lines.collect(),
        }))
    }

    /// The value of a header; empty if missing.
    fn header(&self, name: &str) -> &str {
        let is_named = |line: &&String| {
            let begins = line.split_once(':').map(|(name, _)| name.trim());
            begins.is_some_and(|begins| begins.eq_ignore_ascii_case(name))
        };
        let line = self.headers.iter().find(is_named);
        line.and_then(|line| line.split_once(':'))
            .map_or("", |(_, value)| value.trim())
    }
}

/// Sends a file, or 304 if the browser has it.
fn send(
    stream: &mut TcpStream,
    request: &Request,
    content_type: &str,
    bytes: Vec<u8>,
) -> io::Result<()> {
    let tag = format!("W/\"{:016x}\"", hash(&bytes));
    let mut headers = vec![
        ("Content-Type", content_type),
        ("Cache-Control", "no-cache"),
        ("Vary", "Accept-Encoding"),
        ("ETag", &tag),
        // Lets pages of other origins use the modules, as public hosts do.
        ("Access-Control-Allow-Origin", "*"),
    ];
    if request.header("If-None-Match") == tag {
        return respond(stream, "304 Not Modified", &headers, b"", false);
    }
    let coding = Coding::accepted(request.header("Accept-Encoding"));
    let coded = coding.map(|coding| coding.compress(&bytes).map_err(io::Error::other));
    if let Some(coding) = coding {
        headers.push(("Content-Encoding", coding.name()));
    }
    let bytes = coded.transpose()?.unwrap_or(bytes);
    respond(stream, "200 OK", &headers, &bytes, request.method != "HEAD")
}

/// Sends a response and closes the connection.
fn respond(
    stream: &mut TcpStream,
    status: &str,
    headers: &[(&str, &str)],
    bytes: &[u8],
    body: bool,
) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
    // A 304 has no body and needs no length.
    if !status.starts_with("304") {
        head.push_str(&format!("Content-Length: {}\r\n", bytes.len()));
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    if body {
        stream.write_all(bytes)?;
    }
    stream.flush()
}

fn not_found(stream: &mut TcpStream, body: bool) -> io::Result<()> {
    respond(stream, "404 Not Found", &[], b"not found\n", body)
}

/// Joins `folder` and a path; `None` if the path leads out of the folder.
fn join(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut joined = folder.to_path_buf();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => return None,
            _ if part.contains(['\\', ':', '\0']) => return None,
            _ => joined.push(part),
        }
    }
    Some(joined)
}

/// The content type of a file. Browsers refuse modules and streamed wasm of any other type.
fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("csv") => "text/csv; charset=utf-8",
        Some("md" | "ts" | "txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site {
            folder: PathBuf::from("/no/such/folder"),
            prefix: "/sub/".to_owned(),
        }
    }

    #[test]
    fn paths_lead_into_the_folder_only() {
        let file = |path: &str| Target::File(Path::new("/no/such/folder").join(path));
        assert_eq!(site().target("/sub/www/main.js?v=1"), file("www/main.js"));
        assert_eq!(site().target("/sub/a%20b.js"), file("a b.js"));
        for path in [
            "/sub/../secret",
            "/sub/%2e%2e/secret",
            "/sub/a/..%2f..%2fsecret",
        ] {
            assert_eq!(site().target(path), Target::Nothing, "{path}");
        }
        for path in ["/", "/www/main.js"] {
            assert_eq!(site().target(path), Target::Nothing, "{path}");
        }
    }

    #[test]
    fn a_folder_needs_its_closing_slash() {
        assert_eq!(site().target("/sub"), Target::Redirect("/sub/".to_owned()));
    }

    #[test]
    fn a_taken_port_gives_the_next() {
        let folder = std::env::temp_dir();
        let first = Server::start(&folder, "/", 0).unwrap();
        let port: u16 = first
            .url()
            .rsplit(':')
            .next()
            .unwrap()
            .trim_end_matches('/')
            .parse()
            .unwrap();
        let second = Server::start(&folder, "/", port).unwrap();
        assert_ne!(first.url(), second.url());
    }
}
