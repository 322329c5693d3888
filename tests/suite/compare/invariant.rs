//! What must hold for every comparison of every two texts.

use std::collections::BTreeMap;

use nowela::compare::{
    BlockChange, BlockOp, BlockPlace, Comparison, Entry, LinkKind, Reason, Run, RunOp, Structure, Weight, Words,
};
use nowela::document::{Block, Document, Style};

use super::Pair;

/// Checks everything; the message says what does not hold.
pub(crate) fn check(pair: &Pair) -> Result<(), String> {
    sections(pair)?;
    links(pair)?;
    kinds(pair)?;
    blocks(pair)?;
    moves(pair)?;
    figures(pair)?;
    weights(pair)?;
    flows(pair)
}

/// What changed weighs something and what did not nothing, a section as much as the heaviest of its changes; the figures
/// add up.
fn weights(pair: &Pair) -> Result<(), String> {
    let mut counts = [0; 4];
    for entry in &pair.comparison.entries {
        for block in &entry.blocks {
            let still = matches!(block.op, BlockOp::Equal | BlockOp::Ignored | BlockOp::MovedOut);
            let proposed = block.reasons.iter().map(Reason::weight).max();
            let told = block.weight == proposed.map(|weight| entry.decided_weight().unwrap_or(weight));
            ensure(told && !(still && block.weight.is_some()), || format!("{block:?}: no such weight"))?;
            ensure(still || block.weight.is_some() || block.op == BlockOp::MovedIn, || {
                format!("{block:?}: no weight")
            })?;
            if let Some(weight) = block.weight {
                counts[weight as usize] += 1;
            }
        }
        let blocks = entry.blocks.iter().filter_map(|block| block.weight);
        let heaviest = blocks.chain(entry.reasons.iter().map(Reason::weight)).max();
        let alone = entry.before.is_empty() || entry.after.is_empty();
        let due = entry.decided_weight().or(if alone { Some(Weight::Substantive) } else { heaviest });
        ensure(entry.weight == due, || format!("{:?} weighs {:?}", entry.after, entry.weight))?;
    }
    let summary = &pair.comparison.summary;
    ensure(summary.weights == counts, || format!("{:?} for {counts:?}", summary.weights))?;
    let (plain, substantive) = (summary.continuity, summary.profile.substantive);
    ensure(plain <= substantive && substantive <= 1.0, || format!("continuity {plain}, substantive {substantive}"))
}

fn ensure(condition: bool, message: impl Fn() -> String) -> Result<(), String> {
    if condition { Ok(()) } else { Err(message()) }
}

/// Every section of both texts stands in exactly one entry; where neither text has anything before its first heading,
/// there is no entry for it.
fn sections(pair: &Pair) -> Result<(), String> {
    let entries = &pair.comparison.entries;
    let headless = !pair.before.sections[0].blocks.is_empty() || !pair.after.sections[0].blocks.is_empty();
    for (count, of) in [
        (pair.before.sections.len(), (|entry| &entry.before) as fn(&Entry) -> &Vec<usize>),
        (pair.after.sections.len(), |entry| &entry.after),
    ] {
        let mut found: Vec<usize> = entries.iter().flat_map(of).copied().collect();
        found.sort_unstable();
        ensure(found == (usize::from(!headless)..count).collect::<Vec<_>>(), || {
            format!("{count} sections, but entries hold {found:?}")
        })?;
        ensure(entries.iter().all(|entry| of(entry).is_sorted()), || "sections of an entry out of order".to_owned())?;
    }
    ensure(entries.iter().all(|entry| entry.before.len() + entry.after.len() > 0), || "an empty entry".to_owned())
}

/// Links stay inside their entry, hold it together, and no section has two identities.
fn links(pair: &Pair) -> Result<(), String> {
    let (mut old, mut new) = (vec![0; pair.before.sections.len()], vec![0; pair.after.sections.len()]);
    for entry in &pair.comparison.entries {
        for link in &entry.links {
            let inside = entry.before.contains(&link.before) && entry.after.contains(&link.after);
            ensure(inside, || format!("{link:?} leaves its entry"))?;
            ensure((0.0..=1.0).contains(&link.share), || format!("{link:?}: no share"))?;
            if link.kind == LinkKind::Identity {
                old[link.before] += 1;
                new[link.after] += 1;
            }
        }
        let mut reached = (vec![entry.before.first().copied()], vec![]);
        if reached.0[0].is_none() {
            reached = (vec![], vec![entry.after.first().copied()]);
        }
        for _ in 0..entry.links.len() {
            for link in &entry.links {
                let (x, y) = (Some(link.before), Some(link.after));
                match (reached.0.contains(&x), reached.1.contains(&y)) {
                    (true, false) => reached.1.push(y),
                    (false, true) => reached.0.push(x),
                    _ => {}
                }
            }
        }
        let whole = reached.0.len() == entry.before.len() && reached.1.len() == entry.after.len();
        ensure(whole, || format!("entry {:?} → {:?} does not hang together", entry.before, entry.after))?;
    }
    ensure(old.iter().chain(&new).all(|count| *count <= 1), || "two identities of one section".to_owned())
}

/// The kinds of change agree with the links, the blocks and each other.
fn kinds(pair: &Pair) -> Result<(), String> {
    for entry in &pair.comparison.entries {
        let has = |kind| entry.structure.contains(&kind);
        let linked = |kind| entry.links.iter().any(|link| link.kind == kind);
        let changed = entry.blocks.iter().any(|block| !matches!(block.op, BlockOp::Equal | BlockOp::Ignored));
        let both = !entry.before.is_empty() && !entry.after.is_empty();
        let agree = [
            (has(Structure::Added), entry.before.is_empty()),
            (has(Structure::Removed), entry.after.is_empty()),
            (has(Structure::Edited), changed && both),
            (has(Structure::Split), linked(LinkKind::Split)),
            (has(Structure::Merged), linked(LinkKind::Merged)),
            (has(Structure::Absorbed), linked(LinkKind::Absorbed)),
            (has(Structure::Extracted), linked(LinkKind::Extracted)),
            (entry.matched_by.is_some(), both),
            (entry.similarity.is_some(), both),
            (entry.confidence.is_some(), both),
        ];
        let place = || format!("entry {:?} → {:?}: {:?}", entry.before, entry.after, entry.structure);
        ensure(agree.iter().all(|(said, is)| said == is), || format!("{} against its links {agree:?}", place()))?;
        ensure(entry.structure.windows(2).all(|two| two[0] < two[1]), || format!("{} out of order", place()))?;
        let number = has(Structure::Renumbered) && has(Structure::Relabelled);
        let places = has(Structure::Moved) && has(Structure::Reordered);
        ensure(!number && !places, || format!("{} contradicts itself", place()))?;
    }
    let summary = &pair.comparison.summary;
    for kind in pair.comparison.entries.iter().flat_map(|entry| &entry.structure) {
        let count = pair.comparison.entries.iter().filter(|entry| entry.structure.contains(kind)).count() as u64;
        ensure(summary.structure.contains(&(*kind, count)), || format!("{kind:?} is counted wrong"))?;
    }
    let unchanged = pair.comparison.entries.iter().filter(|entry| !entry.is_changed()).count() as u64;
    ensure(summary.unchanged == unchanged, || "unchanged entries are counted wrong".to_owned())
}

/// The lossless rule: every block in exactly one entry, and the runs spell it to the byte.
fn blocks(pair: &Pair) -> Result<(), String> {
    let mut seen = [BTreeMap::new(), BTreeMap::new()];
    for entry in &pair.comparison.entries {
        for change in &entry.blocks {
            for (side, places, sections) in [(0, &change.before, &entry.before), (1, &change.after, &entry.after)] {
                for place in places {
                    *seen[side].entry(*place).or_insert(0) += 1;
                    ensure(sections.contains(&place.section), || format!("{place:?} in a foreign entry"))?;
                }
            }
            block(pair, change)?;
        }
    }
    for (document, seen) in [&pair.before, &pair.after].into_iter().zip(seen) {
        let all = document
            .sections
            .iter()
            .enumerate()
            .flat_map(|(section, own)| (0..own.blocks.len()).map(move |block| (BlockPlace { section, block }, 1)));
        let all: BTreeMap<BlockPlace, i32> = all.collect();
        ensure(all == seen, || format!("blocks {all:?}\nbut in entries {seen:?}"))?;
    }
    Ok(())
}

fn block(pair: &Pair, change: &BlockChange) -> Result<(), String> {
    let (n, m) = (change.before.len(), change.after.len());
    let fits = match change.op {
        BlockOp::Equal | BlockOp::Edited => n == 1 && m == 1,
        BlockOp::Added | BlockOp::MovedIn => n == 0 && m == 1,
        BlockOp::Removed | BlockOp::MovedOut => n == 1 && m == 0,
        BlockOp::Split => n == 1 && m > 1,
        BlockOp::Joined => n > 1 && m == 1,
        BlockOp::Ignored => n <= 1 && m <= 1,
    };
    ensure(fits, || format!("{:?} with {n} blocks before and {m} after", change.op))?;
    ensure(change.movement.is_some() == matches!(change.op, BlockOp::MovedOut | BlockOp::MovedIn), || {
        format!("{:?} and movement {:?}", change.op, change.movement)
    })?;
    spells(pair, &change.runs, &change.before, &change.after)?;
    if matches!(change.op, BlockOp::Edited) {
        ensure(change.runs.iter().any(|run| run.op != RunOp::Equal), || format!("edited without change: {change:?}"))?;
    }
    for row in change.table.iter().flat_map(|table| &table.rows) {
        for cell in &row.cells {
            let text = |document: &Document, place: Option<&BlockPlace>, row: Option<usize>, column: Option<usize>| {
                let (Some(place), Some(row), Some(column)) = (place, row, column) else { return String::new() };
                let block = &document.sections[place.section].blocks[place.block];
                let table = block.table.as_ref().expect("it is a table");
                let span = table.rows.get(row).and_then(|row| row.get(column));
                span.map_or(String::new(), |span| span.of(&document.block_text(block)).to_owned())
            };
            let before = text(&pair.before, change.before.first(), row.before, cell.before);
            let after = text(&pair.after, change.after.first(), row.after, cell.after);
            ensure(without(&cell.runs, RunOp::Insert) == before, || format!("a cell spells {cell:?}, not {before:?}"))?;
            ensure(without(&cell.runs, RunOp::Delete) == after, || format!("a cell spells {cell:?}, not {after:?}"))?;
        }
    }
    Ok(())
}

/// Whether runs spell the blocks of both sides, several of one side with a blank line between; a side without blocks
/// has no run of its own.
fn spells(pair: &Pair, runs: &[Run], before: &[BlockPlace], after: &[BlockPlace]) -> Result<(), String> {
    for (document, places, gone) in [(&pair.before, before, RunOp::Insert), (&pair.after, after, RunOp::Delete)] {
        let block = |place: &BlockPlace| -> &Block { &document.sections[place.section].blocks[place.block] };
        let text = places.iter().map(|place| document.block_text(block(place)).into_owned()).collect::<Vec<_>>();
        let (text, spelled) = (text.join("\n\n"), without(runs, gone));
        ensure(text == spelled, || format!("{places:?} is\n{text:?}, but is spelled\n{spelled:?}"))?;
    }
    let plain = runs.iter().all(|run| !run.text.is_empty()) && runs.windows(2).all(|two| two[0].op != two[1].op);
    ensure(plain, || format!("runs are empty or not joined: {runs:?}"))
}

pub(crate) fn without(runs: &[Run], gone: RunOp) -> String {
    runs.iter().filter(|run| run.op != gone).map(|run| run.text.as_str()).collect()
}

/// A moved block stands once where it left and once where it came, and its own runs spell both.
fn moves(pair: &Pair) -> Result<(), String> {
    let all = || pair.comparison.entries.iter().flat_map(|entry| &entry.blocks);
    for (index, moved) in pair.comparison.moves.iter().enumerate() {
        spells(pair, &moved.runs, &[moved.from], &[moved.to])?;
        let places = |op| -> Vec<&BlockPlace> {
            let named = all().filter(|change| change.op == op && change.movement == Some(index));
            named.flat_map(|change| change.before.iter().chain(&change.after)).collect()
        };
        let (out, come) = (places(BlockOp::MovedOut), places(BlockOp::MovedIn));
        ensure(out == [&moved.from] && come == [&moved.to], || format!("{moved:?} left {out:?} and came {come:?}"))?;
    }
    let known = all().filter_map(|change| change.movement).all(|index| index < pair.comparison.moves.len());
    ensure(known, || "a block names a move that is not there".to_owned())
}

/// Words add up for the document, for the entries and for an independent count.
fn figures(pair: &Pair) -> Result<(), String> {
    let Comparison { entries, summary, .. } = &pair.comparison;
    let Words { kept, deleted, inserted, moved } = summary.words;
    let counts = [&pair.before, &pair.after].map(|document| (0..document.sections.len()).map(|at| words(document, at)));
    let [n, m] = counts.map(Iterator::sum::<u64>);
    ensure((summary.words_before, summary.words_after) == (n, m), || {
        format!("{n} and {m} words, but the summary says {} and {}", summary.words_before, summary.words_after)
    })?;
    ensure(n == kept + moved + deleted && m == kept + moved + inserted, || {
        format!("{n} → {m} words against {:?}", summary.words)
    })?;
    let (mut sum, mut shares) = (Words::default(), 0.0);
    let (mut left, mut came) = (0, 0);
    for entry in entries {
        let before: u64 = entry.before.iter().map(|at| words(&pair.before, *at)).sum();
        let after: u64 = entry.after.iter().map(|at| words(&pair.after, *at)).sum();
        let Words { kept, deleted, inserted, moved } = entry.words;
        let place = || format!("entry {:?} → {:?}: {before} → {after}, {:?}", entry.before, entry.after, entry.words);
        // Moved words are those that left and those that came.
        let (out, come) = (before.checked_sub(kept + deleted), after.checked_sub(kept + inserted));
        ensure(out.zip(come).is_some_and(|(out, come)| out + come == moved), place)?;
        left += out.unwrap_or(0);
        came += come.unwrap_or(0);
        let lived = 2 * kept + moved;
        let expected = if before + after == 0 { 1.0 } else { lived as f64 / (before + after) as f64 };
        ensure((entry.continuity - expected).abs() < 1e-12, || {
            format!("{}: continuity {}", place(), entry.continuity)
        })?;
        shares += entry.continuity * (before + after) as f64;
        for (total, own) in
            [(&mut sum.kept, kept), (&mut sum.deleted, deleted), (&mut sum.inserted, inserted), (&mut sum.moved, moved)]
        {
            *total += own;
        }
    }
    let added = (sum.kept, sum.deleted, sum.inserted, sum.moved) == (kept, deleted, inserted, 2 * moved);
    ensure(added && left == moved && came == moved, || format!("entries add up to {sum:?}, not {:?}", summary.words))?;
    let whole = if n + m == 0 { 1.0 } else { 2.0 * (kept + moved) as f64 / (n + m) as f64 };
    ensure((summary.continuity - whole).abs() < 1e-12, || format!("continuity {} is not {whole}", summary.continuity))?;
    ensure(n + m == 0 || (shares / (n + m) as f64 - whole).abs() < 1e-9, || {
        format!("the sections' shares of continuity add up to {shares}, not {whole}")
    })?;
    let profile = summary.profile;
    let share = |of: u64, lived: u64| if of == 0 { 1.0 } else { lived as f64 / of as f64 };
    let exact = [(profile.retention, share(n, kept + moved)), (profile.heritage, share(m, kept + moved))];
    ensure(exact.iter().all(|(said, is)| (said - is).abs() < 1e-12), || format!("{profile:?}"))?;
    let bounded = [profile.structural, profile.breadth, profile.depth];
    ensure(bounded.iter().all(|share| (0.0..=1.0 + 1e-12).contains(share)), || format!("{profile:?}"))
}

fn flows(pair: &Pair) -> Result<(), String> {
    let linked = |before, after| {
        let mut links = pair.comparison.entries.iter().flat_map(|entry| &entry.links);
        links.any(|link| (link.before, link.after) == (before, after))
    };
    for flow in &pair.comparison.flows {
        let inside = flow.before < pair.before.sections.len() && flow.after < pair.after.sections.len();
        let shares = [flow.share_before, flow.share_after].iter().all(|share| (0.0..=1.0).contains(share));
        ensure(inside && shares && !linked(flow.before, flow.after), || format!("{flow:?}"))?;
    }
    let places: Vec<(usize, usize)> = pair.comparison.flows.iter().map(|flow| (flow.before, flow.after)).collect();
    ensure(places.windows(2).all(|two| two[0] < two[1]), || "flows out of order".to_owned())
}

/// Words of a section's own text, counted apart from the program: numbers with their decimals, runs of letters, in what
/// a reader sees.
pub(crate) fn words(document: &Document, section: usize) -> u64 {
    let blocks = document.sections[section].blocks.iter().filter(|block| !block.set_aside);
    blocks.map(|block| seen(&document.block_text(block), block)).map(|text| count(&text)).sum()
}

/// What a reader sees of a block; where markup stands between two parts, so does a blank.
fn seen(text: &str, block: &Block) -> String {
    let mut seen = String::new();
    let mut end = 0;
    for inline in &block.inlines {
        if inline.style.has(Style::NOTE) || inline.style.has(Style::ENTITY) {
            continue;
        }
        if inline.span.start != end {
            seen.push(' ');
        }
        seen.push_str(inline.span.of(text));
        end = inline.span.end;
    }
    seen
}

fn count(text: &str) -> u64 {
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let (mut at, mut count) = (0, 0);
    while at < letters.len() {
        if digit(at) {
            while digit(at) || (matches!(letters.get(at), Some('.' | ',')) && digit(at + 1)) {
                at += 1;
            }
            count += 1;
        } else if letters[at].is_alphanumeric() {
            let in_word = |c: &char| {
                (c.is_alphanumeric() && !c.is_ascii_digit()) || *c == '\u{ad}' || ('\u{300}'..='\u{36f}').contains(c)
            };
            while letters.get(at).is_some_and(in_word) {
                at += 1;
            }
            count += 1;
        } else {
            at += 1;
        }
    }
    count
}
