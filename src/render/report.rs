//! What a branch changed in all documents, as Markdown that fits a comment of a pull request.

use super::findings::{Checked, counts, sentence};
use super::reading::figure::figures;
use super::reading::{Item, reading};
use super::{Subject, markdown};
use crate::locale::{Locale, Value};

/// Characters that a comment may have; GitHub takes 65,536.
pub const LIMIT: usize = 60_000;

/// Documents that are told one by one.
const DOCUMENTS: usize = 20;

/// Sections that are named as those with the heaviest changes.
const HEAVIEST: usize = 5;

/// Characters of a sentence or a row.
const ROW: usize = 1_200;

/// What became of a document.
pub enum Part<'a> {
    /// It changed.
    Changed(Subject<'a>),
    /// It is new.
    Added(&'a str),
    /// It is gone.
    Removed(&'a str),
}

/// Shows what changed: sums, numbers, the heaviest changes, findings, and redlines as far as they fit.
pub fn report(parts: &[Part<'_>], checked: &[Checked], base: &str, page: Option<&str>, locale: &Locale) -> String {
    if parts.is_empty() {
        return format!("{}\n", locale.text("report-nothing", &[("base", Value::Text(base))]));
    }
    let count = |key: &str, count: usize| locale.text(key, &[("count", Value::Count(count as u64))]);
    let mut out = format!("{}\n\n", locale.text("report-since", &[("base", Value::Text(base))]));
    findings(&mut out, checked, locale);
    let shown = &parts[..parts.len().min(DOCUMENTS)];
    let mut left = parts.len() - shown.len();
    for (at, part) in shown.iter().enumerate() {
        let room = LIMIT.saturating_sub(length(&out));
        let share = (room / (shown.len() - at)).saturating_sub(400);
        let mut told = String::new();
        match part {
            Part::Added(id) => told = format!("**{id}**: {}\n\n", locale.text("report-added", &[])),
            Part::Removed(id) => told = format!("**{id}**: {}\n\n", locale.text("report-removed", &[])),
            Part::Changed(subject) => document(&mut told, subject, share),
        }
        if length(&told) <= room {
            out.push_str(&told);
        } else {
            left += 1;
        }
    }
    if left > 0 {
        out.push_str(&format!("{}\n\n", count("report-left-documents", left)));
    }
    let mut out = defused(&out);
    if let Some(page) = page {
        out.push_str(&format!("[{}](<{page}>)\n", locale.text("report-page", &[])));
    }
    out
}

fn length(text: &str) -> usize {
    defused(text).chars().count()
}

fn findings(out: &mut String, checked: &[Checked], locale: &Locale) {
    if checked.is_empty() {
        return;
    }
    let [errors, warnings, notes] = counts(checked);
    let texts = [("check-errors", errors), ("check-warnings", warnings), ("check-notes", notes)]
        .map(|(key, count)| locale.text(key, &[("count", Value::Count(count as u64))]));
    let head = format!("{}: {}", locale.text("report-check", &[]), texts.join(", "));
    let mut found: Vec<_> =
        checked.iter().flat_map(|it| it.findings.iter().map(move |finding| (it, finding))).collect();
    found.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.severity));
    let lines = found.into_iter().map(|(it, finding)| {
        let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
        let severity = locale.text(&format!("check-severity-{}", finding.severity.code()), &[]);
        format!("- {severity}: {} ({}{line})\n", markdown::text(&sentence(finding, locale)), markdown::text(&it.path))
    });
    fold(out, &head, "", lines.collect(), LIMIT / 6, locale);
}

fn document(out: &mut String, subject: &Subject<'_>, share: usize) {
    let locale = subject.locale;
    let told = reading(subject);
    let mut head = format!("## {}\n\n", cut(&markdown::text(&told.title)));
    for sentence in [&told.compared, &told.summary, &told.continuity, &told.weights] {
        if !sentence.is_empty() {
            head.push_str(&format!("{}\n\n", cut(&markdown::text(sentence))));
        }
    }
    let mut heavy: Vec<(usize, &Item)> = told.items.iter().enumerate().filter(|(_, item)| item.changed).collect();
    let order = ["substantive", "unassessed", "editorial", "technical"];
    let rank = |item: &Item| item.weight.as_ref().and_then(|it| order.iter().position(|code| *code == it.code));
    heavy.sort_by_key(|(at, item)| (rank(item).unwrap_or(order.len()), *at));
    if !heavy.is_empty() {
        head.push_str(&format!("**{}**\n\n", locale.text("report-heaviest", &[])));
        for (_, item) in heavy.iter().take(HEAVIEST) {
            let weight = item.weight.as_ref().map(|it| format!(" – {}", markdown::text(&it.short)));
            let line = format!("{}{} {}", markdown::text(&item.heading), weight.unwrap_or_default(), item.words);
            head.push_str(&format!("- {}\n", cut(&line)));
        }
        head.push('\n');
    }
    out.push_str(&head);
    let rest = share.saturating_sub(length(&head));
    let table = |keys: &[&str]| {
        let names: Vec<String> = keys.iter().map(|key| locale.text(key, &[])).collect();
        format!("| {} |\n|{}\n", names.join(" | "), "---|".repeat(keys.len()))
    };
    let rows = figures(subject, &told.items).into_iter().map(|it| {
        let cells = [&it.label, &it.before, &it.after, &it.difference, &it.section];
        format!("| {} |\n", cells.map(|cell| cut(&markdown::text(cell))).join(" | "))
    });
    let keys = ["quantity-label", "quantity-before", "quantity-after", "quantity-difference", "table-section"];
    fold(out, &locale.text("quantities", &[]), &table(&keys), rows.collect(), rest / 3, locale);
    let redlines = heavy.iter().map(|(_, item)| {
        let mut text = String::new();
        markdown::section(&mut text, locale, item);
        text
    });
    fold(out, &locale.text("report-redlines", &[]), "", redlines.collect(), rest / 2, locale);
}

/// A part that opens on a click, with as many lines as fit and how many were left out.
fn fold(out: &mut String, head: &str, table: &str, lines: Vec<String>, room: usize, locale: &Locale) {
    if lines.is_empty() {
        return;
    }
    let (mut body, mut used, mut left) = (String::new(), 0, 0);
    for line in &lines {
        let size = length(line);
        if used + size > room {
            left += 1;
        } else {
            used += size;
            body.push_str(line);
        }
    }
    out.push_str(&format!("<details><summary>{head} ({})</summary>\n\n", lines.len()));
    if !body.is_empty() {
        out.push_str(&format!("{table}{body}\n"));
    }
    if left > 0 {
        out.push_str(&format!("{}\n\n", locale.text("report-left", &[("count", Value::Count(left as u64))])));
    }
    out.push_str("</details>\n\n");
}

/// A line of bearable length, cut before what a backslash escapes.
fn cut(line: &str) -> String {
    if line.chars().count() <= ROW {
        return line.to_owned();
    }
    let start: String = line.chars().take(ROW).collect();
    format!("{}…", start.trim_end_matches('\\'))
}

/// Keeps texts from becoming links, mentions and numbers of issues: a comment between two characters that make one.
fn defused(text: &str) -> String {
    const GAP: &str = "<!-- -->";
    let text = text.replace("://", &format!(":{GAP}//")).replace("www.", &format!("www{GAP}."));
    let text = text.replace("WWW.", &format!("WWW{GAP}."));
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        out.push(character);
        let next = characters.peek().copied();
        let calls = match character {
            '@' | '~' | '%' => next.is_some_and(char::is_alphanumeric),
            '#' | '!' => next.is_some_and(|it| it.is_ascii_digit()),
            _ => false,
        };
        if calls {
            out.push_str(GAP);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_calls_or_links() {
        let text = defused("jan@example.org, @jan, #12, https://example.org, www.example.org, ## 3");
        for made in ["n@e", "@jan", "#12", "://", "www."] {
            assert!(!text.contains(made), "{made}: {text}");
        }
        assert!(text.ends_with("## 3"));
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let locale = Locale::new(crate::locale::Language::English);
        let mut out = String::new();
        fold(&mut out, "Rows", "", vec!["- aaaa\n".to_owned(); 10], 21, &locale);
        assert_eq!(out.matches("aaaa").count(), 3);
        assert!(out.contains('7') && out.contains("(10)"), "{out}");
    }
}
