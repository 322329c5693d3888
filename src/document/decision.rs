//! What a person decided about two states of a text: which section continues which, what a change weighs, and why.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::label::{fold, split_labels};
use super::{Document, Section};

/// A text of fewer words than these is found elsewhere only under its title: "(uchylony)" proves nothing.
const TELLING_WORDS: usize = 8;

/// A decision, as it stands in `links.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What was decided.
    pub ruling: Ruling,
    /// The sections of the earlier text that it is about.
    pub before: Vec<Anchor>,
    /// Those of the later text.
    pub after: Vec<Anchor>,
    /// The reason that was given.
    pub because: Option<String>,
    /// What the reason rests on.
    pub evidence: Vec<Evidence>,
    /// Who decided.
    pub by: String,
    /// When, as `2026-03-12`.
    pub date: String,
    /// Line in `links.toml`, from 1; `None` while it is not there yet.
    pub line: Option<u32>,
}

/// What a person can decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ruling {
    /// The two are the same section.
    Same,
    /// The two are not the same section.
    Different,
    /// The section before was split into those after; the first one named is the one it continues as.
    Split,
    /// The sections before were merged into the one after; it continues the first one named.
    Merged,
    /// What the change of the section weighs.
    Weight(Weight),
    /// Why the section was changed, and nothing else.
    Reason,
}

/// What a change weighs, from the lightest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Markup, blanks, typography: nothing that is read changed.
    Technical,
    /// Spelling, inflection, function words, the format of a number: the same is said.
    Editorial,
    /// A person has to look: no rule is certain.
    Unassessed,
    /// Something else is said.
    Substantive,
}

/// What a reason rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What kind of source it is.
    pub kind: EvidenceKind,
    /// Its title.
    pub title: String,
    /// Where in it ("s. 12").
    pub place: Option<String>,
}

/// Kinds of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EvidenceKind {
    /// The report of a review or an evaluation.
    ReviewReport,
    /// An analysis of projects.
    ProjectAnalysis,
    /// A priority research direction.
    ResearchDirection,
    /// A resolution.
    Resolution,
    /// Anything else.
    Other,
}

/// By what a section is known again in other states of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Id of the revision in which the decision saw it.
    pub revision: String,
    /// The headings from the outermost section down to it.
    pub path: Vec<String>,
    /// Which one of those with this path it was, from 1.
    pub place: usize,
    /// Hash of its own text, see [`text_hash`].
    pub text: String,
}

impl Ruling {
    /// The word in `links.toml` and in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Ruling::Same => "same",
            Ruling::Different => "not-same",
            Ruling::Split => "split",
            Ruling::Merged => "merged",
            Ruling::Weight(_) => "weight",
            Ruling::Reason => "justification",
        }
    }

    /// How many sections before and after it may name, at least and at most.
    pub fn arity(self) -> [(usize, usize); 2] {
        match self {
            Ruling::Same | Ruling::Different => [(1, 1), (1, 1)],
            Ruling::Split => [(1, 1), (2, usize::MAX)],
            Ruling::Merged => [(2, usize::MAX), (1, 1)],
            Ruling::Weight(_) | Ruling::Reason => [(0, 1), (0, 1)],
        }
    }
}

impl Weight {
    /// All weights, from the lightest.
    pub const ALL: [Weight; 4] = [Weight::Technical, Weight::Editorial, Weight::Unassessed, Weight::Substantive];

    /// The word of the contract.
    pub fn code(self) -> &'static str {
        match self {
            Weight::Technical => "technical",
            Weight::Editorial => "editorial",
            Weight::Unassessed => "unassessed",
            Weight::Substantive => "substantive",
        }
    }
}

impl EvidenceKind {
    /// All kinds.
    pub const ALL: [EvidenceKind; 5] = [
        EvidenceKind::ReviewReport,
        EvidenceKind::ProjectAnalysis,
        EvidenceKind::ResearchDirection,
        EvidenceKind::Resolution,
        EvidenceKind::Other,
    ];

    /// The word in `links.toml` and in JSON.
    pub fn code(self) -> &'static str {
        match self {
            EvidenceKind::ReviewReport => "review-report",
            EvidenceKind::ProjectAnalysis => "project-analysis",
            EvidenceKind::ResearchDirection => "research-direction",
            EvidenceKind::Resolution => "resolution",
            EvidenceKind::Other => "other",
        }
    }
}

impl Decision {
    /// Whether another decision rules the same about the same sections, whoever gave whatever reason.
    pub fn repeats(&self, other: &Decision) -> bool {
        (self.ruling, &self.before, &self.after) == (other.ruling, &other.before, &other.after)
    }

    /// Whether it names as many sections as its ruling asks for.
    pub fn is_whole(&self) -> bool {
        let fits = |named: usize, (least, most): (usize, usize)| (least..=most).contains(&named);
        let [before, after] = self.ruling.arity();
        fits(self.before.len(), before) && fits(self.after.len(), after) && self.before.len() + self.after.len() > 0
    }
}

impl Anchor {
    /// The anchor of a section of a document as saved in `revision`.
    pub fn of(document: &Document, section: usize, revision: &str) -> Self {
        let path = |at: usize| document.path(at);
        let own = path(section);
        let before = (1..section).filter(|at| path(at.to_owned()) == own).count();
        Self {
            revision: revision.to_owned(),
            path: own.into_iter().map(str::to_owned).collect(),
            place: before + 1,
            text: text_hash(document, &document.sections[section]),
        }
    }

    /// The heading.
    pub fn heading(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }
}

/// A hash of the own text of a section, by which it is known again: of its blocks as they stand in the source, whatever
/// their line breaks and spacing; a written-in table of contents is left out. Empty where there is no text.
pub fn text_hash(document: &Document, section: &Section) -> String {
    let mut hash = Sha256::new();
    let mut empty = true;
    for block in section.blocks.iter().filter(|block| !block.set_aside) {
        for word in document.block_text(block).split_whitespace() {
            hash.update(word.as_bytes());
            hash.update(b" ");
            empty = false;
        }
        hash.update(b"\n");
    }
    if empty {
        return String::new();
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Where a section is in another state of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// There, with the own text that it had.
    Same(usize),
    /// There, with another text.
    Changed(usize),
    /// It can't be told.
    Nowhere,
}

impl Found {
    /// The section.
    pub fn section(self) -> Option<usize> {
        match self {
            Found::Same(section) | Found::Changed(section) => Some(section),
            Found::Nowhere => None,
        }
    }
}

/// The sections of a text by what anchors hold. Finds a section again by the first of these that names exactly one:
///
/// 1. headings and own text, all as they were (of several alike, the one at the same place among them);
/// 2. the own text, wherever it stands now; a short text only under the title that it had;
/// 3. the headings, numbers included, with another text;
/// 4. the headings without their numbers, with another text.
///
/// By headings alone no section is found that has no title: numbers ("Art. 5.") pass on to other sections.
pub struct Directory {
    paths: BTreeMap<Vec<String>, Vec<usize>>,
    titles: BTreeMap<Vec<String>, Vec<usize>>,
    texts: BTreeMap<String, Vec<usize>>,
    /// Hash, folded title and whether the text is long enough to tell, by section.
    sections: Vec<(String, String, bool)>,
}

impl Directory {
    /// The directory of a text.
    pub fn new(document: &Document) -> Self {
        let mut directory =
            Self { paths: BTreeMap::new(), titles: BTreeMap::new(), texts: BTreeMap::new(), sections: Vec::new() };
        for (at, section) in document.sections.iter().enumerate() {
            let words = |block| document.block_text(block).split_whitespace().count();
            let telling = section.blocks.iter().map(words).sum::<usize>() >= TELLING_WORDS;
            directory.sections.push((text_hash(document, section), fold(&section.title), telling));
            if at == 0 {
                continue;
            }
            let path = document.path(at);
            directory.paths.entry(path.iter().map(|heading| fold(heading)).collect()).or_default().push(at);
            directory.titles.entry(path.iter().map(|heading| title(heading)).collect()).or_default().push(at);
            let text = directory.sections[at].0.clone();
            if !text.is_empty() {
                directory.texts.entry(text).or_default().push(at);
            }
        }
        directory
    }

    /// Where the section of an anchor is.
    pub fn find(&self, anchor: &Anchor) -> Found {
        let listed = |at: Option<&Vec<usize>>| at.cloned().unwrap_or_default();
        let path: Vec<String> = anchor.path.iter().map(|heading| fold(heading)).collect();
        let titles: Vec<String> = anchor.path.iter().map(|heading| title(heading)).collect();
        let own_title = titles.last().cloned().unwrap_or_default();
        let in_place = listed(self.paths.get(&path));
        let same: Vec<usize> = in_place.iter().copied().filter(|at| self.sections[*at].0 == anchor.text).collect();
        match same.as_slice() {
            [] => {}
            [only] => return Found::Same(*only),
            _ => {
                let there = anchor.place.checked_sub(1).and_then(|place| in_place.get(place));
                return there.filter(|at| same.contains(at)).map_or(Found::Nowhere, |at| Found::Same(*at));
            }
        }
        let mut elsewhere = listed(self.texts.get(&anchor.text));
        let titled = |at: &usize| self.sections[*at].1 == own_title;
        if elsewhere.len() > 1 || elsewhere.first().is_some_and(|at| !self.sections[*at].2) {
            elsewhere.retain(titled);
        }
        if let [only] = elsewhere.as_slice() {
            return Found::Same(*only);
        }
        if own_title.is_empty() {
            return Found::Nowhere;
        }
        match (in_place.as_slice(), listed(self.titles.get(&titles)).as_slice()) {
            ([only], _) | ([], [only]) => Found::Changed(*only),
            _ => Found::Nowhere,
        }
    }
}

fn title(heading: &str) -> String {
    fold(split_labels(heading).1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markdown;

    const TEXT: &str = "# Strategia\n\n## 2. Diagnoza\n\n### 2.1. Kapitał ludzki\n\nW regionie działa 12 uczelni, \
        które kształcą co roku 30 tys. absolwentów.\n\n### 2.2. Cele\n\nWzrost nakładów na badania i rozwój do 3,1% PKB do \
        końca 2030 r.\n\n## 3. Wdrażanie\n\n### 3.1. Cele\n\nSkrócenie czasu oceny wniosków do 60 dni od złożenia w naborze.\n";

    fn anchor(title: &str) -> Anchor {
        let document = markdown::read(TEXT.to_owned());
        let at = document.sections.iter().position(|section| section.heading == title).expect("it is there");
        Anchor::of(&document, at, "1f")
    }

    fn found(anchor: &Anchor, text: String) -> Option<(String, bool)> {
        let document = markdown::read(text);
        let heading = |at: usize| document.sections[at].heading.clone();
        match Directory::new(&document).find(anchor) {
            Found::Same(at) => Some((heading(at), true)),
            Found::Changed(at) => Some((heading(at), false)),
            Found::Nowhere => None,
        }
    }

    #[test]
    fn the_hash_is_of_the_words_alone() {
        let hash = |text: &str| {
            let document = markdown::read(text.to_owned());
            text_hash(&document, &document.sections[1])
        };
        assert_eq!(hash("# A\n\nŻółć i\njaźń.\n"), hash("# B\n\nŻółć  i jaźń.\n\n"));
        assert_ne!(hash("# A\n\nŻółć i jaźń.\n"), hash("# A\n\nŻółć i jaźnie.\n"));
        assert_ne!(hash("# A\n\nŻółć.\n\nJaźń.\n"), hash("# A\n\nŻółć. Jaźń.\n"), "a paragraph is a paragraph");
        assert_eq!(hash("# A\n\n## B\n\nżółw\n"), "");
    }

    #[test]
    fn a_section_is_found_where_its_text_went() {
        let people = anchor("2.1. Kapitał ludzki");
        assert_eq!(found(&people, TEXT.to_owned()), Some(("2.1. Kapitał ludzki".to_owned(), true)));
        let moved = TEXT.replace("### 2.1. Kapitał ludzki", "### 7.4. Zasoby");
        assert_eq!(found(&people, moved), Some(("7.4. Zasoby".to_owned(), true)));
    }

    #[test]
    fn a_section_is_found_under_its_headings_when_its_text_changed() {
        let people = anchor("2.1. Kapitał ludzki");
        let edited = TEXT.replace("12 uczelni", "14 uczelni");
        assert_eq!(found(&people, edited.clone()), Some(("2.1. Kapitał ludzki".to_owned(), false)));
        let renumbered = edited.replace("2.1.", "4.2.").replace("## 2.", "## 4.");
        assert_eq!(found(&people, renumbered), Some(("4.2. Kapitał ludzki".to_owned(), false)));
        let retitled = edited.replace("Kapitał ludzki", "Zasoby");
        assert_eq!(found(&people, retitled), None);
    }

    #[test]
    fn equal_titles_are_told_apart_by_what_they_stand_under() {
        let goals = anchor("3.1. Cele");
        let edited = TEXT.replace("60 dni", "45 dni").replace("3.1.", "3.2.");
        assert_eq!(found(&goals, edited), Some(("3.2. Cele".to_owned(), false)));
        let doubled = TEXT.replace("60 dni", "45 dni") + "\n### 3.2. Cele\n\nInne.\n";
        assert_eq!(found(&goals, doubled), Some(("3.1. Cele".to_owned(), false)));
        let both_gone =
            TEXT.replace("3.1. Cele", "3.2. Cele").replace("60 dni", "45 dni") + "\n### 3.3. Cele\n\nInne.\n";
        assert_eq!(found(&goals, both_gone), None, "nobody can say which");
    }

    #[test]
    fn numbers_alone_and_short_texts_prove_nothing() {
        let law = "# Ustawa\n\n## Art. 5.\n\n(uchylony)\n\n## Art. 6.\n\nOrgan wydaje decyzję w terminie 30 dni od złożenia wniosku.\n";
        let document = markdown::read(law.to_owned());
        let (five, six) = (Anchor::of(&document, 2, "1f"), Anchor::of(&document, 3, "1f"));
        let shifted = law.replace("Art. 6.", "Art. 7.").replace("Art. 5.", "Art. 6.");
        assert_eq!(found(&six, shifted.clone()), Some(("Art. 7.".to_owned(), true)));
        assert_eq!(found(&six, shifted.replace("30 dni", "60 dni")), None, "Art. 6 is another one now");
        let titled = law.replace("## Art. 5.", "## Rozdział 1. Przepisy przejściowe");
        assert_eq!(found(&five, titled), None);
    }

    #[test]
    fn of_several_that_are_alike_in_all_the_place_decides() {
        let twins = "# A\n\n## Cele\n\nJedno.\n\n## Cele\n\nJedno.\n";
        let document = markdown::read(twins.to_owned());
        let second = Anchor::of(&document, 3, "1f");
        assert_eq!(second.place, 2);
        assert_eq!(Directory::new(&document).find(&second), Found::Same(3));
        assert_eq!(Directory::new(&document).find(&Anchor { place: 3, ..second }), Found::Nowhere);
    }
}
