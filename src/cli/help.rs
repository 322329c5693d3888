//! Help in the language of messages: all of it is in the locale room, as `help-<command>-…`.

use clap::{Arg, Command};

use crate::locale::Locale;

/// The command line with its help in the language of `locale`.
pub(super) fn localised(mut line: Command, locale: &Locale) -> Command {
    // Options that all commands know are handed down now, and can be worded.
    line.build();
    worded(line, None, locale)
}

/// A command, and those beneath it; `path` are their names joined by hyphens, `None` for the program itself.
fn worded(mut command: Command, path: Option<&str>, locale: &Locale) -> Command {
    let text = |key: &str| locale.text(&format!("help-{key}"), &[]);
    let own = |key: &str| path.map_or_else(|| text(key), |path| text(&format!("{path}-{key}")));
    let known = |key: String| Some(locale.text(&key, &[])).filter(|text| *text != key);
    let of_argument = |argument: Arg| {
        let id = argument.get_id().as_str().replace('_', "-");
        let of_own = |ending: &str| path.and_then(|path| known(format!("help-{path}-{id}{ending}")));
        let told = |ending: &str| of_own(ending).or_else(|| known(format!("help-all-{id}{ending}")));
        let heading = match (argument.is_positional(), argument.is_global_set()) {
            (true, _) => "arguments",
            (_, true) => "global",
            _ => "options",
        };
        let (help, values) = (told(""), told("-values"));
        let mut worded = argument.help_heading(text(heading)).hide_possible_values(true).hide_default_value(true);
        if let Some(help) = help {
            worded = worded.help(help).long_help(None);
        }
        if let Some(index) = worded.get_index() {
            worded = worded.display_order(index);
        }
        match values {
            Some(values) => worded.value_names(values.split(' ').map(str::to_owned).collect::<Vec<_>>()),
            None => worded,
        }
    };
    let shown = command.get_subcommands().filter(|beneath| !beneath.is_hide_set());
    let names: Vec<String> = shown.map(|beneath| beneath.get_name().to_owned()).collect();
    for name in names {
        let path = path.map_or_else(|| name.clone(), |path| format!("{path}-{name}"));
        command = command.mut_subcommand(&name, |beneath| worded(beneath, Some(&path), locale));
    }
    let usage = own(if path.is_some() { "usage" } else { "usage-all" });
    let template = format!("{{about-with-newline}}\n{}: {usage}\n\n{{all-args}}{{after-help}}", text("usage"));
    let command = command.mut_args(of_argument).subcommand_help_heading(text("commands"));
    command.about(own("about")).long_about(None).after_help(own("examples")).help_template(template)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use crate::locale::Language;
    use clap::CommandFactory as _;

    /// The help of a command and of those beneath it.
    fn helps(command: &Command) -> Vec<(String, String)> {
        let own = (command.get_name().to_owned(), command.clone().render_long_help().to_string());
        let beneath = command.get_subcommands().filter(|beneath| !beneath.is_hide_set()).flat_map(helps);
        std::iter::once(own).chain(beneath).collect()
    }

    #[test]
    fn everything_is_explained_in_both_languages() {
        for (language, words) in [
            (Language::Polish, ["Użycie: nowela", "Opcje", "Przykład"]),
            (Language::English, ["Usage: nowela", "options:", "Example"]),
        ] {
            let line = localised(Cli::command(), &Locale::new(language));
            let helps = helps(&line);
            assert!(helps.len() > 20, "{}", helps.len());
            for (name, help) in helps {
                assert!(!help.contains("help-"), "{name}: a message is missing: {help}");
                for word in words {
                    assert!(help.contains(word), "{name}: {word} in {help}");
                }
            }
            let all = line.get_subcommands().filter(|command| !command.is_hide_set());
            for (command, argument) in all.flat_map(|it| it.get_arguments().map(move |argument| (it, argument))) {
                let (name, id) = (command.get_name(), argument.get_id().as_str());
                let english = |text: &str| text.split(' ').any(|word| ["the", "of", "this", "without"].contains(&word));
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(!help.is_empty(), "{name} {id}");
                assert!(language == Language::English || !english(&help), "{name} {id}: {help}");
            }
        }
    }
}
