//! The files of the images that a text shows.

use std::collections::{BTreeMap, BTreeSet};

use super::{Block, BlockKind, Document};

/// What the files of a text's images hold: by the path from the text to the file, a name of its content that is the same
/// for the same bytes.
pub type Figures = BTreeMap<String, String>;

impl Document {
    /// The files of all images, as [`Document::images`] tells them.
    pub fn all_images(&self) -> BTreeSet<String> {
        self.sections.iter().flat_map(|section| &section.blocks).flat_map(|block| self.images(block)).collect()
    }

    /// The files of the images in a block, in order: paths from the text downwards. Addresses and paths that lead out of
    /// the folder of the text are left out, and so are images that name their file elsewhere (`![map][1]`).
    pub fn images(&self, block: &Block) -> Vec<String> {
        let text = self.block_text(block);
        if matches!(block.kind, BlockKind::Code | BlockKind::Html) || !text.contains("![") {
            return Vec::new();
        }
        let mut images = Vec::new();
        for (at, _) in text.match_indices("![") {
            let rest = &text[at..];
            let Some(open) = rest.find("](") else { break };
            let target = rest[open + 2..].trim_start();
            let target = match target.strip_prefix('<') {
                Some(target) => target.split('>').next(),
                None => target.split([' ', ')', '\n']).next(),
            };
            images.extend(target.and_then(inside));
        }
        images
    }
}

/// The path to a file in the folder of the text or below it, as the target of an image in Markdown names it; `None` for
/// addresses and paths that lead out of the folder.
pub fn inside(target: &str) -> Option<String> {
    let path = decoded(target.strip_prefix("./").unwrap_or(target))?;
    let plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    let safe = !path.contains(['\\', ':', '\0', '\n']);
    (safe && path.split('/').all(plain)).then_some(path)
}

/// `%20` and the like as the bytes they stand for; `None` where these are no text.
pub fn decoded(target: &str) -> Option<String> {
    let bytes = target.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| target.get(at + 1..at + 3)).flatten();
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use crate::document::markdown::read;

    #[test]
    fn files_of_images_are_paths_below_the_text() {
        let text = "![Mapa](media/mapa%20cel%C3%B3w.png \"Mapa 1\") i ![](<./media/a b.svg>) oraz [odnośnik](media/x.png)\n\n\
                    ![x](https://example.org/y.png) ![x](../y.png) ![x](/y.png) ![x][1] ![x](C:\\y.png)\n\n`![x](media/y.png)`\n";
        let document = read(text.to_owned());
        let found: Vec<String> = document.sections[0].blocks.iter().flat_map(|block| document.images(block)).collect();
        assert_eq!(found[..2], ["media/mapa celów.png", "media/a b.svg"]);
        assert_eq!(found[2..], ["media/y.png"], "an image in code within a line is taken for one");
    }
}
