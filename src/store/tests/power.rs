//! The power is cut at any moment, and any subset of what was not synced survives.

use super::sim::{Dice, Lie, SimFs};
use super::{note, texts};
use crate::annotation::Edit;
use crate::store::fs::{Fs, read_all};
use crate::store::record::{self, Line};
use crate::store::{Changes, Store};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

fn open(fs: &SimFs, device: &str) -> Store {
    Store::open_on(Arc::new(fs.clone()), Path::new("/home/notes"), device.to_owned())
}

fn words(store: &Store) -> BTreeMap<String, String> {
    let split =
        |state: &str| state.split_once('=').map(|(id, text)| (id.to_owned(), text.to_owned()));
    texts(store).iter().filter_map(|state| split(state)).collect()
}

/// One life: edits of every kind by two instances, compactions, power cuts; after each cut the
/// store opens and shows exactly what was acknowledged, because nothing was under way.
fn life(seed: u64, mut fs: SimFs) -> Result<(), String> {
    let mut dice = Dice::new(seed);
    fs.create_dir(Path::new("/home")).map_err(|e| e.to_string())?;
    let mut stores = [open(&fs, "dev"), open(&fs, "dev")];
    let mut oracle: BTreeMap<String, String> = BTreeMap::new();
    for turn in 0..14 {
        let which = dice.below(2);
        let store = &mut stores[which];
        store.poll();
        let n = dice.below(4);
        let id = format!("urn:x:{n}");
        let there = oracle.get(&id).cloned();
        let text = format!("text {turn}");
        let done = match (dice.below(8), there) {
            (0, Some(before)) => {
                oracle.remove(&id);
                store.apply(&[Edit::Remove(note(n, &before))]).map(drop)
            }
            (1..=4, Some(before)) => {
                let edit = Edit::Change { before: note(n, &before), after: note(n, &text) };
                oracle.insert(id, text);
                store.apply(&[edit]).map(drop)
            }
            (5, _) => {
                store.compact().map_err(|why| format!("seed {seed}, turn {turn}: {why}"))?;
                Ok(())
            }
            (6, _) => {
                fs = fs.cut(&mut dice);
                stores = [open(&fs, "dev"), open(&fs, "dev")];
                same(&stores[0], &oracle, &format!("cut, seed {seed}, turn {turn}"))?;
                Ok(())
            }
            (7, _) => {
                let done = store.undo().map(drop);
                oracle = words(store);
                done
            }
            (_, None) => {
                oracle.insert(id, text.clone());
                store.apply(&[Edit::Add(note(n, &text))]).map(drop)
            }
            _ => Ok(()),
        };
        done.map_err(|unsaved| format!("seed {seed}, turn {turn}: {unsaved}"))?;
        let other = &mut stores[1 - which];
        other.poll();
        same(other, &oracle, &format!("the other instance, seed {seed}, turn {turn}"))?;
    }
    let after = open(&fs.cut(&mut dice), "dev");
    if !after.conflicts().is_empty() {
        return Err(format!("seed {seed}: {:?}", after.conflicts()));
    }
    same(&after, &oracle, &format!("at the end, seed {seed}"))
}

fn same(store: &Store, oracle: &BTreeMap<String, String>, case: &str) -> Result<(), String> {
    let found = words(store);
    if found == *oracle { Ok(()) } else { Err(format!("{case}: {found:?}, not {oracle:?}")) }
}

/// Power cuts tried: some here; ten thousand times `RASHOMON_LONG_TESTS` on request.
fn seeds(few: u64) -> u64 {
    let long = std::env::var("RASHOMON_LONG_TESTS").ok().and_then(|n| n.parse::<u64>().ok());
    long.map_or(few, |n| n * 10_000)
}

#[test]
fn nothing_acknowledged_is_lost_when_the_power_is_cut() {
    for seed in 0..seeds(40) {
        if let Err(lost) = life(seed, SimFs::new()) {
            panic!("{lost}");
        }
    }
}

/// Planted faults: a harness that finds nothing when something is wrong proves nothing.
#[test]
fn a_disk_that_lies_is_found_out() {
    for lie in [Lie::Sync, Lie::SyncDir] {
        let found = (0..200).find_map(|seed| life(seed, SimFs::lying(lie)).err());
        assert!(found.is_some(), "{lie:?} was not noticed");
    }
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
    for seed in 0..seeds(30) {
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
