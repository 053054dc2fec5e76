//! Edit distances by bit-parallelism: Myers, JACM 46(3) 1999, in blocks of 64 after Hyyrö 2003.
//!
//! Our own because the maintained crates work on bytes (an edit in `é` would count twice) or bring
//! a bioinformatics library with them.

use foldhash::HashMap;

/// A pattern prepared for search.
#[derive(Debug)]
pub(super) struct Pattern {
    len: usize,
    blocks: usize,
    /// For each character of the pattern, the places where it stands, one bit a place.
    places: HashMap<char, Vec<u64>>,
}

impl Pattern {
    /// Prepares the characters of a pattern, which must not be empty.
    pub(super) fn new(chars: impl IntoIterator<Item = char>) -> Self {
        let chars: Vec<_> = chars.into_iter().collect();
        let blocks = chars.len().div_ceil(64).max(1);
        let mut places: HashMap<char, Vec<u64>> = HashMap::default();
        for (at, c) in chars.iter().enumerate() {
            places.entry(*c).or_insert_with(|| vec![0; blocks])[at / 64] |= 1 << (at % 64);
        }
        Self { len: chars.len(), blocks, places }
    }

    /// Returns, for each prefix of `text`, the fewest edits between the pattern and a piece that
    /// ends there; a piece may begin anywhere or, when `fixed`, only at the start of the text.
    ///
    /// The first answer is for the empty prefix: as many edits as the pattern is long.
    pub(super) fn distances(
        &self,
        text: impl IntoIterator<Item = char>,
        fixed: bool,
    ) -> Vec<usize> {
        let mut columns = vec![(u64::MAX, 0_u64); self.blocks];
        let last = 1_u64 << ((self.len.max(1) - 1) % 64);
        let mut score = self.len;
        let nowhere = vec![0; self.blocks];
        let mut out = vec![score];
        for c in text {
            let places = self.places.get(&c).unwrap_or(&nowhere);
            // What moves into the first row: nothing where a piece may begin, else one more edit.
            let (mut plus, mut minus) = (u64::from(fixed), 0);
            for (block, (column, &here)) in columns.iter_mut().zip(places).enumerate() {
                let (pv, mv) = *column;
                let xv = here | mv;
                let equal = here | minus;
                let xh = ((equal & pv).wrapping_add(pv) ^ pv) | equal;
                let ph = mv | !(xh | pv);
                let mh = pv & xh;
                let top = if block + 1 == self.blocks { last } else { 1 << 63 };
                let (out_plus, out_minus) = (u64::from(ph & top != 0), u64::from(mh & top != 0));
                let (ph, mh) = (ph << 1 | plus, mh << 1 | minus);
                *column = (mh | !(xv | ph), ph & xv);
                (plus, minus) = (out_plus, out_minus);
            }
            score =
                score + usize::try_from(plus).unwrap_or(0) - usize::try_from(minus).unwrap_or(0);
            out.push(score);
        }
        out
    }

    /// Returns the fewest edits that make the pattern of the whole text.
    pub(super) fn distance(&self, text: impl IntoIterator<Item = char>) -> usize {
        self.distances(text, true).pop().unwrap_or(self.len)
    }

    /// Returns the length of the text's start that is nearest to the pattern, with its edits; of
    /// equals the one whose length is nearest to the pattern's.
    pub(super) fn nearest_start(&self, text: impl IntoIterator<Item = char>) -> (usize, usize) {
        let distances = self.distances(text, true).into_iter().enumerate();
        distances
            .min_by_key(|(len, edits)| (*edits, len.abs_diff(self.len)))
            .unwrap_or((0, self.len))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::property::cases;
    use proptest::prelude::*;

    /// The textbook table, one column at a time.
    fn plain(pattern: &[char], text: &[char], fixed: bool) -> Vec<usize> {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut out = vec![pattern.len()];
        for c in text {
            let mut next = vec![column[0] + usize::from(fixed)];
            for (i, p) in pattern.iter().enumerate() {
                let change = column[i] + usize::from(p != c);
                next.push(change.min(column[i + 1] + 1).min(next[i] + 1));
            }
            column = next;
            out.push(column[pattern.len()]);
        }
        out
    }

    proptest! {
        #![proptest_config(cases(128))]
        #[test]
        fn the_fast_way_equals_the_plain_way(
            pattern in "[abé]{1,150}", text in "[abéx]{0,200}", fixed in any::<bool>()
        ) {
            let (p, t): (Vec<_>, Vec<_>) = (pattern.chars().collect(), text.chars().collect());
            let fast = Pattern::new(p.iter().copied()).distances(t.iter().copied(), fixed);
            prop_assert_eq!(fast, plain(&p, &t, fixed));
        }
    }
}
