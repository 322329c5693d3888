//! The published shape of a comparison: what JSON holds, key by key, and what templates may rely on.

mod answer;
mod decision;
mod shape;
mod word;

pub use answer::*;
pub use decision::*;
pub use shape::*;
pub use word::*;

use crate::compare::parallel;
use crate::compare::{
    BlockOp, Comparison, Entry, Ground, MetadataChange, Movement, Passage, Quantity, QuantityChange, ReferenceChange,
    Run, Structure, TableChange, Value, Words,
};
use crate::document::{BlockKind, Document, Remark};
use crate::locale::{Language, Locale};

/// What one of the two states is called and where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StateDescription {
    /// Id of the document in its archive; `None` for a file outside of one.
    pub document: Option<String>,
    /// Name of the version; `None` where the state has none.
    pub version: Option<String>,
    /// Full id of the revision; `None` for a file and for what is not saved yet.
    pub revision: Option<String>,
    /// Its date as `YYYY-MM-DD`.
    pub date: Option<String>,
}

/// The published shape of `comparison`, which came from the texts `before` and `after`.
pub fn view(
    before: &Document,
    after: &Document,
    comparison: &Comparison,
    before_state: &StateDescription,
    after_state: &StateDescription,
) -> ComparisonView {
    let english = Locale::new(Language::English);
    let summary = &comparison.summary;
    let entries = &comparison.entries;
    ComparisonView {
        schema: "nowela/comparison/1",
        before: state(before, before_state, summary.words_before),
        after: state(after, after_state, summary.words_after),
        summary: SummaryView {
            sections: counts(comparison),
            words: words(summary.words),
            continuity: Figure(summary.continuity),
            profile: ProfileView {
                retention: Figure(summary.profile.retention),
                heritage: Figure(summary.profile.heritage),
                substantive: Some(Figure(summary.profile.substantive)),
                structural: Figure(summary.profile.structural),
                breadth: Figure(summary.profile.breadth),
                depth: Figure(summary.profile.depth),
            },
            weights: Some(weights(summary.weights)),
        },
        sections: parallel::each(entries.len(), |number| section(before, after, number, &entries[number])),
        moves: comparison.moves.iter().enumerate().map(|(number, movement)| moved(number, movement)).collect(),
        flows: comparison.flows.iter().map(flow).collect(),
        quantities: comparison.quantities.iter().map(quantity).collect(),
        references: comparison.references.iter().map(|it| reference(after, it)).collect(),
        metadata: comparison.metadata.iter().map(metadata).collect(),
        remarks: comparison.remarks.iter().map(|it| remark(it, &english)).collect(),
    }
}

/// Id of the entry with this index in [`Comparison::entries`].
pub fn entry_id(entry: usize) -> String {
    format!("s{entry}")
}

/// Id of the movement with this index in [`Comparison::moves`].
pub fn move_id(movement: usize) -> String {
    format!("m{}", movement + 1)
}

fn state(document: &Document, description: &StateDescription, words: u64) -> StateView {
    StateView {
        document: description.document.clone(),
        version: description.version.clone(),
        revision: description.revision.clone(),
        date: description.date.clone(),
        title: document.title().to_owned(),
        sections: document.sections.len().saturating_sub(1),
        words,
    }
}

fn counts(comparison: &Comparison) -> KindCounts {
    let mut counts = KindCounts { unchanged: comparison.summary.unchanged, ..KindCounts::default() };
    for (kind, count) in &comparison.summary.structure {
        let place = match kind {
            Structure::Edited => &mut counts.edited,
            Structure::Added => &mut counts.added,
            Structure::Removed => &mut counts.removed,
            Structure::Moved => &mut counts.moved,
            Structure::Reordered => &mut counts.reordered,
            Structure::Retitled => &mut counts.retitled,
            Structure::Renumbered => &mut counts.renumbered,
            Structure::Relabelled => &mut counts.relabelled,
            Structure::Split => &mut counts.split,
            Structure::Merged => &mut counts.merged,
            Structure::Absorbed => &mut counts.absorbed,
            Structure::Extracted => &mut counts.extracted,
            Structure::Releveled => &mut counts.releveled,
        };
        *place = *count;
    }
    counts
}

fn weights(counts: [u64; 4]) -> WeightCounts {
    let [technical, editorial, unassessed, substantive] = counts;
    WeightCounts { technical, editorial, substantive, unassessed }
}

fn words(words: Words) -> WordsView {
    WordsView { kept: words.kept, deleted: words.deleted, inserted: words.inserted, moved: words.moved }
}

fn section(before: &Document, after: &Document, number: usize, entry: &Entry) -> SectionView {
    let blocks = entry.blocks.iter().map(|change| {
        let earlier = change.before.first().map(|at| before.sections[at.section].blocks[at.block].kind);
        let later = change.after.first().map(|at| after.sections[at.section].blocks[at.block].kind);
        let kind = later.or(earlier).unwrap_or(BlockKind::Paragraph);
        let cells = (kind == BlockKind::Table).then(|| change.table.as_ref().map(cells).unwrap_or_default());
        BlockView {
            kind: kind.into(),
            op: change.op.into(),
            before: change.before.iter().map(|at| block_place(at.section, at.block)).collect(),
            after: change.after.iter().map(|at| block_place(at.section, at.block)).collect(),
            movement: change.movement.map(move_id),
            weight: change.weight.map(Into::into),
            reasons: change.reasons.iter().map(ToString::to_string).collect(),
            runs: runs(&change.runs),
            figures: Some(change.figures.clone()).filter(|figures| !figures.is_empty()),
            cells,
        }
    });
    SectionView {
        id: entry_id(number),
        before: entry.before.iter().map(|at| place(before, *at)).collect(),
        after: entry.after.iter().map(|at| place(after, *at)).collect(),
        links: entry
            .links
            .iter()
            .map(|link| LinkView {
                before: heading(link.before),
                after: heading(link.after),
                kind: link.kind.into(),
                share: Figure(link.share),
            })
            .collect(),
        structure: entry.structure.iter().map(|kind| (*kind).into()).collect(),
        weight: entry.weight.map(Into::into),
        decided_by: entry.weight.map(|_| match entry.decided_weight() {
            Some(_) => DeciderView::Person,
            None => DeciderView::Rule,
        }),
        reasons: entry.reasons.iter().map(ToString::to_string).collect(),
        matched_by: entry.matched_by.map(Into::into),
        similarity: entry.similarity.map(Figure),
        confidence: match entry.matched_by {
            Some(Ground::Person) => Some(Figure(1.0)),
            _ => entry.confidence.map(Figure),
        },
        continuity: Figure(entry.continuity),
        decisions: entry.decisions.iter().map(decision).collect(),
        blocks: blocks.collect(),
    }
}

/// The published number of a section: that of its heading.
fn heading(section: usize) -> Option<usize> {
    section.checked_sub(1)
}

fn place(document: &Document, section: usize) -> PlaceView {
    let found = &document.sections[section];
    PlaceView {
        index: heading(section),
        level: found.level,
        numbers: found.labels.iter().map(|label| label.text.clone()).collect(),
        title: found.title.clone(),
        path: document.path(section).into_iter().map(str::to_owned).collect(),
    }
}

fn block_place(section: usize, block: usize) -> BlockPlaceView {
    BlockPlaceView { section: heading(section), block }
}

fn runs(runs: &[Run]) -> Vec<RunView> {
    runs.iter().map(|run| RunView(run.op.into(), run.text.clone())).collect()
}

fn cells(table: &TableChange) -> Vec<CellView> {
    let mut changed = Vec::new();
    for row in &table.rows {
        for cell in &row.cells {
            let at = row.after.zip(cell.after).or(row.before.zip(cell.before));
            if let (Some((row, column)), false) = (at, cell.op == BlockOp::Equal) {
                changed.push(CellView { row, column, op: cell.op.into(), runs: runs(&cell.runs) });
            }
        }
    }
    changed
}

fn moved(number: usize, movement: &Movement) -> MoveView {
    MoveView {
        id: move_id(number),
        from: block_place(movement.from.section, movement.from.block),
        to: block_place(movement.to.section, movement.to.block),
        runs: runs(&movement.runs),
    }
}

fn flow(passage: &Passage) -> FlowView {
    FlowView {
        before: heading(passage.before),
        after: heading(passage.after),
        words: passage.words,
        share_before: Figure(passage.share_before),
        share_after: Figure(passage.share_after),
    }
}

fn quantity(change: &QuantityChange) -> QuantityView {
    QuantityView {
        section: entry_id(change.entry),
        label: change.label.clone(),
        before: change.before.as_ref().map(amount),
        after: change.after.as_ref().map(amount),
        difference: change
            .difference
            .as_ref()
            .map(|(value, unit)| DifferenceView { value: value.to_f64(), unit: unit.code().to_owned() }),
        pairing: change.pairing.into(),
        block: change.block,
    }
}

fn reference(after: &Document, change: &ReferenceChange) -> ReferenceView {
    ReferenceView {
        section: entry_id(change.entry),
        before: change.before.clone(),
        after: Some(change.after.clone()),
        state: change.state.into(),
        target: change.target.map(|at| after.sections[at].heading.clone()),
        block: change.block,
        line: change.line,
    }
}

fn amount(quantity: &Quantity) -> AmountView {
    let amount = &quantity.amount;
    let mut view = AmountView {
        text: quantity.text.clone(),
        value: None,
        unit: amount.unit.code().to_owned(),
        kind: amount.kind.into(),
        to: None,
        date: None,
        to_date: None,
    };
    match amount.value {
        Value::Number(value) => view.value = Some(value.to_f64()),
        Value::Range(from, to) => (view.value, view.to) = (Some(from.to_f64()), Some(to.to_f64())),
        Value::Date(date) => view.date = Some(date.iso()),
        Value::Dates(from, to) => (view.date, view.to_date) = (Some(from.iso()), Some(to.iso())),
    }
    view
}

fn metadata(change: &MetadataChange) -> MetadataView {
    MetadataView { key: change.key.clone(), before: change.before.clone(), after: change.after.clone() }
}

fn remark(remark: &Remark, locale: &Locale) -> RemarkView {
    RemarkView {
        side: remark.side.map(Into::into),
        line: remark.line,
        code: remark.kind.code(),
        details: remark.kind.details().into_iter().collect(),
        text: locale.remark(remark.kind.code(), &remark.kind.details()),
    }
}
