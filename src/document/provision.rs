//! Provisions whose text stands on the line of their label ("§ 5. Rada liczy 18 członków.", "Art. 12a. …"), as in most
//! acts: where each begins, and where its own text does.

use super::Document;
use super::block::{Block, BlockKind};
use super::inline::{Inline, Style};
use super::label::{Label, Ordinal, PROVISIONS, split_provision};

/// A provision.
pub(super) struct Provision {
    pub(super) section: usize,
    pub(super) block: usize,
    pub(super) label: Label,
    /// The label as a reader sees it ("§ 5.").
    pub(super) heading: String,
    pub(super) cut: Cut,
}

/// Where the heading ends and where the own text begins, in bytes of the block's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) heading: usize,
    pub(super) text: usize,
}

/// Numbers may jump by so many, for repealed provisions that are left out.
const JUMP: u32 = 30;

/// Fewer make no act.
const FEWEST: usize = 2;

/// The provisions of a text that no heading names: paragraphs whose labels count on from 1. None where headings are
/// provisions: what counts beside these is a form or a model in the text. None within a quotation ("otrzymuje brzmienie:
/// „§ 5. …”").
pub(super) fn provisions(document: &Document) -> Vec<Provision> {
    if document.sections.iter().any(|it| it.labels.iter().any(|label| PROVISIONS.contains(&label.word.as_str()))) {
        return Vec::new();
    }
    let found = paragraphs(document);
    let of_word = |word: &str| -> Vec<usize> {
        let mut last: Option<&Ordinal> = None;
        let mut counted = Vec::new();
        for (at, it) in found.iter().enumerate().filter(|(_, it)| it.label.word == word) {
            let Some(number) = it.label.path.last() else { continue };
            if follows(last, number) {
                last = Some(number);
                counted.push(at);
            }
        }
        counted
    };
    let counted = PROVISIONS.into_iter().map(of_word).find(|counted| counted.len() >= FEWEST).unwrap_or_default();
    let mut counted = counted.into_iter().peekable();
    found.into_iter().enumerate().filter_map(|(at, it)| counted.next_if_eq(&at).map(|_| it)).collect()
}

fn follows(last: Option<&Ordinal>, number: &Ordinal) -> bool {
    let begins = number.value == 1 && number.suffix.is_empty();
    begins
        || last.is_some_and(|last| {
            let rises = (number.value, &number.suffix) > (last.value, &last.suffix);
            rises && number.value <= last.value + JUMP
        })
}

/// All paragraphs that begin with the label of a provision, outside of quotations.
fn paragraphs(document: &Document) -> Vec<Provision> {
    let mut found = Vec::new();
    for (section, own) in document.sections.iter().enumerate() {
        let mut quoted = false;
        for (at, block) in own.blocks.iter().enumerate() {
            let text = document.block_text(block);
            let outside = !quoted;
            if let Some(sign) = text.rfind(['„', '”']) {
                quoted = text[sign..].starts_with('„');
            }
            if outside && block.kind == BlockKind::Paragraph && !block.set_aside {
                found.extend(provision(&text, block, section, at));
            }
        }
    }
    found
}

fn provision(text: &str, block: &Block, section: usize, at: usize) -> Option<Provision> {
    /// No label is longer, in bytes.
    const LONGEST: usize = 80;
    let mut seen = String::new();
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (nth, inline) in block.inlines.iter().enumerate() {
        if seen.len() > LONGEST || inline.style.has(Style::NOTE) {
            break;
        }
        // Between two runs there may be the end of a line.
        let start = inline.span.start as usize;
        if text[..start].ends_with(['\n', ' ']) {
            seen.push(' ');
            ends.push((nth, start));
        }
        for (offset, letter) in inline.span.of(text).char_indices() {
            seen.push(letter);
            ends.resize(seen.len(), (nth, start + offset + letter.len_utf8()));
        }
    }
    let visible = seen.trim_start();
    let (label, rest) = split_provision(visible)?;
    let heading = visible[..visible.len() - rest.len()].trim_end();
    let last = ends[seen.len() - visible.len() + heading.len() - 1];
    let cut = cut(text, &block.inlines, last)?;
    let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Provision { section, block: at, label, heading, cut })
}

/// Cuts a paragraph behind its label, which ends in the inline `nth` at `end`; `None` where that would cut through markup.
fn cut(text: &str, inlines: &[Inline], (nth, end): (usize, usize)) -> Option<Cut> {
    let mut rest = inlines[nth..].iter().enumerate().filter_map(|(offset, inline)| {
        let start = end.max(inline.span.start as usize);
        let left = text.get(start..inline.span.end as usize)?;
        let blank = left.len() - left.trim_start().len();
        (blank < left.len()).then_some((nth + offset, start + blank))
    });
    let Some((next, start)) = rest.next() else { return Some(Cut { heading: text.len(), text: text.len() }) };
    let plain = [nth, next].map(|at| inlines[at].style == Style::default());
    if next == nth {
        return plain[0].then_some(Cut { heading: end, text: start });
    }
    let between = &text[end..start];
    let closing = between.find(char::is_whitespace)?;
    let opening = between.len() - between.trim_start_matches(|c: char| !c.is_whitespace()).trim_start().len();
    // A backslash at the end of a line breaks it.
    let fits = plain[0] == matches!(&between[..closing], "" | "\\") && plain[1] == (opening == between.len());
    fits.then_some(Cut { heading: end + closing, text: end + opening })
}
