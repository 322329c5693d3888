//! How text is set while it is read: the styles that are open.

use super::Face;

/// How often each style is open, in Markdown or in HTML.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Faces {
    pub(super) strong: u32,
    pub(super) emphasis: u32,
    pub(super) code: u32,
    pub(super) strikethrough: u32,
    pub(super) superscript: u32,
    pub(super) subscript: u32,
    /// The styles that tags opened; the end of a paragraph closes them.
    pub(super) tags: [u32; 6],
}

impl Faces {
    /// The face of what is read now.
    pub(super) fn face(&self) -> Face {
        let [strong, emphasis, code, strikethrough, superscript, subscript] = self.tags;
        Face {
            strong: self.strong + strong > 0,
            emphasis: self.emphasis + emphasis > 0,
            code: self.code + code > 0,
            strikethrough: self.strikethrough + strikethrough > 0,
            superscript: self.superscript + superscript > 0,
            subscript: self.subscript + subscript > 0,
        }
    }

    /// The style that a tag of HTML opens and closes; `None` where it is no style.
    pub(super) fn tag(&mut self, name: &str) -> Option<&mut u32> {
        let style = match name {
            "b" | "strong" | "th" => 0,
            "i" | "em" | "cite" | "var" => 1,
            "code" | "kbd" | "samp" | "tt" => 2,
            "s" | "del" | "strike" => 3,
            "sup" => 4,
            "sub" => 5,
            _ => return None,
        };
        Some(&mut self.tags[style])
    }
}
