//! A text and a revision of it whose lineage is known, because it was made here: word by word.

use std::collections::BTreeMap;

use super::dice::Dice;
use super::outline::{Outline, Paragraph, Word, node};
use super::stock::{Stock, Tongue};

/// How much a revision changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    Light,
    Medium,
    Heavy,
}

impl Strength {
    pub(super) const ALL: [Strength; 3] = [Strength::Light, Strength::Medium, Strength::Heavy];

    fn rates(self) -> Rates {
        match self {
            Strength::Light => Rates {
                part: 25,
                fold: 12,
                remove: 30,
                rename: 50,
                shift: 20,
                insert: 30,
                edits: [50, 150, 500],
                words: [300, 100, 20],
            },
            Strength::Medium => Rates {
                part: 60,
                fold: 30,
                remove: 80,
                rename: 150,
                shift: 80,
                insert: 80,
                edits: [100, 300, 600],
                words: [500, 200, 50],
            },
            Strength::Heavy => Rates {
                part: 100,
                fold: 50,
                remove: 150,
                rename: 350,
                shift: 200,
                insert: 150,
                edits: [200, 500, 800],
                words: [600, 350, 100],
            },
        }
    }
}

/// In thousandths of the sections that could be meant: split, merged or with a paragraph that moves away (`part`),
/// dissolved or lifted out (`fold`), removed, renamed, moved, inserted before; and edited by so many thousandths of the
/// words, cumulated.
struct Rates {
    part: usize,
    fold: usize,
    remove: usize,
    rename: usize,
    shift: usize,
    insert: usize,
    edits: [usize; 3],
    words: [usize; 3],
}

/// How headings are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbering {
    None,
    Decimal,
    Articles,
}

impl Numbering {
    pub(super) const ALL: [Numbering; 3] = [Numbering::Decimal, Numbering::None, Numbering::Articles];
}

/// How a section after came from one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Descent {
    /// It is the same section.
    Same,
    /// It is one of the parts that the section was split into.
    Split,
    /// It is what the section was merged into, together with others.
    Merged,
    /// Its heading was dissolved, and its text stands in what stood above it.
    Absorbed,
    /// It was lifted out and stands under what held its text.
    Extracted,
    /// A paragraph moved here.
    Moved,
}

/// One line of descent: sections by their index in the document (1 is the first heading).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Relation {
    pub(super) before: usize,
    pub(super) after: usize,
    pub(super) descent: Descent,
    /// Words that came this way and are still there.
    pub(super) words: usize,
}

/// Two texts and the truth about them.
pub(super) struct Revision {
    pub(super) before: String,
    pub(super) after: String,
    pub(super) truth: Vec<Relation>,
}

/// Fewer words than these are not split off, merged or moved.
const PART: usize = 30;
const MOVED: usize = 25;

/// Makes a text and a revision of it.
pub(super) fn revision(tongue: Tongue, strength: Strength, numbering: Numbering, seed: u64) -> Revision {
    let mut dice = Dice::new(seed);
    let stock = Stock::of(tongue);
    let mut source = Source { pool: stock.paragraphs(&mut dice), stock: &stock };
    let old = outline(&mut source, &mut dice);
    let mut new = old.clone();
    for (at, node) in new.0.iter_mut().enumerate() {
        node.from = vec![(at, Descent::Same)];
        node.paragraphs.iter_mut().flatten().for_each(|word| word.from = Some(at));
    }
    revise(&mut new, &strength.rates(), &mut source, &mut dice);
    let later = match dice.happens(850) {
        true => numbering,
        false => *dice.pick(&[Numbering::Decimal, Numbering::None]),
    };
    let (before, order_before) = written(&old, numbering, stock.chapter);
    let (after, order_after) = written(&new, later, stock.chapter);
    let place: BTreeMap<usize, usize> = order_before.iter().enumerate().map(|(at, node)| (*node, at + 1)).collect();
    let mut truth = Vec::new();
    for (at, node) in order_after.iter().enumerate() {
        let mut words: BTreeMap<(usize, bool), usize> = BTreeMap::new();
        for word in new.0[*node].paragraphs.iter().flatten() {
            if let Some(from) = word.from {
                *words.entry((from, word.moved)).or_default() += 1;
            }
        }
        let own = &new.0[*node].from;
        for (from, descent) in own {
            let words = words.get(&(*from, false)).copied().unwrap_or(0);
            truth.push(Relation { before: place[from], after: at + 1, descent: *descent, words });
        }
        for ((from, _), words) in
            words.iter().filter(|((from, moved), _)| *moved && own.iter().all(|(it, _)| it != from))
        {
            truth.push(Relation { before: place[from], after: at + 1, descent: Descent::Moved, words: *words });
        }
    }
    Revision { before, after, truth }
}

/// Where new text comes from.
struct Source<'s> {
    pool: Vec<String>,
    stock: &'s Stock,
}

impl Source<'_> {
    fn paragraph(&mut self, dice: &mut Dice) -> Paragraph {
        let text = if dice.happens(700) { self.pool.pop() } else { None };
        words(&text.unwrap_or_else(|| self.stock.paragraph(dice)))
    }
}

fn words(text: &str) -> Paragraph {
    text.split_whitespace().map(|word| Word { text: word.to_owned(), from: None, moved: false }).collect()
}

fn outline(source: &mut Source<'_>, dice: &mut Dice) -> Outline {
    let mut outline = Outline(vec![node(String::new(), Vec::new())]);
    for _ in 0..dice.between(4, 9) {
        let chapter = add_section(&mut outline, 0, [0, 2], source, dice);
        for _ in 0..dice.between(2, 6) {
            let divided = dice.happens(600);
            // A heading over others has no text of its own in many documents.
            let paragraphs = if divided && dice.happens(500) { [0, 0] } else { [1, 6] };
            let section = add_section(&mut outline, chapter, paragraphs, source, dice);
            if divided && dice.happens(500) {
                for (title, text) in source.stock.repeated {
                    let paragraphs = text.iter().map(|pattern| words(&Stock::fill(pattern, dice))).collect();
                    outline.add(section, usize::MAX, node((*title).to_owned(), paragraphs));
                }
            } else if divided {
                for _ in 0..dice.between(1, 4) {
                    add_section(&mut outline, section, [1, 4], source, dice);
                }
            }
        }
    }
    outline
}

fn add_section(
    outline: &mut Outline,
    parent: usize,
    paragraphs: [usize; 2],
    source: &mut Source<'_>,
    dice: &mut Dice,
) -> usize {
    let title = source.stock.title(dice);
    let count = dice.between(paragraphs[0], paragraphs[1]);
    let paragraphs = (0..count).map(|_| source.paragraph(dice)).collect();
    outline.add(parent, usize::MAX, node(title, paragraphs))
}

fn revise(text: &mut Outline, rates: &Rates, source: &mut Source<'_>, dice: &mut Dice) {
    collapse(text, rates, source, dice);
    rename_repeated(text, rates, source, dice);
    move_paragraphs(text, rates, dice);
    merge(text, rates, source, dice);
    dissolve(text, rates, dice);
    split(text, rates, source, dice);
    for at in text.order() {
        if text.0[at].children.is_empty() && text.untouched(at) && dice.happens(rates.remove) {
            text.detach(at);
        }
    }
    for at in text.order() {
        if dice.happens(rates.rename) {
            text.0[at].title = match dice.happens(500) {
                true => retitled(&text.0[at].title, source, dice),
                false => source.stock.title(dice),
            };
        }
        edit(&mut text.0[at].paragraphs, rates, source, dice);
    }
    for at in text.order() {
        if !dice.happens(rates.shift) {
            continue;
        }
        let home = text.0[at].parent;
        let others: Vec<usize> =
            text.order().into_iter().filter(|other| !text.below(*other, at) && text.depth(*other) < 5).collect();
        let parent = if dice.happens(500) || others.is_empty() { home } else { *dice.pick(&others) };
        text.detach(at);
        let place = dice.between(0, text.0[parent].children.len());
        text.attach(at, parent, place);
    }
    for at in text.order() {
        if dice.happens(rates.insert) {
            let parent = text.0[at].parent;
            let new = add_section(text, parent, [1, 4], source, dice);
            text.detach(new);
            text.attach(new, parent, text.place(at));
        }
    }
}

/// Dissolves all headings under a section: its text is now that of its branch.
fn collapse(text: &mut Outline, rates: &Rates, source: &mut Source<'_>, dice: &mut Dice) {
    for at in text.order().into_iter().rev() {
        let children = text.0[at].children.clone();
        let leaves = children.iter().all(|child| text.0[*child].children.is_empty());
        if children.len() < 2 || text.0[at].parent == 0 || !leaves || !dice.happens(2 * rates.fold) {
            continue;
        }
        for child in children {
            text.detach(child);
            let gone = text.0[child].clone();
            text.0[at].paragraphs.extend(gone.paragraphs);
            text.0[at].from.extend(gone.from.iter().map(|(from, _)| (*from, Descent::Absorbed)));
        }
        if dice.happens(500) {
            text.0[at].title = source.stock.title(dice);
        }
    }
}

/// Gives sections of one title another one throughout the text, as a new template does.
fn rename_repeated(text: &mut Outline, rates: &Rates, source: &mut Source<'_>, dice: &mut Dice) {
    for (title, _) in source.stock.repeated {
        if dice.happens(2 * rates.rename) {
            let new = source.stock.title(dice);
            text.0.iter_mut().filter(|node| node.title == *title).for_each(|node| node.title.clone_from(&new));
        }
    }
}

fn move_paragraphs(text: &mut Outline, rates: &Rates, dice: &mut Dice) {
    let order = text.order();
    for at in &order {
        if text.0[*at].paragraphs.len() < 3 || !dice.happens(rates.part) {
            continue;
        }
        let (from, to) = (dice.below(text.0[*at].paragraphs.len()), *dice.pick(&order));
        if to != *at && text.0[*at].paragraphs[from].len() >= MOVED && text.words(to) > 0 {
            let mut paragraph = text.0[*at].paragraphs.remove(from);
            paragraph.iter_mut().for_each(|word| word.moved = true);
            let place = dice.between(0, text.0[to].paragraphs.len());
            text.0[to].paragraphs.insert(place, paragraph);
        }
    }
}

fn merge(text: &mut Outline, rates: &Rates, source: &mut Source<'_>, dice: &mut Dice) {
    for at in text.order() {
        let (parent, leaf) = (text.0[at].parent, |at: usize| text.0[at].children.is_empty());
        let Some(place) = text.0[parent].children.iter().position(|child| *child == at) else { continue };
        let Some(next) = text.0[parent].children.get(place + 1).copied() else { continue };
        let enough = text.words(at) >= PART && text.words(next) >= PART;
        if !(leaf(at) && leaf(next) && enough && dice.happens(rates.part)) {
            continue;
        }
        text.detach(next);
        let gone = text.0[next].clone();
        let kept = &mut text.0[at];
        kept.paragraphs.extend(gone.paragraphs);
        kept.from.extend(gone.from);
        kept.from.iter_mut().for_each(|(_, descent)| *descent = Descent::Merged);
        match dice.below(10) {
            0..4 => kept.title = format!("{} {} {}", kept.title, source.stock.and, gone.title),
            4..7 => kept.title = source.stock.title(dice),
            _ => {}
        }
    }
}

fn dissolve(text: &mut Outline, rates: &Rates, dice: &mut Dice) {
    for at in text.order() {
        let parent = text.0[at].parent;
        let fits = parent != 0 && text.0[at].children.is_empty() && text.untouched(at) && text.untouched(parent);
        if fits && text.words(at) >= PART && dice.happens(rates.fold) {
            text.detach(at);
            let gone = text.0[at].clone();
            text.0[parent].paragraphs.extend(gone.paragraphs);
            text.0[parent].from.extend(gone.from.iter().map(|(from, _)| (*from, Descent::Absorbed)));
        }
    }
}

fn split(text: &mut Outline, rates: &Rates, source: &mut Source<'_>, dice: &mut Dice) {
    for at in text.order() {
        let count = text.0[at].paragraphs.len();
        let below = match dice.below(rates.part + rates.fold) < rates.fold {
            true => Descent::Extracted,
            false => Descent::Split,
        };
        if count < 2 || !text.untouched(at) || !dice.happens(rates.part + rates.fold) {
            continue;
        }
        let cut = dice.between(1, count - 1);
        let long = |paragraphs: &[Paragraph]| paragraphs.iter().map(Vec::len).sum::<usize>() >= PART;
        if !long(&text.0[at].paragraphs[..cut]) || !long(&text.0[at].paragraphs[cut..]) {
            continue;
        }
        let rest = text.0[at].paragraphs.split_off(cut);
        let mut part = node(source.stock.title(dice), rest);
        let origin = text.0[at].from[0].0;
        part.from = vec![(origin, below)];
        if below == Descent::Extracted {
            text.add(at, 0, part);
        } else {
            text.0[at].from[0].1 = Descent::Split;
            let (parent, place) = (text.0[at].parent, text.place(at));
            text.add(parent, place + 1, part);
        }
    }
}

fn retitled(title: &str, source: &Source<'_>, dice: &mut Dice) -> String {
    let words: Vec<String> = title
        .split_whitespace()
        .map(|word| if dice.happens(350) { source.stock.word(dice) } else { word.to_owned() })
        .collect();
    words.join(" ")
}

/// Edits words, and now and then drops, adds or joins whole paragraphs.
fn edit(paragraphs: &mut Vec<Paragraph>, rates: &Rates, source: &mut Source<'_>, dice: &mut Dice) {
    let roll = dice.below(1000);
    let Some(rate) = rates.edits.iter().position(|limit| roll < *limit).map(|at| rates.words[at]) else { return };
    let mut edited: Vec<Paragraph> = Vec::new();
    for paragraph in std::mem::take(paragraphs) {
        if dice.happens(rate * 3 / 10) {
            continue;
        }
        let mut words = Vec::new();
        for word in paragraph {
            if !dice.happens(rate) {
                words.push(word);
                continue;
            }
            let other = Word { text: source.stock.word(dice), from: None, moved: false };
            match dice.below(4) {
                0 | 1 => words.push(other),
                2 => words.extend([word, other]),
                _ => {}
            }
        }
        if !words.is_empty() {
            edited.push(words);
        }
        if dice.happens(rate * 3 / 10) {
            edited.push(source.paragraph(dice));
        }
    }
    *paragraphs = edited;
}

/// The text in Markdown, and its sections in order.
fn written(text: &Outline, numbering: Numbering, chapter: &str) -> (String, Vec<usize>) {
    let mut out = String::new();
    let order = text.order();
    let mut articles = 0;
    for at in &order {
        let number = match (numbering, text.0[*at].parent) {
            (Numbering::None, _) => String::new(),
            (Numbering::Decimal, _) => decimal(text, *at) + ". ",
            (Numbering::Articles, 0) => format!("{chapter} {}. ", text.place(*at) + 1),
            (Numbering::Articles, _) => {
                articles += 1;
                format!("Art. {articles}. ")
            }
        };
        let level = "#".repeat(text.depth(*at).min(6));
        out.push_str(&format!("{level} {number}{}\n\n", text.0[*at].title));
        for paragraph in &text.0[*at].paragraphs {
            let words: Vec<&str> = paragraph.iter().map(|word| word.text.as_str()).collect();
            // What was edited must not begin like a list item or a rule.
            out.push_str(words.join(" ").trim_start_matches(|c: char| !c.is_alphabetic()));
            out.push_str("\n\n");
        }
    }
    (out, order)
}

fn decimal(text: &Outline, at: usize) -> String {
    let own = (text.place(at) + 1).to_string();
    match text.0[at].parent {
        0 => own,
        parent => format!("{}.{own}", decimal(text, parent)),
    }
}
