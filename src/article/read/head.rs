//! The lines around an account that tell of it: bylines, outlets, dates, credits, captions.

use crate::article::Source;
use crate::article::source::{day, day_of_year};
use crate::language::{date, token};
use crate::text::Span;
use crate::text::fold::fold;

/// Words that outlets, publishing offices and bodies that speak for themselves carry in their names.
const OUTLET_WORDS: &str = "\
    advertiser agency airline airways anzeiger argus association authority avis bank bbc blog broadcasting bulletin bureau \
    channel chronicle college commission committee company council courier courrier dagblad daily desk department directorate \
    diario dispatch echo embassy examiner express federation foundation gazette gazzetta giornale globe government guardian herald \
    hospital independent inquirer institute institution jornal journal letter magazine mail media mercury ministry \
    mirror monitor monthly museum network news newsletter newspaper newspapers newsroom newswire observer office online \
    parliament police post presidency press radio railway record register report reporter review service \
    standard star sun tageblatt telegraph television tidende tidning times tribune tv union university weekly wire workers zeitung";

/// Words of a line that tells what kind of text follows; who publishes it is not among them.
const KINDS: &str = "\
    a affairs analysis announcement briefing bulletin comment communications communique companies corporate distribution editorial \
    feature final for graphic immediate information interim joint leaflet letter live media news not note notice of on opinion page \
    preliminary press prohibited public release report special statement the to update updated video where";

/// Signs between the parts of a masthead: `Channel 6 Tonight | Sunday 19 October`.
const CUTS: [&str; 5] = [" | ", " – ", " — ", " - ", " · "];

/// Reads a line of the head as a byline or an outlet; tells whether it was one.
pub(super) fn read_byline(source: &mut Source, line: &str) -> bool {
    let words = line.split_whitespace().count();
    if words > 16 || line.ends_with(['.', '?', '!', ':', ';']) || line.contains('\n') {
        return false;
    }
    if let Some(name) = after_by(line) {
        let (name, outlet) = match name.rsplit_once(", ") {
            _ if name.contains(" | ") => {
                let (name, outlet) = name.split_once(" | ").unwrap_or((name, ""));
                (Some(name), Some(outlet).filter(|outlet| is_named(outlet)))
            }
            Some((name, outlet)) if is_outlet(outlet) || outlet.starts_with("The ") => {
                (Some(name), Some(outlet))
            }
            _ if is_outlet(name) && !name.contains(',') && !is_desk(name) => (None, Some(name)),
            _ => (Some(name), None),
        };
        let name = name.map(|name| {
            let cut = [" at ", " in ", " | "].iter().find_map(|cut| name.split_once(cut));
            cut.map_or(name, |(name, _)| name).to_owned()
        });
        source.byline = source.byline.take().or(name);
        source.outlet = source.outlet.take().or_else(|| outlet.map(str::to_owned));
        return true;
    }
    if words > 12 {
        return false;
    }
    let name = match CUTS.iter().find_map(|cut| line.split_once(cut)) {
        Some((name, rest)) if is_outlet(name) || is_outlet(rest) || line.contains(" | ") => {
            if is_outlet(name) || !is_outlet(rest) {
                name
            } else {
                rest
            }
        }
        Some((name, rest))
            if is_named(name) && (is_kind(rest) || rest.split_whitespace().any(is_trade)) =>
        {
            name
        }
        Some(_) => return is_kind(line),
        None => match line.split_once(", ").map_or(line, |(name, _)| name) {
            name if is_outlet(name) => name,
            _ if is_outlet(line) => line,
            _ => return is_kind(line),
        },
    };
    if !is_kind(name) {
        source.outlet = source.outlet.take().or_else(|| Some(name.trim().to_owned()));
    }
    true
}

/// Reads a line of the head whose parts stand between strokes, one of them a date or a byline:
/// `Aviation Ledger | Safety | 24 February 2026`. The first of the others is the outlet. Tells whether it was one.
pub(super) fn read_masthead(source: &mut Source, line: &str) -> bool {
    let parts: Vec<&str> = line.split(" | ").map(str::trim).collect();
    let dated = |part: &str| is_date_line(part) || is_day_line(part);
    let told = |part: &&&str| dated(part) || after_by(part).is_some();
    if parts.len() < 2
        || line.contains('\n')
        || line.len() > DATE_LINE
        || !parts.iter().any(|part| told(&part))
    {
        return false;
    }
    let outlet = parts.iter().find(|part| !told(part) && !is_kind(part));
    let outlet = outlet.filter(|part| is_named(part) || is_domain(part));
    source.outlet = source.outlet.take().or_else(|| outlet.map(|part| (*part).to_owned()));
    for part in &parts {
        if dated(part) {
            read_date_line(source, part);
        } else if after_by(part).is_some() {
            read_byline(source, part);
        }
    }
    true
}

/// Tells whether a line is one that tells of an account: its byline, outlet or date.
pub(super) fn is_told_of(line: &str) -> bool {
    is_date_line(line) || is_day_line(line) || read_byline(&mut Source::default(), line)
}

/// Tells whether a word is written as the name of a place on the web: `olm-news.example`.
fn is_domain(word: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_lowercase() || b"-0123456789".contains(&b))
    };
    word.contains('.') && word.split('.').all(part)
}

/// Tells whether a byline names a desk of the outlet and no outlet.
fn is_desk(name: &str) -> bool {
    let lower = name.to_lowercase();
    ["desk", "staff", "reporter", "reporters", "correspondent", "our "]
        .iter()
        .any(|word| lower.contains(word))
}

/// Tells whether a line says no more than what kind of text follows: `JOINT PRESS RELEASE`.
fn is_kind(line: &str) -> bool {
    let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    words.peek().is_some()
        && words.all(|word| KINDS.split_ascii_whitespace().any(|kind| kind == fold(word)))
}

/// Returns what follows `By` in a byline.
fn after_by(line: &str) -> Option<&str> {
    const OPENINGS: &[&str] = &[
        "by ",
        "written by ",
        "story by ",
        "report by ",
        "reported by ",
        "words by ",
        "text by ",
        "posted by ",
        "text: ",
        "words: ",
    ];
    let lower = line.to_lowercase();
    let opening = OPENINGS.iter().find(|opening| lower.starts_with(**opening))?;
    // `Text: Ann Olm  Photo: Bo Tarn`: who took the pictures is another matter.
    let end = [" photo:", " photos:", " pictures:", " photographs:"];
    let end = end.iter().filter_map(|end| lower.find(end)).min().unwrap_or(line.len());
    let name = line.get(opening.len()..end)?.trim().trim_end_matches([',', ';', '|']).trim();
    name.starts_with(char::is_uppercase).then_some(name)
}

/// Tells whether a short line reads like the name of an outlet: capitals throughout, and a word of the trade.
fn is_outlet(line: &str) -> bool {
    is_named(line) && !line.contains(": ") && line.split_whitespace().any(is_trade)
}

/// Tells whether a word is one of those that outlets are called by.
fn is_trade(word: &str) -> bool {
    let word = fold(word);
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    OUTLET_WORDS
        .split_ascii_whitespace()
        .any(|known| known == word || word.strip_suffix('s') == Some(known))
}

/// Tells whether the words of a line are written as those of a name are: each longer one with a capital.
fn is_named(line: &str) -> bool {
    line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && line.split_whitespace().all(|word| {
            let first = word.chars().find(|c| c.is_alphanumeric());
            word.chars().count() <= 3
                || word == "online"
                || first.is_none_or(|c| c.is_uppercase() || c.is_ascii_digit())
        })
}

/// Reads a line of credits at the end: `(Reporting by …; editing by …)`.
pub(super) fn read_credits(source: &mut Source, line: &str) -> bool {
    let inside = line.trim().trim_start_matches('(').trim_end_matches([')', '.']);
    let lower = inside.to_lowercase();
    let starts =
        ["reporting by ", "additional reporting by ", "edited by ", "editing by ", "writing by "];
    let Some(start) = starts.iter().find(|start| lower.starts_with(**start)) else { return false };
    if *start == "reporting by " {
        let name = inside[start.len()..].split([';', ',']).next().unwrap_or_default();
        let name = name.split(" in ").next().unwrap_or(name).trim();
        source.byline = source.byline.take().or_else(|| Some(name.to_owned()));
    }
    true
}

/// The longest line of a date, in bytes.
const DATE_LINE: usize = 120;

/// The most words of a line that holds a day without its year and hardly anything else.
const DAY_WORDS: usize = 10;

/// Tells whether a line holds a date and hardly anything else.
pub(super) fn is_date_line(line: &str) -> bool {
    let words = |line| words_beside_dates(line).is_some_and(|(words, _)| words <= 4);
    line.len() <= DATE_LINE && day(line).is_some() && words(line)
}

/// Tells whether a line holds a day without its year and nothing else, or a place before it: `Thursday 8 May`,
/// `Lisk, 8 May`. Such a line is one of the head only; further down it is a heading of a diary.
pub(super) fn is_day_line(line: &str) -> bool {
    let words = |line: &str| {
        words_beside_dates(line).is_some_and(|(words, before)| {
            let apart = before.trim_end().ends_with([',', '–', '—', '|']);
            words == 0 || (words <= 3 && apart)
        })
    };
    let short = line.len() <= DATE_LINE && line.split_ascii_whitespace().count() <= DAY_WORDS;
    short && day_of_year(line).is_some() && words(line)
}

/// Returns how many words of a line are neither dates nor labels of dates, and what stands before the first
/// date; nothing when the line is a sentence or has words in small letters.
fn words_beside_dates(line: &str) -> Option<(usize, &str)> {
    const LABELS: &str = "published posted updated last on at date by and gmt utc est edt bst et cet cest ist am pm local time hours hrs uhr um";
    let digit = |c: char| c.is_ascii_digit();
    if line.ends_with(['?', '!', ':']) || line.contains('\n') || !line.contains(digit) {
        return None;
    }
    let tokens = token::tokens(line, Span::new(0, line.len()));
    let mentions = date::mentions(line, &tokens);
    let rest = tokens.iter().filter(|token| {
        token.kind != token::TokenKind::Mark
            && !mentions.iter().any(|m| m.span.overlaps(token.span))
    });
    let mut others = 0;
    for token in rest {
        let word = token.span.of(line);
        let lower = word.to_lowercase();
        let mut labels = LABELS.split_ascii_whitespace().chain(KINDS.split_ascii_whitespace());
        let label = labels.any(|label| label == lower);
        let capital = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if !label && !capital {
            return None;
        }
        others += usize::from(!label);
    }
    Some((others, &line[..mentions.first().map_or(0, |m| m.span.start)]))
}

/// Reads what a date line tells: the day, the place and the outlet before it.
pub(super) fn read_date_line(source: &mut Source, line: &str) {
    if source.published.is_none() {
        let tokens = token::tokens(line, Span::new(0, line.len()));
        let mentions = date::mentions(line, &tokens);
        let dates = mentions.iter().map(|mention| mention.span).reduce(Span::join);
        source.set_published(dates.map_or(line, |dates| dates.of(line)));
        read_day(source, line);
    }
    // `Place – Outlet, date` and `Place, date`.
    let parts: Vec<&str> = line.split([',', '–', '—', '|']).map(str::trim).collect();
    let named = |part: &&str| {
        let digit = |c: char| c.is_ascii_digit();
        part.starts_with(char::is_uppercase) && (!part.contains(digit) || is_outlet(part)) && {
            let tokens = token::tokens(part, Span::new(0, part.len()));
            let short = tokens.len() <= 4 && date::mentions(part, &tokens).is_empty();
            short || (tokens.len() <= 8 && is_outlet(part))
        }
    };
    for (at, part) in parts.iter().enumerate().filter(|(_, part)| named(part) && !is_kind(part)) {
        // Who says what kind of text it is publishes it: `Clean Hands – briefing note, 18 October`.
        let publishes = parts.get(at + 1).is_some_and(|next| is_kind(next));
        if is_outlet(part)
            || publishes
            || part.contains(" & ")
            || part.starts_with("The ")
            || (line.contains(['–', '—']) && source.dateline.is_some())
            // `Linewatch | Thursday 13 March 2025`: bars stand behind a masthead, not behind a place
            || (line.contains('|') && **part == *parts[0])
            || is_joined_outlet(part)
        {
            source.outlet = source.outlet.take().or_else(|| Some((*part).to_owned()));
        } else {
            source.dateline = source.dateline.take().or_else(|| Some((*part).to_owned()));
        }
    }
}

/// Reads the day of a line that names no year.
pub(super) fn read_day(source: &mut Source, line: &str) {
    if source.published.is_none() {
        source.filed = source.filed.or_else(|| day_of_year(line));
        source.take_year_of_address();
    }
}

/// Tells whether a single word ends like an outlet's name: `Newshub`, `Morningpost`.
fn is_joined_outlet(word: &str) -> bool {
    let lower = word.to_lowercase();
    !word.contains(' ')
        && (lower.starts_with("news") || lower.ends_with("news") || lower.ends_with("post"))
}

/// Tells whether a line is the words under a picture, by its credit or label.
pub(super) fn is_caption(line: &str) -> bool {
    const LABELS: &[&str] = &[
        "image:",
        "image credit",
        "photo:",
        "photo by",
        "photo credit",
        "photograph:",
        "photograph by",
        "picture:",
        "picture by",
        "pictured:",
        "file photo",
        "caption:",
        "illustration:",
        "graphic:",
        "a file photo",
        "video grab",
    ];
    const CREDITS: &[&str] = &[
        " image: ",
        " photo: ",
        "(photo",
        "[photo",
        "(image",
        "[image",
        " picture: ",
        " photo by ",
        " file photo",
        "/getty images",
        "getty images",
        "/reuters",
        "/afp",
        "/ap",
        "/epa",
    ];
    /// How many bytes before the end a credit may stand.
    const CREDIT: usize = 72;
    if line.len() > 500 {
        return false;
    }
    let begins = |label: &&str| {
        line.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label))
    };
    let end = line.trim_end_matches(['.', ')', ']', ' ']);
    let tail = end[end.ceil_char_boundary(end.len().saturating_sub(CREDIT))..].to_lowercase();
    // Most lines hold none of these words, and every credit but those of agencies holds one.
    let pictured = ["photo", "image", "picture"].iter().any(|word| tail.contains(word));
    LABELS.iter().any(begins)
        || CREDITS.iter().filter(|credit| pictured || credit.starts_with('/')).any(|credit| {
            let inside = credit.starts_with([' ', '(', '[']);
            if inside { tail.contains(credit) } else { tail.ends_with(credit) }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_and_outlets_are_read() {
        let cases = [
            ("By Ann Olm at Mill Lane", Some("Ann Olm"), None),
            ("BY OUR FOREIGN DESK", Some("OUR FOREIGN DESK"), None),
            (
                "By Ann Olm and Bo Tarn, The Olm Herald",
                Some("Ann Olm and Bo Tarn"),
                Some("The Olm Herald"),
            ),
            ("Olm Farming Review", None, Some("Olm Farming Review")),
            ("Harbour Gazette – Ports and ships", None, Some("Harbour Gazette")),
            ("Behind the Gate – a supporters' blog", None, Some("Behind the Gate")),
            ("Tolm Air – Corporate Communications", None, Some("Tolm Air")),
            (
                "Olm & Western Railways – Corporate Communications",
                None,
                Some("Olm & Western Railways"),
            ),
            (
                "Olm Basin Water Authority – Public Information",
                None,
                Some("Olm Basin Water Authority"),
            ),
            ("The Ledge | Companies", None, Some("The Ledge")),
            ("By Tarn Press Agency", None, Some("Tarn Press Agency")),
            ("By Ann Olm | Lake Lisk Tribune", Some("Ann Olm"), Some("Lake Lisk Tribune")),
            ("Text: Ann Olm  Photo: Bo Tarn", Some("Ann Olm"), None),
            (
                "By Tilda Marn and Rob Ander, Lisk Mercury",
                Some("Tilda Marn and Rob Ander"),
                Some("Lisk Mercury"),
            ),
            ("JOINT PRESS RELEASE – NOT FOR DISTRIBUTION WHERE PROHIBITED", None, None),
            ("Tarn Newswire", None, Some("Tarn Newswire")),
            (
                "City of Olm, Department of Public Works",
                None,
                Some("City of Olm, Department of Public Works"),
            ),
            ("Radio Tarn online", None, Some("Radio Tarn online")),
            ("Cantonal Police, media office", None, Some("Cantonal Police")),
        ];
        for (line, byline, outlet) in cases {
            let mut source = Source::default();
            assert!(read_byline(&mut source, line), "{line}");
            assert_eq!(
                (source.byline.as_deref(), source.outlet.as_deref()),
                (byline, outlet),
                "{line}"
            );
        }
        for line in [
            "By the river",
            "The minister left.",
            "A quiet start",
            "By noon the square was full of people",
            "VIDEO: Drone flies over the wreck of the Lisk express",
            "What the police say",
            "A letter to the reader",
        ] {
            assert!(!read_byline(&mut Source::default(), line), "{line}");
        }
    }

    #[test]
    fn date_lines_are_read_and_sentences_are_not() {
        let cases = [
            ("OLMB – Tarnhub, 2 September 2025", Some("OLMB"), Some("Tarnhub")),
            ("Lisk, Wednesday 5 March 2025, 18:00", Some("Lisk"), None),
            ("Friday 15 November 2024, 9.40pm", None, None),
            ("Published: 3 May 2024 10:30 GMT", None, None),
            (
                "Channel 6 Tonight | Sunday 19 October 2025 | Updated 21:10",
                None,
                Some("Channel 6 Tonight"),
            ),
            ("Notice to the press, 12 April 2025, 17:30", None, None),
            ("Tarn Market Letter, 20 June 2025", None, Some("Tarn Market Letter")),
            ("Bridges & Works, Monday 22 September 2025", None, Some("Bridges & Works")),
            ("Lisk Clean – briefing note, 18 October 2024", None, Some("Lisk Clean")),
            ("Press release – Lisk, 18 October 2024", Some("Lisk"), None),
            ("25.08.2025 16:45", None, None),
            ("25.08.2025, 16:45 Uhr", None, None),
            ("Lisk, 25.8.2025", Some("Lisk"), None),
            ("Updated 2025-08-25 16:45", None, None),
            ("25/08/2025", None, None),
            ("Mon 25/08/2025 16:45 CEST", None, None),
        ];
        for (line, place, outlet) in cases {
            assert!(is_date_line(line), "{line}");
            let mut source = Source::default();
            read_date_line(&mut source, line);
            assert!(source.published.is_some(), "{line}");
            assert_eq!(
                (source.dateline.as_deref(), source.outlet.as_deref()),
                (place, outlet),
                "{line}"
            );
        }
        for line in [
            "He was born on 2 May 1970",
            "Tuesday",
            "The vote of 3 May 2024 in numbers",
            "5/6/2025",
        ] {
            assert!(!is_date_line(line), "{line}");
        }
    }

    #[test]
    fn mastheads_are_read_part_by_part() {
        let cases = [
            ("Rail Ledger | Safety | 24 February 2026", Some("Rail Ledger"), None),
            ("Stackolm | Thursday 13 February 2025", Some("Stackolm"), None),
            ("Voices for Lisk | Statement | 17 October 2025", Some("Voices for Lisk"), None),
            ("olm.example | by Ann Olm | 18 Oct, 07:15", Some("olm.example"), Some("Ann Olm")),
            ("Pipes & Ports | Supply contracts | 20 October", Some("Pipes & Ports"), None),
        ];
        for (line, outlet, byline) in cases {
            let mut source = Source::default();
            assert!(read_masthead(&mut source, line), "{line}");
            let read = (source.outlet.as_deref(), source.byline.as_deref());
            assert_eq!(read, (outlet, byline), "{line}");
            assert_eq!(source.dateline, None, "{line}");
            assert!(source.published.is_some() || source.filed.is_some(), "{line}");
        }
        let others = ["The Ledge | Companies", "Wins | Draws | Losses", "On 3 May 2024 it fell"];
        for line in others.into_iter().chain(["By Ann Olm | 1 | 2\nTarn | Ledge"]) {
            assert!(!read_masthead(&mut Source::default(), line), "{line}");
        }
    }

    #[test]
    fn days_without_a_year_are_read_in_the_head() {
        let cases = [
            ("Thursday 8 May", None, (5, 8)),
            ("Monday evening, 24 November", None, (11, 24)),
            ("Lisk, Jan. 16", Some("Lisk"), (1, 16)),
        ];
        for (line, place, (month, day)) in cases {
            assert!(is_day_line(line) && !is_date_line(line), "{line}");
            let mut source = Source::default();
            read_date_line(&mut source, line);
            let filed = source.filed.expect("a day");
            assert_eq!((filed.month, filed.day), (month, day), "{line}");
            assert_eq!((source.published, source.dateline.as_deref()), (None, place), "{line}");
        }
        for line in ["Rain on 8 May", "8 May: the storm", "The March 4 Movement", "Thursday"] {
            assert!(!is_day_line(line), "{line}");
        }
    }

    #[test]
    fn credits_and_captions_are_told() {
        let mut source = Source::default();
        assert!(read_credits(&mut source, "(Reporting by Ann Olm in Lisk; editing by Bo Tarn)"));
        assert_eq!(source.byline.as_deref(), Some("Ann Olm"));
        for line in [
            "The bridge at dawn. Image: Olm News.",
            "Photo: A. Olm",
            "The mayor waves (Photo by Bo Tarn)",
            "The fleet. Bo Tarn/Reuters",
        ] {
            assert!(is_caption(line), "{line}");
        }
        for line in
            ["Image matters to him, he said.", "The photo shows a bridge.", "He works for Reuters"]
        {
            assert!(!is_caption(line), "{line}");
        }
    }
}
