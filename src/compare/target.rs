//! What a reference names: the one section, table or figure of a text that bears its number.

use std::collections::BTreeMap;

use super::BlockPlace;
use super::mention::{Name, path};
use crate::document::{Document, label};

/// A part of a text that a reference can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// A section.
    Section(usize),
    /// The caption of a table or a figure.
    Caption(BlockPlace),
}

/// The parts of a text by their names.
pub(super) struct Targets {
    named: BTreeMap<Name, Vec<Target>>,
    /// Of each section the annex that holds it, and the highest section that holds it but not the whole text.
    scopes: Vec<(Option<usize>, usize)>,
    /// How many targets there are of each kind of name.
    kinds: BTreeMap<String, usize>,
}

/// Words of captions, by their beginnings.
const CAPTIONS: &[(&str, &str)] = &[
    ("tab", "tabela"),
    ("rys", "rysunek"),
    ("wykres", "wykres"),
    ("schemat", "schemat"),
    ("mapa", "mapa"),
    ("table", "table"),
    ("fig", "figure"),
];

/// Words of labels whose number alone names a section ("Rozdział 2" is chapter 2).
const CHAPTERS: &[&str] = &["", "rozdział", "podrozdział", "sekcja", "chapter", "section", "subsection"];

impl Targets {
    pub(super) fn of(document: &Document) -> Self {
        let mut targets = Targets {
            named: BTreeMap::new(),
            scopes: Vec::with_capacity(document.sections.len()),
            kinds: BTreeMap::new(),
        };
        let is_annex = |at: usize| {
            let labels = &document.sections[at].labels;
            labels.iter().any(|label| matches!(&*label.word, "załącznik" | "aneks" | "annex" | "appendix"))
        };
        // A single heading above all others is the title of the whole.
        let whole = (document.sections.len() > 1 && document.sections[1].end == document.sections.len()).then_some(1);
        for (at, section) in document.sections.iter().enumerate() {
            let above = section.parent.map(|parent| targets.scopes[parent]);
            let annex = above.and_then(|above| above.0).or_else(|| is_annex(at).then_some(at));
            let top = section.parent.filter(|parent| *parent != 0 && Some(*parent) != whole);
            targets.scopes.push((annex, top.map_or(at, |parent| targets.scopes[parent].1)));
            for label in &section.labels {
                for name in names(label) {
                    targets.push(name, Target::Section(at));
                }
            }
            for (block, found) in section.blocks.iter().enumerate().filter(|(_, found)| !found.set_aside) {
                let text = &document.source[found.pieces[0].start as usize..found.pieces[0].end as usize];
                if let Some(name) = caption(text) {
                    targets.push(name, Target::Caption(BlockPlace { section: at, block }));
                }
            }
        }
        targets
    }

    fn push(&mut self, name: Name, target: Target) {
        *self.kinds.entry(kind(&name)).or_default() += 1;
        self.named.entry(name).or_default().push(target);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.named.is_empty()
    }

    /// What a name means where it stands in `section`; `None` where nothing bears it, or several do.
    pub(super) fn find(&self, name: &Name, section: usize) -> Option<Target> {
        let found = self.named.get(name)?;
        let scope = |target: &Target| match target {
            Target::Section(at) => self.scopes[*at],
            Target::Caption(place) => self.scopes[place.section],
        };
        let (annex, top) = self.scopes[section];
        // The annexes themselves are named from everywhere.
        let is_annex = |target: &Target| matches!(target, Target::Section(at) if self.scopes[*at].0 == Some(*at));
        let within = |annex: Option<usize>| -> Vec<&Target> {
            found.iter().filter(|it| scope(it).0 == annex || is_annex(it)).collect()
        };
        // An annex speaks of itself first, then of the text that it belongs to.
        let own = within(annex);
        let near = if own.is_empty() { within(None) } else { own };
        match near.as_slice() {
            [only] => Some(**only),
            [] => None,
            _ => {
                let mut nearer = near.into_iter().filter(|it| scope(it).1 == top);
                nearer.next().filter(|_| nearer.next().is_none()).copied()
            }
        }
    }

    /// The captions.
    pub(super) fn captions(&self) -> impl Iterator<Item = BlockPlace> {
        self.named.values().flatten().filter_map(|target| match target {
            Target::Caption(place) => Some(*place),
            Target::Section(_) => None,
        })
    }

    /// Whether anything bears the name, be it one or several.
    pub(super) fn bears(&self, name: &Name) -> bool {
        self.named.contains_key(name)
    }

    /// Whether the text numbers its parts in the way of this name, several times.
    pub(super) fn has_kind(&self, name: &Name) -> bool {
        self.kinds.get(&kind(name)).is_some_and(|count| *count > 1)
    }
}

/// What kind of name: its word, and how many parts its number has.
fn kind(name: &Name) -> String {
    let roman = |number: &str| number.starts_with(['i', 'v', 'x']);
    match name {
        Name::Number(number) => format!("{} {}", number.split('.').count(), roman(number)),
        Name::Worded(word, number) => format!("{word} {}", number.split('.').count()),
        Name::Caption(word, _) => (*word).to_owned(),
    }
}

/// The names that a label gives its section.
fn names(label: &label::Label) -> Vec<Name> {
    let mut names = Vec::new();
    let number: String = match label.word.is_empty() {
        true => label.text.clone(),
        false => label.text.rsplit(' ').next().unwrap_or_default().to_owned(),
    };
    if CHAPTERS.contains(&label.word.as_str()) {
        names.push(Name::Number(number.trim_end_matches(['.', ')']).to_lowercase()));
    }
    if let Some(word) = super::mention::basic(&label.word) {
        names.push(Name::Worded(word, path(label)));
    }
    names
}

/// The name that a caption gives what it stands at.
fn caption(text: &str) -> Option<Name> {
    let plain = text.trim_start_matches(['*', '_']);
    if !plain.starts_with(['t', 'T', 'r', 'R', 'w', 'W', 's', 'S', 'm', 'M', 'f', 'F']) {
        return None;
    }
    let low: String = plain.chars().take(8).collect::<String>().to_lowercase();
    let (_, word) = CAPTIONS.iter().rev().find(|(stem, _)| low.starts_with(stem))?;
    label::is_caption(plain).then_some(())?;
    let number = plain.split_whitespace().skip(1).find(|word| !matches!(word.to_lowercase().as_str(), "nr" | "no."))?;
    let number = number.trim_end_matches(['.', ':', ')', '*', '_', '–', '-']).to_lowercase();
    (!number.is_empty() && number.len() < 12).then_some(Name::Caption(word, number))
}
