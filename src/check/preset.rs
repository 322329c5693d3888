//! Rules that come with the program.

use super::phrase::Pattern;
use super::rule::{Kind, Rule, Severity};

/// Names of the sets.
pub const PRESETS: [&str; 1] = ["ris"];

/// The rules of a set; `None` where there is no such set. `docs/rules.md` says why each is there.
pub fn preset(name: &str) -> Option<Vec<Rule>> {
    if name != "ris" {
        return None;
    }
    let rule = |id: &str, kind: Kind, severity: Severity| Rule::new(id, kind, severity);
    let stems = |stems: &[&str]| -> Vec<Pattern> {
        stems.iter().map(|it| Pattern::stems(it).expect("a test reads the presets")).collect()
    };
    Some(vec![
        Rule {
            keys: ["title", "date", "status"].map(str::to_owned).to_vec(),
            ..rule("ris-metryka", Kind::FrontMatter, Severity::Error)
        },
        rule("ris-daty", Kind::Dates, Severity::Error),
        rule("ris-znaki", Kind::Characters, Severity::Error),
        rule("ris-odwolania", Kind::References, Severity::Warning),
        rule("ris-wskazniki", Kind::Indicators, Severity::Error),
        rule("ris-sumy", Kind::Sums, Severity::Error),
        Rule {
            patterns: stems(&[
                "katalog zamknięt",
                "zamknięty katalog",
                "wyłącznie następując",
                "tylko następując",
                "lista zamknięt",
                "enumeratywn",
            ]),
            ..rule("ris-katalogi", Kind::Forbidden, Severity::Warning)
        },
        rule("ris-uzasadnienia", Kind::Justified, Severity::Note),
    ])
}
