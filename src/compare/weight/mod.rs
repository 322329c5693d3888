//! What a change weighs: proposals by rules, each with its reason, for a person to confirm.
//!
//! A stretch of a redline (what was struck out, and what was written in its place) is looked at rule by rule; the first one
//! that fires gives the weight. Rules that find a change of substance come before those that call it editorial, and what
//! none of them is certain of is [`Weight::Unassessed`].

mod content;
mod cue;
mod english;
mod figure;
mod hunk;
mod lexicon;
mod morphology;
mod order;
mod polish;
mod proposal;
mod reading;
mod spelling;
mod surface;
mod vocabulary;
mod wording;

#[cfg(test)]
mod evidence;

use std::fmt;

pub(super) use proposal::weigh;
pub(super) use vocabulary::Vocabulary;

pub use crate::document::Weight;

/// Why a change was given its weight: the rule, and the texts that it went by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule.
    pub rule: Rule,
    /// What was there before; empty where nothing was.
    pub before: String,
    /// What is there now; empty where nothing is.
    pub after: String,
}

/// Defines the rules with their codes and weights.
macro_rules! rules {
    ($($(#[$meta:meta])* $name:ident $code:literal $weight:ident,)+) => {
        /// The rules, from those of the lightest changes to those of the heaviest.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($(#[$meta])* $name),+ }

        impl Rule {
            /// All rules.
            pub const ALL: &[Rule] = &[$(Rule::$name),+];

            /// Its stable code.
            pub fn code(self) -> &'static str {
                match self { $(Rule::$name => $code),+ }
            }

            /// What a change weighs that it fires on.
            pub fn weight(self) -> Weight {
                match self { $(Rule::$name => Weight::$weight),+ }
            }
        }
    };
}

rules! {
    /// Emphasis and other marks that only set the text.
    Markup "markup" Technical,
    /// Blanks, quotation marks, dashes, raised and lowered figures, characters that nobody sees.
    Typography "typography" Technical,
    /// The number in front of a caption.
    Numbering "numbering" Technical,
    /// Paragraphs that were split or joined.
    Layout "layout" Technical,
    /// Commas, full stops, brackets.
    Punctuation "punctuation" Editorial,
    /// Capitals.
    Capitals "capitals" Editorial,
    /// Words that are written in one, apart or with a hyphen.
    Hyphenation "hyphenation" Editorial,
    /// A word that was misspelt.
    Spelling "spelling" Editorial,
    /// Another form of the same word in the same number.
    Inflection "inflection" Editorial,
    /// Words that only join, and expressions that mean the same.
    FunctionWords "function-words" Editorial,
    /// The same in another order, where the order says nothing.
    Order "order" Editorial,
    /// A word and its abbreviation.
    Abbreviation "abbreviation" Editorial,
    /// The same number, amount or date written otherwise.
    NumberFormat "number-format" Editorial,
    /// A cross-reference that followed what it refers to.
    ReferenceFollowed "reference-followed" Editorial,
    /// One form became another that may be of another number.
    GrammaticalNumber "grammatical-number" Unassessed,
    /// Another case of a noun, which may say that somebody else does it.
    Roles "roles" Unassessed,
    /// A word that differs in a letter, both of which may be meant.
    RealWord "real-word" Unassessed,
    /// The same words in another order, which may matter.
    WordOrder "word-order" Unassessed,
    /// A link leads elsewhere, a reference to a footnote came or went, or a mark that carries a meaning.
    Target "target" Unassessed,
    /// The same quantity, but counted or bounded in another way.
    Measured "measured" Unassessed,
    /// A joining word, a bound or a catalogue changed, perhaps without effect.
    Nuance "nuance" Unassessed,
    /// A word or two were added.
    WordsAdded "words-added" Unassessed,
    /// A word or two were removed.
    WordsRemoved "words-removed" Unassessed,
    /// Said in other words.
    Rephrased "rephrased" Unassessed,
    /// Another file under the same name: what a figure shows.
    Figure "figure" Unassessed,
    /// Rows of a table in another order.
    Rows "row-order" Unassessed,
    /// A number.
    Number "number" Substantive,
    /// An amount of money.
    Amount "amount" Substantive,
    /// A share.
    Percentage "percentage" Substantive,
    /// A date.
    Date "date" Substantive,
    /// A date by which something is due.
    Deadline "deadline" Substantive,
    /// A span of time, or how often.
    Duration "duration" Substantive,
    /// A cross-reference that leads elsewhere.
    Reference "reference" Substantive,
    /// "Nie", "bez", "z wyjątkiem".
    Negation "negation" Substantive,
    /// "Musi", "powinien", "może".
    Modality "modality" Substantive,
    /// "I" became "lub".
    Logic "logic" Substantive,
    /// "Wszystkie", "tylko".
    Quantifier "quantifier" Substantive,
    /// "Co najmniej", "powyżej", "przed".
    Limit "limit" Substantive,
    /// "Jeżeli", "o ile".
    Condition "condition" Substantive,
    /// "W szczególności", "m.in.": an open catalogue was closed, or the reverse.
    Catalogue "catalogue" Substantive,
    /// A body, a place or what else has a name.
    Name "name" Substantive,
    /// Text was added.
    Added "added" Substantive,
    /// Text was removed.
    Removed "removed" Substantive,
    /// Something else is written.
    Rewritten "rewritten" Substantive,
}

impl Rule {
    /// Whether it is about text that came or went and nothing else.
    pub fn is_one_sided(self) -> bool {
        matches!(self, Rule::Added | Rule::Removed | Rule::WordsAdded | Rule::WordsRemoved)
    }
}

impl Reason {
    /// What the change weighs for this reason.
    pub fn weight(&self) -> Weight {
        self.rule.weight()
    }
}

/// In stable English: "number 2,5% → 3,1%", "negation + nie", "quantifier − tylko".
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.rule.code();
        match (self.before.as_str(), self.after.as_str()) {
            ("", "") => f.write_str(code),
            ("", after) => write!(f, "{code} + {after}"),
            (before, "") => write!(f, "{code} − {before}"),
            (before, after) => write!(f, "{code} {before} → {after}"),
        }
    }
}
