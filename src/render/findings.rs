//! What texts do not keep to: for reading, as JSON, as JUnit and as SARIF.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use serde_json::json;

use super::escape::shown;
use super::guard;
use crate::check::{Finding, Severity};
use crate::locale::{Locale, Value};

/// What was checked, and what was found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What a command calls the text.
    pub state: String,
    /// Id of the document.
    pub document: String,
    /// Where its text lies in the archive.
    pub path: String,
    /// Ids of the rules that were applied, in order.
    pub rules: Vec<String>,
    /// What was found, in the order of the rules and of the text.
    pub findings: Vec<Finding>,
}

/// How many findings there are of each severity: errors, warnings, notes.
pub fn counts(checked: &[Checked]) -> [usize; 3] {
    let of = |severity: Severity| {
        checked.iter().flat_map(|it| &it.findings).filter(|finding| finding.severity == severity).count()
    };
    [of(Severity::Error), of(Severity::Warning), of(Severity::Note)]
}

/// What is wrong, in words.
pub fn sentence(finding: &Finding, locale: &Locale) -> String {
    // Words of the program among the details are worded too.
    let word = |name: &str, value: &str| match name {
        "column" | "first" | "second" => locale.text(&format!("check-word-{value}"), &[]),
        "share" if locale.language() == crate::locale::Language::English => value.replace(',', "."),
        _ => guard::one_line(value),
    };
    let details: Vec<(&str, String)> = finding.details.iter().map(|(name, value)| (*name, word(name, value))).collect();
    let values: Vec<(&str, Value<'_>)> = details.iter().map(|(name, value)| (*name, Value::Text(value))).collect();
    locale.text(&format!("check-{}", finding.code), &values)
}

/// Place, rule and own words of the rule, around the sentence.
fn line(finding: &Finding, locale: &Locale) -> String {
    let mut told = locale.text(&format!("check-severity-{}", finding.severity.code()), &[]);
    if let Some(line) = finding.line {
        told.push_str(&locale.text("check-line", &[("line", Value::Text(&line.to_string()))]));
    }
    let _ = write!(told, ": {}", sentence(finding, locale));
    if let Some(message) = &finding.message {
        let _ = write!(told, " – {}", guard::one_line(message));
    }
    let _ = write!(told, " [{}]", guard::one_line(&finding.rule));
    told
}

/// What was found, in lines: a head for each text, the section above the findings in it.
pub fn lines(checked: &[Checked], locale: &Locale) -> Vec<super::evolution::life::Line> {
    use super::evolution::life::Line;
    let mut lines = Vec::new();
    for it in checked {
        lines.push(Line::head(guard::one_line(&it.state)));
        if it.findings.is_empty() {
            let count = [("count", Value::Count(it.rules.len() as u64))];
            lines.push(Line::under(locale.text("check-clean", &count)));
        }
        let mut last: &[String] = &[];
        for finding in &it.findings {
            if finding.path != last && !finding.path.is_empty() {
                let path: Vec<String> = finding.path.iter().map(|it| guard::one_line(it)).collect();
                lines.push(Line::under(path.join(" › ")));
            }
            last = &finding.path;
            lines.push(Line { indent: 4, head: false, text: line(finding, locale) });
        }
    }
    let [errors, warnings, notes] = counts(checked).map(|count| Value::Count(count as u64));
    let [errors, warnings, notes] = [("check-errors", errors), ("check-warnings", warnings), ("check-notes", notes)]
        .map(|(key, count)| locale.text(key, &[("count", count)]));
    let values =
        [("errors", Value::Text(&errors)), ("warnings", Value::Text(&warnings)), ("notes", Value::Text(&notes))];
    lines.push(Line { indent: 0, head: false, text: locale.text("check-sum", &values) });
    lines
}

#[derive(Serialize)]
struct View<'a> {
    schema: &'static str,
    errors: usize,
    warnings: usize,
    notes: usize,
    checked: Vec<CheckedView<'a>>,
}

#[derive(Serialize)]
struct CheckedView<'a> {
    state: &'a str,
    document: &'a str,
    path: &'a str,
    rules: &'a [String],
    findings: Vec<FindingView<'a>>,
}

#[derive(Serialize)]
struct FindingView<'a> {
    rule: &'a str,
    severity: &'static str,
    line: Option<u32>,
    section: &'a [String],
    code: &'static str,
    details: BTreeMap<&'static str, &'a str>,
    text: String,
    message: Option<&'a str>,
}

/// As JSON, `nowela/check/1`; the texts are in the language of `locale`.
pub fn json(checked: &[Checked], locale: &Locale) -> String {
    let [errors, warnings, notes] = counts(checked);
    let finding = |it: &'_ Finding| sentence(it, locale);
    let view = View {
        schema: "nowela/check/1",
        errors,
        warnings,
        notes,
        checked: checked
            .iter()
            .map(|it| CheckedView {
                state: &it.state,
                document: &it.document,
                path: &it.path,
                rules: &it.rules,
                findings: it
                    .findings
                    .iter()
                    .map(|it| FindingView {
                        rule: &it.rule,
                        severity: it.severity.code(),
                        line: it.line,
                        section: &it.path,
                        code: it.code,
                        details: it.details.iter().map(|(name, value)| (*name, value.as_str())).collect(),
                        text: finding(it),
                        message: it.message.as_deref(),
                    })
                    .collect(),
            })
            .collect(),
    };
    serde_json::to_string_pretty(&view).expect("findings are plain data") + "\n"
}

/// As JUnit XML: a suite per text, a case per rule, which fails where there is an error.
pub fn junit(checked: &[Checked], locale: &Locale) -> String {
    let mut cases = 0;
    let mut failed = 0;
    let mut suites = String::new();
    for it in checked {
        let mut own = String::new();
        let mut own_failed = 0;
        for rule in &it.rules {
            let found: Vec<&Finding> = it.findings.iter().filter(|finding| finding.rule == *rule).collect();
            let _ = write!(own, "    <testcase classname=\"{}\" name=\"{}\"", shown(&it.document), shown(rule));
            let told: Vec<String> = found.iter().map(|finding| line(finding, locale)).collect();
            let worst = found.iter().map(|finding| finding.severity).max();
            let body = told.iter().map(|line| shown(line)).collect::<Vec<_>>().join("\n");
            let _ = match worst {
                None => writeln!(own, "/>"),
                Some(Severity::Error) => {
                    own_failed += 1;
                    let first = told.first().map(|line| shown(line)).unwrap_or_default();
                    writeln!(own, ">\n      <failure message=\"{first}\">{body}</failure>\n    </testcase>")
                }
                Some(_) => writeln!(own, ">\n      <system-out>{body}</system-out>\n    </testcase>"),
            };
        }
        let _ = write!(
            suites,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{own_failed}\" errors=\"0\" skipped=\"0\">\n{own}  </testsuite>\n",
            shown(&it.state),
            it.rules.len()
        );
        cases += it.rules.len();
        failed += own_failed;
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"nowela\" tests=\"{cases}\" failures=\"{failed}\" errors=\"0\">\n{suites}</testsuites>\n"
    )
}

/// As SARIF 2.1.0, with places in the texts of the archive.
pub fn sarif(checked: &[Checked], locale: &Locale) -> String {
    let mut rules: Vec<&str> = Vec::new();
    for rule in checked.iter().flat_map(|it| &it.rules) {
        if !rules.contains(&rule.as_str()) {
            rules.push(rule);
        }
    }
    let results: Vec<serde_json::Value> = checked
        .iter()
        .flat_map(|it| it.findings.iter().map(move |finding| (it, finding)))
        .map(|(it, finding)| {
            let mut text = sentence(finding, locale);
            if let Some(message) = &finding.message {
                let _ = write!(text, " – {}", guard::one_line(message));
            }
            let level = finding.severity.code();
            let place = json!({
                "physicalLocation": {
                    "artifactLocation": {"uri": it.path, "uriBaseId": "SRCROOT"},
                    "region": {"startLine": finding.line.unwrap_or(1)}
                },
                "logicalLocations": [{"fullyQualifiedName": finding.path.join(" › "), "kind": "section"}]
            });
            json!({
                "ruleId": finding.rule,
                "ruleIndex": rules.iter().position(|rule| *rule == finding.rule),
                "level": level,
                "message": {"text": text},
                "locations": [place]
            })
        })
        .collect();
    let described: Vec<serde_json::Value> = rules.iter().map(|rule| json!({"id": rule})).collect();
    let sarif = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "nowela",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": described
            }},
            "columnKind": "unicodeCodePoints",
            "results": results
        }]
    });
    serde_json::to_string_pretty(&sarif).expect("findings are plain data") + "\n"
}
