//! Inline text: the parts of a block that a reader sees, with their style.

use super::span::Span;

/// A run of visible text inside a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inline {
    /// Offsets into the block's text.
    pub span: Span,
    /// How it is set.
    pub style: Style,
}

/// A set of styles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style(pub u8);

impl Style {
    /// Emphasis (`*text*`).
    pub const EMPHASIS: Style = Style(1);
    /// Strong emphasis (`**text**`).
    pub const STRONG: Style = Style(2);
    /// Code (`` `text` ``).
    pub const CODE: Style = Style(4);
    /// Struck through (`~~text~~`).
    pub const STRIKETHROUGH: Style = Style(8);
    /// The text of a link.
    pub const LINK: Style = Style(16);
    /// The alternative text of an image.
    pub const IMAGE: Style = Style(32);
    /// A reference to a footnote (`[^1]`).
    pub const NOTE: Style = Style(64);
    /// An entity or a character reference (`&nbsp;`), whose source is not the text it stands for.
    pub const ENTITY: Style = Style(128);

    /// This style and another one.
    #[must_use]
    pub fn with(self, other: Style) -> Style {
        Style(self.0 | other.0)
    }

    /// Whether all of `other` is set here.
    pub fn has(self, other: Style) -> bool {
        self.0 & other.0 == other.0
    }
}
