//! One line of the journal: an envelope around an annotation in its W3C form.
//!
//! ```text
//! {"v":1,"id":"urn:uuid:…","rev":3,"prev":2,"hlc":"000001a2b3c4d5-0007-1f9c20ab","op":"put",
//!  "at":"2026-01-31T12:00:00Z","by":"1f9c20ab","annotation":{…},"sum":"crc32c:9f31c34a"}
//! ```
//!
//! Between `by` and `annotation` may stand: `seen`, what this record was made in knowledge of,
//! other devices by their last moment; `group`, a name that edits made in one step share; `undoes`
//! or `redoes`, the group that is taken back or made again. `sum` is last and covers every byte
//! before `,"sum"`; it finds accidents and is no signature.

use super::clock::Hlc;
use crate::annotation::{Annotation, Id};
use crate::exchange::w3c::{self, own::Cursor};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// The version of a record that this program writes.
pub const VERSION: u64 = 1;

/// The longest line the store writes, in bytes; longer ones are not read either.
pub const LONGEST: usize = 1 << 20;

/// One edit as it was saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The annotation that was edited.
    pub id: Id,
    /// How often it was edited, this time included.
    pub rev: u32,
    /// The revision this one follows; 0 when it is the first.
    pub prev: u32,
    /// When, by the logical clock.
    pub hlc: Hlc,
    /// What it is now; `None` when it was removed.
    pub annotation: Option<Arc<Annotation>>,
    /// When, by the wall clock: for people.
    pub at: String,
    /// Which device made it.
    pub by: String,
    /// For other devices: the last moment of theirs that this record was made in knowledge of.
    pub seen: Vec<(String, Hlc)>,
    /// The step it was part of.
    pub group: Option<String>,
    /// Whether the step takes another one back.
    pub step: Step,
}

/// What a step of edits is to the undo history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// Something new.
    #[default]
    Do,
    /// The group named is taken back.
    Undoes(String),
    /// The taking back named is taken back.
    Redoes(String),
}

/// What a line of the journal is.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// A record; not `sealed` when its sum is missing or wrong: edited by hand, or damaged.
    Record {
        /// The record.
        record: Box<Record>,
        /// Whether the sum agrees.
        sealed: bool,
        /// Bytes before the record that are none: a torn piece that it was glued to.
        torn: usize,
    },
    /// Written by a newer program: kept byte for byte, not understood.
    Newer,
    /// No record.
    Damaged(String),
}

impl Record {
    /// Returns the name of the step this record was part of.
    #[must_use]
    pub fn group_name(&self) -> Cow<'_, str> {
        match &self.group {
            Some(group) => Cow::Borrowed(group),
            None => Cow::Owned(format!("{}-{}", self.hlc, self.by)),
        }
    }

    /// Returns the line, with its line feed.
    #[must_use]
    pub fn to_line(&self) -> String {
        let mut line = format!("{{\"v\":{VERSION},\"id\":{}", quoted(&self.id.0));
        let op = if self.annotation.is_some() { "put" } else { "del" };
        let (rev, prev, by) = (self.rev, self.prev, quoted(&self.by));
        let hlc = quoted(&format!("{}-{}", self.hlc, self.by));
        let at = quoted(&self.at);
        let _ = write!(
            line,
            ",\"rev\":{rev},\"prev\":{prev},\"hlc\":{hlc},\"op\":\"{op}\",\"at\":{at},\"by\":{by}"
        );
        if !self.seen.is_empty() {
            let seen: Vec<_> =
                self.seen.iter().map(|(by, hlc)| format!("{}:\"{hlc}\"", quoted(by))).collect();
            let _ = write!(line, ",\"seen\":{{{}}}", seen.join(","));
        }
        if let Some(group) = &self.group {
            let _ = write!(line, ",\"group\":{}", quoted(group));
        }
        match &self.step {
            Step::Do => {}
            Step::Undoes(group) => drop(write!(line, ",\"undoes\":{}", quoted(group))),
            Step::Redoes(group) => drop(write!(line, ",\"redoes\":{}", quoted(group))),
        }
        if let Some(annotation) = &self.annotation {
            let _ = write!(line, ",\"annotation\":{}", w3c::to_json(annotation));
        }
        let mut line = escaped(line);
        let sum = crc32c::crc32c(line.as_bytes());
        let _ = writeln!(line, ",\"sum\":\"crc32c:{sum:08x}\"}}");
        line
    }
}

/// Reads one line, without its line feed.
#[must_use]
pub fn read(line: &[u8]) -> Line {
    // A checkout that turns line ends around must not spoil every line.
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match read_plain(line) {
        Line::Damaged(reason) => {
            // A torn or zero-filled tail that a later record was glued to: the record is whole.
            let start = line.windows(5).rposition(|w| w == b"{\"v\":").filter(|at| *at > 0);
            match start.map(|at| (at, read_plain(&line[at..]))) {
                Some((torn, Line::Record { record, sealed: true, .. })) => {
                    Line::Record { record, sealed: true, torn }
                }
                _ => Line::Damaged(reason),
            }
        }
        good => good,
    }
}

#[derive(Deserialize)]
struct Head<'a> {
    v: u64,
    #[serde(borrow)]
    op: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Wire<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    rev: u32,
    prev: u32,
    #[serde(borrow)]
    hlc: Cow<'a, str>,
    at: String,
    by: String,
    #[serde(default)]
    seen: BTreeMap<String, String>,
    group: Option<String>,
    undoes: Option<String>,
    redoes: Option<String>,
    #[serde(borrow)]
    op: Cow<'a, str>,
    annotation: Option<w3c::Embedded>,
    v: u64,
}

fn read_plain(line: &[u8]) -> Line {
    let Ok(text) = str::from_utf8(line) else {
        return Line::Damaged("it is no UTF-8".to_owned());
    };
    if text.len() > LONGEST {
        return Line::Damaged(format!("it is longer than {LONGEST} bytes"));
    }
    if let Some((record, sealed)) = read_own(text) {
        return Line::Record { record: Box::new(record), sealed, torn: 0 };
    }
    read_any(text)
}

/// Reads a line in whatever form JSON allows.
fn read_any(text: &str) -> Line {
    match serde_json::from_str::<Wire<'_>>(text) {
        Ok(wire) if wire.v == VERSION && ["put", "del"].contains(&&*wire.op) => {
            match record(wire) {
                Ok(record) => {
                    Line::Record { record: Box::new(record), sealed: is_sealed(text), torn: 0 }
                }
                Err(reason) => Line::Damaged(reason),
            }
        }
        Ok(_) => Line::Newer,
        Err(error) => match serde_json::from_str::<Head<'_>>(text) {
            Ok(head) if head.v > VERSION => Line::Newer,
            Ok(Head { v: VERSION, op: Some(op) }) if op != "put" && op != "del" => Line::Newer,
            _ => Line::Damaged(error.to_string()),
        },
    }
}

/// Reads a line in the very form that [`Record::to_line`] writes; `None` says nothing about others.
fn read_own(text: &str) -> Option<(Record, bool)> {
    let mut cursor = Cursor::new(text);
    cursor.eat("{\"v\":1,\"id\":")?;
    let id = Id::new(cursor.string()?);
    cursor.eat(",\"rev\":")?;
    let rev = cursor.number()?;
    cursor.eat(",\"prev\":")?;
    let prev = cursor.number()?;
    cursor.eat(",\"hlc\":")?;
    let hlc = Hlc::parse(&cursor.string()?)?;
    cursor.eat(",\"op\":\"")?;
    let removes = cursor.eats("del");
    if !removes {
        cursor.eat("put")?;
    }
    cursor.eat("\",\"at\":")?;
    let at = cursor.owned()?;
    cursor.eat(",\"by\":")?;
    let by = cursor.owned()?;
    let mut seen = BTreeMap::new();
    if cursor.eats(",\"seen\":{") {
        loop {
            let name = cursor.owned()?;
            cursor.eat(":")?;
            seen.insert(name, Hlc::parse(&cursor.string()?)?);
            if !cursor.eats(",") {
                break cursor.eat("}")?;
            }
        }
    }
    let group = cursor.optional(",\"group\":")?;
    let undoes = cursor.optional(",\"undoes\":")?;
    let redoes = cursor.optional(",\"redoes\":")?;
    let annotation = if removes {
        None
    } else {
        cursor.eat(",\"annotation\":")?;
        let mut annotation = cursor.annotation()?;
        annotation.id = id.clone();
        Some(Arc::new(annotation))
    };
    let body = cursor.before();
    cursor.eat(",\"sum\":\"crc32c:")?;
    let sum = sum_of(cursor.rest().strip_suffix("\"}")?)?;
    let sealed = crc32c::crc32c(body.as_bytes()) == sum;
    let seen = seen.into_iter().collect();
    let step = step(undoes, redoes);
    Some((Record { id, rev, prev, hlc, annotation, at, by, seen, group, step }, sealed))
}

fn step(undoes: Option<String>, redoes: Option<String>) -> Step {
    match (undoes, redoes) {
        (Some(group), _) => Step::Undoes(group),
        (None, Some(group)) => Step::Redoes(group),
        (None, None) => Step::Do,
    }
}

fn record(wire: Wire<'_>) -> Result<Record, String> {
    let hlc = Hlc::parse(&wire.hlc).ok_or("its clock cannot be read")?;
    let id = Id::new(wire.id);
    let annotation = match (&*wire.op, wire.annotation) {
        ("del", _) => None,
        (_, Some(embedded)) => {
            let mut annotation = embedded.0.map_err(|e| format!("its annotation: {e}"))?;
            annotation.id = id.clone();
            Some(Arc::new(annotation))
        }
        (_, None) => return Err("it holds no annotation".to_owned()),
    };
    let seen = wire.seen.into_iter();
    let seen = seen.map(|(by, hlc)| Some((by, Hlc::parse(&hlc)?))).collect::<Option<_>>();
    Ok(Record {
        id,
        rev: wire.rev,
        prev: wire.prev,
        hlc,
        annotation,
        at: wire.at,
        by: wire.by,
        seen: seen.ok_or("what it has seen cannot be read")?,
        group: wire.group,
        step: step(wire.undoes, wire.redoes),
    })
}

/// Reads a sum in the very form it is written in: one bit turns an `a` into an `A`, and that is to be seen.
fn sum_of(digits: &str) -> Option<u32> {
    let plain = digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    (digits.len() == 8 && plain).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

/// Tells whether a line ends with the sum of what comes before.
fn is_sealed(line: &str) -> bool {
    let Some((body, tail)) = line.rsplit_once(",\"sum\":\"crc32c:") else { return false };
    let sum = tail.trim_end().strip_suffix("\"}").and_then(sum_of);
    sum == Some(crc32c::crc32c(body.as_bytes()))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Escapes what JSON would allow raw and a terminal, an editor or a line splitter would act on.
fn escaped(line: String) -> String {
    let acts = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}');
    if !line.contains(acts) {
        return line;
    }
    line.chars().fold(String::with_capacity(line.len() + 16), |mut out, c| {
        if acts(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
        out
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::text::property::cases;
    use proptest::prelude::*;

    pub(in crate::store) fn record_of(id: &str, text: &str) -> Record {
        let mut annotation =
            Annotation::note(Id::new(id.to_owned()), "Ada", "2026-01-01T00:00:00Z");
        annotation.set_comment(text);
        Record {
            id: annotation.id.clone(),
            rev: 1,
            prev: 0,
            hlc: Hlc { ms: 77, count: 1 },
            annotation: Some(Arc::new(annotation)),
            at: "2026-01-01T00:00:00Z".into(),
            by: "dev1".into(),
            seen: vec![],
            group: None,
            step: Step::Do,
        }
    }

    fn sealed(record: Record) -> Line {
        Line::Record { record: Box::new(record), sealed: true, torn: 0 }
    }

    #[test]
    fn a_line_comes_back() {
        let mut record = record_of("urn:x:1", "one\ntwo \u{9b}31m \u{2028} \u{0} \u{1b}[0m");
        record.seen = vec![("dev2".into(), Hlc { ms: 1, count: 2 })];
        record.group = Some("g".into());
        record.step = Step::Undoes("f".into());
        let line = record.to_line();
        assert!(line.ends_with("\"}\n"));
        assert!(!line.trim_end().contains(|c: char| c.is_control() || c == '\u{2028}'));
        assert_eq!(read(line.trim_end().as_bytes()), sealed(record.clone()));
        assert_eq!(read(format!("{}\r", line.trim_end()).as_bytes()), sealed(record.clone()));
        record.annotation = None;
        assert_eq!(read(record.to_line().trim_end().as_bytes()), sealed(record));
    }

    #[test]
    fn an_edit_by_hand_is_accepted_and_known() {
        let line = record_of("urn:x:1", "grey").to_line().replace("grey", "gray");
        assert!(matches!(read(line.trim_end().as_bytes()), Line::Record { sealed: false, .. }));
    }

    #[test]
    fn what_is_newer_is_not_damage() {
        let line = record_of("urn:x:1", "x").to_line();
        for newer in [line.replace("{\"v\":1", "{\"v\":2"), line.replace("\"put\"", "\"bend\"")] {
            assert_eq!(read(newer.trim_end().as_bytes()), Line::Newer);
        }
        assert_eq!(read(br#"{"v":7,"other":[]}"#), Line::Newer);
    }

    #[test]
    fn a_record_glued_to_a_torn_tail_is_saved() {
        let record = record_of("urn:x:1", "x");
        for tail in [&b"\0\0\0\0"[..], b"{\"v\":1,\"id\":\"urn:", b"\xff\xfe"] {
            let glued = [tail, record.to_line().trim_end().as_bytes()].concat();
            let (record, torn) = (Box::new(record.clone()), tail.len());
            assert_eq!(read(&glued), Line::Record { record, sealed: true, torn });
        }
    }

    proptest! {
        #![proptest_config(cases(256))]

        #[test]
        fn any_text_survives_the_line(text in any::<String>(), id in ".+") {
            let record = record_of(&id, &text);
            prop_assert_eq!(read(record.to_line().trim_end_matches('\n').as_bytes()), sealed(record));
        }

        #[test]
        fn the_quick_way_and_the_plain_way_agree(
            text in any::<String>(), group in proptest::option::of("[a-z\"]{0,4}"),
            undoes in 0..3, others in 0..3, at in any::<prop::sample::Index>(),
            with in prop_oneof![Just(""), Just("\""), Just("0"), Just(" "), Just("}"), Just("x")],
        ) {
            let mut record = record_of("urn:x:1", &text);
            record.seen = (0..others).map(|n| (format!("d{n}"), Hlc { ms: 1, count: 2 })).collect();
            record.group = group;
            record.step = match undoes {
                0 => Step::Do,
                1 => Step::Undoes("f".into()),
                _ => Step::Redoes(String::new()),
            };
            let mut line = record.to_line().trim_end().to_owned();
            prop_assert_eq!(read_own(&line), Some((record, true)));
            let at = line.floor_char_boundary(at.index(line.len()));
            let end = line.ceil_char_boundary(at + 1);
            line.replace_range(at..end, with);
            if let Some((record, sealed)) = read_own(&line) {
                prop_assert_eq!(read_any(&line), Line::Record { record: Box::new(record), sealed, torn: 0 });
            }
        }

        #[test]
        fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }
    }

    #[test]
    fn one_flipped_bit_is_seen() {
        let record = record_of("urn:x:1", "what was said here");
        let line = record.to_line().trim_end().as_bytes().to_vec();
        let good = sealed(record);
        for (at, bit) in (0..line.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut flipped = line.clone();
            flipped[at] ^= 1 << bit;
            let found = read(&flipped);
            assert_ne!(found, good, "bit {bit} of byte {at}");
            // What is shown of a damaged line can be edited, and so must be what can be written.
            if let Line::Record { record, .. } = found {
                let again = read(record.to_line().trim_end().as_bytes());
                assert_eq!(again, sealed(*record), "bit {bit} of byte {at}");
            }
        }
    }
}
