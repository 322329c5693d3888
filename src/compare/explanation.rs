//! Why a section is held to continue another one: what spoke for it, what came closest, and why that was passed over.

use super::candidate::ONE;
use super::score::{Context, Scorer, fact};
use crate::document::Side;

/// Why two sections are held to be one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// What spoke for it, the strongest kinds of evidence first.
    pub grounds: Vec<Evidence>,
    /// The strongest other candidate of either section.
    pub rival: Option<Rival>,
}

/// What can speak for a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// So many thousandths of the words of both are the same.
    Words(u16),
    /// The text of the later section is that of the earlier branch, whose headings were dissolved.
    Branch,
    /// The titles are the same.
    Title,
    /// The titles are alike, in thousandths.
    LikeTitle(u16),
    /// The numbers are the same.
    Label,
    /// So many thousandths of the subsections are the same.
    Subsections(u16),
    /// They stand under the same section.
    Parent,
    /// They stand between the same sections.
    Between,
    /// They stand beside the same section.
    Beside,
}

/// A section that could have been meant instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rival {
    /// Which text it stands in.
    pub side: Side,
    /// The section.
    pub section: usize,
    /// What speaks for the match and not, or less, for the rival; what shares are those of the rival.
    pub lacks: Vec<Evidence>,
    /// The section of the other text that the rival is held to be.
    pub taken: Option<usize>,
}

/// From these, in thousandths, a title is called alike and a branch dissolved.
const LIKE_TITLE: u16 = 400;
const DISSOLVED: u16 = 200;

/// Explains the match that candidate `at` is.
pub(super) fn explain(scorer: &Scorer<'_, '_>, context: &Context<'_>, at: usize) -> Explanation {
    let pool = scorer.pool;
    let (s, t) = (pool.candidates[at].before, pool.candidates[at].after);
    let grounds = evidence(scorer, context, at);
    let from = pool.candidates.partition_point(|it| it.before < s);
    let of_before = (from..pool.candidates.len()).take_while(|other| pool.candidates[*other].before == s);
    let of_after = pool.of_after(t).iter().map(|other| *other as usize);
    let others = of_before.chain(of_after).filter(|other| *other != at && pool.candidates[*other].before != 0);
    let scored = others.map(|other| (scorer.score(other, context), std::cmp::Reverse(other)));
    let rival = scored.max().map(|(_, other)| {
        let candidate = pool.candidates[other.0];
        let found = evidence(scorer, context, other.0);
        let (side, section, partner) = match candidate.before == s {
            true => (Side::After, candidate.after, context.matches.to_before[candidate.after as usize]),
            false => (Side::Before, candidate.before, context.matches.to_after[candidate.before as usize]),
        };
        let lacks = grounds.iter().filter_map(|ground| weaker(*ground, &found)).collect();
        let taken = (partner != super::flow::NONE).then_some(partner as usize);
        Rival { side, section: section as usize, lacks, taken }
    });
    Explanation { grounds, rival }
}

/// What of a ground the other one lacks, with its own share of the words.
fn weaker(ground: Evidence, other: &[Evidence]) -> Option<Evidence> {
    let same = |it: &&Evidence| std::mem::discriminant(*it) == std::mem::discriminant(&ground);
    let found = other.iter().find(same).copied();
    let less = found < Some(ground);
    match ground {
        Evidence::Words(_) => less.then(|| found.unwrap_or(Evidence::Words(0))),
        Evidence::LikeTitle(_) => (less && !other.contains(&Evidence::Title)).then_some(Evidence::Title),
        Evidence::Beside => (less && !other.contains(&Evidence::Between)).then_some(ground),
        _ => less.then_some(ground),
    }
}

fn evidence(scorer: &Scorer<'_, '_>, context: &Context<'_>, at: usize) -> Vec<Evidence> {
    let features = scorer.features(at, context);
    let share = |feature: usize| (features[feature] * 1000 / ONE).clamp(0, 1000) as u16;
    let holds = |feature: usize| features[feature] == ONE;
    let mut found = Vec::new();
    if share(fact::WORDS) > 0 {
        found.push(Evidence::Words(share(fact::WORDS)));
    }
    if share(fact::ABSORB) >= DISSOLVED {
        found.push(Evidence::Branch);
    }
    if holds(fact::SAME_TITLE) {
        found.push(Evidence::Title);
    } else if share(fact::TITLE) >= LIKE_TITLE {
        found.push(Evidence::LikeTitle(share(fact::TITLE)));
    }
    if holds(fact::LABEL) {
        found.push(Evidence::Label);
    }
    if share(fact::SUBSECTIONS) > 0 {
        found.push(Evidence::Subsections(share(fact::SUBSECTIONS)));
    }
    if holds(fact::PARENT) {
        found.push(Evidence::Parent);
    }
    match (holds(fact::PREVIOUS), holds(fact::NEXT)) {
        (true, true) => found.push(Evidence::Between),
        (false, false) => {}
        _ => found.push(Evidence::Beside),
    }
    found
}
