//! Names known as wholes, to decide where a compound falls into parts.

use crate::language::name::{Name, NameForm};
use crate::text::fold::fold;
use foldhash::HashSet;

/// The names of some texts.
pub(super) struct Known {
    wholes: HashSet<String>,
    ends: HashSet<String>,
}

impl Known {
    pub(super) fn of(texts: &[(&str, Vec<Name>)]) -> Self {
        let mut known = Self { wholes: HashSet::default(), ends: HashSet::default() };
        for name in texts.iter().flat_map(|(_, names)| names).filter(|n| n.form == NameForm::Proper)
        {
            known.wholes.insert(name.words.concat());
            if let ([first, .., last], []) = (name.words.as_slice(), name.parts.as_slice()) {
                known.ends.insert(first.clone());
                known.ends.insert(last.clone());
            }
        }
        known
    }

    /// Reads a word for the people of a country as the surname that it is in this text: `Finn`, where a Toby Finn
    /// is named.
    pub(super) fn surname(&self, text: &str, name: &Name) -> Option<Name> {
        let word = fold(name.span.of(text));
        let is_country = matches!(name.form, NameForm::Country(_)) && self.ends.contains(&word);
        is_country.then(|| Name {
            words: vec![word],
            form: NameForm::Proper,
            kind: None,
            country: None,
            ..name.clone()
        })
    }

    /// Returns the name, or the parts into which it falls.
    pub(super) fn choose<'n>(&self, name: &'n Name) -> Vec<&'n Name> {
        let [a, b] = name.parts.as_slice() else { return vec![name] };
        let split = if a.form == NameForm::Proper
            && a.words.len() == 1
            && b.words.len() == 1
            && a.country.is_none()
        {
            // `Smith-Jones` falls apart when a Smith and a Jones are known from elsewhere
            self.ends.contains(&a.words[0]) && self.ends.contains(&b.words[0])
        } else {
            b.words.len() > 1 && self.wholes.contains(&b.words.concat())
        };
        if split { vec![a, b] } else { vec![name] }
    }
}
