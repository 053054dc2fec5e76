//! The HTML report: one file, no network, no scripts; for a browser, a phone and paper.

mod card;
mod markup;

use super::report::{Card, Entry, Note, Passage, Report, Row};
use super::{File, Outgoing, Written};
use crate::analysis::Finding;
use crate::text::host;
use markup::{Page, day, web};

/// What the page may do: nothing but show its own style. Sources cannot bring scripts or pictures along.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const STYLE: &str = include_str!("../../assets/report.css");

/// Writes the report as one HTML file.
#[must_use]
pub fn write(out: &Outgoing<'_>) -> Written {
    let report = Report::of(out);
    let file = File { name: "report.html".to_owned(), bytes: render(&report).into_bytes() };
    Written { files: vec![file], dropped: report.left_out() }
}

/// Returns the page for a report.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut page = Page::default();
    head(&mut page, report);
    sources(&mut page, report);
    for section in SECTIONS {
        relations(&mut page, report, section);
    }
    silences(&mut page, report);
    only_in(&mut page, report);
    origins(&mut page, report);
    notes(&mut page, report);
    foot(&mut page, report);
    page.finish()
}

/// A part of the report that lists entries.
struct Section {
    id: &'static str,
    heading: &'static str,
    /// One sentence that says what stands here.
    lead: &'static str,
    /// What to say when nothing does; empty leaves the section out.
    none: &'static str,
    /// The letter before its numbers, so that a number names one entry of the report.
    prefix: &'static str,
    entries: fn(&Report) -> &[Entry],
}

const SECTIONS: &[Section] = &[
    Section {
        id: "contradictions",
        heading: "Contradictions",
        lead: "Where two accounts cannot both be right, or report that others disagree. The words that clash are underlined; the surest come first.",
        none: "No contradiction was found at this confidence.",
        prefix: "",
        entries: |r| &r.contradictions,
    },
    Section {
        id: "updates",
        heading: "Updates",
        lead: "A later account has newer facts: different, and no contradiction.",
        none: "",
        prefix: "U",
        entries: |r| &r.updates,
    },
    Section {
        id: "corroborations",
        heading: "Corroborations",
        lead: "Two accounts say the same in their own words.",
        none: "",
        prefix: "S",
        entries: |r| &r.corroborations,
    },
    Section {
        id: "set-aside",
        heading: "Set aside by the reader",
        lead: "Suggested by the program; the reader says it is wrong, or about another event.",
        none: "",
        prefix: "X",
        entries: |r| &r.set_aside,
    },
];

fn head(page: &mut Page, report: &Report) {
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"").text(POLICY).raw("\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    page.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
    page.raw("<meta name=\"generator\" content=\"rashomon ")
        .raw(env!("CARGO_PKG_VERSION"))
        .raw("\">\n");
    page.raw("<title>").text(&report.title()).raw("</title>\n<style>\n").raw(STYLE);
    page.raw(
        "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n",
    );
    page.raw("<div class=\"wrap\">\n<header>\n<p class=\"brand\">rashomon report</p>\n<h1>");
    page.text(&report.title()).raw("</h1>\n<p class=\"lead\">");
    page.text(&summary(report)).raw("</p>\n</header>\n");
    contents(page, report);
    page.raw("<main id=\"main\">\n");
}

fn summary(report: &Report) -> String {
    let mut parts = Vec::new();
    let mut days: Vec<&str> =
        report.sources.iter().filter_map(|s| s.published.as_deref()).collect();
    days.sort_unstable();
    if let (Some(first), Some(last)) = (days.first(), days.last()) {
        parts.push(if first == last {
            format!("Published on {}.", day(first))
        } else {
            format!("Published between {} and {}.", day(first), day(last))
        });
    }
    if report.independent > 0 && report.independent < report.sources.len() {
        parts.push(format!(
            "{} accounts, but only {} independent origins: the rest is shared copy.",
            report.sources.len(),
            report.independent
        ));
    }
    let written = report.now.get(..10).unwrap_or(&report.now);
    parts.push(format!("Compared on {}.", day(written)));
    parts.join(" ")
}

fn contents(page: &mut Page, report: &Report) {
    page.raw("<nav aria-label=\"Contents\">\n<ul>\n");
    let mut item = |id: &'static str, heading: &'static str, count: usize| {
        page.raw("<li><a href=\"#").raw(id).raw("\">").raw(heading).raw(" <b>").number(count);
        page.raw("</b></a></li>\n");
    };
    item("sources", "Sources", report.sources.len());
    for section in SECTIONS {
        let entries = (section.entries)(report);
        if !entries.is_empty() || !section.none.is_empty() {
            item(section.id, section.heading, entries.len());
        }
    }
    for (id, heading, count) in [
        ("topics", "Topics and silences", report.listed_topics().len()),
        ("only", "In one account only", report.only_in.len()),
        ("origins", "Shared copy", report.origins.len()),
        ("notes", "Notes", report.notes.len()),
    ] {
        if count > 0 {
            item(id, heading, count);
        }
    }
    page.raw("</ul>\n</nav>\n");
}

fn open_section(page: &mut Page, id: &'static str, heading: &'static str, lead: &'static str) {
    page.raw("<section aria-labelledby=\"").raw(id).raw("\">\n<h2 id=\"").raw(id).raw("\">");
    page.raw(heading).raw("</h2>\n<p>").raw(lead).raw("</p>\n");
}

fn sources(page: &mut Page, report: &Report) {
    open_section(page, "sources", "Sources", "Each account goes by its letter below.");
    page.raw("<ul class=\"sources\">\n");
    for source in &report.sources {
        page.raw("<li id=\"source-").text(&source.letter).raw("\">\n<h3>");
        badge(page, source);
        page.raw(" ").name(&source.name).raw("</h3>\n");
        if let Some(title) = source.title.as_deref().filter(|title| *title != source.name) {
            page.raw("<p class=\"title\"");
            language(page, source);
            page.raw(">").text(title).raw("</p>\n");
        }
        page.raw("<p class=\"facts\">");
        match &source.published {
            Some(date) => published(page, date),
            None => {
                page.raw("No date known");
            }
        }
        if let Some(byline) = &source.byline {
            page.raw(" · ").name(byline);
        }
        page.raw(" · ").number(source.words).raw(" words</p>\n");
        address(page, source);
        page.raw("<p class=\"hash\"><span>SHA-256 of the text</span> ").text(&source.sha256);
        page.raw("</p>\n</li>\n");
    }
    page.raw("</ul>\n</section>\n");
}

fn address(page: &mut Page, source: &Card) {
    page.raw("<p class=\"facts\">");
    match (&source.url, &source.path) {
        (Some(url), _) if web(url).is_some() => {
            page.raw("<a href=\"").text(url).raw("\" rel=\"noreferrer\">");
            page.text(&host::ascii(url)).raw("</a>");
        }
        (Some(other), _) | (None, Some(other)) => {
            page.text(other);
        }
        (None, None) => {
            page.raw("No address known");
        }
    }
    page.raw("</p>\n");
}

fn badge(page: &mut Page, source: &Card) {
    page.raw("<span class=\"badge\"><span class=\"unseen\">Source </span>");
    page.text(&source.letter).raw("</span>");
}

fn published(page: &mut Page, date: &str) {
    page.raw("<time datetime=\"").text(date).raw("\">").text(&day(date)).raw("</time>");
}

fn language(page: &mut Page, source: &Card) {
    if let Some(tag) = &source.language
        && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    {
        page.raw(" lang=\"").text(tag).raw("\"");
    }
    page.raw(" dir=\"auto\"");
}

fn relations(page: &mut Page, report: &Report, section: &Section) {
    let entries = (section.entries)(report);
    if entries.is_empty() && section.none.is_empty() {
        return;
    }
    open_section(page, section.id, section.heading, section.lead);
    if entries.is_empty() {
        page.raw("<p class=\"none\">").raw(section.none).raw("</p>\n");
    }
    for (at, entry) in entries.iter().enumerate() {
        card::entry(page, report, section.prefix, at + 1, entry);
    }
    page.raw("</section>\n");
}

fn silences(page: &mut Page, report: &Report) {
    if report.topics.is_empty() {
        return;
    }
    open_section(
        page,
        "topics",
        "Topics and silences",
        "How often each account mentions what more than one of them talks about. A silence is a fact, too.",
    );
    page.raw("<div class=\"scroll\" role=\"region\" aria-labelledby=\"topics\" tabindex=\"0\">\n");
    page.raw("<table>\n<thead><tr><th scope=\"col\">Topic</th>");
    for source in &report.sources {
        page.raw("<th scope=\"col\">");
        badge(page, source);
        page.raw(" <small>").name(&source.name).raw("</small></th>");
    }
    page.raw("</tr></thead>\n<tbody>\n");
    for Row { name, mentions } in report.listed_topics() {
        page.raw("<tr><th scope=\"row\">").name(name).raw("</th>");
        for count in mentions {
            if *count == 0 {
                page.raw("<td class=\"silent\">silent</td>");
            } else {
                page.raw("<td>").number(*count).raw("</td>");
            }
        }
        page.raw("</tr>\n");
    }
    page.raw("</tbody>\n</table>\n</div>\n</section>\n");
}

fn only_in(page: &mut Page, report: &Report) {
    if report.only_in.is_empty() {
        return;
    }
    open_section(
        page,
        "only",
        "In one account only",
        "Passages whose content no other account has.",
    );
    for (index, source) in report.sources.iter().enumerate() {
        let mut here = report.only_in.iter().filter(|p| p.source == Some(index)).peekable();
        if here.peek().is_none() {
            continue;
        }
        page.raw("<h3>");
        badge(page, source);
        page.raw(" ").name(&source.name).raw("</h3>\n<ul class=\"passages\">\n");
        for passage in here {
            page.raw("<li");
            language(page, source);
            page.raw(">").text(&passage.quote()).raw("</li>\n");
        }
        page.raw("</ul>\n");
    }
    page.raw("</section>\n");
}

fn origins(page: &mut Page, report: &Report) {
    if report.origins.is_empty() {
        return;
    }
    open_section(
        page,
        "origins",
        "Shared copy",
        "Passages copied from one another count as one voice, however many accounts carry them.",
    );
    for group in &report.origins {
        page.raw("<div class=\"note\">\n<ul class=\"also\">\n");
        for passage in group {
            page.raw("<li>");
            inline(page, report, passage);
            page.raw("</li>\n");
        }
        page.raw("</ul>\n</div>\n");
    }
    page.raw("</section>\n");
}

/// Writes a passage on one line: whose it is, and the words in quotation marks.
fn inline(page: &mut Page, report: &Report, passage: &Passage) {
    match report.source_of(passage) {
        Some(source) => {
            badge(page, source);
            page.raw(" ").name(&source.name).raw(": <q");
            language(page, source);
            page.raw(">");
        }
        None => {
            page.text(&passage.address).raw(": <q dir=\"auto\">");
        }
    }
    page.text(&passage.quote()).raw("</q>");
}

fn notes(page: &mut Page, report: &Report) {
    if report.notes.is_empty() {
        return;
    }
    open_section(page, "notes", "Notes", "What the reader marked.");
    for Note { id, passages, comments, tags, verdict, by, created } in &report.notes {
        page.raw("<article class=\"note\" id=\"").text(id).raw("\">\n");
        for passage in passages {
            card::side(page, report, passage);
        }
        card::remarks(page, *verdict, comments, tags);
        page.raw("<p class=\"rule\">");
        card::by(page, by);
        let date = created.get(..10).unwrap_or(created);
        page.raw(", ");
        published(page, date);
        page.raw("</p>\n</article>\n");
    }
    page.raw("</section>\n");
}

fn foot(page: &mut Page, report: &Report) {
    page.raw("</main>\n<footer>\n<p>Made by rashomon ").raw(env!("CARGO_PKG_VERSION"));
    page.raw(" at <time>")
        .text(&report.now)
        .raw("</time>. What a rule suggests is a suggestion until a reader judges it: ");
    let bands = format!("high from {:.2}, medium from {:.2}. ", Finding::HIGH, Finding::MEDIUM);
    page.raw("a confidence is the chance that a careful reader would agree, ").text(&bands);
    page.raw(
        "The same report as JSON can be checked again with <code>rashomon verify</code>.</p>\n",
    );
    page.raw("</footer>\n</div>\n</body>\n</html>\n");
}

#[cfg(test)]
mod tests;
