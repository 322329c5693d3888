//! Where each word of the later text comes from: the final redline, read word by word.

use super::token::{Sight, each_word, hash};
use super::{BlockOp, BlockPlace, Comparison, Run, RunOp};
use crate::document::{Document, Span};

/// A word that figures count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// Block of its section, from 0.
    pub block: u32,
    /// Where it stands in the text of the block.
    pub span: Span,
    /// A hash of its letters, without regard to case.
    pub key: u32,
}

/// The words of a text that figures count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// By section, in the order of the blocks.
    pub sections: Vec<Vec<Spelled>>,
    /// By section, the first word of each block.
    blocks: Vec<Vec<u32>>,
}

/// A run of words of one section of the later text with one origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Strand {
    /// How many words.
    pub words: u32,
    /// Section of the earlier text and its first word that is meant; `None` where the words are new.
    pub from: Option<(u32, u32)>,
}

/// The words of a text that a reader counts: numbers and runs of letters of own text, titles and markup left out.
pub fn wording(document: &Document) -> Wording {
    let mut wording = Wording::default();
    let mut folded = String::new();
    for section in &document.sections {
        let (mut words, mut starts) = (Vec::new(), Vec::new());
        for (at, block) in section.blocks.iter().enumerate() {
            starts.push(words.len() as u32);
            if block.set_aside {
                continue;
            }
            let text = document.block_text(block);
            each_word(&text, block, &mut |span, sight| {
                if sight == Sight::Visible {
                    folded.clear();
                    folded.extend(span.of(&text).chars().flat_map(char::to_lowercase));
                    words.push(Spelled { block: at as u32, span, key: (hash(&folded) >> 32) as u32 });
                }
            });
        }
        wording.sections.push(words);
        wording.blocks.push(starts);
    }
    wording
}

/// By section of the later text, where its words come from. Each word of the earlier text is named once at most, and as
/// many are as the comparison counts as kept or moved.
pub fn strands(documents: [&Document; 2], wordings: [&Wording; 2], comparison: &Comparison) -> Vec<Vec<Strand>> {
    let mut origins: Vec<Vec<Option<(u32, u32)>>> =
        wordings[1].sections.iter().map(|words| vec![None; words.len()]).collect();
    for change in comparison.entries.iter().flat_map(|entry| &entry.blocks) {
        let (before, after, runs) = match (change.op, change.movement.map(|at| &comparison.moves[at])) {
            (BlockOp::Ignored | BlockOp::MovedOut, _) => continue,
            (BlockOp::MovedIn, Some(it)) => (vec![it.from], vec![it.to], &it.runs),
            _ => (change.before.clone(), change.after.clone(), &change.runs),
        };
        if !before.is_empty() && !after.is_empty() {
            let places = [placed(documents[0], wordings[0], &before), placed(documents[1], wordings[1], &after)];
            trace(&places, runs, &mut origins);
        }
    }
    origins.iter().map(|origins| gathered(origins)).collect()
}

/// A word, where it begins and ends in the text that runs spell, and its section and number.
type Placed = (usize, usize, (u32, u32));

/// The words of blocks whose texts are spelled with a blank line between.
fn placed(document: &Document, wording: &Wording, places: &[BlockPlace]) -> Vec<Placed> {
    let (mut found, mut offset) = (Vec::new(), 0);
    for place in places {
        let words = &wording.sections[place.section];
        let first = wording.blocks[place.section][place.block] as usize;
        let own = words[first..].iter().take_while(|word| word.block as usize == place.block);
        found.extend(own.enumerate().map(|(at, word)| {
            let (start, end) = (word.span.start as usize, word.span.end as usize);
            (start + offset, end + offset, (place.section as u32, (first + at) as u32))
        }));
        offset += document.block_text(&document.sections[place.section].blocks[place.block]).len() + 2;
    }
    found
}

fn trace(places: &[Vec<Placed>; 2], runs: &[Run], origins: &mut [Vec<Option<(u32, u32)>>]) {
    let [old, new] = places;
    let (mut i, mut j) = (0, 0);
    let (mut x, mut y) = (0, 0);
    for run in runs {
        let length = run.text.len();
        if run.op == RunOp::Equal {
            while let Some((start, end, (section, word))) = new.get(y).copied().filter(|it| it.1 <= j + length) {
                y += 1;
                let Some(before) = start.checked_sub(j).map(|at| at + i) else { continue };
                while old.get(x).is_some_and(|it| it.0 < before) {
                    x += 1;
                }
                if let Some((_, _, from)) = old.get(x).filter(|it| (it.0, it.1) == (before, before + end - start)) {
                    origins[section as usize][word as usize] = Some(*from);
                }
            }
        }
        i += if run.op == RunOp::Insert { 0 } else { length };
        j += if run.op == RunOp::Delete { 0 } else { length };
        while new.get(y).is_some_and(|it| it.0 < j && it.1 <= j) {
            y += 1;
        }
    }
}

fn gathered(origins: &[Option<(u32, u32)>]) -> Vec<Strand> {
    let mut strands: Vec<Strand> = Vec::new();
    for origin in origins {
        let goes_on = |strand: &Strand| match (strand.from, origin) {
            (None, None) => true,
            (Some((section, first)), Some(it)) => (section, first + strand.words) == *it,
            _ => false,
        };
        match strands.last_mut() {
            Some(last) if goes_on(last) => last.words += 1,
            _ => strands.push(Strand { words: 1, from: *origin }),
        }
    }
    strands
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::trial::made;
    use crate::compare::{CompareOptions, compare};
    use crate::document::markdown;

    /// Strands of two texts, after a look at what must hold for all.
    fn of(before: &str, after: &str) -> Vec<Vec<Strand>> {
        let documents = [markdown::read(before.to_owned()), markdown::read(after.to_owned())];
        let comparison = compare(&documents[0], &documents[1], &CompareOptions::default());
        let wordings = [wording(&documents[0]), wording(&documents[1])];
        let count = |wording: &Wording| wording.sections.iter().map(Vec::len).sum::<usize>() as u64;
        let summary = &comparison.summary;
        assert_eq!([count(&wordings[0]), count(&wordings[1])], [summary.words_before, summary.words_after]);
        let strands = strands([&documents[0], &documents[1]], [&wordings[0], &wordings[1]], &comparison);
        let mut named = std::collections::BTreeSet::new();
        for (section, strands) in strands.iter().enumerate() {
            let mut at = 0;
            for strand in strands {
                for word in 0..strand.words {
                    if let Some((from, first)) = strand.from {
                        assert!(named.insert((from, first + word)), "one word lives on once");
                        let old = wordings[0].sections[from as usize][(first + word) as usize];
                        assert_eq!(old.key, wordings[1].sections[section][at].key, "a word lives on as itself");
                    }
                    at += 1;
                }
            }
            assert_eq!(at, wordings[1].sections[section].len());
        }
        assert_eq!(named.len() as u64, summary.words.kept + summary.words.moved);
        strands
    }

    #[test]
    fn words_are_followed_through_edits_and_moves() {
        let before = "# A\n\nJeden dwa trzy **cztery** pięć, a dalej idą inne słowa tego samego zdania.\n\n# B\n\nTen \
                      akapit ma kilka słów i zostanie przeniesiony w całości do innej sekcji.\n\nZostaje tu.\n";
        let after = "# A\n\nJeden dwa sześć **cztery** pięć, a dalej idą inne słowa tego samego zdania.\n\nTen akapit ma \
                     kilka słów i zostanie przeniesiony w całości do innej sekcji.\n\n# B\n\nZostaje tu.\n";
        let strands = of(before, after);
        let strand = |words, from| Strand { words, from };
        assert_eq!(
            strands[1],
            [strand(2, Some((1, 0))), strand(1, None), strand(10, Some((1, 3))), strand(13, Some((2, 0)))]
        );
        assert_eq!(strands[2], [strand(2, Some((2, 13)))]);
    }

    #[test]
    fn as_many_words_live_on_as_figures_say() {
        for seed in 0..40 {
            let [before, after] = made(seed);
            of(&before, &after);
        }
    }
}
