//! Where a sentence names somebody or something, and what stands around the name: office, country, description.

mod finder;
mod proper;

use super::country::Form;
use super::naming::NameKind;
use super::office::{self, Rank};
use super::word::{Cases, Word, words};
use crate::text::Span;

/// How a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameForm {
    /// By a name of its own: `Kim Jong Un`, `Victory Day`.
    Proper,
    /// A country, by name or adjective.
    Country(Form),
    /// By office and country: `the North Korean leader`, `China's president`, `the mayor`.
    Description,
}

/// One place where a text names somebody or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it stands, without title and possessive, in bytes of the text.
    pub span: Span,
    /// Its words, folded, cut at hyphens; for a description none.
    pub words: Vec<String>,
    /// How it names.
    pub form: NameForm,
    /// What it names, as far as its own words and its office tell.
    pub kind: Option<NameKind>,
    /// What it may name, going by the words around.
    pub hint: Option<NameKind>,
    /// The country it is, or that its office belongs to (index into [`countries`](super::country::countries)).
    pub country: Option<usize>,
    /// The office, folded, that stands before it or after it: `president`.
    pub office: Option<String>,
    /// What it falls into when its parts are names elsewhere: `Smith-Jones talks`, `France Macron`.
    pub parts: Vec<Self>,
}

impl Name {
    fn proper(span: Span, words: Vec<String>) -> Self {
        Self {
            span,
            words,
            form: NameForm::Proper,
            kind: None,
            hint: None,
            country: None,
            office: None,
            parts: Vec::new(),
        }
    }

    /// Returns the rank of its office, if it has one.
    #[must_use]
    pub fn rank(&self) -> Option<Rank> {
        self.office.as_deref().and_then(office::rank)
    }
}

/// Finds the names in one sentence, in order. `cases` tells how words are written elsewhere, to see through
/// the capitals of sentence starts and headings.
#[must_use]
pub fn find(text: &str, sentence: Span, cases: &Cases) -> Vec<Name> {
    find_in(text, &words(text, sentence), cases)
}

/// Finds the names among the words of one sentence, in order.
#[must_use]
pub fn find_in(text: &str, words: &[Word<'_>], cases: &Cases) -> Vec<Name> {
    finder::Finder::new(text, words, cases).run()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::country;

    fn describe(text: &str, name: &Name) -> String {
        let mut out = name.span.of(text).to_owned();
        if let Some(kind) = name.kind.filter(|_| name.form == NameForm::Proper) {
            out.push_str(match kind {
                NameKind::Person => " (person)",
                NameKind::Organisation => " (organisation)",
                NameKind::Place => " (place)",
                NameKind::Event => " (event)",
                NameKind::Thing => " (thing)",
            });
        }
        if let Some(office) = &name.office {
            out += &format!(" [{office}");
            let country = name.country.map(|c| country::countries()[c].name);
            out += &country.map(|c| format!(" of {c}")).unwrap_or_default();
            out.push(']');
        }
        out
    }

    fn show(text: &str) -> Vec<String> {
        let mut cases = Cases::default();
        let span = Span::new(0, text.len());
        cases.add(&words(text, span));
        find(text, span, &cases).iter().map(|name| describe(text, name)).collect()
    }

    #[test]
    fn names_come_with_office_and_country() {
        let cases: &[(&str, &[&str])] = &[
            (
                "Norwegian Prime Minister Ola Berg met them.",
                &["Norwegian", "Ola Berg (person) [prime minister of Norway]"],
            ),
            (
                "Norway’s prime minister, Ola Berg, spoke.",
                &["Norway", "Ola Berg (person) [prime minister of Norway]"],
            ),
            ("then President Ana Ruiz of Chile left", &["Ana Ruiz (person)", "Chile"]),
            (
                "and President Ana Ruiz of Chile left",
                &["Ana Ruiz (person) [president of Chile]", "Chile"],
            ),
            (
                "Ana Ruiz, the Chilean president, left",
                &[
                    "Ana Ruiz (person) [president of Chile]",
                    "Chilean",
                    "Chilean president [president of Chile]",
                ],
            ),
            ("the Chilean leader slept", &["Chilean", "Chilean leader [leader of Chile]"]),
            ("the first Chilean leader to sleep", &["Chilean"]),
            ("a visit to the Chilean capital", &["Chilean", "Chilean capital (place)"]),
            ("Dr. Petra Lind waited", &["Petra Lind (person) [dr]"]),
            ("the director, Mia Holt, left", &["Mia Holt (person) [director]"]),
            (
                "the director, Mia Holt and Petra Lind left",
                &["director [director]", "Mia Holt (person)", "Petra Lind (person)"],
            ),
            ("Finance director Mia Holt resigned", &["Mia Holt (person) [finance director]"]),
            ("Oldtown Mayor Mia Holt resigned.", &["Oldtown", "Mia Holt (person) [mayor]"]),
            ("the former Chilean leader slept", &["Chilean"]),
        ];
        for (text, want) in cases {
            assert_eq!(show(text), *want, "{text}");
        }
    }

    #[test]
    fn the_running_text_tells_the_names_in_a_heading() {
        let cases: &[(&str, &[&str])] = &[
            (
                "OLM HAVEN BAKER SAVES FERRY\nThe ferry came to Olm Haven.",
                &["OLM HAVEN (place)", "Olm Haven (place)"],
            ),
            ("Olm Loses Its Bells\nThey rang the bells in Olm.", &["Olm", "Olm"]),
            (
                "Ferry Boss Dana Pohl Quits Vessa\nShe left Vessa.",
                &["Dana Pohl (person)", "Vessa", "Vessa"],
            ),
            ("VIDEO: Drone Flies Over Vessa\nThey saw Vessa.", &["Vessa", "Vessa"]),
        ];
        for (text, want) in cases {
            let lines: Vec<Span> = text
                .split('\n')
                .map(|line| {
                    let start = line.as_ptr() as usize - text.as_ptr() as usize;
                    Span::new(start, start + line.len())
                })
                .collect();
            let mut cases = Cases::default();
            lines.iter().for_each(|line| cases.add(&words(text, *line)));
            let names = lines.iter().flat_map(|line| find(text, *line, &cases));
            let got: Vec<String> = names.map(|name| describe(text, &name)).collect();
            assert_eq!(got, *want, "{text}");
        }
    }

    #[test]
    fn a_name_ends_where_it_should() {
        let cases: &[(&str, &[&str])] = &[
            (
                "the Bank of England in Dar es Salaam",
                &["Bank of England (organisation)", "Dar es Salaam (place)"],
            ),
            ("a U.S. army of DF\u{2011}5 rockets", &["U.S.", "DF\u{2011}5 (thing)"]),
            ("at Liberty Square’s Old Gate", &["Liberty Square (place)", "Old Gate (place)"]),
            ("Witnesses saw nothing.", &[]),
            (
                "the Olm-based Vessa Lines, Swedish-owned",
                &["Olm", "Vessa Lines (organisation)", "Swedish"],
            ),
            ("Holidaymaker Ana Vitt, 61, ran.", &["Ana Vitt (person)"]),
            ("Plumber Orsk Vitt, 61, ran.", &["Orsk Vitt"]),
            ("Farmers Union members ran.", &["Farmers Union (organisation)"]),
            (
                "He left the Lady Irma and Lady Tessa Voss.",
                &["Lady Irma", "Tessa Voss (person) [lady]"],
            ),
            (
                "Olm & Vessa Railways and Olm Home, Inc. said so",
                &["Olm & Vessa Railways (organisation)", "Olm Home, Inc (organisation)"],
            ),
            (
                "the Seamen’s Chapel on Tanners’ Row by St Ann’s Church",
                &["Seamen’s Chapel (place)", "Tanners’ Row (place)", "St Ann’s Church (place)"],
            ),
            (
                "on Olm Air Flight 72 from Lima",
                &["Olm Air (organisation)", "Flight 72", "Lima (place)"],
            ),
            ("said June Voss in June", &["June Voss (person)"]),
            ("near Olm Lake 1.9 km from Tank 4", &["Olm Lake (place)", "Tank 4"]),
            (
                "the City Museum of Olm and the Republic of Vessa",
                &["City Museum of Olm (organisation)", "Republic of Vessa (place)"],
            ),
            ("the chief gardener of Chile", &["Chile"]),
            ("“We saw Ludwig van Bergen,” she said.", &["Ludwig van Bergen"]),
            ("the UN General Assembly", &["UN General Assembly (organisation)"]),
            (
                "Donald J. Smith went to the White House.",
                &["Donald J. Smith (person)", "White House (organisation)"],
            ),
            (
                "the Republic of Korea and South Korean ships",
                &["Republic of Korea", "South Korean"],
            ),
        ];
        for (text, want) in cases {
            assert_eq!(show(text), *want, "{text}");
        }
    }
}
