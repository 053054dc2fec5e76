//! A small mutator: seeds, spliced, repeated, cut and salted with telling words and numbers. An input that met
//! something new is kept and changed further, so that what takes several steps is reached one by one.

use crate::targets::{Seen, Target};
use foldhash::{HashSet, HashSetExt};
use std::ops::Range;

/// Words that break readers of many formats: controls, marks, numbers at the edge, broken UTF-8.
const WORDS: &[&[u8]] = &[
    b"\x1b]52;c;aGk=\x07",
    b"\x1b[31m",
    b"\x1bP1$r\x1b\\",
    b"\x1b",
    b"\x07",
    b"\x00",
    b"\x7f",
    b"\x9b2J",
    "\u{9b}".as_bytes(),
    "\u{85}".as_bytes(),
    "\u{ad}".as_bytes(),
    "\u{200b}".as_bytes(),
    "\u{200d}".as_bytes(),
    "\u{202e}".as_bytes(),
    "\u{2066}".as_bytes(),
    "\u{2028}".as_bytes(),
    "\u{feff}".as_bytes(),
    "\u{fe0f}".as_bytes(),
    "\u{301}".as_bytes(),
    "\u{e0041}".as_bytes(),
    "\u{fff9}".as_bytes(),
    "👨‍👩‍👧".as_bytes(),
    "日本語".as_bytes(),
    "שלום".as_bytes(),
    "İı".as_bytes(),
    "ﬁ".as_bytes(),
    "½".as_bytes(),
    "\u{a0}".as_bytes(),
    "\u{2011}".as_bytes(),
    "“".as_bytes(),
    "’".as_bytes(),
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\r\n",
    b"\r",
    b"\n\n",
    b"\t",
    b" ",
    b".",
    b",",
    b"\"",
    b"'",
    b"-",
    b"9999-99-99",
];

/// Numbers at the edge of something.
const NUMBERS: &[&[u8]] = &[
    b"0",
    b"-0",
    b"1",
    b"-1",
    b"00",
    b"0.5",
    b"12",
    b"13",
    b"24",
    b"29",
    b"31",
    b"60",
    b"99",
    b"100",
    b"255",
    b"366",
    b"1000",
    b"1,000",
    b"1.000,5",
    b"1970",
    b"2024",
    b"9999",
    b"10000",
    b"65536",
    b"2147483648",
    b"4294967296",
    b"9223372036854775807",
    b"18446744073709551616",
    b"1e9",
    b"1e309",
    b"1e-400",
];

/// Inputs kept because of what they met, at most.
const MOST_KEPT: usize = 4096;

/// Inputs kept for no reason but to drift.
const DRIFTING: usize = 16;

/// One input in so many is as long as the target takes.
const LONG: usize = 128;

/// Makes inputs out of seeds; the same seed number gives the same inputs.
pub(crate) struct Mutator<'t> {
    state: u64,
    target: &'t Target,
    /// The seeds of the corpus, then what drifts, then what met something new.
    pool: Vec<Vec<u8>>,
    seeds: usize,
    /// Everything that was met, and what the kept inputs met.
    met: HashSet<u64>,
    reached: HashSet<u64>,
    input: Vec<u8>,
}

impl<'t> Mutator<'t> {
    pub(crate) fn new(seed: u64, seeds: &[Vec<u8>], target: &'t Target) -> Self {
        let state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut pool = seeds.to_vec();
        pool.extend((0..DRIFTING).map(|n| seeds[n % seeds.len()].clone()));
        let (met, reached, input) = (HashSet::new(), HashSet::new(), Vec::new());
        Self { state, target, pool, seeds: seeds.len(), met, reached, input }
    }

    /// The next number of xorshift64*, below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let high = self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap_or(0) % bound.max(1)
    }

    /// Returns the next input. Most are at most [`Target::usual`] bytes long: short ones are quick, and most
    /// of what can go wrong does so in a few words. One in 128 is up to [`Target::largest`] long.
    pub(crate) fn next(&mut self) -> &[u8] {
        let mut input = std::mem::take(&mut self.input);
        let from = self.one();
        input.clone_from(&self.pool[from]);
        let long = self.below(LONG) == 0;
        if long {
            let enough = self.target.largest / 2;
            while input.len() < enough {
                let more = self.one();
                let times = 1 + self.below(8);
                let gap: &[u8] = [b"".as_slice(), b"\n", b"\n\n", b" "][self.below(4)];
                for _ in 0..times {
                    input.extend_from_slice(gap);
                    input.extend_from_slice(&self.pool[more]);
                    if self.pool[more].is_empty() {
                        input.push(b'a');
                    }
                }
            }
        }
        for _ in 0..1 << self.below(4) {
            self.change(&mut input);
        }
        let limit = if long { self.target.largest } else { self.target.usual >> self.below(3) };
        if input.len() > limit {
            // The beginning, where formats say what they are, or anything else.
            let start = if self.below(4) == 0 { self.below(input.len() - limit + 1) } else { 0 };
            input.drain(..start);
            input.truncate(limit);
        }
        if self.below(64) == 0 {
            let at = self.seeds + self.below(DRIFTING);
            self.pool[at].clone_from(&input);
        }
        self.input = input;
        &self.input
    }

    /// Takes note of what the last input met, and keeps the input when that was new.
    pub(crate) fn learn(&mut self, seen: &Seen) {
        let new = |known: &HashSet<u64>| seen.all().iter().any(|kind| !known.contains(kind));
        if !new(&self.reached) {
            return;
        }
        self.met.extend(seen.all());
        if self.input.len() > self.target.usual {
            return;
        }
        self.reached.extend(seen.all());
        if self.pool.len() < self.seeds + DRIFTING + MOST_KEPT {
            self.pool.push(self.input.clone());
        } else {
            let at = self.seeds + DRIFTING + self.below(MOST_KEPT);
            self.pool[at].clone_from(&self.input);
        }
    }

    /// Takes note of what a seed met.
    pub(crate) fn know(&mut self, seen: &Seen) {
        self.met.extend(seen.all());
        self.reached.extend(seen.all());
    }

    /// Returns how many different things the inputs met.
    pub(crate) fn met(&self) -> usize {
        self.met.len()
    }

    /// An input of the pool; those that were kept last a little more often.
    fn one(&mut self) -> usize {
        let (a, b) = (self.below(self.pool.len()), self.below(self.pool.len()));
        if self.below(2) == 0 { a.max(b) } else { a }
    }

    fn range(&mut self, length: usize, longest: usize) -> Range<usize> {
        let start = self.below(length + 1);
        let end = (start + self.below(longest + 1)).min(length);
        start..end
    }

    /// The run of bytes around a place that are alike under `alike`: a word, a number, a line.
    fn run(input: &[u8], at: usize, alike: impl Fn(u8) -> bool) -> Option<Range<usize>> {
        let start = at + input[at..].iter().position(|b| alike(*b))?;
        let before = input[..start].iter().rev().take_while(|b| alike(**b)).count();
        let after = input[start..].iter().take_while(|b| alike(**b)).count();
        Some(start - before..start + after)
    }

    fn word(&mut self) -> &'static [u8] {
        let (words, texts) = (self.target.words, self.target.texts);
        match self.below(4) {
            1 | 2 if !texts.is_empty() => {
                let text = texts[self.below(texts.len())].as_bytes();
                let (at, stop) = (self.below(text.len()), [b' ', b' ', b'.', b'\n'][self.below(4)]);
                let found = Self::run(text, at, |b| b != stop && b != b'\n').unwrap_or(0..0);
                &text[found.start..found.end.min(found.start + 200)]
            }
            0 => WORDS[self.below(WORDS.len())],
            _ if words.is_empty() => WORDS[self.below(WORDS.len())],
            _ => words[self.below(words.len())].as_bytes(),
        }
    }

    /// A piece of another input: a line of it, a word of it, or any bytes.
    fn piece(&mut self) -> Vec<u8> {
        let other = self.one();
        let any = self.range(self.pool[other].len(), 200);
        let at = self.below(self.pool[other].len() + 1);
        let other = &self.pool[other];
        let range = match self.state % 3 {
            0 => Self::run(other, at, |b| b != b'\n'),
            1 => Self::run(other, at, |b| b.is_ascii_alphanumeric() || b >= 0x80),
            _ => None,
        };
        other[range.unwrap_or(any)].to_vec()
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = self.below(input.len() + 1);
        match self.below(14) {
            0..=2 => {
                let word = self.word();
                input.splice(at..at, word.iter().copied());
            }
            3 => {
                let range = self.range(input.len(), 32);
                input.drain(range);
            }
            4 => {
                // The same thing many times: what is quadratic or recursive shows here.
                let range = self.range(input.len(), 24);
                let times = (2 << self.below(6)) - 1;
                let piece = input[range].repeat(times);
                input.splice(at..at, piece);
            }
            5 | 6 => {
                let piece = self.piece();
                input.splice(at..at, piece);
            }
            7 if at < input.len() => input[at] ^= 1 << self.below(8),
            8 => {
                // A number becomes another one.
                let number = NUMBERS[self.below(NUMBERS.len())];
                let place = Self::run(input, at, |b| b.is_ascii_digit()).unwrap_or(at..at);
                input.splice(place, number.iter().copied());
            }
            9 => {
                // A word becomes another one, or one of the format.
                let piece = if self.below(2) == 0 { self.piece() } else { self.word().to_vec() };
                let word = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80;
                let place = Self::run(input, at, word).unwrap_or(at..at);
                input.splice(place, piece);
            }
            10 => {
                // A line is taken away, or goes elsewhere.
                let Some(mut line) = Self::run(input, at, |b| b != b'\n') else { return };
                line.end = (line.end + 1).min(input.len());
                let piece: Vec<u8> = input.drain(line).collect();
                if self.below(2) == 0 {
                    let to = self.below(input.len() + 1);
                    input.splice(to..to, piece);
                }
            }
            11 => {
                // A piece again, elsewhere.
                let range = self.range(input.len(), 64);
                let piece = input[range].to_vec();
                input.splice(at..at, piece);
            }
            12 if self.below(4) == 0 => input.truncate(at),
            _ => {
                let c = char::from_u32(u32::try_from(self.below(0x11_0000)).unwrap_or(0));
                let mut bytes = [0; 4];
                let bytes = c.unwrap_or('\u{fffd}').encode_utf8(&mut bytes).as_bytes().to_vec();
                input.splice(at..at, bytes);
            }
        }
    }
}
