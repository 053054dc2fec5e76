//! Sentence pairs in, labels out: one JSON line each, in order, as they come.

use super::{Common, exit, exit::Exit, output};
use crate::analysis::judge::judge;
use crate::exchange::json;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Read, Write};

/// No pair is longer; a line beyond it is reported and skipped. In bytes.
const LONGEST_LINE: u64 = 4 << 20;

/// Arguments of the command.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Reads lines {\"id\",\"premise\",\"hypothesis\"} from standard input and writes lines \
    {\"id\",\"label\",\"score\",\"reason\"}, label being contradiction, entailment or neutral. A line that is no \
    pair is reported on standard error, the others are still judged, and the exit code is 2."
)]
pub(super) struct JudgeArgs {}

#[derive(Deserialize)]
struct Question {
    #[serde(default)]
    id: serde_json::Value,
    premise: String,
    hypothesis: String,
}

#[derive(Serialize)]
struct Answer {
    id: serde_json::Value,
    label: &'static str,
    score: f64,
    reason: String,
}

pub(super) fn run(_args: &JudgeArgs, _common: &Common) -> anyhow::Result<Exit> {
    let mut input = BufReader::with_capacity(64 << 10, std::io::stdin().lock());
    let mut out = output::stdout();
    let mut failed = false;
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        if (&mut input).take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let whole = line.ends_with(b"\n") || (line.len() as u64) < LONGEST_LINE;
        if !whole {
            skip_line(&mut input)?;
            exit::warn(&format!("line {number}: longer than {} MiB, skipped", LONGEST_LINE >> 20));
            failed = true;
            continue;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        match serde_json::from_slice::<Question>(&line) {
            Ok(question) => writeln!(out, "{}", answer(question))?,
            Err(error) => {
                exit::warn(&format!("line {number}: {error}"));
                failed = true;
            }
        }
        // Nothing more is waiting: whoever asks line by line gets the answer now.
        if input.buffer().is_empty() {
            out.flush()?;
        }
    }
    out.flush()?;
    Ok(if failed { Exit::Failed } else { Exit::Done })
}

/// Reads on to the end of the line.
fn skip_line(input: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let used = end.map_or(buffer.len(), |at| at + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

fn answer(question: Question) -> String {
    let opinion = judge(&question.premise, &question.hypothesis);
    let answer = Answer {
        id: question.id,
        label: opinion.label.name(),
        score: (opinion.score * 1000.0).round() / 1000.0,
        reason: opinion.reason,
    };
    json::escaped(serde_json::to_string(&answer).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_one_clean_line() {
        let question = serde_json::from_str::<Question>(
            r#"{"id":"\u009b\u202e7","premise":"The hall is open.","hypothesis":"The hall is not open."}"#,
        );
        let line = answer(question.unwrap_or_else(|error| panic!("{error}")));
        assert!(line.is_ascii(), "{line}");
        assert!(line.contains(r#""label":"contradiction""#), "{line}");
        assert!(line.starts_with(r#"{"id":"\u009b\u202e7""#), "{line}");
    }

    #[test]
    fn an_overlong_line_is_left_behind() {
        let mut input = std::io::Cursor::new(b"abc\ndef".to_vec());
        assert!(skip_line(&mut input).is_ok());
        assert_eq!(input.fill_buf().ok(), Some(&b"def"[..]));
    }
}
