//! A transcript with times (SubRip, WebVTT): cues joined into sentences, each with the time it begins.

use super::compose::{Piece, compose};
use crate::article::{Article, BlockKind, Source};
use crate::text::clean;

/// A paragraph of cues ends at the first sentence end after this many bytes.
const PARAGRAPH: usize = 280;

/// A paragraph of cues ends anyway after this many bytes.
const LONGEST: usize = 1_200;

/// Tells whether a text begins as a transcript does.
pub(super) fn is_transcript(head: &str) -> bool {
    head.trim_start_matches('\u{feff}').starts_with("WEBVTT")
        || head.lines().take(3).any(|line| begin(line).is_some())
}

/// Reads a transcript.
pub(super) fn read(text: String) -> Article {
    let cleaned = clean::clean_owned(text);
    let mut pieces: Vec<Piece<'static>> = Vec::new();
    let mut open = String::new();
    // Times stand in the words, so that a quotation can be found in the recording.
    let mut time: Option<&str> = None;
    let mut in_cue = false;
    for line in cleaned.text.lines().map(str::trim) {
        if let Some(start) = begin(line) {
            time = Some(start);
            in_cue = true;
        } else if line.is_empty() {
            in_cue = false;
        } else if in_cue {
            let words = spoken(line);
            if words.is_empty() {
                continue;
            }
            let full = open.len() > PARAGRAPH && super::compose::ends_sentence(&open);
            if full || open.len() > LONGEST || words.starts_with("- ") || has_speaker(line) {
                flush(&mut open, &mut pieces);
            }
            if open.is_empty() {
                open = time.map(|time| format!("[{}] ", short(time))).unwrap_or_default();
            } else {
                open.push(' ');
            }
            open.push_str(words.trim_start_matches("- "));
        }
    }
    flush(&mut open, &mut pieces);
    let mut article = compose(Source::default(), None, pieces);
    article.source.hidden = cleaned.hidden;
    article
}

fn flush(open: &mut String, pieces: &mut Vec<Piece<'static>>) {
    if !open.is_empty() {
        pieces.push(Piece::of(BlockKind::Paragraph, std::mem::take(open)));
    }
}

/// Returns the time at which a cue begins, when the line is a cue's timing.
fn begin(line: &str) -> Option<&str> {
    let (start, end) = line.split_once("-->")?;
    let is_time = |text: &str| {
        let parts = text.split(':').count();
        (2..=3).contains(&parts)
            && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ','))
    };
    let start = start.trim();
    let end = end.split_whitespace().next()?;
    (is_time(start) && is_time(end)).then_some(start)
}

/// Writes a time without its fraction and empty hours: `00:01:02,500` as `1:02`.
fn short(time: &str) -> &str {
    let whole = time.split(['.', ',']).next().unwrap_or(time);
    let hours = whole.matches(':').count() == 2 && whole.starts_with("00:");
    let whole = if hours { &whole[3..] } else { whole };
    whole.strip_prefix('0').filter(|rest| !rest.starts_with(':')).unwrap_or(whole)
}

fn has_speaker(line: &str) -> bool {
    line.starts_with("<v ")
}

/// Returns the words of a cue's line: tags and placements gone, the speaker kept.
fn spoken(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        out.push_str(&rest[..at]);
        let close = if rest[at..].starts_with('<') { '>' } else { '}' };
        let Some(len) = rest[at..].find(close) else {
            out.push_str(&rest[at..]);
            return out;
        };
        let tag = &rest[at..=at + len];
        if let Some(speaker) = tag.strip_prefix("<v ") {
            out.push_str(speaker.trim_end_matches('>').trim());
            out.push_str(": ");
        } else if close == '}' && !tag.starts_with("{\\") {
            out.push_str(tag);
        }
        rest = &rest[at + len + 1..];
    }
    out.push_str(rest);
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_become_sentences_with_their_times() {
        let srt = "1\n00:00:01,000 --> 00:00:03,500\nThe bridge\n<i>was opened</i>\n\n2\n00:00:04,000 --> 00:00:06,000\n{\\an8}on Friday.\n\n\
                   3\n01:02:05,000 --> 01:02:07,000\n- It {was} late.\n";
        assert!(is_transcript(srt));
        assert_eq!(
            read(srt.to_owned()).text,
            "[0:01] The bridge was opened on Friday.\n\n[1:02:05] It {was} late."
        );
        let vtt = "WEBVTT\nKind: captions\n\nNOTE a remark\n\n00:01.000 --> 00:02.000 align:start\n<v Ann Lind>Who paid?\n\n\
                   00:03.000 --> 00:04.000\n<v Bo>We did.\n";
        assert!(is_transcript(vtt));
        assert_eq!(read(vtt.to_owned()).text, "[0:01] Ann Lind: Who paid?\n\n[0:03] Bo: We did.");
        assert!(!is_transcript("A text\nwith --> arrows"));
    }
}
