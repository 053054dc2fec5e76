//! Reading the very form that this program writes, byte for byte, without a general parser.
//!
//! A journal of a hundred thousand notes is read at every start, and almost all of it is our own
//! writing: fixed members in a fixed order, no spaces. Whatever deviates by a byte is `None`, and
//! the general reader decides; the tests hold the two to the same answer.

use super::{MOTIVATIONS, PURPOSES};
use crate::annotation::{
    Annotation, Body, Creator, Id, Motivation, Purpose, Selector, Status, Target,
};
use std::borrow::Cow;

/// A place in a JSON text of our own form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// Returns a cursor at the start of the text.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Returns what comes before the cursor.
    pub(crate) fn before(&self) -> &'t str {
        &self.text[..self.at]
    }

    /// Returns what comes after the cursor.
    pub(crate) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Steps over the words when they come next.
    pub(crate) fn eats(&mut self, words: &str) -> bool {
        let eats = self.rest().as_bytes().starts_with(words.as_bytes());
        self.at += if eats { words.len() } else { 0 };
        eats
    }

    /// Steps over the words, which must come next.
    pub(crate) fn eat(&mut self, words: &str) -> Option<()> {
        self.eats(words).then_some(())
    }

    /// Reads a string, its quotation marks included.
    pub(crate) fn string(&mut self) -> Option<Cow<'t, str>> {
        let bytes = self.rest().as_bytes();
        if bytes.first() != Some(&b'"') {
            return None;
        }
        let ends = |b: &u8| matches!(b, b'"' | b'\\' | 0..=0x1f);
        let mut end = 1 + bytes[1..].iter().position(ends)?;
        if bytes[end] == b'"' {
            let plain = &self.rest()[1..end];
            self.at += end + 1;
            return Some(Cow::Borrowed(plain));
        }
        while *bytes.get(end)? != b'"' {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        let text = serde_json::from_str::<String>(self.rest().get(..=end)?).ok()?;
        self.at += end + 1;
        Some(Cow::Owned(text))
    }

    /// Reads a string to keep.
    pub(crate) fn owned(&mut self) -> Option<String> {
        self.string().map(Cow::into_owned)
    }

    /// Reads a member that need not be there: its comma and name, then its string.
    pub(crate) fn optional(&mut self, member: &str) -> Option<Option<String>> {
        if self.eats(member) { self.owned().map(Some) } else { Some(None) }
    }

    /// Reads a whole number.
    pub(crate) fn number<N: std::str::FromStr>(&mut self) -> Option<N> {
        let digits = self.until(|b| !b.is_ascii_digit());
        let plain = digits.len() == 1 || !digits.starts_with('0');
        let number = digits.parse().ok().filter(|_| plain)?;
        matches!(self.rest().as_bytes().first()?, b',' | b'}').then_some(number)
    }

    fn until(&mut self, ends: impl Fn(u8) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.bytes().position(ends).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Reads any number of something between brackets.
    fn several<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.eat("[")?;
        let mut parts = Vec::new();
        if self.eats("]") {
            return Some(parts);
        }
        loop {
            // Most annotations have one or two of anything, and there are a hundred thousand.
            if parts.len() == parts.capacity() {
                parts.reserve_exact(parts.len().max(1));
            }
            parts.push(one(self)?);
            if !self.eats(",") {
                self.eat("]")?;
                parts.shrink_to_fit();
                return Some(parts);
            }
        }
    }

    /// Reads one of something, or several between brackets.
    fn one_or_several<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        if self.rest().starts_with('[') { self.several(one) } else { Some(vec![one(self)?]) }
    }

    /// Reads an annotation.
    pub(crate) fn annotation(&mut self) -> Option<Annotation> {
        self.eat(
            r#"{"@context":["http://www.w3.org/ns/anno.jsonld",{"rsh":"urn:rashomon:ns#"}],"id":"#,
        )?;
        let id = Id::new(self.string().filter(|id| !id.is_empty())?);
        self.eat(r#","type":"#)?;
        let (contradicts, corroborates) = if self.eats(r#"["Annotation","rsh:"#) {
            if self.eats(r#"Contradiction"]"#) {
                (true, false)
            } else {
                self.eat(r#"Corroboration"]"#)?;
                (false, true)
            }
        } else {
            self.eat(r#""Annotation""#)?;
            (false, false)
        };
        self.eat(r#","motivation":"#)?;
        let motivations = self.one_or_several(Self::motivation)?;
        self.eat(r#","creator":"#)?;
        let mut creator = self.creator()?;
        let created = self.optional(r#","created":"#)?.unwrap_or_default();
        let modified = self.optional(r#","modified":"#)?;
        let bodies = if self.eats(r#","body":"#) { self.several(Self::body)? } else { Vec::new() };
        self.eat(r#","target":"#)?;
        let targets = self.one_or_several(Self::target)?;
        let together = self.eats(r#","rsh:together":true"#);
        let status = if self.eats(r#","rsh:status":"#) {
            let word = self.string()?;
            Status::ALL.iter().find(|(_, known)| *known == word)?.0
        } else {
            Status::default()
        };
        if self.eats(r#","rsh:origin":"#) {
            creator = maker(&self.string()?)?;
        }
        let confidence = if self.eats(r#","rsh:confidence":"#) {
            Some(serde_json::from_str(self.until(|b| matches!(b, b',' | b'}'))).ok()?)
        } else {
            None
        };
        self.eat("}")?;
        let annotation = Annotation {
            id,
            motivations,
            bodies,
            targets,
            creator,
            created,
            modified,
            status,
            confidence,
            unknown: Vec::new(),
        };
        let (contradiction, corroboration) =
            (annotation.is_contradiction(), annotation.is_corroboration());
        let agrees = (!together || contradiction || corroboration)
            && (!contradicts || contradiction)
            && (!corroborates || corroboration && !contradiction);
        agrees.then_some(annotation)
    }

    fn motivation(&mut self) -> Option<Motivation> {
        let word = self.string()?;
        MOTIVATIONS
            .iter()
            .find(|(_, known)| *known == word)
            .map(|(motivation, _)| motivation.clone())
    }

    fn creator(&mut self) -> Option<Creator> {
        if self.eats(r#"{"type":"Person","name":"#) {
            let name = self.owned()?;
            self.eat("}")?;
            return Some(Creator::Person(name));
        }
        self.eat(r#"{"id":"#)?;
        let id = self.string()?;
        self.eat(r#","type":"Software","name":"#)?;
        let name = self.string()?;
        self.eat("}")?;
        let creator = maker(id.strip_prefix("urn:rashomon:")?)?;
        let (Creator::Rule(said) | Creator::Judge(said)) = &creator else { return None };
        (*said == name).then_some(creator)
    }

    fn body(&mut self) -> Option<Body> {
        self.eat(r#"{"type":"TextualBody","value":"#)?;
        let value = self.owned()?;
        let format = self.optional(r#","format":"#)?;
        self.eat(r#","purpose":"#)?;
        let word = self.string()?;
        let purpose: &(Purpose, &str) = PURPOSES.iter().find(|(_, known)| *known == word)?;
        self.eat("}")?;
        Some(Body { value, purpose: purpose.0.clone(), format, unknown: Vec::new() })
    }

    fn target(&mut self) -> Option<Target> {
        self.eat(r#"{"type":"SpecificResource","source":"#)?;
        let source = self.owned()?;
        let mut sha256 = String::new();
        if self.eats(r#","state":{"type":"TimeState","cached":"sources/"#) {
            let hash = self.until(|b| !b.is_ascii_hexdigit());
            if hash.len() != 64 {
                return None;
            }
            hash.clone_into(&mut sha256);
            self.eat(r#".txt"}"#)?;
        }
        let selectors =
            if self.eats(r#","selector":"#) { self.several(Self::selector)? } else { Vec::new() };
        self.eat("}")?;
        Some(Target { source, sha256, selectors, unknown: Vec::new() })
    }

    fn selector(&mut self) -> Option<Selector> {
        if self.eats(r#"{"type":"TextPositionSelector","start":"#) {
            let start = self.number()?;
            self.eat(r#","end":"#)?;
            let end = self.number()?;
            self.eat("}")?;
            return Some(Selector::TextPosition { start, end });
        }
        self.eat(r#"{"type":"TextQuoteSelector","exact":"#)?;
        let exact = self.owned()?;
        let prefix = self.optional(r#","prefix":"#)?.unwrap_or_default();
        let suffix = self.optional(r#","suffix":"#)?.unwrap_or_default();
        self.eat("}")?;
        Some(Selector::TextQuote { exact, prefix, suffix })
    }
}

/// Returns the rule or judge that `rule:name` or `judge:name` speaks of.
fn maker(origin: &str) -> Option<Creator> {
    match origin.split_once(':')? {
        ("rule", name) => Some(Creator::Rule(name.to_owned())),
        ("judge", name) => Some(Creator::Judge(name.to_owned())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{from_str, to_json};
    use super::*;
    use crate::text::property::cases;
    use proptest::prelude::*;

    fn own(text: &str) -> Option<Annotation> {
        let mut cursor = Cursor::new(text);
        cursor.annotation().filter(|_| cursor.rest().is_empty())
    }

    fn words() -> impl Strategy<Value = String> {
        prop_oneof!["[a-z \"\\\\\u{e9}\n]{0,8}", any::<String>()]
    }

    fn any_annotation() -> impl Strategy<Value = Annotation> {
        let motivations = proptest::collection::vec(0..MOTIVATIONS.len(), 1..3);
        let bodies = proptest::collection::vec((words(), 0..PURPOSES.len(), any::<bool>()), 0..3);
        let targets =
            proptest::collection::vec((words(), any::<bool>(), words(), words(), 0usize..99), 1..3);
        let creator = prop_oneof![
            words().prop_map(Creator::Person),
            words().prop_map(Creator::Rule),
            words().prop_map(Creator::Judge)
        ];
        let rest =
            (proptest::option::of(words()), 0..Status::ALL.len(), proptest::option::of(0.0..1.0));
        (motivations, bodies, targets, creator, rest).prop_map(
            |(motivations, bodies, targets, creator, (modified, status, confidence))| Annotation {
                id: Id::new("urn:uuid:1"),
                motivations: motivations.iter().map(|at| MOTIVATIONS[*at].0.clone()).collect(),
                bodies: bodies
                    .into_iter()
                    .map(|(value, at, markdown)| Body {
                        value,
                        purpose: PURPOSES[at].0.clone(),
                        format: markdown.then(|| "text/markdown".to_owned()),
                        unknown: vec![],
                    })
                    .collect(),
                targets: targets
                    .into_iter()
                    .map(|(source, hash, exact, prefix, start)| Target {
                        source: format!("https://{source}"),
                        sha256: if hash { "a7".repeat(32) } else { String::new() },
                        selectors: vec![
                            Selector::TextQuote { exact, suffix: prefix.clone(), prefix },
                            Selector::TextPosition { start, end: start + 5 },
                        ],
                        unknown: vec![],
                    })
                    .collect(),
                creator,
                created: "2026-08-30T10:12:00Z".into(),
                modified,
                status: Status::ALL[status].0,
                confidence,
                unknown: vec![],
            },
        )
    }

    proptest! {
        #![proptest_config(cases(256))]

        #[test]
        fn what_we_write_is_read_here_and_the_same_there(annotation in any_annotation()) {
            let text = to_json(&annotation).to_string();
            let read = own(&text);
            prop_assert_eq!(read.as_ref(), Some(&annotation));
            prop_assert_eq!(from_str(&text), Ok(annotation));
        }

        #[test]
        fn what_is_read_here_is_read_there(
            annotation in any_annotation(), at in any::<prop::sample::Index>(),
            with in prop_oneof![Just(""), Just("\""), Just("0"), Just(" "), Just("\\"), Just("}"), Just("x")],
        ) {
            let mut text = to_json(&annotation).to_string();
            let at = text.floor_char_boundary(at.index(text.len()));
            let end = text.ceil_char_boundary(at + 1);
            text.replace_range(at..end, with);
            if let Some(read) = own(&text) {
                prop_assert_eq!(from_str(&text), Ok(read));
            }
        }
    }
}
