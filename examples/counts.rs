//! Does one stage of the program so many times, for callgrind to count its instructions.
//!
//! `counts` lists the stages; `counts N TIMES` does the one with that number. `benches/counts.py` runs it.

#[path = "../benches/stages/mod.rs"]
mod stages;

use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1).filter_map(|arg| arg.parse::<usize>().ok());
    match (args.next(), args.next()) {
        (Some(stage), Some(times)) => {
            let (_, prepare) = stages::STAGES[stage];
            let mut job = prepare();
            job(); // what is made once, at the first use, is no part of the cost
            // Callgrind writes down what it has counted whenever a thread yields: a mark that needs no symbols.
            std::thread::yield_now();
            (0..times).for_each(|_| job());
            std::thread::yield_now();
        }
        _ => {
            let mut out = std::io::stdout().lock();
            for (name, _) in stages::STAGES {
                writeln!(out, "{name}")?;
            }
        }
    }
    Ok(())
}
