//! Copies of the journal, one a day: 7 days, 4 weeks, 12 months.

use super::clock::rfc3339;
use super::fs::{read_all, replace};
use super::journal::is_segment;
use super::{Store, Why};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::HashSet;
use std::io::{self, Write};
use std::path::PathBuf;

impl Store {
    /// Copies every segment of the journal into one compressed file named after the day.
    ///
    /// # Errors
    /// When nothing may be written or a step fails.
    pub fn backup(&mut self) -> Result<PathBuf, Why> {
        self.may_write()?;
        self.make_ready().and_then(|()| self.write_backup()).map_err(|error| self.system(&error))
    }

    /// Makes the backup of the day unless it is there, or nothing has changed since the last one.
    pub(super) fn backup_if_due(&mut self) -> io::Result<()> {
        let name = self.backup_name();
        let kept = self.fs.list(&self.part("backup")).unwrap_or_default();
        if kept.iter().any(|entry| entry.name == name) {
            return Ok(());
        }
        let last = kept.iter().filter(|e| is_backup(&e.name)).map(|e| e.stamp.1).max();
        let segments = self.fs.list(&self.part("journal"))?;
        let changed = segments.iter().filter(|e| is_segment(&e.name)).map(|e| e.stamp.1).max();
        if changed.is_some_and(|changed| last.is_none_or(|last| changed > last)) {
            self.make_ready()?;
            self.write_backup()?;
        }
        Ok(())
    }

    fn backup_name(&self) -> String {
        let now = rfc3339(self.fs.now());
        format!("{}.jsonl.gz", now.get(..10).unwrap_or("0000-00-00"))
    }

    fn write_backup(&self) -> io::Result<PathBuf> {
        let (journal, dir, name) = (self.part("journal"), self.part("backup"), self.backup_name());
        self.fs.create_dir(&dir)?;
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        for entry in self.fs.list(&journal)?.iter().filter(|e| is_segment(&e.name)) {
            let bytes = read_all(&*self.fs, &journal.join(&entry.name), u64::MAX)?;
            packed.write_all(&bytes)?;
            if bytes.last().is_some_and(|last| *last != b'\n') {
                packed.write_all(b"\n")?;
            }
        }
        replace(&*self.fs, &dir, &name, &packed.finish()?)?;
        self.thin_out(&dir);
        Ok(dir.join(name))
    }

    /// Removes backups that no rule keeps; only files named as this program names them.
    fn thin_out(&self, dir: &std::path::Path) {
        let entries = self.fs.list(dir).unwrap_or_default();
        let mut names: Vec<_> =
            entries.into_iter().map(|e| e.name).filter(|n| is_backup(n)).collect();
        names.sort_by(|a, b| b.cmp(a));
        let keep = kept(&names);
        for name in names.iter().filter(|name| !keep.contains(name.as_str())) {
            let _ = self.fs.remove(&dir.join(name));
        }
    }
}

/// Returns which of the backups, the newest first, are kept.
fn kept(names: &[String]) -> HashSet<&str> {
    let mut keep: HashSet<&str> = names.iter().take(7).map(String::as_str).collect();
    let week = |name: &str| -> Option<String> {
        let date: jiff::civil::Date = name.get(..10)?.parse().ok()?;
        Some(
            format!("{:?}", date.iso_week_date().week()) + &date.iso_week_date().year().to_string(),
        )
    };
    let month = |name: &str| name.get(..7).map(str::to_owned);
    for (period, many) in [(&week as &dyn Fn(&str) -> Option<String>, 4), (&month, 12)] {
        let mut seen: Vec<String> = Vec::new();
        for name in names {
            if let Some(period) = period(name)
                && !seen.contains(&period)
                && seen.len() < many
            {
                seen.push(period);
                keep.insert(name);
            }
        }
    }
    keep
}

fn is_backup(name: &str) -> bool {
    name.strip_suffix(".jsonl.gz").is_some_and(|date| date.parse::<jiff::civil::Date>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_of_days_a_month_of_weeks_a_year_of_months() {
        let mut date: jiff::civil::Date = "2026-11-20".parse().expect("a date");
        let mut names = Vec::new();
        for _ in 0..800 {
            names.push(format!("{date}.jsonl.gz"));
            date = date.yesterday().expect("a day before");
        }
        let keep = kept(&names);
        assert!((7 + 2 + 10..=7 + 4 + 12).contains(&keep.len()), "{}", keep.len());
        assert!(keep.contains("2026-11-20.jsonl.gz") && keep.contains("2025-12-31.jsonl.gz"));
        assert!(!keep.contains("2025-11-30.jsonl.gz"));
        assert!(is_backup(&names[0]) && !is_backup("mine.jsonl.gz"));
    }
}
