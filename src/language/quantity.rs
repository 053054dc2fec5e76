//! Numbers with units, ranges, "about", "at least".
