//! The store on the real file system: what is saved is there, for everybody, and can be taken back.

#![allow(clippy::print_stderr, reason = "figures for people, with --nocapture")]

mod fault;
mod model;
mod planted;
mod sim;
mod twist;

use super::*;
use crate::annotation::{Selector, Target};
use std::io;

pub(super) fn note(n: usize, text: &str) -> Annotation {
    let mut note = Annotation::note(Id::new(format!("urn:x:{n}")), "Ada", "2026-01-01T00:00:00Z");
    note.targets.push(Target {
        source: "urn:rashomon:doc:a".into(),
        sha256: "ab".repeat(32),
        selectors: vec![Selector::TextQuote {
            exact: "seven ships".into(),
            prefix: "when ".into(),
            suffix: " sailed".into(),
        }],
        unknown: vec![],
    });
    note.set_comment(text);
    note
}

pub(super) fn texts(store: &Store) -> Vec<String> {
    let mut texts: Vec<_> = store
        .annotations()
        .iter()
        .map(|a| format!("{}={}", a.id, a.comments().next().unwrap_or_default()))
        .collect();
    texts.sort();
    texts
}

fn change(store: &Store, after: Annotation) -> Edit {
    Edit::Change { before: store.annotations().get(&after.id).cloned().expect("there"), after }
}

fn open(dir: &Path, device: &str) -> Store {
    Store::open_on(Arc::new(RealFs), dir, device.to_owned())
}

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[test]
fn what_is_saved_is_there_next_time() -> Outcome {
    let dir = tempfile::tempdir()?;
    let home = dir.path().join("deep/er");
    let mut store = Store::open(&home);
    assert!(!home.exists(), "reading makes nothing");
    store.apply(&[Edit::Add(note(1, "one"))])?;
    store.apply(&[Edit::Add(note(2, "two"))])?;
    store.apply(&[change(&store, note(1, "uno"))])?;
    store.apply(&[Edit::Remove(note(2, "two"))])?;
    let again = Store::open(&home);
    assert_eq!(texts(&again), ["urn:x:1=uno"]);
    assert_eq!(again.problems(), []);
    assert_eq!(again.annotations().get(&Id::new("urn:x:1")), Some(&note(1, "uno")));
    for part in ["README", "FORMAT", "lock", "journal", "sources", "drafts", "trash", "backup"] {
        assert!(home.join(part).exists(), "{part}");
    }
    let history = again.history(&Id::new("urn:x:2"));
    assert_eq!(
        history.iter().map(|r| (r.rev, r.annotation.is_some())).collect::<Vec<_>>(),
        [(1, true), (2, false)]
    );
    Ok(())
}

#[test]
fn a_note_arrives_in_the_other_instance() -> Outcome {
    let dir = tempfile::tempdir()?;
    let (mut one, mut two) = (Store::open(dir.path()), Store::open(dir.path()));
    one.apply(&[Edit::Add(note(1, "one"))])?;
    assert_eq!(two.poll(), [Edit::Add(note(1, "one"))]);
    assert_eq!(two.poll(), []);
    two.apply(&[Edit::Add(note(2, "two"))])?;
    let acked = one.apply(&[Edit::Add(note(3, "three"))])?;
    assert_eq!(acked.others, [Edit::Add(note(2, "two"))]);
    assert_eq!(texts(&one).len(), 3);
    Ok(())
}

#[test]
fn two_edits_of_one_note_are_both_kept() -> Outcome {
    let dir = tempfile::tempdir()?;
    let (mut one, mut two) = (Store::open(dir.path()), Store::open(dir.path()));
    one.apply(&[Edit::Add(note(1, "first"))])?;
    two.poll();
    let (mine, theirs) = (change(&one, note(1, "mine")), change(&two, note(1, "theirs")));
    one.apply(&[mine])?;
    let acked = two.apply(&[theirs])?;
    assert_eq!(acked.notices, [Notice::Conflict(Id::new("urn:x:1"))]);
    assert_eq!(two.conflicts().len(), 1);
    let mut store = Store::open(dir.path());
    let conflicts = store.conflicts();
    let said = |a: &Annotation| a.comments().next().map(str::to_owned);
    let mut both = vec![said(&conflicts[0].shown), said(&conflicts[0].others[0])];
    both.sort();
    assert_eq!(both, [Some("mine".to_owned()), Some("theirs".to_owned())]);
    // An edit of the version shown does not settle it; only resolving does.
    let mut tagged = Annotation::clone(&conflicts[0].shown);
    tagged.set_tags(["t"]);
    store.apply(&[change(&store, tagged)])?;
    assert_eq!(store.conflicts().len(), 1, "{:?}", store.conflicts());
    store.resolve(note(1, "agreed"))?;
    assert_eq!(store.conflicts(), []);
    let again = Store::open(dir.path());
    assert_eq!((texts(&again), again.conflicts()), (vec!["urn:x:1=agreed".to_owned()], vec![]));
    Ok(())
}

#[test]
fn a_settled_conflict_can_be_taken_back_and_settled_again() -> Outcome {
    let dir = tempfile::tempdir()?;
    let (mut one, mut two) = (Store::open(dir.path()), Store::open(dir.path()));
    one.apply(&[Edit::Add(note(1, "first"))])?;
    two.poll();
    let (mine, theirs) = (change(&one, note(1, "mine")), change(&two, note(1, "theirs")));
    one.apply(&[mine])?;
    two.apply(&[theirs])?;
    one.poll();
    let versions = |store: &Store| -> Vec<String> {
        let conflicts = store.conflicts();
        let all = conflicts.iter().flat_map(|c| c.others.iter().chain([&c.shown]));
        let mut all: Vec<_> =
            all.flat_map(|a| a.comments().map(str::to_owned).collect::<Vec<_>>()).collect();
        all.sort();
        all
    };
    let shown = texts(&one);
    assert_eq!(versions(&one), ["mine", "theirs"]);
    one.resolve(note(1, "agreed"))?;
    for _ in 0..2 {
        assert_eq!((texts(&one), versions(&one)), (vec!["urn:x:1=agreed".to_owned()], vec![]));
        one.undo()?;
        assert_eq!((texts(&one), versions(&one).len()), (shown.clone(), 2), "{:?}", versions(&one));
        let again = Store::open(dir.path());
        assert_eq!((texts(&again), versions(&again)), (shown.clone(), versions(&one)));
        one = again;
        one.redo()?;
    }
    two.poll();
    assert_eq!((texts(&two), versions(&two)), (vec!["urn:x:1=agreed".to_owned()], vec![]));
    Ok(())
}

#[test]
fn steps_far_back_are_read_out_of_the_journal() -> Outcome {
    let dir = tempfile::tempdir()?;
    let mut store = Store::open(dir.path());
    let all = |text: &str| (0..5_000).map(|n| note(n, text)).collect::<Vec<_>>();
    store.apply(&all("0").into_iter().map(Edit::Add).collect::<Vec<_>>())?;
    for text in ["1", "2", "3", "4", "5"] {
        let edits: Vec<_> = all(text).into_iter().map(|after| change(&store, after)).collect();
        store.apply(&edits)?;
    }
    let mut store = Store::open(dir.path());
    for text in ["4", "3", "2", "1", "0"] {
        assert_eq!(store.undo()?.len(), 5_000, "to {text}");
        assert!(texts(&store).iter().all(|note| note.ends_with(&format!("={text}"))));
    }
    assert_eq!(store.undo()?.len(), 5_000);
    assert!(store.annotations().is_empty());
    assert_eq!(store.redo()?.len(), 5_000);
    assert_eq!(store.annotations().len(), 5_000);
    Ok(())
}

#[test]
fn an_edit_wins_over_a_removal_that_did_not_see_it() -> Outcome {
    let dir = tempfile::tempdir()?;
    let (mut one, mut two) = (Store::open(dir.path()), Store::open(dir.path()));
    one.apply(&[Edit::Add(note(1, "first"))])?;
    two.poll();
    let (removal, edit) = (Edit::Remove(note(1, "first")), change(&two, note(1, "edited")));
    one.apply(std::slice::from_ref(&removal))?;
    two.apply(&[edit])?;
    assert_eq!(texts(&two), ["urn:x:1=edited"]);
    one.poll();
    assert_eq!(texts(&one), ["urn:x:1=edited"]);
    assert!(one.conflicts()[0].removed_meanwhile);
    // The other way round: the removal comes last and did not see the edit.
    one.apply(&[Edit::Add(note(2, "first"))])?;
    two.poll();
    two.apply(&[change(&two, note(2, "edited"))])?;
    let acked = one.apply(&[Edit::Remove(note(2, "first"))])?;
    assert_eq!(acked.notices, [Notice::NotRemoved(Id::new("urn:x:2"))]);
    assert_eq!(texts(&Store::open(dir.path())), ["urn:x:1=edited", "urn:x:2=edited"]);
    Ok(())
}

#[test]
fn undo_and_redo_work_in_steps_and_across_runs() -> Outcome {
    let dir = tempfile::tempdir()?;
    let mut store = Store::open(dir.path());
    store.apply(&[Edit::Add(note(1, "one"))])?;
    store.apply(&[
        Edit::Add(note(2, "two")),
        Edit::Add(note(3, "three")),
        change(&store, note(1, "uno")),
    ])?;
    store.apply(&[Edit::Remove(note(2, "two"))])?;
    let full = ["urn:x:1=uno", "urn:x:2=two", "urn:x:3=three"];
    store.undo()?;
    assert_eq!(texts(&store), full);
    let mut store = Store::open(dir.path());
    assert_eq!(texts(&store), full);
    let edits = store.undo()?;
    assert_eq!(edits.len(), 3, "the step is taken back as one");
    assert_eq!(texts(&store), ["urn:x:1=one"]);
    let mut store = Store::open(dir.path());
    store.redo()?;
    assert_eq!(texts(&store), full);
    store.redo()?;
    assert_eq!(texts(&store), ["urn:x:1=uno", "urn:x:3=three"]);
    assert_eq!(store.redo()?, []);
    for _ in 0..9 {
        store.undo()?;
    }
    assert_eq!(texts(&store), Vec::<String>::new());
    store.redo()?;
    store.apply(&[Edit::Add(note(4, "four"))])?;
    assert_eq!(store.redo()?, [], "something new ends what could be made again");
    store.undo()?;
    assert_eq!(texts(&Store::open(dir.path())), ["urn:x:1=one"]);
    Ok(())
}

#[test]
fn undo_leaves_what_another_instance_has_changed_since() -> Outcome {
    let dir = tempfile::tempdir()?;
    let (mut one, mut two) = (Store::open(dir.path()), open(dir.path(), "other000"));
    one.apply(&[Edit::Add(note(1, "one"))])?;
    two.poll();
    two.apply(&[change(&two, note(1, "theirs"))])?;
    one.poll();
    assert_eq!(one.undo()?, []);
    assert_eq!(texts(&one), ["urn:x:1=theirs"]);
    Ok(())
}

#[test]
fn what_cannot_be_saved_is_kept_and_tried_again() -> Outcome {
    let dir = tempfile::tempdir()?;
    let home = dir.path().join("store");
    let mut store = Store::open(&home);
    store.apply(&[Edit::Add(note(1, "one"))])?;
    let gone = dir.path().join("gone");
    std::fs::rename(&home, &gone)?;
    let error = store.apply(&[Edit::Add(note(2, "two"))]).expect_err("the folder is gone");
    assert!(error.to_string().contains("has vanished"), "{error}");
    assert_eq!(texts(&store), ["urn:x:1=one", "urn:x:2=two"]);
    assert_eq!(store.unsaved().count(), 1);
    assert!(!home.exists(), "a folder that vanished is not made anew in silence");
    std::fs::rename(&gone, &home)?;
    store.retry()?;
    assert_eq!(store.unsaved().count(), 0);
    assert_eq!(texts(&Store::open(&home)), ["urn:x:1=one", "urn:x:2=two"]);
    // Undo of what was never saved only takes it out of memory.
    std::fs::rename(&home, &gone)?;
    let _ = store.apply(&[Edit::Remove(note(1, "one"))]);
    assert_eq!(store.undo()?, [Edit::Add(note(1, "one"))]);
    assert_eq!(texts(&store), ["urn:x:1=one", "urn:x:2=two"]);
    Ok(())
}

/// A note that no line can hold stays unsaved and holds up no other one.
#[test]
fn what_can_never_be_saved_holds_up_nothing_else() -> Outcome {
    let dir = tempfile::tempdir()?;
    let mut store = Store::open(dir.path());
    let long = note(1, &"too long ".repeat(1 << 17));
    let unsaved = store.apply(&[Edit::Add(long)]).expect_err("no line is so long");
    assert!(unsaved.to_string().contains("longer than"), "{unsaved}");
    for n in 2..5 {
        assert!(store.apply(&[Edit::Add(note(n, "short"))]).is_err(), "one is still unsaved");
        assert_eq!(store.unsaved().count(), 1);
        assert_eq!(store.annotations().len(), n, "all are shown");
        assert_eq!(Store::open(dir.path()).annotations().len(), n - 1);
    }
    let shorter = Edit::Change {
        before: store.discard_unsaved()[0].annotation().clone(),
        after: note(1, "short"),
    };
    store.apply(&[shorter])?;
    assert_eq!(Store::open(dir.path()).annotations().len(), 4);
    Ok(())
}

/// Members that the program does not know, in forms that it would not write them in: a line edited by
/// hand, or brought along from elsewhere, can be edited and saved.
#[test]
fn whatever_is_read_can_be_saved() -> Outcome {
    let dir = tempfile::tempdir()?;
    let forms = [
        "{ \"a\" : 1.50e2 }",
        "\"\u{7f}\u{85}\u{2028}\"",
        "\"\\u007f\\/\"",
        "[ 1, { \"b\": [ ] } ]",
    ];
    let places = [",\"created\":", ",\"purpose\":", ",\"exact\":", ",\"selector\":", ",\"name\":"];
    for (n, (form, place)) in forms.iter().flat_map(|f| places.map(|p| (f, p))).enumerate() {
        let home = dir.path().join(n.to_string());
        open(&home, "dev").apply(&[Edit::Add(note(1, "one"))])?;
        let path = home.join("journal/dev-00000001.jsonl");
        let line = std::fs::read_to_string(&path)?;
        assert!(line.contains(place), "{place}");
        std::fs::write(&path, line.replacen(place, &format!(",\"dc:rights\":{form}{place}"), 1))?;
        let mut store = open(&home, "dev");
        let mut after = store.annotations().get(&Id::new("urn:x:1")).cloned().ok_or("a note")?;
        after.set_comment("uno");
        store
            .apply(&[change(&store, after.clone())])
            .map_err(|why| format!("{form} before {place}: {why}"))?;
        let again = open(&home, "dev");
        assert_eq!(again.annotations().get(&after.id), Some(&after), "{form} before {place}");
    }
    Ok(())
}

#[test]
fn a_store_of_a_newer_program_is_read_and_not_written() -> Outcome {
    let dir = tempfile::tempdir()?;
    let mut store = Store::open(dir.path());
    store.apply(&[Edit::Add(note(1, "one"))])?;
    std::fs::write(
        dir.path().join("FORMAT"),
        r#"{"format":"rashomon-notes","version":9,"min_reader":9}"#,
    )?;
    let mut store = Store::open(dir.path());
    assert_eq!(texts(&store), ["urn:x:1=one"]);
    assert!(store.read_only().is_some());
    let error = store.apply(&[Edit::Add(note(2, "two"))]).expect_err("it is newer");
    assert!(error.to_string().contains("newer"), "{error}");
    Ok(())
}

/// An editor that leaves the last line feed away takes no note away with it, and adds none later.
#[test]
fn a_last_line_without_its_end_is_read_at_once() -> Outcome {
    let dir = tempfile::tempdir()?;
    let mut store = open(dir.path(), "dev");
    for n in 1..=2 {
        store.apply(&[Edit::Add(note(n, "text"))])?;
    }
    let path = dir.path().join("journal/dev-00000001.jsonl");
    let text = std::fs::read_to_string(&path)?;
    let (sealed, _) = text.rsplit_once(",\"sum\"").ok_or("a sum")?;
    let newer = text.replacen("{\"v\":1,", "{\"v\":9,", 2);
    let cases = [
        (text.trim_end().to_owned(), 2, None),
        (format!("{sealed}}}"), 2, Some(ProblemKind::Unsealed)),
        (newer.trim_end().to_owned(), 0, Some(ProblemKind::Newer)),
        (sealed.to_owned(), 1, Some(ProblemKind::Damaged)),
    ];
    for (text, notes, problem) in cases {
        std::fs::write(&path, &text)?;
        let mut store = open(dir.path(), "dev");
        assert_eq!(store.annotations().len(), notes, "{text}");
        assert_eq!(store.problems().last().map(|p| p.kind), problem, "{text}");
        store.apply(&[Edit::Add(note(9, "after"))])?;
        assert_eq!(open(dir.path(), "dev").annotations().len(), notes + 1, "{text}");
    }
    Ok(())
}

#[test]
fn damage_costs_its_own_line_and_is_named() -> Outcome {
    let dir = tempfile::tempdir()?;
    let mut store = open(dir.path(), "dev");
    for n in 1..=5 {
        store.apply(&[Edit::Add(note(n, "text"))])?;
    }
    let path = dir.path().join("journal/dev-00000001.jsonl");
    let good = std::fs::read(&path)?;
    for at in (0..good.len()).step_by(37) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x14;
        std::fs::write(&path, &bytes)?;
        let damaged = Store::open(dir.path());
        assert!(damaged.annotations().len() >= 4, "byte {at}: {:?}", damaged.problems());
        assert!(!damaged.problems().is_empty(), "byte {at} is not reported");
        assert!(!damaged.examine().problems.is_empty(), "byte {at}");
    }
    // Cut anywhere, with zeros or rubbish behind: whole lines stay, and the next note is whole.
    for (cut, tail) in [(17, &b""[..]), (900, b"\0\0\0\0"), (1400, b"\xff{\"v\":1")] {
        std::fs::write(&path, [&good[..cut.min(good.len())], tail].concat())?;
        let mut store = open(dir.path(), "dev");
        let before = store.annotations().len();
        store.apply(&[Edit::Add(note(9, "after"))])?;
        let store = open(dir.path(), "dev");
        assert_eq!(store.annotations().len(), before + 1);
        assert_eq!(store.problems().len(), 1, "{:?}", store.problems());
    }
    Ok(())
}

#[test]
fn compaction_changes_nothing_that_is_shown() -> Outcome {
    let dir = tempfile::tempdir()?;
    let mut store = open(dir.path(), "dev");
    for n in 0..60 {
        store.apply(&[Edit::Add(note(n % 7, &format!("text {n}")))])?;
    }
    store.apply(&[Edit::Remove(note(3, "text 59"))])?;
    let path = dir.path().join("journal/dev-00000001.jsonl");
    let newer = "{\"v\":2,\"op\":\"sing\"}";
    std::fs::write(&path, format!("{}{newer}\nrubbish\n", std::fs::read_to_string(&path)?))?;
    let mut store = open(dir.path(), "dev");
    let (before, annotations) = (texts(&store), store.annotations().clone());
    let report = store.compact()?;
    assert_eq!(report.quarantined, 1);
    let after = open(dir.path(), "dev");
    assert_eq!(texts(&after), before);
    assert_eq!(*after.annotations(), annotations);
    assert_eq!(texts(&store), before);
    let journal = std::fs::read_to_string(dir.path().join("journal/dev-00000002.jsonl"))?;
    assert!(journal.contains(newer) && !journal.contains("rubbish"));
    assert!(dir.path().join("trash/dev-00000001.jsonl").exists());
    let aside: Vec<_> =
        std::fs::read_dir(dir.path().join("quarantine"))?.collect::<io::Result<_>>()?;
    assert_eq!(std::fs::read(aside[0].path())?, b"rubbish");
    // Undo still reaches back over it, and another instance that had read the old segment sees no change.
    let mut after = after;
    after.undo()?;
    assert_eq!(texts(&after).len(), before.len() + 1);
    Ok(())
}

#[test]
fn merging_loses_nothing_and_says_what_it_does() -> Outcome {
    let dir = tempfile::tempdir()?;
    let (a, b) = (dir.path().join("a"), dir.path().join("b"));
    let mut one = open(&a, "one");
    one.apply(&[
        Edit::Add(note(1, "shared")),
        Edit::Add(note(2, "mine")),
        Edit::Add(note(5, "x")),
    ])?;
    std::fs::create_dir_all(b.join("journal"))?;
    std::fs::copy(a.join("journal/one-00000001.jsonl"), b.join("journal/one-00000001.jsonl"))?;
    let mut two = open(&b, "two");
    two.apply(&[
        change(&two, note(1, "theirs")),
        change(&two, note(2, "ours")),
        Edit::Add(note(3, "new")),
    ])?;
    two.apply(&[Edit::Remove(note(5, "x"))])?;
    one.apply(&[change(&one, note(1, "mine"))])?;
    let plan = one.merge(&b, true)?;
    assert_eq!((plan.new, plan.changed, plan.removed), (1, 1, 1), "{plan:?}");
    assert_eq!(plan.conflicts, [Id::new("urn:x:1")]);
    assert_eq!(
        texts(&one),
        ["urn:x:1=mine", "urn:x:2=mine", "urn:x:5=x"],
        "a dry run changes nothing"
    );
    let done = one.merge(&b, false)?;
    assert_eq!((done.new, done.changed, done.removed, done.taken), (1, 1, 1, 4));
    let merged = open(&a, "one");
    assert_eq!(texts(&merged), texts(&one));
    assert_eq!(merged.conflicts().len(), 1);
    // Again: nothing to do. The other way: both show the same.
    let again = one.merge(&b, false)?;
    assert_eq!((again.taken, again.edits.len()), (0, 0));
    two.merge(&a, false)?;
    assert_eq!(texts(&two), texts(&one));
    assert!(matches!(one.merge(&a, true), Err(merge::NotMerged::Itself)));
    Ok(())
}

#[test]
fn texts_and_drafts_come_back() -> Outcome {
    let dir = tempfile::tempdir()?;
    let mut store = Store::open(dir.path());
    let text = "Seven ships sailed.".to_owned();
    let mut article = crate::article::Article { text, ..Default::default() };
    article.source.sha256 = snapshot::sha256(&article.text);
    store.keep_text(&article)?;
    assert_eq!(store.kept_text(&article.source.sha256), Some(article.text.clone()));
    assert_eq!(store.kept_text("../../etc/passwd"), None);
    let kept = dir.path().join(format!("sources/{}.txt", article.source.sha256));
    std::fs::write(&kept, "Eight ships sailed.")?;
    assert_eq!(store.kept_text(&article.source.sha256), None, "another text is not believed");
    assert!(store.examine().is_damaged());

    let mut draft = draft::Draft::new(note(1, ""), false);
    draft.text = "half a thou".into();
    store.save_draft(&draft)?;
    draft.text = "half a thought".into();
    store.save_draft(&draft)?;
    let found = Store::open(dir.path()).drafts();
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].text.as_str(), &found[0].annotation),
        ("half a thought", &draft.annotation)
    );
    store.drop_draft(&draft.name)?;
    assert_eq!(store.drafts(), []);
    store.drop_draft("../FORMAT")?;
    Ok(())
}

#[test]
fn a_backup_holds_the_journal() -> Outcome {
    use std::io::Read;
    let dir = tempfile::tempdir()?;
    let mut store = Store::open(dir.path());
    store.apply(&[Edit::Add(note(1, "one"))])?;
    let path = store.backup()?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path)?).read_to_string(&mut text)?;
    assert!(text.contains("urn:x:1"));
    Ok(())
}

#[cfg(unix)]
#[test]
fn files_are_private_and_links_are_not_followed() -> Outcome {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = tempfile::tempdir()?;
    let home = dir.path().join("s");
    let mut store = open(&home, "dev");
    store.apply(&[Edit::Add(note(1, "one"))])?;
    let mut paths = vec![home.clone()];
    while let Some(path) = paths.pop() {
        let mode = std::fs::metadata(&path)?.permissions().mode() & 0o777;
        assert_eq!(mode & 0o077, 0, "{}: {mode:o}", path.display());
        if path.is_dir() {
            for entry in std::fs::read_dir(path)? {
                paths.push(entry?.path());
            }
        }
    }
    let victim = dir.path().join("victim");
    std::fs::write(&victim, "precious")?;
    let segment = home.join("journal/dev-00000001.jsonl");
    std::fs::remove_file(&segment)?;
    symlink(&victim, &segment)?;
    let error = store.apply(&[Edit::Add(note(2, "two"))]);
    // Either it is refused, or it went to a file of our own; the victim is never written to.
    assert_eq!(std::fs::read_to_string(&victim)?, "precious", "{error:?}");
    std::fs::remove_file(home.join("lock"))?;
    symlink(&victim, home.join("lock"))?;
    assert!(store.apply(&[Edit::Add(note(3, "three"))]).is_err());
    assert_eq!(std::fs::read_to_string(&victim)?, "precious");
    Ok(())
}

#[test]
fn adding_without_reading_adds() -> Outcome {
    let dir = tempfile::tempdir()?;
    let mut store = Store::open(dir.path());
    store.apply(&[Edit::Add(note(1, "one"))])?;
    let mut adder = Store::open_to_add(dir.path());
    adder.apply(&[Edit::Add(note(2, "two"))])?;
    assert_eq!(texts(&Store::open(dir.path())), ["urn:x:1=one", "urn:x:2=two"]);
    assert_eq!(store.poll().len(), 1);
    Ok(())
}

/// Who finds the store busy is told after five seconds, not later, and loses nothing.
#[test]
fn nobody_waits_longer_than_five_seconds() -> Outcome {
    use fs::Fs;
    let disk = sim::SimFs::new();
    let home = Path::new("/notes");
    let open = || Store::open_on(Arc::new(disk.clone()), home, "dev".to_owned());
    open().apply(&[Edit::Add(note(1, "one"))])?;
    let held = disk.try_lock(&home.join("lock"))?;
    let mut store = open();
    let unsaved = store.apply(&[Edit::Add(note(2, "two"))]).expect_err("another one writes");
    assert!(unsaved.to_string().contains("more than 5 seconds"), "{unsaved}");
    let waited = disk.slept().as_secs_f64();
    assert!((5.0..5.1).contains(&waited), "{waited} s");
    drop(held);
    store.retry()?;
    assert_eq!(texts(&open()), ["urn:x:1=one", "urn:x:2=two"]);

    // The queue of the system keeps to the time it is given, too.
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("lock");
    let held = RealFs.try_lock(&path)?;
    let start = std::time::Instant::now();
    let patience = std::time::Duration::from_millis(50);
    let refused = RealFs.lock(&path, patience).expect_err("it is held");
    assert_eq!(refused.kind(), io::ErrorKind::WouldBlock);
    assert!(start.elapsed() >= patience);
    drop(held);
    RealFs.lock(&path, std::time::Duration::from_secs(20))?;
    Ok(())
}

/// A record that is cut short at any of its bytes costs nothing but itself, and it is said why.
#[test]
fn a_disk_that_fills_up_at_any_byte_of_a_record_costs_only_that_record() -> Outcome {
    let disk = sim::SimFs::new();
    let open = || Store::open_on(Arc::new(disk.clone()), Path::new("/notes"), "dev".to_owned());
    let mut store = open();
    store.apply(&[Edit::Add(note(1, "one"))])?;
    let segment = Path::new("/notes/journal/dev-00000001.jsonl");
    let whole = disk.content(segment);
    for room in 0..whole.len() {
        disk.leave_room(Some(room));
        let unsaved = store.apply(&[Edit::Add(note(2, "two"))]).expect_err("the disk is full");
        assert!(unsaved.to_string().contains("is full"), "{room} bytes: {unsaved}");
        assert_eq!(texts(&store).len(), 2, "what is not saved is shown");
        assert_eq!(disk.content(segment), whole, "{room} bytes: nothing is left behind");
        assert_eq!(texts(&open()), ["urn:x:1=one"], "reading needs no room");
        store.discard_unsaved();
    }
    disk.leave_room(None);
    store.apply(&[Edit::Add(note(2, "two"))])?;
    assert_eq!((texts(&open()).len(), open().problems().len()), (2, 0));
    Ok(())
}

/// What was deleted within thirty days can be taken back, however often the journal is compacted
/// and however much happened since.
#[test]
fn what_was_deleted_in_the_last_month_can_be_taken_back() -> Outcome {
    const DAY: u64 = 86_400_000;
    let disk = sim::SimFs::new();
    let open = || Store::open_on(Arc::new(disk.clone()), Path::new("/notes"), "dev".to_owned());
    let mut store = open();
    disk.set_clock(100 * DAY);
    store.apply(&[Edit::Add(note(1, "one"))])?;
    for n in 0..40 {
        store.apply(&[change(&store, note(1, &format!("form {n}")))])?;
    }
    disk.set_clock(1000 * DAY);
    store.apply(&[Edit::Remove(note(1, "form 39"))])?;
    for day in 1..30 {
        disk.set_clock((1000 + day) * DAY);
        let mut store = open();
        store.apply(&[Edit::Add(note(100 + usize::try_from(day)?, "another"))])?;
        let report = store.compact()?;
        assert!(day > 1 || report.dropped > 0, "old forms are dropped: {report:?}");
    }
    let undo = || -> Result<Vec<String>, Unsaved> {
        let mut store = open();
        for _ in 0..30 {
            store.undo()?;
        }
        Ok(texts(&store))
    };
    let copy = disk.clone_disk();
    assert_eq!(undo()?, ["urn:x:1=form 39"], "by undo, step by step");
    let mut store = Store::open_on(Arc::new(copy), Path::new("/notes"), "dev".to_owned());
    let id = Id::new("urn:x:1");
    let last = store.history(&id).into_iter().rev().find(|r| r.annotation.is_some());
    store.restore(&id, last.ok_or("a form before it was deleted")?.rev)?;
    assert!(texts(&store).contains(&"urn:x:1=form 39".to_owned()), "by its history");
    Ok(())
}

/// The removal of a note is forgotten after half a year, but not while another file tells of the note.
#[test]
fn what_was_removed_long_ago_does_not_come_back() -> Outcome {
    const DAY: u64 = 86_400_000;
    for elsewhere in [false, true] {
        let disk = sim::SimFs::new();
        let open = || Store::open_on(Arc::new(disk.clone()), Path::new("/notes"), "dev".to_owned());
        let mut store = open();
        disk.set_clock(100 * DAY);
        store.apply(&[Edit::Add(note(1, "one"))])?;
        let first = Path::new("/notes/journal/dev-00000001.jsonl");
        if elsewhere {
            // Another person has merged it and brings it along in a file of their own.
            let theirs = disk.content(first);
            let path = Path::new("/notes/journal/eve-00000001.jsonl");
            let mut copy = fs::Fs::open(&disk, path, fs::How::CreateNew)?;
            fs::append_all(&mut *copy, &theirs)?;
        }
        store.apply(&[Edit::Remove(note(1, "one"))])?;
        disk.set_clock(400 * DAY);
        store.compact()?;
        assert_eq!(texts(&open()), Vec::<String>::new(), "elsewhere: {elsewhere}");
        assert_eq!(open().notes.is_empty(), !elsewhere, "it is forgotten where it can be");
    }
    Ok(())
}
