//! Figures of the whole document; all of them are sums over the final redline.

use super::token::Words as Tokens;
use super::{Entry, Profile, Structure, Summary, Words};

/// Adds up the entries; `light` words on each side stand in changes of no substance.
pub(super) fn summary(entries: &[Entry], light: u64, before: &Tokens, after: &Tokens) -> Summary {
    let (n, m) = (before.all_visible(), after.all_visible());
    let mut words = Words::default();
    for entry in entries {
        words.kept += entry.words.kept;
        words.deleted += entry.words.deleted;
        words.inserted += entry.words.inserted;
        words.moved += entry.words.moved;
    }
    // A moved word was counted where it left and where it came.
    words.moved /= 2;
    let lived = words.kept + words.moved;
    let mut structure: Vec<(Structure, u64)> = Vec::new();
    for kind in entries.iter().flat_map(|entry| &entry.structure) {
        match structure.iter_mut().find(|(known, _)| known == kind) {
            Some((_, count)) => *count += 1,
            None => structure.push((*kind, 1)),
        }
    }
    structure.sort_unstable();
    let share = |part: u64, whole: u64| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
    let continuity = share(2 * lived, n + m);

    let size = |entry: &Entry| {
        let before: u64 = entry.before.iter().map(|section| before.visible(*section)).sum();
        let after: u64 = entry.after.iter().map(|section| after.visible(*section)).sum();
        before + after
    };
    let sum = |chosen: &dyn Fn(&Entry) -> bool| entries.iter().filter(|entry| chosen(entry)).map(size).sum::<u64>();
    let in_place = sum(&|entry| {
        !entry.before.is_empty() && !entry.after.is_empty() && !entry.structure.contains(&Structure::Moved)
    });
    let is_broad = |entry: &&Entry| entry.continuity < 0.95;
    let broad = sum(&|entry| is_broad(&entry));
    // Of these sections alone: small edits elsewhere must not count as depth.
    let lost: u64 = entries.iter().filter(is_broad).map(|entry| entry.words.deleted + entry.words.inserted).sum();
    let breadth = if n + m == 0 { 0.0 } else { broad as f64 / (n + m) as f64 };
    let mut weights = [0; 4];
    for weight in entries.iter().flat_map(|entry| &entry.blocks).filter_map(|block| block.weight) {
        weights[weight as usize] += 1;
    }
    Summary {
        weights,
        words_before: n,
        words_after: m,
        words,
        unchanged: entries.iter().filter(|entry| !entry.is_changed()).count() as u64,
        structure,
        continuity,
        profile: Profile {
            retention: share(lived, n),
            heritage: share(lived, m),
            substantive: share(2 * (lived + light.min(words.deleted).min(words.inserted)), n + m),
            structural: share(in_place, n + m),
            breadth,
            depth: if broad == 0 { 0.0 } else { lost as f64 / broad as f64 },
        },
    }
}
