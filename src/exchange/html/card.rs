//! One contradiction, update or corroboration on the page: reason, both quotes, steps, judgement.

use super::super::report::{By, Entry, Passage, Report};
use super::markup::{Page, fragment, web};
use super::{badge, inline, language, published};
use crate::annotation::{Status, Verdict};

/// Writes an entry; `prefix` and `number` are what it goes by.
pub(super) fn entry(
    page: &mut Page,
    report: &Report,
    prefix: &'static str,
    number: usize,
    entry: &Entry,
) {
    page.raw("<article class=\"card\" id=\"");
    anchor(page, entry.relation, prefix, number);
    page.raw("\" aria-labelledby=\"h-");
    anchor(page, entry.relation, prefix, number);
    page.raw("\">\n<header>\n<a class=\"number\" href=\"#");
    anchor(page, entry.relation, prefix, number);
    page.raw("\" aria-label=\"Link to ")
        .raw(prefix)
        .number(number)
        .raw("\">")
        .raw(prefix)
        .number(number);
    page.raw("</a>\n<h3 id=\"h-");
    anchor(page, entry.relation, prefix, number);
    page.raw("\">").text(&headline(report, entry)).raw("</h3>\n");
    meta(page, entry);
    page.raw("</header>\n");
    sides(page, report, entry);
    remarks(page, entry.verdict, &entry.comments, &entry.tags);
    steps(page, entry);
    page.raw("</article>\n");
}

fn anchor(page: &mut Page, _relation: &str, prefix: &'static str, number: usize) {
    page.raw(if prefix.is_empty() { "c" } else { prefix }).number(number);
}

/// Returns the reason, or, where a person gave none, who stands against whom.
fn headline(report: &Report, entry: &Entry) -> String {
    if !entry.reason.is_empty() {
        return entry.reason.clone();
    }
    let names: Vec<_> = entry.sides.iter().map(|side| report.name_of(side)).collect();
    names.join(joint(entry.relation).1)
}

/// Returns the word between two sides on the page, and between two names in a headline.
fn joint(relation: &str) -> (&'static str, &'static str) {
    match relation {
        "corroboration" => ("and", " and "),
        "update" => ("then", ", then "),
        _ => ("against", " against "),
    }
}

fn meta(page: &mut Page, entry: &Entry) {
    page.raw("<ul class=\"meta\">\n");
    if !entry.kind.is_empty() {
        page.raw("<li class=\"kind\">").text(entry.kind_label()).raw("</li>\n");
    }
    if entry.relation == "disputed" {
        page.raw("<li>Disputed: the accounts report that others disagree</li>\n");
    }
    if let (Some(band), Some(confidence)) = (entry.band(), entry.confidence) {
        let dots = match band {
            "high" => "●●●",
            "medium" => "●●○",
            _ => "●○○",
        };
        page.raw("<li><span class=\"dots\" aria-hidden=\"true\">").raw(dots).raw("</span> ");
        page.text(&format!("{band} confidence ({confidence:.2})")).raw("</li>\n");
    }
    page.raw("<li>").raw(judged(entry)).raw("</li>\n</ul>\n");
}

fn judged(entry: &Entry) -> &'static str {
    match (entry.status, &entry.by) {
        (Status::Accepted, By::Person(_)) => "Marked by the reader",
        (Status::Suggested, _) => "Not judged yet",
        (Status::Accepted, _) => "Accepted by the reader",
        (Status::Rejected, _) => "Rejected by the reader",
        (Status::Update, _) => "An update, says the reader",
        (Status::OtherEvent, _) => "About another event, says the reader",
    }
}

fn sides(page: &mut Page, report: &Report, entry: &Entry) {
    page.raw("<div class=\"sides\">\n");
    for (at, passage) in entry.sides.iter().take(2).enumerate() {
        if at == 1 {
            page.raw("<span class=\"versus\">").raw(joint(entry.relation).0).raw("</span>\n");
        }
        side(page, report, passage);
    }
    page.raw("</div>\n");
    if entry.sides.len() > 2 {
        page.raw("<ul class=\"also\" aria-label=\"Further passages\">\n");
        for passage in &entry.sides[2..] {
            page.raw("<li>Also ");
            inline(page, report, passage);
            page.raw("</li>\n");
        }
        page.raw("</ul>\n");
    }
}

/// Writes a quote in its context, with whose it is.
pub(super) fn side(page: &mut Page, report: &Report, passage: &Passage) {
    let source = report.source_of(passage);
    page.raw("<figure>\n<figcaption>");
    match source {
        Some(source) => {
            badge(page, source);
            page.raw(" <b>").name(&source.name).raw("</b>");
            if let Some(date) = &source.published {
                page.raw(" <span class=\"when\">");
                published(page, date);
                page.raw("</span>");
            }
        }
        None => {
            page.text(&passage.address);
        }
    }
    page.raw("</figcaption>\n<blockquote");
    match source {
        Some(source) => language(page, source),
        None => {
            page.raw(" dir=\"auto\"");
        }
    }
    page.raw("><p>");
    around(page, &passage.before);
    for piece in &passage.pieces {
        if piece.clash {
            page.raw("<mark>").text(&piece.text).raw("</mark>");
        } else {
            page.text(&piece.text);
        }
    }
    around(page, &passage.after);
    page.raw("</p></blockquote>\n");
    if !passage.value.is_empty() {
        page.raw("<p class=\"value\">Read as <b>").text(&passage.value).raw("</b></p>\n");
    }
    if !passage.state.is_empty() {
        page.raw("<p class=\"state\">The quote is ")
            .raw(passage.state)
            .raw(" in the text of this report.</p>\n");
    }
    if let Some(url) = source.and_then(|s| s.url.as_deref()).and_then(web) {
        page.raw("<p class=\"value screen\"><a rel=\"noreferrer\" href=\"");
        page.text(&fragment(url, &passage.quote())).raw("\">Open at this passage</a></p>\n");
    }
    page.raw("</figure>\n");
}

fn around(page: &mut Page, context: &str) {
    if !context.is_empty() {
        page.raw("<span class=\"around\">").text(context).raw("</span>");
    }
}

/// Writes what the reader holds of it: verdict, notes, tags.
pub(super) fn remarks(
    page: &mut Page,
    verdict: Option<Verdict>,
    comments: &[String],
    tags: &[String],
) {
    if let Some((_, word)) = Verdict::ALL.iter().find(|(v, _)| Some(*v) == verdict) {
        page.raw("<p>The reader’s verdict: <b>").raw(word).raw("</b></p>\n");
    }
    for comment in comments {
        page.raw("<div class=\"remark\"><span class=\"unseen\">Note: </span>")
            .text(comment)
            .raw("</div>\n");
    }
    if !tags.is_empty() {
        page.raw("<ul class=\"tags\" aria-label=\"Tags\">\n");
        for tag in tags {
            page.raw("<li>").text(tag).raw("</li>\n");
        }
        page.raw("</ul>\n");
    }
}

fn steps(page: &mut Page, entry: &Entry) {
    if entry.steps.is_empty() {
        page.raw("<p class=\"rule\">");
        by(page, &entry.by);
        page.raw("</p>\n");
        return;
    }
    page.raw("<details>\n<summary>How this was found</summary>\n<ol>\n");
    for step in &entry.steps {
        page.raw("<li>").text(step).raw("</li>\n");
    }
    page.raw("</ol>\n<p class=\"rule\">");
    by(page, &entry.by);
    page.raw("</p>\n</details>\n");
}

/// Writes who says so.
pub(super) fn by(page: &mut Page, by: &By) {
    match by {
        By::Rule(rule) => page.raw("Found by the rule ").name(rule),
        By::Person(name) if name.is_empty() => page.raw("Marked by the reader"),
        By::Person(name) => page.raw("Marked by ").name(name),
        By::Judge(name) => page.raw("Suggested by ").name(name),
    };
}
