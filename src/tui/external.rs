//! Programs of the reader's own: the editor for a note, the command for the clipboard.

use crossterm::clipboard::CopyToClipboard;
use std::io::{self, Read, Write};
use std::process::{Command, Stdio};

/// The longest text that is read back from an editor, in bytes.
const LONGEST: u64 = 1 << 20;
/// The longest text given to a terminal for its clipboard, in bytes: more does not pass every terminal.
const CLIPBOARD: usize = 75_000;

/// Lets the reader change `text` in `$VISUAL`, else `$EDITOR`, else the system's own, and returns what
/// was written. The terminal must have been given back before.
///
/// # Errors
/// When there is no such program, it failed, or its file cannot be read.
pub fn edit(text: &str) -> io::Result<String> {
    let words = editor()?;
    let (program, arguments) =
        words.split_first().ok_or_else(|| io::Error::other("no editor is set"))?;
    let mut file = tempfile::Builder::new().prefix("rashomon-note-").suffix(".md").tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    let status =
        Command::new(program).args(arguments).arg(file.path()).status().map_err(|error| {
            io::Error::new(error.kind(), format!("{program} could not be started: {error}"))
        })?;
    if !status.success() {
        return Err(io::Error::other(format!(
            "{program} ended with {status}; the note is as it was"
        )));
    }
    // Many editors replace the file: it is opened again by its name.
    let mut written = String::new();
    std::fs::File::open(file.path())?.take(LONGEST).read_to_string(&mut written)?;
    Ok(written)
}

/// The words of the reader's editor; no shell looks at them.
fn editor() -> io::Result<Vec<String>> {
    let set = |name: &str| std::env::var(name).ok().filter(|v| !v.trim().is_empty());
    let usual = if cfg!(windows) { "notepad" } else { "vi" };
    let line = set("VISUAL").or_else(|| set("EDITOR")).unwrap_or_else(|| usual.to_owned());
    shell_words::split(&line).map_err(|error| io::Error::other(format!("$EDITOR: {error}")))
}

/// Puts `text` into the clipboard: through `command` where the reader set one, else through the terminal.
/// Returns what to tell.
///
/// # Errors
/// One sentence.
pub fn copy(text: &str, command: &str) -> Result<String, String> {
    let words = shell_words::split(command).map_err(|error| format!("clipboard: {error}"))?;
    let Some((program, arguments)) = words.split_first() else {
        let cut = text.floor_char_boundary(CLIPBOARD);
        crossterm::execute!(io::stdout(), CopyToClipboard::to_clipboard_from(&text[..cut]))
            .map_err(|error| format!("not copied: {error}"))?;
        return Ok(if cut < text.len() { "copied the beginning" } else { "copied" }.to_owned());
    };
    let fault = |error: io::Error| format!("not copied: {program}: {error}");
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(fault)?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes()).map_err(fault)?;
    }
    // A clipboard program may stay to serve the words: it is not waited for.
    std::thread::spawn(move || child.wait());
    Ok(format!("copied through {program}"))
}
