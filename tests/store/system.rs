//! The store and the system below it: permissions, links, media that cannot be written, and every
//! system call of the real program failing or being its last (with `strace`, where it may be used).

#![cfg(unix)]

use super::{OLD, Outcome, long, note, rashomon, repeat_a_line, said};
use rashomon::annotation::Edit;
use rashomon::article::Article;
use rashomon::store::draft::Draft;
use rashomon::store::{Store, snapshot};
use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Not a test of its own: with the variable set, everything is done that writes to a store. What
/// fails is printed, and the next is done all the same.
#[test]
fn everything_child() {
    let Some(dir) = std::env::var_os("RASHOMON_TEST_EVERYTHING").map(PathBuf::from) else { return };
    let tell = |what: &str, failed: Option<String>| {
        if let Some(why) = failed {
            println!("\n{what}: {why}");
        }
    };
    let mut store = Store::open(&dir);
    let mut article = Article { text: OLD.to_owned(), ..Default::default() };
    article.source.sha256 = snapshot::sha256(&article.text);
    tell("text", store.keep_text(&article).err().map(|e| e.to_string()));
    let mut draft = Draft::new(note("draft"), false);
    draft.text = "half a thought".into();
    tell("draft", store.save_draft(&draft).err().map(|e| e.to_string()));
    let (one, two) = (note("one"), note("two"));
    let mut uno = one.clone();
    uno.set_comment("uno");
    let steps = [
        vec![Edit::Add(one.clone()), Edit::Add(two.clone())],
        vec![Edit::Change { before: one, after: uno }],
        vec![Edit::Remove(two)],
    ];
    for edits in steps {
        tell("edit", store.apply(&edits).err().map(|e| e.to_string()));
    }
    tell("undo", store.undo().err().map(|e| e.to_string()));
    tell("redo", store.redo().err().map(|e| e.to_string()));
    repeat_a_line(&dir);
    tell("compact", store.compact().err().map(|e| e.to_string()));
    tell("backup", store.backup().err().map(|e| e.to_string()));
    let copy = dir.with_extension("copy");
    let mut theirs = Store::open(&copy);
    tell("theirs", theirs.apply(&[Edit::Add(note("theirs"))]).err().map(|e| e.to_string()));
    tell("merge", store.merge(&copy, false).err().map(|e| e.to_string()));
    if let Some(segment) = super::segments(&dir).pop() {
        let text = std::fs::read_to_string(&segment).unwrap_or_default();
        let by_hand = text.lines().last().unwrap_or_default().replace("Ada", "Eve");
        super::append(&segment, format!("{by_hand}\nrubbish\n").as_bytes());
    }
    let mut store = Store::open(&dir);
    tell("reseal", store.reseal().err().map(|e| e.to_string()));
    tell("compact", store.compact().err().map(|e| e.to_string()));
    tell("maintain", store.maintain().err().map(|e| e.to_string()));
    for draft in store.drafts() {
        tell("drop", store.drop_draft(&draft.name).err().map(|e| e.to_string()));
    }
}

/// Runs [`everything_child`] on a store, behind a command that starts others.
fn everything(before: &[&str], dir: &Path) -> std::io::Result<Output> {
    let this = std::env::current_exe()?;
    let mut command = Command::new(before[0]);
    command.args(&before[1..]).arg(this);
    command.args(["--exact", "system::everything_child", "--nocapture"]);
    command.env("RASHOMON_TEST_EVERYTHING", dir).output()
}

/// Every file and folder of a store, itself first.
fn all_of(dir: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = vec![dir.to_owned()];
    let mut next = 0;
    while let Some(path) = found.get(next).cloned() {
        next += 1;
        if path.is_dir() {
            for entry in std::fs::read_dir(path)? {
                found.push(entry?.path());
            }
        }
    }
    Ok(found)
}

const OPEN_TO_ALL: [&str; 5] = ["sh", "-c", "umask 000; exec \"$@\"", "sh", "env"];

#[test]
fn everything_is_private_whatever_the_umask() -> Outcome {
    let home = tempfile::tempdir()?;
    let dir = home.path().join("new/store");
    let done = everything(&OPEN_TO_ALL, &dir)?;
    assert!(done.status.success(), "{done:?}");
    let all = all_of(&dir)?;
    for path in &all {
        let mode = std::fs::metadata(path)?.permissions().mode() & 0o7777;
        let wanted = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode, wanted, "{}: {mode:o}", path.display());
    }
    let named = |part: &str| all.iter().filter(|p| p.starts_with(dir.join(part))).count();
    for part in ["journal", "sources", "trash", "backup", "quarantine", "FORMAT", "README", "lock"]
    {
        let least = if dir.join(part).is_dir() { 2 } else { 1 };
        assert!(named(part) >= least, "{part} of {all:?}");
    }
    Ok(())
}

/// Each file of a store and each of its folders is a link to something that is not ours to touch.
#[test]
fn nothing_is_written_through_a_link() -> Outcome {
    let home = tempfile::tempdir()?;
    let template = home.path().join("template");
    everything(&["env"], &template)?;
    let (victim, victims) = (home.path().join("victim"), home.path().join("victims"));
    std::fs::write(&victim, "precious")?;
    std::fs::create_dir(&victims)?;
    let inner: Vec<_> = all_of(&template)?.split_off(1);
    assert!(inner.len() > 12, "{inner:?}");
    for (n, path) in inner.iter().enumerate() {
        let place = path.strip_prefix(&template)?;
        let dir = home.path().join(format!("{n}"));
        copy(&template, &dir)?;
        let target = dir.join(place);
        if target.is_dir() {
            std::fs::remove_dir_all(&target)?;
            symlink(&victims, &target)?;
        } else {
            std::fs::remove_file(&target)?;
            symlink(&victim, &target)?;
        }
        everything(&["env"], &dir)?;
        assert_eq!(std::fs::read_to_string(&victim)?, "precious", "{}", place.display());
        assert_eq!(std::fs::read_dir(&victims)?.count(), 0, "{}", place.display());
        assert!(!Store::open(&template).annotations().is_empty());
    }
    Ok(())
}

/// Whether a program can be run here, told when not.
fn can_run(program: &str, args: &[&str]) -> bool {
    let runs = Command::new(program).args(args).output().is_ok_and(|run| run.status.success());
    if !runs {
        eprintln!("not run: {program} is missing here, or forbidden");
    }
    runs
}

#[test]
fn no_file_of_the_store_is_ever_opened_to_be_truncated() -> Outcome {
    if !can_run("strace", &["-o", "/dev/null", "true"]) {
        return Ok(());
    }
    let home = tempfile::tempdir()?;
    let (dir, log) = (home.path().join("store"), home.path().join("log"));
    let trace = "trace=open,openat,openat2,creat,truncate,ftruncate";
    let log_name = log.to_string_lossy().into_owned();
    let done = everything(&["strace", "-f", "-y", "-qq", "-e", trace, "-o", &log_name], &dir)?;
    assert!(done.status.success(), "{done:?}");
    let (mut opened, mut written) = (0, 0);
    // What the test itself does by hand only appends.
    for call in std::fs::read_to_string(&log)?.lines() {
        if !call.contains(&*home.path().join("store").to_string_lossy()) {
            continue;
        }
        opened += 1;
        written += usize::from(call.contains("O_APPEND"));
        let truncates =
            call.contains("O_TRUNC") || call.contains("truncate(") || call.contains("creat(");
        assert!(!truncates, "{call}");
        let writes = call.contains("O_WRONLY") || call.contains("O_RDWR");
        assert!(!writes || call.contains("O_APPEND") || call.contains("O_EXCL"), "{call}");
    }
    assert!(opened > 50 && written > 10, "{opened} files were opened, {written} to be written");
    eprintln!("{opened} openings below the store, {written} to append, none to truncate");
    Ok(())
}

/// A command of the program, what it does to the store, and what the store shows before and after.
struct Deed {
    name: &'static str,
    args: Vec<String>,
    before: BTreeSet<String>,
    after: BTreeSet<String>,
}

fn notes_of(dir: &Path) -> BTreeSet<String> {
    let store = Store::open(dir);
    store.annotations().iter().flat_map(|a| a.comments().map(str::to_owned)).collect()
}

/// Makes a store in `run`, keeps a copy of it in `kept`, and returns what is to be done to it.
fn deeds(at: &Path) -> Result<Vec<Deed>, Box<dyn std::error::Error>> {
    let run = at.join("run");
    std::fs::create_dir(&run)?;
    std::fs::write(run.join("a.txt"), OLD)?;
    let mut ids = Vec::new();
    for text in ["one", "two"] {
        let added =
            rashomon(&run, &["notes", "add", "a.txt", "--quote", "Nobody waved", "--note", text])?;
        ids.push(said(&added));
    }
    repeat_a_line(&run.join("store"));
    copy(&run, &at.join("kept"))?;
    let set = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<BTreeSet<_>>();
    let deed = |name, args: &[&str], after: &[&str]| Deed {
        name,
        args: args.iter().map(|a| (*a).to_owned()).collect(),
        before: set(&["one", "two"]),
        after: set(after),
    };
    let add = ["notes", "add", "a.txt", "--quote", "12 ships left", "--note", "three"];
    Ok(vec![
        deed("add", &add, &["one", "two", "three"]),
        deed("edit", &["notes", "edit", &ids[0], "--note", "uno"], &["uno", "two"]),
        deed("remove", &["notes", "remove", &ids[1]], &["one"]),
        deed("compact", &["store", "compact"], &["one", "two"]),
    ])
}

const CALLS: &str = "mkdir,openat,flock,getdents64,statx,pread64,write,fdatasync,fsync,ftruncate,rename,link,linkat,unlink";

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for path in all_of(from)? {
        let place = to.join(path.strip_prefix(from).unwrap_or(&path));
        if path.is_dir() {
            std::fs::create_dir_all(place)?;
        } else {
            std::fs::copy(path, place)?;
        }
    }
    Ok(())
}

/// Runs the program under `strace` on the store as it was, with a fault injected if one is given.
fn under_strace(at: &Path, deed: &Deed, inject: Option<&str>) -> std::io::Result<(Output, String)> {
    let (run, log) = (at.join("run"), at.join("log"));
    // In the same place: the name of the device follows from it.
    std::fs::remove_dir_all(&run)?;
    copy(&at.join("kept"), &run)?;
    let mut strace = Command::new("strace");
    strace.args(["-f", "-y", "-qq", "-e", &format!("trace={CALLS}"), "-o"]).arg(&log);
    if let Some(inject) = inject {
        strace.args(["-e", &format!("inject={inject}")]);
    }
    strace
        .arg(env!("CARGO_BIN_EXE_rashomon"))
        .args(&deed.args)
        .arg("--store")
        .arg(run.join("store"));
    let done = strace.current_dir(&run).env("RASHOMON_NAME", "Ada").output()?;
    Ok((done, std::fs::read_to_string(&log)?))
}

/// The calls of the program's first thread that touch the store, as name and number of that name:
/// `strace` counts for each thread.
fn points(log: &str, store: &str) -> Vec<(String, usize)> {
    let first = log.split_whitespace().next().unwrap_or_default();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut points = Vec::new();
    for line in log.lines() {
        let Some((pid, call)) = line.split_once(char::is_whitespace) else { continue };
        let Some((name, args)) = call.trim_start().split_once('(') else { continue };
        if pid != first || !CALLS.split(',').any(|call| call == name) {
            continue;
        }
        let number = seen.entry(name).or_default();
        *number += 1;
        if args.contains(store) {
            points.push((name.to_owned(), *number));
        }
    }
    points
}

/// Tells whether what was written to the journal last was synced afterwards, as the log says. What was
/// written before may have been written again elsewhere.
fn is_synced(log: &str) -> bool {
    let mut waiting = None;
    for call in log.lines() {
        let file = call.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(f, _)| f);
        let Some(file) = file.filter(|f| f.contains("/journal/")) else { continue };
        let result = call.rsplit_once(" = ").map_or("", |(_, result)| result);
        let number = result.split_whitespace().next().and_then(|n| n.parse::<i64>().ok());
        if call.contains(" write(") && number.is_some_and(|n| n > 0) {
            waiting = Some(file);
        } else if call.contains("sync(") && number == Some(0) && waiting == Some(file) {
            waiting = None;
        }
    }
    waiting.is_none()
}

/// The program is killed before each of its system calls on the store, and each of them fails in
/// each of several ways: it says so or saves all the same, and nothing that was saved is touched.
#[test]
fn every_system_call_may_fail_or_be_the_last() -> Outcome {
    if !can_run("strace", &["-o", "/dev/null", "-e", "inject=ftruncate:error=EIO", "true"]) {
        return Ok(());
    }
    const FAULTS: [&str; 6] =
        ["signal=KILL", "error=EIO", "error=ENOSPC", "error=EDQUOT", "error=EACCES", "error=EROFS"];
    let home = tempfile::tempdir()?;
    let at = home.path().canonicalize()?;
    let step = if long().is_some() { 1 } else { 19 };
    let (mut total, mut tried, mut saved, mut told, mut killed) = (0, 0, 0, 0, 0);
    for deed in deeds(&at)? {
        let (done, log) = under_strace(&at, &deed, None)?;
        assert!(done.status.success(), "{}: {done:?}", deed.name);
        assert_eq!(notes_of(&at.join("run/store")), deed.after, "{}", deed.name);
        assert!(is_synced(&log), "{}: {log}", deed.name);
        let points = points(&log, &at.join("run/store").to_string_lossy());
        let count = |name: &str| points.iter().filter(|(call, _)| call == name).count();
        assert!(points.len() > 15 && count("fdatasync") > 0 && count("fsync") > 0, "{points:?}");
        eprintln!("{}: {} system calls on the store", deed.name, points.len());
        total += points.len();
        let all = points.iter().flat_map(|point| FAULTS.map(|fault| (point, fault)));
        for (((call, number), fault), _) in all.zip(0..).filter(|(_, n)| n % step == 0) {
            let case = format!("{}: {fault} at {call} {number}", deed.name);
            let inject = format!("{call}:{fault}:when={number}");
            let (done, log) = under_strace(&at, &deed, Some(&inject))?;
            tried += 1;
            let words = String::from_utf8_lossy(&done.stderr);
            assert!(!words.contains("panicked"), "{case}: {words}");
            let store = at.join("run/store");
            let now = notes_of(&store);
            if done.status.success() {
                saved += 1;
                assert_eq!(now, deed.after, "{case}: it says that it is done");
                assert!(is_synced(&log), "{case}: saved without a sync\n{log}");
            } else {
                assert!(now == deed.before || now == deed.after, "{case}: {now:?}");
                if done.status.code().is_some_and(|code| code < 128) {
                    told += 1;
                    assert!(words.contains("rashomon: ") && words.len() > 30, "{case}: {words:?}");
                } else {
                    killed += 1;
                }
            }
            let mut store = Store::open(&store);
            assert!(store.problems().len() <= 1, "{case}: {:?}", store.problems());
            store.apply(&[Edit::Add(note("after"))]).map_err(|why| format!("{case}: {why}"))?;
        }
    }
    eprintln!(
        "{total} system calls, {tried} faults of {} kinds: {saved} saved all the same, {told} told, {killed} killed; nothing lost",
        FAULTS.len()
    );
    assert!(tried > if long().is_some() { 500 } else { 20 } && told > 0 && killed > 0);
    Ok(())
}

/// The system takes only so many bytes of a record, at every length: nothing of it is left behind.
#[test]
fn a_write_cut_short_at_any_byte_leaves_nothing_behind() -> Outcome {
    if !can_run("prlimit", &["--fsize=100", "true"]) {
        return Ok(());
    }
    let home = tempfile::tempdir()?;
    let at = home.path();
    std::fs::write(at.join("a.txt"), OLD)?;
    let add = ["notes", "add", "a.txt", "--quote", "Nobody waved", "--note"];
    let first = rashomon(at, &[&add[..], &["one"]].concat())?;
    assert!(first.status.success(), "{first:?}");
    let segment = super::segments(&at.join("store")).pop().ok_or("a segment")?;
    let whole = std::fs::read(&segment)?;
    let step = if long().is_some() { 1 } else { 97 };
    let mut cut = 0;
    for room in (0..whole.len()).step_by(step) {
        // Over the limit comes a signal, too, which nobody here waits for.
        let script = format!("trap '' XFSZ; exec prlimit --fsize={} \"$@\"", whole.len() + room);
        let done = Command::new("sh")
            .args(["-c", &script, "sh", env!("CARGO_BIN_EXE_rashomon")])
            .args(add)
            .args(["two", "--store", "store"])
            .current_dir(at)
            .env("RASHOMON_NAME", "Ada")
            .output()?;
        let words = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{room} bytes: {done:?}");
        assert!(words.contains("not saved") && words.contains("File too large"), "{words}");
        assert_eq!(std::fs::read(&segment)?, whole, "{room} bytes: something is left behind");
        cut += 1;
    }
    assert_eq!(notes_of(&at.join("store")), BTreeSet::from(["one".to_owned()]));
    eprintln!("a write cut short at {cut} of {} bytes", whole.len());
    Ok(())
}

/// A medium that cannot be written to: what is there is read, and why nothing is saved is said.
#[cfg(target_os = "linux")]
#[test]
fn a_read_only_medium_is_read_and_said() -> Outcome {
    let mount = "mount -t tmpfs -o size=2m none \"$1\" && cd \"$1\" && shift";
    let probe = format!("{mount}; true");
    let home = tempfile::tempdir()?;
    let at = home.path().to_string_lossy().into_owned();
    if !can_run("unshare", &["-rm", "sh", "-c", &probe, "sh", &at]) {
        return Ok(());
    }
    let script = format!(
        "{mount}; printf '%s' \"$2\" > a.txt; \"$1\" notes add a.txt --quote 'Nobody waved' --store store || exit 70; \
         mount -o remount,ro . || exit 77; \"$1\" notes list --store store || exit 71; \
         \"$1\" notes add a.txt --quote 'The pilot boat' --store store; test $? = 2 || exit 72; \
         \"$1\" store compact --store store && exit 73; \"$1\" store doctor --store store"
    );
    let done = Command::new("unshare")
        .args(["-rm", "sh", "-c", &script, "sh", &at, env!("CARGO_BIN_EXE_rashomon"), OLD])
        .env("RASHOMON_NAME", "Ada")
        .output()?;
    if done.status.code() == Some(77) {
        eprintln!("not run: a mount cannot be made read-only here");
        return Ok(());
    }
    assert!(done.status.success(), "{done:?}");
    let (out, words) = (said(&done), String::from_utf8_lossy(&done.stderr).into_owned());
    assert!(out.contains("Nobody waved"), "{out}");
    assert!(words.contains("not saved") && words.contains("is read-only"), "{words}");
    Ok(())
}
