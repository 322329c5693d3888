//! Why a section is held to be the same: what spoke for it, and the strongest rival with what it lacked.

use super::heading;
use crate::compare::{Entry, Evidence, Rival};
use crate::document::Side;
use crate::locale::{Locale, Value};
use crate::render::Subject;

/// The sentences that explain the match of an entry; none where there was nothing to decide.
pub(in crate::render) fn grounds(subject: &Subject<'_>, entry: &Entry) -> Vec<String> {
    let Some(explanation) = &entry.explanation else { return Vec::new() };
    let locale = subject.locale;
    let mut spoke: Vec<String> = explanation.grounds.iter().map(|ground| ground_of(locale, *ground)).collect();
    if spoke.is_empty() {
        spoke.push(locale.text("ground-place", &[]));
    }
    let confidence = locale.percent(entry.confidence.unwrap_or_default());
    let spoke = spoke.join(", ");
    let values = [("grounds", Value::Text(&spoke)), ("confidence", Value::Text(&confidence))];
    let mut sentences = vec![locale.text("grounds", &values)];
    sentences.extend(explanation.rival.as_ref().map(|rival| rival_of(subject, rival)));
    sentences
}

fn with_share(locale: &Locale, key: &str, share: u16) -> String {
    locale.text(key, &[("share", Value::Text(&locale.percent(f64::from(share) / 1000.0)))])
}

fn ground_of(locale: &Locale, ground: Evidence) -> String {
    match ground {
        Evidence::Words(share) => with_share(locale, "ground-words", share),
        Evidence::Branch => locale.text("ground-branch", &[]),
        Evidence::Title => locale.text("ground-title", &[]),
        Evidence::LikeTitle(share) => with_share(locale, "ground-like-title", share),
        Evidence::Label => locale.text("ground-label", &[]),
        Evidence::Subsections(share) => with_share(locale, "ground-subsections", share),
        Evidence::Parent => locale.text("ground-parent", &[]),
        Evidence::Between => locale.text("ground-between", &[]),
        Evidence::Beside => locale.text("ground-beside", &[]),
    }
}

fn lack_of(locale: &Locale, lack: Evidence) -> String {
    match lack {
        Evidence::Words(0) => locale.text("lack-all-words", &[]),
        Evidence::Words(share) => with_share(locale, "lack-words", share),
        Evidence::Branch => locale.text("lack-branch", &[]),
        Evidence::Title | Evidence::LikeTitle(_) => locale.text("lack-title", &[]),
        Evidence::Label => locale.text("lack-label", &[]),
        Evidence::Subsections(_) => locale.text("lack-subsections", &[]),
        Evidence::Parent => locale.text("lack-parent", &[]),
        Evidence::Between | Evidence::Beside => locale.text("lack-neighbours", &[]),
    }
}

fn rival_of(subject: &Subject<'_>, rival: &Rival) -> String {
    let (own, other, key, taken) = match rival.side {
        Side::After => (subject.after, subject.before, "rival-after", "lack-continues"),
        Side::Before => (subject.before, subject.after, "rival-before", "lack-goes-on"),
    };
    let locale = subject.locale;
    let mut lacks: Vec<String> = rival.lacks.iter().map(|lack| lack_of(locale, *lack)).collect();
    if let Some(section) = rival.taken {
        lacks.push(locale.text(taken, &[("section", Value::Text(&heading(subject, other, section)))]));
    }
    if lacks.is_empty() {
        lacks.push(locale.text("lack-sum", &[]));
    }
    let (name, lacks) = (heading(subject, own, rival.section), lacks.join(", "));
    locale.text(key, &[("section", Value::Text(&name)), ("lacks", Value::Text(&lacks))])
}
