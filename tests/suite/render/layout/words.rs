//! The words that a redline marks are those that the comparison counts.

use nowela::compare::{Comparison, RunOp};
use nowela::document::markdown;

use super::both::{case_texts, samples, spells_both};
use crate::compare::Pair;

/// A text without the table of contents that is written into it, which the comparison does not count.
fn without_contents(text: String) -> String {
    let document = markdown::read(text);
    let blocks = document.sections.iter().flat_map(|section| &section.blocks).filter(|block| block.set_aside);
    let mut pieces: Vec<_> = blocks.flat_map(|block| &block.pieces).copied().collect();
    pieces.sort();
    let mut source = document.source.clone();
    for piece in pieces.into_iter().rev() {
        source.replace_range(piece.start as usize..piece.end as usize, "");
    }
    source
}

/// Whether a redline must tell words anew that live on: those of a table with other columns, those of a row that changed its
/// place among the others.
fn tells_tables_anew(comparison: &Comparison) -> bool {
    let tables = comparison.entries.iter().flat_map(|entry| &entry.blocks).filter_map(|block| block.table.as_ref());
    tables.flat_map(|table| &table.rows).any(|row| {
        let both = row.before.is_some() && row.after.is_some();
        let lives = row.cells.iter().flat_map(|cell| &cell.runs).any(|run| run.op == RunOp::Equal);
        both && lives && (row.moved || row.cells.iter().any(|cell| cell.before != cell.after))
    })
}

#[test]
fn as_many_words_are_inserted_and_deleted_as_the_comparison_says() {
    let mut anew = 0;
    let all = samples().into_iter().chain(case_texts());
    for (path, before, after) in all {
        let pair = Pair::new(&without_contents(before), &without_contents(after));
        let tally = spells_both(&pair).unwrap_or_else(|e| panic!("{}: {e}", path.display())).tally();
        let words = pair.comparison.summary.words;
        let told = format!("{}: {tally:?} against {words:?}", path.display());
        assert_eq!(tally.moved_from, tally.moved_to, "{told}");
        // Sections that moved are moves in the redline, and blocks that changed their section but not their place are none.
        let lived = tally.kept + tally.moved_to;
        let (deleted, inserted) = (tally.deleted - words.deleted, tally.inserted - words.inserted);
        assert_eq!(deleted, inserted, "{told}");
        assert_eq!(lived + inserted, words.kept + words.moved, "{told}");
        assert!(inserted == 0 || tells_tables_anew(&pair.comparison), "{told}");
        anew += u32::from(inserted > 0);
    }
    assert!((1..=12).contains(&anew), "{anew} redlines tell words anew");
}
