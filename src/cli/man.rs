//! The manual page, of the program or of one command.

use super::{exit::Exit, help, output};
use crate::exchange::FORMATS;
use std::io::Write;

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub(super) struct ManArgs {
    /// The command to print the page of; none: the program itself.
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

pub(super) fn run(args: &ManArgs) -> anyhow::Result<Exit> {
    let mut command = help::command();
    command.build();
    let page = match &args.command {
        None => {
            let mut page = rendered(&command, help::examples(""))?;
            page.extend_from_slice(more().as_bytes());
            page
        }
        Some(name) => {
            let sub = command.find_subcommand(name);
            let sub = sub.ok_or_else(|| anyhow::anyhow!("there is no command `{name}`"))?;
            rendered(sub, help::examples(name))?
        }
    };
    let mut out = output::stdout();
    out.write_all(&page)?;
    out.flush()?;
    Ok(Exit::Done)
}

/// Renders a page with its examples after the description.
fn rendered(command: &clap::Command, examples: Option<String>) -> anyhow::Result<Vec<u8>> {
    let command = command.clone().before_help("").before_long_help("");
    let man = clap_mangen::Man::new(command);
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    if let Some(examples) = examples {
        let lines = examples.lines().skip(1).map(|line| roff(line.trim_start()));
        page.extend_from_slice(b".SH EXAMPLES\n.nf\n");
        lines.for_each(|line| page.extend_from_slice(format!("{line}\n").as_bytes()));
        page.extend_from_slice(b".fi\n");
    }
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    man.render_subcommands_section(&mut page)?;
    Ok(page)
}

/// Returns the sections that only the program's own page has.
fn more() -> String {
    let mut page = ".SH FORMATS\n".to_owned();
    for format in FORMATS {
        let ways = match (format.write, format.read) {
            (Some(_), Some(_)) => "written and read",
            (Some(_), None) => "written",
            _ => "read",
        };
        let cannot = match format.cannot {
            [] => String::new(),
            cannot => format!(" It cannot carry: {}.", cannot.join("; ")),
        };
        let help = format!("{} ({ways}){cannot}", format.help);
        page.push_str(&format!(".TP\n\\fB{}\\fR\n{}\n", format.name, roff(&help)));
    }
    page.push_str(
        ".SH FILES\nThe folders are printed by \\fBrashomon paths\\fR; \\fBRASHOMON_CONFIG_DIR\\fR, \
         \\fBRASHOMON_DATA_DIR\\fR and \\fBRASHOMON_STATE_DIR\\fR move them, and so do the XDG variables.\n\
         .SH EXIT STATUS\n.TP\n0\ndone\n.TP\n1\nnothing found, or a check failed\n.TP\n2\nwrong usage or a \
         failure; its reason is on standard error\n.TP\n130, 143\nended by SIGINT, SIGTERM\n",
    );
    page
}

/// Escapes a line for roff.
fn roff(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-");
    if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }
}
