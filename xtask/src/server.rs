//! A static file server for this machine only: what `serve`, the tests of the page and
//! the screenshots look at.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use anyhow::{Result, anyhow};
use tiny_http::{Header, Method, Request, Response, StatusCode};

/// A browser asks for a dozen files at once, over as many connections.
const THREADS: usize = 4;

/// How many ports are tried, from the wanted one up.
const PORTS: u16 = 100;

/// A server that runs until it is dropped.
pub struct Server {
    http: Arc<tiny_http::Server>,
    threads: Vec<JoinHandle<()>>,
    url: String,
}

impl Server {
    /// Serves `folder` under `prefix` (`/`, or a path that begins and ends with `/`) on
    /// `port`, or the next free one; on any free one if `port` is 0.
    pub fn start(folder: &Path, prefix: &str, port: u16) -> Result<Server> {
        let http = Arc::new(bind(port)?);
        let address = http.server_addr().to_ip();
        let port = address
            .ok_or_else(|| anyhow!("the server has no port"))?
            .port();
        let site = Arc::new(Site {
            folder: folder.to_path_buf(),
            prefix: prefix.to_owned(),
        });
        let threads = (0..THREADS)
            .map(|_| {
                let (http, site) = (http.clone(), site.clone());
                thread::spawn(move || {
                    while let Ok(request) = http.recv() {
                        // A browser that goes away in the middle is no concern of ours.
                        let _ = site.answer(request);
                    }
                })
            })
            .collect();
        Ok(Server {
            http,
            threads,
            url: format!("http://127.0.0.1:{port}{prefix}"),
        })
    }

    /// The address of the page.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Serves until the program is ended.
    pub fn wait(mut self) {
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in &self.threads {
            self.http.unblock();
        }
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn bind(port: u16) -> Result<tiny_http::Server> {
    let last = if port == 0 {
        0
    } else {
        port.saturating_add(PORTS)
    };
    let mut taken = None;
    for port in port..=last {
        match tiny_http::Server::http((Ipv4Addr::LOCALHOST, port)) {
            Ok(server) => return Ok(server),
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

/// What a path leads to.
#[derive(Debug, PartialEq)]
enum Target {
    File(PathBuf),
    /// A folder named without its closing `/`, from which relative addresses would miss.
    Redirect(String),
    Nothing,
}

impl Site {
    fn answer(&self, request: Request) -> io::Result<()> {
        if !matches!(request.method(), Method::Get | Method::Head) {
            return request.respond(Response::empty(StatusCode(405)));
        }
        match self.target(request.url()) {
            Target::File(path) => match File::open(&path) {
                Ok(file) => {
                    let response = Response::from_file(file)
                        .with_header(header("Content-Type", content_type(&path)))
                        .with_header(header("Cache-Control", "no-cache"));
                    request.respond(response)
                }
                Err(error) if error.kind() == ErrorKind::NotFound => not_found(request),
                Err(_) => request.respond(Response::empty(StatusCode(500))),
            },
            Target::Redirect(place) => {
                let response = Response::empty(StatusCode(308));
                request.respond(response.with_header(header("Location", &place)))
            }
            Target::Nothing => not_found(request),
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
        let Some(file) = decode(inside).and_then(|inside| join(&self.folder, &inside)) else {
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

fn not_found(request: Request) -> io::Result<()> {
    request.respond(Response::from_string("not found\n").with_status_code(404))
}

/// `folder` and a path under it; nothing if the path would lead out of the folder.
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

/// Percent-decoding.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

/// Browsers refuse modules and streamed wasm of any other type than these.
fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
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

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("our own headers are ASCII")
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
        for path in ["/", "/www/main.js", "/sub/%zz", "/sub/%"] {
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
