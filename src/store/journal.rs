//! Reading the journal: every segment of every device, from where it was read last.
//!
//! Without the lock, while others write: a last part without a line feed is taken when it checks
//! and read again later in any case.

use super::fs::{Entry, How};
use super::record::{self, Line, Record};
use super::{Changes, Hlc, Store};
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// A file of the journal, as far as it was read.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// Bytes read, up to the end of the last whole line.
    pub(super) offset: u64,
    /// Whole lines read.
    lines: u64,
    len: u64,
    stamp: (u64, SystemTime),
}

impl Segment {
    /// Returns how many whole lines were read.
    pub(super) fn lines(&self) -> u64 {
        self.lines
    }
}

/// Something that was found wrong in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, relative to the store's folder.
    pub file: String,
    /// The line, counted from 1; 0 when it is the file as a whole.
    pub line: u64,
    /// The byte at which the line begins.
    pub offset: u64,
    /// What kind of problem it is.
    pub kind: ProblemKind,
    /// What is wrong, for people.
    pub reason: String,
}

/// What kind of problem was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// A line that is no record. Its bytes stay where they are.
    Damaged,
    /// A record whose sum is missing or wrong: edited by hand, or damaged. It counts all the same.
    Unsealed,
    /// A record of a newer program. Kept, not shown.
    Newer,
    /// A file or folder that could not be read.
    Unreadable,
}

impl ProblemKind {
    /// Returns the word for the kind.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::Unsealed => "unsealed",
            Self::Newer => "newer",
            Self::Unreadable => "unreadable",
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.reason),
            line => write!(f, "{}:{line}: {}", self.file, self.reason),
        }
    }
}

/// Problems kept in memory; a file of a million bad lines is one problem.
const MANY: usize = 10_000;

/// Bytes read at a time: a hundred thousand notes are some 90 MB, and memory is for the notes.
const BLOCK: usize = 2 << 20;

/// Bytes that are worth a thread.
const LARGE: usize = 1 << 18;

/// Tells whether a file of the journal folder is a segment.
pub(super) fn is_segment(name: &str) -> bool {
    name.ends_with(".jsonl") && !name.starts_with('.')
}

impl Store {
    /// Reads everything that was written since the last time. With `changes`, notes what it touched.
    pub(super) fn catch_up(&mut self, mut changes: Option<&mut Changes>) {
        let journal = self.part("journal");
        // A segment that vanishes between listing and opening was compacted: list again.
        for _ in 0..5 {
            let entries = match self.fs.list(&journal) {
                Ok(entries) => entries,
                Err(error) if error.kind() == io::ErrorKind::NotFound && !self.seen => return,
                Err(error) => return self.trouble(&journal, &error),
            };
            self.seen = true;
            let mut vanished = false;
            for entry in entries.into_iter().filter(|e| is_segment(&e.name)) {
                match self.read_segment(&journal, &entry, changes.as_deref_mut()) {
                    Ok(()) => {}
                    Err(error) if error.kind() == io::ErrorKind::NotFound => vanished = true,
                    Err(error) => self.trouble(&journal.join(&entry.name), &error),
                }
            }
            if !vanished {
                return;
            }
        }
    }

    /// Takes every segment as read and only sets the clock: for a command that adds without reading.
    pub(super) fn skip_to_end(&mut self) {
        let journal = self.part("journal");
        let Ok(entries) = self.fs.list(&journal) else { return };
        self.seen = true;
        for entry in entries.into_iter().filter(|e| is_segment(&e.name)) {
            let mut tail = vec![0; 1 << 16];
            let start = entry.len.saturating_sub(tail.len() as u64);
            let file = self.fs.open(&journal.join(&entry.name), How::Read);
            let read = file.and_then(|file| file.read_at(start, &mut tail)).unwrap_or(0);
            for line in tail[..read].split(|b| *b == b'\n') {
                if let Line::Record { record, sealed: true, .. } = record::read(line) {
                    self.clock = self.clock.max(record.hlc);
                }
            }
            let segment =
                Segment { offset: entry.len, lines: 0, len: entry.len, stamp: entry.stamp };
            self.segments.insert(entry.name, segment);
        }
    }

    fn read_segment(
        &mut self,
        journal: &Path,
        entry: &Entry,
        mut changes: Option<&mut Changes>,
    ) -> io::Result<()> {
        let fresh = Segment { offset: 0, lines: 0, len: 0, stamp: entry.stamp };
        let known = self.segments.get(&entry.name).cloned().unwrap_or_else(|| fresh.clone());
        if known.len == entry.len && known.stamp == entry.stamp && known.len > 0 {
            return Ok(());
        }
        // Another file under the name, or one cut short (a checkout): read it from the start.
        // Records are idempotent, so reading twice changes nothing.
        let mut segment =
            if known.stamp.0 == entry.stamp.0 && entry.len >= known.offset { known } else { fresh };
        if segment.offset == entry.len {
            // Read to its end, as what this process itself wrote is.
            (segment.len, segment.stamp) = (entry.len, entry.stamp);
            self.segments.insert(entry.name.clone(), segment);
            return Ok(());
        }
        let file = self.fs.open(&journal.join(&entry.name), How::Read)?;
        // What is being parsed, and what is left of it: the start of a line. Both are used again and
        // again: a hundred large pieces of memory taken and given back cost more than the parsing.
        let (mut block, mut carry): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
        let mut end = segment.offset;
        let mut skipping = false;
        // While one block is taken in, the next is read and parsed.
        let mut ahead: Vec<Parsed> = Vec::new();
        loop {
            std::mem::swap(&mut block, &mut carry);
            let start = block.len();
            // A little more than is left, so that the end is seen without another call.
            let left = usize::try_from(entry.len.saturating_sub(end)).unwrap_or(BLOCK);
            let want = left.saturating_add(1 << 12).min(BLOCK);
            block.resize(start + want, 0);
            let n = match file.read_at(end, &mut block[start..]) {
                Ok(n) => n,
                Err(error) => {
                    // What could be read counts, however the rest is.
                    self.take_lines(&entry.name, &mut segment, ahead, &mut skipping, &mut changes);
                    return Err(error);
                }
            };
            block.truncate(start + n);
            end += n as u64;
            let last = n < want;
            let whole = memchr::memrchr(b'\n', &block).map_or(0, |at| at + 1);
            carry.clear();
            carry.extend_from_slice(&block[whole..]);
            ahead = std::thread::scope(|scope| {
                let parsing = Parsing::start(&block[..whole], scope);
                self.take_lines(&entry.name, &mut segment, ahead, &mut skipping, &mut changes);
                parsing.finish()
            });
            if carry.len() > 2 * record::LONGEST {
                let before = std::mem::take(&mut ahead);
                self.take_lines(&entry.name, &mut segment, before, &mut skipping, &mut changes);
                // No record is so long: go on after its end, without holding it in memory.
                if !skipping {
                    self.problem(&entry.name, &segment, ProblemKind::Damaged, "a line without end");
                }
                skipping = true;
                segment.offset += carry.len() as u64;
                carry.clear();
            }
            if last {
                break;
            }
        }
        self.take_lines(&entry.name, &mut segment, ahead, &mut skipping, &mut changes);
        if !carry.is_empty() {
            match record::read(&carry) {
                // Whole, only its line feed is missing: an editor left it away. No beginning of a record is
                // one, so nobody is still writing it. It is read again when something follows.
                line @ (Line::Record { .. } | Line::Newer) => {
                    let (mut copy, lines) =
                        (segment.clone(), vec![vec![(Some(line), carry.len())]]);
                    self.take_lines(&entry.name, &mut copy, lines, &mut skipping, &mut changes);
                }
                // Later it may be a line that another process is just writing.
                _ if changes.is_none() => {
                    segment.lines += 1;
                    let reason = "a torn tail: a save that did not finish";
                    self.problem(&entry.name, &segment, ProblemKind::Damaged, reason);
                    segment.lines -= 1;
                }
                _ => {}
            }
        }
        segment.len = end;
        segment.stamp = entry.stamp;
        self.segments.insert(entry.name.clone(), segment);
        Ok(())
    }

    /// Takes whole lines in, in order.
    fn take_lines(
        &mut self,
        name: &str,
        segment: &mut Segment,
        lines: Vec<Parsed>,
        skipping: &mut bool,
        changes: &mut Option<&mut Changes>,
    ) {
        for (line, len) in lines.into_iter().flatten() {
            // The end of a line that was too long to hold is no line of its own.
            if std::mem::take(skipping) {
                segment.lines += 1;
                segment.offset += len as u64;
                continue;
            }
            segment.lines += 1;
            match line {
                None => {}
                Some(Line::Record { record, sealed, torn }) => {
                    if torn > 0 {
                        let reason = "a torn piece before a whole record";
                        self.problem(name, segment, ProblemKind::Damaged, reason);
                    }
                    if !sealed {
                        let reason = "its sum is missing or wrong: edited by hand, or damaged";
                        self.problem(name, segment, ProblemKind::Unsealed, reason);
                    }
                    self.accept(*record, sealed, changes.as_deref_mut());
                }
                Some(Line::Newer) => {
                    self.problem(name, segment, ProblemKind::Newer, "newer than this program");
                }
                Some(Line::Damaged(reason)) => {
                    self.problem(name, segment, ProblemKind::Damaged, &reason);
                }
            }
            segment.offset += len as u64;
        }
    }

    /// Takes one record in. While loading, the undo history is rebuilt from it; later only the
    /// steps of this process count, so that nobody takes back what they did in another window.
    fn accept(&mut self, record: Record, sealed: bool, changes: Option<&mut Changes>) {
        let steps = changes.is_none() && sealed;
        self.take(record, sealed, steps, changes);
    }

    /// Adopts what this process itself has just written to a segment.
    pub(super) fn advance(&mut self, name: &str, from: u64, len: u64, lines: u64) {
        if let Some(segment) = self.segments.get_mut(name)
            && segment.offset == from
        {
            segment.offset += len;
            segment.lines += lines;
        }
    }

    fn problem(&mut self, name: &str, segment: &Segment, kind: ProblemKind, reason: &str) {
        let (file, line) = (format!("journal/{name}"), segment.lines.max(1));
        let (offset, reason) = (segment.offset, crate::text::clean::line(reason));
        let problem = Problem { file, line, offset, kind, reason };
        if self.problems.len() < MANY && !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Notes a file or folder that could not be read.
    pub(super) fn trouble(&mut self, path: &Path, error: &io::Error) {
        let file = path.strip_prefix(&self.dir).unwrap_or(path).display().to_string();
        let (kind, reason) = (ProblemKind::Unreadable, error.to_string());
        let problem = Problem { file, line: 0, offset: 0, kind, reason };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Returns the clock's next moment.
    pub(super) fn tick(&mut self) -> Hlc {
        self.clock = self.clock.tick(self.fs.now());
        self.clock
    }
}

/// The lines of a block: `None` for an empty one, and each one's length with its line feed.
type Parsed = Vec<(Option<Line>, usize)>;

/// A block whose lines are being read, a large one on several cores.
struct Parsing<'scope, 'b> {
    threads: Vec<(std::thread::ScopedJoinHandle<'scope, Parsed>, &'b [u8])>,
    block: &'b [u8],
}

impl<'scope, 'b: 'scope> Parsing<'scope, 'b> {
    fn start<'env>(block: &'b [u8], scope: &'scope std::thread::Scope<'scope, 'env>) -> Self {
        let mut threads = Vec::new();
        // Asking for the number of cores reads several files: dearer than a small block.
        let cores = match block.len() {
            0..LARGE => 1,
            _ => std::thread::available_parallelism().map_or(1, |n| n.get().min(4)),
        };
        if cores > 1 {
            let mut rest = block;
            for left in (1..=cores).rev() {
                let cut = (rest.len() / left).min(rest.len());
                let feed = memchr::memchr(b'\n', &rest[cut..]);
                let (part, after) = rest.split_at(feed.map_or(rest.len(), |at| cut + at + 1));
                threads.push((scope.spawn(move || parse(part)), part));
                rest = after;
            }
        }
        Self { threads, block }
    }

    fn finish(self) -> Vec<Parsed> {
        if self.threads.is_empty() {
            return vec![parse(self.block)];
        }
        let joined = self.threads.into_iter();
        joined.map(|(thread, part)| thread.join().unwrap_or_else(|_| parse(part))).collect()
    }
}

/// Cuts whole lines apart and reads each; the last one ends with a line feed too.
fn parse(part: &[u8]) -> Parsed {
    let text = |line: &[u8]| {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        let blank = text.iter().all(u8::is_ascii_whitespace);
        (!blank).then(|| record::read(text))
    };
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', part).map(|at| at + 1);
    let lines = ends.map(|end| &part[std::mem::replace(&mut start, end)..end]);
    lines.map(|line| (text(line), line.len())).collect()
}
