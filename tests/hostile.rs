//! Hostile ground: the built program against the inputs that `reliability` lists. Whatever comes in,
//! the program ends soon with a code of the contract, says why in clean words, and writes nothing into
//! the folder it was started in.
//!
//! Short in `cargo test`; `RASHOMON_LONG_TESTS=1` takes every character and a real gigabyte. What is measured is
//! printed: `RASHOMON_LONG_TESTS=1 cargo test --profile quick --test hostile -- --nocapture`.

#![allow(missing_docs, reason = "a test has no readers of its documentation")]
#![allow(clippy::print_stderr, reason = "a test says what it measured, or that it cannot run here")]
#![cfg(unix)]

use std::ffi::OsString;
use std::fs;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::symlink;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Two seconds are the promise; a test that runs beside others on a slow machine gives more.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a run ended.
#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    signal: Option<i32>,
    out: Vec<u8>,
    err: String,
    /// The most memory it had, in kB; 0 where the system does not tell.
    peak: u64,
    took: Duration,
}

/// A folder of its own for each test: sources, settings and a working folder that must stay as it is.
struct Ground {
    dir: tempfile::TempDir,
}

impl Ground {
    fn new() -> Self {
        let ground = Self { dir: tempfile::tempdir().expect("a folder") };
        for folder in ["work", "home", "in"] {
            fs::create_dir(ground.dir.path().join(folder)).expect("a folder");
        }
        ground
    }

    fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join("in").join(name)
    }

    fn file(&self, name: impl AsRef<Path>, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).expect("a file");
        path
    }

    fn command(&self, args: &[OsString]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rashomon"));
        let home = self.dir.path().join("home");
        command.args(args).current_dir(self.dir.path().join("work")).env_clear();
        command.env("HOME", &home).env("PATH", "/usr/bin:/bin").env("LANG", "C.UTF-8");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, args: &[OsString]) -> Ended {
        self.end(self.command(args), b"")
    }

    /// Runs a command to its end; one that does not end is a failure.
    fn end(&self, command: Command, input: &[u8]) -> Ended {
        self.end_of(command, input, true)
    }

    /// Runs a command to its end; whether it can say why it failed is told.
    fn end_of(&self, mut command: Command, input: &[u8], says: bool) -> Ended {
        let shown = format!("{:?}", command.get_args().collect::<Vec<_>>());
        if !input.is_empty() {
            command.stdin(Stdio::piped());
        }
        let mut child = command.spawn().expect("the program starts");
        let stdin = child.stdin.take();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || {
            if let Some(mut stdin) = stdin {
                let _ = stdin.write_all(&input);
            }
        });
        let out = child.stdout.take().map(collect);
        let err = child.stderr.take().map(collect);
        let start = Instant::now();
        let mut peak = 0;
        let status = loop {
            peak = peak.max(highest(child.id()));
            if let Some(status) = child.try_wait().expect("a child") {
                break status;
            }
            if start.elapsed() > PATIENCE {
                let _ = child.kill();
                let _ = child.wait();
                panic!("{shown} did not end in {PATIENCE:?}");
            }
            std::thread::sleep(Duration::from_millis(3));
        };
        writer.join().expect("the writer ends");
        let take = |stream: Option<std::thread::JoinHandle<Vec<u8>>>| {
            stream.map(|s| s.join().expect("a reader")).unwrap_or_default()
        };
        let (out, err) = (take(out), take(err));
        let err = String::from_utf8(err).unwrap_or_else(|e| panic!("{shown}: {e} on stderr"));
        let took = start.elapsed();
        let ended = Ended { code: status.code(), signal: status.signal(), out, err, peak, took };
        ended.check(&shown, says);
        let left: Vec<_> = fs::read_dir(self.dir.path().join("work")).expect("a folder").collect();
        assert!(left.is_empty(), "{shown} wrote into the working folder: {left:?}");
        ended
    }
}

/// The most memory that a running process has had so far, in kB.
fn highest(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kb| kb.parse().ok()).unwrap_or(0)
}

fn collect(mut stream: impl Read + Send + 'static) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        bytes
    })
}

impl Ended {
    /// Checks what holds of every run.
    fn check(&self, shown: &str, says: bool) {
        assert!(!self.err.contains("panicked"), "{shown}: {}", self.err);
        assert_eq!(self.signal, None, "{shown} died of a signal: {}", self.err);
        let code = self.code.expect("an exit code");
        assert!([0, 1, 2, 130, 143].contains(&code), "{shown} ended with {code}");
        let out = std::str::from_utf8(&self.out).unwrap_or_else(|e| panic!("{shown}: {e}"));
        for (stream, text) in [("stdout", out), ("stderr", &self.err)] {
            // A table carries words as they are, but for controls; both kinds of line break stay.
            let table = shown.contains("csv") || shown.contains("tsv");
            if let Some(c) =
                text.chars().find(|c| is_active(*c) && !(table && (*c == '\r' || !c.is_control())))
            {
                panic!("{shown}: U+{:04X} on {stream}", u32::from(c));
            }
        }
        if code == 2 && says {
            let said = self
                .err
                .lines()
                .any(|line| line.contains("rashomon: ") || line.starts_with("error: "));
            assert!(said, "{shown} failed and said only {:?}", self.err);
        }
    }

    /// Prints what it took, and holds an optimised build to the two seconds of the promise.
    #[track_caller]
    fn soon(&self, what: &str) {
        eprintln!("{what}: {:.2} s, {} kB", self.took.as_secs_f64(), self.peak);
        assert!(
            cfg!(debug_assertions) || self.took < Duration::from_secs(2),
            "{what}: {:?}",
            self.took
        );
    }

    fn says(&self, words: &str) -> &Self {
        assert!(self.err.contains(words), "{words:?} is not in {:?}", self.err);
        self
    }
}

/// Tells whether a terminal would act on a character or be misled by it.
fn is_active(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}'
            | '\u{200b}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn args(words: &[&str]) -> Vec<OsString> {
    words.iter().map(OsString::from).collect()
}

fn with(words: &[&str], path: &Path) -> Vec<OsString> {
    let mut all = args(words);
    all.push(path.into());
    all
}

/// Every way in which a source comes out of the program without a screen.
const WAYS: &[&[&str]] = &[&[], &["read", "--linear"], &["read", "--format", "json"], &["compare"]];

/// Contents that try to reach the terminal, to exhaust the program, or are no text at all.
fn contents() -> Vec<(&'static str, Vec<u8>)> {
    let text = |s: &str| s.as_bytes().to_vec();
    let sequences = "The \x1b[31mmayor\x1b[0m \x1b]52;c;aGk=\x07spoke\x1b]0;owned\x1b\\ \x1bP1$r\x1b\\ \x1b_apc\x1b\\ \
        \x1b^pm\x1b\\ \x1bXsos\x1b\\ \x1b]8;;http://x\x07link\x1b]8;;\x07 \x1bc \x1b[6n \x05 \x08 \x0e \x7f at noon.";
    let mut zalgo = text("The ferry le");
    zalgo.extend("\u{301}\u{489}".repeat(50_000).bytes());
    zalgo.extend(b"ft at dawn.");
    let deep = |open: &str, n: usize| open.repeat(n) + "words in the deep";
    let utf16: Vec<u8> =
        "Sixteen bits and no mark.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        ("sequences.txt", text(sequences)),
        (
            "sequences.md",
            text(&format!("# {sequences}\n\n- {sequences}\n\n```\n{sequences}\n```\n")),
        ),
        (
            "sequences.html",
            text(&format!("<title>{sequences}</title><h1>{sequences}</h1><p>{sequences}")),
        ),
        (
            "front.md",
            text(
                "---\ntitle: \"a\\e[31m\\x1b]0;t\\a\\u009b2J\"\noutlet: \x1b[1mB\nurl: \"javascript:\\e\"\n---\n\nText.\n",
            ),
        ),
        (
            "references.html",
            text(
                "<title>a&#27;[2J&#x9b;31m</title><p>a&#27;]52;c;aGk=&#7; b&#x202e;c &#0; &#xfeff; d &#xE0041;",
            ),
        ),
        ("references.md", text("a&#27;[2J b&#x9b;31m c&#x202e;d\n")),
        ("c1.txt", text("a\u{9b}31mb\u{9d}0;t\u{9c}c\u{90}d\u{85}e\u{84}f")),
        ("raw-c1.txt", b"a\x9b31mb \x9d0;t\x9c c\x90d caf\xe9".to_vec()),
        (
            "bidi.txt",
            text(
                "a \u{202e}evil\u{202c} \u{2066}iso\u{2069} \u{200f}mark, and \u{5e9}\u{5dc}\u{5d5}\u{5dd} is honest.",
            ),
        ),
        (
            "invisible.txt",
            text(
                "a\u{200b}b\u{2060}c\u{feff}d\u{e0041}\u{e007f}e\u{fff9}f\u{2028}g\u{2029}h\u{ad}i\u{180e}j",
            ),
        ),
        ("zalgo.txt", zalgo),
        ("joiners.txt", text(&("👩".to_owned() + &"\u{200d}👩".repeat(20_000)))),
        ("nul.txt", b"a\0b\0\0c".to_vec()),
        ("nuls", vec![0; 100_000]),
        ("binary", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0".to_vec()),
        ("utf16-bare.txt", utf16),
        ("utf16-odd.txt", b"\xff\xfea\0b".to_vec()),
        ("broken.txt", b"a\xc3b\xed\xa0\x80c\xf4\x90\x80\x80d\xc0\xafe".to_vec()),
        ("iso2022.txt", b"\x1b$B$3$s\x1b(B and \x1b$@".to_vec()),
        ("empty.txt", Vec::new()),
        ("blank.txt", text(" \n\t\n\u{a0}\n")),
        ("mark.txt", text("\u{feff}")),
        ("one-line.txt", text(&"word ".repeat(4_000))),
        ("no-space.txt", text(&"x".repeat(200_000))),
        ("lines.txt", text(&"\n".repeat(200_000))),
        ("deep.html", text(&deep("<div>", 50_000))),
        ("deep-list.html", text(&deep("<ul><li>", 20_000))),
        ("open-tags.html", text(&deep("<b><i>", 20_000))),
        ("deep.md", text(&deep("> ", 20_000))),
        ("brackets.md", text(&deep("[", 20_000))),
        ("stars.md", text(&"*a_ ".repeat(10_000))),
        (
            "entities.xml",
            text(
                "<!DOCTYPE a [<!ENTITY b \"lol\"><!ENTITY c \"&b;&b;&b;\">]><rss><channel><item><title>&c;</title></item></channel></rss>",
            ),
        ),
        ("alias.md", text("---\na: &a [x]\nb: [*a, *a]\ntitle: *a\n<<: *a\n---\nText.\n")),
    ]
}

#[test]
fn hostile_contents_end_in_clean_words() {
    let ground = Ground::new();
    for (name, bytes) in contents() {
        let path = ground.file(name, &bytes);
        for way in WAYS {
            ground.run(&with(way, &path));
        }
    }
    // All of them together: the good ones are read, the others named.
    let folder = ground.path("");
    for way in [&["read", "--linear"][..], &["compare"]] {
        let ended = ground.run(&with(way, &folder));
        assert!(ended.code == Some(0) || ended.code == Some(1), "{}", ended.err);
    }
}

/// Tells whether the long form was asked for.
fn long() -> bool {
    std::env::var_os("RASHOMON_LONG_TESTS").is_some()
}

/// Every character, each after a letter: all when asked, else one of 64 of those that are written out in the tables of
/// the standard by their thousands.
fn characters() -> Vec<char> {
    let many = |c: char| {
        matches!(c, '\u{3400}'..='\u{a4cf}' | '\u{ac00}'..='\u{faff}' | '\u{10000}'..='\u{1cfff}'
            | '\u{1d200}'..='\u{1efff}' | '\u{1fb00}'..='\u{dffff}' | '\u{e0200}'..)
    };
    ('\0'..=char::MAX).filter(|c| long() || !many(*c) || u32::from(*c) % 64 == 0).collect()
}

/// Every character in texts, names, notes and arguments: what comes out, on both streams and in every format that
/// leaves, is nothing that a terminal acts on ([`Ended::check`]).
#[test]
fn no_character_comes_out_as_more_than_itself() {
    let ground = Ground::new();
    let all = characters();
    let words: String = all.iter().flat_map(|c| ['x', *c, ' ']).collect();
    let references: String = all.iter().map(|c| format!("x&#{}; ", u32::from(*c))).collect();
    let html = format!(
        "<html><head><title>{0}</title><meta name='author' content='{0}'></head><body><p>The ferry left. {1}</p></body></html>",
        references.chars().take(100_000).collect::<String>(),
        references
    );
    let text = ground.file("all.txt", format!("The ferry left at dawn.\n\n{words}\n").as_bytes());
    let page = ground.file("all.html", html.as_bytes());
    for path in [&text, &page] {
        for way in WAYS.iter().filter(|way| long() || way.first() != Some(&"compare")) {
            let ended = ground.run(&with(way, path));
            assert_ne!(ended.code, Some(2), "{way:?}: {}", ended.err);
        }
    }
    // As notes: a NUL cannot be an argument, and an argument has its longest.
    for some in all[1..].chunks(20_000) {
        let note: String = some.iter().flat_map(|c| ['x', *c]).collect();
        let tag: String = note.chars().take(2_000).collect();
        let mut words = with(&["notes", "add"], &text);
        words.extend(args(&["--quote", "ferry", "--note", &note, "--tag", &tag]));
        assert_eq!(ground.run(&words).code, Some(0));
    }
    for way in [&["notes", "list"][..], &["notes", "list", "--format", "json"], &["notes", "check"]]
    {
        ground.run(&args(way));
    }
    for format in rashomon::exchange::FORMATS.iter().filter(|format| format.write.is_some()) {
        let ended = ground.run(&with(&["export", "--notes-only", "--format", format.name], &text));
        assert_eq!(ended.code, Some(0), "{}: {}", format.name, ended.err);
    }
    // As names that are not there, and as commands and options that nobody knows.
    let few = if long() { 1 } else { 8 };
    for some in all[1..].chunks(50 * 300).step_by(few) {
        let names =
            some.chunks(50).map(|part| OsString::from("x".to_owned() + &String::from_iter(part)));
        let ended = ground.run(&args(&["read"]).into_iter().chain(names).collect::<Vec<_>>());
        assert_eq!(ended.code, Some(2));
    }
    for some in all[1..].chunks(5_000).step_by(few) {
        let word = String::from_iter(some);
        for option in ["--format", "--no-such-option", "--min-confidence", "--encoding"] {
            ground.run(&args(&["compare", option, &word]));
        }
    }
    eprintln!("{} characters", all.len());
}

/// A gigabyte is refused by its size before any of it is read; who asks for it gets it within four times its size.
#[test]
fn a_gigabyte_is_refused_at_once_or_read_within_its_bound() {
    let ground = Ground::new();
    let sparse = ground.path("sparse.txt");
    fs::File::create(&sparse).and_then(|f| f.set_len(1 << 30)).expect("a sparse file");
    let real = ground.path("real.txt");
    let mut writer = std::io::BufWriter::new(fs::File::create(&real).expect("a file"));
    let day =
        "The ferry left the quay at a quarter past nine, and a man on the pier waved to it.\n\n"
            .repeat(12_000);
    let size = if long() { 1 << 30 } else { 8 << 20 };
    for _ in 0..=size / day.len() {
        writer.write_all(day.as_bytes()).expect("written");
    }
    drop(writer);
    for (path, name) in [(&sparse, "a sparse gigabyte"), (&real, "a real gigabyte")] {
        let limit = if path == &real && !long() { "1M" } else { "256M" };
        let ended = ground.run(&with(&["read", "--linear", "--max-size", limit], path));
        assert_eq!(ended.code, Some(2), "{name}");
        ended.says("--max-size").soon(name);
        assert!(ended.peak < 300_000, "{name}: {} kB", ended.peak);
    }
    if long() {
        // Nothing but NULs is no text, whatever its size.
        let ended = ground.run(&with(&["read", "--linear", "--max-size", "2G"], &sparse));
        assert_eq!(ended.code, Some(2));
        eprintln!("a sparse gigabyte, asked for: {:.2} s", ended.took.as_secs_f64());
    }
    let mut command = ground.command(&with(&["read", "--linear", "--max-size", "2G"], &real));
    command.stdout(Stdio::null());
    let ended = ground.end(command, b"");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    eprintln!("{} bytes, asked for: {:.2} s, {} kB", size, ended.took.as_secs_f64(), ended.peak);
    assert!(ended.peak < 4 * (size as u64 >> 10) + 60_000, "{} kB", ended.peak);
}

/// Who starts the program may have closed its streams, or left it few descriptors.
#[test]
fn closed_streams_and_few_descriptors_are_survived() {
    let ground = Ground::new();
    let path = ground.file("a.txt", b"The ferry left at dawn.");
    for how in ["<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"] {
        for way in ["read", "compare", "notes list", "read nowhere"] {
            let program = env!("CARGO_BIN_EXE_rashomon");
            let line = format!("ulimit -n 20; exec '{program}' {way} '{}' {how}", path.display());
            let mut command = ground.command(&[]);
            let mut shell = Command::new("/bin/sh");
            shell.args(["-c", &line]).env_clear().current_dir(ground.dir.path().join("work"));
            shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
            shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
            std::mem::swap(&mut command, &mut shell);
            ground.end_of(command, b"", !how.contains("2>"));
        }
    }
}

#[test]
fn hostile_names_are_shown_clean() {
    let ground = Ground::new();
    let long = "n".repeat(240) + ".txt";
    let names: [&[u8]; 10] = [
        b"two\nlines.txt",
        b"esc\x1b]0;owned\x07.txt",
        b"csi\x1b[31m.md",
        b"bytes\xff\xfe.txt",
        "rtl\u{202e}txt.exe.txt".as_bytes(),
        b" ",
        b"-",
        b"--help",
        long.as_bytes(),
        "c1\u{9b}31m.html".as_bytes(),
    ];
    for name in names {
        let name = OsString::from_vec(name.to_vec());
        let good = ground.file(&name, b"The ferry left at dawn.\n\nNobody waved.\n");
        for way in WAYS {
            assert_ne!(ground.run(&with(way, &good)).code, Some(2), "{name:?}");
        }
        fs::remove_file(&good).expect("it is there");
        let gone = ground.run(&with(&["read"], &good));
        assert_eq!(gone.code, Some(2), "{name:?}");
        gone.says("no such file");
        ground.run(&with(&["notes", "list"], &good));
        ground.run(&with(&["--no-such-option", "--format"], &good));
    }
    // A format, an encoding and a command that are no words of ours come back clean as well.
    for option in ["--format", "--encoding", "--color", "--min-confidence"] {
        ground.run(&args(&["compare", option, "\x1b[31mred\u{202e}"]));
    }
    ground.run(&args(&["read", "\x1b]0;t\x07\n"]));
}

#[test]
fn what_is_no_plain_file_is_refused_at_once() {
    let ground = Ground::new();
    let pipe = ground.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let socket = ground.path("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
    let looped = ground.path("loop");
    symlink(&looped, &looped).expect("a link");
    let dangling = ground.path("dangling");
    symlink("nowhere", &dangling).expect("a link");
    let empty = ground.path("empty");
    fs::create_dir(&empty).expect("a folder");
    let sparse = ground.path("sparse.txt");
    fs::File::create(&sparse).and_then(|f| f.set_len(1 << 40)).expect("a sparse file");
    let device = |name: &str| PathBuf::from("/dev").join(name);
    let cases = [
        (pipe, "a pipe"),
        (socket, ""),
        (looped, ""),
        (dangling, "no such file"),
        (empty, ""),
        (sparse, "--max-size"),
        (device("zero"), "a device"),
        (device("null"), "a device"),
        (device("tty"), ""),
        (device("stdin"), ""),
        (PathBuf::from("/proc/self/mem"), ""),
        (PathBuf::new(), ""),
    ];
    for (path, words) in cases {
        for way in [&["read"][..], &["compare"], &[]] {
            let ended = ground.run(&with(way, &path));
            assert_eq!(ended.code, Some(2), "{path:?}");
            ended.says(words);
        }
    }
    // A folder that holds itself is read once.
    let folder = ground.path("folder");
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("a.txt"), "The ferry left.").expect("a file");
    symlink(&folder, folder.join("again")).expect("a link");
    symlink("..", folder.join("up")).expect("a link");
    assert_eq!(ground.run(&with(&["read"], &folder)).code, Some(0));
    // One bad source does not spoil the others, unless asked.
    let mut both = with(&["read"], &folder);
    both.push(ground.path("nowhere").into());
    let ended = ground.run(&both);
    assert_eq!(ended.code, Some(0));
    ended.says("no such file");
    both.push("--strict".into());
    assert_eq!(ground.run(&both).code, Some(2));
}

#[test]
fn what_may_not_be_read_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let ground = Ground::new();
    let path = ground.file("secret.txt", b"The ferry left.");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).expect("permissions");
    let mut command = ground.command(&with(&["read"], &path));
    if fs::read(&path).is_ok() {
        // Whoever runs this may read everything: somebody else, who may come this far, reads it.
        use std::os::unix::process::CommandExt;
        fs::set_permissions(ground.dir.path(), fs::Permissions::from_mode(0o711))
            .expect("permissions");
        command.uid(65_534).gid(65_534);
        if command.spawn().and_then(|mut child| child.wait()).is_err() {
            return eprintln!("not run: nobody else may run the program");
        }
    }
    let ended = ground.end(command, b"");
    assert_eq!(ended.code, Some(2));
    ended.says("permission denied").says("secret.txt");
}

#[test]
fn a_closed_pipe_is_a_quiet_end_and_a_full_disk_is_not() {
    let ground = Ground::new();
    let path = ground.file("long.txt", "The ferry left at dawn.\n\n".repeat(20_000).as_bytes());
    for way in [&["read", "--linear"][..], &["read", "--format", "json"], &[]] {
        let mut child = ground.command(&with(way, &path)).spawn().expect("it starts");
        let mut out = child.stdout.take().expect("a pipe");
        let mut some = [0; 10];
        out.read_exact(&mut some).expect("something comes");
        drop(out);
        let ended = child.wait_with_output().expect("it ends");
        assert_eq!(ended.stderr, b"", "a closed pipe is no error");
        assert!(
            ended.status.code() == Some(0) || ended.status.signal() == Some(13),
            "{:?}",
            ended.status
        );
    }
    for way in [
        &["read", "--linear"][..],
        &["keys"],
        &["man"],
        &["completions", "bash"],
        &["--help"],
        &["paths"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").expect("/dev/full");
        let named = if way[0] == "read" { with(way, &path) } else { args(way) };
        let mut command = ground.command(&named);
        command.stdout(full);
        let ended = ground.end(command, b"");
        assert_eq!(ended.code, Some(2), "{way:?} said it was done: {}", ended.err);
    }
    let full = fs::File::options().write(true).open("/dev/full").expect("/dev/full");
    let mut command = ground.command(&args(&["read", "nowhere.txt"]));
    command.stderr(full);
    let status = command.spawn().and_then(|mut c| c.wait()).expect("it ends");
    assert_eq!(status.code(), Some(2));
}

#[test]
fn any_environment_will_do() {
    let ground = Ground::new();
    let path = ground.file("a.txt", "The café left at dawn — 12 people waved.".as_bytes());
    let cases: [&[(&str, Option<&str>)]; 9] = [
        &[("HOME", None)],
        &[("HOME", Some("/nowhere/at/all"))],
        &[("HOME", Some("relative"))],
        &[("HOME", Some("/dev/null"))],
        &[
            ("XDG_DATA_HOME", Some("relative")),
            ("XDG_CONFIG_HOME", Some("")),
            ("XDG_STATE_HOME", Some("/dev/null")),
        ],
        &[("LANG", Some("C")), ("LC_ALL", Some("POSIX"))],
        &[("LANG", Some("tr_TR.ISO-8859-9")), ("LC_ALL", Some("\u{1b}[31m"))],
        &[
            ("TERM", Some("dumb")),
            ("COLUMNS", Some("0")),
            ("LINES", Some("-1")),
            ("NO_COLOR", Some("1")),
        ],
        &[
            ("TERM", Some("\u{1b}]0;t\u{7}")),
            ("COLUMNS", Some("99999999999999999999")),
            ("EDITOR", Some("'")),
            ("TZ", Some("Nowhere/At_All")),
        ],
    ];
    for case in cases {
        for way in [&["read"][..], &["compare"], &["topics"]] {
            let mut command = ground.command(&with(way, &path));
            for (name, value) in case {
                match value {
                    Some(value) => command.env(name, value),
                    None => command.env_remove(name),
                };
            }
            let ended = ground.end(command, b"");
            assert_ne!(ended.code, Some(2), "{case:?}: {}", ended.err);
        }
        for way in ["paths", "notes"] {
            let mut words = args(&[way]);
            if way == "notes" {
                words.push("list".into());
            }
            let mut command = ground.command(&words);
            for (name, value) in case {
                match value {
                    Some(value) => command.env(name, value),
                    None => command.env_remove(name),
                };
            }
            ground.end(command, b"");
        }
    }
}

#[test]
fn settings_lie_where_the_user_put_them_and_nowhere_else() {
    let ground = Ground::new();
    let path = ground.file("a.txt", b"The ferry left at dawn.");
    // Files of the folder one happens to stand in are no settings; that they stay alone is checked by `end`.
    let quiet = ground.run(&with(&["read"], &path));
    let inside = ground.path("");
    for name in ["rashomon.toml", "config.toml", ".rashomon.toml", "keys.toml", ".rashomon"] {
        fs::write(inside.join(name), "theme = \"\u{1b}[31m\"\n[keys]\nq = \"!touch owned\"\n")
            .expect("a file");
    }
    let mut command = ground.command(&with(&["read"], &path));
    command.current_dir(&inside);
    let loud = ground.end(command, b"");
    assert_eq!(quiet.out, loud.out);
    assert!(!inside.join("owned").exists());
}

#[test]
fn judge_answers_every_line_it_can() {
    let ground = Ground::new();
    let good = "{\"id\":1,\"premise\":\"Twelve left.\",\"hypothesis\":\"Ten left.\"}\n";
    let deep = "[".repeat(100_000);
    let long =
        format!("{{\"id\":2,\"premise\":\"{}\",\"hypothesis\":\"x\"}}\n", "日".repeat(1_000_000));
    let hostile = "{\"id\":\"\\u001b[31m\\u202e\",\"premise\":\"a \\u001b]0;t\\u0007\",\"hypothesis\":\"a \\u009b2J not\"}\n";
    let inputs: [(&[u8], usize); 7] = [
        (good.as_bytes(), 1),
        (b"\x00\x01\xff\n", 0),
        (deep.as_bytes(), 0),
        (long.as_bytes(), 1),
        (hostile.as_bytes(), 1),
        (b"{\"id\":1}\n{\"premise\":3}\n\n\n", 0),
        (b"{\"id\":1,\"premise\":\"a\",\"hypothesis\":\"b\"}", 1),
    ];
    for (input, answers) in inputs {
        let ended = ground.end(ground.command(&args(&["judge"])), input);
        let lines = ended.out.split(|b| *b == b'\n').filter(|l| !l.is_empty()).count();
        assert_eq!(lines, answers, "{}", ended.err);
        assert_eq!(ended.code == Some(2), answers == 0, "{}", ended.err);
    }
}

#[test]
fn a_signal_ends_what_waits() {
    let ground = Ground::new();
    for (name, number, code) in [("INT", 2, 130), ("TERM", 15, 143), ("HUP", 1, 129)] {
        for way in [&["judge"][..], &["read", "-"]] {
            let mut command = ground.command(&args(way));
            command.stdin(Stdio::piped());
            let mut child = command.spawn().expect("it starts");
            std::thread::sleep(Duration::from_millis(200));
            let id = child.id().to_string();
            assert!(Command::new("kill").args(["-s", name, &id]).status().expect("kill").success());
            let start = Instant::now();
            let status = loop {
                if let Some(status) = child.try_wait().expect("a child") {
                    break status;
                }
                assert!(start.elapsed() < PATIENCE, "{way:?} goes on after {name}");
                std::thread::sleep(Duration::from_millis(5));
            };
            assert!(
                status.signal() == Some(number) || status.code() == Some(code),
                "{way:?}: {status:?}"
            );
        }
    }
}

#[test]
fn mistakes_in_settings_are_told_with_their_line() {
    let ground = Ground::new();
    let deep = "a = ".to_owned() + &"[".repeat(50_000);
    let cases: [(&str, &[u8], i32, &[&str]); 9] = [
        ("syntax.toml", b"theme = \"dark\"\nlayout = \n", 1, &["line 2: "]),
        ("unknown.toml", b"\n\nno-such-setting = 1\n", 1, &["line 3: ", "no-such-setting"]),
        ("value.toml", b"theme = 12\nlayout = \"round\"\n", 1, &["line 2: ", "round"]),
        (
            "escape.toml",
            b"theme = \"\\u001b]0;t\\u0007\"\n\"\\u001b[31m\" = 1\n",
            1,
            &["line 1: ", "line 2: "],
        ),
        ("bytes.toml", b"theme = \"\xff\xfe\"\n", 2, &["UTF-8"]),
        ("nul.toml", b"\0\0\0\0", 1, &["line 1: "]),
        ("deep.toml", deep.as_bytes(), 1, &["line 1: "]),
        (
            "keys.toml",
            b"[keys.read]\n\"<\" = \"quit\"\nq = \"no-such\"\n",
            1,
            &["line 1: ", "keys"],
        ),
        ("empty.toml", b"", 0, &[]),
    ];
    for (name, bytes, code, told) in cases {
        let path = ground.file(name, bytes);
        let checked = ground.run(&with(&["config", "--check", "--config"], &path));
        assert_eq!(checked.code, Some(code), "{name}: {}", checked.err);
        for words in told {
            checked.says(words);
        }
        assert!(checked.err.lines().count() < 10, "{name} tells one thing many times");
        // What is not understood costs itself only: the keys are there.
        let keys = ground.run(&with(&["keys", "--config"], &path));
        assert_eq!(keys.code == Some(0), code < 2, "{name}: {}", keys.err);
    }
    for odd in ["/dev/zero", "/nowhere/at/all", "/", "/dev/null"] {
        let checked = ground.run(&args(&["config", "--check", "--config", odd]));
        assert_eq!(checked.code, Some(2), "{odd}: {}", checked.err);
    }
}

#[test]
fn a_store_of_any_kind_ends_in_a_sentence() {
    let ground = Ground::new();
    let source = ground.file("a.txt", b"The ferry left at dawn.");
    let damaged = ground.path("damaged");
    fs::create_dir_all(damaged.join("journal")).expect("a folder");
    fs::write(
        damaged.join("journal/dev1-00000001.jsonl"),
        b"\x1b[31m\0\xff\n{\"v\":9}\n{\"v\":1,\"id\":\"\x1b]0;t\x07\"}\n",
    )
    .expect("a file");
    fs::write(damaged.join("journal/\u{1b}[31m.jsonl"), b"x").expect("a file");
    let pipe = ground.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let piped = ground.path("piped");
    fs::create_dir_all(piped.join("journal")).expect("a folder");
    fs::rename(&pipe, piped.join("journal/dev1-00000001.jsonl")).expect("a pipe in the journal");
    let folder = ground.path("folder");
    fs::create_dir_all(folder.join("journal/dev1-00000001.jsonl"))
        .expect("a folder in the journal");
    let stores = [
        damaged,
        piped,
        folder,
        source.clone(),
        PathBuf::from("/dev/null"),
        PathBuf::from("/dev/null/in"),
        PathBuf::from("/proc/self"),
    ];
    for store in stores {
        for way in [
            &["notes", "list"][..],
            &["notes", "list", "--format", "json"],
            &["notes", "check"],
            &["store", "doctor"],
        ] {
            let mut words = args(way);
            words.extend([OsString::from("--store"), store.clone().into()]);
            ground.run(&words);
        }
        let mut words = with(&["notes", "add"], &source);
        words.extend(args(&[
            "--quote",
            "ferry",
            "--note",
            "a \u{1b}[31mnote\u{202e}\u{9b}",
            "--tag",
            "\u{7}",
        ]));
        words.extend([OsString::from("--store"), store.clone().into()]);
        let added = ground.run(&words);
        if added.code == Some(0) {
            for way in [&["notes", "list"][..], &["notes", "list", "--format", "json"]] {
                let mut words = args(way);
                words.extend([OsString::from("--store"), store.clone().into()]);
                assert_eq!(ground.run(&words).code, Some(0), "what was added is listed");
            }
        }
    }
}

/// Books and documents that lie, climb, explode or never end.
#[cfg(all(feature = "epub", feature = "docx"))]
mod archives {
    use super::*;
    use zip::write::SimpleFileOptions;

    /// What a run may take; the promise is 2 seconds and 300 MB.
    const MEMORY: u64 = 300_000;

    fn zipped(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            writer.start_file(name.as_str(), SimpleFileOptions::default()).expect("an entry");
            writer.write_all(bytes).expect("written");
        }
        writer.finish().expect("finished").into_inner()
    }

    const CONTAINER: &str = "<?xml version='1.0'?><container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'>\
        <rootfiles><rootfile full-path='OPF' media-type='application/oebps-package+xml'/></rootfiles></container>";

    fn book(opf: &str, items: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut entries = vec![
            ("mimetype".to_owned(), b"application/epub+zip".to_vec()),
            ("META-INF/container.xml".to_owned(), CONTAINER.as_bytes().to_vec()),
            ("OPF".to_owned(), opf.as_bytes().to_vec()),
        ];
        entries.extend(items.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())));
        zipped(&entries)
    }

    fn package(links: &[&str]) -> String {
        let item = |(n, link): (usize, &&str)| {
            format!("<item id='i{n}' href='{link}' media-type='application/xhtml+xml'/>")
        };
        let items: String = links.iter().enumerate().map(item).collect();
        let spine: String = (0..links.len()).map(|n| format!("<itemref idref='i{n}'/>")).collect();
        format!(
            "<package xmlns='http://www.idpf.org/2007/opf'><metadata><dc:title>A\u{1b}[31m book&#27;]0;x</dc:title></metadata>\
             <manifest>{items}</manifest><spine>{spine}</spine></package>"
        )
    }

    fn chapter(text: &str) -> Vec<u8> {
        format!("<html><body><p>{text}</p></body></html>").into_bytes()
    }

    /// Writes other sizes into the directory of an archive than its entries have.
    fn lying(mut archive: Vec<u8>, size: u32) -> Vec<u8> {
        for at in 0..archive.len() - 46 {
            if archive[at..].starts_with(b"PK\x01\x02") {
                archive[at + 24..at + 28].copy_from_slice(&size.to_le_bytes());
            }
        }
        archive
    }

    /// Lists the last entry of an archive so many times.
    fn overlapping(archive: &[u8], times: u16) -> Vec<u8> {
        let find = |sign: &[u8]| archive.windows(4).rposition(|w| w == sign).expect("it is there");
        let (last, end) = (find(b"PK\x01\x02"), find(b"PK\x05\x06"));
        let first = archive.windows(4).position(|w| w == b"PK\x01\x02").expect("it is there");
        let mut out = archive[..end].to_vec();
        (0..times).for_each(|_| out.extend_from_slice(&archive[last..end]));
        let size = u32::try_from(out.len() - first).expect("small");
        let mut tail = archive[end..].to_vec();
        let count = u16::from_le_bytes([tail[10], tail[11]]) + times;
        tail[8..10].copy_from_slice(&count.to_le_bytes());
        tail[10..12].copy_from_slice(&count.to_le_bytes());
        tail[12..16].copy_from_slice(&size.to_le_bytes());
        out.extend_from_slice(&tail);
        out
    }

    fn hostile() -> Vec<(&'static str, Vec<u8>)> {
        let laughs = |root: &str| {
            let mut dtd = "<!DOCTYPE x [<!ENTITY a0 'lol'>".to_owned();
            (1..12).for_each(|n| {
                dtd += &format!("<!ENTITY a{n} '{}'>", format!("&a{};", n - 1).repeat(10))
            });
            format!("<?xml version='1.0'?>{dtd}<!ENTITY xxe SYSTEM 'file:///etc/passwd'>]>{root}")
        };
        let big = vec![b'a'; 40 << 20];
        let names: Vec<String> = (0..30).map(|n| format!("c{n}.xhtml")).collect();
        let links: Vec<&str> = names.iter().map(String::as_str).collect();
        let many: Vec<(&str, Vec<u8>)> = links
            .iter()
            .map(|name| (*name, chapter(&"words upon words. ".repeat(500_000))))
            .collect();
        let word = |xml: &str| zipped(&[("word/document.xml".to_owned(), xml.as_bytes().to_vec())]);
        let mut crowd = vec![("META-INF/container.xml".to_owned(), CONTAINER.as_bytes().to_vec())];
        crowd.extend((0..12_000).map(|n| (format!("{n}"), Vec::new())));
        let good = book(&package(&["a.xhtml"]), &[("a.xhtml", chapter("The ferry left."))]);
        vec![
            (
                "climbs.epub",
                book(
                    &package(&[
                        "../../../../etc/passwd",
                        "%2e%2e/%2e%2e/etc/passwd",
                        "/etc/passwd",
                        "file:///etc/passwd",
                    ]),
                    &[("../../../../tmp/owned", chapter("x"))],
                ),
            ),
            (
                "laughs.epub",
                book(
                    &laughs(&package(&["a.xhtml"])),
                    &[(
                        "a.xhtml",
                        laughs("<html><body><p>&a11;&xxe;</p></body></html>").into_bytes(),
                    )],
                ),
            ),
            ("bomb.epub", book(&package(&["a.xhtml"]), &[("a.xhtml", big.clone())])),
            ("many-bombs.epub", book(&package(&links), &many)),
            ("liar.epub", lying(book(&package(&["a.xhtml"]), &[("a.xhtml", big.clone())]), 10)),
            ("boast.epub", lying(good.clone(), u32::MAX - 1)),
            ("overlap.epub", overlapping(&good, 2_000)),
            ("crowd.epub", zipped(&crowd)),
            ("circle.epub", book(&package(&["OPF", "OPF", "META-INF/container.xml"]), &[])),
            (
                "deep.epub",
                book(&package(&["a.xhtml"]), &[("a.xhtml", chapter(&"<div>".repeat(200_000)))]),
            ),
            (
                "script.epub",
                book(
                    &package(&["a.xhtml"]),
                    &[(
                        "a.xhtml",
                        chapter(
                            "<script>x()</script><img src='http://127.0.0.1:9/x'/>The ferry left &#27;]0;t&#7; at dawn.",
                        ),
                    )],
                ),
            ),
            ("cut.epub", good[..good.len() - 30].to_vec()),
            ("deep.docx", word(&"<w:tbl><w:tr><w:tc>".repeat(200_000))),
            (
                "laughs.docx",
                word(&laughs(
                    "<w:document><w:p><w:r><w:t>&a11;&xxe;</w:t></w:r></w:p></w:document>",
                )),
            ),
            ("bomb.docx", zipped(&[("word/document.xml".to_owned(), big)])),
            (
                "escapes.docx",
                word("<w:p><w:r><w:t>a&#27;]52;c;aGk=&#7; \u{9b}2J</w:t></w:r></w:p>"),
            ),
        ]
    }

    #[test]
    fn hostile_books_and_documents_end_soon() {
        let ground = Ground::new();
        for (name, bytes) in hostile() {
            let path = ground.file(name, &bytes);
            let ended = ground.run(&with(&["read", "--linear"], &path));
            let out = String::from_utf8_lossy(&ended.out);
            assert!(
                !out.contains("root:") && !ended.err.contains("root:"),
                "{name} read another file"
            );
            assert!(!out.contains("lollol"), "{name} was expanded");
            assert!(ended.peak < MEMORY, "{name} took {} kB", ended.peak);
            ended.soon(name);
        }
        assert!(!Path::new("/tmp/owned").exists());
        for name in ["overlap.epub", "script.epub", "deep.epub"] {
            let ended = ground.run(&with(&["read", "--linear"], &ground.path(name)));
            assert!(ended.code == Some(0) || name == "deep.epub", "{name}: {}", ended.err);
        }
    }
}

/// Nothing is fetched because a source says so: whoever listens hears nothing.
#[test]
fn a_source_fetches_nothing() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("it does not wait");
    let to = format!("http://{}", listener.local_addr().expect("an address"));
    let html = format!(
        "<html><head><base href='{to}/'><link rel=stylesheet href='{to}/a.css'><meta http-equiv=refresh content='0;url={to}/'>\
         <script src='{to}/a.js'></script><title>Fetch</title></head><body><article><p>The ferry left at dawn with a man on board.\
         <img src='{to}/a.png' srcset='{to}/b.png 2x'><iframe src='{to}/f'></iframe><object data='{to}/o'></object>\
         <video src='{to}/v' poster='{to}/p'></video><style>@import '{to}/s.css'; p {{ background: url({to}/bg) }}</style></article></body></html>"
    );
    let markdown = format!(
        "---\nurl: {to}/\n---\n\n![a]({to}/a.png) <{to}/> [b]({to}/b) <img src='{to}/c'>\n\nThe ferry left.\n"
    );
    let feed = format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>x</title><item><title>Ferry</title><link>{to}/i</link>\
        <enclosure url='{to}/e' type='audio/mpeg' length='1'/><description>The ferry left.</description></item></channel></rss>"
    );
    let xml = format!("<?xml version='1.0'?><!DOCTYPE rss SYSTEM '{to}/d.dtd'>{feed}");
    let ground = Ground::new();
    for (name, text) in [("a.html", html), ("a.md", markdown), ("a.rss", feed), ("b.rss", xml)] {
        let path = ground.file(name, text.as_bytes());
        for way in [&["read", "--linear"][..], &["compare"], &["export", "--format", "html"]] {
            assert_ne!(ground.run(&with(way, &path)).code, Some(2), "{name} is not read at all");
        }
    }
    let heard = listener.accept().err().map(|error| error.kind());
    assert_eq!(heard, Some(std::io::ErrorKind::WouldBlock), "somebody came");
}
