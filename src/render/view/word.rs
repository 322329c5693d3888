//! The words of the published shape: kinds, grounds, operations.

use schemars::JsonSchema;
use serde::Serialize;

use crate::compare::{BlockOp, Ground, Kind, LinkKind, Pairing, ReferenceState, RunOp, Structure, Weight};
use crate::document::{BlockKind, Side};

/// Defines a published enumeration, and where it mirrors one of the model, the way from there to here.
macro_rules! published {
    ($(#[$meta:meta])* $name:ident { $($variant:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        #[expect(missing_docs, reason = "the variants are the words of the contract")]
        pub enum $name { $($variant),+ }
    };
    ($(#[$meta:meta])* $name:ident of $source:ident { $($variant:ident),+ $(,)? }) => {
        published! { $(#[$meta])* $name { $($variant),+ } }

        impl From<$source> for $name {
            fn from(source: $source) -> Self {
                match source { $($source::$variant => $name::$variant),+ }
            }
        }
    };
}

published! {
    /// Kinds of change of a section.
    KindView of Structure {
        Edited, Added, Removed, Moved, Reordered, Retitled, Renumbered, Relabelled, Split, Merged, Absorbed, Extracted,
        Releveled,
    }
}
published! {
    /// Kinds of links.
    LinkKindView of LinkKind { Identity, Split, Merged, Absorbed, Extracted }
}
published! {
    /// Grounds of a match.
    GroundView of Ground { Person, Exact, Label, Title, Content, Context }
}
published! {
    /// Kinds of blocks.
    BlockKindView of BlockKind {
        Paragraph, Item, Table, Quotation, Code, Figure, Footnote, Html, Definition, Break,
    }
}
published! {
    /// What happened to a block or a cell.
    OpView of BlockOp { Equal, Edited, Added, Removed, Split, Joined, MovedOut, MovedIn, Ignored }
}
published! {
    /// What happened to a run.
    RunOpView of RunOp { Equal, Delete, Insert }
}
published! {
    /// One of the two texts.
    SideView of Side { Before, After }
}
published! {
    /// Weights of a change.
    WeightView of Weight { Technical, Editorial, Substantive, Unassessed }
}
published! {
    /// Who decided a weight.
    DeciderView { Rule, Person }
}
published! {
    /// Kinds of quantities.
    AmountKind of Kind { Money, Share, Points, Date, Year, Duration, Count, Measure }
}
published! {
    /// Grounds on which two quantities are taken for one.
    PairingView of Pairing { Cell, Replaced, Order, Alone }
}
published! {
    /// What became of a cross-reference.
    ReferenceStateView of ReferenceState { Followed, Stale, Dangling }
}

impl WeightView {
    /// The word of the contract ("editorial").
    pub fn code(self) -> &'static str {
        match self {
            WeightView::Technical => "technical",
            WeightView::Editorial => "editorial",
            WeightView::Substantive => "substantive",
            WeightView::Unassessed => "unassessed",
        }
    }
}

impl KindView {
    /// All kinds, in the order of the published counts.
    pub const ALL: [KindView; 13] = [
        KindView::Edited,
        KindView::Added,
        KindView::Removed,
        KindView::Moved,
        KindView::Reordered,
        KindView::Retitled,
        KindView::Renumbered,
        KindView::Relabelled,
        KindView::Split,
        KindView::Merged,
        KindView::Absorbed,
        KindView::Extracted,
        KindView::Releveled,
    ];

    /// The word of the contract ("edited").
    pub fn code(self) -> &'static str {
        match self {
            KindView::Edited => "edited",
            KindView::Added => "added",
            KindView::Removed => "removed",
            KindView::Moved => "moved",
            KindView::Reordered => "reordered",
            KindView::Retitled => "retitled",
            KindView::Renumbered => "renumbered",
            KindView::Relabelled => "relabelled",
            KindView::Split => "split",
            KindView::Merged => "merged",
            KindView::Absorbed => "absorbed",
            KindView::Extracted => "extracted",
            KindView::Releveled => "releveled",
        }
    }
}
