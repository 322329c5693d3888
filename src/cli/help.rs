//! Help in the language of messages, for commands whose help is in the locale room.

use clap::{Arg, Command};

use crate::locale::Locale;

/// Commands whose help is there in both languages, as `help-<command>-…`.
const COMMANDS: [&str; 2] = ["batch", "link"];

/// The command line with the help of these commands in the language of `locale`.
pub(super) fn localised(mut line: Command, locale: &Locale) -> Command {
    // Options that all commands know are handed down now, and can be worded.
    line.build();
    for name in COMMANDS {
        line = line.mut_subcommand(name, |command| worded(command, name, locale));
    }
    line
}

fn worded(command: Command, name: &str, locale: &Locale) -> Command {
    let text = |key: &str| locale.text(&format!("help-{key}"), &[]);
    let own = |key: &str| text(&format!("{name}-{key}"));
    let known = |key: &str| Some(locale.text(key, &[])).filter(|text| text != key);
    let of_argument = |argument: Arg| {
        let id = argument.get_id().as_str().replace('_', "-");
        let help = known(&format!("help-{name}-{id}")).or(known(&format!("help-all-{id}")));
        let heading = match (argument.is_positional(), argument.is_global_set()) {
            (true, _) => "arguments",
            (_, true) => "global",
            _ => "options",
        };
        let mut worded = argument.help_heading(text(heading)).hide_possible_values(true).hide_default_value(true);
        if let Some(help) = help {
            worded = worded.help(help).long_help(None);
        }
        if let Some(index) = worded.get_index() {
            worded = worded.display_order(index);
        }
        match known(&format!("help-{name}-{id}-values")).or(known(&format!("help-all-{id}-values"))) {
            Some(values) => worded.value_names(values.split(' ').map(str::to_owned).collect::<Vec<_>>()),
            None => worded,
        }
    };
    let (usage, arguments) = (own("usage"), command.mut_args(of_argument));
    let template = format!("{{about-with-newline}}\n{}: {usage}\n\n{{all-args}}{{after-help}}", text("usage"));
    arguments.about(own("about")).long_about(None).after_help(own("examples")).help_template(template)
}
