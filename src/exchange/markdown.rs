//! The report as Markdown: for a repository, a wiki, a message.

use super::report::{By, Entry, Passage, Report};
use super::{File, Outgoing, Written};
use crate::annotation::{Status, Verdict};
use std::fmt::Write;

/// Writes the report as one Markdown file.
#[must_use]
pub fn write(out: &Outgoing<'_>) -> Written {
    let report = Report::of(out);
    let file = File { name: "report.md".to_owned(), bytes: render(&report).into_bytes() };
    Written { files: vec![file], dropped: report.left_out() }
}

/// Returns the Markdown of a report. Foreign words are escaped: they make no heading, link or code of their own.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut md = String::new();
    let _ = writeln!(md, "# {}\n", report.title());
    sources(&mut md, report);
    for (heading, prefix, entries) in [
        ("Contradictions", "", &report.contradictions),
        ("Updates", "U", &report.updates),
        ("Corroborations", "S", &report.corroborations),
        ("Set aside by the reader", "X", &report.set_aside),
    ] {
        if !entries.is_empty() {
            let _ = writeln!(md, "## {heading}\n");
        }
        for (at, entry) in entries.iter().enumerate() {
            self::entry(&mut md, report, &format!("{prefix}{}", at + 1), entry);
        }
    }
    topics(&mut md, report);
    passages(&mut md, report);
    notes(&mut md, report);
    let _ =
        writeln!(md, "---\n\nMade by rashomon {} at {}.", env!("CARGO_PKG_VERSION"), report.now);
    md
}

fn sources(md: &mut String, report: &Report) {
    md.push_str("## Sources\n\n");
    for card in &report.sources {
        let _ = write!(md, "- **{}** {}", card.letter, line(&card.name));
        if let Some(title) = card.title.as_ref().filter(|t| **t != card.name) {
            let _ = write!(md, ", *{}*", line(title));
        }
        if let Some(date) = &card.published {
            let _ = write!(md, ", {date}");
        }
        if let Some(byline) = &card.byline {
            let _ = write!(md, ", {}", line(byline));
        }
        if let Some(address) = card.url.as_ref().or(card.path.as_ref()) {
            let _ = write!(md, ", {}", code(address));
        }
        let _ = writeln!(md, ", {} words, SHA-256 {}", card.words, code(&card.sha256));
    }
    if report.independent > 0 && report.independent < report.sources.len() {
        let _ = write!(
            md,
            "\n{} accounts, {} independent origins.\n",
            report.sources.len(),
            report.independent
        );
    }
    md.push('\n');
}

fn entry(md: &mut String, report: &Report, number: &str, entry: &Entry) {
    let names: Vec<_> = entry.sides.iter().take(2).map(|s| report.name_of(s)).collect();
    let reason =
        if entry.reason.is_empty() { names.join(" against ") } else { entry.reason.clone() };
    let _ = writeln!(md, "### {number}. {}\n", line(&reason));
    let mut facts = Vec::new();
    if !entry.kind.is_empty() {
        facts.push(line(entry.kind_label()));
    }
    if entry.relation == "disputed" {
        facts.push("disputed: the accounts report that others disagree".to_owned());
    }
    if let (Some(band), Some(confidence)) = (entry.band(), entry.confidence) {
        facts.push(format!("{band} confidence ({confidence:.2})"));
    }
    facts.push(by(&entry.by));
    facts.push(judged(entry.status).to_owned());
    let _ = writeln!(md, "{}\n", facts.join(" · "));
    for side in &entry.sides {
        passage(md, report, side);
    }
    remarks(md, entry.verdict, &entry.comments, &entry.tags);
    for step in &entry.steps {
        let _ = writeln!(md, "1. {}", line(step));
    }
    if !entry.steps.is_empty() {
        md.push('\n');
    }
}

fn judged(status: Status) -> &'static str {
    match status {
        Status::Suggested => "not judged yet",
        Status::Accepted => "accepted by the reader",
        Status::Rejected => "rejected by the reader",
        Status::Update => "an update, says the reader",
        Status::OtherEvent => "about another event, says the reader",
    }
}

fn by(by: &By) -> String {
    match by {
        By::Rule(rule) => format!("rule {}", code(rule)),
        By::Person(name) => format!("marked by {}", line(name)),
        By::Judge(name) => format!("suggested by {}", line(name)),
    }
}

/// Writes a quote line by line, so that nothing in it leaves the quotation; what clashes is bold.
fn passage(md: &mut String, report: &Report, passage: &Passage) {
    let mut quote = escape(&passage.before);
    for piece in &passage.pieces {
        let words = escape(&piece.text);
        if piece.clash && !piece.text.trim().is_empty() {
            // Emphasis must touch its words, so the white space around them stays outside.
            let inner = words.trim();
            let at = words.find(inner).unwrap_or(0);
            let _ = write!(quote, "{}**{inner}**{}", &words[..at], &words[at + inner.len()..]);
        } else {
            quote.push_str(&words);
        }
    }
    quote.push_str(&escape(&passage.after));
    for line in quote.trim().lines() {
        let _ = writeln!(md, "> {line}");
    }
    let card = report.source_of(passage);
    let name = card
        .map_or_else(|| code(&passage.address), |c| format!("**{}** {}", c.letter, line(&c.name)));
    let _ = write!(md, ">\n> — {name}");
    if let Some(date) = card.and_then(|c| c.published.as_ref()) {
        let _ = write!(md, ", {date}");
    }
    if !passage.value.is_empty() {
        let _ = write!(md, ", read as {}", line(&passage.value));
    }
    if !passage.state.is_empty() {
        let _ = write!(md, " ({})", passage.state);
    }
    md.push_str("\n\n");
}

fn remarks(md: &mut String, verdict: Option<Verdict>, comments: &[String], tags: &[String]) {
    if let Some((_, word)) = Verdict::ALL.iter().find(|(v, _)| Some(*v) == verdict) {
        let _ = writeln!(md, "The reader’s verdict: **{word}**\n");
    }
    for comment in comments {
        let _ =
            writeln!(md, "Note: {}\n", escape(comment).lines().collect::<Vec<_>>().join("\\\n"));
    }
    if !tags.is_empty() {
        let tags: Vec<_> = tags.iter().map(|tag| code(tag)).collect();
        let _ = writeln!(md, "Tags: {}\n", tags.join(" "));
    }
}

fn topics(md: &mut String, report: &Report) {
    if report.topics.is_empty() {
        return;
    }
    md.push_str("## Topics and silences\n\n| Topic |");
    report.sources.iter().for_each(|card| {
        let _ = write!(md, " {} {} |", card.letter, line(&card.name));
    });
    let _ = writeln!(md, "\n|---|{}", "---|".repeat(report.sources.len()));
    for row in report.listed_topics() {
        let _ = write!(md, "| {} |", line(&row.name));
        for count in &row.mentions {
            let _ = if *count == 0 { write!(md, " silent |") } else { write!(md, " {count} |") };
        }
        md.push('\n');
    }
    md.push('\n');
}

fn passages(md: &mut String, report: &Report) {
    if !report.only_in.is_empty() {
        md.push_str("## In one account only\n\n");
    }
    for side in &report.only_in {
        let letter = report.source_of(side).map_or("", |c| c.letter.as_str());
        let _ = writeln!(md, "- **{letter}** {}", line(&side.quote()));
    }
    if !report.only_in.is_empty() {
        md.push('\n');
    }
    for (at, group) in report.origins.iter().enumerate() {
        if at == 0 {
            md.push_str("## Shared copy\n\n");
        }
        for side in group {
            passage(md, report, side);
        }
    }
}

fn notes(md: &mut String, report: &Report) {
    if !report.notes.is_empty() {
        md.push_str("## Notes\n\n");
    }
    for note in &report.notes {
        note.passages.iter().for_each(|side| passage(md, report, side));
        remarks(md, note.verdict, &note.comments, &note.tags);
    }
}

/// Escapes foreign words so that Markdown shows them as they are, inside a paragraph, a list, a
/// quotation or a table.
///
/// Every ASCII mark of punctuation that can begin or end a construct gets a backslash; a number or
/// dash that would begin a list does, too. Line breaks stay: who writes lines of its own joins them.
#[must_use]
pub fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let (mut line_start, mut digits) = (true, false);
    for (at, c) in words.char_indices() {
        let rest = &words[at..];
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#' | '!' | '$'
            | '^' => true,
            // Some readers of Markdown make links of bare addresses.
            '@' => true,
            ':' => line_start || rest.starts_with("://"),
            '.' if words[..at].ends_with("www") => true,
            '-' | '+' | '=' => line_start,
            '.' | ')' => digits,
            // Attributes of a heading, for some: a backslash does not hide the brace from them.
            '}' if rest.trim_end() == "}" => {
                out.push_str("&#125;");
                continue;
            }
            _ => false,
        };
        if special {
            out.push('\\');
        }
        digits = c.is_ascii_digit() && (line_start || digits);
        line_start = c == '\n' || (line_start && c.is_whitespace());
        out.push(if c.is_control() && c != '\n' { ' ' } else { c });
    }
    out
}

/// Escapes words that stand on one line: in a heading or an item of a list, a second line would be a block of its own.
fn line(words: &str) -> String {
    escape(&words.replace('\n', " "))
}

/// Returns the words as code, in a fence longer than any run of backquotes inside.
fn code(words: &str) -> String {
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let words = words.replace(['\n', '\r'], " ");
    let pad = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{words}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sample::{HOSTILE, sample, seen, spoiled, spoiled_by};
    use crate::text::clean;
    use crate::text::property::cases;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};
    use std::sync::LazyLock;

    #[test]
    fn the_report_is_readable_as_it_stands() {
        let sample = sample();
        let md = render(&Report::of(&sample.outgoing()));
        for part in [
            "# Three accounts, 4 contradictions",
            "> **Nine looms** burned at the Hollow mill on Sunday. “We lost \\<everything\\>,”",
            "> — **A** River Courier, 2026-03-01, read as 9 looms",
            "Number · high confidence (0.93) · rule `quantity/count` · not judged yet",
            "| Hollow mill | 2 | 3 | silent |",
            "The reader’s verdict: **disputed**",
        ] {
            assert!(md.contains(part), "{part}\n{md}");
        }
    }

    /// What a reader of Markdown with every extension makes of a report: the constructs in order, the words between.
    /// Line breaks are left out: a note may have lines, and a paragraph is read the same wherever it is broken.
    fn read(md: &str) -> (Vec<String>, String) {
        let (mut constructs, mut words) = (Vec::new(), String::new());
        for event in
            Parser::new_ext(md, Options::all().difference(Options::ENABLE_SMART_PUNCTUATION))
        {
            match event {
                Event::Text(text) => words.push_str(&text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                Event::Code(text) => {
                    constructs.push("Code".to_owned());
                    words.push_str(&text);
                }
                Event::End(_) => words.push(' '),
                other => constructs.push(format!("{other:?}")),
            }
        }
        (constructs, words)
    }

    static WANTED: LazyLock<Vec<String>> =
        LazyLock::new(|| read(&render(&Report::of(&spoiled("x").outgoing()))).0);

    proptest! {
        #![proptest_config(cases(64))]
        #[test]
        fn nothing_from_outside_becomes_a_construct(words in HOSTILE) {
            let words = format!("x{words}");
            let md = render(&Report::of(&spoiled_by(&words, clean::line(&words).trim()).outgoing()));
            let (constructs, shown) = read(&md);
            let other = constructs.iter().zip(WANTED.iter()).find(|(made, wanted)| made != wanted);
            prop_assert!(other.is_none() && constructs.len() == WANTED.len(), "{other:?} in {md}");
            prop_assert!(seen(&shown).contains(&seen(&words)), "{words:?} is not in {shown}");
        }
    }

    proptest! {
        #![proptest_config(cases(256))]
        #[test]
        fn escaped_words_are_shown_as_they_are(words in "[a-z0-9 #>*_`~|!\\[\\]()<>&.:/@=+\\-\\\\\"']{0,40}") {
            let words = words.trim();
            let md = format!("> x {}\n", escape(words));
            let mut shown = String::new();
            for event in Parser::new_ext(&md, Options::all().difference(Options::ENABLE_SMART_PUNCTUATION)) {
                match event {
                    Event::Text(text) => shown.push_str(&text),
                    Event::Start(Tag::Paragraph | Tag::BlockQuote(_)) | Event::End(_) => {}
                    other => prop_assert!(false, "{other:?} in {md}"),
                }
            }
            let wanted = format!("x {words}");
            prop_assert_eq!(shown.trim_end(), wanted.trim_end());
        }

        #[test]
        fn escaped_words_begin_no_block(words in "[a-z0-9#>*_+=.)-][a-z0-9#>*_`~|. )+=-]{0,12}") {
            let md = format!("{}\n", escape(words.trim()));
            for event in Parser::new_ext(&md, Options::all().difference(Options::ENABLE_SMART_PUNCTUATION)) {
                let harmless = matches!(event, Event::Text(_) | Event::Start(Tag::Paragraph) | Event::End(_));
                prop_assert!(harmless, "{event:?} in {md}");
            }
        }
    }
}
