//! What became of each section: splits, merges, moves and numbers, read from the matches and the flow.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::candidate::{Pool, Sides};
use super::explanation::explain;
use super::flow::{Flow, NONE};
use super::increasing::out_of_order;
use super::matrix::Cell;
use super::score::{Context, Matches, Model, Round, Scorer};
use super::tree::Tree;
use super::{Entry, Ground, Link, LinkKind, Passage, Structure, parallel};
use crate::document::{Document, hidden, label};

/// A split or a merge: this many words at least, this share of the part, in percent, and one run of this length.
const PART_WORDS: u32 = 15;
const PART_PERCENT: u64 = 60;
const PART_RUN: u32 = 8;

/// Whether so much of a section of `whole` words flowed along a cell that it is a part of what is on the other side.
pub(super) fn is_part(cell: &Cell, whole: usize) -> bool {
    let enough = cell.words >= PART_WORDS && cell.run >= PART_RUN && cell.before != 0 && cell.after != 0;
    enough && u64::from(cell.words) * 100 >= PART_PERCENT * whole as u64
}

/// Of what was found only because it stands beside, so much: words of set phrases are found at many places.
const BESIDE_PERCENT: u64 = 95;

/// Text that flowed elsewhere is told from this many words, with one run of this length.
const PASSAGE_WORDS: u32 = 16;
const PASSAGE_RUN: u32 = 4;

/// Of a section that is new or gone, this share tells where it came from or went, however far its runs are from each other,
/// in percent.
const PASSAGE_PERCENT: u64 = 35;

/// Whether so much flowed along a cell that it is told.
fn is_passage(cell: &Cell, matches: &Matches, (before, after): (usize, usize)) -> bool {
    let (free_before, free_after) =
        (matches.to_after[cell.before as usize] == NONE, matches.to_before[cell.after as usize] == NONE);
    let share = |whole: usize| u64::from(cell.words) * 100 >= PASSAGE_PERCENT * whole as u64;
    let largely = (free_before && share(before)) || (free_after && share(after));
    let named = cell.before != 0 && cell.after != 0;
    let enough = cell.words >= PASSAGE_WORDS && cell.run >= PASSAGE_RUN;
    enough && (cell.together >= PASSAGE_WORDS || (named && largely))
}

/// Whether what flowed went to, or came from, what stands beside: too little for a part, but more than a passage has to be.
fn is_beside(cell: &Cell, matches: &Matches) -> bool {
    cell.visible > 0 && matches.beside.contains(&(cell.before, cell.after))
}

/// Builds the entries, without blocks and words, and the passages between sections that are not linked.
pub(super) fn entries(
    before: &Document,
    after: &Document,
    pool: &Pool<'_>,
    flow: &Flow<'_>,
    matches: &Matches,
    model: Model<'_>,
) -> (Vec<Entry>, Vec<Passage>) {
    let cells = flow.cells();
    let (links, mut passages) = links(pool, matches, &cells);
    let telling = flow.telling(passages.iter().map(|passage| (passage.before, passage.after)));
    passages.retain(|passage| {
        let place = (passage.before, passage.after);
        telling.contains(&place) || matches.beside.contains(&(place.0 as u32, place.1 as u32))
    });
    let in_order = in_order(pool, matches);
    let mut entries = components(pool, matches, &links, &in_order);
    let scorer = Scorer::new(pool, &cells, model);
    let context = Context::new(pool, matches, Round::Context);
    let family = Family {
        before,
        after,
        pool,
        matches,
        component: component_of(&entries, pool),
        kept: kept_order(pool, matches),
        ranks: [ranks(before), ranks(after)],
        in_order,
    };
    let told = |at: usize| -> Entry {
        let entry = &entries[at];
        let mut told = Entry { structure: family.structure(entry), ..Entry::default() };
        let whole = identity(entry);
        let Some(link) = entry.links.iter().find(|link| link.kind == LinkKind::Identity).or(entry.links.first()) else {
            return told;
        };
        told.similarity = Some(link.share);
        told.matched_by = Some(whole.map_or(Ground::Content, |(s, t)| family.ground(&scorer, &context, s, t)));
        let (s, t) = (link.before, link.after);
        let candidate = pool.index.get(&(s as u32, t as u32)).map(|at| *at as usize);
        let settled = s == 0 || pool.is_settled(s as u32, t as u32, Sides::Both);
        let confidence = match candidate.filter(|_| !settled) {
            Some(at) => scorer.confidence(scorer.score(at, &context)),
            None if settled => scorer.confidence_in_equal(),
            None => scorer.confidence(i64::MIN),
        };
        told.confidence = Some(f64::from(confidence) / 10_000.0);
        told.explanation = candidate.filter(|_| told.is_changed()).map(|at| explain(&scorer, &context, at));
        told
    };
    let all = parallel::each(entries.len(), told);
    for (entry, told) in entries.iter_mut().zip(all) {
        let Entry { before, after, links, .. } = std::mem::take(entry);
        *entry = Entry { before, after, links, ..told };
    }
    (entries, passages)
}

pub(super) fn links(pool: &Pool<'_>, matches: &Matches, cells: &[Cell]) -> (Vec<Link>, Vec<Passage>) {
    let (old, new) = (pool.before.words, pool.after.words);
    let mut words: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    let mut links = Vec::new();
    let mut passages = Vec::new();
    for cell in cells {
        let (s, t) = (cell.before as usize, cell.after as usize);
        if matches.linked(cell.before, cell.after) {
            words.insert((cell.before, cell.after), cell.visible);
            continue;
        }
        // What is decided counts all words, what is shown those that a reader sees.
        let seen = u64::from(cell.visible);
        let share = |whole: u64| if whole == 0 { 0.0 } else { (seen as f64 / whole as f64).min(1.0) };
        let (seen_before, seen_after) = (old.visible(s), new.visible(t));
        if let Some(kind) = pool.decided.part(cell.before, cell.after) {
            let whole = if kind == LinkKind::Split { seen_after } else { seen_before };
            links.push(Link { before: s, after: t, kind, share: share(whole) });
            continue;
        }
        let barred = pool.decided.bars_link(cell.before, cell.after);
        let beside = matches.beside.contains(&(cell.before, cell.after));
        let is_part = |whole: usize| {
            is_part(cell, whole) && (!beside || u64::from(cell.words) * 100 >= BESIDE_PERCENT * whole as u64)
        };
        if !barred && matches.to_before[t] == NONE && is_part(new.len(t)) {
            let above = pool.after.upwards(cell.after).skip(1).any(|up| matches.linked(cell.before, up));
            let kind = if above { LinkKind::Extracted } else { LinkKind::Split };
            links.push(Link { before: s, after: t, kind, share: share(seen_after) });
        } else if !barred && matches.to_after[s] == NONE && is_part(old.len(s)) {
            let above = pool.before.upwards(cell.before).skip(1).any(|up| matches.linked(up, cell.after));
            let kind = if above { LinkKind::Absorbed } else { LinkKind::Merged };
            links.push(Link { before: s, after: t, kind, share: share(seen_before) });
        } else if is_beside(cell, matches) || is_passage(cell, matches, (old.len(s), new.len(t))) {
            let (share_before, share_after) = (share(seen_before), share(seen_after));
            passages.push(Passage { before: s, after: t, words: seen, share_before, share_after });
        }
    }
    let told: BTreeSet<(usize, usize)> = links.iter().map(|link| (link.before, link.after)).collect();
    for ((s, t), kind) in pool.decided.parts() {
        if !told.contains(&(s as usize, t as usize)) {
            links.push(Link { before: s as usize, after: t as usize, kind, share: 0.0 });
        }
    }
    for (s, t) in matches.pairs() {
        let both = (old.visible(s as usize) + new.visible(t as usize)) as f64;
        let common = f64::from(words.get(&(s, t)).copied().unwrap_or(0));
        let share = if both == 0.0 { 1.0 } else { (2.0 * common / both).min(1.0) };
        links.push(Link { before: s as usize, after: t as usize, kind: LinkKind::Identity, share });
    }
    links.sort_by_key(|link| (link.before, link.after));
    (links, passages)
}

/// Connected components of the links, in the order of the later text, removed sections where they stood.
fn components(pool: &Pool<'_>, matches: &Matches, links: &[Link], in_order: &[bool]) -> Vec<Entry> {
    let (n, m) = (pool.before.len(), pool.after.len());
    let mut root: Vec<usize> = (0..n + m).collect();
    fn find(root: &mut [usize], mut at: usize) -> usize {
        while root[at] != at {
            root[at] = root[root[at]];
            at = root[at];
        }
        at
    }
    for link in links {
        let (x, y) = (find(&mut root, link.before), find(&mut root, n + link.after));
        root[x.max(y)] = x.min(y);
    }
    let mut groups: BTreeMap<usize, Entry> = BTreeMap::new();
    for at in 0..n + m {
        let entry = groups.entry(find(&mut root, at)).or_default();
        if at < n { entry.before.push(at) } else { entry.after.push(at - n) }
    }
    for link in links {
        groups.entry(find(&mut root, link.before)).or_default().links.push(*link);
    }
    // The place of an entry: that of its identity (or first) section in the later text; a removed section stands
    // behind the section that stood in front of it and did not leave.
    let mut place: Vec<(usize, usize)> = vec![(0, 0); n];
    for s in 1..n {
        let previous = place[s - 1];
        place[s] = if in_order[s] { (matches.to_after[s] as usize, 0) } else { (previous.0, previous.1 + 1) };
    }
    let mut entries: Vec<Entry> = groups.into_values().collect();
    entries.sort_by_key(|entry| match (identity(entry), entry.after.first()) {
        (Some((_, t)), _) => (t, 0, 0),
        (None, Some(t)) => (*t, 0, 0),
        (None, None) => {
            let (t, offset) = place[entry.before[0]];
            (t, offset.max(1), entry.before[0])
        }
    });
    entries
}

/// The pair that keeps its identity.
pub(super) fn identity(entry: &Entry) -> Option<(usize, usize)> {
    entry.links.iter().find(|link| link.kind == LinkKind::Identity).map(|link| (link.before, link.after))
}

fn component_of(entries: &[Entry], pool: &Pool<'_>) -> [Vec<usize>; 2] {
    let mut component = [vec![0; pool.before.len()], vec![0; pool.after.len()]];
    for (at, entry) in entries.iter().enumerate() {
        for s in &entry.before {
            component[0][*s] = at;
        }
        for t in &entry.after {
            component[1][*t] = at;
        }
    }
    component
}

/// How much speaks for a section having stayed where others passed it: the branch's words, which count twice where it
/// kept its number. Numbers are written for places: what has the number it had went nowhere, unless much more text did
/// not either.
fn staying(pool: &Pool<'_>, s: usize, t: usize) -> u64 {
    let words = pool.before.branch_words(s) + 1;
    let kept_number = pool.before.label[s] != 0 && pool.before.label[s] == pool.after.label[t];
    words * if kept_number { 2 } else { 1 }
}

/// Sections after that kept their order among the children of a matched parent: the heaviest increasing subsequence;
/// the earlier section is kept where equal.
fn kept_order(pool: &Pool<'_>, matches: &Matches) -> Vec<bool> {
    let mut kept = vec![true; pool.after.len()];
    for (s, t) in matches.pairs() {
        let family: Vec<(u32, u32, u64)> = pool.after.children[t as usize]
            .iter()
            .filter_map(|child| {
                let partner = matches.to_before[*child as usize];
                let stayed = partner != NONE && pool.before.parent[partner as usize] == s;
                stayed.then(|| (partner, *child, staying(pool, partner as usize, *child as usize)))
            })
            .collect();
        for at in out_of_order(&family.iter().map(|(x, _, weight)| (*x, *weight)).collect::<Vec<_>>()) {
            kept[family[at].1 as usize] = false;
        }
    }
    kept
}

/// Sections before whose partners stand in the order of the later text: the heaviest increasing subsequence of all.
fn in_order(pool: &Pool<'_>, matches: &Matches) -> Vec<bool> {
    let pairs: Vec<(u32, u32)> = matches.pairs().collect();
    let weight = |s: u32| pool.before.words.len(s as usize) as u64 + 1;
    let mut in_order = vec![false; pool.before.len()];
    pairs.iter().for_each(|(s, _)| in_order[*s as usize] = true);
    for at in out_of_order(&pairs.iter().map(|(s, t)| (*t, weight(*s))).collect::<Vec<_>>()) {
        in_order[pairs[at].0 as usize] = false;
    }
    in_order
}

/// What is needed to tell moves and numbers.
struct Family<'p, 'w> {
    before: &'p Document,
    after: &'p Document,
    pool: &'p Pool<'w>,
    matches: &'p Matches,
    component: [Vec<usize>; 2],
    kept: Vec<bool>,
    ranks: [Vec<Vec<[i64; 2]>>; 2],
    in_order: Vec<bool>,
}

impl Family<'_, '_> {
    fn structure(&self, entry: &Entry) -> Vec<Structure> {
        let mut kinds = Vec::new();
        if entry.before.is_empty() {
            kinds.push(Structure::Added);
        }
        if entry.after.is_empty() {
            kinds.push(Structure::Removed);
        }
        for link in &entry.links {
            kinds.extend(match link.kind {
                LinkKind::Identity => None,
                LinkKind::Split => Some(Structure::Split),
                LinkKind::Merged => Some(Structure::Merged),
                LinkKind::Absorbed => Some(Structure::Absorbed),
                LinkKind::Extracted => Some(Structure::Extracted),
            });
        }
        if let Some((s, t)) = identity(entry).filter(|(s, _)| *s != 0) {
            self.place(s, t, &mut kinds);
            let (old, new) = (&self.before.sections[s], &self.after.sections[t]);
            // A change that nobody sees is a change all the same, in the words as in the rest of the heading (its id).
            let unseen = |document: &Document, section: usize| -> Vec<char> {
                let source = document.sections[section].span.of(&document.source);
                hidden::places(source).into_iter().map(|(_, character)| character).collect()
            };
            if label::fold(&old.title) != label::fold(&new.title)
                || hidden::places(&old.title) != hidden::places(&new.title)
                || unseen(self.before, s) != unseen(self.after, t)
            {
                kinds.push(Structure::Retitled);
            }
            kinds.extend(self.number(s, t));
        }
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    fn place(&self, s: usize, t: usize, kinds: &mut Vec<Structure>) {
        let (p, q) = (self.pool.before.parent[s] as usize, self.pool.after.parent[t] as usize);
        let level = |document: &Document, at: usize, up: usize| {
            i16::from(document.sections[at].level) - i16::from(document.sections[up].level)
        };
        let depth = |tree: &Tree<'_>, at: usize| tree.upwards(at as u32).count();
        let deeper = || depth(&self.pool.before, s) != depth(&self.pool.after, t);
        if self.component[0][p] == self.component[1][q] {
            if !self.kept[t] {
                kinds.push(Structure::Reordered);
            }
            let releveled = match self.matches.linked(p as u32, q as u32) {
                true => level(self.before, s, p) != level(self.after, t, q) && (p, q) != (0, 0),
                false => deeper(),
            };
            kinds.extend(releveled.then_some(Structure::Releveled));
            return;
        }
        match self.around(s, t).filter(|_| self.in_order[s]) {
            Some(Around::All) => {}
            Some(Around::Some) => kinds.push(Structure::Releveled),
            None => {
                kinds.push(Structure::Moved);
                kinds.extend(deeper().then_some(Structure::Releveled));
            }
        }
    }

    /// Whether all that stands between a section and its parent of old is headings that are new or gone: these were put
    /// around it or taken away from around it, and it did not move.
    fn around(&self, s: usize, t: usize) -> Option<Around> {
        let (old, new) = (&self.pool.before, &self.pool.after);
        let (to_after, to_before) = (&self.matches.to_after, &self.matches.to_before);
        let (p, q) = (old.parent[s], new.parent[t]);
        let (put, taken) = (unmatched_above(new, to_before, t as u32), unmatched_above(old, to_after, s as u32));
        let (tree, partners, between) = if self.matches.linked(p, put.1) {
            (new, to_before, put.0)
        } else if self.matches.linked(taken.1, q) {
            (old, to_after, taken.0)
        } else {
            return None;
        };
        let lives = |branch: u32| (branch..tree.end[branch as usize]).any(|at| partners[at as usize] != NONE);
        let alone = |heading: &u32| {
            let up = tree.parent[*heading as usize];
            tree.children[up as usize].iter().all(|child| child == heading || !lives(*child))
        };
        Some(if between.iter().all(alone) { Around::All } else { Around::Some })
    }

    /// Whether the number changed, and whether it had to because of what happened before it.
    fn number(&self, s: usize, t: usize) -> Option<Structure> {
        let (old, new) = (&self.before.sections[s].labels, &self.after.sections[t].labels);
        let text = |label: &label::Label| label.text.to_lowercase().split_whitespace().collect::<String>();
        if old.iter().map(text).eq(new.iter().map(text)) {
            return None;
        }
        let follows = old.len() == new.len() && (0..old.len()).all(|k| self.number_follows(s, t, k));
        Some(if follows { Structure::Renumbered } else { Structure::Relabelled })
    }

    /// Whether the k-th label stands in its row as before: what changed is its row, or the number of those before it.
    fn number_follows(&self, s: usize, t: usize, k: usize) -> bool {
        let (old, new) = (&self.before.sections[s].labels[k], &self.after.sections[t].labels[k]);
        let (Some((last, prefix)), Some((new_last, new_prefix))) = (old.path.split_last(), new.path.split_last())
        else {
            return old.text == new.text;
        };
        let digits = |text: &str| text.ends_with(|last: char| last.is_ascii_digit());
        if old.word != new.word || last.suffix != new_last.suffix || digits(&old.text) != digits(&new.text) {
            return false;
        }
        let under = |document: &Document, at: usize, prefix: &[label::Ordinal]| {
            let mut up = document.sections[at].parent;
            while let Some(parent) = up {
                if document.sections[parent].labels.iter().any(|label| label.path == prefix) {
                    return true;
                }
                up = document.sections[parent].parent;
            }
            prefix.is_empty()
        };
        if prefix != new_prefix && !(under(self.before, s, prefix) && under(self.after, t, new_prefix)) {
            return false;
        }
        let shift = i64::from(new_last.value) - i64::from(last.value);
        // Numbers begin anew under each parent ("1.1", "Cel 2") or run through the text ("Art. 12").
        let (old_ranks, new_ranks) = (self.ranks[0][s][k], self.ranks[1][t][k]);
        let in_row = |scope: usize| new_ranks[scope] - old_ranks[scope] == shift;
        in_row(0) || (prefix == new_prefix && in_row(1))
    }

    fn ground(&self, scorer: &Scorer<'_, '_>, context: &Context<'_>, s: usize, t: usize) -> Ground {
        let same_words = self.pool.before.words.stems[self.pool.before.words.range(s)]
            == self.pool.after.words.stems[self.pool.after.words.range(t)];
        if same_words && self.before.sections[s].title == self.after.sections[t].title {
            return Ground::Exact;
        }
        match self.pool.index.get(&(s as u32, t as u32)) {
            Some(at) => scorer.ground(*at as usize, context),
            None => Ground::Context,
        }
    }
}

/// For each label of each section how many of its row stand before it: among its siblings, and in the whole text. What
/// was inserted between numbers ("12a") does not count.
fn ranks(document: &Document) -> Vec<Vec<[i64; 2]>> {
    let mut rows: FxHashMap<(Option<usize>, usize, &str, usize), i64> = FxHashMap::default();
    let mut ranks = Vec::with_capacity(document.sections.len());
    for section in &document.sections {
        let own = section.labels.iter().enumerate().map(|(k, label)| {
            let inserted = label.path.last().is_none_or(|last| !last.suffix.is_empty());
            [section.parent, None].map(|parent| {
                let row = rows.entry((parent, k, label.word.as_str(), label.path.len())).or_default();
                let rank = *row;
                *row += i64::from(!inserted);
                rank
            })
        });
        ranks.push(own.collect());
    }
    ranks
}

/// What a heading that is new or gone stands around.
#[derive(Clone, Copy)]
enum Around {
    /// Everything under its parent that lives on, as the title of a document does.
    All,
    /// This section and others, but not all.
    Some,
}

/// The sections above one that have no partner, up to the first one that has, and that one.
fn unmatched_above(tree: &Tree<'_>, partners: &[u32], section: u32) -> (Vec<u32>, u32) {
    let mut between = Vec::new();
    for up in tree.upwards(section).skip(1) {
        if partners[up as usize] != NONE {
            return (between, up);
        }
        between.push(up);
    }
    (between, NONE)
}

#[cfg(test)]
mod tests {
    use crate::compare::{CompareOptions, compare};
    use crate::document::markdown;

    fn passages(before: &str, after: &str) -> Vec<(usize, usize)> {
        let (before, after) = (markdown::read(before.to_owned()), markdown::read(after.to_owned()));
        let comparison = compare(&before, &after, &CompareOptions::default());
        comparison.flows.iter().map(|passage| (passage.before, passage.after)).collect()
    }

    const OWN: [&str; 4] = [
        "Samorząd wspiera rozwój szkolnictwa zawodowego oraz doradztwo dla uczniów i ich rodzin w każdym powiecie regionu.",
        "Nadzór nad wodami rzek granicznych sprawują wspólnie gminy położone w dorzeczu, które zawarły porozumienie.",
        "Ścieżki rowerowe łączą miasta powiatowe z przystankami kolei, a bilet zintegrowany obejmuje wszystkich przewoźników. \
         Zakup autobusów elektrycznych poprzedza analiza zapotrzebowania, którą przewoźnik uzgadnia z gminami. Opłaty \
         parkingowe w centrach miast finansują nowe linie podmiejskie i przebudowę skrzyżowań.",
        "Biblioteki publiczne gromadzą i udostępniają zbiory regionalne, także te, które powstały w językach mniejszości. \
         Teatry objazdowe grają w remizach, szkołach i świetlicach, a muzea pożyczają eksponaty domom kultury. Twórcy \
         otrzymują stypendia na podstawie oceny niezależnych krytyków.",
    ];
    const COMMON: &str =
        "Dane pochodzą ze sprawozdań rocznych urzędu oraz z banku danych lokalnych urzędu statystycznego.";

    /// What is told where one section is gone at the beginning and another one came at the end.
    fn passages_between(gone: &str, come: &str) -> Vec<(usize, usize)> {
        let section = |title: &str, text: &str| format!("## {title}\n\n{text}\n\n");
        let kept = section("Szkoły", &format!("{}\n\n{COMMON}", OWN[0]))
            + &section("Wody", &format!("{}\n\n{COMMON}", OWN[1]));
        let (gone, come) = (section("Transport", gone), section("Kultura", come));
        passages(&format!("{gone}{kept}"), &format!("{kept}{come}"))
    }

    #[test]
    fn what_stands_in_many_sections_is_no_passage_of_one() {
        let moved = "Do 2030 r. powstanie dwanaście ośrodków, w których mieszkańcy wsi skorzystają z bezpłatnych porad doświadczonych prawników.";
        let told = |text: &str| passages_between(&format!("{}\n\n{text}", OWN[2]), &format!("{}\n\n{text}", OWN[3]));
        assert_eq!(told(moved), [(1, 3)]);
        assert_eq!(told(COMMON), []);
    }

    #[test]
    fn set_phrases_far_from_each_other_are_no_passage() {
        let phrases = [
            "w zakresie niezbędnym do osiągnięcia celów niniejszej strategii",
            "z zachowaniem zasad równego dostępu do informacji",
        ];
        let apart = |own: &str, last: &str| format!("Działa {}. {own} Nabór {}, {last}.", phrases[0], phrases[1]);
        assert_eq!(passages_between(&apart(OWN[2], "jesienią"), &apart(OWN[3], "bez przerwy")), []);
        let together = |own: &str, last: &str| format!("{own} Działa {} i {}, {last}.", phrases[0], phrases[1]);
        assert_eq!(passages_between(&together(OWN[2], "jesienią"), &together(OWN[3], "bez przerwy")), [(1, 3)]);
    }
}
