//! Floor 12: pages fetched from the web, when asked: one after another, with limits, and only where `robots.txt` lets one.
//!
//! Redirects are followed here and not by the HTTP library, so that every hop is held to the same rules as the first address.

mod address;
mod folder;
mod robots;

use std::collections::BTreeMap;
use std::io::Read;
use std::thread;
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::http::header::{CONTENT_TYPE, LOCATION};
use ureq::http::{Response, StatusCode};
use url::Url;

use crate::base::{Error, Result};

pub use folder::Folder;

/// As it calls itself to servers.
const USER_AGENT: &str =
    concat!("parallax/", env!("CARGO_PKG_VERSION"), " (compares news articles; fetches single pages when asked)");
/// How many redirects are followed.
const REDIRECTS: usize = 5;
/// A longer `robots.txt` is cut there (RFC 9309), in bytes.
const ROBOTS: u64 = 500 << 10;

/// How to fetch.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether addresses of the machine's own network may be asked.
    pub allow_private: bool,
    /// How long one page may take.
    pub timeout: Duration,
    /// How many bytes a page may have, unpacked.
    pub limit: u64,
    /// How long to wait before the same server is asked again.
    pub wait: Duration,
}

/// A page as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it was found, redirects followed.
    pub url: String,
    /// Its media type, in lower case, without parameters.
    pub kind: String,
    /// The charset that the server named.
    pub charset: Option<String>,
    /// The page.
    pub bytes: Vec<u8>,
}

/// Fetches pages; remembers what servers allow and when they were asked.
#[derive(Debug)]
pub struct Fetcher {
    agent: Agent,
    options: Options,
    rules: BTreeMap<String, robots::Rules>,
    asked: BTreeMap<String, Instant>,
}

impl Fetcher {
    /// Nothing is fetched yet.
    pub fn new(options: Options) -> Fetcher {
        let agent = address::agent(&options, USER_AGENT);
        Fetcher { agent, options, rules: BTreeMap::new(), asked: BTreeMap::new() }
    }

    /// One page.
    ///
    /// # Errors
    /// [`Error::Input`] when the address is none, leads where it must not, or brings no page.
    pub fn page(&mut self, address: &str) -> Result<Page> {
        let mut url = parsed(address)?;
        for _ in 0..=REDIRECTS {
            self.heed_robots(address, &url)?;
            let response = self.ask(address, &url)?;
            let status = response.status();
            if let Some(to) = redirected(&response) {
                url = next(address, &url, &to)?;
                continue;
            }
            if !status.is_success() {
                return Err(Error::input(address, format!("the server answered {status}"), "check the address"));
            }
            return self.taken(address, &url, response);
        }
        Err(Error::input(address, format!("redirected more than {REDIRECTS} times"), "name the last address yourself"))
    }

    /// The page of a response.
    fn taken(&self, address: &str, url: &Url, response: Response<ureq::Body>) -> Result<Page> {
        let named = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut parts = named.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
        let charset =
            parts.find_map(|part| part.split_once('=').filter(|(name, _)| name.eq_ignore_ascii_case("charset")));
        let charset = charset.map(|(_, label)| label.trim_matches(['"', '\'']).to_owned());
        if folder::ending(&kind).is_none() {
            let what = format!("not a page but `{kind}`");
            return Err(Error::input(address, what, "HTML pages, feeds and plain text are fetched"));
        }
        let limit = self.options.limit;
        let bytes = body(response, limit).map_err(|error| failed(address, &error))?;
        if bytes.len() as u64 > limit {
            let what = format!("more than {} MiB", limit >> 20);
            return Err(Error::input(address, what, "raise the limit with --max-size, or save the page yourself"));
        }
        Ok(Page { url: url.to_string(), kind, charset, bytes })
    }

    /// Asks a server, not sooner after the last time than it is asked to wait.
    fn ask(&mut self, address: &str, url: &Url) -> Result<Response<ureq::Body>> {
        let server = server(url);
        let wanted = self.rules.get(&server).and_then(|rules| rules.delay).unwrap_or_default();
        let wait = if self.options.wait.is_zero() { Duration::ZERO } else { self.options.wait.max(wanted) };
        if let Some(before) = self.asked.get(&server) {
            thread::sleep(wait.saturating_sub(before.elapsed()));
        }
        let response = self.agent.get(url.as_str()).call();
        self.asked.insert(server, Instant::now());
        response.map_err(|error| failed(address, &error))
    }

    /// That the server's `robots.txt` lets one have the page.
    fn heed_robots(&mut self, address: &str, url: &Url) -> Result<()> {
        let server = server(url);
        if !self.rules.contains_key(&server) {
            let rules = self.robots(address, url)?;
            self.rules.insert(server.clone(), rules);
        }
        let path = url.query().map_or(url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        match self.rules.get(&server).is_none_or(|rules| rules.allow(&path)) {
            true => Ok(()),
            false => {
                let help = "save the page from your browser instead";
                Err(Error::input(address, "the site's robots.txt does not let programs fetch it", help))
            }
        }
    }

    /// What a server allows: everything when it has no `robots.txt`, nothing when it cannot say (RFC 9309, 2.3.1).
    fn robots(&mut self, address: &str, url: &Url) -> Result<robots::Rules> {
        let mut at = url.clone();
        at.set_path("/robots.txt");
        at.set_query(None);
        for _ in 0..=REDIRECTS {
            let response = self.agent.get(at.as_str()).call().map_err(|error| failed(address, &error))?;
            if let Some(to) = redirected(&response) {
                at = next(address, &at, &to)?;
                continue;
            }
            let status = response.status();
            if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
                return Ok(robots::Rules::nothing());
            }
            if !status.is_success() {
                break;
            }
            let bytes = body(response, ROBOTS).map_err(|error| failed(address, &error))?;
            return Ok(robots::Rules::read(&String::from_utf8_lossy(&bytes), "parallax"));
        }
        Ok(robots::Rules::default())
    }
}

/// The body, unpacked, up to one byte beyond the limit.
fn body(response: Response<ureq::Body>, limit: u64) -> std::result::Result<Vec<u8>, ureq::Error> {
    let mut bytes = Vec::new();
    let reader = response.into_body().into_with_config().limit(u64::MAX).reader();
    reader.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Where a response leads on to.
fn redirected(response: &Response<ureq::Body>) -> Option<String> {
    let leads = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let to = response.headers().get(LOCATION).filter(|_| leads)?;
    Some(String::from_utf8_lossy(to.as_bytes()).into_owned())
}

fn next(address: &str, from: &Url, to: &str) -> Result<Url> {
    let whole = from.join(to).map_err(|error| {
        let what = format!("redirected to `{to}`, which is no address ({error})");
        Error::input(address, what, "open it in a browser")
    })?;
    parsed(whole.as_str())
}

/// An address on the web, without what stands for a place in the page.
fn parsed(address: &str) -> Result<Url> {
    let refuse = |what: String| Error::input(address, what, "write it as https://www.example.org/page");
    let mut url = Url::parse(address).map_err(|error| refuse(format!("not an address ({error})")))?;
    if !["http", "https"].contains(&url.scheme()) || url.host_str().is_none_or(str::is_empty) {
        return Err(refuse("not an address on the web".to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("an address with a name or a password in it".to_owned()));
    }
    url.set_fragment(None);
    Ok(url)
}

/// Scheme, host and port.
fn server(url: &Url) -> String {
    url.origin().ascii_serialization()
}

fn failed(address: &str, error: &ureq::Error) -> Error {
    let (what, help) = match error {
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            (error.to_string(), "--allow-private lets programs ask machines of your own network")
        }
        ureq::Error::Timeout(_) => ("no whole answer in time".to_owned(), "try again, or raise --timeout"),
        ureq::Error::HostNotFound => ("no such host".to_owned(), "check the address and the network"),
        error => (error.to_string(), "check the address and the network"),
    };
    Error::input(address, what, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_on_the_web_are_taken() {
        assert_eq!(parsed("https://e.example/a?b#c").unwrap().as_str(), "https://e.example/a?b");
        for address in ["e.example/a", "file:///etc/passwd", "ftp://e.example", "https://u:p@e.example/", "http://"] {
            assert!(parsed(address).is_err(), "{address}");
        }
        let from = parsed("https://e.example/a/b").unwrap();
        assert_eq!(next("x", &from, "../c").unwrap().as_str(), "https://e.example/c");
        assert!(next("x", &from, "file:///etc/passwd").is_err());
        // Other ways to write an address of the machine itself become that address.
        assert_eq!(parsed("http://2130706433/").unwrap().host_str(), Some("127.0.0.1"));
    }
}
