//! Dates and times as written, and what they mean beside the day they were written on.
//!
//! [`mentions`] finds them (`on Tuesday evening`, `4 March`, `since 2018`, `two days ago`, `7.30pm`);
//! [`Mention::resolve`] turns one into a range of days against an anchor day.

mod find;

pub use find::mentions;

use crate::text::Span;
use jiff::civil::{Date, Weekday};
use jiff::{Span as Length, ToSpan};

/// The day part of a mention, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Day {
    /// `4 March`, `March 4, 2025`.
    Date {
        /// The year, when it is written.
        year: Option<i16>,
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// `March`, `in March 2025`, `last March`.
    Month {
        /// The year, when it is written.
        year: Option<i16>,
        /// 1 to 12.
        month: i8,
    },
    /// `2016`.
    Year(i16),
    /// `the 1990s`: the first year.
    Decade(i16),
    /// `Tuesday`, `last Tuesday` (-1), `next Tuesday` (1).
    Weekday(Weekday, i8),
    /// `today` 0, `yesterday` -1, `three days ago` -3.
    Days(i32),
    /// `this week` 0, `last week` -1, `three weeks ago` -3.
    Weeks(i32),
    /// `last month` -1.
    Months(i32),
    /// `last year` -1, `14 years ago` -14.
    Years(i32),
}

/// What a preposition makes of a mention: `by Friday` ends on it, `since 2018` begins with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Bound {
    /// At the time.
    #[default]
    At,
    /// `since`, `from`.
    Since,
    /// `by`, `until`, `till`.
    By,
    /// `before`, `ahead of`.
    Before,
    /// `after`, `following`.
    After,
    /// `as of`, `so far`: the state of knowledge.
    AsOf,
}

/// A date or time in a text, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words: `Tuesday evening`, `07:30 on Tuesday`; without the preposition before them.
    pub span: Span,
    /// The day, if any is named.
    pub day: Option<Day>,
    /// First and last minute of the day, if an hour or a part of the day is named.
    pub clock: Option<(u16, u16)>,
    /// What the word before makes of it.
    pub bound: Bound,
    /// Whether the words are vague: `about 7pm`, `shortly after 11`.
    pub vague: bool,
}

/// Which way a bare weekday or month points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// Told as past: `struck on Tuesday`.
    Past,
    /// Told as future: `will meet on Tuesday`.
    Future,
}

/// A range of days, with hours when they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct When {
    /// The first day.
    pub first: Date,
    /// The last day, the same when it is one day.
    pub last: Date,
    /// First and last minute of the day, when it is one day.
    pub clock: Option<(u16, u16)>,
}

impl When {
    /// Returns the range of one day.
    #[must_use]
    pub const fn day(day: Date) -> Self {
        Self { first: day, last: day, clock: None }
    }

    /// Tells whether the two can be the same time.
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        if self.last < other.first || other.last < self.first {
            return false;
        }
        match (self.clock, other.clock) {
            (Some(a), Some(b)) if self.is_day() && other.is_day() => a.0 <= b.1 && b.0 <= a.1,
            _ => true,
        }
    }

    /// Tells whether it is one day.
    #[must_use]
    pub fn is_day(&self) -> bool {
        self.first == self.last
    }

    /// Tells whether all of it is before `other` begins.
    #[must_use]
    pub fn before(&self, other: &Self) -> bool {
        self.last < other.first
            || self.is_day()
                && other.is_day()
                && self.first == other.first
                && matches!((self.clock, other.clock), (Some(a), Some(b)) if a.1 < b.0)
    }

    /// Returns how many days lie between the two, 0 when they touch.
    #[must_use]
    pub fn gap_days(&self, other: &Self) -> i32 {
        let (a, b) = if self.last < other.first {
            (self.last, other.first)
        } else {
            (other.last, self.first)
        };
        if b <= a { 0 } else { days_between(a, b) }
    }
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (first, last) = (self.first, self.last);
        if first == last {
            write!(f, "{first}")?;
        } else if first == first.first_of_year()
            && last == last.last_of_year()
            && first.year() == last.year()
        {
            write!(f, "{}", first.year())?;
        } else if first == first.first_of_month() && last == first.last_of_month() {
            write!(f, "{}", first.strftime("%Y-%m"))?;
        } else {
            write!(f, "{first}/{last}")?;
        }
        if let Some((from, to)) = self.clock {
            write!(f, " {:02}:{:02}", from / 60, from % 60)?;
            if to != from {
                write!(f, "–{:02}:{:02}", to / 60, to % 60)?;
            }
        }
        Ok(())
    }
}

fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |s| s.get_days())
}

fn plus(day: Date, length: Length) -> Date {
    day.checked_add(length).unwrap_or(day)
}

impl Mention {
    /// Returns the days and hours meant when the text was written on `anchor`; `None` when it names
    /// no day, or names one that needs an anchor and there is none.
    #[must_use]
    pub fn resolve(&self, anchor: Option<Date>, lean: Lean) -> Option<When> {
        let (first, last) = days(self.day?, anchor, lean)?;
        let clock = if first == last { self.clock } else { None };
        Some(When { first, last, clock })
    }

    /// Tells whether the mention names a day or more without needing an anchor.
    #[must_use]
    pub const fn is_absolute(&self) -> bool {
        matches!(
            self.day,
            Some(
                Day::Date { year: Some(_), .. }
                    | Day::Month { year: Some(_), .. }
                    | Day::Year(_)
                    | Day::Decade(_)
            )
        )
    }
}

fn days(day: Day, anchor: Option<Date>, lean: Lean) -> Option<(Date, Date)> {
    let one = |d: Date| Some((d, d));
    let month = |d: Date| Some((d.first_of_month(), d.last_of_month()));
    let years =
        |from: i16, to: i16| Some((Date::new(from, 1, 1).ok()?, Date::new(to, 12, 31).ok()?));
    match day {
        Day::Date { year: Some(y), month, day } => one(Date::new(y, month, day).ok()?),
        Day::Month { year: Some(y), month: m } => month(Date::new(y, m, 1).ok()?),
        Day::Year(y) => years(y, y),
        Day::Decade(y) => years(y, y.checked_add(9)?),
        Day::Date { year: None, month, day } => {
            let anchor = anchor?;
            (-1..=1)
                .filter_map(|by| Date::new(anchor.year() + by, month, day).ok())
                .min_by_key(|d| days_between(*d, anchor).abs())
                .and_then(one)
        }
        Day::Month { year: None, month: m } => {
            let anchor = anchor?;
            let this = Date::new(anchor.year(), m, 1).ok()?;
            let past = lean == Lean::Past && this > anchor;
            let future = lean == Lean::Future && this.last_of_month() < anchor;
            let by = i16::from(future) - i16::from(past);
            month(Date::new(anchor.year() + by, m, 1).ok()?)
        }
        Day::Weekday(weekday, which) => {
            let anchor = anchor?;
            let back = i64::from(anchor.weekday().since(weekday));
            let forth = i64::from(weekday.since(anchor.weekday()));
            let by = match (which, lean) {
                (-1, _) => -(if back == 0 { 7 } else { back }),
                (1, _) => {
                    if forth == 0 {
                        7
                    } else {
                        forth
                    }
                }
                (_, Lean::Past) => -back,
                (_, Lean::Future) => forth,
            };
            one(plus(anchor, by.days()))
        }
        Day::Days(n) => one(plus(anchor?, i64::from(n).days())),
        Day::Weeks(n) => {
            let anchor = anchor?;
            let monday = plus(anchor, -i64::from(anchor.weekday().to_monday_zero_offset()).days());
            let first = plus(monday, (i64::from(n) * 7).days());
            Some((first, plus(first, 6.days())))
        }
        Day::Months(n) => month(plus(anchor?, i64::from(n).months())),
        Day::Years(n) => {
            let y = anchor?.year().checked_add(i16::try_from(n).ok()?)?;
            years(y, y)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::token::tokens;
    use jiff::civil::date;

    fn read(text: &str) -> Vec<Mention> {
        mentions(text, &tokens(text, Span::new(0, text.len())))
    }

    #[test]
    fn mentions_resolve_against_the_day_they_were_written() {
        // Thursday 12 June 2025.
        let anchor = Some(date(2025, 6, 12));
        let cases = [
            ("It opened on Tuesday.", "2025-06-10"),
            ("It opened on Thursday evening.", "2025-06-12 16:30–23:59"),
            ("The vote came last Thursday.", "2025-06-05"),
            ("It struck at 4:17 a.m. local time on Monday.", "2025-06-09 04:17"),
            ("It fell at about 7pm on Monday.", "2025-06-09 19:00"),
            ("The ferry left on 4 March.", "2025-03-04"),
            ("The ferry left on March 4, 2024.", "2024-03-04"),
            ("The ferry left on Sept. 1st.", "2025-09-01"),
            ("Dated 2025-03-04.", "2025-03-04"),
            ("Dated 2025/3/4, late", "2025-03-04"),
            ("Stand: 25.08.2025, 16:45", "2025-08-25 16:45"),
            ("It was signed on 5.6.2025.", "2025-06-05"),
            ("It was signed on 25/08/2025.", "2025-08-25"),
            ("It was signed on 8/25/2025 at 7pm.", "2025-08-25 19:00"),
            ("A flood hit the port in 2016.", "2016"),
            ("The first since 1978", "1978"),
            ("Built in March 2019.", "2019-03"),
            ("It was signed yesterday.", "2025-06-11"),
            ("They met last night.", "2025-06-11 18:00–23:59"),
            ("It was found three days ago.", "2025-06-09"),
            ("It happened last month.", "2025-05"),
            ("Prices rose last year.", "2024"),
            ("As of 18:00 today", "2025-06-12 18:00"),
            ("It was signed in the 1990s.", "1990-01-01/1999-12-31"),
            ("The crash of the 2008 Games", "2008"),
            ("elected 14 years ago", "2011"),
            ("at half past six in the morning on Monday", "2025-06-09 06:30"),
            ("at twenty to seven on Sunday morning", "2025-06-08 06:40"),
            ("at a quarter to nine on Monday evening", "2025-06-09 20:45"),
            ("shortly before one in the morning on Monday", "2025-06-09 01:00"),
            ("at two o'clock on Monday afternoon", "2025-06-09 14:00"),
            ("early on Wednesday", "2025-06-11 00:00–10:00"),
            ("in the small hours of Wednesday", "2025-06-11 00:00–05:00"),
            ("closed at 18:30 on Tuesday 10 June", "2025-06-10 18:30"),
            ("in office from Friday, March 7", "2025-03-07"),
            ("before ten o'clock on the evening of Thursday 5 June", "2025-06-05 22:00"),
        ];
        for (text, want) in cases {
            let found = read(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let when = found[0].resolve(anchor, Lean::Past).expect("a day is named");
            assert_eq!(when.to_string(), want, "{text}");
        }
    }

    #[test]
    fn figures_that_may_be_no_day_are_none() {
        for text in [
            "Version 1.2.2025.4 is out.",
            "It was 5/6/2025.",
            "Dial 12-34-2025.",
            "Rule 31.02.2025",
            "The ratio 2025/8",
            "25.08.25",
        ] {
            let days: Vec<_> = read(text).iter().filter_map(|found| found.day).collect();
            assert_eq!(days, [], "{text}");
        }
    }

    #[test]
    fn a_plan_points_forward_and_an_hour_alone_names_no_day() {
        let anchor = Some(date(2025, 6, 12));
        let monday = read("It will open on Monday.")[0];
        assert_eq!(monday.resolve(anchor, Lean::Future), Some(When::day(date(2025, 6, 16))));
        let hour = read("Shortly after 11 in the morning she rang.")[0];
        assert_eq!((hour.clock, hour.vague, hour.bound), (Some((660, 660)), true, Bound::At));
        assert_eq!(hour.resolve(anchor, Lean::Past), None);
        assert_eq!(monday.resolve(None, Lean::Past), None);
    }

    #[test]
    fn bounds_and_things_that_are_no_dates() {
        assert_eq!(read("restored by noon today")[0].bound, Bound::By);
        assert_eq!(read("the first since 2019")[0].bound, Bound::Since);
        assert_eq!(read("as of Friday morning")[0].bound, Bound::AsOf);
        for text in [
            "two to three people came",
            "one in the crowd",
            "He may march on.",
            "2000 people marched",
            "a bill of 1500 euros",
            "in 1200 homes",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn times_meet_or_do_not() {
        let day = |d, clock| When { first: date(2025, 6, d), last: date(2025, 6, d), clock };
        assert!(day(1, None).intersects(&day(1, Some((60, 60)))));
        assert!(!day(1, None).intersects(&day(2, None)));
        assert!(!day(1, Some((60, 60))).intersects(&day(1, Some((120, 120)))));
        assert!(day(1, Some((60, 60))).before(&day(1, Some((120, 120)))));
        assert_eq!(day(1, None).gap_days(&day(4, None)), 3);
    }
}
