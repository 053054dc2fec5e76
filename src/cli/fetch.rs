//! An address on the web, fetched because it was named on the command line: the only code that uses
//! a network, and only in builds with the feature `fetch`.
//!
//! Nothing is fetched because of what a source says. Every address that is dialled is checked, not
//! every name, so that neither a name server nor a redirect leads into the reader's own network.

use anyhow::Context;
use std::io::Read;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::LazyLock;
use std::time::Duration;
use ureq::Proxy;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport,
};

/// The most bytes of a page, unpacked.
const LARGEST: u64 = 32 << 20;

/// The most redirects that are followed.
const REDIRECTS: u32 = 5;

/// What the variables of the environment name for a proxy.
static PROXY: LazyLock<Option<Proxy>> = LazyLock::new(Proxy::try_from_env);

/// A fetched page.
#[derive(Debug)]
pub(super) struct Fetched {
    /// Its bytes, unpacked.
    pub(super) bytes: Vec<u8>,
    /// A short name out of its address.
    pub(super) name: String,
}

/// Fetches a page: within 30 seconds, at most [`LARGEST`] bytes, at most [`REDIRECTS`] redirects,
/// without cookies and credentials; `private` allows `http:` and the reader's own network.
///
/// # Errors
/// With a reason that makes sense behind the address.
pub(super) fn fetch(address: &str, max: u64, private: bool) -> anyhow::Result<Fetched> {
    let proxy = PROXY.as_ref();
    if let Some(proxy) = proxy.filter(|p| !address.parse().is_ok_and(|uri| p.is_no_proxy(&uri))) {
        super::exit::warn(&format!("{address}: through the proxy {}", shown(proxy)));
    }
    fetch_through(proxy, address, max, private)
}

/// A proxy without its user and password.
fn shown(proxy: &Proxy) -> String {
    format!("{}:{}", proxy.host(), proxy.port())
}

fn fetch_through(
    proxy: Option<&Proxy>,
    address: &str,
    max: u64,
    private: bool,
) -> anyhow::Result<Fetched> {
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
        .proxy(proxy.cloned())
        .build();
    let proxy = proxy.and_then(|proxy| proxy.uri().authority().map(ToString::to_string));
    let gate = Gate { private, proxy: proxy.clone() };
    let guard = Guard { inner: DefaultResolver::default(), private, proxy };
    let agent = ureq::Agent::with_parts(config, gate.chain(DefaultConnector::default()), guard);
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

fn refused() -> ureq::Error {
    ureq::Error::Io(std::io::ErrorKind::PermissionDenied.into())
}

/// Tells whether an address on the web is that of the proxy itself.
fn is_proxy(uri: &Uri, proxy: Option<&str>) -> bool {
    proxy.is_some() && uri.authority().map(ureq::http::uri::Authority::as_str) == proxy
}

/// Looks names up and refuses addresses that are not public.
#[derive(Debug)]
struct Guard<R> {
    inner: R,
    private: bool,
    /// The proxy, which may be a neighbour.
    proxy: Option<String>,
}

impl<R: Resolver> Resolver for Guard<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let allowed = self.private || is_proxy(uri, self.proxy.as_deref());
        if allowed || found.iter().all(|address| is_public(address.ip())) {
            return Ok(found);
        }
        Err(refused())
    }
}

/// Refuses addresses that are written down and not public, where no name is looked up: behind a proxy.
#[derive(Debug)]
struct Gate {
    private: bool,
    proxy: Option<String>,
}

impl<In: Transport> Connector<In> for Gate {
    type Out = In;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<In>, ureq::Error> {
        let host = details.uri.host().unwrap_or_default();
        let written = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let local = host == "localhost" || host.ends_with(".localhost");
        let allowed = self.private || is_proxy(details.uri, self.proxy.as_deref());
        if !allowed && (local || written.is_ok_and(|address| !is_public(address))) {
            return Err(refused());
        }
        Ok(chained)
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

    /// Reads a request to the end of its head: what is left unread when a connection is closed resets it.
    fn head(stream: &mut impl Read) -> String {
        let mut read = String::new();
        let mut byte = [0];
        while !read.ends_with("\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n == 1) {
            read.push(char::from(byte[0]));
        }
        read
    }

    /// Answers every connection with `answer`, on an address of this machine.
    fn server(answer: String) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("it is bound"));
        let here = address.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut stream = stream;
                head(&mut stream);
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

    /// A name server of an enemy: the first answer is public, every later one leads inwards.
    #[derive(Debug, Default)]
    struct Turncoat(std::sync::atomic::AtomicUsize);

    impl Resolver for Turncoat {
        fn resolve(
            &self,
            _: &Uri,
            _: &ureq::config::Config,
            _: NextTimeout,
        ) -> Result<ResolvedSocketAddrs, ureq::Error> {
            let asked = self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            let mut found = self.empty();
            found.push(
                if asked == 0 { "93.184.215.14:443" } else { "127.0.0.1:443" }
                    .parse()
                    .expect("an address"),
            );
            Ok(found)
        }
    }

    #[test]
    fn a_name_that_changes_its_answer_is_refused() {
        let guard = |private| Guard { inner: Turncoat::default(), private, proxy: None };
        let uri: Uri = "https://turncoat.example/".parse().expect("an address");
        let config = ureq::Agent::config_builder().build();
        let timeout = || NextTimeout {
            after: ureq::unversioned::transport::time::Duration::NotHappening,
            per_read: None,
            per_write: None,
            reason: ureq::Timeout::Resolve,
        };
        let asked = guard(false);
        // What is dialled is what was checked: each connection asks, and is answered, anew.
        assert!(asked.resolve(&uri, &config, timeout()).is_ok());
        for _ in 0..3 {
            assert!(asked.resolve(&uri, &config, timeout()).is_err());
        }
        let asked = guard(true);
        assert!((0..3).all(|_| asked.resolve(&uri, &config, timeout()).is_ok()));
        // One address inwards among several is one too many.
        let mut inner = DefaultResolver::default().empty();
        inner.push("93.184.215.14:443".parse().expect("an address"));
        inner.push("[::1]:443".parse().expect("an address"));
        assert!(!inner.iter().all(|address| is_public(address.ip())));
    }

    /// A proxy that connects nowhere and answers itself; what it was asked comes back.
    fn proxy(page: &'static str) -> (Proxy, std::sync::mpsc::Receiver<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("it is bound").port();
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let _ = tell.send(head(&mut stream));
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
                head(&mut stream);
                let _ = stream.write_all(ok(page).as_bytes());
            }
        });
        let written = format!("http://user:secret@127.0.0.1:{port}");
        (Proxy::new(&written).expect("a proxy"), told)
    }

    #[test]
    fn a_proxy_of_the_environment_is_used_and_said() {
        let (proxy, told) = proxy("<p>through");
        // A name that nobody here can look up: the proxy does, or says that it does.
        let fetched = fetch_through(Some(&proxy), "http://news.invalid/train", 1 << 20, true);
        assert_eq!(fetched.expect("it is served").bytes, b"<p>through");
        let asked = told.recv().expect("it was asked");
        assert!(asked.starts_with("CONNECT news.invalid:80 "), "{asked}");
        assert!(shown(&proxy).starts_with("127.0.0.1:") && !shown(&proxy).contains("secret"));
        // Its own address is allowed to be a neighbour; those written in the address are not.
        for inwards in
            ["https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://localhost./"]
        {
            let error = fetch_through(Some(&proxy), inwards, 1 << 20, false)
                .expect_err("refused")
                .to_string();
            assert!(error.contains("private network"), "{inwards}: {error}");
        }
        assert!(told.try_recv().is_err(), "the proxy hears nothing of them");
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
