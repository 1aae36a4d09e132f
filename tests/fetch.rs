//! `fetch` against a server on this machine: what it takes, what it refuses, and what it leaves alone.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

use assert_cmd::cargo::cargo_bin;

const STORY: &str = "<p>The bridge over the harbour was closed on Friday, after cracks were found in two of its piers, the council said.</p>\
    <p>Engineers will look at the other piers next week, and a ferry will run until the bridge opens again in spring.</p>";

/// A server that answers paths as it is told; `None` never answers.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

type Answers = BTreeMap<&'static str, Option<Vec<u8>>>;

fn answer(status: &str, head: &str, body: &[u8]) -> Option<Vec<u8>> {
    let head = format!("HTTP/1.1 {status}\r\n{head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    Some([head.as_bytes(), body].concat())
}

fn html(body: &str) -> Option<Vec<u8>> {
    answer("200 OK", "Content-Type: text/html; charset=windows-1252", &encoding_rs::WINDOWS_1252.encode(body).0)
}

fn moved(to: &str) -> Option<Vec<u8>> {
    answer("302 Found", &format!("Location: {to}"), b"")
}

impl Server {
    fn start(answers: Answers) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (list, answers) = (Arc::clone(&asked), Arc::new(answers));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (list, answers) = (Arc::clone(&list), Arc::clone(&answers));
                thread::spawn(move || serve(stream, &list, &answers));
            }
        });
        Server { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn serve(mut stream: TcpStream, asked: &Mutex<Vec<String>>, answers: &Answers) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(path) = lines.next().and_then(|line| line.split(' ').nth(1).map(str::to_owned)) else { return };
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    asked.lock().unwrap().push(path.clone());
    let missing = answer("404 Not Found", "Content-Type: text/html", b"<p>gone</p>");
    match answers.get(path.as_str()).cloned().unwrap_or(missing) {
        Some(bytes) => drop(stream.write_all(&bytes)),
        None => thread::sleep(std::time::Duration::from_secs(60)),
    }
}

/// Exit status, standard output, standard error.
fn fetch(folder: &Path, urls: &[String], more: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(cargo_bin("parallax"))
        .args(["fetch", "--wait", "0", "--no-user-rules", "-o"])
        .arg(folder)
        .args(more)
        .args(urls)
        // A proxy would look names up by itself.
        .env("http_proxy", "http://127.0.0.1:1")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_page_is_kept_with_where_it_came_from_and_read_from_there() {
    let page = format!("<html><title>Café closed</title><article>{STORY}</article></html>");
    let server = Server::start(BTreeMap::from([
        ("/news/bridge.html?a=1", html(&page)),
        ("/old", moved("/news/bridge.html?a=1")),
        ("/feed", answer("200 OK", "Content-Type: application/rss+xml", b"<rss></rss>")),
    ]));
    let folder = tempfile::tempdir().unwrap();
    let urls = ["/old", "/feed"].map(|path| format!("{}{path}", server.address));
    let (status, said, errors) = fetch(folder.path(), &urls, &["--allow-private"]);
    assert_eq!((status, errors.as_str()), (Some(0), ""));
    let names: Vec<&str> = said.lines().map(|line| line.rsplit('/').next().unwrap()).collect();
    assert_eq!(names, ["127.0.0.1-news-bridge.html", "127.0.0.1-feed.xml"]);
    let manifest = fs::read_to_string(folder.path().join("corpus.toml")).unwrap();
    let address = &server.address;
    assert!(manifest.starts_with(&format!(
        "[[article]]\nfile = \"127.0.0.1-news-bridge.html\"\nurl = \"{address}/news/bridge.html?a=1\"\nasked = \"{address}/old\"\nfetched = 20"
    )));
    assert_eq!(server.asked(), ["/robots.txt", "/old", "/news/bridge.html?a=1", "/feed"]);
    // It is there already.
    let (status, said, _) = fetch(folder.path(), &urls, &["--allow-private"]);
    assert_eq!((status, said.as_str(), server.asked().len()), (Some(0), "", 4));
    let output = Command::new(cargo_bin("parallax"))
        .args(["ingest", "--no-user-rules"])
        .arg(folder.path().join("127.0.0.1-news-bridge.html"))
        .output()
        .unwrap();
    let article: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(article["title"], "Café closed");
    assert_eq!(article["url"], format!("{address}/news/bridge.html?a=1"));
}

#[test]
fn an_address_of_the_own_network_is_refused_unless_it_is_allowed() {
    let server = Server::start(BTreeMap::from([("/a", html(STORY))]));
    let folder = tempfile::tempdir().unwrap();
    let port = server.address.rsplit(':').next().unwrap().to_owned();
    let urls = ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]", "0x7f.1"];
    let urls = urls.map(|host| format!("http://{host}:{port}/a"));
    let (status, said, errors) = fetch(folder.path(), &urls, &[]);
    assert_eq!((status, said.as_str()), (Some(1), ""));
    assert_eq!(errors.lines().count(), urls.len(), "{errors}");
    assert!(errors.lines().all(|line| line.contains("which is not a public address; --allow-private")), "{errors}");
    assert!(server.asked().is_empty());
}

#[test]
fn robots_txt_is_heeded_also_behind_a_redirect() {
    let closed = Server::start(BTreeMap::from([
        ("/robots.txt", answer("200 OK", "Content-Type: text/plain", b"User-agent: *\nDisallow: /closed\n")),
        ("/closed/a", html(STORY)),
        ("/open", html(STORY)),
    ]));
    let to: &'static str = format!("{}/closed/a", closed.address).leak();
    let other = Server::start(BTreeMap::from([("/to", moved(to))]));
    let silent = Server::start(BTreeMap::from([
        ("/robots.txt", answer("503 Service Unavailable", "Content-Type: text/plain", b"")),
        ("/a", html(STORY)),
    ]));
    let folder = tempfile::tempdir().unwrap();
    let urls =
        [format!("{}/closed/a", closed.address), format!("{}/to", other.address), format!("{}/a", silent.address)];
    let (status, said, errors) = fetch(folder.path(), &urls, &["--allow-private"]);
    assert_eq!((status, said.as_str(), errors.lines().count()), (Some(1), "", 3), "{errors}");
    assert!(errors.lines().all(|line| line.contains("robots.txt does not let programs fetch it")), "{errors}");
    assert_eq!((closed.asked(), silent.asked()), (vec!["/robots.txt".to_owned()], vec!["/robots.txt".to_owned()]));
    let (status, ..) = fetch(folder.path(), &[format!("{}/open", closed.address)], &["--allow-private"]);
    assert_eq!(status, Some(0));
}

#[test]
fn limits_of_size_time_kind_and_redirects_hold_and_the_rest_goes_on() {
    let zeros = {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&vec![b'a'; 4 << 20]).unwrap();
        packed.finish().unwrap()
    };
    let server = Server::start(BTreeMap::from([
        ("/big", answer("200 OK", "Content-Type: text/html", &vec![b'a'; (1 << 20) + 1])),
        ("/bomb", answer("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip", &zeros)),
        ("/slow", None),
        ("/picture", answer("200 OK", "Content-Type: image/png", b"\x89PNG")),
        ("/loop", moved("/loop")),
        ("/out", moved("file:///etc/passwd")),
        ("/cut", Some(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\n<p>".to_vec())),
        ("/good", html(STORY)),
    ]));
    let cases = [
        ("/big", "more than 1 MiB"),
        ("/bomb", "more than 1 MiB"),
        ("/slow", "no whole answer in time"),
        ("/picture", "not a page but `image/png`"),
        ("/loop", "redirected more than 5 times"),
        ("/out", "not an address on the web"),
        ("/cut", ""),
        ("/missing", "the server answered 404 Not Found"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut urls: Vec<String> = cases.iter().map(|(path, _)| format!("{}{path}", server.address)).collect();
    urls.push(format!("{}/good", server.address));
    let (status, said, errors) = fetch(folder.path(), &urls, &["--allow-private", "--max-size", "1", "--timeout", "2"]);
    assert_eq!((status, said.lines().count()), (Some(1), 1), "{errors}");
    assert_eq!(errors.lines().count(), cases.len(), "{errors}");
    for ((path, what), line) in cases.iter().zip(errors.lines()) {
        assert!(line.contains(what), "{path}: {line}");
    }
    let kept = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(kept, 2, "the page and the manifest");
}

#[test]
fn a_folder_must_be_named() {
    let output = Command::new(cargo_bin("parallax")).args(["fetch", "https://e.example/"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("-o DIR"));
}
