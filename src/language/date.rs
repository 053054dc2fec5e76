//! Dates and times as written, and what they mean beside a publication date.
