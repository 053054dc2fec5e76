//! The reader in a real pseudo terminal: what it shows, and that the terminal always comes back.
//!
//! How long ends take is printed: `cargo test --profile quick --test terminal -- --nocapture`.

#![cfg(unix)]
#![allow(missing_docs, reason = "a test has no readers of its documentation")]
#![allow(clippy::print_stderr, reason = "what was measured is told")]

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A reader running in a pseudo terminal that answers nothing.
struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    reader: std::thread::JoinHandle<()>,
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
    hung_up: Arc<AtomicBool>,
    _home: tempfile::TempDir,
}

const PATIENCE: Duration = Duration::from_secs(20);

impl Session {
    fn open(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        Self::open_in(home, arguments, variables)
    }

    fn open_in(home: tempfile::TempDir, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::start(home, &[], arguments, variables)
    }

    /// Starts the program, behind another one that ends by starting it when one is given.
    fn start(
        home: tempfile::TempDir,
        before: &[&str],
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Self {
        let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo terminal");
        let program = env!("CARGO_BIN_EXE_rashomon");
        let mut line: Vec<&str> = before.to_vec();
        line.push(program);
        line.extend(arguments);
        let mut command = CommandBuilder::new(line[0]);
        command.args(&line[1..]);
        command.env_remove("NO_COLOR");
        command.env("TERM", "xterm-256color");
        for name in ["CONFIG", "DATA", "STATE"] {
            command.env(format!("RASHOMON_{name}_DIR"), home.path().join(name));
        }
        for (name, value) in variables {
            // An empty value takes the variable away.
            if value.is_empty() { command.env_remove(name) } else { command.env(name, value) }
        }
        command.cwd(home.path());
        let child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        let size = |n| std::num::NonZeroU16::new(n).expect("not zero");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(size(30), size(100), 0)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (sink, bytes) = (Arc::clone(&screen), Arc::clone(&raw));
        let hung_up = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&hung_up);
        let reader = std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut chunk) {
                sink.lock().expect("a screen").process(&chunk[..n]);
                bytes.lock().expect("bytes").extend_from_slice(&chunk[..n]);
                if stop.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        Self { child, master: pair.master, writer, reader, screen, raw, hung_up, _home: home }
    }

    #[track_caller]
    fn see(&self, what: &str) {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if self.text().contains(what) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("{what:?} did not come; there is\n{}", self.text());
    }

    fn text(&self) -> String {
        self.screen.lock().expect("a screen").screen().contents()
    }

    fn press(&mut self, bytes: &str) {
        self.writer.write_all(bytes.as_bytes()).expect("written");
        self.writer.flush().expect("written");
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().expect("a process").to_string();
        let sent = std::process::Command::new("kill").args([&format!("-{name}"), &pid]).status();
        assert!(sent.expect("kill is there").success());
    }

    /// Waits for the end and returns the exit code.
    #[track_caller]
    fn end(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.exit_code();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("it did not end; there is\n{}", self.text());
    }

    /// The terminal is, or soon will be, as it was found: what was written may still be on its way.
    #[track_caller]
    fn restored(&self) {
        let end = Instant::now() + PATIENCE;
        while let Some(why) = self.amiss() {
            assert!(Instant::now() < end, "{why}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// What of the terminal is not as it was found: screen, cursor, mouse, paste, line discipline.
    fn amiss(&self) -> Option<&'static str> {
        let parser = self.screen.lock().expect("a screen");
        let screen = parser.screen();
        let raw = self.raw.lock().expect("bytes");
        let count = |what: &str| String::from_utf8_lossy(&raw).matches(what).count();
        let modes = self.master.get_termios().expect("modes");
        // ECHO and ICANON are 8 and 2 on Linux, 8 and 256 elsewhere.
        let cooked = if cfg!(target_os = "linux") { 0o12 } else { 0x108 };
        let amiss = [
            (screen.alternate_screen(), "the alternate screen is not left"),
            (screen.hide_cursor(), "the cursor is hidden"),
            (screen.bracketed_paste(), "paste is bracketed"),
            (
                screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None,
                "the mouse is reported",
            ),
            (count("\x1b[?2026h") > count("\x1b[?2026l"), "a frame is not ended"),
            (modes.local_flags.bits() & cooked != cooked, "lines are not edited and echoed"),
        ];
        amiss.into_iter().find(|(amiss, _)| *amiss).map(|(_, why)| why)
    }
}

#[test]
fn q_leaves_and_gives_the_terminal_back() {
    let mut session = Session::open(&[], &[]);
    session.see("READ");
    session.press("?");
    session.see("Keys");
    session.press("qq");
    assert_eq!(session.end(), 0);
    session.restored();
}

#[test]
fn signals_give_the_terminal_back_and_tell_the_shell() {
    for (name, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131)] {
        let mut session = Session::open(&[], &[]);
        session.see("READ");
        let asked = Instant::now();
        session.signal(name);
        assert_eq!(session.end(), code, "SIG{name}");
        soon(&format!("after SIG{name}"), asked);
        session.restored();
    }
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_gives_the_terminal_back() {
    let mut session = Session::open(&[], &[]);
    session.see("READ");
    session.press(":debug-panic\r");
    assert_eq!(session.end(), 101);
    session.restored();
    assert!(session.text().contains("asked for"), "the reason is on the screen");
}

#[test]
fn stopping_gives_the_terminal_back_and_going_on_draws_again() {
    let mut session = Session::open(&[], &[]);
    session.see("READ");
    for stop in ["key", "signal"] {
        if stop == "key" {
            session.press("\x1a")
        } else {
            session.signal("TSTP")
        }
        let end = Instant::now() + PATIENCE;
        while session.screen.lock().expect("a screen").screen().alternate_screen() {
            assert!(Instant::now() < end, "{stop}: it did not stop");
            std::thread::sleep(Duration::from_millis(10));
        }
        session.restored();
        session.signal("CONT");
        session.see("READ");
    }
    session.press("q");
    assert_eq!(session.end(), 0);
    session.restored();
}

/// Prints how long an end took, and holds an optimised build to the two seconds of the promise.
#[track_caller]
fn soon(what: &str, since: Instant) {
    let took = since.elapsed();
    eprintln!("{what} it ended in {:.0} ms", took.as_secs_f64() * 1000.0);
    assert!(cfg!(debug_assertions) || took < Duration::from_secs(2), "{what}: {took:?}");
}

/// The time of a processor that a process has had, in hundredths of a second; `None` when it is gone.
fn processor(pid: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

/// The terminal goes away, and the signal that tells so comes, is ignored, or never comes.
#[test]
fn a_lost_terminal_ends_the_reader() {
    const IGNORED: [&str; 3] = ["/bin/sh", "-c", "trap '' HUP; exec \"$0\" \"$@\""];
    for before in [&[][..], &IGNORED[..]] {
        let home = tempfile::tempdir().expect("a folder");
        let mut session = Session::start(home, before, &[], &[]);
        session.see("READ");
        // The reading thread lets go of its copy of our side after the next output.
        session.hung_up.store(true, Ordering::SeqCst);
        session.press("j?");
        let end = Instant::now() + PATIENCE;
        while !session.reader.is_finished() {
            assert!(Instant::now() < end, "nothing comes after a key");
            std::thread::sleep(Duration::from_millis(10));
        }
        let Session { mut child, master, writer, .. } = session;
        let pid = child.process_id().expect("a process");
        let before = processor(pid).unwrap_or(0);
        let gone = Instant::now();
        drop((master, writer));
        // Two seconds are the promise; a busy machine gets more.
        let (end, mut after) = (Instant::now() + PATIENCE, before);
        while child.try_wait().expect("a child").is_none() {
            assert!(Instant::now() < end, "it goes on without a terminal");
            after = processor(pid).unwrap_or(after).max(after);
            std::thread::sleep(Duration::from_millis(2));
        }
        soon("without a terminal", gone);
        let spent = after - before;
        eprintln!("and took {spent} hundredths of a second of a processor");
        assert!(spent < 20, "{spent} hundredths of a second of a processor without a terminal");
    }
}

/// Whatever the environment says, the reader is on the screen and leaves it as it was.
#[test]
fn any_environment_shows_the_reader() {
    let cases: [&[(&str, &str)]; 7] = [
        &[("LANG", "C"), ("LC_ALL", "C")],
        &[("LANG", ""), ("LC_ALL", ""), ("LC_CTYPE", "")],
        &[("LC_ALL", "tr_TR.ISO-8859-9"), ("TZ", "Nowhere/At_All")],
        &[("TERM", "dumb")],
        &[("TERM", "")],
        &[("TERM", "\u{1b}]0;t\u{7}"), ("COLUMNS", "0"), ("LINES", "-1")],
        &[("HOME", ""), ("XDG_RUNTIME_DIR", "/nowhere"), ("EDITOR", "'"), ("PATH", "/nowhere")],
    ];
    for case in cases {
        let mut session = Session::open(&[], case);
        session.see("READ");
        session.press("jq");
        assert_eq!(session.end(), 0, "{case:?}");
        session.restored();
    }
}

#[test]
fn every_size_draws_and_the_last_one_wins() {
    let mut session = Session::open(&[], &[]);
    session.see("READ");
    for (cols, rows) in
        [(1, 1), (2, 2), (20, 5), (19, 4), (300, 100), (40, 12), (500, 3), (3, 200), (80, 24)]
    {
        session.master.resize(PtySize { rows, cols, ..PtySize::default() }).expect("a size");
        session.press("j");
    }
    // A storm: nobody waits for a frame between two sizes.
    for n in 0..400u16 {
        let (cols, rows) = (n * 7 % 200 + 1, n * 13 % 60 + 1);
        session.master.resize(PtySize { rows, cols, ..PtySize::default() }).expect("a size");
        if n % 16 == 0 {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
    session.master.resize(PtySize { rows: 24, cols: 80, ..PtySize::default() }).expect("a size");
    let size = |n| std::num::NonZeroU16::new(n).expect("not zero");
    session.screen.lock().expect("a screen").screen_mut().set_size(size(24), size(80));
    std::thread::sleep(Duration::from_millis(100));
    session.press("\x0c");
    session.see("READ");
    session.press("q");
    assert_eq!(session.end(), 0);
    session.restored();
}

#[test]
fn hostile_input_changes_nothing() {
    let mut session = Session::open(&[], &[]);
    session.see("READ");
    session.press("\x1b[200~pasted \x1b[31m text\x1b[201~");
    session.press("\x1b[<64;0;0M\x1b[<0;500;500M\x1b[<0;1;1M\x1b[<65;3;3m");
    session.press("\x1b[?6c\x1b]11;rgb:0000/0000/0000\x07");
    session.press("\x1b");
    std::thread::sleep(Duration::from_millis(100));
    session.press("\x1bqQ");
    assert_eq!(session.end(), 0);
    session.restored();
}

#[test]
fn without_colour_the_attributes_stay() {
    let mut session = Session::open(&[], &[("NO_COLOR", "1")]);
    session.see("READ");
    session.press("q");
    assert_eq!(session.end(), 0);
    let raw = session.raw.lock().expect("bytes");
    let text = String::from_utf8_lossy(&raw);
    assert!(text.contains("\x1b[1m"), "bold is there");
    for colour in ["\x1b[31m", "\x1b[38;5;1m", "\x1b[38;2", "\x1b[36m", "\x1b[38;5;6m"] {
        assert!(!text.contains(colour), "{colour:?}");
    }
}

#[test]
fn a_silent_terminal_does_not_hold_the_reader_up() {
    let home = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(home.path().join("CONFIG")).expect("a folder");
    std::fs::write(home.path().join("CONFIG/config.toml"), "theme = \"auto\"\n").expect("written");
    let mut session = Session::open_in(home, &[], &[]);
    session.see("READ");
    session.press("q");
    assert_eq!(session.end(), 0);
    session.restored();
}

#[test]
fn reading_comes_back_where_it_stopped() {
    let home = tempfile::tempdir().expect("a folder");
    let text: String = (1..200).map(|n| format!("Paragraph {n} stands here.\n\n")).collect();
    let file = home.path().join("long.txt");
    std::fs::write(&file, text).expect("written");
    let path = file.to_string_lossy().into_owned();
    let state = home.path().join("kept");
    let state = state.to_string_lossy().into_owned();
    let variables = [("RASHOMON_STATE_DIR", state.as_str())];
    let mut session = Session::open_in(home, &[&path], &variables);
    session.see("Paragraph 1 ");
    session.press("90G");
    session.see("Paragraph 90 ");
    session.press("q");
    assert_eq!(session.end(), 0);
    let Session { _home: home, .. } = session;
    let mut session = Session::open_in(home, &[&path], &variables);
    session.see("Paragraph 90 ");
    session.press("q");
    assert_eq!(session.end(), 0);
}

/// A folder with an account in it, and the variables that make a reader keep its notes there.
fn desk() -> (tempfile::TempDir, String, Vec<(&'static str, String)>) {
    let kept = tempfile::tempdir().expect("a folder");
    let file = kept.path().join("ferry.txt");
    std::fs::write(&file, "The ferry left the quay at dawn.\n").expect("written");
    let folder = |name: &str| kept.path().join(name).to_string_lossy().into_owned();
    let variables =
        vec![("RASHOMON_DATA_DIR", folder("notes")), ("RASHOMON_STATE_DIR", folder("state"))];
    (kept, file.to_string_lossy().into_owned(), variables)
}

/// Waits until some file below the folder holds the words.
#[track_caller]
fn written(folder: &std::path::Path, words: &str) {
    fn holds(folder: &std::path::Path, words: &str) -> bool {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|e| e.path()).any(|path| {
            path.is_dir() && holds(&path, words)
                || std::fs::read(&path)
                    .is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains(words))
        })
    }
    let end = Instant::now() + PATIENCE;
    while !holds(folder, words) {
        assert!(Instant::now() < end, "{words:?} was not written below {}", folder.display());
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn what_is_being_typed_outlives_kill_9() {
    let (kept, path, variables) = desk();
    let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut session = Session::open(&[&path], &variables);
    session.see("The ferry left");
    session.press("ahalf a thought");
    session.see("half a thought");
    // Nobody pressed a key for a moment: the draft is on the disk.
    written(&kept.path().join("notes"), "half a thought");
    session.signal("KILL");
    session.end();
    let mut session = Session::open(&[&path], &variables);
    session.see("The ferry left");
    session.press("a");
    session.see("half a thought");
    session.press(" is whole\r");
    written(&kept.path().join("notes/journal"), "half a thought is whole");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_note_made_in_one_window_arrives_in_the_other() {
    let (_kept, path, variables) = desk();
    let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut one = Session::open(&[&path], &variables);
    let mut other = Session::open(&[&path], &variables);
    one.see("The ferry left");
    other.see("The ferry left");
    one.press("afirst words\r");
    one.see("saved");
    // No key is pressed here but to open the list.
    other.press("A");
    other.see("first words");
    let start = Instant::now();
    one.press("asecond words\r");
    other.see("second words");
    let took = start.elapsed();
    eprintln!("from the last key to the other window: {took:?}");
    // That is promised where nothing else is at work; beside other programs, they decide.
    let quiet = std::env::var_os("RASHOMON_LONG_TESTS").is_some();
    assert!(!quiet || took < Duration::from_secs(2), "{took:?}");
    for session in [&mut one, &mut other] {
        session.signal("TERM");
        session.end();
    }
}

#[test]
fn the_linear_form_is_printed_when_nobody_can_look() {
    let home = tempfile::tempdir().expect("a folder");
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_rashomon"))
        .env("RASHOMON_CONFIG_DIR", home.path())
        .env("RASHOMON_STATE_DIR", home.path())
        .env("RASHOMON_DATA_DIR", home.path())
        .stdin(std::process::Stdio::null())
        .output()
        .expect("it runs");
    assert!(out.status.success());
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(text.lines().count() > 20 && !text.contains('\x1b'));
}

/// The kinds of control functions in a stream: what is asked of the terminal, without the figures.
fn kinds(raw: &[u8]) -> std::collections::BTreeSet<String> {
    let text = String::from_utf8_lossy(raw);
    let mut kinds = std::collections::BTreeSet::new();
    let mut rest = text.as_ref();
    while let Some(at) = rest.find('\x1b') {
        let after = &rest[at + 1..];
        let kind: String = match after.chars().next() {
            Some('[') => {
                let end = after[1..].find(|c: char| ('@'..='~').contains(&c)).unwrap_or(0);
                let body = &after[1..=end + 1];
                let private = body.starts_with('?');
                let last = body.chars().last().unwrap_or(' ');
                // Modes are told apart, colours and places are not.
                if private { format!("CSI {body}") } else { format!("CSI {last}") }
            }
            Some(c) => {
                let number: String =
                    after[c.len_utf8()..].chars().take_while(char::is_ascii_digit).collect();
                format!("ESC {c}{number}")
            }
            None => "ESC".to_owned(),
        };
        kinds.insert(kind);
        rest = after;
    }
    if text.contains(|c: char| c.is_control() && !matches!(c, '\x1b' | '\n' | '\r')) {
        kinds.insert("a control character".to_owned());
    }
    kinds
}

/// A walk that shows a text on many screens.
const WALK: &str = "jjJ\x06G gg/a\rnn?\x1b]c[cvjj\x1bi\x1b:help\r\x1b\x1bt\x1b";

fn walked(name: &str, text: &str) -> (std::collections::BTreeSet<String>, usize) {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join(name);
    std::fs::write(&file, text).expect("written");
    let path = file.to_string_lossy().into_owned();
    let mut session = Session::open_in(home, &[&path], &[]);
    session.see("READ");
    let mut largest = 0;
    for key in WALK.chars() {
        let before = session.raw.lock().expect("bytes").len();
        session.press(&key.to_string());
        std::thread::sleep(Duration::from_millis(40));
        let after = session.raw.lock().expect("bytes").len();
        largest = largest.max(after - before);
    }
    session.signal("TERM");
    assert_eq!(session.end(), 143);
    session.restored();
    let raw = session.raw.lock().expect("bytes");
    (kinds(&raw), largest)
}

/// Titles, links, the clipboard, colours of the terminal, bells: a text cannot ask for any.
#[test]
fn a_hostile_text_sends_no_other_sequences_than_a_harmless_one() {
    let harmless =
        "A quiet day\n\nThe ferry left at a quarter past nine and a man waved.\n\n".repeat(20);
    let attack = "\x1b]0;owned\x07\x1b]52;c;aGk=\x07\x1b]8;;http://x.example\x07a\x1b]8;;\x07\x1b[6n\x1b[?1003h\x1bP$q\x1b\\\x1b_x\x1b\\\u{9b}2J\u{9d}0;t\u{9c}\x07\u{202e}\u{e0041}";
    let flood = format!("a{} left. {}\n\n", "\u{301}".repeat(20_000), "👩\u{200d}".repeat(5_000));
    let hostile =
        format!("A loud {attack} day\n\nThe {attack}ferry left at a{attack} quarter.\n\n{flood}")
            .repeat(10);
    let (quiet, _) = walked("quiet.txt", &harmless);
    let (loud, largest) = walked("loud \x1b]0;name\x07.txt", &hostile);
    let new: Vec<_> = loud.difference(&quiet).collect();
    assert!(new.is_empty(), "sent because of the text: {new:?}");
    assert!(!quiet.iter().any(|kind| kind.starts_with("ESC ]")), "{quiet:?}");
    assert!(largest < 64 * 1024, "{largest} bytes after one key");
}

/// A text that keeps a comparison busy for long, with another that contradicts it all along.
fn long_texts(home: &std::path::Path) -> Vec<String> {
    let texts = ["Twelve", "Fourteen"].map(|count| {
        let sentence = |n: usize| {
            format!(
                "{count} people from Orvel were hurt when ferry {n} left quay {} on Tuesday.\n\n",
                n % 40
            )
        };
        (0..12_000).map(sentence).collect::<String>()
    });
    let write = |(n, text): (usize, String)| {
        let file = home.join(format!("long-{n}.txt"));
        std::fs::write(&file, text).expect("written");
        file.to_string_lossy().into_owned()
    };
    texts.into_iter().enumerate().map(write).collect()
}

#[test]
fn a_long_comparison_is_stopped_by_a_key_and_the_text_stays() {
    let home = tempfile::tempdir().expect("a folder");
    let files = long_texts(home.path());
    let mut session = Session::open_in(home, &[&files[0], &files[1]], &[]);
    for key in ["\x03", "\x1b"] {
        session.see("<C-c> stops");
        session.press(key);
        session.see("comparing was stopped; gc begins again");
        session.press("G");
        session.see("11999 left");
        session.press("gg");
        session.see("¶1/12000");
        session.press("gc");
    }
    session.see("<C-c> stops");
    session.press("q");
    assert_eq!(session.end(), 0);
    session.restored();
}

/// On the command line an interrupt ends a comparison as it ends any program.
#[test]
fn an_interrupt_ends_comparing_at_once() {
    use std::os::unix::process::ExitStatusExt;
    let home = tempfile::tempdir().expect("a folder");
    let files = long_texts(home.path());
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_rashomon"))
        .args(["compare", &files[0], &files[1]])
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("it runs");
    std::thread::sleep(Duration::from_millis(300));
    let pid = child.id().to_string();
    let sent = std::process::Command::new("kill").args(["-INT", &pid]).status();
    assert!(sent.expect("kill is there").success());
    let end = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        assert!(Instant::now() < end, "it goes on");
        std::thread::sleep(Duration::from_millis(10));
    };
    // A shell says 130 for a program that this signal ended.
    assert_eq!(status.signal().map_or(status.code(), |n| Some(128 + n)), Some(130));
}

#[test]
fn the_editor_is_started_without_a_shell() {
    let home = tempfile::tempdir().expect("a folder");
    let owned = home.path().join("owned");
    let written = home.path().join("arguments");
    let editor = home.path().join("my editor");
    std::fs::write(
        &editor,
        format!(
            "#!/bin/sh\nprintf '%s\\n' \"$@\" > '{}'\nprintf edited >> \"$3\"\n",
            written.display()
        ),
    )
    .expect("written");
    std::fs::set_permissions(&editor, std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .expect("it can be run");
    let line = format!("'{}' ';touch' '$(touch {})'", editor.display(), owned.display());
    let mut session = Session::open_in(home, &[], &[("VISUAL", &line)]);
    session.see("READ");
    session.press("a");
    session.see("NOTE");
    session.press("\x18");
    session.see("edited");
    let arguments = std::fs::read_to_string(&written).expect("the editor ran");
    let arguments: Vec<_> = arguments.lines().collect();
    assert_eq!(arguments[0], ";touch", "words as they were written");
    assert!(arguments[1].starts_with("$(touch "), "no shell looked at them");
    assert!(arguments[2].contains("rashomon-note-"), "a file of our naming");
    assert!(!owned.exists());
    session.press("\x1b");
    session.signal("TERM");
    assert_eq!(session.end(), 143);
    session.restored();
}

/// An account that is piped in is read, and the keys come from the terminal all the same.
#[test]
fn what_is_piped_in_is_read_and_keys_come_from_the_terminal() {
    let home = tempfile::tempdir().expect("a folder");
    let before = ["/bin/sh", "-c", "echo 'The ferry came in a pipe.' | \"$0\" -"];
    let mut session = Session::start(home, &before, &[], &[]);
    session.see("came in a pipe");
    session.press("?");
    session.see("Keys");
    session.press("qq");
    assert_eq!(session.end(), 0);
    session.restored();
}
