//! Sections without a partner whose text went into what stands beside them, or came out of it.
//!
//! Where many sections hold the same set phrases, or where text was edited heavily on its way, the flow alone does not tell
//! where it went: the words stand at many places. Of these the one beside is the likeliest by far.

use std::collections::BTreeSet;

use super::candidate::Pool;
use super::flow::{Flow, NONE};
use super::matrix::Cell;
use super::provenance::is_part;
use super::score::Matches;
use super::tree::Tree;

/// Fewer words, and a smaller share of the rarity of the part's words in percent, are no part of what stands beside; of two
/// that both have no partner more is asked.
const WORDS: usize = 12;
const PERCENT: u64 = 24;
const FREE_PERCENT: u64 = 50;

/// Larger products of words are not tried.
const PRODUCT: usize = 1 << 20;

/// No section has more neighbours that are tried.
const TRIED: usize = 6;

/// Which of the two is the part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Before,
    After,
}

/// A section without a partner and one of the other text that stands beside its place.
type Beside = (u32, u32, Part);

/// Aligns sections without a partner with what stands beside them, and remembers these pairs, where enough of their words
/// are there; the words leave what they were aligned with elsewhere, unless that is known to be their place.
pub(super) fn align_neighbours(pool: &Pool<'_>, flow: &mut Flow<'_>, matches: &mut Matches) {
    let known = Known::of(flow, matches);
    let trees = [&pool.before, &pool.after];
    let mut likely: Vec<(std::cmp::Reverse<usize>, Beside)> = Vec::new();
    for part in [Part::Before, Part::After] {
        let (own, other, partners, back) = match part {
            Part::Before => (trees[0], trees[1], &matches.to_after, &matches.to_before),
            Part::After => (trees[1], trees[0], &matches.to_before, &matches.to_after),
        };
        for section in (1..own.len() as u32).filter(|at| partners[*at as usize] == NONE) {
            for near in beside([own, other], [partners, back], section) {
                let pair = if part == Part::Before { (section, near) } else { (near, section) };
                let beside = (pair.0, pair.1, part);
                if !pool.decided.bars_link(pair.0, pair.1)
                    && let Some(common) = known.common(pool, flow, matches, beside)
                {
                    likely.push((std::cmp::Reverse(common), beside));
                }
            }
        }
    }
    likely.sort_unstable();
    let mut settled: BTreeSet<(Part, u32)> = BTreeSet::new();
    for (_, beside) in likely {
        let (s, t, part) = beside;
        let (own, partner) = match part {
            Part::Before => ((part, s), matches.to_after[s as usize]),
            Part::After => ((part, t), matches.to_before[t as usize]),
        };
        if partner != NONE || settled.contains(&own) {
            continue;
        }
        // What was aligned since is no longer free.
        let Some(common) = known.common(pool, flow, matches, beside) else { continue };
        let (a, b) = known.free(flow, matches, beside);
        flow.realign(&a, &b, 2);
        settled.insert(own);
        let whole = flow.before.len(s as usize).max(flow.after.len(t as usize));
        if matches.both_free(s, t) && 4 * common >= whole && !pool.decided.bars(s, t) {
            matches.link(s, t);
        } else {
            matches.beside.insert((s, t));
        }
    }
}

/// Where words are known to be in their place: in partners, and in parts.
struct Known {
    parts: BTreeSet<(u32, u32)>,
}

impl Known {
    fn of(flow: &Flow<'_>, matches: &Matches) -> Self {
        let is_known = |cell: &Cell| {
            let (s, t) = (cell.before as usize, cell.after as usize);
            (matches.to_before[t] == NONE && is_part(cell, flow.after.len(t)))
                || (matches.to_after[s] == NONE && is_part(cell, flow.before.len(s)))
        };
        let parts = flow.cells().iter().filter(|cell| is_known(cell)).map(|cell| (cell.before, cell.after)).collect();
        Self { parts }
    }

    /// The words of both sections that could be aligned with each other.
    fn free(&self, flow: &Flow<'_>, matches: &Matches, (s, t, _): Beside) -> (Vec<u32>, Vec<u32>) {
        let loose = |s: u32, t: u32| !matches.linked(s, t) && !self.parts.contains(&(s, t));
        let a = flow.before.range(s as usize).filter(|at| {
            let partner = flow.to_after[*at];
            partner == NONE || loose(s, flow.after.section[partner as usize])
        });
        let b = flow.after.range(t as usize).filter(|at| {
            let partner = flow.to_before[*at];
            partner == NONE || loose(flow.before.section[partner as usize], t)
        });
        (a.map(|at| at as u32).collect(), b.map(|at| at as u32).collect())
    }

    /// How many words could be, where they are enough; `None` for parts whose place is known.
    fn common(&self, pool: &Pool<'_>, flow: &Flow<'_>, matches: &Matches, beside: Beside) -> Option<usize> {
        let (s, t, part) = beside;
        if self.parts.contains(&(s, t)) {
            return None;
        }
        let weight = match part {
            Part::Before => pool.before.weight[s as usize],
            Part::After => pool.after.weight[t as usize],
        };
        let (a, b) = self.free(flow, matches, beside);
        if a.len().min(b.len()) < WORDS || a.len() * b.len() > PRODUCT {
            return None;
        }
        let common = flow.could_align(&a, &b, 2);
        let rarity: u64 = common.iter().map(|at| u64::from(pool.rarity(flow.before.stems[*at as usize]))).sum();
        let percent = if matches.both_free(s, t) { FREE_PERCENT } else { PERCENT };
        (common.len() >= WORDS && 100 * rarity >= percent * weight).then_some(common.len())
    }
}

/// What stands around the place of a section in the other text: the partners of its siblings, of its parent and of its
/// first subsection, and sections without a partner next to them.
fn beside([own, other]: [&Tree<'_>; 2], [partners, back]: [&Vec<u32>; 2], section: u32) -> Vec<u32> {
    let family = &own.children[own.parent[section as usize] as usize];
    let at = family.partition_point(|child| *child < section);
    let mut found = Vec::new();
    let partner = |at: &u32| Some(partners[*at as usize]).filter(|it| *it != NONE && *it != 0);
    let previous = family[..at].iter().rev().find_map(partner);
    let next = family[at + 1..].iter().find_map(partner);
    let above = own.upwards(section).skip(1).find_map(|up| partner(&up));
    let below = own.children[section as usize].iter().find_map(partner);
    found.extend([previous, next, above, below].into_iter().flatten());
    let free = |at: u32| back[at as usize] == NONE;
    let siblings = |at: u32| {
        let family = &other.children[other.parent[at as usize] as usize];
        (family, family.partition_point(|child| *child < at))
    };
    if let Some((family, at)) = previous.map(siblings) {
        found.extend(family.get(at + 1).copied().filter(|it| free(*it)));
    }
    if let Some((family, at)) = next.map(siblings) {
        found.extend(at.checked_sub(1).map(|at| family[at]).filter(|it| free(*it)));
    }
    if let Some(above) = above {
        found.extend(other.children[above as usize].iter().copied().filter(|it| free(*it)));
    }
    let mut seen = BTreeSet::new();
    found.retain(|it| seen.insert(*it));
    found.truncate(TRIED);
    found
}

#[cfg(test)]
mod tests {
    use crate::compare::{CompareOptions, LinkKind, compare};
    use crate::document::markdown;

    /// What is told but sections that are the same: headings, and the kind of a link or `None` for a passage.
    fn told(before: &str, after: &str) -> Vec<(String, String, Option<LinkKind>)> {
        let (before, after) = (markdown::read(before.to_owned()), markdown::read(after.to_owned()));
        let comparison = compare(&before, &after, &CompareOptions::default());
        let links = comparison.entries.iter().flat_map(|entry| &entry.links);
        let links = links.filter(|link| link.kind != LinkKind::Identity);
        let links = links.map(|link| (link.before, link.after, Some(link.kind)));
        let told = links.chain(comparison.flows.iter().map(|passage| (passage.before, passage.after, None)));
        told.map(|(s, t, kind)| (before.sections[s].heading.clone(), after.sections[t].heading.clone(), kind)).collect()
    }

    const GOALS: [&str; 4] = [
        "Gminy modernizują sieci ciepłownicze i wymieniają stare piece na pompy ciepła.",
        "Szpitale powiatowe otwierają oddziały geriatryczne wraz z poradniami dla opiekunów.",
        "Uczelnie zakładają spółki celowe, które wdrażają wyniki badań w zakładach regionu.",
        "Muzea udostępniają zbiory w sieci, a biblioteki uczą seniorów obsługi urządzeń.",
    ];

    /// A text with the same two sections under each goal; what is named in `into` lost its heading to the section above it.
    fn with_set_phrases(into: Option<usize>) -> String {
        let mut text = String::from("# Strategia\n\n");
        for (at, goal) in GOALS.iter().enumerate() {
            let gone = into == Some(at);
            let funding = format!(
                "Działania finansuje się z budżetu województwa oraz ze środków programu regionalnego, łącznie {} mln zł.",
                12 + at
            );
            let reports = "Dane zbiera co roku departament rozwoju, a sprawozdanie przyjmuje zarząd województwa do końca czerwca następnego roku.";
            text += &format!("## Cel {}\n\n{goal}\n\n### Finansowanie\n\n{funding}\n\n", at + 1);
            text += if gone { "" } else { "### Wskaźniki\n\n" };
            text += &format!("{reports}\n\n");
        }
        text
    }

    #[test]
    fn set_phrases_go_to_what_stands_beside_them() {
        let merged = |at: usize| told(&with_set_phrases(None), &with_set_phrases(Some(at)));
        for at in 0..GOALS.len() {
            assert_eq!(
                merged(at),
                [("Wskaźniki".to_owned(), "Finansowanie".to_owned(), Some(LinkKind::Merged))],
                "{at}"
            );
        }
    }

    const EDITED: [&str; 2] = [
        "Powiaty zatrudniają doradców innowacji. Doradca odwiedza zakłady, rozpoznaje ich potrzeby badawcze oraz wskazuje \
         zespoły uczelni zdolne je spełnić. Za każdą umowę podpisaną z uczelnią zakład otrzymuje bon o wartości dwudziestu \
         tysięcy złotych, rozliczany na podstawie faktury i krótkiego sprawozdania z wykonanych badań.",
        "W powiatach pracują doradcy innowacji. Taki doradca raz w roku odwiedza zakłady oraz rozpoznaje ich potrzeby \
         szkoleniowe, wskazuje zespoły uczelni gotowe do pracy. Za podpisaną umowę z uczelnią firma otrzymuje bon o \
         wartości trzydziestu tysięcy złotych, który rozlicza urząd na podstawie faktury i opinii z badań.",
    ];

    #[test]
    fn what_was_split_off_and_rewritten_is_told() {
        let [old, new] = EDITED;
        let kept = "Region wspiera współpracę zakładów z nauką. Urząd prowadzi bazę aparatury, z której zakład korzysta bezpłatnie \
                    przez pierwszy kwartał, potem zaś za opłatą ustaloną przez właściciela.";
        let before =
            format!("# Strategia\n\n## Współpraca z nauką\n\n{kept}\n\n{old}\n\n## Promocja\n\n{}\n", GOALS[3]);
        let after = format!(
            "# Strategia\n\n## Współpraca z nauką\n\n{kept}\n\n## Bony badawcze\n\n{new}\n\n## Promocja\n\n{}\n",
            GOALS[3]
        );
        let split = ("Współpraca z nauką".to_owned(), "Bony badawcze".to_owned(), None);
        assert_eq!(told(&before, &after), [split]);
        // What is new came from nowhere.
        let new = after.replace(EDITED[1], GOALS[2]);
        assert_eq!(told(&before, &new), []);
    }
}
