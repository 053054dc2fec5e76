//! Drafts of schema.org `ClaimReview` that say what they still lack.
//!
//! One draft for each claim: those with a verdict of the reader, and each side of a contradiction
//! that stands. A rating is written only where a reader gave a verdict. Contradictions stand in a
//! block of our own, because schema.org defines no relation between claims.

use super::report::{By, Card, Entry, Passage, Report};
use super::{File, Outgoing, Written};
use crate::annotation::Verdict;
use serde_json::{Map, Value, json};

/// Writes the drafts as one JSON-LD file.
#[must_use]
pub fn write(out: &Outgoing<'_>) -> Written {
    let report = Report::of(out);
    let mut drafts = Drafts { report: &report, list: Vec::new(), incomplete: 0 };
    for note in report.notes.iter().filter(|note| note.verdict.is_some()) {
        let reviewer = person(&note.by);
        drafts.add(
            &note.id,
            &note.passages,
            note.verdict,
            &note.comments,
            reviewer,
            Some(&note.created),
        );
    }
    for entry in &report.contradictions {
        let reviewer = person(&entry.by);
        for (at, side) in entry.sides.iter().take(2).enumerate() {
            let id = format!("{}#{}", entry.id, if at == 0 { "a" } else { "b" });
            drafts.add(&id, std::slice::from_ref(side), None, &entry.comments, reviewer, None);
        }
    }
    let Drafts { list, incomplete, .. } = drafts;
    let contradictions: Vec<_> = report.contradictions.iter().map(contradiction).collect();
    let total = list.len();
    let file = json!({
        "@context": ["https://schema.org", { "rsh": super::w3c::NAMESPACE }],
        "@graph": list,
        "rsh:contradictions": contradictions,
    });
    let mut dropped = Vec::new();
    if incomplete > 0 {
        dropped.push(format!(
            "{incomplete} of {total} reviews are drafts: \"rsh:missing\" names the fields to fill in"
        ));
    }
    let loose = report.notes.iter().filter(|n| n.verdict.is_none()).count();
    if loose > 0 {
        dropped.push(format!("{loose} notes without a verdict are no reviews and are left out"));
    }
    let file = File {
        name: "claim-reviews.jsonld".to_owned(),
        bytes: super::json::to_text(&file).into_bytes(),
    };
    Written { files: vec![file], dropped }
}

struct Drafts<'a> {
    report: &'a Report,
    list: Vec<Value>,
    incomplete: usize,
}

impl Drafts<'_> {
    fn add(
        &mut self,
        id: &str,
        passages: &[Passage],
        verdict: Option<Verdict>,
        comments: &[String],
        reviewer: Option<&str>,
        day: Option<&str>,
    ) {
        let Some(first) = passages.first() else { return };
        let mut missing = vec!["url"];
        let mut review = Map::new();
        let mut put = |name: &str, value: Value| review.insert(name.to_owned(), value);
        put("@type", json!("ClaimReview"));
        put("@id", json!(id));
        put("claimReviewed", json!(first.quote()));
        match day.and_then(|day| day.get(..10)) {
            Some(day) => drop(put("datePublished", json!(day))),
            None => missing.push("datePublished"),
        }
        match reviewer {
            Some(name) => drop(put("author", json!({ "@type": "Person", "name": name }))),
            None => missing.push("author"),
        }
        let (rating, complete) = rating(verdict, comments);
        if !complete {
            missing.push("reviewRating.ratingValue");
        }
        if let Some(rating) = rating {
            put("reviewRating", rating);
        }
        let appearances: Vec<_> =
            passages.iter().filter_map(|p| self.report.source_of(p)).map(appearance).collect();
        let mut claim = Map::new();
        claim.insert("@type".to_owned(), json!("Claim"));
        claim.insert("text".to_owned(), json!(first.quote()));
        let source = self.report.source_of(first);
        match source.and_then(|s| s.published.as_ref()) {
            Some(date) => drop(claim.insert("datePublished".to_owned(), json!(date))),
            None => missing.push("itemReviewed.datePublished"),
        }
        // Who makes the claim: the outlet that prints it, unless the reader finds the speaker.
        match source.and_then(|s| s.outlet.as_ref()) {
            Some(outlet) => drop(claim.insert("author".to_owned(), organization(outlet))),
            None => missing.push("itemReviewed.author"),
        }
        if appearances.is_empty() {
            missing.push("itemReviewed.appearance");
        } else {
            claim.insert("appearance".to_owned(), json!(appearances));
        }
        review.insert("itemReviewed".to_owned(), Value::Object(claim));
        // A review that nobody has published has no address yet: every one of ours is a draft.
        review.insert("creativeWorkStatus".to_owned(), json!("Draft"));
        self.incomplete += 1;
        review.insert("rsh:missing".to_owned(), json!(missing));
        self.list.push(Value::Object(review));
    }
}

/// Returns the rating for a verdict, from 1 (false) to 5 (confirmed), and whether it has a value.
fn rating(verdict: Option<Verdict>, comments: &[String]) -> (Option<Value>, bool) {
    let Some(verdict) = verdict else { return (None, false) };
    let value = match verdict {
        Verdict::Confirmed => Some(5),
        Verdict::Disputed => Some(3),
        Verdict::False => Some(1),
        Verdict::Unverified => None,
    };
    let word = Verdict::ALL.iter().find(|(v, _)| *v == verdict).map_or("", |(_, word)| word);
    let mut rating = json!({
        "@type": "Rating", "bestRating": 5, "worstRating": 1, "alternateName": word,
    });
    if let Some(value) = value {
        rating["ratingValue"] = json!(value);
    }
    if !comments.is_empty() {
        rating["ratingExplanation"] = json!(comments.join("\n\n"));
    }
    (Some(rating), value.is_some())
}

fn appearance(card: &Card) -> Value {
    let mut work =
        json!({ "@type": "CreativeWork", "name": card.title.as_ref().unwrap_or(&card.name) });
    for (name, value) in [("url", &card.url), ("datePublished", &card.published)] {
        if let Some(value) = value {
            work[name] = json!(value);
        }
    }
    if let Some(outlet) = &card.outlet {
        work["publisher"] = organization(outlet);
    }
    work
}

fn organization(name: &str) -> Value {
    json!({ "@type": "Organization", "name": name })
}

fn person(by: &By) -> Option<&str> {
    match by {
        By::Person(name) if !name.is_empty() => Some(name),
        _ => None,
    }
}

fn contradiction(entry: &Entry) -> Value {
    json!({
        "@id": entry.id,
        "rsh:kind": entry.kind,
        "rsh:verdict": entry.relation,
        "rsh:reason": entry.reason,
        "rsh:confidence": entry.confidence,
        "rsh:claims": [format!("{}#a", entry.id), format!("{}#b", entry.id)],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sample::sample;

    #[test]
    fn drafts_say_what_they_lack() {
        let sample = sample();
        let written = write(&sample.outgoing());
        let file: Value = serde_json::from_slice(&written.files[0].bytes).expect("JSON");
        let graph = file["@graph"].as_array().expect("a list");
        assert_eq!(graph.len(), 1 + 2 * 4);
        let judged = &graph[0];
        assert_eq!(judged["reviewRating"]["ratingValue"], 3);
        assert_eq!(judged["author"]["name"], "Ines");
        assert_eq!(
            judged["itemReviewed"]["appearance"][0]["publisher"]["name"],
            "Hill & Vale Gazette"
        );
        assert_eq!(judged["rsh:missing"], json!(["url"]));
        let draft = &graph[3];
        assert!(draft.get("reviewRating").is_none(), "no verdict, no rating");
        assert_eq!(
            draft["rsh:missing"],
            json!(["url", "datePublished", "author", "reviewRating.ratingValue"])
        );
        assert_eq!(draft["claimReviewed"], "Nine looms burned at the Hollow mill on Sunday.");
        assert_eq!(file["rsh:contradictions"][1]["rsh:claims"][0], draft["@id"]);
        assert_eq!(
            written.dropped,
            ["9 of 9 reviews are drafts: \"rsh:missing\" names the fields to fill in"]
        );
    }
}
