//! Figures whose file changed under the same name: the text is the same, what it shows is not.

use super::{BlockOp, CompareOptions, Entry, Structure};
use crate::document::Document;

/// Notes the changed files at the blocks that show them. A block whose text is the same counts as edited then.
pub(super) fn note_changed(documents: [&Document; 2], options: &CompareOptions<'_>, entries: &mut [Entry]) {
    let [Some(earlier), Some(later)] = options.figures else { return };
    let changed: Vec<&String> = later
        .iter()
        .filter(|(name, content)| earlier.get(*name).is_some_and(|it| it != *content))
        .map(|(name, _)| name)
        .collect();
    if changed.is_empty() {
        return;
    }
    for entry in entries {
        let mut edited = false;
        for change in entry.blocks.iter_mut().filter(|change| !change.after.is_empty() && change.op != BlockOp::Ignored)
        {
            let blocks = change.after.iter().map(|at| &documents[1].sections[at.section].blocks[at.block]);
            change.figures = blocks.flat_map(|block| documents[1].images(block)).collect();
            change.figures.retain(|name| changed.contains(&name));
            if !change.figures.is_empty() && change.op == BlockOp::Equal {
                change.op = BlockOp::Edited;
                edited = true;
            }
        }
        if edited && !entry.structure.contains(&Structure::Edited) {
            entry.structure.push(Structure::Edited);
            entry.structure.sort_unstable();
        }
    }
}
