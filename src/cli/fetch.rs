//! An address on the web, fetched because it was named on the command line: the only code that uses
//! a network, and only in builds with the feature `fetch`.
//!
//! Nothing is fetched because of what a source says. Every address that is dialled is checked, not
//! every name, so that neither a name server nor a redirect leads into the reader's own network.

use anyhow::Context;
use std::io::Read;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

/// The most bytes of a page, unpacked.
const LARGEST: u64 = 32 << 20;

/// The most redirects that are followed.
const REDIRECTS: u32 = 5;

/// A fetched page.
#[derive(Debug)]
pub(super) struct Fetched {
    /// Its bytes, unpacked.
    pub(super) bytes: Vec<u8>,
    /// A short name out of its address.
    pub(super) name: String,
}

/// Fetches a page: within 30 seconds, at most [`LARGEST`] bytes, at most [`REDIRECTS`] redirects,
/// without cookies, credentials or proxies; `private` allows `http:` and the reader's own network.
///
/// # Errors
/// With a reason that makes sense behind the address.
pub(super) fn fetch(address: &str, max: u64, private: bool) -> anyhow::Result<Fetched> {
    if !private && !address.starts_with("https://") {
        anyhow::bail!("only https: addresses are fetched (--allow-private allows others)");
    }
    let config = ureq::Agent::config_builder()
        .https_only(!private)
        .max_redirects(REDIRECTS)
        .timeout_global(Some(Duration::from_secs(30)))
        .timeout_resolve(Some(Duration::from_secs(5)))
        .timeout_connect(Some(Duration::from_secs(5)))
        .timeout_recv_response(Some(Duration::from_secs(10)))
        .user_agent(concat!("rashomon/", env!("CARGO_PKG_VERSION")))
        .proxy(None)
        .build();
    let guard = Guard { inner: DefaultResolver::default(), private };
    let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), guard);
    let response =
        agent.get(address).call().map_err(|error| anyhow::anyhow!("{}", reason(&error)))?;
    let limit = LARGEST.min(max);
    let mut bytes = Vec::new();
    let body = response.into_body().into_reader();
    body.take(limit + 1).read_to_end(&mut bytes).context("the page broke off")?;
    if bytes.len() as u64 > limit {
        anyhow::bail!("the page is larger than {} MiB", limit >> 20);
    }
    Ok(Fetched { bytes, name: name(address) })
}

fn reason(error: &ureq::Error) -> String {
    match error {
        ureq::Error::StatusCode(code) => format!("the server answers {code}"),
        ureq::Error::Timeout(_) => "the server takes too long".to_owned(),
        ureq::Error::HostNotFound => "there is no such host".to_owned(),
        ureq::Error::TooManyRedirects => format!("it redirects more than {REDIRECTS} times"),
        ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::PermissionDenied => {
            "it leads into a private network (--allow-private allows that)".to_owned()
        }
        other => other.to_string(),
    }
}

/// Returns the last part of the path, else the host.
fn name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or(address).trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or(path);
    last.trim_end_matches(".html").trim_end_matches(".htm").to_owned()
}

/// Looks names up and refuses addresses that are not public.
#[derive(Debug)]
struct Guard {
    inner: DefaultResolver,
    private: bool,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.private || found.iter().all(|address| is_public(address.ip())) {
            return Ok(found);
        }
        Err(ureq::Error::Io(std::io::ErrorKind::PermissionDenied.into()))
    }
}

/// Tells whether an address is one of the open Internet, after the special-purpose registries of
/// IANA; forms that carry an IPv4 address inside are judged by it or refused.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => {
            let parts = v6.segments();
            if let Some(v4) = v6.to_ipv4_mapped() {
                return is_public_v4(v4);
            }
            // Global unicast without Teredo, documentation, 6to4.
            (0x2000..=0x3fff).contains(&parts[0])
                && !(parts[0] == 0x2001 && (parts[1] < 0x200 || parts[1] == 0xdb8))
                && parts[0] != 0x2002
                && !(parts[0] == 0x3fff && parts[1] < 0x1000)
        }
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let special = (a == 192 && b == 0 && (c == 0 || c == 2))
        || (a == 198 && (b == 18 || b == 19 || (b == 51 && c == 100)))
        || (a == 203 && b == 0 && c == 113)
        || (a == 192 && b == 88 && c == 99);
    !(a == 0
        || a >= 224
        || v4.is_loopback()
        || v4.is_private()
        || v4.is_link_local()
        || shared
        || special)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::net::TcpListener;

    /// Answers every connection with `answer`, on an address of this machine.
    fn server(answer: String) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("it is bound"));
        let here = address.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut stream = stream;
                let mut asked = [0; 2048];
                let _ = stream.read(&mut asked);
                let _ = stream.write_all(answer.replace("HERE", &here).as_bytes());
            }
        });
        address
    }

    fn ok(body: &str) -> String {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
    }

    #[test]
    fn a_page_of_this_machine_needs_permission() {
        let address = server(ok("<p>hello"));
        let fetched =
            fetch(&format!("{address}/news/train.html?x"), 1 << 20, true).expect("it is served");
        assert_eq!((fetched.bytes.as_slice(), fetched.name.as_str()), (&b"<p>hello"[..], "train"));
        let error = fetch(&address, 1 << 20, false).expect_err("refused").to_string();
        assert!(error.contains("only https"), "{error}");
        let error = fetch("https://localhost:9/", 1 << 20, false).expect_err("refused").to_string();
        assert!(error.contains("private network"), "{error}");
        let error = fetch("https://[::ffff:127.0.0.1]:9/", 1 << 20, false)
            .expect_err("refused")
            .to_string();
        assert!(error.contains("private network"), "{error}");
    }

    #[test]
    fn endless_answers_and_circles_end() {
        let long = server(ok(&"x".repeat(3_000)));
        assert!(
            fetch(&long, 1_000, true).expect_err("too long").to_string().contains("larger than")
        );
        let circle = server("HTTP/1.1 302 Found\r\nLocation: HERE/x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned());
        assert!(
            fetch(&circle, 1_000, true).expect_err("a circle").to_string().contains("redirects")
        );
        let gone = server(
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned(),
        );
        assert!(fetch(&gone, 1_000, true).expect_err("gone").to_string().contains("404"));
    }

    #[test]
    fn only_addresses_of_the_open_internet_are_public() {
        for (address, public) in [
            ("8.8.8.8", true),
            ("1.1.1.1", true),
            ("2606:4700::1111", true),
            ("::ffff:8.8.8.8", true),
            ("127.0.0.1", false),
            ("0.0.0.0", false),
            ("10.1.2.3", false),
            ("172.16.0.1", false),
            ("192.168.1.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("192.0.0.1", false),
            ("192.0.2.1", false),
            ("198.18.0.1", false),
            ("198.51.100.1", false),
            ("203.0.113.1", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("::", false),
            ("::1", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:10.0.0.1", false),
            ("::127.0.0.1", false),
            ("64:ff9b::7f00:1", false),
            ("2002:7f00:1::", false),
            ("2001::1", false),
            ("2001:db8::1", false),
            ("fc00::1", false),
            ("fe80::1", false),
            ("fec0::1", false),
            ("ff02::1", false),
            ("100::1", false),
        ] {
            assert_eq!(is_public(address.parse().expect("an address")), public, "{address}");
        }
    }
}
