//! What an execution met, coarsely: the mutator keeps an input that meets something new.

use foldhash::fast::FixedState;
use std::hash::{BuildHasher, Hash, Hasher};

/// The same hash in every run, and a quick one: a part of the executions of small targets is this.
const HASH: FixedState = FixedState::with_seed(0);

/// What was met, each as a hash: kinds, pairs of kinds, the wording of messages, rough numbers.
#[derive(Default)]
pub(crate) struct Seen(Vec<u64>);

impl Seen {
    /// Something of which there are few kinds.
    pub(crate) fn kind(&mut self, what: &str, kind: impl Hash) {
        self.0.push(HASH.hash_one((what, kind)));
    }

    /// How many there are: 0, 1, 2, up to 4, up to 8 and so on.
    pub(crate) fn count(&mut self, what: &str, n: usize) {
        self.kind(what, n.next_power_of_two() * usize::from(n > 0));
    }

    /// A sentence for people: the first words of it outside quotation marks, names and figures left out.
    pub(crate) fn message(&mut self, what: &str, message: &str) {
        let mut hasher = HASH.build_hasher();
        what.hash(&mut hasher);
        let mark = |c: char| matches!(c, '`' | '"' | '\'' | '“');
        let open = message.find(mark).unwrap_or(message.len());
        // A sentence that begins with a quotation is told by its end.
        let end =
            message.rfind(|c| mark(c) || c == '”').filter(|_| open < 4).unwrap_or(message.len());
        for part in [&message[..open], &message[end..]] {
            let words =
                part.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphabetic()));
            let plain = |w: &&str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase());
            words.filter(plain).take(10).for_each(|word| word.hash(&mut hasher));
        }
        self.0.push(hasher.finish());
    }

    /// Kinds in order: each, and each with the one before it.
    pub(crate) fn chain<T: Hash>(&mut self, what: &str, kinds: impl IntoIterator<Item = T>) {
        let (mut last, mut n) = (None, 0);
        for kind in kinds {
            self.kind(what, &kind);
            if last.is_some() {
                self.kind(what, (&last, &kind));
            }
            (last, n) = (Some(kind), n + 1);
        }
        self.count(what, n);
    }

    /// Returns everything that was met.
    #[allow(dead_code, reason = "libFuzzer looks at the code that ran instead")]
    pub(crate) fn all(&self) -> &[u64] {
        &self.0
    }
}
