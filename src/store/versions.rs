//! The merge rule: which of the records of one note are its newest, whatever order they came in.
//!
//! A record makes old every earlier one of its own device and every one it was made in knowledge
//! of (`seen`). What nothing makes old is a *head*; with one head there is nothing to decide. With
//! several, made by people who did not see each other's, the one with the highest revision is
//! shown, the others are kept as a conflict until somebody resolves it, and an edit wins over a
//! removal. The rule only takes maxima and unions, so merging is commutative, associative and
//! idempotent by its shape.

use super::clock::Hlc;
use crate::annotation::Annotation;
use std::sync::Arc;

/// The number that stands for a device in memory.
pub(super) type By = u16;

/// One state of a note that nothing has made old.
#[derive(Clone, Debug)]
pub(super) struct Version {
    pub(super) rev: u32,
    pub(super) by: By,
    /// Whether the sum of its line agrees. A line that does not check makes nothing else old.
    pub(super) sealed: bool,
    pub(super) hlc: Hlc,
    /// `None` when it is a removal.
    pub(super) annotation: Option<Arc<Annotation>>,
}

impl Version {
    fn same(&self, other: &Self) -> bool {
        self.by == other.by
            && self.hlc == other.hlc
            && self.rev == other.rev
            && self.annotation == other.annotation
    }
}

/// What the store knows of one note.
#[derive(Clone, Debug, Default)]
pub(super) struct Versions {
    heads: Vec<Version>,
    /// For each device, the last moment up to which its records are old. Empty while one record is
    /// all there is, which is so for most notes.
    old: Vec<(By, Hlc)>,
}

impl Versions {
    /// Takes a record in; `seen` is what it makes old of other devices.
    pub(super) fn take(&mut self, version: Version, seen: &[(By, Hlc)]) {
        if self.heads.is_empty() && self.old.is_empty() && seen.is_empty() {
            self.heads.reserve_exact(1);
            self.heads.push(version);
            return;
        }
        let own =
            |v: &Version| v.sealed.then(|| v.hlc.before().map(|before| (v.by, before))).flatten();
        let of_heads: Vec<_> = self.heads.iter().filter_map(own).collect();
        for (by, upto) in of_heads.into_iter().chain(own(&version)) {
            self.grow(by, upto);
        }
        if version.sealed {
            seen.iter().for_each(|(by, upto)| self.grow(*by, *upto));
        }
        match self.heads.iter_mut().find(|head| head.same(&version)) {
            Some(head) => head.sealed |= version.sealed,
            None => self.heads.push(version),
        }
        let old = &self.old;
        self.heads.retain(|head| !old.iter().any(|(by, upto)| *by == head.by && head.hlc <= *upto));
    }

    fn grow(&mut self, by: By, upto: Hlc) {
        match self.old.iter_mut().find(|(other, _)| *other == by) {
            Some((_, known)) => *known = upto.max(*known),
            None => self.old.push((by, upto)),
        }
    }

    /// Returns the version that is shown: an edit before a removal, then by revision and clock.
    pub(super) fn winner(&self) -> Option<&Version> {
        let key = |v: &Version| (v.annotation.is_some(), v.rev, v.hlc, v.sealed);
        // Records of two devices in the same millisecond tie, and so do two forms of one record (one
        // edited by hand); their words decide, not the order they came in.
        let words = |v: &Version| format!("{:?}", v.annotation);
        self.heads.iter().max_by(|a, b| key(a).cmp(&key(b)).then_with(|| words(a).cmp(&words(b))))
    }

    /// Returns the annotation that is shown, if the note is not removed.
    pub(super) fn shown(&self) -> Option<&Arc<Annotation>> {
        self.winner()?.annotation.as_ref()
    }

    /// Returns the other versions that say something else: a conflict when there is any.
    pub(super) fn rivals(&self) -> impl Iterator<Item = &Version> {
        let shown = self.shown();
        self.heads.iter().filter(move |v| v.annotation.is_some() && v.annotation.as_ref() != shown)
    }

    /// Tells whether the note was removed by somebody who had not seen the edit that is shown.
    pub(super) fn came_back(&self) -> bool {
        self.shown().is_some() && self.heads.iter().any(|v| v.annotation.is_none())
    }

    /// Returns every head.
    pub(super) fn heads(&self) -> &[Version] {
        &self.heads
    }

    /// Returns the highest revision among the heads.
    pub(super) fn rev(&self) -> u32 {
        self.heads.iter().map(|v| v.rev).max().unwrap_or(0)
    }

    /// Returns what is old already, a device at a time.
    pub(super) fn old(&self) -> &[(By, Hlc)] {
        &self.old
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Id;
    use crate::text::property::cases;
    use proptest::prelude::*;

    fn version(rev: u32, by: By, ms: u64, text: Option<&str>) -> Version {
        let annotation = text.map(|text| {
            let mut note = Annotation::note(Id::new("urn:x:1"), "Ada", "");
            note.set_comment(text);
            Arc::new(note)
        });
        Version { rev, by, sealed: true, hlc: Hlc { ms, count: 0 }, annotation }
    }

    fn text(versions: &Versions) -> Option<String> {
        versions.shown()?.comments().next().map(str::to_owned)
    }

    fn all(records: &[(Version, Vec<(By, Hlc)>)]) -> Versions {
        let mut versions = Versions::default();
        records.iter().for_each(|(v, seen)| versions.take(v.clone(), seen));
        versions
    }

    #[test]
    fn one_device_replaces_its_own() {
        let records =
            [(version(1, 0, 10, Some("a")), vec![]), (version(2, 0, 20, Some("b")), vec![])];
        let backwards = [records[1].clone(), records[0].clone()];
        for records in [records, backwards] {
            let versions = all(&records);
            assert_eq!(text(&versions).as_deref(), Some("b"));
            assert_eq!(versions.rivals().count(), 0);
        }
    }

    #[test]
    fn two_who_did_not_see_each_other_conflict_until_one_has_seen_both() {
        let mut records = vec![
            (version(1, 0, 10, Some("first")), vec![]),
            (version(2, 0, 20, Some("mine")), vec![]),
            (version(2, 1, 15, Some("theirs")), vec![(0, Hlc { ms: 10, count: 0 })]),
        ];
        let versions = all(&records);
        assert_eq!(text(&versions).as_deref(), Some("mine"));
        assert_eq!(versions.rivals().count(), 1);
        records.push((version(3, 0, 30, Some("both")), vec![(1, Hlc { ms: 15, count: 0 })]));
        let versions = all(&records);
        assert_eq!(text(&versions).as_deref(), Some("both"));
        assert_eq!(versions.rivals().count(), 0);
    }

    #[test]
    fn an_edit_that_did_not_see_the_removal_brings_the_note_back() {
        let versions = all(&[
            (version(1, 0, 10, Some("first")), vec![]),
            (version(5, 0, 50, None), vec![]),
            (version(2, 1, 15, Some("theirs")), vec![(0, Hlc { ms: 10, count: 0 })]),
        ]);
        assert_eq!(text(&versions).as_deref(), Some("theirs"));
        assert!(versions.came_back());
    }

    #[test]
    fn a_line_that_does_not_check_makes_nothing_old() {
        let mut flipped = version(9, 0, 99, Some("flipped"));
        flipped.sealed = false;
        let versions = all(&[(version(1, 0, 10, Some("good")), vec![]), (flipped, vec![])]);
        let said: Vec<_> = versions.heads().iter().filter_map(|v| v.annotation.as_ref()).collect();
        assert_eq!(said.len(), 2, "both are shown");
    }

    fn any_record() -> impl Strategy<Value = (Version, Vec<(By, Hlc)>)> {
        let seen = proptest::collection::vec((0u16..3, 0u64..8), 0..3);
        (1u32..5, 0u16..3, 1u64..8, proptest::option::of("[ab]"), any::<bool>(), seen).prop_map(
            |(rev, by, ms, text, sealed, seen)| {
                let mut version = version(rev, by, ms, text.as_deref());
                version.sealed = sealed;
                (version, seen.into_iter().map(|(by, ms)| (by, Hlc { ms, count: 0 })).collect())
            },
        )
    }

    fn summary(versions: &Versions) -> Vec<String> {
        let mut heads: Vec<_> = versions.heads().iter().map(|v| format!("{v:?}")).collect();
        heads.sort();
        heads
    }

    proptest! {
        #![proptest_config(cases(256))]

        #[test]
        fn order_and_repetition_do_not_matter(
            records in proptest::collection::vec(any_record(), 0..8), seed in any::<u64>()
        ) {
            let mut other = records.clone();
            other.extend(records.iter().cloned());
            let len = other.len().max(1);
            for i in 0..other.len() {
                let j = usize::try_from(seed.rotate_left(u32::try_from(i).unwrap_or(0)) % len as u64).unwrap_or(0);
                other.swap(i, j);
            }
            let (one, two) = (all(&records), all(&other));
            prop_assert_eq!(summary(&one), summary(&two));
            prop_assert_eq!(one.shown(), two.shown());
        }
    }
}
