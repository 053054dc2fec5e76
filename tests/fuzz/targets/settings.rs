//! What a user writes: keys, settings, themes.

use super::{Target, hold};
use rashomon::app::key;
use rashomon::app::keymap::{Binding, Context, Keymap};
use rashomon::app::settings::Settings;
use rashomon::ui::theme::Theme;
use std::collections::HashSet;
use std::sync::LazyLock;

static STANDARD: LazyLock<Keymap> = LazyLock::new(Keymap::standard);

pub(crate) const SETTINGS: Target = Target {
    name: "settings",
    says: "reading keys, settings and themes",
    run: |data, seen| {
        let text = String::from_utf8_lossy(data);
        let (keymap, mistakes) = STANDARD.clone().with(&text);
        for (context, _, _) in Context::ALL {
            // What comes with the program has been shown and read by the first execution.
            if !text.is_empty() && keymap.bindings(context).eq(STANDARD.bindings(context)) {
                continue;
            }
            let known: HashSet<_> = STANDARD.bindings(context).map(|b| &b.keys).collect();
            let new = |b: &&Binding| text.is_empty() || !known.contains(&b.keys);
            for binding in keymap.bindings(context).filter(new) {
                assert!(!binding.keys.is_empty(), "a binding without a key");
                let shown = key::show(&binding.keys);
                seen.kind("binding", (context, binding.command.action, binding.keys.len()));
                seen.chain(
                    "keys",
                    binding.keys.iter().map(|key| std::mem::discriminant(&key.code)),
                );
                assert_eq!(
                    key::parse(&shown).as_ref(),
                    Ok(&binding.keys),
                    "{shown} is read as it is shown"
                );
            }
        }
        let (settings, theme) = (Settings::default().read(&text), Theme::parse(&text).1);
        for mistake in mistakes.iter().chain(&settings).chain(&theme).map(ToString::to_string) {
            assert!(!mistake.trim().is_empty(), "a mistake without words");
            seen.message("mistake", &mistake);
            hold::printable(&rashomon::text::clean::line(&mistake));
        }
    },
    words: &[
        "[read]\n",
        "[global]\n",
        "[prompt]\n",
        "\"<C-x>\" = ",
        "\"gg\" = ",
        "\"<Any>\" = ",
        "\"quit\"\n",
        "\"noop\"\n",
        "theme = ",
        "\"dark\"",
        "layout = ",
        "linked = true\n",
        "= 1\n",
        "\"<\"",
        "<lt>",
        "<F99>",
        "<C-A-S-x>",
        "fg = ",
        "\"#12345\"",
        "\"red\"",
        "[text]\n",
        "{ keys = \"x\", command = \"quit\" }",
        "\\u001b",
        "'''",
        "[[",
        "]]",
    ],
    units: &["a = 1\n", "[a]\n", "a.", "[", "\"", "{a=", "#", "\"<C-x>\" = \"quit\"\n"],
    texts: &[],
    usual: 256,
    largest: super::LONG,
};
