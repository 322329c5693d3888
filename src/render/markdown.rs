//! A comparison as Markdown: a table of the sections and redlines in CriticMarkup, fit for a pull request comment.

use super::Subject;
use super::excerpt::{self, Plain, TableLine};
use super::reading::figure::{Figure, figures};
use super::reading::{Fact, Item, Passage, Reading, reading};
use super::redline::StretchOp;
use super::view::OpView;
use crate::locale::Locale;

/// Shows a comparison as Markdown.
///
/// Replaced text is written `{--old--}{++new++}`: the shorter CriticMarkup form `{~~old~>new~~}` would be struck
/// through as a whole where `~~` means strike-through, as it does in pull requests. Text of the documents is escaped, so
/// that it can neither form marks nor break a table nor call people by `@name`.
pub fn markdown(subject: &Subject<'_>) -> String {
    let told = reading(subject);
    let mut out = head(subject, &told);
    numbers(&mut out, subject.locale, &figures(subject, &told.items));
    for item in told.items.iter().filter(|item| item.changed || !item.decisions.is_empty()) {
        section(&mut out, subject.locale, item);
    }
    ended(out)
}

/// Shows the table of the sections alone.
pub fn overview(subject: &Subject<'_>) -> String {
    ended(head(subject, &reading(subject)))
}

fn ended(mut out: String) -> String {
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn head(subject: &Subject<'_>, told: &Reading) -> String {
    let locale = subject.locale;
    let mut out = format!("## {}\n\n", text(&told.title));
    let sentences = [&told.compared, &told.summary, &told.continuity, &told.words, &told.weights];
    for sentence in sentences.into_iter().filter(|sentence| !sentence.is_empty()) {
        out.push_str(&text(sentence));
        out.push_str("\n\n");
    }
    list(&mut out, locale, "document-data", told.metadata.iter().map(fact).collect());
    list(&mut out, locale, "remarks", told.remarks.iter().map(|remark| text(remark)).collect());
    table(&mut out, locale, told);
    if told.items.is_empty() && !subject.only.is_empty() {
        out.push_str(&format!("{}\n\n", locale.text("nothing-of-kind", &[])));
    }
    if let Some(count) = &told.unchanged_count {
        out.push_str(&format!("{}.\n\n", text(count)));
    }
    out
}

fn list(out: &mut String, locale: &Locale, key: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("**{}**\n\n", locale.text(key, &[])));
    for line in lines {
        out.push_str(&format!("- {line}\n"));
    }
    out.push('\n');
}

fn table(out: &mut String, locale: &Locale, told: &Reading) {
    if told.items.is_empty() {
        return;
    }
    let head = ["table-section", "table-kinds", "table-weight", "table-words"].map(|key| locale.text(key, &[]));
    out.push_str(&format!("| {} |\n|---|---|---|---|\n", head.join(" | ")));
    for item in &told.items {
        let number = item.number.as_ref().filter(|_| !item.changed);
        let number = number.map(|(before, after)| format!(" ({} → {})", text(before), text(after)));
        let heading = text(&item.heading);
        let weight = item.weight.as_ref().filter(|_| item.changed);
        let weight = weight.map(|weight| text(&weight.short));
        let kinds = if item.badges.is_empty() { locale.text("unchanged", &[]) } else { badges(item) };
        let number = number.unwrap_or_default();
        out.push_str(&format!("| {heading} | {kinds}{number} | {} | {} |\n", weight.unwrap_or_default(), item.words));
    }
    out.push('\n');
}

fn numbers(out: &mut String, locale: &Locale, figures: &[Figure]) {
    if figures.is_empty() {
        return;
    }
    out.push_str(&format!("### {}\n\n", locale.text("quantities", &[])));
    let head = ["quantity-label", "quantity-before", "quantity-after", "quantity-difference", "table-section"];
    let head = head.map(|key| locale.text(key, &[]));
    out.push_str(&format!("| {} |\n|---|---|---|---|---|\n", head.join(" | ")));
    for figure in figures {
        let cells = [&figure.label, &figure.before, &figure.after, &figure.difference, &figure.section];
        out.push_str(&format!("| {} |\n", cells.map(|cell| text(cell)).join(" | ")));
    }
    out.push('\n');
}

pub(super) fn section(out: &mut String, locale: &Locale, item: &Item) {
    let unchanged = || locale.text("unchanged", &[]);
    let kinds = if item.badges.is_empty() { unchanged() } else { badges(item) };
    out.push_str(&format!("### {}\n\n*{kinds}*", text(&item.heading)));
    if !item.words.is_empty() {
        out.push_str(&format!(" · {}", item.words));
    }
    if let Some(weight) = &item.weight {
        out.push_str(&format!(" · {}", text(&weight.text)));
    }
    out.push_str("\n\n");
    for line in item.facts.iter().chain(&item.decisions) {
        out.push_str(&format!("- {}\n", fact(line)));
    }
    let reasons = item.weight.as_ref().map(|weight| &weight.reasons).filter(|reasons| !reasons.is_empty());
    if let Some(reasons) = reasons {
        let told: Vec<String> = reasons.iter().map(|reason| text(reason)).collect();
        out.push_str(&format!("- {}: {}\n", locale.text("weight-why", &[]), told.join("; ")));
    }
    if !item.facts.is_empty() || !item.decisions.is_empty() || reasons.is_some() {
        out.push('\n');
    }
    for passage in item.passages.iter().filter(|passage| passage.is_changed()) {
        if let Some(note) = &passage.note {
            out.push_str(&format!("{}:\n\n", text(&note.text)));
        }
        match &passage.rows {
            Some(rows) => {
                for line in excerpt::table(rows) {
                    out.push_str(&format!("> - {}\n", table_line(locale, &line)));
                }
                out.push('\n');
            }
            None => quote(out, passage),
        }
    }
}

fn quote(out: &mut String, passage: &Passage) {
    let mut line = String::new();
    if !passage.marker.is_empty() {
        line = format!("{} ", text(&passage.marker));
    }
    line.push_str(&critic(&excerpt::of(passage)));
    out.push_str(&format!("> {}\n\n", start_of_line(line.trim()).replace('\n', "\\\n> ")));
}

fn table_line(locale: &Locale, line: &TableLine) -> String {
    match line {
        TableLine::Cell { row, column, redline } => {
            let place: Vec<String> =
                [row.trim(), column.trim()].into_iter().filter(|it| !it.is_empty()).map(text).collect();
            let lead = if place.is_empty() { String::new() } else { format!("{}: ", place.join(", ")) };
            format!("{lead}{}", critic(redline)).replace('\n', " ")
        }
        TableLine::Row { op, cells } => {
            let (key, op) = match op {
                OpView::Added => ("row-added", StretchOp::Insert),
                OpView::Removed => ("row-removed", StretchOp::Delete),
                _ => ("row-moved", StretchOp::Equal),
            };
            let cells = critic(&[Plain { op, text: cells.join(" | ") }]).replace('\n', " ");
            format!("{}: {cells}", locale.text(key, &[]))
        }
    }
}

fn badges(item: &Item) -> String {
    item.badges.iter().map(|badge| text(&badge.text)).collect::<Vec<_>>().join(", ")
}

fn fact(fact: &Fact) -> String {
    let places: Vec<String> = fact.places.iter().map(|place| text(&place.text)).collect();
    format!("{} {}", text(&fact.lead), places.join("; "))
}

/// A redline in CriticMarkup.
fn critic(redline: &[Plain]) -> String {
    let mut out = String::new();
    for Plain { op, text: plain } in redline {
        let escaped = text(plain);
        match op {
            StretchOp::Equal => out.push_str(&escaped),
            StretchOp::Delete => out.push_str(&format!("{{--{escaped}--}}")),
            StretchOp::Insert => out.push_str(&format!("{{++{escaped}++}}")),
        }
    }
    out
}

/// The text as Markdown that shows it as it is.
pub(super) fn text(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len() + 8);
    let characters: Vec<char> = plain.chars().collect();
    for (place, character) in characters.iter().copied().enumerate() {
        let before = place.checked_sub(1).map(|it| characters[it]);
        let after = characters.get(place + 1).copied();
        let escaped = match character {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '|' | '&' | '$' => true,
            // The second halves of the marks; alone they are common in texts and harmless.
            '+' | '-' | '~' | '=' | '>' => [before, after].into_iter().flatten().any(|it| "{}+-~=<>".contains(it)),
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(character);
        let called = character == '@' && !before.is_some_and(char::is_alphanumeric);
        if called && after.is_some_and(char::is_alphanumeric) {
            out.push_str("<!-- -->");
        }
    }
    out
}

/// Keeps the start of a line from making a heading, a list or a rule.
fn start_of_line(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    if line.starts_with(['#', '-', '+', '=', '~', '>']) { format!("\\{line}") } else { line.to_owned() }
}
