//! Where an article came from: outlet, byline, dates, address, hash.

use crate::language::date::{self, Day};
use crate::language::token;
use crate::text::Span;
use jiff::civil::Date;
use std::path::PathBuf;

/// What is known of where an article came from. Every string is clean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The file it was read from; `None` for standard input and bundled accounts.
    pub path: Option<PathBuf>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The day it was published; relative dates in the text are resolved against it.
    pub published: Option<Date>,
    /// The day of the dateline, when it names no year: the year is that of the address or of the other
    /// accounts, or it stays unknown.
    pub filed: Option<DayOfYear>,
    /// The moment it was published, as written, when more than a day is known.
    pub published_at: Option<String>,
    /// Its address on the web.
    pub url: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
    /// Where the report was filed from, out of the dateline.
    pub dateline: Option<String>,
    /// The encoding the bytes were read in, when it was not plain UTF-8.
    pub encoding: Option<&'static str>,
    /// SHA-256 of the clean text, in hexadecimal: the identity of what annotations were made on.
    pub sha256: String,
    /// How many hidden or control characters were taken out or replaced.
    pub hidden: usize,
}

/// A day without its year: `March 4`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DayOfYear {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

impl DayOfYear {
    /// Returns the day in the year in which it lies nearest to `other`.
    #[must_use]
    pub fn nearest(self, other: Date) -> Option<Date> {
        let years = other.year().saturating_sub(1)..=other.year().saturating_add(1);
        let days = years.filter_map(|year| Date::new(year, self.month, self.day).ok());
        days.min_by_key(|day| days_between(*day, other))
    }
}

fn days_between(a: Date, b: Date) -> i32 {
    (a - b).get_days().abs()
}

/// How many days the accounts of one event may lie apart for the year of one to be that of another.
const TOGETHER: i32 = 60;

impl Source {
    /// Takes the year of a dateline that names none from the address, if it names that month: `/2025/03/04/`.
    pub(super) fn take_year_of_address(&mut self) {
        let (None, Some(filed), Some(url)) = (self.published, self.filed, &self.url) else {
            return;
        };
        let mut numbers = url.split(|c: char| !c.is_ascii_digit()).map(str::parse);
        while let Some(number) = numbers.next() {
            let month = numbers.clone().next().and_then(Result::ok);
            if let (Ok(year @ 1900..=2100), Some(month)) = (number, month)
                && month == i16::from(filed.month)
            {
                self.published = Date::new(year, filed.month, filed.day).ok();
                return;
            }
        }
    }

    /// Takes the year of a dateline that names none from the days on which other accounts of the event were
    /// published, unless they all lie far from it. No year is guessed.
    pub(super) fn take_year_of_others(&mut self, others: &[Date]) {
        let (None, Some(filed)) = (self.published, self.filed) else { return };
        let days = others.iter().filter_map(|other| {
            let day = filed.nearest(*other)?;
            Some((days_between(day, *other), day))
        });
        self.published = days.min().filter(|(far, _)| *far <= TOGETHER).map(|(_, day)| day);
    }

    /// Returns the day as a header shows it: `4 Mar 2025`, or `4 Mar` when the year is unknown.
    #[must_use]
    pub fn short_date(&self) -> Option<String> {
        let known = self.published.map(|day| day.strftime("%-d %b %Y").to_string());
        let filed = || {
            let day = Date::new(2000, self.filed?.month, self.filed?.day).ok()?;
            Some(day.strftime("%-d %b").to_string())
        };
        known.or_else(filed)
    }

    /// Sets the publication date out of what a source says: an ISO 8601 date or moment, an RFC 2822
    /// date, or a date in words. What names no full date changes nothing.
    pub fn set_published(&mut self, written: &str) {
        let written = written.trim();
        let Some(day) = day(written) else { return };
        self.published = Some(day);
        self.published_at = (written != day.to_string()).then(|| crate::text::clean::line(written));
    }
}

/// Returns the full date that a short text names first.
pub(super) fn day(written: &str) -> Option<Date> {
    let head =
        written.get(..10).filter(|_| !written[10..].starts_with(|c: char| c.is_ascii_digit()));
    let dashed = |head: &&str| head.as_bytes()[4] == b'-';
    if let Some(day) = head.filter(dashed).and_then(|head| head.parse().ok()) {
        return Some(day);
    }
    // Most short texts name no year; the calendar is not needed for them.
    written.as_bytes().windows(4).find(|four| four.iter().all(u8::is_ascii_digit))?;
    first(written, |day| match day {
        Day::Date { year: Some(year), month, day } => Date::new(year, month, day).ok(),
        _ => None,
    })
}

/// Returns the day that a short text names first without a year.
pub(super) fn day_of_year(written: &str) -> Option<DayOfYear> {
    first(written, |day| match day {
        // The longest February, for want of a year.
        Day::Date { year: None, month, day } if Date::new(2000, month, day).is_ok() => {
            Some(DayOfYear { month, day })
        }
        _ => None,
    })
}

fn first<T>(written: &str, read: impl Fn(Day) -> Option<T>) -> Option<T> {
    if !written.contains(|c: char| c.is_ascii_digit()) {
        return None; // the head of most accounts; the calendar is not needed for it
    }
    let short = &written[..written.floor_char_boundary(200)];
    let tokens = token::tokens(short, Span::new(0, short.len()));
    date::mentions(short, &tokens).iter().find_map(|mention| read(mention.day?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_sources_come_in_many_forms() {
        let cases = [
            ("2025-09-02", Some("2025-09-02")),
            ("2025-09-02T10:30:00Z", Some("2025-09-02")),
            ("2 September 2025", Some("2025-09-02")),
            ("Sept. 2, 2025, 9.40pm", Some("2025-09-02")),
            ("Tue, 02 Sep 2025 10:30:00 +0000", Some("2025-09-02")),
            ("2025-13-40", None),
            ("soon", None),
            ("", None),
        ];
        for (written, want) in cases {
            let mut source = Source::default();
            source.set_published(written);
            assert_eq!(source.published.map(|d| d.to_string()).as_deref(), want, "{written}");
        }
    }

    #[test]
    fn a_year_comes_from_the_address_or_the_other_accounts_and_is_never_guessed() {
        let date = jiff::civil::date;
        let filed = |written| Source { filed: day_of_year(written), ..Source::default() };
        let cases = [
            ("March 4", &[date(2025, 3, 5), date(2025, 3, 7)][..], Some(date(2025, 3, 4))),
            ("Dec. 30", &[date(2025, 1, 2)], Some(date(2024, 12, 30))),
            ("Feb. 29", &[date(2025, 3, 1)], None),
            ("March 4", &[date(2025, 9, 2)], None),
            ("March 4", &[], None),
        ];
        for (written, others, want) in cases {
            let mut source = filed(written);
            source.take_year_of_others(others);
            assert_eq!(source.published, want, "{written} beside {others:?}");
        }
        let cases = [
            ("https://olm.example/2025/03/04/bridge-7", Some(date(2025, 3, 4))),
            ("https://olm.example/a-2025-3-bridge", Some(date(2025, 3, 4))),
            ("https://olm.example/2025/09/bridge", None),
            ("https://olm.example/story/20250304", None),
        ];
        for (url, want) in cases {
            let mut source = Source { url: Some(url.to_owned()), ..filed("March 4") };
            assert_eq!(source.short_date().as_deref(), Some("4 Mar"));
            source.take_year_of_address();
            assert_eq!(source.published, want, "{url}");
        }
    }
}
