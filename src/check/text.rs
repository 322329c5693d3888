//! Characters, front matter and dates.

use super::{Fault, Rule, line_at};
use crate::document::{Document, RemarkKind, hidden};
use crate::store::Version;

/// Characters that hide, and words with letters of another script.
pub(super) fn characters(document: &Document, faults: &mut Vec<Fault>) {
    for (at, character) in hidden::find(&document.source) {
        let details = vec![("character", format!("U+{:04X}", u32::from(character)))];
        faults.push(Fault { line: Some(line_at(document, at)), code: "hidden", details, ..Fault::default() });
    }
    for remark in &document.remarks {
        if let RemarkKind::MixedScripts { word, letters, .. } = &remark.kind {
            let details = vec![("word", word.clone()), ("letters", letters.clone())];
            faults.push(Fault { line: remark.line, code: "mixed", details, ..Fault::default() });
        }
    }
}

/// Keys of the front matter that are missing or empty.
pub(super) fn front_matter(rule: &Rule, document: &Document, faults: &mut Vec<Fault>) {
    for key in &rule.keys {
        if document.metadata.get(key).is_none_or(|value| value.trim().is_empty()) {
            faults.push(Fault {
                line: Some(1),
                code: "front-matter",
                details: vec![("key", key.clone())],
                ..Fault::default()
            });
        }
    }
}

/// Versions whose dates are not in order: that of the text, adoption, validity, application.
pub(super) fn dates(versions: &[Version], faults: &mut Vec<Fault>) {
    for version in versions {
        let days = [
            ("date", &version.date),
            ("adopted", &version.adopted),
            ("valid-from", &version.valid_from),
            ("applies-from", &version.applies_from),
        ];
        let known: Vec<(&str, &String)> = days.iter().filter_map(|(name, day)| Some((*name, day.as_ref()?))).collect();
        for pair in known.windows(2) {
            if pair[0].1 > pair[1].1 {
                let details = vec![
                    ("version", version.name.clone()),
                    ("first", pair[0].0.to_owned()),
                    ("second", pair[1].0.to_owned()),
                    ("first-day", pair[0].1.clone()),
                    ("second-day", pair[1].1.clone()),
                ];
                faults.push(Fault { code: "dates", details, ..Fault::default() });
            }
        }
    }
}
