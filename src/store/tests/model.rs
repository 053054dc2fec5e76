//! Lives of the store, each made up from a seed and told beside an oracle.
//!
//! Two instances edit, take back, compact and reopen; other programs write to the journal, another
//! person's copy is merged, the clock jumps, the disk is full or forgets what it was to sync, a bit
//! flips; and at any call of any of it a process dies, the other one writes, or the power is cut and
//! *any subset* of what was not synced survives. What was acknowledged must be there, and what is
//! there must have been said.

use super::planted::{Bug, planted};
use super::sim::{Dice, SimFs};
use super::twist::{Twist, Twisted};
use super::{note, texts};
use crate::annotation::{Edit, Id};
use crate::store::fs::{Fs, How, append_all, read_all};
use crate::store::record::{self, Line};
use crate::store::{Changes, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const HOME: &str = "/home/notes";

/// Notes that there may be: few, so that edits meet.
const NOTES: usize = 5;

/// What happens before one of the calls to come.
#[derive(Default)]
enum Plan {
    #[default]
    Nothing,
    /// After so many calls the process dies.
    Death(usize),
    /// It is dead: nothing it asks for is done.
    Dead,
    /// After so many calls another process has its turn.
    Meanwhile(usize, Box<dyn FnOnce() + Send>),
}

impl std::fmt::Debug for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a plan")
    }
}

/// The fate of one process.
#[derive(Debug, Default)]
struct Fate(Mutex<Plan>);

impl Fate {
    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Twist for Fate {
    fn before(&self, _call: &'static str) -> io::Result<()> {
        let mut plan = self.plan();
        match &mut *plan {
            Plan::Nothing => Ok(()),
            Plan::Dead | Plan::Death(0) => {
                *plan = Plan::Dead;
                Err(io::ErrorKind::Other.into())
            }
            Plan::Death(left) | Plan::Meanwhile(left @ 1.., _) => {
                *left -= 1;
                Ok(())
            }
            Plan::Meanwhile(..) => {
                let due = std::mem::take(&mut *plan);
                drop(plan);
                if let Plan::Meanwhile(_, act) = due {
                    act();
                }
                Ok(())
            }
        }
    }
}

/// A running process with the store open.
struct Process {
    store: Store,
    fate: Arc<Fate>,
}

/// What a process does.
#[derive(Clone, Debug)]
enum Act {
    /// Adds or changes these notes in one step.
    Put(Vec<usize>, String),
    Remove(usize),
    Undo,
    Redo,
    Compact,
}

impl Act {
    /// Does it, or tells why not. `false` says that there was nothing to do: then nothing was saved.
    fn perform(&self, store: &mut Store) -> Result<bool, String> {
        let there = |n: usize| store.annotations().get(&note(n, "").id).cloned();
        let saved = match self {
            Self::Put(notes, text) => {
                let put = |n: &usize| match there(*n) {
                    Some(before) => Edit::Change { before, after: note(*n, text) },
                    None => Edit::Add(note(*n, text)),
                };
                store.apply(&notes.iter().map(put).collect::<Vec<_>>()).map(drop)
            }
            Self::Remove(n) => match there(*n) {
                Some(before) => store.apply(&[Edit::Remove(before)]).map(drop),
                None => return Ok(false),
            },
            Self::Undo => store.undo().map(drop),
            Self::Redo => store.redo().map(drop),
            Self::Compact => return store.compact().map(|_| true).map_err(|why| why.to_string()),
        };
        saved.map(|()| true).map_err(|unsaved| unsaved.to_string())
    }
}

/// What the oracle knows of one note.
#[derive(Clone, Debug)]
struct Known {
    /// What it may show: what was acknowledged last, and what was begun since.
    now: BTreeSet<Option<String>>,
    /// What was ever tried to be written, which undo may bring back.
    ever: BTreeSet<Option<String>>,
    /// A flipped bit has hit it: it was told, and may show anything.
    hit: bool,
}

/// A store in its world.
struct Life {
    dice: Dice,
    disk: SimFs,
    bug: Option<Bug>,
    processes: Vec<Process>,
    notes: BTreeMap<String, Known>,
    /// Whether a bit was flipped in the journal.
    damaged: bool,
    clock_jumped: bool,
    /// Whether there are no locks: each process writes to files of its own, so that what one began and
    /// did not finish may come to light after others went on without it, as a conflict.
    lockless: bool,
    turn: usize,
    /// What happened, for a failure's message.
    told: String,
}

/// Lives one life.
pub(super) fn life(seed: u64, bug: Option<Bug>) -> Result<(), String> {
    let disk = SimFs::new();
    disk.create_dir(Path::new("/home")).map_err(|e| e.to_string())?;
    let lockless = seed % 8 == 7;
    if lockless {
        disk.know_no_locks();
    }
    let nothing = BTreeSet::from([None]);
    let known = Known { now: nothing.clone(), ever: nothing, hit: false };
    let notes = (0..NOTES).map(|n| (format!("urn:x:{n}"), known.clone())).collect();
    let dice = Dice::new(seed);
    let mut life = Life {
        dice,
        disk,
        bug,
        processes: Vec::new(),
        notes,
        damaged: false,
        clock_jumped: false,
        lockless,
        turn: 0,
        told: String::new(),
    };
    life.processes = vec![life.start(), life.start()];
    let lived = (|| {
        for turn in 0..16 {
            life.turn = turn;
            life.live()?;
        }
        life.cut_power()
    })();
    lived.map_err(|what| format!("seed {seed}: {what}; it was:{}", life.told))
}

impl Life {
    fn start(&self) -> Process {
        let fate = Arc::new(Fate::default());
        let fs = Twisted::new(planted(&self.disk, self.bug), Arc::clone(&fate) as Arc<dyn Twist>);
        Process { store: Store::open_on(Arc::new(fs), Path::new(HOME), "dev".into()), fate }
    }

    /// Notes what happens, for a failure's message.
    fn tell(&mut self, what: std::fmt::Arguments) {
        use std::fmt::Write;
        let _ = write!(self.told, "\n  turn {}: {what}", self.turn);
    }

    fn live(&mut self) -> Result<(), String> {
        let who = self.dice.below(2);
        self.processes[who].store.poll();
        match self.dice.below(20) {
            0..=6 => {
                let act = self.act(0..NOTES);
                self.calmly(who, &act)?;
            }
            7..=8 => self.take_back(who)?,
            9..=11 => self.die(who)?,
            12..=13 => self.meanwhile(who)?,
            14 => self.on_a_full_disk(who)?,
            15 => {
                // The system forgets what it could not write: it must be written elsewhere.
                let act = self.act(0..NOTES);
                self.tell(format_args!("{who} loses a sync, {act:?}"));
                self.disk.lose_next_sync(true);
                let done = act.perform(&mut self.processes[who].store);
                self.disk.lose_next_sync(false);
                match (done, &act) {
                    (Ok(done), _) => self.acknowledged(&act, done),
                    (Err(_), Act::Compact) => {}
                    (Err(why), _) => return Err(format!("a sync was lost, {act:?}: {why}")),
                }
            }
            16 => {
                self.tell(format_args!("{who} starts anew"));
                self.processes[who] = self.start();
            }
            17 => {
                let year = 31_557_600_000;
                let moments =
                    [0, 1, year, 50 * year, 56 * year, 57 * year, 58 * year, 7_930 * year];
                let of_day = 86_400_000 * self.dice.below(100) as u64;
                let moment = moments[self.dice.below(moments.len())] + of_day;
                self.tell(format_args!("the clock says {moment}"));
                self.disk.set_clock(moment);
                self.clock_jumped = true;
            }
            18 => self.other_programs_write(who)?,
            _ => self.merge(who)?,
        }
        for process in 0..2 {
            self.processes[process].store.poll();
            self.check(process, 0)?;
        }
        Ok(())
    }

    /// Chooses something to do to some of the notes.
    fn act(&mut self, notes: std::ops::Range<usize>) -> Act {
        let mut any = || notes.start + self.dice.below(notes.len());
        let (one, other) = (any(), any());
        let text = format!("text {}", self.turn);
        match self.dice.below(8) {
            0 => Act::Remove(one),
            1..=2 => Act::Compact,
            3 if one != other => Act::Put(vec![one, other], text),
            _ => Act::Put(vec![one], text),
        }
    }

    fn states(act: &Act) -> Vec<(String, Option<String>)> {
        let id = |n: &usize| format!("urn:x:{n}");
        match act {
            Act::Put(notes, text) => notes.iter().map(|n| (id(n), Some(text.clone()))).collect(),
            Act::Remove(n) => vec![(id(n), None)],
            Act::Undo | Act::Redo | Act::Compact => Vec::new(),
        }
    }

    /// What was done is safe.
    fn acknowledged(&mut self, act: &Act, done: bool) {
        for (id, state) in Self::states(act).into_iter().filter(|_| done) {
            if let Some(known) = self.notes.get_mut(&id) {
                known.ever.insert(state.clone());
                known.now = BTreeSet::from([state]);
            }
        }
    }

    /// What was begun may be there or not.
    fn begun(&mut self, act: &Act) {
        for (id, state) in Self::states(act) {
            if let Some(known) = self.notes.get_mut(&id) {
                known.ever.insert(state.clone());
                known.now.insert(state);
            }
        }
    }

    fn calmly(&mut self, who: usize, act: &Act) -> Result<(), String> {
        self.tell(format_args!("{who}: {act:?}"));
        let done = act.perform(&mut self.processes[who].store);
        self.acknowledged(act, done.map_err(|why| format!("{act:?}: {why}"))?);
        Ok(())
    }

    /// Undo or redo: a step of one or two notes, back to something that they were.
    fn take_back(&mut self, who: usize) -> Result<(), String> {
        let act = if self.dice.below(3) == 0 { Act::Redo } else { Act::Undo };
        let before = words(&self.processes[who].store);
        self.calmly(who, &act)?;
        let after = words(&self.processes[who].store);
        let changed: Vec<_> =
            self.notes.keys().filter(|id| before.get(*id) != after.get(*id)).cloned().collect();
        if changed.len() > 2 {
            return Err(format!("{act:?} made {after:?} of {before:?}"));
        }
        for id in changed {
            let state = after.get(&id).cloned();
            let Some(known) = self.notes.get_mut(&id) else { continue };
            if !known.ever.contains(&state) && !known.hit {
                return Err(format!("{act:?} made {id} {state:?}, which it never was"));
            }
            known.now = BTreeSet::from([state]);
        }
        Ok(())
    }

    /// The process dies at some call, or right after the last; mostly the power goes with it.
    fn die(&mut self, who: usize) -> Result<(), String> {
        let act = match self.dice.below(6) {
            0 => Act::Undo,
            1 => Act::Compact,
            _ => self.act(0..NOTES),
        };
        let calls = self.dice.below(if matches!(act, Act::Compact) { 60 } else { 16 });
        self.tell(format_args!("{who} dies at call {calls} of {act:?}"));
        *self.processes[who].fate.plan() = Plan::Death(calls);
        let taken_back = usize::from(matches!(act, Act::Undo)) * 2;
        match act.perform(&mut self.processes[who].store) {
            Ok(done) if taken_back == 0 => self.acknowledged(&act, done),
            _ => self.begun(&act),
        }
        if self.dice.below(3) > 0 {
            self.tell(format_args!("the power is cut"));
            self.disk = self.disk.cut(&mut self.dice);
            self.processes = vec![self.start(), self.start()];
            self.check(0, taken_back)
        } else {
            self.processes[who] = self.start();
            self.check(who, taken_back)
        }
    }

    fn cut_power(&mut self) -> Result<(), String> {
        self.disk = self.disk.cut(&mut self.dice);
        self.processes = vec![self.start(), self.start()];
        self.check(0, 0)
    }

    /// At some call of one process the other one has its turn, on notes of its own.
    fn meanwhile(&mut self, who: usize) -> Result<(), String> {
        let (mine, theirs) = (self.act(0..3), self.act(3..NOTES));
        let calls = self.dice.below(if matches!(mine, Act::Compact) { 60 } else { 16 });
        self.tell(format_args!("at call {calls} of {who}'s {mine:?}: {theirs:?}"));
        let mut other = self.processes.remove(1 - who);
        let back = Arc::new(Mutex::new(None));
        let (act, sent) = (theirs.clone(), Arc::clone(&back));
        let turn = move || {
            let done = act.perform(&mut other.store);
            *sent.lock().unwrap_or_else(PoisonError::into_inner) = Some((other, done));
        };
        *self.processes[0].fate.plan() = Plan::Meanwhile(calls, Box::new(turn));
        let done = mine.perform(&mut self.processes[0].store);
        let not_come = std::mem::take(&mut *self.processes[0].fate.plan());
        if let Plan::Meanwhile(_, turn) = not_come {
            turn();
        }
        let back = back.lock().unwrap_or_else(PoisonError::into_inner).take();
        let (mut other, other_done) = back.ok_or("the other one never had its turn")?;
        // Whoever finds the store busy says so, and saves a moment later.
        if other_done.is_err() && !matches!(theirs, Act::Compact) {
            let again = other.store.retry();
            again.map_err(|why| format!("{theirs:?} during {mine:?}: {why}"))?;
        }
        self.processes.insert(1 - who, other);
        let done = done.map_err(|why| format!("{mine:?} while {theirs:?}: {why}"))?;
        self.acknowledged(&mine, done);
        self.acknowledged(&theirs, other_done.unwrap_or(true));
        Ok(())
    }

    /// There is room for a part of it only: it is said, nothing else is touched, and it is saved
    /// when there is room again, or given up.
    fn on_a_full_disk(&mut self, who: usize) -> Result<(), String> {
        let act = self.act(0..NOTES);
        let room = self.dice.below(1200);
        self.tell(format_args!("{who} has room for {room} bytes: {act:?}"));
        self.disk.leave_room(Some(room));
        let done = act.perform(&mut self.processes[who].store);
        self.disk.leave_room(None);
        let why = match done {
            Ok(done) => {
                self.acknowledged(&act, done);
                return Ok(());
            }
            Err(why) => why,
        };
        if !why.contains("is full") {
            return Err(format!("{act:?} on a full disk says: {why}"));
        }
        // What was cut off again may come back with the next power cut, as the cutting was not synced.
        self.begun(&act);
        match self.dice.below(3) {
            _ if matches!(act, Act::Compact) => {}
            0 => drop(self.processes[who].store.discard_unsaved()),
            1 => self.processes[who] = self.start(),
            _ => {
                let again = self.processes[who].store.retry();
                again.map_err(|why| format!("{act:?} with room again: {why}"))?;
                self.acknowledged(&act, true);
            }
        }
        Ok(())
    }

    /// What other programs and the disk do to the journal. Only a flipped bit may cost anything,
    /// and no more than its own note.
    fn other_programs_write(&mut self, who: usize) -> Result<(), String> {
        let journal = Path::new(HOME).join("journal");
        let entries = self.disk.list(&journal).unwrap_or_default();
        let segments: Vec<_> = entries.iter().filter(|e| e.name.ends_with(".jsonl")).collect();
        if segments.is_empty() {
            return Ok(());
        }
        let path = journal.join(&segments[self.dice.below(segments.len())].name);
        let content = self.disk.content(&path);
        // What they put behind a line without its end would cost that line.
        if !content.ends_with(b"\n") {
            return Ok(());
        }
        let lines: Vec<&[u8]> = content.split(|b| *b == b'\n').filter(|l| !l.is_empty()).collect();
        let what = self.dice.below(5);
        self.tell(format_args!("another program writes {what} to {}", path.display()));
        let more = match what {
            // A line twice: two copies were joined line by line.
            0 if !lines.is_empty() => [lines[self.dice.below(lines.len())], b"\n"].concat(),
            1 => vec![0; 1 + self.dice.below(600)],
            2 => b"{\"v\":1,\"id\":\"urn:x:0\",\"rev\":".to_vec(),
            // An editor leaves the last line feed away, and the next record begins a line all the same.
            // Without locks the next one would be another process's, in another file.
            3 if !self.lockless => {
                self.disk.change_content(&path, |bytes| {
                    let _ = bytes.pop_if(|last| *last == b'\n');
                });
                self.processes[who].store.poll();
                return self.calmly(who, &Act::Put(vec![who], format!("text {}", self.turn)));
            }
            _ => return self.flip(&path, &content),
        };
        let mut file = self.disk.open(&path, How::Append).map_err(|e| e.to_string())?;
        append_all(&mut *file, &more).and_then(|()| file.sync()).map_err(|e| e.to_string())
    }

    fn flip(&mut self, path: &Path, content: &[u8]) -> Result<(), String> {
        let (at, bit) = (self.dice.below(content.len()), self.dice.below(8));
        let start = content[..at].iter().rposition(|b| *b == b'\n').map_or(0, |feed| feed + 1);
        let line = content[start..].split(|b| *b == b'\n').next().unwrap_or_default();
        if let Line::Record { record, .. } = record::read(line)
            && let Some(known) = self.notes.get_mut(&*record.id.0)
        {
            known.hit = true;
        }
        let text = String::from_utf8_lossy(line);
        self.tell(format_args!("bit {bit} flips at byte {} of {text}", at - start));
        self.disk.change_content(path, |bytes| bytes[at] ^= 1 << bit);
        self.damaged = true;
        self.processes = vec![self.start(), self.start()];
        if self.processes[0].store.examine().problems.is_empty() {
            return Err(format!("nobody is told of bit {bit} of byte {at}"));
        }
        self.check(0, 0)
    }

    /// Another person edits a copy, and the copy is merged.
    fn merge(&mut self, who: usize) -> Result<(), String> {
        let person = format!("eve{}", self.turn);
        self.tell(format_args!("{who} merges {person}"));
        let theirs = PathBuf::from(format!("/home/{person}"));
        let copied = (|| {
            self.disk.create_dir(&theirs)?;
            self.disk.create_dir(&theirs.join("journal"))?;
            let journal = Path::new(HOME).join("journal");
            for entry in self.disk.list(&journal).unwrap_or_default() {
                let mut copy =
                    self.disk.open(&theirs.join("journal").join(&entry.name), How::CreateNew)?;
                append_all(&mut *copy, &self.disk.content(&journal.join(&entry.name)))?;
            }
            io::Result::Ok(())
        })();
        copied.map_err(|e| e.to_string())?;
        let mut copy = Store::open_on(Arc::new(self.disk.clone()), &theirs, person.clone());
        let act = Act::Put(vec![self.dice.below(NOTES)], format!("text {}", self.turn));
        self.tell(format_args!("{person} did {act:?}"));
        let done = act.perform(&mut copy)?;
        let merged = self.processes[who].store.merge(&theirs, false);
        merged.map_err(|why| format!("merging: {why}"))?;
        self.acknowledged(&act, done);
        Ok(())
    }

    /// Compares what a process shows with what the oracle knows. So many notes may have gone back
    /// to what they once were.
    fn check(&mut self, which: usize, mut taken_back: usize) -> Result<(), String> {
        let store = &self.processes[which].store;
        let shown = words(store);
        let case = || format!("{shown:?}, not {:?}", self.notes);
        if let Some(unknown) = shown.keys().find(|id| !self.notes.contains_key(*id)) {
            // A flipped bit in an id; it is told.
            if !self.damaged || store.problems().is_empty() {
                return Err(format!("{unknown} comes from nowhere: {}", case()));
            }
        }
        // A removal that compaction has forgotten after half a year is still in the memory of a process.
        let conflicts = store.conflicts();
        let lenient = self.damaged || self.lockless;
        if !lenient && conflicts.iter().any(|c| !self.clock_jumped || !c.others.is_empty()) {
            return Err(format!("{conflicts:?}"));
        }
        let mut settled = Vec::new();
        for (id, known) in &self.notes {
            let state = shown.get(id).cloned();
            let mut known = known.clone();
            if !known.hit && !known.now.contains(&state) {
                if lenient && apart(store, id, &known.now) {
                    known.hit = true;
                } else if taken_back > 0 && known.ever.contains(&state) {
                    taken_back -= 1;
                    known.now.insert(state.clone());
                } else {
                    return Err(format!("{id}: {}", case()));
                }
            }
            settled.push((id.clone(), known));
        }
        self.notes = settled.into_iter().collect();
        Ok(())
    }
}

/// Tells whether a note stands in a conflict in which what it should be is kept: a flipped bit has
/// made a record of it out of another one's, or an edit came to light that nobody had seen.
fn apart(store: &Store, id: &str, now: &BTreeSet<Option<String>>) -> bool {
    let id = Id::new(id.to_owned());
    if now.contains(&None) && !store.problems().is_empty() {
        return true;
    }
    let Some(conflict) = store.conflict(&id) else { return false };
    let said = |text: &str| now.contains(&Some(text.to_owned()));
    conflict.removed_meanwhile && now.contains(&None)
        || conflict.others.iter().any(|other| other.comments().any(said))
}

/// Returns what a store shows: texts by id.
fn words(store: &Store) -> BTreeMap<String, String> {
    let split =
        |state: &str| state.split_once('=').map(|(id, text)| (id.to_owned(), text.to_owned()));
    texts(store).iter().filter_map(|state| split(state)).collect()
}

/// Lives lived: some here; on request as many as `RASHOMON_LIVES` says, from
/// `RASHOMON_FIRST_LIFE` on.
fn lives(few: u64) -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let first = number("RASHOMON_FIRST_LIFE").unwrap_or(0);
    first..first + number("RASHOMON_LIVES").unwrap_or(few)
}

#[test]
fn nothing_acknowledged_is_lost_in_any_life() {
    let lives = lives(300);
    for seed in lives.clone() {
        if let Err(lost) = life(seed, None) {
            panic!("{lost}");
        }
    }
    eprintln!("lives {lives:?}: nothing lost");
}

fn open(fs: &SimFs, device: &str) -> Store {
    Store::open_on(Arc::new(fs.clone()), Path::new(HOME), device.to_owned())
}

/// Takes the lines of one journal into another store, the last ones first.
fn union(from: &Store, to: &mut Store) {
    let mut changes = Changes::default();
    for segment in from.fs.list(&from.part("journal")).unwrap_or_default() {
        let path = from.part("journal").join(&segment.name);
        let bytes = read_all(&*from.fs, &path, u64::MAX).unwrap_or_default();
        for line in bytes.split(|b| *b == b'\n').rev() {
            if let Line::Record { record, sealed, .. } = record::read(line) {
                to.take(*record, sealed, false, Some(&mut changes));
            }
        }
    }
    to.show(changes);
}

#[test]
fn merging_is_commutative_associative_and_idempotent() {
    for seed in lives(30) {
        let mut dice = Dice::new(seed);
        // Three people edit copies of one store, and sometimes see each other's.
        let disks = [SimFs::new(), SimFs::new(), SimFs::new()];
        let mut stores: Vec<Store> = Vec::new();
        for (disk, device) in disks.iter().zip(["ann", "bob", "cyd"]) {
            disk.create_dir(Path::new("/home")).expect("made");
            stores.push(open(disk, device));
        }
        for turn in 0..18 {
            let (who, n) = (dice.below(3), dice.below(3));
            let after = note(n, &format!("{who} {turn}"));
            let before = stores[who].annotations().get(&after.id).cloned();
            let edit = match (before, dice.below(6)) {
                (Some(before), 0) => Edit::Remove(before),
                (Some(before), _) => Edit::Change { before, after },
                (None, _) => Edit::Add(after),
            };
            stores[who].apply(&[edit]).expect("saved");
            if dice.below(5) == 0 {
                let other = (who + 1 + dice.below(2)) % 3;
                let theirs = stores[other].fs.clone();
                let theirs = Store::open_on(theirs, Path::new("/home/notes"), "reader".to_owned());
                union(&theirs, &mut stores[who]);
            }
        }
        let joined = |order: &[usize]| {
            let mut whole = open(&SimFs::new(), "reader");
            order.iter().for_each(|i| union(&stores[*i], &mut whole));
            let mut shown: Vec<String> = whole
                .notes
                .iter()
                .map(|(id, note)| {
                    let mut heads: Vec<_> = note
                        .heads()
                        .iter()
                        .map(|v| {
                            format!(
                                "{}{:?}{:?}",
                                whole.names[usize::from(v.by)],
                                v.hlc,
                                v.annotation
                            )
                        })
                        .collect();
                    heads.sort();
                    format!("{id} {heads:?}")
                })
                .collect();
            shown.sort();
            shown
        };
        let one = joined(&[0, 1, 2]);
        for order in [&[2, 1, 0][..], &[1, 0, 2], &[0, 1, 2, 0, 1, 2], &[2, 2, 0, 1]] {
            assert_eq!(joined(order), one, "seed {seed}, {order:?}");
        }
    }
}
