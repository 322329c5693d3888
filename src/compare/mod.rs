//! Comparing two texts section by section.

mod alignment;
mod amount;
mod block;
mod calendar;
mod candidate;
mod cell;
mod context;
mod decided;
mod decimal;
mod figure;
mod explanation;
mod flow;
mod forest;
mod grid;
mod increasing;
mod listed;
mod matching;
mod matrix;
mod metadata;
mod mention;
mod provenance;
mod redline;
mod reference;
mod movement;
mod naming;
mod neighbour;
mod pairing;
pub(crate) mod parallel;
mod parting;
mod quantity;
mod remnant;
mod score;
mod sight;
mod stage;
mod strand;
mod summary;
mod table;
mod target;
mod token;
mod tree;
mod unit;
mod weight;
#[cfg(test)]
mod trial;
mod weights;
mod word;
mod written;

pub use amount::{Amount, Kind, Value, amounts};
pub use calendar::{Date, Part};
pub use decided::{CompareOptions, contradictions};
pub use decimal::Decimal;
pub use pairing::{Pairing, Quantity, QuantityChange};
pub use reference::{ReferenceChange, ReferenceState};
pub use stage::Stage;
pub use strand::{Spelled, Strand, Wording, strands, wording};
pub use unit::{Time, Unit};
pub use weight::{Reason, Rule, Weight};

pub use explanation::{Evidence, Explanation, Rival};

use crate::document::{Decision, Document, Remark, RemarkKind, Side};

/// What changed between two states of a document.
///
/// Sections are named by their index in [`Document::sections`]; index 0 is the text before the first heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// One entry per connected component of links, in the order of the later text, removed ones where they stood.
    pub entries: Vec<Entry>,
    /// Moved blocks.
    pub moves: Vec<Movement>,
    /// Text that flowed between sections that are not linked, by (before, after).
    pub flows: Vec<Passage>,
    /// Quantities that changed, in the order of the entries.
    pub quantities: Vec<QuantityChange>,
    /// References to parts of the text that were renumbered or are gone, in the order of the entries.
    pub references: Vec<ReferenceChange>,
    /// Changes of the front matter.
    pub metadata: Vec<MetadataChange>,
    /// Figures of the whole document.
    pub summary: Summary,
    /// What was noticed: the remarks of both texts and those of the comparison.
    pub remarks: Vec<Remark>,
}

/// What became of one section, or of several that were split or merged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Sections of the earlier text; empty for an added section.
    pub before: Vec<usize>,
    /// Sections of the later text; empty for a removed section.
    pub after: Vec<usize>,
    /// Every link of the component.
    pub links: Vec<Link>,
    /// Kinds of structural change, in the order of [`Structure`]; empty = unchanged.
    pub structure: Vec<Structure>,
    /// The strongest single ground of the match; `None` for added and removed sections.
    pub matched_by: Option<Ground>,
    /// 2F/(|s|+|t|) over own text, from 0 to 1; `None` for added and removed sections.
    pub similarity: Option<f64>,
    /// How often matches for which as much speaks are right, from 0 to 1; `None` for added and removed sections.
    pub confidence: Option<f64>,
    /// Why the match was made, where the section changed and there was something to decide.
    pub explanation: Option<Explanation>,
    /// (kept + moved words of both sides) / (words of both sides), from 0 to 1.
    pub continuity: f64,
    /// Words on the final redline.
    pub words: Words,
    /// What the changes weigh, the heaviest of them, or what a person decided; `None` where nothing changed but order and
    /// numbers.
    pub weight: Option<Weight>,
    /// Why the change of its title weighs what it does; the reasons of its blocks stand with these.
    pub reasons: Vec<Reason>,
    /// Every block of the sections of both sides, in reading order.
    pub blocks: Vec<BlockChange>,
    /// What people decided about it, in the order of `links.toml`.
    pub decisions: Vec<Decision>,
}

/// A link between a section before and a section after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Section of the earlier text.
    pub before: usize,
    /// Section of the later text.
    pub after: usize,
    /// What kind of link.
    pub kind: LinkKind,
    /// Share of the words that flowed along this link, of the section that was split off, merged or absorbed; for
    /// identity 2F/(|s|+|t|). From 0 to 1.
    pub share: f64,
}

/// Kinds of links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// The same section.
    Identity,
    /// The later section was split off the earlier one.
    Split,
    /// The earlier section was merged into the later one.
    Merged,
    /// The earlier section flowed into what stood above it; its heading was dissolved.
    Absorbed,
    /// The later section was lifted out of what stood above it; its heading is new.
    Extracted,
}

/// Kinds of structural change of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Structure {
    /// Its own text changed.
    Edited,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another parent.
    Moved,
    /// It has the same parent, but stands in another order among its siblings.
    Reordered,
    /// Its title changed, or a character in its heading that nobody sees.
    Retitled,
    /// Its number changed because of insertions, removals or moves before it. Never a change of content.
    Renumbered,
    /// Its number changed for no such reason.
    Relabelled,
    /// It was split.
    Split,
    /// It was merged.
    Merged,
    /// It flowed into the section that stood above it.
    Absorbed,
    /// It was lifted out of the section that stands above it.
    Extracted,
    /// Its heading level changed relative to its parent.
    Releveled,
}

/// Grounds of a match, from the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// A person decided it.
    Person,
    /// Title and text are equal.
    Exact,
    /// The label.
    Label,
    /// The title.
    Title,
    /// The words of the text.
    Content,
    /// What surrounds it: parent, siblings, subsections.
    Context,
}

/// Counts of words on the final redline. Before = kept + moved + deleted, after = kept + moved + inserted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Words that stayed.
    pub kept: u64,
    /// Words that are gone.
    pub deleted: u64,
    /// Words that are new.
    pub inserted: u64,
    /// Words that live on at another place, inside moved blocks.
    pub moved: u64,
}

/// What became of one block, or of several that were split or joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockChange {
    /// What happened.
    pub op: BlockOp,
    /// Blocks of the earlier text.
    pub before: Vec<BlockPlace>,
    /// Blocks of the later text.
    pub after: Vec<BlockPlace>,
    /// Index into [`Comparison::moves`] for `MovedOut` and `MovedIn`.
    pub movement: Option<usize>,
    /// The redline: equal and delete runs spell the block before, equal and insert runs the block after. Where a
    /// block was split or joined, the blocks of one side are spelled one after the other with a blank line between.
    pub runs: Vec<Run>,
    /// Rows of a table, where both sides are tables.
    pub table: Option<TableChange>,
    /// Files of the figures in it whose content changed under the same name.
    pub figures: Vec<String>,
    /// What its changes weigh, the heaviest of them; `None` where nothing changed but its place.
    pub weight: Option<Weight>,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Where a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockPlace {
    /// Section.
    pub section: usize,
    /// Block in the section's own text, from 0.
    pub block: usize,
}

/// What happened to a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockOp {
    #[default]
    /// Nothing but its place in the source, its line breaks, spacing or list marker changed.
    Equal,
    /// Its text changed.
    Edited,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It was split into several.
    Split,
    /// Several were joined into one.
    Joined,
    /// It left for another place.
    MovedOut,
    /// It came from another place.
    MovedIn,
    /// It was set aside (a table of contents written into the text).
    Ignored,
}

/// A run of a redline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Equal, delete or insert.
    pub op: RunOp,
    /// The text.
    pub text: String,
}

/// What happened to a run of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RunOp {
    /// In both texts.
    Equal,
    /// In the earlier text only.
    Delete,
    /// In the later text only.
    Insert,
}

/// A table compared row by row and cell by cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableChange {
    /// Rows in reading order, removed ones where they stood; the first one is the header as a rule.
    pub rows: Vec<RowChange>,
}

/// What became of a table row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// Row of the earlier table, from 0; `None` for an added row.
    pub before: Option<usize>,
    /// Row of the later table, from 0; `None` for a removed row.
    pub after: Option<usize>,
    /// Whether the row stands in another order among those that live on.
    pub moved: bool,
    /// Cells in reading order.
    pub cells: Vec<CellChange>,
}

/// What became of a table cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// Column of the earlier table, from 0; `None` for an added cell.
    pub before: Option<usize>,
    /// Column of the later table, from 0; `None` for a removed cell.
    pub after: Option<usize>,
    /// `Equal`, `Edited`, `Added` or `Removed`.
    pub op: BlockOp,
    /// The redline of the cell.
    pub runs: Vec<Run>,
}

/// A block that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// Where it stood.
    pub from: BlockPlace,
    /// Where it stands.
    pub to: BlockPlace,
    /// The inner redline.
    pub runs: Vec<Run>,
}

/// Text that flowed from one section into another one that it is not linked with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passage {
    /// Section of the earlier text.
    pub before: usize,
    /// Section of the later text.
    pub after: usize,
    /// How many words.
    pub words: u64,
    /// Share of the earlier section's words, from 0 to 1.
    pub share_before: f64,
    /// Share of the later section's words, from 0 to 1.
    pub share_after: f64,
}

/// A change of the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataChange {
    /// The key.
    pub key: String,
    /// Its value before; `None` where the key is new.
    pub before: Option<String>,
    /// Its value after; `None` where the key is gone.
    pub after: Option<String>,
}

/// Figures of the whole document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Words of own text before.
    pub words_before: u64,
    /// Words of own text after.
    pub words_after: u64,
    /// Words on the final redline.
    pub words: Words,
    /// Entries that are unchanged or whose number followed from changes elsewhere.
    pub unchanged: u64,
    /// Entries per kind of change, in the order of [`Structure`]; kinds that do not occur are left out.
    pub structure: Vec<(Structure, u64)>,
    /// Continuity C: 2·(kept + moved) / (before + after), from 0 to 1; 1 where both are empty.
    pub continuity: f64,
    /// The profile beside it.
    pub profile: Profile,
    /// Blocks that changed, per weight in the order of [`Weight::ALL`].
    pub weights: [u64; 4],
}

/// What one figure cannot say: several, each from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Profile {
    /// Share of the earlier words that live on.
    pub retention: f64,
    /// Share of the later words that were there before.
    pub heritage: f64,
    /// Continuity where words in technical and editorial changes count as kept, as far as there are as many on both sides.
    pub substantive: f64,
    /// Share of the words in sections that kept their parent.
    pub structural: f64,
    /// Share of the words in sections that changed by 5 % or more.
    pub breadth: f64,
    /// How much changed in these sections: the share of their words that are gone or new; 0 where there are none.
    pub depth: f64,
}

impl Comparison {
    /// Whether anything changed that a reader should know: kinds other than `Renumbered`, or the front matter.
    pub fn is_changed(&self) -> bool {
        !self.metadata.is_empty() || self.entries.iter().any(Entry::is_changed)
    }
}

impl Entry {
    /// Whether the section changed; a number that followed from changes elsewhere is no change.
    pub fn is_changed(&self) -> bool {
        self.structure.iter().any(|kind| *kind != Structure::Renumbered)
    }
}

/// Compares two texts.
pub fn compare(before: &Document, after: &Document, options: &CompareOptions<'_>) -> Comparison {
    compare_watched(before, after, options, &mut |_| {})
}

/// Compares two texts and calls `watch` at the end of each stage.
pub fn compare_watched(
    before: &Document,
    after: &Document,
    options: &CompareOptions<'_>,
    watch: &mut dyn FnMut(Stage),
) -> Comparison {
    let mut decided = decided::decided(before, after, options.decisions);
    let mut interner = token::Interner::default();
    let [old, new] = token::Words::of_both(before, after, &mut interner);
    watch(Stage::Tokens);

    let mut flow = flow::Flow::new(&old, &new);
    let fixed = matching::same_in_place(before, after, &mut flow, &decided);
    flow.unique_blocks();
    flow.unique_grams(6);
    flow.unique_grams(4);
    watch(Stage::Flow);

    let stems = interner.len();
    let [x, y] = tree::Tree::of_both([before, after], [&old, &new], stems);
    let mut pool = candidate::Pool::new(x, y, stems, &flow.cells(), &fixed, &decided);
    let model = weights::MODEL;
    let matches = matching::match_sections(&mut pool, &mut flow, &fixed, model, &mut |_, _| {});
    watch(Stage::Matching);

    let (mut entries, flows) = provenance::entries(before, after, &pool, &flow, &matches, model);
    drop(pool);
    decided.attach(&mut entries, options.decisions);
    watch(Stage::Provenance);

    let texts = block::changes([before, after], &flow, &mut entries);
    figure::note_changed([before, after], options, &mut entries);
    // Where no text stands before the first heading, there is no such section.
    entries.retain(|entry| entry.before != [0] || entry.after != [0] || !entry.blocks.is_empty());
    watch(Stage::Redline);

    // Neither needs the other.
    let documents = [before, after];
    let notations = documents.map(|document| written::Notation::of(&document.source));
    let (quantities, (references, doubtful)) = std::thread::scope(|scope| {
        let quantities = scope.spawn(|| pairing::quantities(documents, notations, &entries, &texts.moves));
        let references = reference::references(documents, notations, &entries, &texts.moves);
        (quantities.join().expect("reading quantities never panics"), references)
    });
    watch(Stage::Quantities);
    let vocabulary = weight::Vocabulary::new(documents, [&old, &new], &interner);
    let light = weight::weigh(documents, &vocabulary, &mut entries, &texts.moves, &references);
    watch(Stage::Weight);

    let mut remarks: Vec<Remark> = Vec::new();
    for (document, side) in [(before, Side::Before), (after, Side::After)] {
        remarks.extend(document.remarks.iter().map(|remark| Remark { side: Some(side), ..remark.clone() }));
    }
    remarks.extend(doubtful);
    let coarse = [
        ("flow", flow.coarse),
        ("alignment", texts.coarse_alignments),
        ("redline", texts.coarse_redlines),
        ("table", texts.coarse_tables),
    ];
    for (stage, count) in coarse.into_iter().filter(|(_, count)| *count > 0) {
        remarks.push(Remark { side: None, line: None, kind: RemarkKind::Coarse { stage, count } });
    }
    remarks.append(&mut decided.remarks);
    let summary = summary::summary(&entries, light, &old, &new);
    let (moves, metadata) = (texts.moves, metadata::changes(before, after));
    Comparison { entries, moves, flows, quantities, references, metadata, summary, remarks }
}
