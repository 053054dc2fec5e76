//! A hybrid logical clock: near the wall clock, never backwards.
//!
//! After Kulkarni et al., "Logical Physical Clocks" (OPODIS 2014). Order and conflict rules use
//! it; the wall clock alone is only shown to people.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// A moment of the hybrid clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hlc {
    /// Milliseconds since 1970, or what was seen last when the clock stands before it.
    pub ms: u64,
    /// Tells moments of the same millisecond apart.
    pub count: u32,
}

impl Hlc {
    /// Returns the next moment: the wall clock, or just after `self` when the clock is not past it.
    #[must_use]
    pub fn tick(self, now: SystemTime) -> Self {
        let ms = millis(now);
        if ms > self.ms { Self { ms, count: 0 } } else { self.after() }
    }

    /// Returns the moment just after this one.
    #[must_use]
    pub fn after(self) -> Self {
        match self.count.checked_add(1) {
            Some(count) => Self { ms: self.ms, count },
            None => Self { ms: self.ms.saturating_add(1), count: 0 },
        }
    }

    /// Returns the moment just before this one, if there is any.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        match (self.ms, self.count) {
            (0, 0) => None,
            (ms, 0) => Some(Self { ms: ms - 1, count: u32::MAX }),
            (ms, count) => Some(Self { ms, count: count - 1 }),
        }
    }

    /// Reads `000001a2b3c4d5-0007-dev1`; what follows the second dash is not looked at.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (ms, rest) = text.split_once('-')?;
        let count = rest.split_once('-').map_or(rest, |(count, _)| count);
        let ms = u64::from_str_radix(ms, 16).ok()?;
        Some(Self { ms, count: u32::from_str_radix(count, 16).ok()? })
    }
}

impl fmt::Display for Hlc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:014x}-{:04x}", self.ms, self.count)
    }
}

/// Returns milliseconds since 1970; before that, 0.
#[must_use]
pub fn millis(now: SystemTime) -> u64 {
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// Returns a moment as RFC 3339 in UTC with seconds, such as `2026-01-31T12:00:00Z`.
#[must_use]
pub fn rfc3339(now: SystemTime) -> String {
    let second = i64::try_from(millis(now) / 1000).unwrap_or(i64::MAX);
    let stamp = jiff::Timestamp::from_second(second).unwrap_or(jiff::Timestamp::MAX);
    stamp.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn time_that_runs_backwards_changes_nothing_but_the_wall_clock() {
        let day = |n: u64| UNIX_EPOCH + Duration::from_secs(n * 86_400);
        let mut clock = Hlc::default();
        for now in [
            day(100),
            day(1),
            day(0),
            UNIX_EPOCH - Duration::from_secs(9),
            day(100),
            day(2_900_000),
        ] {
            let next = clock.tick(now);
            assert!(next > clock);
            clock = next;
        }
        assert_eq!(rfc3339(day(20_000)), "2024-10-04T00:00:00Z");
        assert_eq!(rfc3339(day(9_999_999)), "9999-12-30T22:00:00Z");
    }

    #[test]
    fn the_text_form_comes_back() {
        let hlc = Hlc { ms: 0x01a2_b3c4_d5e6, count: 7 };
        assert_eq!(hlc.to_string(), "0001a2b3c4d5e6-0007");
        assert_eq!(Hlc::parse("0001a2b3c4d5e6-0007-dev1"), Some(hlc));
        assert_eq!(Hlc::parse("soon"), None);
        assert_eq!(hlc.after().before(), Some(hlc));
    }
}
