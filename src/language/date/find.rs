//! Finds dates and times in the tokens of a sentence.

use super::{Bound, Day, Mention};
use crate::language::token::{Token, TokenKind};
use crate::text::Span;
use foldhash::HashMap;
use jiff::civil::{Date, Weekday};
use std::sync::LazyLock;

enum Entry {
    Month(i8),
    Weekday(Weekday),
    Part(u16, u16),
    Days(i32),
}

static CALENDAR: LazyLock<HashMap<&'static str, Entry>> = LazyLock::new(|| {
    let mut calendar = HashMap::default();
    for line in include_str!("../../../assets/lexicon/calendar.txt").lines() {
        let mut words = line.split_whitespace();
        let (Some(kind), Some(value)) = (words.next(), words.next()) else { continue };
        for word in words {
            let entry = match kind {
                "month" => value.parse().ok().map(Entry::Month),
                "weekday" => value
                    .parse()
                    .ok()
                    .and_then(|n| Weekday::from_monday_one_offset(n).ok())
                    .map(Entry::Weekday),
                "part" => value
                    .split_once('-')
                    .and_then(|(a, b)| Some(Entry::Part(a.parse().ok()?, b.parse().ok()?))),
                "day" => value.parse().ok().map(Entry::Days),
                _ => None,
            };
            if let Some(entry) = entry {
                calendar.insert(word, entry);
            }
        }
    }
    calendar
});

/// The words of a sentence, lower case, with what the finder needs to know of them.
struct Words<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lower: Vec<String>,
}

impl Words<'_> {
    fn at(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", String::as_str)
    }

    fn raw(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    fn back(&self, i: usize, n: usize) -> &str {
        i.checked_sub(n).map_or("", |j| self.at(j))
    }

    fn number(&self, i: usize) -> Option<i32> {
        let word = self.at(i);
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let suffix = &word[digits.len()..];
        matches!(suffix, "" | "st" | "nd" | "rd" | "th").then(|| digits.parse().ok())?
    }

    fn small(&self, i: usize) -> Option<i32> {
        const SMALL: [&str; 13] = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve",
        ];
        match self.at(i) {
            "a" | "an" => Some(1),
            word => {
                SMALL.iter().position(|w| *w == word).map(|n| n as i32).or_else(|| {
                    word.chars().all(|c| c.is_ascii_digit()).then(|| word.parse().ok())?
                })
            }
        }
    }
}

/// A piece of a mention: what was read, and how many tokens it took.
#[derive(Default)]
struct Piece {
    day: Option<Day>,
    clock: Option<(u16, u16)>,
    len: usize,
}

/// Returns the dates and times in the tokens of one sentence, in order.
#[must_use]
pub fn mentions(text: &str, tokens: &[Token]) -> Vec<Mention> {
    let lower = tokens
        .iter()
        .map(|t| t.span.of(text).trim_end_matches("'s").trim_end_matches("’s").to_lowercase())
        .collect();
    let words = Words { text, tokens, lower };
    let mut out: Vec<Mention> = Vec::new();
    let mut last_end = 0;
    let mut i = 0;
    while i < tokens.len() {
        let Some(piece) = piece(&words, i) else {
            i += 1;
            continue;
        };
        let span = Span::new(tokens[i].span.start, tokens[i + piece.len - 1].span.end);
        // "07:30 on Tuesday", "Tuesday, at about 7pm": one mention.
        let bridged =
            !out.is_empty() && (last_end..i).all(|j| is_bridge(words.at(j))) && i - last_end <= 3;
        // "Tuesday 16 September", "Friday, March 4": the date tells which Tuesday.
        let dated = |last: &Mention| {
            matches!(last.day, Some(Day::Weekday(..)))
                && matches!(piece.day, Some(Day::Date { .. }))
        };
        match out.last_mut() {
            Some(last) if bridged && dated(last) && i - last_end <= 1 => {
                last.span.end = span.end;
                last.day = piece.day;
                last.clock = narrower(last.clock, piece.clock);
            }
            Some(last)
                if bridged
                    && !(last.day.is_some() && piece.day.is_some())
                    && !(last.clock.is_some_and(|c| c.0 == c.1)
                        && piece.clock.is_some_and(|c| c.0 == c.1)) =>
            {
                last.span.end = span.end;
                last.day = last.day.or(piece.day);
                last.clock = narrower(last.clock, piece.clock);
                last.vague |= (last_end..i).any(|j| is_vague(words.at(j)));
            }
            _ => {
                let (bound, vague) = bound(&words, i);
                out.push(Mention { span, day: piece.day, clock: piece.clock, bound, vague });
            }
        }
        i += piece.len;
        last_end = i;
    }
    out
}

fn narrower(a: Option<(u16, u16)>, b: Option<(u16, u16)>) -> Option<(u16, u16)> {
    match (a, b) {
        (Some(a), Some(b)) => {
            // "twenty to seven" on "Sunday morning": the one of the two that lies in it
            let twice = |x: (u16, u16)| x.1 - x.0 == 720;
            let pick = |x: (u16, u16), y: (u16, u16)| {
                [x.0, x.1].into_iter().find(|m| (y.0..=y.1).contains(m)).map(|m| (m, m))
            };
            match (twice(a), twice(b)) {
                (true, false) => pick(a, b).or(Some(b)),
                (false, true) => pick(b, a).or(Some(a)),
                _ => Some(if a.1 - a.0 <= b.1 - b.0 { a } else { b }),
            }
        }
        (a, b) => a.or(b),
    }
}

fn is_bridge(word: &str) -> bool {
    is_vague(word)
        || matches!(
            word,
            "," | "at"
                | "on"
                | "the"
                | "of"
                | "in"
                | "local"
                | "time"
                | "gmt"
                | "utc"
                | "."
                | "just"
        )
}

fn is_vague(word: &str) -> bool {
    matches!(word, "about" | "around" | "roughly" | "shortly" | "soon" | "nearly" | "almost")
}

fn bound(words: &Words, at: usize) -> (Bound, bool) {
    let mut bound = Bound::At;
    let mut vague = false;
    for n in 1..=4 {
        match words.back(at, n) {
            "since" | "from" => bound = Bound::Since,
            "by" | "until" | "till" => bound = Bound::By,
            "before" => bound = Bound::Before,
            "after" | "following" => bound = Bound::After,
            "of" if words.back(at, n + 1) == "as" => bound = Bound::AsOf,
            "to" if words.back(at, n + 1) == "up" || words.back(at, n + 1) == "prior" => {
                bound = Bound::By
            }
            "least" if words.back(at, n + 1) == "at" => vague = true,
            "the" | "at" | "on" | "just" | "noon" | "late" | "early" => continue,
            word if is_vague(word) => {
                vague = true;
                continue;
            }
            _ => {}
        }
        break;
    }
    // "shortly after 11" is about 11.
    let near = |word: &str| {
        is_vague(word) || matches!(word, "just" | "moments" | "minutes" | "immediately")
    };
    if matches!(bound, Bound::After | Bound::Before) && (1..=5).any(|n| near(words.back(at, n))) {
        (Bound::At, true)
    } else {
        (bound, vague)
    }
}

fn piece(words: &Words, i: usize) -> Option<Piece> {
    in_figures(words, i)
        .or_else(|| struck(words, i))
        .or_else(|| told(words, i))
        .or_else(|| clock(words, i))
        .or_else(|| calendar_day(words, i))
        .or_else(|| relative(words, i))
        .or_else(|| named(words, i))
}

/// The hour that a clock has struck: `the church clock had just struck one`.
fn struck(words: &Words, i: usize) -> Option<Piece> {
    let strikes =
        matches!(words.back(i, 1), "struck" | "striking" | "strike" | "chimed" | "tolled");
    let clock = (2..=10).any(|n| {
        matches!(words.back(i, n), "clock" | "clocks" | "bell" | "bells" | "church" | "tower")
    });
    let hour = hour(words, i).filter(|_| strikes && clock)?;
    let first = hour % 12 * 60;
    let hours = match words.at(i + 1) {
        "in" if words.at(i + 3) == "morning" => (first, first),
        _ => (first, first + 720),
    };
    Some(Piece { clock: Some(hours), len: 1, ..Piece::default() })
}

/// An hour in words or figures: `six`, `6`.
fn hour(words: &Words, i: usize) -> Option<u16> {
    let n = match words.at(i) {
        "a" | "an" => return None,
        _ => words.small(i)?,
    };
    (1..=12).contains(&n).then_some(n as u16)
}

/// The half of the day that words behind an hour name: `in the morning`, `p.m.`, `at night`.
fn half_after(words: &Words, i: usize) -> Option<(u16, usize)> {
    if let Some(half) = half_of_day(words.at(i)) {
        return Some((half, 1));
    }
    match (words.at(i), words.at(i + 1), words.at(i + 2)) {
        ("in", "the", "morning") => Some((0, 3)),
        ("in", "the", "afternoon" | "evening") => Some((12, 3)),
        ("at", "night", _) => Some((12, 2)),
        _ => None,
    }
}

/// An hour as it is told: `half past six`, `twenty to seven`, `one in the morning`, `ten o'clock`. Without a
/// half of the day, the clock is both hours that it can be: from one to the other, twelve hours later.
fn told(words: &Words, i: usize) -> Option<Piece> {
    let clock = |minute: u16, half: Option<u16>, len: usize| {
        let minute = minute % 720;
        let clock = match half {
            Some(by) => (minute + 60 * by, minute + 60 * by),
            None => (minute, minute + 720),
        };
        Some(Piece { clock: Some(clock), len, ..Piece::default() })
    };
    let minutes = match words.at(i) {
        "half" => Some(30),
        "quarter" => Some(15),
        "twenty" if words.at(i + 1) == "five" => None,
        "twenty" => Some(20),
        "twenty-five" => Some(25),
        _ => hour(words, i)
            .or_else(|| words.number(i).filter(|n| (1..30).contains(n)).map(|n| n as u16)),
    };
    let skip = usize::from(words.at(i + 1).starts_with("minute"));
    let joint = words.at(i + 1 + skip);
    if let (Some(minutes), "past" | "to") = (minutes, joint)
        && let Some(hour) = hour(words, i + 2 + skip)
        && words.tokens.get(i + 3 + skip).is_none_or(|t| {
            // "two to three people" counts people
            t.kind == TokenKind::Mark
                || matches!(
                    words.at(i + 3 + skip),
                    "in" | "on"
                        | "at"
                        | "and"
                        | "when"
                        | "am"
                        | "pm"
                        | "a.m"
                        | "p.m"
                        | "o'clock"
                        | "o’clock"
                        | "that"
                        | "local"
                )
        })
        && (joint == "past"
            || minutes % 5 == 0
                && matches!(words.at(i), "quarter" | "twenty" | "twenty-five" | "ten" | "five"))
    {
        let at = if joint == "past" { hour * 60 + minutes } else { hour * 60 + 720 - minutes };
        let o = usize::from(words.at(i + 3 + skip).ends_with("clock"));
        let half = half_after(words, i + 3 + skip + o);
        return clock(at, half.map(|h| h.0), 3 + skip + o + half.map_or(0, |h| h.1));
    }
    // In words only: figures are read below.
    if words.tokens.get(i)?.kind != TokenKind::Word {
        return None;
    }
    let hour = hour(words, i)?;
    let o = usize::from(words.at(i + 1).ends_with("clock") && words.at(i + 1).starts_with('o'));
    let half = half_after(words, i + 1 + o).filter(|_| {
        o == 1
            || matches!(
                words.back(i, 1),
                "at" | "about"
                    | "around"
                    | "before"
                    | "after"
                    | "until"
                    | "by"
                    | "past"
                    | "since"
                    | "from"
                    | "till"
            )
    });
    (o == 1 || half.is_some())
        .then(|| clock(hour * 60, half.map(|h| h.0), 1 + o + half.map_or(0, |h| h.1)))
        .flatten()
}

/// `4:17 a.m.`, `4.17am`, `7pm`, `18:00`, `11 in the morning`, `8 o'clock`.
fn clock(words: &Words, i: usize) -> Option<Piece> {
    let token = words.tokens.get(i)?;
    if token.kind != TokenKind::Number {
        return None;
    }
    let word = words.at(i);
    let letters = word.find(char::is_alphabetic).unwrap_or(word.len());
    let (figures, suffix) = word.split_at(letters);
    let (hour, mut minute) = match figures.split_once('.') {
        Some((h, m)) if m.len() == 2 => (h.parse::<u16>().ok()?, Some(m.parse::<u16>().ok()?)),
        Some(_) => return None,
        None => (figures.parse::<u16>().ok()?, None),
    };
    let mut len = 1;
    if minute.is_none()
        && suffix.is_empty()
        && words.at(i + 1) == ":"
        && let Ok(m) = words.at(i + 2).trim_end_matches(|c: char| c.is_alphabetic()).parse::<u16>()
        && words.at(i + 2).len() >= 2
    {
        minute = Some(m);
        len = 3;
    }
    let colon = len == 3;
    let last = words.at(i + len - 1);
    let mut half = half_of_day(if colon {
        last.trim_start_matches(|c: char| c.is_ascii_digit())
    } else {
        suffix
    });
    if half.is_none()
        && let Some(found) = half_of_day(words.at(i + len))
    {
        half = Some(found);
        len += 1;
        // "a.m." leaves its last point behind when a sentence goes on.
        if words.raw(i + len) == "." && i + len + 1 < words.tokens.len() {
            len += 1;
        }
    }
    if half.is_none() && !colon {
        if words.at(i + 1).starts_with("o'clock") || words.at(i + 1).starts_with("o’clock") {
            let at = hour % 12 * 60;
            return (hour <= 12).then_some(Piece {
                clock: Some((at, at + 720)),
                len: 2,
                ..Piece::default()
            });
        }
        let the = words.at(i + 1) == "in" && words.at(i + 2) == "the";
        half = match (the, words.at(i + 3)) {
            (true, "morning") => Some(0),
            (true, "afternoon" | "evening") => Some(12),
            _ => None,
        };
        half?;
        len += 3;
    }
    let hour = match half {
        Some(by) if hour <= 12 => hour % 12 + by,
        _ => hour,
    };
    let minute = minute.unwrap_or(0);
    if hour > 24 || minute > 59 {
        return None;
    }
    let at = (hour * 60 + minute).min(1439);
    Some(Piece { clock: Some((at, at)), len, ..Piece::default() })
}

fn half_of_day(word: &str) -> Option<u16> {
    match word {
        "am" | "a.m" | "a.m." => Some(0),
        "pm" | "p.m" | "p.m." => Some(12),
        _ => None,
    }
}

/// A day in figures: `2025-08-25`, `25.08.2025`, `25/08/2025`, `8/25/2025`. Where two figures could both be the
/// month, nobody can tell (`5/6/2025`), except that points put the day first wherever they are used.
fn in_figures(words: &Words, i: usize) -> Option<Piece> {
    if words.tokens.get(i)?.kind != TokenKind::Number {
        return None;
    }
    let (parts, sign, len) = match words.at(i + 1) {
        sign @ ("-" | "/") if words.at(i + 3) == sign => {
            let beside = |n: usize| words.tokens[n].span.end == words.tokens[n + 1].span.start;
            let whole = i + 4 < words.tokens.len() && (i..i + 4).all(beside);
            ([words.at(i), words.at(i + 2), words.at(i + 4)], whole.then_some(sign)?, 5)
        }
        _ => {
            let mut parts = words.at(i).split('.');
            let three = [parts.next()?, parts.next()?, parts.next()?];
            (three, parts.next().is_none().then_some(".")?, 1)
        }
    };
    let figures = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let small = |part: &str| figures(part, 2).then(|| part.parse::<i8>().ok()).flatten();
    let year = |part: &str| {
        let year = (part.len() == 4 && figures(part, 4)).then(|| part.parse::<i16>().ok());
        year.flatten().filter(|year| (1000..=2200).contains(year))
    };
    let (year, month, day) = match (year(parts[0]), year(parts[2])) {
        (Some(year), None) => (year, small(parts[1])?, small(parts[2])?),
        (None, Some(year)) => match (small(parts[0])?, small(parts[1])?) {
            (day, month) if sign == "." || day > 12 || day == month => (year, month, day),
            (month, day) if day > 12 => (year, month, day),
            _ => return None,
        },
        _ => return None,
    };
    Date::new(year, month, day).ok()?;
    Some(Piece { day: Some(Day::Date { year: Some(year), month, day }), len, ..Piece::default() })
}

/// `4 March 2025`, `March 4, 2025`, `Sept. 1st`, `March 2025`, `in 2016`, `the 1990s`.
fn calendar_day(words: &Words, i: usize) -> Option<Piece> {
    let year_at = |j: usize| {
        let word = words.raw(j);
        (word.len() == 4 && word.chars().all(|c| c.is_ascii_digit()))
            .then(|| word.parse::<i16>().ok())
            .flatten()
            .filter(|y| (1000..=2200).contains(y))
    };
    let month_at = |j: usize| match CALENDAR.get(words.at(j).trim_end_matches('.')) {
        Some(Entry::Month(m)) if words.raw(j).starts_with(char::is_uppercase) => Some(*m),
        _ => None,
    };
    let day_at = |j: usize| words.number(j).filter(|n| (1..=31).contains(n)).map(|n| n as i8);
    let with_year = |day: i8, month: i8, mut len: usize| {
        let comma = usize::from(words.at(i + len) == ",");
        let year = year_at(i + len + comma);
        if year.is_some() {
            len += 1 + comma;
        }
        Some(Piece { day: Some(Day::Date { year, month, day }), len, ..Piece::default() })
    };
    if let Some(day) = day_at(i) {
        let of = usize::from(words.at(i + 1) == "of");
        if let Some(month) = month_at(i + 1 + of) {
            return with_year(day, month, 2 + of);
        }
    }
    if let Some(month) = month_at(i) {
        let dot = usize::from(words.raw(i + 1) == ".");
        if let Some(day) = day_at(i + 1 + dot).filter(|_| year_at(i + 1 + dot).is_none()) {
            return with_year(day, month, 2 + dot);
        }
        let of = usize::from(matches!(words.at(i + 1), "of" | ","));
        if let Some(year) = year_at(i + 1 + of) {
            return Some(Piece {
                day: Some(Day::Month { year: Some(year), month }),
                len: 2 + of,
                ..Piece::default()
            });
        }
        let full = words.raw(i).len() > 3;
        let led = matches!(
            words.back(i, 1),
            "in" | "since"
                | "by"
                | "until"
                | "last"
                | "next"
                | "early"
                | "late"
                | "of"
                | "from"
                | "mid"
                | "this"
        );
        return (full && (led || !matches!(words.at(i), "may" | "march"))).then_some(Piece {
            day: Some(Day::Month { year: None, month }),
            len: 1,
            ..Piece::default()
        });
    }
    if let Some(year) = year_at(i) {
        let led = matches!(
            words.back(i, 1),
            "in" | "since"
                | "by"
                | "until"
                | "of"
                | "from"
                | "before"
                | "after"
                | "during"
                | "to"
                | "and"
                | "between"
                | "("
                | "early"
                | "late"
                | "for"
                | "summer"
                | "winter"
                | "spring"
                | "autumn"
        );
        let named = matches!(words.back(i, 1), "the" | "a" | "its" | "their" | "his" | "her")
            && words.raw(i + 1).starts_with(char::is_uppercase);
        let counted = words.tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Word)
            && matches!(
                words.back(i, 1),
                "of" | "from" | "for" | "to" | "and" | "by" | "after" | "between"
            )
            && !words.back(i, 2).ends_with("summer")
            || year < 1700 && words.tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Word);
        return (led && !counted || named).then_some(Piece {
            day: Some(Day::Year(year)),
            len: 1,
            ..Piece::default()
        });
    }
    if let Some(decade) = words.at(i).strip_suffix('s').filter(|d| d.len() == 4 && d.ends_with('0'))
    {
        let day = Some(Day::Decade(decade.parse().ok()?));
        return Some(Piece { day, len: 1, ..Piece::default() });
    }
    None
}

/// `last week`, `this year`, `next month`, `three days ago`, `last night`, `this morning`.
fn relative(words: &Words, i: usize) -> Option<Piece> {
    let whole = |day, len| Some(Piece { day: Some(day), len, ..Piece::default() });
    let unit = |word: &str, n: i32| {
        Some(match word.trim_end_matches('s') {
            "day" => Day::Days(n),
            "week" => Day::Weeks(n),
            "fortnight" => Day::Weeks(2 * n),
            "month" => Day::Months(n),
            "year" => Day::Years(n),
            "decade" => Day::Years(10 * n),
            _ => return None,
        })
    };
    let by = match words.at(i) {
        "last" | "previous" | "past" => -1,
        "this" => 0,
        "next" | "coming" => 1,
        _ => {
            let n = words.small(i)?;
            return (words.at(i + 2) == "ago")
                .then(|| unit(words.at(i + 1), -n))
                .flatten()
                .and_then(|d| whole(d, 3));
        }
    };
    let word = words.at(i + 1);
    match CALENDAR.get(word) {
        Some(Entry::Weekday(weekday)) if words.raw(i + 1).starts_with(char::is_uppercase) => {
            let which = by as i8;
            let mut piece =
                Piece { day: Some(Day::Weekday(*weekday, which)), len: 2, ..Piece::default() };
            if let Some(Entry::Part(from, to)) = CALENDAR.get(words.at(i + 2)) {
                piece.clock = Some((*from, *to));
                piece.len = 3;
            }
            return Some(piece);
        }
        Some(Entry::Month(_)) => return None,
        Some(Entry::Part(from, to)) if by <= 0 && words.at(i) != "past" => {
            let day = Some(Day::Days(if word == "night" { by } else { 0 }));
            return Some(Piece { day, clock: Some((*from, *to)), len: 2 });
        }
        _ => {}
    }
    if word.ends_with('s') || words.at(i) == "past" || words.at(i) == "coming" {
        return None; // "the last days", "the past week": a stretch, not a point
    }
    if word == "day" && by != 0 {
        return None;
    }
    unit(word, by).and_then(|day| whole(day, 2))
}

/// `Tuesday`, `Tuesday evening`, `late Tuesday`, `yesterday`, `tonight`, `midday`, `the morning`.
fn named(words: &Words, i: usize) -> Option<Piece> {
    match CALENDAR.get(words.at(i))? {
        Entry::Weekday(weekday) if words.raw(i).starts_with(char::is_uppercase) => {
            let mut piece =
                Piece { day: Some(Day::Weekday(*weekday, 0)), len: 1, ..Piece::default() };
            match words.back(i, 1) {
                "late" => piece.clock = Some((1020, 1439)),
                "early" => piece.clock = Some((0, 600)),
                // "in the small hours of Wednesday"
                "of" | "on" if words.back(i, 2) == "hours" => match words.back(i, 3) {
                    "small" | "wee" => piece.clock = Some((0, 300)),
                    "early" => piece.clock = Some((0, 420)),
                    _ => {}
                },
                "on" if words.back(i, 2) == "light" && words.back(i, 3) == "first" => {
                    piece.clock = Some((180, 480));
                }
                "on" if words.back(i, 2) == "early" => piece.clock = Some((0, 600)),
                "on" if words.back(i, 2) == "late" => piece.clock = Some((1020, 1439)),
                _ => {}
            }
            if let Some(Entry::Part(from, to)) = CALENDAR.get(words.at(i + 1)) {
                piece.clock = Some((*from, *to));
                piece.len = 2;
            }
            Some(piece)
        }
        Entry::Days(n) => {
            let mut piece = Piece { day: Some(Day::Days(*n)), len: 1, ..Piece::default() };
            if words.at(i) == "tonight" {
                piece.clock = Some((1080, 1439));
            } else if let Some(Entry::Part(from, to)) = CALENDAR.get(words.at(i + 1)) {
                piece.clock = Some((*from, *to));
                piece.len = 2;
            }
            Some(piece)
        }
        Entry::Part(from, to) => {
            let led = matches!(
                words.back(i, 1),
                "the" | "by" | "at" | "before" | "until" | "after" | "in" | "of" | "at around"
            ) || from == to;
            let before = words.back(i, 1) == "before";
            let clock = if before { (0, *to) } else { (*from, *to) };
            led.then_some(Piece { clock: Some(clock), len: 1, ..Piece::default() })
        }
        _ => None,
    }
}
