//! A judge outside: any command that reads pairs and writes labels in `judge`'s own line format.
//!
//! The command is run without a shell, gets all pairs on its standard input and has a time limit for each
//! answer; one that hangs, dies or prints rubbish costs its opinions and nothing else.

use crate::analysis::judge::Label;
use crate::analysis::opinion::Suggestion;
use crate::analysis::{Analysis, Progress, Side, Stage, Watch, opinion};
use crate::article::Library;
use anyhow::Context;
use serde::Deserialize;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

/// How long the command may take to its first answer, and from one answer to the next.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often the watch is looked at while nothing comes.
const GLANCE: Duration = Duration::from_millis(100);
/// No answer is longer, in bytes; what is longer is rubbish.
const LONGEST_ANSWER: u64 = 64 << 10;
/// So many lines of rubbish are read past before the command is given up.
const RUBBISH: usize = 100;

/// What an outside judge said, and what went wrong, in one sentence, if anything did.
#[derive(Debug, Default)]
struct Answers {
    /// One for each pair asked, in order; nothing where no answer came.
    pub suggestions: Vec<Option<Suggestion>>,
    /// Why answers are missing.
    pub trouble: Option<String>,
}

#[derive(Deserialize)]
struct Answer {
    id: usize,
    label: String,
    #[serde(default)]
    score: Option<f64>,
}

/// Findings beyond so many are not sent to a judge outside.
const MOST_ASKED: usize = 500;

/// Asks the judge about the contradictions, and lets its opinions move their confidence. Returns what
/// went wrong with some of them. A watch that stops it ends the command.
///
/// # Errors
/// When the command cannot be started.
pub(super) fn consult(
    command: &str,
    library: &Library,
    analysis: &mut Analysis,
    watch: Watch<'_>,
) -> anyhow::Result<Option<String>> {
    let quote = |side: &Side| {
        library
            .articles()
            .get(side.article)
            .map_or("", |article| side.span.of(&article.text))
            .to_owned()
    };
    let pairs: Vec<(String, String)> = analysis
        .contradictions
        .iter()
        .take(MOST_ASKED)
        .map(|finding| (quote(&finding.a), quote(&finding.b)))
        .collect();
    let answers = ask_within(command, &pairs, PATIENCE, watch)?;
    for (finding, suggestion) in analysis.contradictions.iter_mut().zip(&answers.suggestions) {
        if let Some(suggestion) = suggestion {
            opinion::apply(finding, suggestion);
        }
    }
    analysis
        .contradictions
        .sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then_with(|| a.id.cmp(&b.id)));
    Ok(answers.trouble)
}

/// Asks `command` about the pairs, each a premise and a hypothesis.
///
/// # Errors
///
/// The command cannot be parsed or started.
fn ask_within(
    command: &str,
    pairs: &[(String, String)],
    patience: Duration,
    watch: Watch<'_>,
) -> anyhow::Result<Answers> {
    let words = shell_words::split(command).context("--judge: the command is not well quoted")?;
    let (program, arguments) = words.split_first().context("--judge: the command is empty")?;
    let mut answers = Answers { suggestions: vec![None; pairs.len()], trouble: None };
    if pairs.is_empty() {
        return Ok(answers);
    }
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("--judge: cannot start {program}"))?;
    let name = name_of(program);
    // Written beside the reading: a command that answers at once must not wait for the last question.
    let stdin = child.stdin.take();
    let mut questions = String::new();
    for (id, (premise, hypothesis)) in pairs.iter().enumerate() {
        let line = serde_json::json!({"id": id, "premise": premise, "hypothesis": hypothesis});
        questions.push_str(&line.to_string());
        questions.push('\n');
    }
    std::thread::spawn(move || {
        if let Some(mut stdin) = stdin {
            // A command that stops reading has said what it has to say.
            let _ = stdin.write_all(questions.as_bytes());
        }
    });
    let lines = read_lines(&mut child);
    answers.trouble = collect(&lines, &name, patience, watch, &mut answers.suggestions);
    let _ = child.kill();
    let _ = child.wait();
    Ok(answers)
}

/// The file name of the program: what its suggestions are shown under.
fn name_of(program: &str) -> String {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
    crate::text::clean::line(name)
}

/// Reads the answers on a thread, so that waiting for them can end.
fn read_lines(child: &mut Child) -> Receiver<Vec<u8>> {
    let (sender, lines) = sync_channel(64);
    if let Some(stdout) = child.stdout.take() {
        std::thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            loop {
                let mut line = Vec::new();
                match (&mut stdout).take(LONGEST_ANSWER).read_until(b'\n', &mut line) {
                    Ok(0) | Err(_) => return,
                    Ok(_) if sender.send(line).is_err() => return,
                    Ok(_) => {}
                }
            }
        });
    }
    lines
}

/// Takes answers until all are there; returns why some are missing.
fn collect(
    lines: &Receiver<Vec<u8>>,
    name: &str,
    patience: Duration,
    watch: Watch<'_>,
    suggestions: &mut [Option<Suggestion>],
) -> Option<String> {
    let (mut missing, mut rubbish) = (suggestions.len(), 0);
    let mut last = Instant::now();
    while missing > 0 {
        let done = suggestions.len() - missing;
        if !watch(Progress { stage: Stage::Judging, done, of: suggestions.len() }) {
            return Some(format!("{name} was stopped; {missing} pairs are without its opinion"));
        }
        // Rubbish does not buy time.
        let left = patience.saturating_sub(last.elapsed());
        let line = match lines.recv_timeout(left.min(GLANCE)) {
            Ok(line) => line,
            Err(RecvTimeoutError::Timeout) if left > GLANCE => continue,
            Err(RecvTimeoutError::Timeout) => {
                return Some(format!(
                    "{name} gave no answer in time; {missing} pairs are without its opinion"
                ));
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Some(format!(
                    "{name} ended early; {missing} pairs are without its opinion"
                ));
            }
        };
        match parse(&line, name) {
            Some((id, suggestion)) if suggestions.get(id).is_some_and(Option::is_none) => {
                suggestions[id] = Some(suggestion);
                missing -= 1;
                last = Instant::now();
            }
            _ => {
                rubbish += 1;
                if rubbish > RUBBISH {
                    return Some(format!(
                        "{name} prints no labels; {missing} pairs are without its opinion"
                    ));
                }
            }
        }
    }
    None
}

fn parse(line: &[u8], name: &str) -> Option<(usize, Suggestion)> {
    let answer: Answer = serde_json::from_slice(line).ok()?;
    let label = match answer.label.as_str() {
        "contradiction" => Label::Contradiction,
        "entailment" => Label::Entailment,
        "neutral" => Label::Neutral,
        _ => return None,
    };
    let score = answer.score.unwrap_or(0.5);
    if !score.is_finite() {
        return None;
    }
    Some((answer.id, Suggestion { by: name.to_owned(), label, score: score.clamp(0.0, 1.0) }))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::analysis::progress::unwatched;

    fn pairs(n: usize) -> Vec<(String, String)> {
        (0..n).map(|i| (format!("The gate is open {i}."), "The gate is shut.".to_owned())).collect()
    }

    fn asked(script: &str, n: usize) -> Answers {
        let command = shell_words::join(["sh", "-c", script]);
        ask_within(&command, &pairs(n), Duration::from_millis(700), &unwatched)
            .unwrap_or_else(|error| panic!("{error:#}"))
    }

    #[test]
    fn answers_come_back_in_any_order_between_rubbish() {
        let script = r#"cat >/dev/null; echo hello; echo '{"id":1,"label":"neutral"}';
            echo '{"id":9,"label":"neutral"}'; echo '{"id":0,"label":"contradiction","score":7}'"#;
        let answers = asked(script, 2);
        assert_eq!(answers.trouble, None);
        let first = answers.suggestions[0].as_ref();
        assert_eq!(first.map(|s| (s.label, s.score)), Some((Label::Contradiction, 1.0)));
        assert_eq!(answers.suggestions[1].as_ref().map(|s| s.by.as_str()), Some("sh"));
    }

    #[test]
    fn a_command_that_hangs_dies_or_raves_is_left() {
        for (script, told) in [
            ("sleep 30", "in time"),
            ("exit 3", "ended early"),
            ("yes rubbish", "prints no labels"),
        ] {
            let began = Instant::now();
            let answers = asked(script, 3);
            assert!(answers.trouble.is_some_and(|t| t.contains(told)), "{script}");
            assert!(answers.suggestions.iter().all(Option::is_none));
            assert!(began.elapsed() < Duration::from_secs(10));
        }
    }

    #[test]
    fn a_command_that_is_stopped_is_not_waited_for() {
        let looks = std::cell::Cell::new(0);
        let watch = |_: Progress| {
            looks.set(looks.get() + 1);
            looks.get() < 3
        };
        let began = Instant::now();
        let answers = ask_within("sleep 30", &pairs(3), PATIENCE, &watch).expect("it starts");
        assert!(answers.trouble.is_some_and(|t| t.contains("stopped")));
        assert!(began.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_command_that_cannot_be_is_an_error() {
        for command in ["'", "", "/nowhere/judge"] {
            assert!(ask_within(command, &pairs(1), PATIENCE, &unwatched).is_err(), "{command}");
        }
    }
}
