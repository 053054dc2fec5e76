//! A small mutator without feedback: seeds, spliced, repeated, cut and salted with telling words.

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
    b"0",
    b"-1",
    b"4294967296",
    b"18446744073709551616",
    b"1e309",
    b"9999-99-99",
];

/// Makes inputs out of seeds; the same seed number gives the same inputs.
pub(crate) struct Mutator {
    state: u64,
    pool: Vec<Vec<u8>>,
    kept: usize,
    words: &'static [&'static str],
    input: Vec<u8>,
}

impl Mutator {
    pub(crate) fn new(seed: u64, seeds: Vec<Vec<u8>>, words: &'static [&'static str]) -> Self {
        let state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        Self { state, kept: seeds.len(), pool: seeds, words, input: Vec::new() }
    }

    /// The next number of xorshift64*, below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let high = self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap_or(0) % bound.max(1)
    }

    /// Returns the next input, at most `largest` bytes long and mostly much shorter: short ones are quick,
    /// and most of what can go wrong does so in a few words.
    pub(crate) fn next(&mut self, largest: usize) -> &[u8] {
        let from = self.below(self.pool.len());
        let mut input = std::mem::take(&mut self.input);
        input.clone_from(&self.pool[from]);
        for _ in 0..=self.below(6) {
            self.change(&mut input);
        }
        input.truncate(largest >> self.below(6));
        // Some inputs become seeds themselves, so that changes add up; the seeds of the corpus stay.
        if self.below(8) == 0 {
            if self.pool.len() < self.kept + 64 {
                self.pool.push(input.clone());
            } else {
                let at = self.kept + self.below(64);
                self.pool[at].clone_from(&input);
            }
        }
        self.input = input;
        &self.input
    }

    fn range(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let end = (start + self.below(longest + 1)).min(length);
        start..end
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = self.below(input.len() + 1);
        match self.below(9) {
            0 => {
                let word = WORDS[self.below(WORDS.len())];
                input.splice(at..at, word.iter().copied());
            }
            1 | 2 if !self.words.is_empty() => {
                let word = self.words[self.below(self.words.len())];
                input.splice(at..at, word.bytes());
            }
            3 => {
                let range = self.range(input.len(), 32);
                input.drain(range);
            }
            4 => {
                // The same thing many times: what is quadratic or recursive shows here.
                let range = self.range(input.len(), 24);
                let piece = input[range].repeat(self.below(64) + 1);
                input.splice(at..at, piece);
            }
            5 => {
                let other = self.below(self.pool.len());
                let range = self.range(self.pool[other].len(), 200);
                let piece = self.pool[other][range].to_vec();
                input.splice(at..at, piece);
            }
            6 if at < input.len() => input[at] ^= 1 << self.below(8),
            7 => input.truncate(at),
            _ => {
                let c = char::from_u32(u32::try_from(self.below(0x11_0000)).unwrap_or(0));
                let mut bytes = [0; 4];
                let bytes = c.unwrap_or('\u{fffd}').encode_utf8(&mut bytes).as_bytes().to_vec();
                input.splice(at..at, bytes);
            }
        }
    }
}
