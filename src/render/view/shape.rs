//! The objects of the published shape, key by key, in the order in which they are written.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::decision::DecisionView;
use super::word::{
    AmountKind, BlockKindView, DeciderView, GroundView, KindView, LinkKindView, OpView, PairingView,
    ReferenceStateView, RunOpView, SideView, WeightView,
};

/// A comparison as it is published.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "nowela comparison", extend("$id" = "nowela/comparison/1"))]
pub struct ComparisonView {
    /// Name and number of this shape: `nowela/comparison/1`.
    #[schemars(extend("const" = "nowela/comparison/1"))]
    pub schema: &'static str,
    /// The earlier state.
    pub before: StateView,
    /// The later state.
    pub after: StateView,
    /// Figures of the whole document.
    pub summary: SummaryView,
    /// One entry per section, or per group of sections that were split or merged, in the order of the later text.
    pub sections: Vec<SectionView>,
    /// Moved blocks.
    pub moves: Vec<MoveView>,
    /// Text that flowed between sections that are not linked.
    pub flows: Vec<FlowView>,
    /// Quantities that changed, in the order of the sections.
    pub quantities: Vec<QuantityView>,
    /// Cross-references whose target was renumbered or is gone, in the order of the sections.
    pub references: Vec<ReferenceView>,
    /// Changes of the front matter.
    pub metadata: Vec<MetadataView>,
    /// What was noticed while reading and comparing.
    pub remarks: Vec<RemarkView>,
}

/// One of the two states.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StateView {
    /// Id of the document.
    pub document: Option<String>,
    /// Name of the version.
    pub version: Option<String>,
    /// Full id of the revision.
    pub revision: Option<String>,
    /// Date as `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Title of the text.
    pub title: String,
    /// How many headings.
    pub sections: usize,
    /// How many words of own text.
    pub words: u64,
}

/// Figures of the whole document.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SummaryView {
    /// Entries per kind of change.
    pub sections: KindCounts,
    /// Words on the final redline.
    pub words: WordsView,
    /// Continuity from 0 (nothing lives on) to 1 (nothing but order and numbering changed).
    pub continuity: Figure,
    /// What one figure cannot say.
    pub profile: ProfileView,
    /// Blocks that changed, per proposed weight.
    pub weights: Option<WeightCounts>,
}

/// Entries per kind of change; an entry may be of several kinds.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the fields are the kinds, which `Structure` explains")]
pub struct KindCounts {
    pub unchanged: u64,
    pub edited: u64,
    pub added: u64,
    pub removed: u64,
    pub moved: u64,
    pub reordered: u64,
    pub retitled: u64,
    pub renumbered: u64,
    pub relabelled: u64,
    pub split: u64,
    pub merged: u64,
    pub absorbed: u64,
    pub extracted: u64,
    pub releveled: u64,
}

/// Counts of words: before = kept + moved + deleted, after = kept + moved + inserted.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the fields are those of `Words`, which explains them")]
pub struct WordsView {
    pub kept: u64,
    pub deleted: u64,
    pub inserted: u64,
    pub moved: u64,
}

/// What one figure cannot say.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProfileView {
    /// Share of the earlier words that live on.
    pub retention: Figure,
    /// Share of the later words that were there before.
    pub heritage: Figure,
    /// Continuity where words in technical and editorial changes count as kept.
    pub substantive: Option<Figure>,
    /// Share of the words in sections that kept their parent.
    pub structural: Figure,
    /// Share of the words in sections that changed.
    pub breadth: Figure,
    /// How much changed where something changed.
    pub depth: Figure,
}

/// Changed blocks per weight.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the fields are the weights of the contract")]
pub struct WeightCounts {
    pub technical: u64,
    pub editorial: u64,
    pub substantive: u64,
    pub unassessed: u64,
}

/// What became of one section, or of several that were split or merged.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SectionView {
    /// Id of the entry in this comparison, `s<k>`.
    pub id: String,
    /// Sections of the earlier text; empty for an added section.
    pub before: Vec<PlaceView>,
    /// Sections of the later text; empty for a removed section.
    pub after: Vec<PlaceView>,
    /// Every link between them.
    pub links: Vec<LinkView>,
    /// Kinds of change; empty = unchanged.
    pub structure: Vec<KindView>,
    /// Proposed weight of the change, the heaviest of its parts; null where nothing changed but place and number.
    pub weight: Option<WeightView>,
    /// Who decided the weight.
    pub decided_by: Option<DeciderView>,
    /// Why the change of the title was given its weight, in stable English; the reasons of the text stand with its blocks.
    pub reasons: Vec<String>,
    /// The strongest single ground of the match; null for added and removed sections.
    pub matched_by: Option<GroundView>,
    /// Likeness of the own texts; null for added and removed sections.
    pub similarity: Option<Figure>,
    /// How often matches for which as much speaks are right, calibrated; 1 where a person decided it, null for added and
    /// removed sections.
    pub confidence: Option<Figure>,
    /// Share of the words of both sides that live on.
    pub continuity: Figure,
    /// What people decided about it, in the order of `links.toml`.
    pub decisions: Vec<DecisionView>,
    /// Every block of the sections of both sides.
    pub blocks: Vec<BlockView>,
}

/// A section of one of the two texts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlaceView {
    /// Number of its heading, from 0 in document order; null for the text before the first heading.
    pub index: Option<usize>,
    /// Heading level, 1 to 6; 0 for the text before the first heading.
    pub level: u8,
    /// Labels in front of the title.
    pub numbers: Vec<String>,
    /// Heading without its labels.
    pub title: String,
    /// Headings from the outermost section down to this one.
    pub path: Vec<String>,
}

/// A link between a section before and a section after, by the numbers of their headings.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the fields are those of `Link`, which explains them")]
pub struct LinkView {
    pub before: Option<usize>,
    pub after: Option<usize>,
    pub kind: LinkKindView,
    pub share: Figure,
}

/// What became of one block, or of several that were split or joined.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BlockView {
    /// What kind of text it is; of the later text where both sides differ.
    pub kind: BlockKindView,
    /// What happened.
    pub op: OpView,
    /// Blocks of the earlier text.
    pub before: Vec<BlockPlaceView>,
    /// Blocks of the later text.
    pub after: Vec<BlockPlaceView>,
    /// Id of the movement, for blocks that moved.
    #[serde(rename = "move")]
    pub movement: Option<String>,
    /// Proposed weight of the change, the heaviest of its parts; null where nothing changed but place and number.
    pub weight: Option<WeightView>,
    /// Why it was given this weight, in stable English: the code of a rule and the texts that it went by.
    pub reasons: Vec<String>,
    /// The redline: equal and delete runs spell the block before, equal and insert runs the block after.
    pub runs: Vec<RunView>,
    /// Files of the figures in it whose content changed under the same name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figures: Option<Vec<String>>,
    /// For tables: the cells that are not equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cells: Option<Vec<CellView>>,
}

/// Where a block stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BlockPlaceView {
    /// Number of the section's heading; null for the text before the first heading.
    pub section: Option<usize>,
    /// Number of the block in the section's own text, from 0.
    pub block: usize,
}

/// A cell that changed. Row and column count from 0 in the later table, for removed cells in the earlier one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the struct's sentence explains the fields")]
pub struct CellView {
    pub row: usize,
    pub column: usize,
    pub op: OpView,
    pub runs: Vec<RunView>,
}

/// A run of a redline: a pair of what happened and the text.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RunView(pub RunOpView, pub String);

/// A block that moved.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MoveView {
    /// Id of the movement in this comparison, `m<k>`.
    pub id: String,
    /// Where it stood.
    pub from: BlockPlaceView,
    /// Where it stands.
    pub to: BlockPlaceView,
    /// The inner redline.
    pub runs: Vec<RunView>,
}

/// Text that flowed from one section into another one that it is not linked with.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the fields are those of `Passage`, which explains them")]
pub struct FlowView {
    pub before: Option<usize>,
    pub after: Option<usize>,
    pub words: u64,
    pub share_before: Figure,
    pub share_after: Figure,
}

/// A quantity that changed, came or went inside text that lives on.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct QuantityView {
    /// Id of the entry.
    pub section: String,
    /// What is counted or measured: row and column of a table, or the words before it.
    pub label: String,
    /// The earlier quantity; null where it is new.
    pub before: Option<AmountView>,
    /// The later quantity; null where it is gone.
    pub after: Option<AmountView>,
    /// By how much it grew; null where the two can't be subtracted.
    pub difference: Option<DifferenceView>,
    /// Why the two are taken for one.
    pub pairing: PairingView,
    /// Number of the block among those of the entry; null where it stands in the title.
    pub block: Option<usize>,
}

/// A quantity as written and as read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AmountView {
    /// As written, without markup.
    pub text: String,
    /// Its value with the scale multiplied out, of a range the lower one; null for a date that is no year.
    pub value: Option<f64>,
    /// Sign or code of its unit; empty where it only counts.
    pub unit: String,
    /// What kind of quantity.
    pub kind: AmountKind,
    /// Of a range, the upper value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<f64>,
    /// A date as `YYYY-MM-DD` or `YYYY-MM`, a quarter as `YYYY-Q4`, a half as `YYYY-H1`; without a year as `--MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Of a range of dates, the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_date: Option<String>,
}

/// By how much a quantity grew, in its own unit; shares differ by points, dates by days, years by years.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the struct's sentence explains the fields")]
pub struct DifferenceView {
    pub value: f64,
    pub unit: String,
}

/// A cross-reference whose target was renumbered or is gone. Those that still name what they named are not listed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReferenceView {
    /// Id of the entry.
    pub section: String,
    /// As written before; null where the reference is new.
    pub before: Option<String>,
    /// As written now.
    pub after: Option<String>,
    /// What became of it.
    pub state: ReferenceStateView,
    /// Heading of what it named before, as it is now; null where that is gone, or no section.
    pub target: Option<String>,
    /// Number of the block among those of the entry.
    pub block: usize,
    /// Line in the source of the later text, from 1.
    pub line: u32,
}

/// A change of the front matter.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the fields are those of `MetadataChange`, which explains them")]
pub struct MetadataView {
    pub key: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Something a person should know.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RemarkView {
    /// Which text it is about; null for both or for the comparison itself.
    pub side: Option<SideView>,
    /// Line in the source, from 1.
    pub line: Option<u32>,
    /// Stable code of the kind of remark.
    pub code: &'static str,
    /// Details by name.
    pub details: BTreeMap<&'static str, String>,
    /// The wording in English.
    pub text: String,
}

/// A figure from 0 to 1 with four decimals; 0 and 1 only when exact.
#[derive(Clone, Copy, Debug, PartialEq, JsonSchema)]
#[schemars(transparent)]
pub struct Figure(#[schemars(range(min = 0.0, max = 1.0))] pub f64);

impl Figure {
    /// The figure with four decimals.
    pub fn rounded(self) -> f64 {
        if self.0 <= 0.0 || self.0 >= 1.0 {
            return self.0.clamp(0.0, 1.0);
        }
        ((self.0 * 10_000.0).round() / 10_000.0).clamp(0.0001, 0.9999)
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.rounded())
    }
}
